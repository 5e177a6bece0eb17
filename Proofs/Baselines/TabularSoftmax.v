(** * The optimal baseline of a tabular softmax

    With a free logit for each of M responses the score is e_y - pi (tabular_softmax_score in
    Scores/Softmax.v), and the optimal baseline is a function of the probabilities (result 1.4 of
    docs/theory.md). The policy is any distribution of the responses 0, ..., M - 1.

    Definitions
      collision_probability P M      == S2, the sum of pi_y^2 over the M responses
    Results
      tabular_squared_score          == |s_y|^2 = 1 - 2 pi_y + S2
      tabular_mean_squared_score     == E|s|^2 = 1 - S2
      tabular_optimal_baseline       == b* = (rho (1 + S2) - 2 sum_{y: r = 1} pi_y^2) / (1 - S2),
        if 1 - S2 = E|s|^2 > 0
      tabular_mean_squared_score_positive == E|s|^2 > 0 where no response is certain *)

From Coq Require Import Reals List Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import EffectiveWeights.EffectiveWeight Scores.Softmax.
From Counterweight Require Import Baselines.ScoreMoments Baselines.OptimalBaseline.
Import ListNotations.
Open Scope R_scope.

Definition collision_probability (P : distribution nat) (M : nat) : R :=
  sum_below M (fun y => probability P y ^ 2).

Section TabularSoftmax.

  Context (M : nat) (P : distribution nat) (r : nat -> bool).
  Hypothesis responses_are_below : support P = seq 0 M.

  (** Result 1.4: |s_y|^2 = 1 - 2 pi_y + S2. *)
  Theorem tabular_squared_score (y : nat) : (y < M)%nat ->
    squared_norm M (tabular_score P y) = 1 - 2 * probability P y + collision_probability P M.
  Proof.
    intros Hy. unfold squared_norm, collision_probability, tabular_score.
    rewrite (sum_below_ext _ _ (fun i =>
      indicator (Nat.eqb y i) * (1 - 2 * probability P i) + probability P i ^ 2)).
    - now rewrite sum_below_plus, sum_below_pick by exact Hy.
    - intros i _. destruct (Nat.eqb y i); cbn [indicator]; ring.
  Qed.

  Lemma expectation_of_squared_score (c : nat -> R) :
    expectation P (fun y => c y * squared_norm M (tabular_score P y)) =
    (1 + collision_probability P M) * expectation P c
    - 2 * sum_below M (fun y => c y * probability P y ^ 2).
  Proof.
    rewrite !(expectation_below M) by assumption. rewrite <- !sum_below_scal, <- sum_below_minus.
    apply sum_below_ext. intros y Hy. rewrite tabular_squared_score by exact Hy. ring.
  Qed.

  (** Result 1.4: E|s|^2 = 1 - S2. *)
  Theorem tabular_mean_squared_score :
    mean_squared_score P M (tabular_score P) = 1 - collision_probability P M.
  Proof.
    unfold mean_squared_score.
    rewrite (expectation_ext P _ (fun y => 1 * squared_norm M (tabular_score P y)))
      by (intros; ring).
    rewrite expectation_of_squared_score, expectation_const, sum_below_scal.
    unfold collision_probability. ring.
  Qed.

  (** Result 1.4: b* = (rho (1 + S2) - 2 sum_{y: r = 1} pi_y^2) / (1 - S2), if
      1 - S2 = E|s|^2 > 0. *)
  Theorem tabular_optimal_baseline :
    optimal_baseline P M r (tabular_score P) =
    (success_rate P r * (1 + collision_probability P M)
     - 2 * sum_below M (fun y => indicator (r y) * probability P y ^ 2))
    / (1 - collision_probability P M).
  Proof.
    unfold optimal_baseline, weighted_baseline.
    fold (mean_squared_score P M (tabular_score P)).
    rewrite tabular_mean_squared_score, expectation_of_squared_score. unfold success_rate.
    f_equal. ring.
  Qed.

  (** Result 1.4: E|s|^2 > 0 if no response has probability 1. *)
  Theorem tabular_mean_squared_score_positive :
    (forall y, (y < M)%nat -> probability P y < 1) ->
    0 < mean_squared_score P M (tabular_score P).
  Proof.
    intros H. rewrite tabular_mean_squared_score.
    replace (1 - collision_probability P M) with (expectation P (fun y => 1 - probability P y)).
    - apply expectation_positive. intros y Hy. rewrite responses_are_below in Hy.
      apply in_seq in Hy. specialize (H y ltac:(lia)). lra.
    - rewrite expectation_minus, expectation_const, (expectation_below M) by assumption.
      unfold collision_probability. f_equal. apply sum_below_ext. intros y _. ring.
  Qed.

End TabularSoftmax.

(** An instance: three responses with the logits 0, 0 and ln 2, that is probabilities 1/4, 1/4
    and 1/2, of which the first succeeds. Here b* = 7/20 although rho = 1/4. *)
Definition three_logits (y : nat) : R := if Nat.eqb y 2 then ln 2 else 0.

Lemma three_responses_nonempty : seq 0 3 <> [].
Proof. discriminate. Qed.

Definition three_responses : distribution nat :=
  tabular_softmax 3 three_responses_nonempty three_logits.

Lemma three_responses_probability :
  probability three_responses 0%nat = / 4 /\ probability three_responses 1%nat = / 4 /\
  probability three_responses 2%nat = / 2.
Proof.
  unfold three_responses, tabular_softmax. cbn [probability softmax].
  unfold softmax_probability, partition_function, three_logits. cbn [sum seq Nat.eqb].
  rewrite exp_0, exp_ln by lra. repeat split; field.
Qed.

Example three_responses_optimal_baseline :
  success_rate three_responses (Nat.eqb 0) = / 4 /\
  mean_squared_score three_responses 3 (tabular_score three_responses) = 5 / 8 /\
  optimal_baseline three_responses 3 (Nat.eqb 0) (tabular_score three_responses) = 7 / 20.
Proof.
  destruct three_responses_probability as (H0 & H1 & H2).
  assert (Hrho : success_rate three_responses (Nat.eqb 0) = / 4).
  { unfold success_rate, expectation. cbn [support softmax three_responses tabular_softmax].
    cbn [sum seq Nat.eqb indicator]. rewrite H0, H1, H2. lra. }
  rewrite tabular_mean_squared_score, tabular_optimal_baseline, Hrho by reflexivity.
  unfold collision_probability. cbn [sum_below Nat.eqb indicator]. rewrite H0, H1, H2.
  repeat split; field.
Qed.

(** The hypothesis of Baselines/OptimalBaseline.v holds here, and so does its result: the variance
    is 21/128 without a baseline, 3/32 with the mean and 7/80 with b*. *)
Example three_responses_variances :
  let score := tabular_score three_responses in
  (forall i, (i < 3)%nat -> expectation three_responses (fun y => score y i) = 0) /\
  rollout_variance three_responses 3 (Nat.eqb 0) score 0 = 21 / 128 /\
  rollout_variance three_responses 3 (Nat.eqb 0) score (/ 4) = 3 / 32 /\
  rollout_variance three_responses 3 (Nat.eqb 0) score (7 / 20) = 7 / 80.
Proof.
  intros score.
  assert (Hzero : forall i, (i < 3)%nat -> expectation three_responses (fun y => score y i) = 0)
    by (apply tabular_score_has_mean_zero; reflexivity).
  assert (Hgradient : squared_success_gradient three_responses 3 (Nat.eqb 0) score = 7 / 128).
  { unfold squared_success_gradient, squared_norm, success_gradient. cbn [sum_below].
    rewrite !(expectation_below 3) by reflexivity. unfold score, tabular_score.
    cbn [sum_below Nat.eqb indicator].
    destruct three_responses_probability as (-> & -> & ->). field. }
  destruct three_responses_optimal_baseline as (_ & Henergy & Hbest). fold score in Henergy, Hbest.
  split; [exact Hzero|].
  rewrite !variance_is_parabola_in_baseline, Hgradient, Henergy, Hbest by exact Hzero.
  repeat split; field.
Qed.

(** No success at all: every baseline other than 0 leaves noise, here 5/8 b^2. *)
Example three_responses_without_success (b : R) :
  rollout_variance three_responses 3 (fun _ => false) (tabular_score three_responses) b
  = b ^ 2 * (5 / 8).
Proof.
  rewrite <- (proj1 (proj2 three_responses_optimal_baseline)).
  apply variance_without_successes.
  - apply tabular_score_has_mean_zero. reflexivity.
  - apply (expectation_const three_responses 0).
Qed.

(** No failure at all: every baseline other than 1 does, here 5/8 (1 - b)^2. *)
Example three_responses_without_failure (b : R) :
  rollout_variance three_responses 3 (fun _ => true) (tabular_score three_responses) b
  = (1 - b) ^ 2 * (5 / 8).
Proof.
  pose proof (proj1 (proj2 three_responses_optimal_baseline)) as Henergy.
  rewrite <- Henergy. apply (variance_without_failures three_responses).
  - apply tabular_score_has_mean_zero. reflexivity.
  - apply (expectation_const three_responses 1).
Qed.
