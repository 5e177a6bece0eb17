(** * Certified times of groups of eight

    Time times budget of the effective weights Omega_8 over the least (result 3.4 of
    docs/theory.md), to 12 correctly rounded decimal places, which the tests of the Swift library
    read from certified.json. The budget is a difference of implicit objectives. Of the time on the
    effective clock the pole at 0 is taken off in closed form; Interval integrates the rest.

    Definitions
      octet_coefficient A k == the coefficient of x^k in Omega_8(x)
      octet_tail a x, octet_weight a x == a2 + a3 x + ... + a7 x^5 and a0 + a1 x + ... + a7 x^7
      octet_remainder a x == 1/(x^2 (1 - x) Omega_8) less its poles at 0
    Results
      budget_of_effective_weight == the budget of Omega_n is phi_n(b) - phi_n(a)
      effective_weight_of_eight  == Omega_8 is the polynomial of the octet coefficients
      time_of_eight              == the time of Omega_8 on the effective clock
      *_n8_*_time_ratio_*        == T B of Omega_8 over T* B *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From Interval Require Import Tactic.
From Counterweight Require Import Foundations.FiniteSum Foundations.Bernstein.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.ImplicitObjective.
From Counterweight Require Import MinimumTime.Definitions MinimumTime.ClosedForms.
From Counterweight Require Import Certified.Enclosure Certified.PowerIntegrals.
Open Scope R_scope.

Lemma budget_of_effective_weight n (A : advantage_rule) a b : (1 <= n)%nat ->
  budget (effective_weight n A) a b = implicit_objective n A b - implicit_objective n A a.
Proof.
  intros Hn. unfold budget. apply is_RInt_unique.
  apply (is_RInt_derive (implicit_objective n A)); intros x _;
    [now apply derivative_of_implicit_objective_is_effective_weight|
     apply continuous_effective_weight].
Qed.

(** The coefficient of x^k in Omega_8. *)
Definition octet_coefficient (A : advantage_rule) (k : nat) : R :=
  IZR (choose 7 k) *
  sum_below (S k) (fun i => (-1) ^ (k - i) * IZR (choose k i) * bernstein_coefficient A i).

(** T with Omega_8 = a0 + x (a1 + x T). *)
Definition octet_tail (a : nat -> R) (x : R) : R :=
  a 2%nat + x * (a 3%nat + x * (a 4%nat + x * (a 5%nat + x * (a 6%nat + x * a 7%nat)))).

Definition octet_weight (a : nat -> R) (x : R) : R := a 0%nat + x * (a 1%nat + x * octet_tail a x).

Lemma effective_weight_of_eight A x :
  effective_weight 8 A x = octet_weight (octet_coefficient A) x.
Proof.
  unfold effective_weight, octet_weight, octet_tail, octet_coefficient, bernstein.
  cbn -[IZR bernstein_coefficient]. ring.
Qed.

Lemma effective_weight_positive n A x c : (1 <= n)%nat -> 0 <= x <= 1 -> 0 < c ->
  (forall j, (j < n)%nat -> c <= bernstein_coefficient A j) -> 0 < effective_weight n A x.
Proof.
  destruct n as [|n]; [lia|]. intros _ Hx Hc H. rewrite effective_weight_as_expectation.
  apply Rlt_le_trans with c; [exact Hc|]. rewrite <- (binomial_expectation_const n x c) at 1.
  apply binomial_expectation_le; [exact Hx|]. intros k Hk. apply H. lia.
Qed.

(** What is left of the time when its pole at 0 is taken off. *)
Definition octet_remainder (a : nat -> R) (x : R) : R :=
  (a 1%nat / a 0%nat ^ 2 * (a 1%nat + x * octet_tail a x) - octet_tail a x / a 0%nat) /
  ((1 - x) * octet_weight a x).

Lemma time_of_eight A x0 x1 c :
  0 < c -> (forall j, (j < 8)%nat -> c <= bernstein_coefficient A j) ->
  0 < x0 -> x0 <= x1 -> x1 < 1 ->
  let a := octet_coefficient A in
  time (clock_cost effective) (mobility_of natural) (effective_weight 8 A) x0 x1 =
  (log_odds x1 - 1 / x1 - (log_odds x0 - 1 / x0)) / a 0%nat
  - a 1%nat / a 0%nat ^ 2 * (log_odds x1 - log_odds x0) + RInt (octet_remainder a) x0 x1.
Proof.
  intros Hc Hw H0 H01 H1 a. unfold time.
  assert (Hpos : forall x, 0 <= x <= 1 -> 0 < octet_weight a x).
  { intros x Hx. unfold a. rewrite <- effective_weight_of_eight.
    apply (effective_weight_positive 8 A x c); auto. lia. }
  assert (Ha : 0 < a 0%nat).
  { specialize (Hpos 0 ltac:(lra)). unfold octet_weight in Hpos. lra. }
  apply (is_RInt_unique).
  apply (is_RInt_ext (fun x => / a 0%nat * inverse_powers 4 2 x
    + (- (a 1%nat / a 0%nat ^ 2)) * inverse_powers 2 2 x + octet_remainder a x)).
  - intros x Hx. rewrite Rmin_left, Rmax_right in Hx by exact H01.
    specialize (Hpos x ltac:(lra)). rewrite effective_weight_of_eight. fold a.
    assert (Hpow : inverse_powers 4 2 x = / (x ^ 2 * (1 - x))
      /\ inverse_powers 2 2 x = / (x * (1 - x))).
    { unfold inverse_powers. replace (sqrt x ^ 4) with ((sqrt x ^ 2) ^ 2) by ring.
      rewrite !pow2_sqrt by lra. split; reflexivity. }
    destruct Hpow as [-> ->].
    unfold octet_remainder, clock_cost, mobility_of. unfold octet_weight in *.
    refine (_ : @eq R _ _). field. repeat split; lra.
  - replace ((log_odds x1 - 1 / x1 - (log_odds x0 - 1 / x0)) / a 0%nat) with
      (/ a 0%nat * (log_odds x1 - 1 / x1 - (log_odds x0 - 1 / x0))) by (unfold Rdiv; ring).
    unfold Rminus at 1. rewrite Ropp_mult_distr_l.
    assert (Hpower : forall (G : R -> R) i j c, antiderivative_inside G (inverse_powers i j) ->
      is_RInt (fun x => c * inverse_powers i j x) x0 x1 (c * (G x1 - G x0))).
    { intros G i j d HG. apply (is_RInt_scal (inverse_powers i j)). apply (is_RInt_derive G);
        intros x Hx; rewrite Rmin_left, Rmax_right in Hx by exact H01;
        [apply HG|apply inverse_powers_continuous]; lra. }
    refine (is_RInt_plus (fun x => _ + _) (octet_remainder a) x0 x1 (_ + _) _ _ _).
    + refine (is_RInt_plus (fun x => _ * _) (fun x => _ * _) x0 x1 (_ * _) (_ * _) _ _).
      * apply (Hpower (fun x => log_odds x - 1 / x)), inverse_powers_4_2.
      * apply (Hpower log_odds), inverse_powers_2_2.
    + apply (RInt_correct (octet_remainder a)), (ex_RInt_continuous (octet_remainder a)).
      intros x Hx.
      rewrite Rmin_left, Rmax_right in Hx by exact H01. specialize (Hpos x ltac:(lra)).
      apply (ex_derive_continuous (octet_remainder a)).
      unfold octet_remainder, octet_weight, octet_tail in *. auto_derive.
      apply Rmult_integral_contrapositive_currified; [lra|].
      apply Rgt_not_eq. exact Hpos.
Qed.

Lemma time_of_eight_on_regular_clock A x0 x1 :
  time (clock_cost regular) (mobility_of natural) (effective_weight 8 A) x0 x1 =
  RInt (fun x => 1 / (octet_weight (octet_coefficient A) x * (x * (1 - x)))) x0 x1.
Proof. apply RInt_ext. intros x _. rewrite effective_weight_of_eight. reflexivity. Qed.

(** ** Tactics *)

Ltac expand_in H :=
  cbv -[choose row_sum sum_below Rplus Rminus Rmult Rdiv Ropp Rinv Rabs Rle IZR INR pow sqrt] in H;
  rewrite ?INR_is_IZR in H;
  cbv -[Rplus Rminus Rmult Rdiv Ropp Rinv Rabs Rle IZR pow sqrt] in H.

(** Gives a name to what E says a variable equals, and bounds to the variable. *)
Ltac bound_by E :=
  let H := fresh "H" in
  match type of E with
  | ?v = ?e =>
      interval_intro e with (i_prec 100) as H;
      match type of H with ?lo <= _ <= ?hi => assert (lo <= v <= hi) by (rewrite E; exact H) end
  end; clear E H.

Ltac bound_coefficient A k :=
  let a := fresh "a" in let E := fresh "E" in
  remember (octet_coefficient A k) as a eqn:E; expand_in E; bound_by E.

Ltac bound_objective A x :=
  let phi := fresh "phi" in let E := fresh "E" in
  remember (implicit_objective 8 A x) as phi eqn:E; unfold implicit_objective in E;
  match type of E with
  | _ = binomial_expectation ?n (IZR ?a / IZR ?b) ?f =>
      let row := eval vm_compute in (success_numerators n a b) in
      let power := eval vm_compute in (b ^ Z.of_nat n)%Z in
      rewrite (binomial_expectation_at_fraction n a b f row power) in E by compute_or_lia
  end; expand_in E; bound_by E.

Ltac bound_integral f a b :=
  let I := fresh "I" in let E := fresh "E" in let H := fresh "H" in
  remember (RInt f a b) as I eqn:E;
  integral_intro (RInt f a b) with (i_prec 60, i_degree 10, i_fuel 1000, i_relwidth 42) as H;
  rewrite <- E in H; clear E.

Ltac bounded_below :=
  let j := fresh "j" in let Hj := fresh "Hj" in
  intros j Hj; do 8 (destruct j as [|j]; [expand; interval with (i_prec 60)|]); lia.

Ltac enclose_octet_time_ratio :=
  unfold encloses, time_ratio, time_product; least_time_closed_form;
  rewrite budget_of_effective_weight by lia;
  first
    [ rewrite time_of_eight_on_regular_clock
    | rewrite (time_of_eight _ _ _ (1 / 2)) by first [lra | bounded_below] ];
  cbv zeta; unfold octet_remainder, octet_weight, octet_tail;
  do 2 match goal with |- context [implicit_objective 8 ?A ?x] => bound_objective A x end;
  repeat match goal with |- context [octet_coefficient ?A ?k] => bound_coefficient A k end;
  match goal with |- context [RInt ?f ?a ?b] => bound_integral f a b end;
  rewrite ?asin_of_root by lra; unfold log_odds, artanh; interval with (i_prec 100).

(** ** Time ratios *)

Theorem grpo_n8_effective_natural_time_ratio_from_1_100_to_9_10 :
  encloses 2733592995190 12
    (time_ratio effective natural (effective_weight 8 (grpo 8)) (1 / 100) (9 / 10)).
Proof. enclose_octet_time_ratio. Qed.

Theorem linear_r_n8_effective_natural_time_ratio_from_1_100_to_9_10 :
  encloses 1559478365791 12
    (time_ratio effective natural (effective_weight 8 (linear_r 8)) (1 / 100) (9 / 10)).
Proof. enclose_octet_time_ratio. Qed.

Theorem sqrt_r_n8_effective_natural_time_ratio_from_1_100_to_9_10 :
  encloses 1755485868641 12
    (time_ratio effective natural (effective_weight 8 (sqrt_r 8)) (1 / 100) (9 / 10)).
Proof. enclose_octet_time_ratio. Qed.

Theorem uniform_r_zero_n8_regular_natural_time_ratio_from_1_10_to_9_10 :
  encloses 1000446866644 12
    (time_ratio regular natural (effective_weight 8 (uniform_r_zero 8)) (1 / 10) (9 / 10)).
Proof. enclose_octet_time_ratio. Qed.
