(** * Certified baselines

    Two tables of responses with free logits, and what results 1.1, 1.2, 1.4, 1.6, 1.8 and 1.10 of
    docs/theory.md are on them: exact fractions, and 25 correctly rounded decimal places where there
    are roots. The tests of the Swift library read them from certified.json. The table of five
    responses is that of Baselines/GroupExamples.v.

    Definitions
      four_response_table    == probabilities 1/50, 2/25, 3/10, 3/5
      first_two              == response 0 and response 1, which succeed
      five_response_length, four_response_length == 3, 5, 2, 8, 1 and 12, 9, 4, 6 tokens
    Results
      *_success_rate           == rho
      *_mean_squared_score     == E|s|^2
      *_optimal_baseline       == b*
      *_length_baseline_*      == b_alpha for alpha = 0, 1/2, 1, 2
      *_rollout_variance_b*    == V(b) for b = 0, 1/2, rho, b* and b_1
      *_excess_variance_b*     == V(b) - V(b* ) for b = rho and b_1
      *_group_variance_n*      == the variance of a rule's group gradient *)

From Coq Require Import Reals List Lra Lia Arith.
From Interval Require Import Tactic.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group Scores.Softmax.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import Baselines.ScoreMoments Baselines.LengthWeighted.
From Counterweight Require Import Baselines.GroupVariance Baselines.GroupExamples.
From Counterweight Require Import Certified.Enclosure.
Import ListNotations.
Open Scope R_scope.

Definition five_response_length (y : nat) : nat :=
  match y with 0 => 3 | 1 => 5 | 2 => 2 | 3 => 8 | _ => 1 end%nat.

Definition four_response_probability (y : nat) : R :=
  match y with 0%nat => 1 / 50 | 1%nat => 2 / 25 | 2%nat => 3 / 10 | _ => 3 / 5 end.

Lemma four_response_probability_nonneg y :
  In y [0; 1; 2; 3]%nat -> 0 <= four_response_probability y.
Proof. intros _. destruct y as [|[|[|y]]]; simpl; lra. Qed.

Lemma four_response_probability_total : sum [0; 1; 2; 3]%nat four_response_probability = 1.
Proof. simpl. lra. Qed.

Definition four_response_table : distribution nat := {|
  support := [0; 1; 2; 3]%nat;
  probability := four_response_probability;
  probability_nonneg := four_response_probability_nonneg;
  probability_total := four_response_probability_total;
|}.

Definition first_two (y : nat) : bool := (y <? 2)%nat.

Definition four_response_length (y : nat) : nat :=
  match y with 0 => 12 | 1 => 9 | 2 => 4 | _ => 6 end%nat.

(** ** Tactics *)

Ltac expand_table :=
  unfold rollout_variance, trace_variance, variance, optimal_baseline, mean_squared_score,
    length_weighted_baseline, weighted_baseline, squared_norm, tabular_score, success_rate,
    expectation;
  cbn -[Rdiv IZR pow length_weight].

Ltac table := expand_table; field.

Lemma length_weight_of_root l : length_weight (1 / 2) (S l) = sqrt (INR (S l)).
Proof.
  unfold length_weight. replace (1 / 2) with (/ 2) by lra. apply Rpower_sqrt, lt_0_INR. lia.
Qed.

Lemma length_weight_of_power k l : length_weight (IZR (Z.of_nat k)) (S l) = INR (S l) ^ k.
Proof. rewrite <- INR_IZR_INZ. apply Rpower_pow, lt_0_INR. lia. Qed.

Ltac length_baseline :=
  expand_table;
  rewrite ?(length_weight_of_power 0), ?(length_weight_of_power 1), ?(length_weight_of_power 2);
  rewrite ?INR_IZR_INZ; cbn [Z.of_nat Pos.of_succ_nat Pos.succ]; field.

Ltac enclose_length_baseline :=
  unfold encloses; expand_table; rewrite !length_weight_of_root;
  rewrite ?INR_IZR_INZ; cbn [Z.of_nat Pos.of_succ_nat Pos.succ]; interval with (i_prec 150).

Ltac expand_group_variance :=
  rewrite five_response_variance_of_count_rule by lia; rewrite binomial_variance_second_moment;
  evaluate_expectations; expand; rewrite ?Rmult_0_l.

Ltac group_variance := expand_group_variance; field.

Ltac enclose_group_variance := unfold encloses; expand_group_variance; interval with (i_prec 150).

(** ** Five responses *)

Theorem five_response_success_rate :
  success_rate five_response_table Nat.even = 3 / 5.
Proof. table. Qed.

Theorem five_response_mean_squared_score :
  mean_squared_score five_response_table 5 (tabular_score five_response_table) = 3 / 4.
Proof. table. Qed.

Theorem five_response_optimal_baseline :
  optimal_baseline five_response_table 5 Nat.even (tabular_score five_response_table) = 14 / 25.
Proof. table. Qed.

Theorem five_response_length_baseline_0 :
  length_weighted_baseline five_response_table 0 five_response_length Nat.even = 3 / 5.
Proof. length_baseline. Qed.

Theorem five_response_length_baseline_1 :
  length_weighted_baseline five_response_table 1 five_response_length Nat.even = 30 / 79.
Proof. length_baseline. Qed.

Theorem five_response_length_baseline_2 :
  length_weighted_baseline five_response_table 2 five_response_length Nat.even = 80 / 397.
Proof. length_baseline. Qed.

Theorem five_response_length_baseline_1_2 :
  encloses 4884982541800968298909717 25
    (length_weighted_baseline five_response_table (1 / 2) five_response_length Nat.even).
Proof. enclose_length_baseline. Qed.

Theorem five_response_rollout_variance_b0 :
  rollout_variance five_response_table 5 Nat.even (tabular_score five_response_table) 0 =
  363 / 1000.
Proof. table. Qed.

Theorem five_response_rollout_variance_b1_2 :
  rollout_variance five_response_table 5 Nat.even (tabular_score five_response_table) (1 / 2) =
  261 / 2000.
Proof. table. Qed.

Theorem five_response_rollout_variance_b3_5 :
  rollout_variance five_response_table 5 Nat.even (tabular_score five_response_table) (3 / 5) =
  129 / 1000.
Proof. table. Qed.

Theorem five_response_rollout_variance_b14_25 :
  rollout_variance five_response_table 5 Nat.even (tabular_score five_response_table) (14 / 25) =
  639 / 5000.
Proof. table. Qed.

Theorem five_response_rollout_variance_b30_79 :
  rollout_variance five_response_table 5 Nat.even (tabular_score five_response_table) (30 / 79) =
  949683 / 6241000.
Proof. table. Qed.

Theorem five_response_excess_variance_b3_5 :
  rollout_variance five_response_table 5 Nat.even (tabular_score five_response_table) (3 / 5) -
  rollout_variance five_response_table 5 Nat.even (tabular_score five_response_table) (14 / 25) =
  3 / 2500.
Proof. table. Qed.

Theorem five_response_excess_variance_b30_79 :
  rollout_variance five_response_table 5 Nat.even (tabular_score five_response_table) (30 / 79) -
  rollout_variance five_response_table 5 Nat.even (tabular_score five_response_table) (14 / 25) =
  95052 / 3900625.
Proof. table. Qed.

(** ** Groups of the five responses *)

Theorem five_response_constant_baseline_group_variance_n2 :
  five_response_variance 2 (constant_baseline 0) = 363 / 2000.
Proof. group_variance. Qed.

Theorem five_response_group_mean_group_variance_n2 :
  five_response_variance 2 (group_mean 2) = 183 / 4000.
Proof. group_variance. Qed.

Theorem five_response_leave_one_out_group_variance_n2 :
  five_response_variance 2 (leave_one_out 2) = 183 / 1000.
Proof. group_variance. Qed.

Theorem five_response_constant_baseline_group_variance_n3 :
  five_response_variance 3 (constant_baseline 0) = 121 / 1000.
Proof. group_variance. Qed.

Theorem five_response_group_mean_group_variance_n3 :
  five_response_variance 3 (group_mean 3) = 11 / 300.
Proof. group_variance. Qed.

Theorem five_response_leave_one_out_group_variance_n3 :
  five_response_variance 3 (leave_one_out 3) = 33 / 400.
Proof. group_variance. Qed.

Theorem five_response_constant_baseline_group_variance_n4 :
  five_response_variance 4 (constant_baseline 0) = 363 / 4000.
Proof. group_variance. Qed.

Theorem five_response_group_mean_group_variance_n4 :
  five_response_variance 4 (group_mean 4) = 117 / 4000.
Proof. group_variance. Qed.

Theorem five_response_leave_one_out_group_variance_n4 :
  five_response_variance 4 (leave_one_out 4) = 13 / 250.
Proof. group_variance. Qed.

Theorem five_response_grpo_group_variance_n4 :
  encloses 1342361002516682069085789 25 (five_response_variance 4 (grpo 4)).
Proof. enclose_group_variance. Qed.

Theorem five_response_linear_r_group_variance_n4 :
  five_response_variance 4 (linear_r 4) = 10758723 / 62500000.
Proof. group_variance. Qed.

Theorem five_response_sqrt_r_group_variance_n4 :
  encloses 2898964218867522696895467 25 (five_response_variance 4 (sqrt_r 4)).
Proof. enclose_group_variance. Qed.

Theorem five_response_uniform_r_group_variance_n4 :
  five_response_variance 4 (uniform_r 4) = 56931 / 100000.
Proof. group_variance. Qed.

(** ** Four responses *)

Theorem four_response_success_rate :
  success_rate four_response_table first_two = 1 / 10.
Proof. table. Qed.

Theorem four_response_mean_squared_score :
  mean_squared_score four_response_table 4 (tabular_score four_response_table) = 679 / 1250.
Proof. table. Qed.

Theorem four_response_optimal_baseline :
  optimal_baseline four_response_table 4 first_two (tabular_score four_response_table) =
  1651 / 6790.
Proof. table. Qed.

Theorem four_response_length_baseline_0 :
  length_weighted_baseline four_response_table 0 four_response_length first_two = 1 / 10.
Proof. length_baseline. Qed.

Theorem four_response_length_baseline_1 :
  length_weighted_baseline four_response_table 1 four_response_length first_two = 1 / 6.
Proof. length_baseline. Qed.

Theorem four_response_length_baseline_2 :
  length_weighted_baseline four_response_table 2 four_response_length first_two = 39 / 149.
Proof. length_baseline. Qed.

Theorem four_response_length_baseline_1_2 :
  encloses 1300063759227024883943176 25
    (length_weighted_baseline four_response_table (1 / 2) four_response_length first_two).
Proof. enclose_length_baseline. Qed.

Theorem four_response_rollout_variance_b0 :
  rollout_variance four_response_table 4 first_two (tabular_score four_response_table) 0 =
  15259 / 125000.
Proof. table. Qed.

Theorem four_response_rollout_variance_b1_2 :
  rollout_variance four_response_table 4 first_two (tabular_score four_response_table) (1 / 2) =
  3931 / 31250.
Proof. table. Qed.

Theorem four_response_rollout_variance_b1_10 :
  rollout_variance four_response_table 4 first_two (tabular_score four_response_table) (1 / 10) =
  3159 / 31250.
Proof. table. Qed.

Theorem four_response_rollout_variance_b1651_6790 :
  rollout_variance four_response_table 4 first_two
    (tabular_score four_response_table) (1651 / 6790) =
  381753 / 4243750.
Proof. table. Qed.

Theorem four_response_rollout_variance_b1_6 :
  rollout_variance four_response_table 4 first_two (tabular_score four_response_table) (1 / 6) =
  13097 / 140625.
Proof. table. Qed.

Theorem four_response_excess_variance_b1_10 :
  rollout_variance four_response_table 4 first_two
    (tabular_score four_response_table) (1 / 10) -
  rollout_variance four_response_table 4 first_two
    (tabular_score four_response_table) (1651 / 6790) =
  118098 / 10609375.
Proof. table. Qed.

Theorem four_response_excess_variance_b1_6 :
  rollout_variance four_response_table 4 first_two
    (tabular_score four_response_table) (1 / 6) -
  rollout_variance four_response_table 4 first_two
    (tabular_score four_response_table) (1651 / 6790) =
  606841 / 190968750.
Proof. table. Qed.

(** ** The tables that the numbers belong to *)

Theorem five_response_table_probabilities :
  map (probability five_response_table) (support five_response_table) =
  [7 / 20; 1 / 4; 1 / 5; 3 / 20; 1 / 20].
Proof. reflexivity. Qed.

Theorem five_response_table_rewards :
  map Nat.even (support five_response_table) = [true; false; true; false; true].
Proof. reflexivity. Qed.

Theorem five_response_table_lengths :
  map five_response_length (support five_response_table) = [3; 5; 2; 8; 1]%nat.
Proof. reflexivity. Qed.

Theorem four_response_table_probabilities :
  map (probability four_response_table) (support four_response_table) =
  [1 / 50; 2 / 25; 3 / 10; 3 / 5].
Proof. reflexivity. Qed.

Theorem four_response_table_rewards :
  map first_two (support four_response_table) = [true; true; false; false].
Proof. reflexivity. Qed.

Theorem four_response_table_lengths :
  map four_response_length (support four_response_table) = [12; 9; 4; 6]%nat.
Proof. reflexivity. Qed.
