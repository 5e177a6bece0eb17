(** * Tables of responses on which the variances of groups are worked out

    The hypotheses of the results on group variance hold for a table of responses with free logits,
    and the variances of rules without roots are exact rationals (results 1.8, 1.9 and 1.10
    of docs/theory.md).

    Definitions
      two_response_table  == response 0 has probability 9/10, response 1 has 1/10; 0 succeeds
      five_response_table == probabilities 7/20, 1/4, 1/5, 3/20, 1/20; 0, 2 and 4 succeed
      two_response_variance n A, five_response_variance n A == variance of the group gradient of the
                             rule A for n rollouts and free logits *)

From Coq Require Import Reals List Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group Scores.Softmax.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import Baselines.ScoreMoments Baselines.IndependentBaseline.
From Counterweight Require Import Baselines.LeaveOneOut Baselines.GroupVariance.
From Counterweight Require Import Baselines.WeightedGroupMean.
Import ListNotations.
Open Scope R_scope.

Ltac evaluate_table :=
  unfold rollout_variance, trace_variance, variance, success_variance, failure_variance,
    success_mean, failure_mean, squared_success_gradient, success_gradient, squared_norm,
    tabular_score, success_rate, expectation;
  cbn -[Rdiv IZR pow]; lra.

(** ** Two responses *)

Definition two_response_probability (y : nat) : R := match y with O => 9 / 10 | _ => 1 / 10 end.

Lemma two_response_probability_nonneg y : In y [0; 1]%nat -> 0 <= two_response_probability y.
Proof. intros _. destruct y; simpl; lra. Qed.

Lemma two_response_probability_total : sum [0; 1]%nat two_response_probability = 1.
Proof. simpl. lra. Qed.

Definition two_response_table : distribution nat := {|
  support := [0; 1]%nat;
  probability := two_response_probability;
  probability_nonneg := two_response_probability_nonneg;
  probability_total := two_response_probability_total;
|}.

Definition two_response_variance (n : nat) (A : advantage_rule) : R :=
  group_variance two_response_table n 2 A (Nat.eqb 0) (tabular_score two_response_table).

Lemma two_response_score_has_mean_zero i : (i < 2)%nat ->
  expectation two_response_table (fun y => tabular_score two_response_table y i) = 0.
Proof. exact (tabular_score_has_mean_zero 2 two_response_table eq_refl i). Qed.

Lemma two_response_leave_one_out_variance n : (2 <= n)%nat ->
  two_response_variance n (leave_one_out n) =
  ((INR n - 2) * (72 / 625) + 369 / 2500) / (INR n * (INR n - 1)).
Proof.
  intros Hn. unfold two_response_variance.
  rewrite leave_one_out_variance by (exact two_response_score_has_mean_zero || exact Hn).
  replace (rollout_variance _ _ _ _ _) with (72 / 625) by evaluate_table.
  replace (_ + _ * expectation _ _) with (369 / 2500) by evaluate_table.
  apply le_INR in Hn. simpl (INR 2) in Hn. field. lra.
Qed.

(** Four rollouts, success rate 9/10. *)
Example two_response_leave_one_out_variance_of_four :
  two_response_variance 4 (leave_one_out 4) = 63 / 2000.
Proof. rewrite two_response_leave_one_out_variance by lia. simpl. lra. Qed.

(** With two responses of success rate 9/10, RLOO is noisier than no baseline at every n. *)
Example leave_one_out_is_noisier_than_no_baseline_for_two_responses n : (2 <= n)%nat ->
  two_response_variance n (constant_baseline 0) < two_response_variance n (leave_one_out n).
Proof.
  intros Hn. rewrite two_response_leave_one_out_variance by exact Hn. unfold two_response_variance.
  rewrite constant_baseline_group_variance by lia.
  replace (rollout_variance _ _ _ _ _) with (9 / 5000) by evaluate_table.
  apply le_INR in Hn. simpl (INR 2) in Hn.
  replace (9 / 5000 / INR n) with (9 / 5000 * (INR n - 1) / (INR n * (INR n - 1)))
    by (field; lra).
  apply Rmult_lt_compat_r; [apply Rinv_0_lt_compat; nra|lra].
Qed.

(** ** Five responses, of which every other one succeeds *)

Definition five_response_probability (y : nat) : R :=
  match y with O => 7 / 20 | 1%nat => 1 / 4 | 2%nat => 1 / 5 | 3%nat => 3 / 20 | _ => 1 / 20 end.

Lemma five_response_probability_nonneg y :
  In y [0; 1; 2; 3; 4]%nat -> 0 <= five_response_probability y.
Proof. intros _. destruct y as [|[|[|[|y]]]]; simpl; lra. Qed.

Lemma five_response_probability_total : sum [0; 1; 2; 3; 4]%nat five_response_probability = 1.
Proof. simpl. lra. Qed.

Definition five_response_table : distribution nat := {|
  support := [0; 1; 2; 3; 4]%nat;
  probability := five_response_probability;
  probability_nonneg := five_response_probability_nonneg;
  probability_total := five_response_probability_total;
|}.

Definition five_response_variance (n : nat) (A : advantage_rule) : R :=
  group_variance five_response_table n 5 A Nat.even (tabular_score five_response_table).

Lemma five_response_score_has_mean_zero i : (i < 5)%nat ->
  expectation five_response_table (fun y => tabular_score five_response_table y i) = 0.
Proof. exact (tabular_score_has_mean_zero 5 five_response_table eq_refl i). Qed.

(** The expected gradient of the first logit, whatever baseline is made of the other rollouts. *)
Example five_response_expected_gradient_with_baseline_of_the_others (b : list nat -> R) n :
  (1 <= n)%nat ->
  expectation (iid five_response_table n)
    (baseline_gradient b Nat.even (fun y => tabular_score five_response_table y 0)) = 7 / 50.
Proof.
  intros Hn. rewrite baseline_of_the_others_keeps_expected_gradient;
    [evaluate_table|apply five_response_score_has_mean_zero; lia|exact Hn].
Qed.

Lemma five_response_variance_without_baseline n : (1 <= n)%nat ->
  five_response_variance n (constant_baseline 0) = 363 / 1000 / INR n.
Proof.
  intros Hn. unfold five_response_variance. rewrite constant_baseline_group_variance by exact Hn.
  f_equal. evaluate_table.
Qed.

Lemma five_response_leave_one_out_variance n : (2 <= n)%nat ->
  five_response_variance n (leave_one_out n) =
  ((INR n - 2) * (129 / 1000) + 183 / 500) / (INR n * (INR n - 1)).
Proof.
  intros Hn. unfold five_response_variance.
  rewrite leave_one_out_variance by (exact five_response_score_has_mean_zero || exact Hn).
  replace (rollout_variance _ _ _ _ _) with (129 / 1000) by evaluate_table.
  replace (_ + _ * expectation _ _) with (183 / 500) by evaluate_table.
  apply le_INR in Hn. simpl (INR 2) in Hn. field. lra.
Qed.

Lemma five_response_group_mean_variance n : (1 <= n)%nat ->
  five_response_variance n (group_mean n) =
  (1 - / INR n) ^ 2 * five_response_variance n (leave_one_out n).
Proof. apply group_mean_variance. Qed.

(** Two rollouts: no baseline .1815, mean including the own rollout .04575, RLOO .183. *)
Example five_response_variances_of_two_rollouts :
  five_response_variance 2 (constant_baseline 0) = 363 / 2000 /\
  five_response_variance 2 (group_mean 2) = 183 / 4000 /\
  five_response_variance 2 (leave_one_out 2) = 183 / 1000.
Proof.
  rewrite five_response_variance_without_baseline, five_response_group_mean_variance by lia.
  rewrite five_response_leave_one_out_variance by lia. simpl. lra.
Qed.

(** Four rollouts: no baseline .09075, mean including the own rollout .02925, RLOO .052. *)
Example five_response_variances_of_four_rollouts :
  five_response_variance 4 (constant_baseline 0) = 363 / 4000 /\
  five_response_variance 4 (group_mean 4) = 117 / 4000 /\
  five_response_variance 4 (leave_one_out 4) = 13 / 250.
Proof.
  rewrite five_response_variance_without_baseline, five_response_group_mean_variance by lia.
  rewrite five_response_leave_one_out_variance by lia. simpl. lra.
Qed.

(** Every count-based rule, by result 1.10: sigma+^2 = 13/24, sigma-^2 = 15/32 and
    |grad rho|^2 = 57/1000. *)
Example five_response_variance_of_count_rule A n : (1 <= n)%nat ->
  five_response_variance n A =
  / INR n ^ 2 *
    (13 / 24 * binomial_expectation n (3 / 5) (fun k => INR k * A true k ^ 2)
     + 15 / 32 * binomial_expectation n (3 / 5) (fun k => INR (n - k) * A false k ^ 2))
  + 57 / 1000 * binomial_variance n (3 / 5) (count_effect n A (3 / 5)).
Proof.
  intros Hn. assert (Hrho : success_rate five_response_table Nat.even = 3 / 5) by evaluate_table.
  unfold five_response_variance.
  rewrite variance_of_count_rule, Hrho;
    [|exact five_response_score_has_mean_zero|exact Hn|lra].
  replace (success_variance _ _ _ _) with (13 / 24) by evaluate_table.
  replace (failure_variance _ _ _ _) with (15 / 32) by evaluate_table.
  replace (squared_success_gradient _ _ _ _) with (57 / 1000) by evaluate_table.
  reflexivity.
Qed.

(** RAFT and Uniform-R in groups of three. *)
Example five_response_variances_of_three_rollouts :
  five_response_variance 3 (raft 3) = 25116 / 78125 /\
  five_response_variance 3 (uniform_r 3) = 819059 / 1250000.
Proof.
  rewrite !five_response_variance_of_count_rule by lia.
  unfold binomial_variance, binomial_expectation, bernstein, count_effect, raft, uniform_r, rate.
  cbn -[Rdiv IZR pow].
  replace (0 / (1 + 1 + 1)) with 0 by field.
  replace (1 - (1 + 1 + 1) / (1 + 1 + 1)) with 0 by field.
  unfold Rdiv. generalize (/ 0). intros never_used. split; field.
Qed.

(** Without a success Linear-R still steps, as A(0, 0) = -1: the variance is E|s|^2/n = (3/4)/n. *)
Example five_response_linear_r_without_successes n : (1 <= n)%nat ->
  group_variance five_response_table n 5 (linear_r n) (fun _ => false)
    (tabular_score five_response_table) = 3 / 4 / INR n.
Proof.
  intros Hn. rewrite variance_of_count_rule_without_successes;
    [|exact five_response_score_has_mean_zero|exact Hn|apply (expectation_const _ 0)].
  unfold linear_r. cbn [Nat.eqb]. f_equal. unfold mean_squared_score. evaluate_table.
Qed.

(** Without a failure so does Uniform-R, as A(1, n) = 1. *)
Example five_response_uniform_r_without_failures n : (1 <= n)%nat ->
  group_variance five_response_table n 5 (uniform_r n) (fun _ => true)
    (tabular_score five_response_table) = 3 / 4 / INR n.
Proof.
  intros Hn. rewrite variance_of_count_rule_without_failures;
    [|exact five_response_score_has_mean_zero|exact Hn|apply (expectation_const _ 1)].
  assert (Hone : uniform_r n true n = 1).
  { unfold uniform_r, rate. field. apply not_0_INR. lia. }
  rewrite Hone. f_equal. unfold mean_squared_score. evaluate_table.
Qed.

(** ** Weighted means *)

(** Responses of lengths 1, ..., 5 that are weighed by their lengths, as OPO does. *)
Definition five_response_weight (y : nat) : R := INR (S y).

Lemma five_response_weight_positive y : 0 < five_response_weight y.
Proof. apply lt_0_INR. lia. Qed.

(** The exact bias of two rollouts: E g = 1249/15000 for the first logit, where grad rho = 7/50. *)
Example five_response_length_weighted_gradient_of_two :
  expectation (iid five_response_table 2) (weighted_mean_gradient five_response_weight Nat.even
    (fun y => tabular_score five_response_table y 0)) = 1249 / 15000.
Proof.
  rewrite weighted_mean_bias_is_own_share_of_deviation;
    [|apply five_response_score_has_mean_zero; lia
     |intros; apply five_response_weight_positive|lia].
  replace (success_gradient _ _ _) with (7 / 50) by evaluate_table.
  rewrite (expectation_ext _ _ (fun y => expectation five_response_table (fun z =>
    own_share five_response_weight y [z]
    * (indicator (Nat.even y) - weighted_group_mean five_response_weight Nat.even [z])
    * tabular_score five_response_table y 0))).
  - unfold own_share, weighted_group_mean, five_response_weight, tabular_score, expectation.
    cbn -[Rdiv IZR]. field.
  - intros y. cbn [Nat.sub]. rewrite expectation_iid_step. apply expectation_ext.
    intros z. apply (expectation_iid_none five_response_table (fun g => own_share _ y (z :: g)
      * (_ - weighted_group_mean _ _ (z :: g)) * _)).
Qed.

(** Its leading order in the group size: b_w = 12/23, and the bias is -(77/1058)/n + O(1/n^2). *)
Example five_response_length_weighted_bias_to_leading_order :
  exists C : R, forall n : nat, (1 <= n)%nat ->
    Rabs (expectation (iid five_response_table n)
        (weighted_mean_gradient five_response_weight Nat.even
          (fun y => tabular_score five_response_table y 0))
      - (7 / 50 - / INR n * (77 / 1058))) <= C / INR n ^ 2.
Proof.
  destruct (weighted_mean_bias_to_leading_order five_response_table Nat.even
    (fun y => tabular_score five_response_table y 0) five_response_weight) as (C & HC).
  - apply five_response_score_has_mean_zero. lia.
  - intros. apply five_response_weight_positive.
  - exists C. intros n Hn. specialize (HC n Hn).
    replace (success_gradient _ _ _) with (7 / 50) in HC by evaluate_table.
    replace (expectation _ _ / expectation _ _) with (77 / 1058) in HC; [exact HC|].
    unfold weighted_baseline, five_response_weight, tabular_score, expectation.
    cbn -[Rdiv IZR]. field.
Qed.

(** That bias is no multiple of grad rho, as lengths differ among successes. *)
Example five_response_length_weighted_bias_is_not_parallel :
  ~ exists c : R, forall i, (i < 5)%nat ->
    expectation five_response_table (fun y => five_response_weight y
      * (indicator (Nat.even y)
         - weighted_baseline five_response_table five_response_weight Nat.even)
      * tabular_score five_response_table y i)
    / expectation five_response_table five_response_weight
    = c * success_gradient five_response_table Nat.even
        (fun y => tabular_score five_response_table y i).
Proof.
  rewrite (tabular_weighted_mean_bias_is_parallel 5 five_response_table Nat.even
    five_response_weight eq_refl).
  - intros (w1 & w0 & H). pose proof (H 0%nat ltac:(lia)) as H0.
    pose proof (H 2%nat ltac:(lia)) as H2. unfold five_response_weight in H0, H2. simpl in H0, H2.
    lra.
  - intros y Hy. destruct y as [|[|[|[|[|y]]]]]; simpl; lra || lia.
  - intros. apply five_response_weight_positive.
  - replace (success_rate _ _) with (3 / 5) by evaluate_table. lra.
Qed.

(** Of two responses each is its class: the weights 1 and 2 leave E g = 11/30 grad rho. *)
Example two_response_weighted_gradient_of_two i : (i < 2)%nat ->
  expectation (iid two_response_table 2) (weighted_mean_gradient (fun y => INR (S y)) (Nat.eqb 0)
    (fun y => tabular_score two_response_table y i)) =
  11 / 30 * success_gradient two_response_table (Nat.eqb 0)
    (fun y => tabular_score two_response_table y i).
Proof.
  intros Hi. rewrite (weight_constant_within_classes_keeps_direction _ _ _ _ 1 2).
  - f_equal. replace (success_rate _ _) with (9 / 10) by evaluate_table.
    unfold effective_weight, bernstein_coefficient, class_weighted_mean, bernstein.
    cbn -[Rdiv IZR]. field.
  - now apply two_response_score_has_mean_zero.
  - lia.
  - intros y Hy. cbn in Hy. destruct Hy as [<-|[<-|[]]]; simpl; ring.
Qed.
