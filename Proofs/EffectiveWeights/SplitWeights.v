(** * How a weight is split between successes and failures

    The effective weight fixes w_j = A(1, j + 1) - A(0, j) only. How w_j is split between the two
    changes the variance alone. The part of it that comes from within the classes (the first term
    of result 1.10) is least for beta, and for no other split. Beta is the optimal baseline b* of
    result 1.3 with sigma+-^2 in place of E+- (result 2.5 of docs/theory.md).

    Definitions
      within_class_variance n p v+ v- A
        == (1/n^2) (v+ E[k A(1, k)^2] + v- E[(n - k) A(0, k)^2]) over k ~ Bin(n, p)
      split_weight beta w       == A(1, j + 1) = (1 - beta) w_j, A(0, j) = -beta w_j
      optimal_share p v+ v-     == beta = p v+ / (p v+ + (1 - p) v-)
    Results
      group_variance_is_within_class_variance_plus_variance_of_count_effect
        == Var g is this + |grad rho|^2 Var_k[...], with v+- = sigma+-^2
      split_weight_keeps_effective_weight     == Omega_n is the same for every beta
      optimal_share_minimises_within_class_variance == no rule of the same w_j has less
      least_within_class_variance_determines_the_rule == and no other rule has as little *)

From Coq Require Import Reals Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein.
From Counterweight Require Import EffectiveWeights.EffectiveWeight.
From Counterweight Require Import EffectiveWeights.DeadGroups EffectiveWeights.CentredWeights.
From Counterweight Require Import EffectiveWeights.WeightsOfRules.
From Counterweight Require Import Baselines.ScoreMoments Baselines.LeaveOneOut.
From Counterweight Require Import Baselines.GroupVariance.
Open Scope R_scope.

Definition within_class_variance (n : nat) (p v_success v_failure : R) (A : advantage_rule) : R :=
  / INR n ^ 2 *
    (v_success * binomial_expectation n p (fun k => INR k * A true k ^ 2)
     + v_failure * binomial_expectation n p (fun k => INR (n - k) * A false k ^ 2)).

Definition split_weight (beta : R) (w : nat -> R) : advantage_rule :=
  fun r k => if r then (1 - beta) * w (k - 1)%nat else - beta * w k.

Definition optimal_share (p v_success v_failure : R) : R :=
  p * v_success / (p * v_success + (1 - p) * v_failure).

(** Results 1.10 and 2.5: Var g = within_class_variance + |grad rho|^2 Var_k[(k A(1,k)/rho
    - (n-k) A(0,k)/(1-rho))/n], with the within-class variance at sigma+^2 and sigma-^2. *)
Theorem group_variance_is_within_class_variance_plus_variance_of_count_effect {Y : Type}
    (P : distribution Y) (d : nat) (r : Y -> bool) (s : Y -> nat -> R) (A : advantage_rule) n :
  (forall i, (i < d)%nat -> expectation P (fun y => s y i) = 0) ->
  (1 <= n)%nat -> 0 < success_rate P r < 1 ->
  let rho := success_rate P r in
  group_variance P n d A r s =
  within_class_variance n rho (success_variance P d r s) (failure_variance P d r s) A
  + squared_success_gradient P d r s * binomial_variance n rho (count_effect n A rho).
Proof. intros Hs. now apply variance_of_count_rule. Qed.

Lemma coefficient_of_split_weight beta w j :
  bernstein_coefficient (split_weight beta w) j = w j.
Proof.
  unfold bernstein_coefficient, split_weight. replace (S j - 1)%nat with j by lia. ring.
Qed.

(** Result 2.5: every split of the coefficients of A has the effective weight of A. *)
Theorem split_weight_keeps_effective_weight (A : advantage_rule) beta n p :
  effective_weight n (split_weight beta (bernstein_coefficient A)) p = effective_weight n A p.
Proof. apply effective_weight_ext. intros j _. apply coefficient_of_split_weight. Qed.

Lemma within_class_variance_by_coefficients n p v_success v_failure (A : advantage_rule) :
  within_class_variance (S n) p v_success v_failure A =
  / INR (S n) * binomial_expectation n p (fun j =>
    p * v_success * A true (S j) ^ 2 + (1 - p) * v_failure * A false j ^ 2).
Proof.
  unfold within_class_variance.
  rewrite (binomial_expectation_times_successes n p (fun k => A true k ^ 2)).
  rewrite (binomial_expectation_times_failures n p (fun k => A false k ^ 2)).
  rewrite binomial_expectation_plus, !binomial_expectation_scal.
  field. apply not_0_INR. lia.
Qed.

(** How far the rule is from the split: a A(1, j + 1) + b A(0, j) is 0 for beta = a/(a + b). *)
Lemma within_class_variance_above_the_least n p v_success v_failure (A : advantage_rule) :
  p * v_success + (1 - p) * v_failure <> 0 ->
  within_class_variance (S n) p v_success v_failure A =
  within_class_variance (S n) p v_success v_failure
    (split_weight (optimal_share p v_success v_failure) (bernstein_coefficient A))
  + / INR (S n) * (/ (p * v_success + (1 - p) * v_failure) * binomial_expectation n p (fun j =>
      (p * v_success * A true (S j) + (1 - p) * v_failure * A false j) ^ 2)).
Proof.
  intros Hpositive. rewrite !within_class_variance_by_coefficients.
  rewrite <- Rmult_plus_distr_l. f_equal.
  rewrite <- binomial_expectation_scal, <- binomial_expectation_plus.
  apply binomial_expectation_ext. intros j _.
  unfold split_weight, bernstein_coefficient. replace (S j - 1)%nat with j by lia.
  unfold optimal_share. field. assumption.
Qed.

(** Result 2.5: among all rules with the coefficients w_j of A, the within-class variance is least
    for A(1, j + 1) = (1 - beta) w_j and A(0, j) = -beta w_j with
    beta = rho sigma+^2 / (rho sigma+^2 + (1 - rho) sigma-^2). *)
Theorem optimal_share_minimises_within_class_variance n p v_success v_failure
    (A : advantage_rule) :
  (1 <= n)%nat -> 0 <= p <= 1 -> 0 < p * v_success + (1 - p) * v_failure ->
  within_class_variance n p v_success v_failure
    (split_weight (optimal_share p v_success v_failure) (bernstein_coefficient A)) <=
  within_class_variance n p v_success v_failure A.
Proof.
  destruct n as [|n]; [lia|]. intros _ Hp Hpositive.
  rewrite (within_class_variance_above_the_least n p v_success v_failure A) by lra.
  rewrite <- Rplus_0_r at 1. apply Rplus_le_compat_l.
  assert (0 <= / INR (S n)) by (apply Rlt_le, Rinv_0_lt_compat, lt_0_INR; lia).
  assert (0 <= / (p * v_success + (1 - p) * v_failure))
    by (apply Rlt_le, Rinv_0_lt_compat, Hpositive).
  repeat (apply Rmult_le_pos; [assumption|]).
  rewrite <- (binomial_expectation_const n p 0) at 1.
  apply binomial_expectation_le; [assumption|]. intros j _. apply pow2_ge_0.
Qed.

Lemma binomial_expectation_of_nonnegative_is_zero n p f : 0 < p < 1 -> (forall j, 0 <= f j) ->
  binomial_expectation n p f <= 0 -> forall j, (j <= n)%nat -> f j = 0.
Proof.
  intros Hp Hf Hzero j Hj.
  assert (Hterm : bernstein n j p * f j <= binomial_expectation n p f).
  { clear Hzero. unfold binomial_expectation.
    assert (Hpick : forall m, (j < m)%nat ->
      bernstein n j p * f j <= sum_below m (fun k => bernstein n k p * f k)).
    { assert (Hnonneg : forall k, 0 <= bernstein n k p * f k)
        by (intros k; apply Rmult_le_pos; [apply bernstein_nonneg; lra|apply Hf]).
      induction m as [|m IH]; intros Hm; [lia|]. cbn [sum_below]. specialize (Hnonneg m) as Hlast.
      destruct (Nat.eq_dec j m) as [->|].
      - pose proof (sum_below_nonneg m _ (fun k _ => Hnonneg k)). lra.
      - specialize (IH ltac:(lia)). lra. }
    apply Hpick. lia. }
  assert (Hbernstein : 0 < bernstein n j p).
  { unfold bernstein. repeat apply Rmult_lt_0_compat; [now apply choose_positive|..];
      apply pow_lt; lra. }
  pose proof (Hf j). nra.
Qed.

(** Result 2.5: where 0 < rho < 1, no other rule with these coefficients has as little. *)
Theorem least_within_class_variance_determines_the_rule n p v_success v_failure
    (A : advantage_rule) :
  (1 <= n)%nat -> 0 < p < 1 -> 0 < p * v_success + (1 - p) * v_failure ->
  let least := split_weight (optimal_share p v_success v_failure) (bernstein_coefficient A) in
  within_class_variance n p v_success v_failure A <=
    within_class_variance n p v_success v_failure least ->
  forall j, (j < n)%nat -> A true (S j) = least true (S j) /\ A false j = least false j.
Proof.
  destruct n as [|n]; [lia|]. intros _ Hp Hpositive least Hleast j Hj. unfold least in *.
  rewrite (within_class_variance_above_the_least n p v_success v_failure A) in Hleast by lra.
  set (distance := fun j =>
    (p * v_success * A true (S j) + (1 - p) * v_failure * A false j) ^ 2) in *.
  assert (Hzero : binomial_expectation n p distance <= 0).
  { apply Rmult_le_reg_l with (/ INR (S n) * / (p * v_success + (1 - p) * v_failure)); [|lra].
    apply Rmult_lt_0_compat; apply Rinv_0_lt_compat; [apply lt_0_INR; lia|assumption]. }
  assert (Hj0 : distance j = 0).
  { apply (binomial_expectation_of_nonnegative_is_zero n p); [assumption| |assumption|lia].
    intros i. apply pow2_ge_0. }
  unfold distance in Hj0. rewrite <- Rsqr_pow2 in Hj0. apply Rsqr_0_uniq in Hj0.
  unfold split_weight, optimal_share, bernstein_coefficient. replace (S j - 1)%nat with j by lia.
  assert (Ha : p * v_success * A true (S j) = - ((1 - p) * v_failure * A false j)) by lra.
  split; apply Rmult_eq_reg_r with (p * v_success + (1 - p) * v_failure); try lra;
    field_simplify; lra.
Qed.
