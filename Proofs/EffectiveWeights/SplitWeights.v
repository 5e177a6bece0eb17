(** * How a weight is split between successes and failures

    The effective weight fixes w_j = A(1, j + 1) - A(0, j) only. How w_j is split between the two
    changes the variance alone. Of the part of it that comes from within the classes (the first term
    of result 1.10) the least is that of the optimal baseline beta (result 2.5 of docs/theory.md).

    Definitions
      within_class_variance n p v+ v- A
        == (1/n^2) (v+ E[k A(1, k)^2] + v- E[(n - k) A(0, k)^2]) over k ~ Bin(n, p)
      split_weight beta w       == A(1, j + 1) = (1 - beta) w_j, A(0, j) = -beta w_j
      optimal_share p v+ v-     == beta = p v+ / (p v+ + (1 - p) v-)
    Results
      split_weight_keeps_effective_weight     == Omega_n is the same for every beta
      optimal_share_minimises_within_class_variance == no rule of the same w_j has less *)

From Coq Require Import Reals Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Bernstein.
From Counterweight Require Import EffectiveWeights.EffectiveWeight.
From Counterweight Require Import EffectiveWeights.DeadGroups EffectiveWeights.CentredWeights.
Open Scope R_scope.

Definition within_class_variance (n : nat) (p v_success v_failure : R) (A : advantage_rule) : R :=
  / INR n ^ 2 *
    (v_success * binomial_expectation n p (fun k => INR k * A true k ^ 2)
     + v_failure * binomial_expectation n p (fun k => INR (n - k) * A false k ^ 2)).

Definition split_weight (beta : R) (w : nat -> R) : advantage_rule :=
  fun r k => if r then (1 - beta) * w (k - 1)%nat else - beta * w k.

Definition optimal_share (p v_success v_failure : R) : R :=
  p * v_success / (p * v_success + (1 - p) * v_failure).

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

(** Result 2.5: among all rules with the coefficients w_j of A, the within-class variance is least
    for A(1, j + 1) = (1 - beta) w_j and A(0, j) = -beta w_j with
    beta = rho sigma+^2 / (rho sigma+^2 + (1 - rho) sigma-^2). *)
Theorem optimal_share_minimises_within_class_variance n p v_success v_failure
    (A : advantage_rule) :
  (1 <= n)%nat -> 0 <= p <= 1 -> 0 <= v_success -> 0 <= v_failure ->
  0 < p * v_success + (1 - p) * v_failure ->
  within_class_variance n p v_success v_failure
    (split_weight (optimal_share p v_success v_failure) (bernstein_coefficient A)) <=
  within_class_variance n p v_success v_failure A.
Proof.
  destruct n as [|n]; [lia|]. intros _ Hp Hs Hf Hpositive.
  rewrite !within_class_variance_by_coefficients.
  apply Rmult_le_compat_l.
  - apply Rlt_le, Rinv_0_lt_compat, lt_0_INR. lia.
  - apply binomial_expectation_le; [assumption|]. intros j _.
    unfold split_weight, bernstein_coefficient. replace (S j - 1)%nat with j by lia.
    unfold optimal_share.
    set (a := p * v_success) in *. set (b := (1 - p) * v_failure) in *.
    generalize (A true (S j)) (A false j). intros x y.
    replace (a * x ^ 2 + b * y ^ 2) with
      (a * ((1 - a / (a + b)) * (x - y)) ^ 2 + b * (- (a / (a + b)) * (x - y)) ^ 2
       + (a * x + b * y) ^ 2 / (a + b)) by (field; lra).
    assert (0 <= (a * x + b * y) ^ 2 / (a + b)).
    { apply Rmult_le_pos; [apply pow2_ge_0|]. apply Rlt_le, Rinv_0_lt_compat. assumption. }
    lra.
Qed.
