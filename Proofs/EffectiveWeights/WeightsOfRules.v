(** * The effective weights of the rules of the catalogue, in closed form

    The rows of the table in docs/theory.md that have a closed form, q = 1 - rho (the weight of GRPO
    is in GroupDeviation.v, that of DAPO in DeadGroups.v). By result 2.1,
    expected_group_gradient_is_effective_weight_times_gradient, each is the factor of the gradient
    of the success rate in the expected group gradient; one such statement is spelt out here.
    The weights are polynomials: the formulas hold for every real p at which they make sense.

    Results
      effective_weight_of_constant_baseline == 1
      effective_weight_of_group_mean        == 1 - 1/n
      effective_weight_of_leave_one_out     == 1
      effective_weight_of_raft              == (1 - q^n)/rho
      effective_weight_of_raft_as_sum       == 1 + q + ... + q^(n-1), at every rho
      effective_weight_of_linear_r          == (1 - q^n)/rho
      effective_weight_of_maxrl             == (1 - q^(n-1))/rho
      effective_weight_of_uniform_r         == (1 - rho^(n+1) - q^(n+1))/(rho q)
      effective_weight_of_uniform_r_zero    == (1 - rho^n - q^n)/(rho q)
      effective_weight_of_reinforce_rej     == (1 - b)(1 - rho^(n-1)) + b (1 - q^(n-1))
      effective_weight_of_pass_at_k         == m q^(m-1)
      effective_weight_of_sqrt_r            == that with zeros in dead groups, + q^(n-1)
      effective_weights_at_zero, effective_weights_at_one, effective_weights_in_groups_of_one
                                            == the values at the ends and for n = 1
      maxrl_is_raft_with_one_rollout_less   == MaxRL of n + 1 has the weight of RAFT of n
      expected_gradient_of_raft             == E g = (1 + q + ... + q^(n-1)) grad rho *)

From Coq Require Import Reals Bool Arith Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.DeadGroups.
Open Scope R_scope.

(** ** Expectations of reciprocal counts and of binomial coefficients *)

Lemma expected_reciprocal_of_successes n p :
  p * binomial_expectation n p (fun j => INR (S n) / INR (S j)) = 1 - (1 - p) ^ S n.
Proof.
  pose proof (bernstein_sums_to_one (S n) p) as Htotal.
  rewrite sum_below_shift, bernstein_O in Htotal.
  unfold binomial_expectation. rewrite <- sum_below_scal.
  rewrite (sum_below_ext _ _ (fun j => bernstein (S n) (S j) p)); [lra|].
  intros j _. pose proof (bernstein_absorption n j p).
  assert (INR (S j) <> 0) by (apply not_0_INR; lia).
  apply (Rmult_eq_reg_l (INR (S j))); [|assumption]. rewrite H. field. assumption.
Qed.

Lemma expected_reciprocal_of_failures n p :
  (1 - p) * binomial_expectation n p (fun j => INR (S n) / INR (S n - j)) = 1 - p ^ S n.
Proof.
  pose proof (bernstein_sums_to_one (S n) p) as Htotal. cbn [sum_below] in Htotal.
  rewrite bernstein_diagonal in Htotal.
  unfold binomial_expectation. rewrite <- sum_below_scal.
  rewrite (sum_below_ext _ _ (fun j => bernstein (S n) j p)); [cbn [sum_below]; lra|].
  intros j Hj. pose proof (bernstein_absorption_failures n j p ltac:(lia)).
  assert (INR (S n - j) <> 0) by (apply not_0_INR; lia).
  apply (Rmult_eq_reg_l (INR (S n - j))); [|assumption]. rewrite H. field. assumption.
Qed.

Lemma expected_choices_among_failures n p : forall m,
  binomial_expectation n p (fun j => IZR (choose (n - j) m)) = IZR (choose n m) * (1 - p) ^ m.
Proof.
  induction n as [|n IH]; intros m.
  - unfold binomial_expectation, bernstein. destruct m; simpl; ring.
  - rewrite binomial_expectation_step.
    change (p * binomial_expectation n p (fun k => IZR (choose (n - k) m)) +
      (1 - p) * binomial_expectation n p (fun k => IZR (choose (S n - k) m)) =
      IZR (choose (S n) m) * (1 - p) ^ m).
    rewrite (IH m). destruct m as [|m].
    + rewrite (binomial_expectation_ext _ _ _ (fun _ => 1)) by (intros; now rewrite choose_O).
      rewrite binomial_expectation_const, !choose_O. simpl. ring.
    + rewrite (binomial_expectation_ext _ _ (fun k => IZR (choose (S n - k) (S m)))
        (fun k => IZR (choose (n - k) m) + IZR (choose (n - k) (S m)))).
      * rewrite binomial_expectation_plus, !IH, choose_pascal, plus_IZR. simpl pow. ring.
      * intros k Hk. rewrite Nat.sub_succ_l by lia. rewrite choose_pascal. apply plus_IZR.
Qed.

Lemma choose_positive n m : (m <= n)%nat -> 0 < IZR (choose n m).
Proof.
  intros H. rewrite choose_is_factorial_ratio by assumption.
  apply Rdiv_lt_0_compat; [|apply Rmult_lt_0_compat]; apply INR_fact_lt_0.
Qed.

(** ** Rules whose coefficients are constant *)

Lemma effective_weight_of_constant_coefficient (A : advantage_rule) n p c :
  (1 <= n)%nat -> (forall j, (j < n)%nat -> bernstein_coefficient A j = c) ->
  effective_weight n A p = c.
Proof.
  destruct n as [|n]; [lia|intros _ H].
  rewrite effective_weight_as_expectation, (binomial_expectation_ext _ _ _ (fun _ => c)).
  - apply binomial_expectation_const.
  - intros j Hj. apply H. lia.
Qed.

(** A constant baseline, also none: Omega_n = 1. *)
Theorem effective_weight_of_constant_baseline b n p :
  (1 <= n)%nat -> effective_weight n (constant_baseline b) p = 1.
Proof.
  intros Hn. apply effective_weight_of_constant_coefficient; [assumption|].
  intros j _. unfold bernstein_coefficient, constant_baseline, indicator. ring.
Qed.

(** The mean of the group, with the own reward in it: Omega_n = 1 - 1/n. *)
Theorem effective_weight_of_group_mean n p :
  (1 <= n)%nat -> effective_weight n (group_mean n) p = 1 - 1 / INR n.
Proof.
  intros Hn. apply effective_weight_of_constant_coefficient; [assumption|].
  intros j _. unfold bernstein_coefficient, group_mean, rate, indicator.
  rewrite S_INR. field. apply not_0_INR. lia.
Qed.

(** The mean of the others (RLOO): Omega_n = 1 for n >= 2. *)
Theorem effective_weight_of_leave_one_out n p :
  (2 <= n)%nat -> effective_weight n (leave_one_out n) p = 1.
Proof.
  intros Hn. apply effective_weight_of_constant_coefficient; [lia|].
  intros j _. unfold bernstein_coefficient. rewrite !leave_one_out_of_two_or_more by exact Hn.
  unfold indicator. rewrite S_INR. apply le_INR in Hn. simpl in Hn. field. lra.
Qed.

(** ** Rules that divide by the success rate of the group *)

Lemma effective_weight_of_reciprocal_coefficient (A : advantage_rule) n p :
  (1 <= n)%nat ->
  (forall j, (j < n)%nat -> bernstein_coefficient A j = INR n / INR (S j)) ->
  p * effective_weight n A p = 1 - (1 - p) ^ n.
Proof.
  destruct n as [|n]; [lia|intros _ H].
  rewrite effective_weight_as_expectation, <- expected_reciprocal_of_successes.
  f_equal. apply binomial_expectation_ext. intros j Hj. apply H. lia.
Qed.

Lemma effective_weight_of_raft_multiplied n p :
  (1 <= n)%nat -> p * effective_weight n (raft n) p = 1 - (1 - p) ^ n.
Proof.
  intros Hn. apply effective_weight_of_reciprocal_coefficient; [assumption|].
  intros j _. unfold bernstein_coefficient, raft. ring.
Qed.

(** RAFT: Omega_n = (1 - q^n)/rho. *)
Theorem effective_weight_of_raft n p :
  (1 <= n)%nat -> p <> 0 -> effective_weight n (raft n) p = (1 - (1 - p) ^ n) / p.
Proof. intros Hn Hp. rewrite <- effective_weight_of_raft_multiplied by lia. field. assumption. Qed.

Lemma geometric_sum n p : p * sum_below n (fun i => (1 - p) ^ i) = 1 - (1 - p) ^ n.
Proof.
  induction n as [|n IH]; [simpl; ring|]. cbn [sum_below].
  rewrite Rmult_plus_distr_l, IH. simpl pow. ring.
Qed.

(** RAFT: Omega_n = 1 + q + ... + q^(n-1), at every rho. *)
Theorem effective_weight_of_raft_as_sum n p :
  (1 <= n)%nat -> effective_weight n (raft n) p = sum_below n (fun i => (1 - p) ^ i).
Proof.
  intros Hn. destruct (Req_dec p 0) as [->|Hp].
  - rewrite effective_weight_at_zero by assumption.
    rewrite (sum_below_ext _ _ (fun _ => 1)) by (intros; now rewrite Rminus_0_r, pow1).
    rewrite sum_below_const. unfold raft. simpl (INR 1). field.
  - apply (Rmult_eq_reg_l p); [|assumption].
    now rewrite effective_weight_of_raft_multiplied, geometric_sum.
Qed.

Lemma coefficient_of_linear_r n j :
  (j < n)%nat -> bernstein_coefficient (linear_r n) j = INR n / INR (S j).
Proof.
  intros Hj. unfold bernstein_coefficient, linear_r, rate, indicator.
  change (S j =? 0)%nat with false. cbv iota.
  assert (INR n <> 0) by (apply not_0_INR; lia).
  assert (INR (S j) <> 0) by (apply not_0_INR; lia).
  destruct (Nat.eqb_spec j 0); [field; auto|].
  assert (INR j <> 0) by (apply not_0_INR; lia). field. auto.
Qed.

(** Linear-R, with -1 at k = 0: Omega_n = (1 - q^n)/rho, the weight of RAFT. *)
Theorem effective_weight_of_linear_r n p :
  (1 <= n)%nat -> p <> 0 -> effective_weight n (linear_r n) p = (1 - (1 - p) ^ n) / p.
Proof.
  intros Hn Hp. rewrite <- (effective_weight_of_reciprocal_coefficient (linear_r n)); [|lia|].
  - field. assumption.
  - apply coefficient_of_linear_r.
Qed.

Lemma effective_weight_of_maxrl_multiplied n p :
  (1 <= n)%nat -> p * effective_weight n (maxrl n) p = 1 - (1 - p) ^ (n - 1).
Proof.
  destruct n as [|n]; [lia|intros Hn]. replace (S n - 1)%nat with n by lia.
  assert (Hraft := effective_weight_of_raft_multiplied (S n) p Hn).
  assert (Hdiff : effective_weight (S n) (maxrl (S n)) p
    = effective_weight (S n) (raft (S n)) p - (1 - p) ^ n).
  { rewrite !effective_weight_as_expectation, <- (Rmult_1_l ((1 - p) ^ n)).
    rewrite <- binomial_expectation_at_none, <- binomial_expectation_minus.
    apply binomial_expectation_ext. intros j Hj.
    replace (bernstein_coefficient (raft (S n)) j)
      with (bernstein_coefficient (linear_r (S n)) j)
      by (rewrite coefficient_of_linear_r by lia; unfold bernstein_coefficient, raft; ring).
    unfold bernstein_coefficient, maxrl, linear_r. change (S j =? 0)%nat with false.
    destruct (j =? 0)%nat; ring. }
  rewrite Hdiff, Rmult_minus_distr_l, Hraft. simpl pow. ring.
Qed.

(** MaxRL, with 0 at k = 0: Omega_n = (1 - q^(n-1))/rho. *)
Theorem effective_weight_of_maxrl n p :
  (1 <= n)%nat -> p <> 0 -> effective_weight n (maxrl n) p = (1 - (1 - p) ^ (n - 1)) / p.
Proof. intros Hn Hp. rewrite <- effective_weight_of_maxrl_multiplied by lia. field. assumption. Qed.

(** MaxRL of n + 1 rollouts has the effective weight of RAFT of n, at every rho. *)
Theorem maxrl_is_raft_with_one_rollout_less n p :
  (1 <= n)%nat -> effective_weight (S n) (maxrl (S n)) p = effective_weight n (raft n) p.
Proof.
  intros Hn. destruct (Req_dec p 0) as [->|Hp].
  - rewrite !effective_weight_at_zero by lia. unfold maxrl, raft, rate, indicator.
    simpl (_ =? _)%nat. cbv iota. rewrite (S_INR n). simpl (INR 1).
    pose proof (pos_INR n). field. lra.
  - rewrite effective_weight_of_maxrl, effective_weight_of_raft by (assumption || lia).
    now replace (S n - 1)%nat with n by lia.
Qed.

(** Uniform-R: Omega_n = (1 - rho^(n+1) - q^(n+1))/(rho q). *)
Theorem effective_weight_of_uniform_r n p :
  (1 <= n)%nat -> p <> 0 -> p <> 1 ->
  effective_weight n (uniform_r n) p = (1 - p ^ (n + 1) - (1 - p) ^ (n + 1)) / (p * (1 - p)).
Proof.
  destruct n as [|n]; [lia|intros _ Hp0 Hp1]. rewrite effective_weight_as_expectation.
  rewrite (binomial_expectation_ext _ _ _
    (fun j => INR (S n) / INR (S j) + INR (S n) / INR (S n - j))).
  - rewrite binomial_expectation_plus.
    pose proof (expected_reciprocal_of_successes n p) as Hs.
    pose proof (expected_reciprocal_of_failures n p) as Hf.
    set (s := binomial_expectation n p (fun j => INR (S n) / INR (S j))) in *.
    set (f := binomial_expectation n p (fun j => INR (S n) / INR (S n - j))) in *.
    replace (s + f) with (((1 - p) * (p * s) + p * ((1 - p) * f)) / (p * (1 - p)))
      by (field; lra).
    rewrite Hs, Hf, !Nat.add_1_r. simpl pow. field. lra.
  - intros j Hj. unfold bernstein_coefficient, uniform_r, rate.
    rewrite minus_INR by lia.
    assert (INR (S n) <> 0) by (apply not_0_INR; lia).
    assert (INR (S j) <> 0) by (apply not_0_INR; lia).
    assert (INR j < INR (S n)) by (apply lt_INR; lia).
    field. repeat split; [lra|assumption..].
Qed.

(** Uniform-R with zeros in dead groups: Omega_n = (1 - rho^n - q^n)/(rho q). *)
Theorem effective_weight_of_uniform_r_zero n p :
  (1 <= n)%nat -> p <> 0 -> p <> 1 ->
  effective_weight n (uniform_r_zero n) p = (1 - p ^ n - (1 - p) ^ n) / (p * (1 - p)).
Proof.
  intros Hn Hp0 Hp1. unfold uniform_r_zero.
  rewrite effective_weight_with_zeros_in_dead_groups, effective_weight_of_uniform_r by assumption.
  unfold uniform_r, rate. destruct n as [|n]; [lia|]. replace (S n - 1)%nat with n by lia.
  rewrite Nat.add_1_r. simpl (INR 0). simpl pow. field.
  repeat split; [lra..|apply not_0_INR; lia].
Qed.

(** ** The other rules *)

(** Reinforce-Rej: Omega_n = (1 - b)(1 - rho^(n-1)) + b (1 - q^(n-1)). *)
Theorem effective_weight_of_reinforce_rej b n p :
  (1 <= n)%nat ->
  effective_weight n (reinforce_rej b n) p =
  (1 - b) * (1 - p ^ (n - 1)) + b * (1 - (1 - p) ^ (n - 1)).
Proof.
  intros Hn. unfold reinforce_rej. rewrite effective_weight_with_zeros_in_dead_groups by assumption.
  rewrite effective_weight_of_constant_baseline by assumption.
  unfold constant_baseline, indicator. ring.
Qed.

(** pass@m of n rollouts, 1 <= m <= n: Omega_n = m q^(m-1). *)
Theorem effective_weight_of_pass_at_k m n p :
  (1 <= m <= n)%nat -> effective_weight n (pass_at_k m n) p = INR m * (1 - p) ^ (m - 1).
Proof.
  destruct n as [|n]; [lia|intros Hm]. rewrite effective_weight_as_expectation.
  pose proof (choose_positive n (m - 1) ltac:(lia)) as Hpositive.
  rewrite (binomial_expectation_ext _ _ _ (fun j =>
    INR m / IZR (choose n (m - 1)) * IZR (choose (n - j) (m - 1)))).
  - rewrite binomial_expectation_scal, expected_choices_among_failures. field. lra.
  - intros j _. unfold bernstein_coefficient, pass_at_k.
    replace (S n - 1)%nat with n by lia. replace (S n - S j)%nat with (n - j)%nat by lia.
    field. lra.
Qed.

(** Sqrt-R, with -1 at k = 0: q^(n-1) more than with zeros in dead groups. *)
Theorem effective_weight_of_sqrt_r n p :
  (1 <= n)%nat ->
  effective_weight n (sqrt_r n) p =
  effective_weight n (unless_dead n (sqrt_r n)) p + (1 - p) ^ (n - 1).
Proof.
  intros Hn. rewrite effective_weight_with_zeros_in_dead_groups by assumption.
  unfold sqrt_r. rewrite Nat.eqb_refl, (proj2 (Nat.eqb_neq n 0)) by lia.
  change (0 =? 0)%nat with true. cbv iota. ring.
Qed.

(** ** Values at the ends *)

(** Omega_n(0) for n >= 2: n for RAFT and Linear-R, n - 1 for MaxRL, n + 1 for Uniform-R, n for
    Uniform-R with zeros in dead groups. *)
Theorem effective_weights_at_zero n :
  (2 <= n)%nat ->
  effective_weight n (raft n) 0 = INR n /\
  effective_weight n (linear_r n) 0 = INR n /\
  effective_weight n (maxrl n) 0 = INR n - 1 /\
  effective_weight n (uniform_r n) 0 = INR n + 1 /\
  effective_weight n (uniform_r_zero n) 0 = INR n.
Proof.
  intros Hn. rewrite !effective_weight_at_zero by lia.
  assert (INR n <> 0) by (apply not_0_INR; lia).
  unfold uniform_r_zero, unless_dead, raft, linear_r, maxrl, uniform_r, dead, rate, indicator.
  rewrite (proj2 (Nat.eqb_neq 1 n)) by lia. simpl (_ =? _)%nat. simpl (_ || _)%bool.
  simpl (INR 1). simpl (INR 0). repeat split; field; repeat split; lra.
Qed.

(** Omega_n(1) for n >= 2: 1 for RAFT, Linear-R and MaxRL, n + 1 for Uniform-R, n for Uniform-R
    with zeros in dead groups. *)
Theorem effective_weights_at_one n :
  (2 <= n)%nat ->
  effective_weight n (raft n) 1 = 1 /\
  effective_weight n (linear_r n) 1 = 1 /\
  effective_weight n (maxrl n) 1 = 1 /\
  effective_weight n (uniform_r n) 1 = INR n + 1 /\
  effective_weight n (uniform_r_zero n) 1 = INR n.
Proof.
  intros Hn.
  assert (0 ^ n = 0 /\ 0 ^ (n - 1) = 0) as [H0 H1] by (split; apply pow_i; lia).
  assert (INR n <> 0) by (apply not_0_INR; lia).
  assert (Hone : effective_weight n (uniform_r n) 1 = INR n + 1).
  { rewrite effective_weight_at_one by lia. unfold uniform_r, rate.
    rewrite minus_INR by lia. simpl (INR 1).
    field. split; [lra|]. replace (INR n - (INR n - 1)) with 1 by ring. lra. }
  rewrite effective_weight_of_raft, effective_weight_of_linear_r, effective_weight_of_maxrl
    by (lia || lra).
  unfold uniform_r_zero. rewrite effective_weight_with_zeros_in_dead_groups, Hone by lia.
  replace (1 - 1) with 0 by ring. rewrite H0, H1, pow1.
  unfold uniform_r, rate. simpl (INR 0). repeat split; field. lra.
Qed.

(** With n = 1: 1 for RAFT, Linear-R and Sqrt-R, 2 for Uniform-R, and 0 for the group mean, for
    MaxRL and for every rule with zeros in dead groups. *)
Theorem effective_weights_in_groups_of_one (A : advantage_rule) p :
  effective_weight 1 (raft 1) p = 1 /\
  effective_weight 1 (linear_r 1) p = 1 /\
  effective_weight 1 (sqrt_r 1) p = 1 /\
  effective_weight 1 (uniform_r 1) p = 2 /\
  effective_weight 1 (group_mean 1) p = 0 /\
  effective_weight 1 (maxrl 1) p = 0 /\
  effective_weight 1 (unless_dead 1 A) p = 0.
Proof.
  repeat split; apply effective_weight_of_constant_coefficient; try lia;
    intros j Hj; replace j with 0%nat by lia;
    unfold bernstein_coefficient, unless_dead, raft, linear_r, sqrt_r, uniform_r, group_mean, maxrl,
      dead, rate, indicator; simpl; field; lra.
Qed.

(** ** In terms of gradients *)

Section ExpectedGradient.

  Context {Y : Type} (P : distribution Y) (r : Y -> bool) (s : Y -> R).
  Hypothesis score_has_mean_zero : expectation P s = 0.

  (** RAFT: E g = (1 + q + ... + q^(n-1)) grad rho. *)
  Theorem expected_gradient_of_raft n :
    (1 <= n)%nat ->
    expectation (iid P n) (group_gradient (raft n) r s) =
    sum_below n (fun i => (1 - success_rate P r) ^ i) * success_gradient P r s.
  Proof.
    intros Hn. rewrite expected_group_gradient_is_effective_weight_times_gradient by assumption.
    now rewrite effective_weight_of_raft_as_sum.
  Qed.

End ExpectedGradient.
