(** * Instances of the results on effective weights

    A prompt with two responses, of which the one that succeeds has probability 1/4, and the sigmoid
    of one logit (Scores/Softmax.v): they meet the hypotheses of the theorems in this folder, and
    the numbers come out.

    Definitions
      two_way_policy p == the responses true and false with probabilities p and 1 - p
      quarter_policy  == the responses true and false with probabilities 1/4 and 3/4
      quarter_score   == the derivative of the log-probability in the logit: 3/4 and -1/4
    Examples
      quarter_score_has_mean_zero      == the hypothesis of result 2.1
      raft_of_four_in_the_quarter_policy == E g = 175/64 * 3/16 = 525/1024
      raft_of_two_by_enumeration       == E g = 7/4 * 3/16 = 21/64, summed over all four groups
      live_groups_in_the_quarter_policy == given a live group of two, E g = 2 * 3/16
      grpo_of_four_at_one_half         == Omega_4(1/2) = (3 + 2 sqrt 3)/4
      sigmoid_policy_ascends_its_expected_group_score == the hypotheses of result 2.4
      optimal_share_of_equal_variances == beta = rho
      class_weight_of_raft_of_two      == E g = 21/64 with mu+ = 3/4, mu- = -1/4
      punished_failures_of_four        == where nothing succeeds Var g = E|s|^2 / 4 = 3/64
      raft_does_not_have_the_least_variance == RAFT is not the split of its weight by beta *)

From Coq Require Import Reals List Bool Lra Lia.
From Coquelicot Require Import Hierarchy Derive.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group.
From Counterweight Require Import Scores.ZeroMeanScore Scores.Softmax.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.DeadGroups EffectiveWeights.WeightsOfRules.
From Counterweight Require Import EffectiveWeights.GroupDeviation.
From Counterweight Require Import EffectiveWeights.ImplicitObjective.
From Counterweight Require Import EffectiveWeights.SplitWeights EffectiveWeights.ClassWeights.
From Counterweight Require Import Baselines.ScoreMoments Baselines.LeaveOneOut.
Import ListNotations.
Open Scope R_scope.

Definition two_way_probability (p : R) (y : bool) : R := if y then p else 1 - p.

Lemma two_way_probability_nonneg p y :
  0 <= p <= 1 -> In y [true; false] -> 0 <= two_way_probability p y.
Proof. intros Hp _. destruct y; simpl; lra. Qed.

Lemma two_way_probability_total p : sum [true; false] (two_way_probability p) = 1.
Proof. simpl. ring. Qed.

Definition two_way_policy (p : R) (Hp : 0 <= p <= 1) : distribution bool := {|
  support := [true; false];
  probability := two_way_probability p;
  probability_nonneg := fun y => two_way_probability_nonneg p y Hp;
  probability_total := two_way_probability_total p;
|}.

Lemma quarter_range : 0 <= 1 / 4 <= 1.
Proof. lra. Qed.

Definition quarter_policy : distribution bool := two_way_policy (1 / 4) quarter_range.

Definition succeeds (y : bool) : bool := y.

Definition quarter_score (y : bool) : R := if y then 3 / 4 else - (1 / 4).

Example quarter_score_has_mean_zero : expectation quarter_policy quarter_score = 0.
Proof. unfold expectation. simpl. lra. Qed.

Lemma quarter_success_rate : success_rate quarter_policy succeeds = 1 / 4.
Proof. unfold success_rate, expectation. simpl. lra. Qed.

Lemma quarter_success_gradient :
  success_gradient quarter_policy succeeds quarter_score = 3 / 16.
Proof. unfold success_gradient, expectation. simpl. lra. Qed.

Example raft_of_four_in_the_quarter_policy :
  expectation (iid quarter_policy 4) (group_gradient (raft 4) succeeds quarter_score) = 525 / 1024.
Proof.
  rewrite expected_group_gradient_is_effective_weight_times_gradient
    by (exact quarter_score_has_mean_zero || lia).
  rewrite quarter_success_rate, quarter_success_gradient, effective_weight_of_raft by (lia || lra).
  lra.
Qed.

Example raft_of_two_by_enumeration :
  expectation (iid quarter_policy 2) (group_gradient (raft 2) succeeds quarter_score) = 21 / 64.
Proof.
  unfold expectation, group_gradient, raft, group_probability. simpl. lra.
Qed.

Example live_groups_in_the_quarter_policy :
  conditional_expectation (iid quarter_policy 2) (live succeeds)
    (group_gradient (constant_baseline 0) succeeds quarter_score) = 3 / 8 /\
  expectation (iid quarter_policy 2) (fun g => indicator (live succeeds g)) = 3 / 8.
Proof.
  split.
  - rewrite (proj2 (expected_gradient_of_live_group quarter_policy succeeds _ _ 2
      quarter_score_has_mean_zero ltac:(lia) ltac:(rewrite quarter_success_rate; lra))).
    change (unless_dead 2 (constant_baseline 0)) with (reinforce_rej 0 2).
    rewrite effective_weight_of_reinforce_rej by lia.
    rewrite quarter_success_rate, quarter_success_gradient. simpl. field.
  - rewrite probability_of_live_group, quarter_success_rate by lia. simpl. lra.
Qed.

Example grpo_of_four_at_one_half : effective_weight 4 (grpo 4) (1 / 2) = (3 + 2 * sqrt 3) / 4.
Proof.
  rewrite effective_weight_of_grpo_by_counts by (lia || lra).
  assert (Htwo : sqrt (2 * 2) = 2) by (apply sqrt_square; lra).
  unfold binomial_expectation, bernstein. cbn [sum_below]. rewrite !INR_IZR_INZ. simpl.
  rewrite Rmult_0_l, Rmult_0_r, sqrt_0, (Rmult_1_l 3), (Rmult_1_r 3), Htwo. field.
Qed.

Example sigmoid_policy_ascends_its_expected_group_score (A : advantage_rule) n z :
  (1 <= n)%nat ->
  is_derive (fun u => expectation (iid (sigmoid_policy u) n)
      (fun g => group_score n A (successes succeeds g))) z
    (expectation (iid (sigmoid_policy z) n)
      (group_gradient A succeeds (score sigmoid_policy z))).
Proof.
  intros Hn.
  apply (expected_group_gradient_is_gradient_of_expected_group_score _ [true; false]).
  - assumption.
  - reflexivity.
  - intros y _. apply softmax_probability_positive, sigmoid_responses_nonempty.
  - intros y Hy. apply (softmax_differentiable _ sigmoid_responses_nonempty sigmoid_logit z);
      [|exact Hy]. intros a _. eexists. apply sigmoid_slope.
Qed.

Example optimal_share_of_equal_variances : optimal_share (1 / 4) 1 1 = 1 / 4.
Proof. unfold optimal_share. field. Qed.

Example class_weight_of_raft_of_two :
  class_weight 2 (raft 2) (1 / 4) * (3 / 4 - - (1 / 4)) = 21 / 64 /\
  success_mean quarter_policy succeeds quarter_score = 3 / 4 /\
  failure_mean quarter_policy succeeds quarter_score = - (1 / 4).
Proof.
  unfold class_weight, success_mean, failure_mean.
  rewrite effective_weight_of_raft, quarter_success_rate by (lia || lra).
  unfold expectation. simpl. lra.
Qed.

Example punished_failures_of_four :
  group_variance quarter_policy 4 1 (linear_r 4) (fun _ => false) (fun y _ => quarter_score y) =
  3 / 64.
Proof.
  rewrite (proj1 (punishment_leaves_variance_without_successes quarter_policy 1 (fun _ => false)
    (fun y _ => quarter_score y) 4 (fun _ _ => quarter_score_has_mean_zero) ltac:(lia)
    ltac:(unfold success_rate, expectation; simpl; lra))).
  unfold mean_squared_score, squared_norm, expectation. simpl. lra.
Qed.

Example raft_does_not_have_the_least_variance :
  within_class_variance 2 (1 / 4) 1 1
    (split_weight (optimal_share (1 / 4) 1 1) (bernstein_coefficient (raft 2))) <
  within_class_variance 2 (1 / 4) 1 1 (raft 2).
Proof.
  apply Rnot_le_lt. intros H.
  destruct (least_within_class_variance_determines_the_rule 2 (1 / 4) 1 1 (raft 2)
    ltac:(lia) ltac:(lra) ltac:(lra) H 0%nat ltac:(lia)) as [_ Hfailure].
  rewrite optimal_share_of_equal_variances in Hfailure.
  unfold split_weight, bernstein_coefficient, raft in Hfailure. simpl in Hfailure. lra.
Qed.
