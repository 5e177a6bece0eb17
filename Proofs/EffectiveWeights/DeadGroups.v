(** * Dead groups: groups whose rewards are all equal

    How likely they are, what setting their advantages to 0 costs, and what a rule's weight is per
    group that is not dead (result 2.7 and the rows `reinforce-rej` and `dapo` of docs/theory.md).

    Definitions
      conditional_expectation P event f == E[f | event], that is E[f 1_event] / P(event)
      live r g                          == the group g is not dead
    Results
      probability_of_dead_group == rho^n + (1 - rho)^n
      effective_weight_with_zeros_in_dead_groups
        == zeros in dead groups take A(1, n) rho^(n-1) - A(0, 0) (1 - rho)^(n-1) from the weight
      expected_gradient_of_live_group
        == given that it is not dead, E g = Omega_n(rho) / (1 - rho^n - (1 - rho)^n) grad rho
      effective_weight_of_dapo_per_accepted_group == the same for GRPO's rule
      effective_weight_of_dapo_per_generated_group == E g = Omega_n(rho) grad rho, as GRPO *)

From Coq Require Import Reals List Bool Arith Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
Open Scope R_scope.

Definition conditional_expectation {A : Type} (P : distribution A) (event : A -> bool)
    (f : A -> R) : R :=
  expectation P (fun a => indicator (event a) * f a)
  / expectation P (fun a => indicator (event a)).

Definition live {Y : Type} (r : Y -> bool) (g : list Y) : bool :=
  negb (dead (length g) (successes r g)).

Lemma binomial_expectation_at_none n p c :
  binomial_expectation n p (fun k => if (k =? 0)%nat then c else 0) = c * (1 - p) ^ n.
Proof.
  unfold binomial_expectation. rewrite sum_below_shift, bernstein_O.
  rewrite (sum_below_ext _ _ (fun _ => 0)) by (intros; simpl; ring).
  rewrite sum_below_const. simpl. ring.
Qed.

Lemma binomial_expectation_at_all n p c :
  binomial_expectation n p (fun k => if (k =? n)%nat then c else 0) = c * p ^ n.
Proof.
  unfold binomial_expectation. cbn [sum_below]. rewrite bernstein_diagonal, Nat.eqb_refl.
  rewrite (sum_below_ext _ _ (fun _ => 0)).
  - rewrite sum_below_const. ring.
  - intros k Hk. rewrite (proj2 (Nat.eqb_neq k n)) by lia. ring.
Qed.

Lemma effective_weight_ext n (A B : advantage_rule) p :
  (forall j, (j < n)%nat -> bernstein_coefficient A j = bernstein_coefficient B j) ->
  effective_weight n A p = effective_weight n B p.
Proof. intros H. apply sum_below_ext. intros j Hj. now rewrite H. Qed.

(** Result 2.7: Omega_n with zeros in dead groups is
    Omega_n(rho) - A(1, n) rho^(n-1) + A(0, 0) (1 - rho)^(n-1). *)
Theorem effective_weight_with_zeros_in_dead_groups (A : advantage_rule) n p :
  (1 <= n)%nat ->
  effective_weight n (unless_dead n A) p =
  effective_weight n A p - A true n * p ^ (n - 1) + A false 0%nat * (1 - p) ^ (n - 1).
Proof.
  destruct n as [|n]; [lia|intros _]. rewrite !effective_weight_as_expectation.
  replace (S n - 1)%nat with n by lia.
  rewrite <- binomial_expectation_at_all, <- binomial_expectation_at_none.
  rewrite <- binomial_expectation_minus, <- binomial_expectation_plus.
  apply binomial_expectation_ext. intros k Hk.
  unfold bernstein_coefficient, unless_dead, dead.
  change (S k =? 0)%nat with false. change (S k =? S n)%nat with (k =? n)%nat.
  rewrite (proj2 (Nat.eqb_neq k (S n))) by lia. rewrite orb_false_l, orb_false_r.
  destruct (Nat.eqb_spec k n); destruct (Nat.eqb_spec k 0); subst; ring.
Qed.

Section OnGroups.

  Context {Y : Type} (P : distribution Y) (r : Y -> bool).

  (** A group of n >= 1 is dead with probability rho^n + (1 - rho)^n. *)
  Theorem probability_of_dead_group n :
    (1 <= n)%nat ->
    expectation (iid P n) (fun g => indicator (dead n (successes r g))) =
    success_rate P r ^ n + (1 - success_rate P r) ^ n.
  Proof.
    intros Hn. rewrite (expectation_iid_count P r n (fun k => indicator (dead n k))).
    transitivity (binomial_expectation n (success_rate P r) (fun k =>
      (if (k =? n)%nat then 1 else 0) + (if (k =? 0)%nat then 1 else 0))).
    - apply binomial_expectation_ext. intros k _. unfold dead, indicator.
      destruct (Nat.eqb_spec k 0); destruct (Nat.eqb_spec k n); simpl; subst; try lra; lia.
    - rewrite binomial_expectation_plus, binomial_expectation_at_all, binomial_expectation_at_none.
      ring.
  Qed.

  Lemma probability_of_live_group n :
    (1 <= n)%nat ->
    expectation (iid P n) (fun g => indicator (live r g)) =
    1 - success_rate P r ^ n - (1 - success_rate P r) ^ n.
  Proof.
    intros Hn. transitivity (1 - (success_rate P r ^ n + (1 - success_rate P r) ^ n)); [|ring].
    rewrite <- probability_of_dead_group by assumption.
    etransitivity; [|apply (failure_rate (iid P n) (fun g => dead n (successes r g)))].
    apply expectation_iid_ext. intros g Hg. unfold live. now rewrite Hg.
  Qed.

  Lemma live_groups_occur n p : (2 <= n)%nat -> 0 < p < 1 -> 0 < 1 - p ^ n - (1 - p) ^ n.
  Proof.
    intros Hn Hp. destruct n as [|[|m]]; try lia.
    assert (Hpow : forall x, 0 < x < 1 -> x ^ S (S m) < x).
    { intros x Hx. rewrite <- tech_pow_Rmult.
      assert (x ^ S m < 1) by (apply pow_lt_1_compat; [lra|lia]). nra. }
    pose proof (Hpow p Hp). pose proof (Hpow (1 - p) ltac:(lra)). lra.
  Qed.

  Lemma gradient_of_live_group (A : advantage_rule) (s : Y -> R) g :
    indicator (live r g) * group_gradient A r s g =
    group_gradient (unless_dead (length g) A) r s g.
  Proof.
    unfold group_gradient, live, unless_dead.
    destruct (dead (length g) (successes r g)); cbn [negb indicator].
    - rewrite (sum_ext g (fun y => 0 * s y) (fun _ => 0)) by (intros; ring).
      rewrite sum_zero. unfold Rdiv. ring.
    - ring.
  Qed.

  (** Given that a group is not dead, its expected gradient is
      Omega_n(rho) / (1 - rho^n - (1 - rho)^n) grad rho, with Omega_n of the rule with zeros. *)
  Theorem expected_gradient_of_live_group (A : advantage_rule) (s : Y -> R) n :
    expectation P s = 0 -> (2 <= n)%nat -> 0 < success_rate P r < 1 ->
    0 < 1 - success_rate P r ^ n - (1 - success_rate P r) ^ n /\
    conditional_expectation (iid P n) (live r) (group_gradient A r s) =
    effective_weight n (unless_dead n A) (success_rate P r)
      / (1 - success_rate P r ^ n - (1 - success_rate P r) ^ n) * success_gradient P r s.
  Proof.
    intros Hs Hn Hrho. pose proof (live_groups_occur n _ Hn Hrho) as Hlive.
    split; [exact Hlive|]. unfold conditional_expectation.
    rewrite probability_of_live_group by lia.
    rewrite (expectation_iid_ext _ _ _ (group_gradient (unless_dead n A) r s)).
    - rewrite expected_group_gradient_is_effective_weight_times_gradient by (assumption || lia).
      field. lra.
    - intros g Hg. now rewrite gradient_of_live_group, Hg.
  Qed.

  (** DAPO resamples dead groups, here: is conditioned on live ones. Per accepted group it has
      GRPO's weight over the share of groups that live, Omega_n(rho) / (1 - rho^n - (1 - rho)^n). *)
  Theorem effective_weight_of_dapo_per_accepted_group (s : Y -> R) n :
    expectation P s = 0 -> (2 <= n)%nat -> 0 < success_rate P r < 1 ->
    conditional_expectation (iid P n) (live r) (group_gradient (grpo n) r s) =
    effective_weight n (grpo n) (success_rate P r)
      / (1 - success_rate P r ^ n - (1 - success_rate P r) ^ n) * success_gradient P r s.
  Proof.
    intros Hs Hn Hrho.
    rewrite (proj2 (expected_gradient_of_live_group (grpo n) s n Hs Hn Hrho)).
    do 2 f_equal. apply effective_weight_ext. intros j _. unfold bernstein_coefficient, grpo.
    unfold unless_dead. destruct (dead n (S j)); destruct (dead n j); reflexivity.
  Qed.

  (** Per generated group, of which those that are not live are thrown away, DAPO has GRPO's
      weight Omega_n(rho), and so GRPO's implicit objective. *)
  Theorem effective_weight_of_dapo_per_generated_group (s : Y -> R) n :
    expectation P s = 0 -> (1 <= n)%nat ->
    expectation (iid P n) (fun g => indicator (live r g) * group_gradient (grpo n) r s g) =
    effective_weight n (grpo n) (success_rate P r) * success_gradient P r s.
  Proof.
    intros Hs Hn.
    rewrite <- (expected_group_gradient_is_effective_weight_times_gradient P r s Hs (grpo n) n Hn).
    apply expectation_iid_ext. intros g Hg. rewrite gradient_of_live_group, Hg.
    unfold group_gradient, grpo, unless_dead. f_equal. apply sum_ext. intros y.
    destruct (dead n (successes r g)); reflexivity.
  Qed.

End OnGroups.
