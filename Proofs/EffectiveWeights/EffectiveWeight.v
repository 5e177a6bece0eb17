(** * The effective weight of a group rule

    A rule gives every rollout of a group the advantage A(r, k), where r is its own reward and k the
    number of successes among the n rollouts. For every finite policy the expected group gradient is
    then a multiple of the gradient of the success rate, and the multiple, the effective weight, is
    a polynomial in the success rate alone (results 2.1, 2.2 and 2.3 of docs/theory.md).

    One coordinate of the parameters is looked at: s(y) is the derivative of log pi(y) in that
    coordinate, and E[r s] the derivative of the success rate (Scores/ZeroMeanScore.v).

    Definitions
      advantage_rule            == A(r, k), a function of the own reward and the success count
      group_gradient A r s g    == (1/n) sum_i A(r_i, k) s_i over the group g
      bernstein_coefficient A j == w_j = A(1, j + 1) - A(0, j)
      effective_weight n A p    == Omega_n(p) = sum_{j < n} w_j C(n-1, j) p^j (1 - p)^(n-1-j)
      success_gradient P r s    == E[r s], the derivative of the success rate
    Results
      expected_group_gradient_is_effective_weight_times_gradient == E g = Omega_n(rho) grad rho
      effective_weight_by_success_count == Omega_n by the success count of all n rollouts
      effective_weight_at_zero, effective_weight_at_one == Omega_n(0) = w_0, Omega_n(1) = w_{n-1} *)

From Coq Require Import Reals List Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group.
Import ListNotations.
Open Scope R_scope.

Definition advantage_rule : Type := bool -> nat -> R.

Definition group_gradient {Y : Type} (A : advantage_rule) (r : Y -> bool) (s : Y -> R)
    (g : list Y) : R :=
  sum g (fun y => A (r y) (successes r g) * s y) / INR (length g).

Definition bernstein_coefficient (A : advantage_rule) (j : nat) : R := A true (S j) - A false j.

Definition effective_weight (n : nat) (A : advantage_rule) (p : R) : R :=
  sum_below n (fun j => bernstein (n - 1) j p * bernstein_coefficient A j).

Definition success_gradient {Y : Type} (P : distribution Y) (r : Y -> bool) (s : Y -> R) : R :=
  expectation P (fun y => indicator (r y) * s y).

Lemma effective_weight_as_expectation n (A : advantage_rule) p :
  effective_weight (S n) A p = binomial_expectation n p (bernstein_coefficient A).
Proof.
  unfold effective_weight, binomial_expectation. now replace (S n - 1)%nat with n by lia.
Qed.

Section ExpectedGradient.

  Context {Y : Type} (P : distribution Y) (r : Y -> bool) (s : Y -> R).
  Hypothesis score_has_mean_zero : expectation P s = 0.

  Lemma failure_score_is_minus_success_score :
    expectation P (fun y => indicator (negb (r y)) * s y) = - success_gradient P r s.
  Proof.
    unfold success_gradient.
    assert (H : expectation P (fun y => indicator (negb (r y)) * s y + indicator (r y) * s y) = 0).
    { rewrite <- score_has_mean_zero. apply expectation_ext. intros y.
      destruct (r y); cbn [indicator negb]; ring. }
    rewrite expectation_plus in H. lra.
  Qed.

  (** Result 2.1: E g = Omega_n(rho) grad rho for n >= 1 independent rollouts of any finite policy,
      Omega_n(rho) = E[A(1, j + 1) - A(0, j)] over j ~ Bin(n - 1, rho). *)
  Theorem expected_group_gradient_is_effective_weight_times_gradient (A : advantage_rule) n :
    (1 <= n)%nat ->
    expectation (iid P n) (group_gradient A r s) =
    effective_weight n A (success_rate P r) * success_gradient P r s.
  Proof.
    destruct n as [|n]; [lia|intros _]. rewrite effective_weight_as_expectation.
    rewrite (expectation_ext _ _ (fun g => group_mean_of g (fun y others =>
      A (r y) (if r y then S (successes r others) else successes r others) * s y))).
    2:{ intros g. unfold group_gradient, group_mean_of. f_equal.
        apply (sum_members_with_count r g (fun y k => A (r y) k * s y)). }
    rewrite expectation_group_mean.
    rewrite (expectation_ext _ _ (fun y =>
      indicator (r y) * s y * binomial_expectation n (success_rate P r) (fun j => A true (S j))
      + indicator (negb (r y)) * s y * binomial_expectation n (success_rate P r) (A false))).
    - rewrite expectation_plus, !expectation_scal_r, failure_score_is_minus_success_score.
      unfold bernstein_coefficient. rewrite binomial_expectation_minus.
      unfold success_gradient. change (fun k => A false k) with (A false). ring.
    - intros y. rewrite expectation_scal_r, <- !expectation_iid_count.
      destruct (r y); cbn [indicator negb]; ring.
  Qed.

End ExpectedGradient.

(** Result 2.2: Omega_n(rho) = E[k A(1, k)/(n rho) - (n - k) A(0, k)/(n (1 - rho))] over
    k ~ Bin(n, rho). *)
Theorem effective_weight_by_success_count (A : advantage_rule) n p :
  (1 <= n)%nat -> 0 < p < 1 ->
  effective_weight n A p =
  binomial_expectation n p (fun k =>
    INR k * A true k / (INR n * p) - INR (n - k) * A false k / (INR n * (1 - p))).
Proof.
  destruct n as [|n]; [lia|intros _ Hp]. rewrite effective_weight_as_expectation.
  assert (Hn : INR (S n) <> 0) by (apply not_0_INR; lia).
  unfold bernstein_coefficient. rewrite !binomial_expectation_minus. f_equal.
  - unfold binomial_expectation. rewrite (sum_below_shift (S n)).
    replace (INR 0 * A true 0%nat / (INR (S n) * p)) with 0 by (simpl (INR 0); field; lra).
    rewrite Rmult_0_r, Rplus_0_l. apply sum_below_ext. intros j _.
    replace (bernstein (S n) (S j) p * (INR (S j) * A true (S j) / (INR (S n) * p)))
      with (INR (S j) * bernstein (S n) (S j) p * A true (S j) / (INR (S n) * p))
      by (field; split; [lra|assumption]).
    rewrite bernstein_absorption. field. split; [lra|assumption].
  - unfold binomial_expectation. cbn [sum_below].
    change (sum_below (S n) (fun k => bernstein n k p * A false k) =
      sum_below (S n) (fun k => bernstein (S n) k p *
        (INR (S n - k) * A false k / (INR (S n) * (1 - p))))
      + bernstein (S n) (S n) p *
        (INR (S n - S n) * A false (S n) / (INR (S n) * (1 - p)))).
    rewrite Nat.sub_diag.
    replace (INR 0 * A false (S n) / (INR (S n) * (1 - p))) with 0
      by (simpl (INR 0); field; split; [lra|assumption]).
    rewrite Rmult_0_r, Rplus_0_r. apply sum_below_ext. intros j Hj.
    replace (bernstein (S n) j p * (INR (S n - j) * A false j / (INR (S n) * (1 - p))))
      with (INR (S n - j) * bernstein (S n) j p * A false j / (INR (S n) * (1 - p)))
      by (field; split; [lra|assumption]).
    rewrite bernstein_absorption_failures by lia. field. split; [lra|assumption].
Qed.

(** Result 2.3: Omega_n(0) = w_0 = A(1, 1) - A(0, 0). *)
Theorem effective_weight_at_zero (A : advantage_rule) n :
  (1 <= n)%nat -> effective_weight n A 0 = A true 1%nat - A false 0%nat.
Proof.
  destruct n as [|n]; [lia|intros _]. rewrite effective_weight_as_expectation.
  unfold binomial_expectation. rewrite sum_below_shift, bernstein_O.
  rewrite (sum_below_ext _ _ (fun _ => 0)).
  - rewrite sum_below_const, Rminus_0_r, pow1. unfold bernstein_coefficient. ring.
  - intros j _. unfold bernstein. simpl. ring.
Qed.

(** Result 2.3: Omega_n(1) = w_(n-1) = A(1, n) - A(0, n - 1). *)
Theorem effective_weight_at_one (A : advantage_rule) n :
  (1 <= n)%nat -> effective_weight n A 1 = A true n - A false (n - 1)%nat.
Proof.
  destruct n as [|n]; [lia|intros _]. rewrite effective_weight_as_expectation.
  replace (S n - 1)%nat with n by lia.
  unfold binomial_expectation. cbn [sum_below]. rewrite bernstein_diagonal, pow1.
  rewrite (sum_below_ext _ _ (fun _ => 0)).
  - rewrite sum_below_const. unfold bernstein_coefficient. ring.
  - intros j Hj. unfold bernstein. replace (1 - 1) with 0 by ring.
    rewrite pow_i by lia. ring.
Qed.
