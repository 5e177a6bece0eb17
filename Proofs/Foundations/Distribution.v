(** * Finite distributions

    A distribution gives a probability to each member of a finite list. This is what a policy is on
    one prompt: its outcomes are the responses. (A response that is listed twice counts twice.)

    Definitions
      distribution A            == finitely many outcomes of type A with their probabilities
      expectation P f           == sum of probability * f over the outcomes
      variance P f              == expectation of (f - expectation of f)^2
      trace_variance P d f      == trace of the covariance of the d coordinates of f
      indicator b               == 1 if b, else 0: a verifiable reward as a number
      success_rate P r          == rho, the probability that the reward r is true *)

From Coq Require Import Reals List Lra Lia.
From Counterweight Require Import Foundations.FiniteSum.
Import ListNotations.
Open Scope R_scope.

Record distribution (A : Type) : Type := {
  support : list A;
  probability : A -> R;
  probability_nonneg : forall a, In a support -> 0 <= probability a;
  probability_total : sum support probability = 1;
}.

Arguments support {A}.
Arguments probability {A}.
Arguments probability_nonneg {A}.
Arguments probability_total {A}.

Definition expectation {A : Type} (P : distribution A) (f : A -> R) : R :=
  sum (support P) (fun a => probability P a * f a).

Definition variance {A : Type} (P : distribution A) (f : A -> R) : R :=
  expectation P (fun a => (f a - expectation P f) ^ 2).

Definition trace_variance {A : Type} (P : distribution A) (d : nat) (f : A -> nat -> R) : R :=
  sum_below d (fun i => variance P (fun a => f a i)).

Definition indicator (b : bool) : R := if b then 1 else 0.

Definition success_rate {A : Type} (P : distribution A) (r : A -> bool) : R :=
  expectation P (fun a => indicator (r a)).

Section Expectation.

  Context {A : Type} (P : distribution A).
  Implicit Types (f g : A -> R).

  Lemma expectation_ext_in f g :
    (forall a, In a (support P) -> f a = g a) -> expectation P f = expectation P g.
  Proof. intros H. apply sum_ext_in. intros a Ha. now rewrite H. Qed.

  Lemma expectation_ext f g : (forall a, f a = g a) -> expectation P f = expectation P g.
  Proof. intros H. apply expectation_ext_in. intros a _. apply H. Qed.

  Lemma expectation_plus f g :
    expectation P (fun a => f a + g a) = expectation P f + expectation P g.
  Proof. unfold expectation. rewrite <- sum_plus. apply sum_ext. intros a. ring. Qed.

  Lemma expectation_minus f g :
    expectation P (fun a => f a - g a) = expectation P f - expectation P g.
  Proof. unfold expectation. rewrite <- sum_minus. apply sum_ext. intros a. ring. Qed.

  Lemma expectation_scal (c : R) f : expectation P (fun a => c * f a) = c * expectation P f.
  Proof. unfold expectation. rewrite <- sum_scal. apply sum_ext. intros a. ring. Qed.

  Lemma expectation_scal_r (c : R) f : expectation P (fun a => f a * c) = expectation P f * c.
  Proof. unfold expectation. rewrite <- sum_scal_r. apply sum_ext. intros a. ring. Qed.

  Lemma expectation_const (c : R) : expectation P (fun _ => c) = c.
  Proof. unfold expectation. rewrite sum_scal_r, probability_total. ring. Qed.

  Lemma expectation_nonneg f :
    (forall a, In a (support P) -> 0 <= f a) -> 0 <= expectation P f.
  Proof.
    intros H. apply sum_nonneg. intros a Ha.
    apply Rmult_le_pos; [now apply probability_nonneg|now apply H].
  Qed.

  Lemma expectation_le f g :
    (forall a, In a (support P) -> f a <= g a) -> expectation P f <= expectation P g.
  Proof.
    intros H. apply sum_le. intros a Ha.
    apply Rmult_le_compat_l; [now apply probability_nonneg|now apply H].
  Qed.

  Lemma expectation_sum {B : Type} (l : list B) (f : B -> A -> R) :
    expectation P (fun a => sum l (fun b => f b a)) = sum l (fun b => expectation P (f b)).
  Proof.
    unfold expectation. rewrite <- sum_swap. apply sum_ext. intros a. now rewrite sum_scal.
  Qed.

  Lemma expectation_sum_below (n : nat) (f : nat -> A -> R) :
    expectation P (fun a => sum_below n (fun j => f j a)) =
    sum_below n (fun j => expectation P (f j)).
  Proof.
    unfold expectation. rewrite sum_below_sum. apply sum_ext. intros a. now rewrite sum_below_scal.
  Qed.

  Lemma variance_second_moment f :
    variance P f = expectation P (fun a => f a ^ 2) - expectation P f ^ 2.
  Proof.
    unfold variance. set (m := expectation P f).
    rewrite (expectation_ext _ (fun a => (f a ^ 2 - (2 * m) * f a) + m ^ 2)) by (intros a; ring).
    rewrite expectation_plus, expectation_minus, expectation_scal, expectation_const.
    fold m. ring.
  Qed.

  Lemma variance_nonneg f : 0 <= variance P f.
  Proof. apply expectation_nonneg. intros a _. apply pow2_ge_0. Qed.

  Lemma success_rate_range (r : A -> bool) : 0 <= success_rate P r <= 1.
  Proof.
    split.
    - apply expectation_nonneg. intros a _. unfold indicator. destruct (r a); lra.
    - rewrite <- (expectation_const 1). apply expectation_le.
      intros a _. unfold indicator. destruct (r a); lra.
  Qed.

  Lemma failure_rate (r : A -> bool) :
    expectation P (fun a => indicator (negb (r a))) = 1 - success_rate P r.
  Proof.
    unfold success_rate. rewrite <- (expectation_const 1) at 1.
    rewrite <- expectation_minus. apply expectation_ext.
    intros a. unfold indicator. destruct (r a); simpl; ring.
  Qed.

End Expectation.

Lemma expectation_swap {A B : Type} (P : distribution A) (Q : distribution B) (f : A -> B -> R) :
  expectation P (fun a => expectation Q (f a)) =
  expectation Q (fun b => expectation P (fun a => f a b)).
Proof.
  unfold expectation.
  transitivity (sum (support P) (fun a => sum (support Q) (fun b =>
    probability P a * (probability Q b * f a b)))).
  - apply sum_ext. intros a. now rewrite sum_scal.
  - rewrite sum_swap. apply sum_ext. intros b. rewrite <- sum_scal. apply sum_ext. intros a. ring.
Qed.
