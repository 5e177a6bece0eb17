(** * Centred weights

    Rules of the form A = W_k (r - k/n), with 0 in dead groups: their effective weight is that of a
    group of n - 1 (result 2.6 of docs/theory.md), and what signed ends add to it (result 2.7).

    Definitions
      centred_weights W n     == W_k (r - k/n), and 0 in dead groups
      signed_ends e0 e1 n A   == A, but -e0 if all fail and e1 if all succeed
    Results
      effective_weight_of_centred_weights == Omega_n = (1 - 1/n) E W_(i+1) over i ~ Bin(n - 2, rho)
      class_weight_of_centred_weights
        == rho (1 - rho) Omega_n = E[W_k (k/n)(1 - k/n)] over k ~ Bin(n, rho)
      centred_groups_reach_what_groups_of_one_less_reach == and vice versa
      effective_weight_with_signed_ends
        == the weight with zeros + e0 (1 - rho)^(n-1) + e1 rho^(n-1) *)

From Coq Require Import Reals Bool Arith Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.DeadGroups.
Open Scope R_scope.

Definition centred_weights (W : nat -> R) (n : nat) : advantage_rule :=
  unless_dead n (fun r k => W k * (indicator r - rate n k)).

Definition signed_ends (e0 e1 : R) (n : nat) (A : advantage_rule) : advantage_rule :=
  fun r k => if (k =? 0)%nat then - e0 else if (k =? n)%nat then e1 else A r k.

(** The coefficients W_(j+1) (n - 1 - j)/n + W_j j/n: the factors vanish in dead groups. *)
Lemma coefficient_of_centred_weights W n j :
  (j <= n)%nat ->
  bernstein_coefficient (centred_weights W (S n)) j =
  (INR (n - j) * W (S j) + INR j * W j) / INR (S n).
Proof.
  intros Hj. assert (Hn : INR (S n) <> 0) by (apply not_0_INR; lia).
  unfold bernstein_coefficient, centred_weights, unless_dead, dead, indicator, rate.
  rewrite minus_INR by assumption. change (S j =? 0)%nat with false.
  change (S j =? S n)%nat with (j =? n)%nat. rewrite (proj2 (Nat.eqb_neq j (S n))) by lia.
  rewrite orb_false_l, orb_false_r.
  destruct (Nat.eqb_spec j n); destruct (Nat.eqb_spec j 0);
    subst; rewrite ?S_INR in *; simpl (INR 0) in *; field; assumption.
Qed.

Lemma binomial_expectation_times_successes n p f :
  binomial_expectation (S n) p (fun k => INR k * f k) =
  INR (S n) * p * binomial_expectation n p (fun k => f (S k)).
Proof.
  unfold binomial_expectation. rewrite <- sum_below_scal, (sum_below_shift (S n)).
  simpl (INR 0). rewrite Rmult_0_l, Rmult_0_r, Rplus_0_l.
  apply sum_below_ext. intros k _.
  rewrite <- Rmult_assoc, (Rmult_comm (bernstein _ _ _)), bernstein_absorption. ring.
Qed.

Lemma binomial_expectation_times_failures n p f :
  binomial_expectation (S n) p (fun k => INR (S n - k) * f k) =
  INR (S n) * (1 - p) * binomial_expectation n p f.
Proof.
  unfold binomial_expectation. rewrite <- sum_below_scal. cbn [sum_below].
  rewrite Nat.sub_diag. simpl (INR 0). rewrite Rmult_0_l, Rmult_0_r, Rplus_0_r.
  apply (sum_below_ext (S n)). intros k Hk.
  rewrite <- Rmult_assoc, (Rmult_comm (bernstein _ _ _)).
  rewrite bernstein_absorption_failures by lia. ring.
Qed.

(** Result 2.6: Omega_n(rho) = (1 - 1/n) E W_(i+1) over i ~ Bin(n - 2, rho). *)
Theorem effective_weight_of_centred_weights W n p :
  (2 <= n)%nat ->
  effective_weight n (centred_weights W n) p =
  (1 - 1 / INR n) * binomial_expectation (n - 2) p (fun i => W (S i)).
Proof.
  destruct n as [|[|n]]; try lia. intros _. replace (S (S n) - 2)%nat with n by lia.
  assert (Hn : INR (S (S n)) <> 0) by (apply not_0_INR; lia).
  rewrite effective_weight_as_expectation.
  rewrite (binomial_expectation_ext _ _ _ (fun j => / INR (S (S n)) *
    (INR (S n - j) * W (S j) + INR j * W j)))
    by (intros; rewrite coefficient_of_centred_weights by assumption; field; assumption).
  rewrite binomial_expectation_scal, binomial_expectation_plus.
  rewrite (binomial_expectation_times_failures n p (fun j => W (S j))).
  rewrite (binomial_expectation_times_successes n p W).
  rewrite (S_INR (S n)) in *. field. assumption.
Qed.

(** Result 2.6: rho (1 - rho) Omega_n(rho) = E[W_k (k/n)(1 - k/n)] over k ~ Bin(n, rho). *)
Theorem class_weight_of_centred_weights W n p :
  (1 <= n)%nat ->
  p * (1 - p) * effective_weight n (centred_weights W n) p =
  binomial_expectation n p (fun k => W k * rate n k * (1 - rate n k)).
Proof.
  destruct n as [|[|n]]; [lia| |]; intros _.
  - rewrite effective_weight_as_expectation. unfold binomial_expectation, bernstein, rate.
    cbn [sum_below]. rewrite coefficient_of_centred_weights by lia. simpl. field.
  - assert (Hn : INR (S (S n)) <> 0) by (apply not_0_INR; lia).
    rewrite effective_weight_of_centred_weights by lia. replace (S (S n) - 2)%nat with n by lia.
    rewrite (binomial_expectation_ext (S (S n)) _ _ (fun k =>
      INR k * (/ INR (S (S n)) ^ 2 * (INR (S (S n) - k) * W k)))).
    + rewrite (binomial_expectation_times_successes (S n)), binomial_expectation_scal.
      change (fun k => INR (S (S n) - S k) * W (S k)) with (fun k => INR (S n - k) * W (S k)).
      rewrite (binomial_expectation_times_failures n p (fun k => W (S k))).
      rewrite (S_INR (S n)) in *. field. assumption.
    + intros k Hk. rewrite minus_INR by assumption. unfold rate. field. assumption.
Qed.

(** Result 2.6: centred groups of n reach exactly the weights that groups of n - 1 reach, compared
    at every real rho, that is as polynomials. *)
Theorem centred_groups_reach_what_groups_of_one_less_reach n (Omega : R -> R) :
  (2 <= n)%nat ->
  (exists W : nat -> R, forall p, effective_weight n (centred_weights W n) p = Omega p) <->
  (exists A : advantage_rule, forall p, effective_weight (n - 1) A p = Omega p).
Proof.
  intros Hn. destruct n as [|[|n]]; try lia. replace (S (S n) - 1)%nat with (S n) by lia.
  assert (Hweight : forall W p, effective_weight (S (S n)) (centred_weights W (S (S n))) p =
    binomial_expectation n p (fun i => (1 - 1 / INR (S (S n))) * W (S i))).
  { intros W p. rewrite effective_weight_of_centred_weights by assumption.
    rewrite binomial_expectation_scal. now replace (S (S n) - 2)%nat with n by lia. }
  assert (Hfactor : 1 - 1 / INR (S (S n)) <> 0).
  { assert (INR (S n) <> 0) by (apply not_0_INR; lia).
    assert (INR (S (S n)) <> 0) by (apply not_0_INR; lia).
    replace (1 - 1 / INR (S (S n))) with (INR (S n) / INR (S (S n))).
    - apply Rmult_integral_contrapositive_currified; [assumption|].
      now apply Rinv_neq_0_compat.
    - rewrite (S_INR (S n)) in *. field. assumption. }
  split.
  - intros [W HW]. exists (fun (r : bool) k => if r then (1 - 1 / INR (S (S n))) * W k else 0).
    intros p. rewrite <- HW, Hweight, effective_weight_as_expectation.
    apply binomial_expectation_ext. intros i _. unfold bernstein_coefficient. ring.
  - intros [A HA]. exists (fun k => bernstein_coefficient A (k - 1) / (1 - 1 / INR (S (S n)))).
    intros p. rewrite <- HA, Hweight, effective_weight_as_expectation.
    apply binomial_expectation_ext. intros i _. replace (S i - 1)%nat with i by lia.
    set (c := 1 - 1 / INR (S (S n))) in *. field. exact Hfactor.
Qed.

(** Result 2.7: dead groups with -e0 for failures and e1 for successes add
    e0 (1 - rho)^(n-1) + e1 rho^(n-1) to the weight with zeros. *)
Theorem effective_weight_with_signed_ends (A : advantage_rule) e0 e1 n p :
  (1 <= n)%nat ->
  effective_weight n (signed_ends e0 e1 n A) p =
  effective_weight n (unless_dead n A) p + e0 * (1 - p) ^ (n - 1) + e1 * p ^ (n - 1).
Proof.
  intros Hn. rewrite (effective_weight_ext _ (unless_dead n A)
    (unless_dead n (signed_ends e0 e1 n A))).
  - rewrite effective_weight_with_zeros_in_dead_groups by assumption.
    unfold signed_ends. rewrite Nat.eqb_refl, (proj2 (Nat.eqb_neq n 0)) by lia.
    change (0 =? 0)%nat with true. cbv iota. ring.
  - intros j _. unfold bernstein_coefficient, unless_dead, dead, signed_ends.
    destruct (S j =? 0)%nat, (S j =? n)%nat, (j =? 0)%nat, (j =? n)%nat; reflexivity.
Qed.
