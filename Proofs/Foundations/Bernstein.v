(** * Binomial coefficients and the Bernstein basis

    Definitions
      choose n k      == number of ways to choose k of n, by Pascal's rule; 0 for k > n
      bernstein n k p == C(n, k) p^k (1 - p)^(n - k): the probability of k successes in n trials
      binomial_expectation n p f == the expectation of f(k) over k ~ Bin(n, p)
    Results
      choose_is_factorial_ratio    == choose n k = n! / (k! (n - k)!) for k <= n
      bernstein_sums_to_one        == the probabilities of 0, ..., n successes sum to 1
      binomial_expectation_step    == one more trial succeeds with p or fails *)

From Coq Require Import Reals List Lra Lia.
From Counterweight Require Import Foundations.FiniteSum.
Open Scope R_scope.

Fixpoint choose (n k : nat) : Z :=
  match n, k with
  | _, O => 1
  | O, S _ => 0
  | S n', S k' => choose n' k' + choose n' (S k')
  end.

Definition bernstein (n k : nat) (p : R) : R :=
  IZR (choose n k) * p ^ k * (1 - p) ^ (n - k).

Definition binomial_expectation (n : nat) (p : R) (f : nat -> R) : R :=
  sum_below (S n) (fun k => bernstein n k p * f k).

Lemma choose_O n : choose n 0 = 1%Z.
Proof. destruct n; reflexivity. Qed.

Lemma choose_above n : forall k, (n < k)%nat -> choose n k = 0%Z.
Proof.
  induction n as [|n IH]; intros [|k] Hk; try lia; [reflexivity|].
  simpl. rewrite !IH by lia. reflexivity.
Qed.

Lemma choose_diagonal n : choose n n = 1%Z.
Proof. induction n as [|n IH]; [reflexivity|]. simpl. rewrite IH, choose_above; lia. Qed.

Lemma choose_nonneg n : forall k, (0 <= choose n k)%Z.
Proof.
  induction n as [|n IH]; intros [|k]; simpl; try lia.
  pose proof (IH k). pose proof (IH (S k)). lia.
Qed.

Lemma choose_pascal n k : choose (S n) (S k) = (choose n k + choose n (S k))%Z.
Proof. reflexivity. Qed.

Lemma choose_absorption n : forall k,
  (Z.of_nat (S k) * choose (S n) (S k) = Z.of_nat (S n) * choose n k)%Z.
Proof.
  induction n as [|n IH]; intros k.
  - destruct k as [|k]; [reflexivity|].
    rewrite choose_pascal. simpl (choose 0 (S k)). simpl (choose 0 (S (S k))). lia.
  - destruct k as [|k].
    + specialize (IH O). rewrite choose_pascal, (choose_O (S n)). rewrite choose_O in IH. lia.
    + rewrite choose_pascal. pose proof (IH k) as H1. pose proof (IH (S k)) as H2.
      rewrite (choose_pascal n k) in *. nia.
Qed.

Lemma choose_is_factorial_ratio n : forall k, (k <= n)%nat ->
  IZR (choose n k) = INR (fact n) / (INR (fact k) * INR (fact (n - k))).
Proof.
  induction n as [|n IH]; intros k Hk.
  - replace k with O by lia. simpl. lra.
  - destruct k as [|k].
    + rewrite choose_O, Nat.sub_0_r. simpl (fact 0). simpl (INR 1).
      field. apply INR_fact_neq_0.
    + assert (Habs := choose_absorption n k). apply (f_equal IZR) in Habs.
      rewrite !mult_IZR, <- !INR_IZR_INZ, (IH k) in Habs by lia.
      replace (S n - S k)%nat with (n - k)%nat by lia.
      rewrite !fact_simpl, !mult_INR.
      pose proof (INR_fact_neq_0 k). pose proof (INR_fact_neq_0 (n - k)).
      assert (INR (S k) <> 0) by (apply not_0_INR; lia).
      apply (Rmult_eq_reg_l (INR (S k))); [|assumption].
      rewrite Habs. field. auto.
Qed.

Lemma bernstein_O n p : bernstein n 0 p = (1 - p) ^ n.
Proof. unfold bernstein. rewrite choose_O, Nat.sub_0_r. simpl. ring. Qed.

Lemma bernstein_diagonal n p : bernstein n n p = p ^ n.
Proof. unfold bernstein. rewrite choose_diagonal, Nat.sub_diag. simpl. ring. Qed.

Lemma bernstein_above n k p : (n < k)%nat -> bernstein n k p = 0.
Proof. intros H. unfold bernstein. rewrite choose_above by assumption. simpl. ring. Qed.

Lemma bernstein_pascal n k p :
  bernstein (S n) (S k) p = p * bernstein n k p + (1 - p) * bernstein n (S k) p.
Proof.
  unfold bernstein. rewrite choose_pascal, plus_IZR.
  destruct (le_lt_dec (S k) n) as [Hk|Hk].
  - replace (S n - S k)%nat with (S (n - S k)) by lia.
    replace (n - k)%nat with (S (n - S k)) by lia. simpl. ring.
  - rewrite (choose_above n (S k)) by lia. simpl (S n - S k)%nat. simpl. ring.
Qed.

Lemma bernstein_nonneg n k p : 0 <= p <= 1 -> 0 <= bernstein n k p.
Proof.
  intros Hp. unfold bernstein. repeat apply Rmult_le_pos; try (apply pow_le; lra).
  apply IZR_le, choose_nonneg.
Qed.

Lemma bernstein_symmetric n k p : (k <= n)%nat -> bernstein n (n - k) (1 - p) = bernstein n k p.
Proof.
  intros Hk. unfold bernstein.
  replace (n - (n - k))%nat with k by lia. replace (1 - (1 - p)) with p by ring.
  replace (IZR (choose n (n - k))) with (IZR (choose n k)); [ring|].
  rewrite !choose_is_factorial_ratio by lia. replace (n - (n - k))%nat with k by lia.
  f_equal. ring.
Qed.

(** k C(n, k) = n C(n - 1, k - 1) with the powers along. *)
Lemma bernstein_absorption n k p :
  INR (S k) * bernstein (S n) (S k) p = INR (S n) * p * bernstein n k p.
Proof.
  unfold bernstein. pose proof (choose_absorption n k) as H. apply (f_equal IZR) in H.
  rewrite !mult_IZR, <- !INR_IZR_INZ in H.
  replace (S n - S k)%nat with (n - k)%nat by lia.
  rewrite <- !Rmult_assoc, H. simpl (p ^ S k). ring.
Qed.

Lemma bernstein_absorption_failures n k p : (k <= n)%nat ->
  INR (S n - k) * bernstein (S n) k p = INR (S n) * (1 - p) * bernstein n k p.
Proof.
  intros Hk.
  rewrite <- (bernstein_symmetric (S n) k) by lia. rewrite <- (bernstein_symmetric n k) by lia.
  replace (S n - k)%nat with (S (n - k)) by lia. apply bernstein_absorption.
Qed.

Lemma binomial_expectation_step n p f :
  binomial_expectation (S n) p f =
  p * binomial_expectation n p (fun k => f (S k)) + (1 - p) * binomial_expectation n p f.
Proof.
  unfold binomial_expectation.
  rewrite (sum_below_shift (S n)), bernstein_O.
  rewrite (sum_below_ext _ _ (fun k => p * (bernstein n k p * f (S k))
    + (1 - p) * (bernstein n (S k) p * f (S k)))) by (intros; rewrite bernstein_pascal; ring).
  rewrite sum_below_plus, !sum_below_scal.
  assert (Htail : sum_below (S n) (fun k => bernstein n (S k) p * f (S k))
    = sum_below n (fun k => bernstein n (S k) p * f (S k))).
  { cbn [sum_below]. rewrite bernstein_above by lia. ring. }
  rewrite Htail, (sum_below_shift n (fun k => bernstein n k p * f k)), bernstein_O.
  simpl pow. ring.
Qed.

Lemma binomial_expectation_ext n p f g :
  (forall k, (k <= n)%nat -> f k = g k) -> binomial_expectation n p f = binomial_expectation n p g.
Proof. intros H. apply sum_below_ext. intros k Hk. rewrite H by lia. reflexivity. Qed.

Lemma binomial_expectation_plus n p f g :
  binomial_expectation n p (fun k => f k + g k) =
  binomial_expectation n p f + binomial_expectation n p g.
Proof.
  unfold binomial_expectation. rewrite <- sum_below_plus. apply sum_below_ext. intros. ring.
Qed.

Lemma binomial_expectation_minus n p f g :
  binomial_expectation n p (fun k => f k - g k) =
  binomial_expectation n p f - binomial_expectation n p g.
Proof.
  unfold binomial_expectation. rewrite <- sum_below_minus. apply sum_below_ext. intros. ring.
Qed.

Lemma binomial_expectation_scal n p c f :
  binomial_expectation n p (fun k => c * f k) = c * binomial_expectation n p f.
Proof.
  unfold binomial_expectation. rewrite <- sum_below_scal. apply sum_below_ext. intros. ring.
Qed.

Lemma binomial_expectation_const n p c : binomial_expectation n p (fun _ => c) = c.
Proof.
  induction n as [|n IH].
  - unfold binomial_expectation, bernstein. simpl. ring.
  - rewrite binomial_expectation_step, IH. ring.
Qed.

Lemma bernstein_sums_to_one n p : sum_below (S n) (fun k => bernstein n k p) = 1.
Proof.
  rewrite <- (binomial_expectation_const n p 1). apply sum_below_ext. intros. ring.
Qed.

Lemma binomial_expectation_le n p f g : 0 <= p <= 1 ->
  (forall k, (k <= n)%nat -> f k <= g k) ->
  binomial_expectation n p f <= binomial_expectation n p g.
Proof.
  intros Hp H. apply sum_below_le. intros k Hk.
  apply Rmult_le_compat_l; [now apply bernstein_nonneg|apply H; lia].
Qed.

Lemma binomial_mean n p : binomial_expectation n p INR = INR n * p.
Proof.
  induction n as [|n IH].
  - unfold binomial_expectation, bernstein. simpl. ring.
  - rewrite binomial_expectation_step.
    rewrite (binomial_expectation_ext _ _ (fun k => INR (S k)) (fun k => INR k + 1))
      by (intros; apply S_INR).
    rewrite binomial_expectation_plus, binomial_expectation_const, IH, S_INR. ring.
Qed.

Lemma binomial_second_moment n p :
  binomial_expectation n p (fun k => INR k ^ 2) = INR n * p * (1 - p) + (INR n * p) ^ 2.
Proof.
  induction n as [|n IH].
  - unfold binomial_expectation, bernstein. simpl. ring.
  - rewrite binomial_expectation_step.
    rewrite (binomial_expectation_ext _ _ (fun k => INR (S k) ^ 2)
      (fun k => (INR k ^ 2 + 2 * INR k) + 1)) by (intros; rewrite S_INR; ring).
    rewrite !binomial_expectation_plus, binomial_expectation_scal, binomial_expectation_const.
    rewrite binomial_mean, IH, S_INR. ring.
Qed.
