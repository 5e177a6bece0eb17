(** * Instances of the minimum-time results

    Concrete weights, clocks, policies and trajectories that meet the hypotheses of the theorems in
    this folder, so that none of them is empty; and strict inequalities, so that none is trivial.

    Results
      reinforce_is_strictly_slower_than_grpo == from 1/10 to 9/10, on the regular clock with natural
        mobility
      grpo_takes_the_least_time == the same range: GRPO's weight attains the bound
      optimal_weight_on_informative_clock == with groups of 8 and vanilla mobility
      grpo_is_optimal_from_zero_to_one == the theorem for open intervals with singular weights
      reinforce_is_the_dual_of_uniform_r_in_an_instance == the involution
      constant_weight_is_optimal_in_an_instance == the log-odds budget
      coin_policy_takes_a_mirror_step == a policy with two responses
      logistic_trajectory_follows_reinforce == a trajectory with w = 1 and natural mobility *)

From Coq Require Import Reals Bool List Lra Lia.
From Coquelicot Require Import Coquelicot.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import MinimumTime.Definitions MinimumTime.CauchySchwarz.
From Counterweight Require Import MinimumTime.OpenInterval MinimumTime.ClosedForms.
From Counterweight Require Import MinimumTime.Involution MinimumTime.MirrorStep.
From Counterweight Require Import MinimumTime.Dynamics MinimumTime.LogOddsBudget.
Import ListNotations.

Open Scope R_scope.

Lemma grpo_limit_weight_is_continuous_positive :
  continuous_positive_inside 0 1 grpo_limit_weight.
Proof.
  intros x Hx. unfold grpo_limit_weight.
  apply (continuous_positive_quotient (fun _ => 1) (fun y => sqrt (y * (1 - y)))).
  - split; [apply continuous_const|lra].
  - now apply (continuous_positive_sqrt (mobility_of natural)), mobility_is_continuous_positive.
Qed.

Example reinforce_is_strictly_slower_than_grpo :
  time_product (clock_cost regular) (mobility_of natural) reinforce_limit_weight (1/10) (9/10) >
  least_time_product (clock_cost regular) (mobility_of natural) (1/10) (9/10).
Proof.
  assert (Hw : continuous_positive_on (1/10) (9/10) reinforce_limit_weight)
    by apply one_is_continuous_positive.
  apply Rnot_le_gt. intros Hle.
  destruct (proj1 (regular_natural_optimum reinforce_limit_weight (1/10) (9/10)
    ltac:(lra) ltac:(lra) ltac:(lra) Hw)) as [k [Hk Hprop]].
  { apply Rle_antisym; [exact Hle|].
    apply Rge_le, time_product_is_at_least_least; [lra| | |exact Hw].
    - apply continuous_positive_inside_on; [lra|lra|].
      apply clock_cost_is_continuous_positive. discriminate.
    - apply continuous_positive_inside_on; [lra|lra|]. apply mobility_is_continuous_positive. }
  pose proof (Hprop (1/2) ltac:(lra)) as Hhalf. pose proof (Hprop (1/10) ltac:(lra)) as Htenth.
  unfold reinforce_limit_weight, grpo_limit_weight in Hhalf, Htenth.
  replace (1/2 * (1 - 1/2)) with (1/2 * (1/2)) in Hhalf by field.
  replace (1/10 * (1 - 1/10)) with (3/10 * (3/10)) in Htenth by field.
  rewrite sqrt_square in Hhalf by lra. rewrite sqrt_square in Htenth by lra. lra.
Qed.

Example grpo_takes_the_least_time :
  time_product (clock_cost regular) (mobility_of natural) grpo_limit_weight (1/10) (9/10) =
  (2 * asin (sqrt (9/10)) - 2 * asin (sqrt (1/10))) ^ 2.
Proof.
  rewrite <- regular_natural_closed_form by lra.
  apply regular_natural_optimum; [lra|lra|lra| |].
  - apply continuous_positive_inside_on; [lra|lra|].
    apply grpo_limit_weight_is_continuous_positive.
  - exists 1. split; [lra|]. intros x _. ring.
Qed.

Example optimal_weight_on_informative_clock :
  budget (optimal_weight (clock_cost (informative 8)) (mobility_of vanilla) (1/10) (9/10) 2)
    (1/10) (9/10) = 2 /\
  time (clock_cost (informative 8)) (mobility_of vanilla)
    (optimal_weight (clock_cost (informative 8)) (mobility_of vanilla) (1/10) (9/10) 2)
    (1/10) (9/10) =
  least_time_product (clock_cost (informative 8)) (mobility_of vanilla) (1/10) (9/10) / 2.
Proof.
  assert (Hc : continuous_positive_on (1/10) (9/10) (clock_cost (informative 8))).
  { apply continuous_positive_inside_on; [lra|lra|].
    apply clock_cost_is_continuous_positive. intros n [= <-]. lia. }
  assert (Hm : continuous_positive_on (1/10) (9/10) (mobility_of vanilla))
    by (apply continuous_positive_inside_on; [lra|lra|apply mobility_is_continuous_positive]).
  split; [apply optimal_weight_has_budget|apply optimal_weight_has_least_time]; auto; lra.
Qed.

(** GRPO's weight has poles at both ends; its budget and time converge, so that the theorem on
    (0, 1) applies to it, and gives equality. *)
Example grpo_is_optimal_from_zero_to_one : exists B T,
  improper_integral grpo_limit_weight 0 1 B /\
  improper_integral
    (fun x => clock_cost regular x / (grpo_limit_weight x * mobility_of natural x)) 0 1 T /\
  T * B = PI ^ 2.
Proof.
  destruct grpo_from_zero_to_one as [HB HT]. exists PI, PI. split; [exact HB|]. split; [exact HT|].
  apply (regular_natural_from_zero_to_one grpo_limit_weight PI PI
    grpo_limit_weight_is_continuous_positive HB HT).
  exists 1. split; [lra|]. intros x _. ring.
Qed.

Example reinforce_is_the_dual_of_uniform_r_in_an_instance :
  time_product (clock_cost regular) (mobility_of natural) reinforce_limit_weight (1/10) (9/10) =
  time_product (clock_cost regular) (mobility_of natural) uniform_r_limit_weight (1/10) (9/10).
Proof. apply reinforce_and_uniform_r_take_equally_long; lra. Qed.

Example constant_weight_is_optimal_in_an_instance :
  measured_time_product (clock_cost regular) (mobility_of natural) log_odds_density
    reinforce_limit_weight (1/10) (9/10) = (log_odds (9/10) - log_odds (1/10)) ^ 2.
Proof.
  rewrite <- regular_log_odds_closed_form by lra.
  apply constant_weight_is_optimal_for_log_odds; [lra|lra|lra|apply one_is_continuous_positive|].
  exists 1. split; [lra|]. intros x _. ring.
Qed.

(** Two responses, true and false, with probability 1/2 each. *)
Definition coin_policy : distribution bool.
Proof.
  refine {| support := [true; false]; probability := fun _ => 1/2 |}.
  - intros _ _. lra.
  - simpl. lra.
Defined.

Definition coin_reward (y : bool) : bool := y.

Example coin_policy_takes_a_mirror_step (eta w : R) :
  log_odds (success_rate (mirror_step coin_policy eta w coin_reward) coin_reward) = eta * w.
Proof.
  assert (E : success_rate coin_policy coin_reward = 1/2)
    by (unfold success_rate, expectation, indicator, coin_reward; simpl; lra).
  rewrite mirror_step_moves_log_odds_exactly, E by (rewrite E; lra).
  unfold log_odds. replace (1/2 / (1 - 1/2)) with 1 by field. rewrite ln_1. ring.
Qed.

Example logistic_trajectory_follows_reinforce :
  follows (mobility_of natural) reinforce_limit_weight
    (fun t => success_rate (mirror_step coin_policy t 1 coin_reward) coin_reward) 1.
Proof.
  intros t _. split; [|split].
  - apply (mirror_steps_follow_natural_mobility coin_policy t 1 coin_reward).
  - split; [apply continuous_const|unfold reinforce_limit_weight; lra].
  - apply mobility_is_continuous_positive.
    assert (E : success_rate coin_policy coin_reward = 1/2)
      by (unfold success_rate, expectation, indicator, coin_reward; simpl; lra).
    rewrite success_rate_after_mirror_step, E. pose proof (exp_pos (t * 1)) as He.
    set (e := exp (t * 1)) in *. assert (Hd : 0 < 1/2 * e + (1 - 1/2)) by lra.
    split; [apply Rdiv_lt_0_compat; lra|]. apply (Rmult_lt_reg_r _ _ _ Hd).
    unfold Rdiv at 1. rewrite Rmult_assoc, Rinv_l by lra. lra.
Qed.
