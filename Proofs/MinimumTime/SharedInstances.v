(** * Instances of mobilities, certificates and shared budgets

    Concrete policies, group rules and prompts that meet the hypotheses of Mobilities.v,
    ProximalStep.v, FiniteGroupBound.v, SharedBudgets.v and SharedTargets.v.

    Results
      three_responses_mobilities == probabilities 1/4, 1/4, 1/2, of which the first succeeds: 7/128
        vanilla and 3/16 natural
      three_responses_keep_their_factor == 14/9 after every mirror step
      three_responses_proximal_step == with eta w = ln 3 the objective is ln (3/2), more than the
        (ln 3)/4 of the policy itself
      no_pair_rule_beats_reinforce == no rule for groups of two beats the weight 1 from 1/10 to 9/10
      reinforce_meets_its_certificate == the ratios of both Bernstein polynomials are D / B
      one_prompt_after_the_other == two prompts, a switch, and the time that they take
      one_and_two_prompts_on_a_straight_line == PI/3 and sqrt 2 PI/3 of the energy budget
      prompts_from_half_end_together == a best end of any number of prompts under the linear budget
      two_prompts_tie == two best ends for two prompts, at 1/2 twice and at 3/8 and 5/8
      two_prompts_share_the_energy == a best end under the energy budget *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein EffectiveWeights.EffectiveWeight.
From Counterweight Require Import Scores.ZeroMeanScore Scores.Softmax.
From Counterweight Require Import Baselines.ScoreMoments Baselines.TabularSoftmax.
From Counterweight Require Import MinimumTime.Definitions MinimumTime.CauchySchwarz.
From Counterweight Require Import MinimumTime.ClosedForms MinimumTime.MirrorStep.
From Counterweight Require Import MinimumTime.Mobilities MinimumTime.ProximalStep.
From Counterweight Require Import MinimumTime.FiniteGroupBound.
From Counterweight Require Import MinimumTime.SharedBudgets MinimumTime.SharedTargets.
Import ListNotations.

Open Scope R_scope.

(** ** Mobilities *)

Lemma three_responses_success_rate : success_rate three_responses (Nat.eqb 0) = / 4.
Proof. apply three_responses_optimal_baseline. Qed.

Example three_responses_mobilities :
  let rate := fun t => success_rate (tabular_softmax 3 three_responses_nonempty t) (Nat.eqb 0) in
  success_collision_probability three_responses 3 (Nat.eqb 0) = 1 /\
  failure_collision_probability three_responses 3 (Nat.eqb 0) = 5 / 9 /\
  squared_norm 3 (partial_derivative rate three_logits) = 7 / 128 /\
  sum_below 3 (fun i => indicator (Nat.eqb 0 i) * partial_derivative rate three_logits i) = 3 / 16.
Proof.
  intros rate. destruct three_responses_probability as (H0 & H1 & H2).
  assert (HG : success_collision_probability three_responses 3 (Nat.eqb 0) = 1).
  { unfold success_collision_probability. rewrite three_responses_success_rate.
    cbn [sum_below Nat.eqb indicator]. rewrite H0, H1, H2. field. }
  assert (HB : failure_collision_probability three_responses 3 (Nat.eqb 0) = 5 / 9).
  { unfold failure_collision_probability. rewrite three_responses_success_rate.
    cbn [sum_below Nat.eqb negb indicator]. rewrite H0, H1, H2. field. }
  split; [exact HG|]. split; [exact HB|]. split.
  - unfold rate. rewrite tabular_vanilla_mobility. fold three_responses.
    rewrite HG, HB, three_responses_success_rate. unfold mobility_of. field.
  - unfold rate. rewrite tabular_natural_mobility by apply tabular_natural_gradient_is_reward.
    fold three_responses. rewrite three_responses_success_rate. unfold mobility_of. field.
Qed.

Example three_responses_keep_their_factor (eta w : R) :
  let Q := mirror_step three_responses eta w (Nat.eqb 0) in
  squared_success_gradient Q 3 (Nat.eqb 0) (tabular_score Q) =
  14 / 9 * mobility_of vanilla (success_rate Q (Nat.eqb 0)).
Proof.
  intros Q. pose proof (exp_pos (eta * w)) as He.
  assert (HQ : 0 < success_rate Q (Nat.eqb 0) < 1).
  { unfold Q. rewrite success_rate_after_mirror_step, three_responses_success_rate.
    split; [apply Rdiv_lt_0_compat; lra|].
    apply (Rmult_lt_reg_r (/ 4 * exp (eta * w) + (1 - / 4))); [lra|].
    unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
  assert (H := vanilla_mobility_with_fixed_conditionals 3 (Nat.eqb 0) three_responses Q
    eq_refl eq_refl
    (fun y z _ _ => mirror_step_keeps_classes three_responses eta w (Nat.eqb 0) y z)).
  rewrite three_responses_success_rate in H. specialize (H ltac:(lra) HQ).
  rewrite (squared_success_gradient_by_class 3 three_responses) in H by reflexivity.
  destruct three_responses_mobilities as (HG & HB & _).
  rewrite HG, HB, three_responses_success_rate in H.
  assert (Hm : 0 < mobility_of vanilla (success_rate Q (Nat.eqb 0))).
  { unfold mobility_of. apply pow_lt, Rmult_lt_0_compat; lra. }
  apply (Rmult_eq_reg_r (/ mobility_of vanilla (success_rate Q (Nat.eqb 0))));
    [|apply Rgt_not_eq, Rinv_0_lt_compat, Hm].
  unfold Rdiv in H at 1. rewrite H. unfold mobility_of. field. lra.
Qed.

Example three_responses_proximal_step :
  proximal_objective three_responses (ln 3) 1 (Nat.eqb 0)
    (mirror_step three_responses (ln 3) 1 (Nat.eqb 0)) = ln (3 / 2) /\
  proximal_objective three_responses (ln 3) 1 (Nat.eqb 0) three_responses = ln 3 / 4.
Proof.
  split.
  - rewrite greatest_proximal_objective, three_responses_success_rate, Rmult_1_r, exp_ln by lra.
    f_equal. field.
  - unfold proximal_objective. rewrite kl_divergence_from_itself, expectation_scal.
    fold (success_rate three_responses (Nat.eqb 0)). rewrite three_responses_success_rate. field.
Qed.

(** ** Groups of two *)

Lemma pair_weight (A : advantage_rule) (x : R) :
  effective_weight 2 A x =
  (1 - x) * bernstein_coefficient A 0 + x * bernstein_coefficient A 1.
Proof. unfold effective_weight, bernstein. simpl. ring. Qed.

Lemma ln_nine_tenths : ln (9/10) - ln (1/10) = ln 9.
Proof.
  replace (9/10) with (9 * (1/10)) by field. rewrite ln_mult by lra. ring.
Qed.

(** int (u (1 - x) + v x) / (x (1 - x)) from 1/10 to 9/10 is (u + v) ln 9. *)
Lemma pair_integral (u v : R) :
  is_RInt (fun x => u / x + v / (1 - x)) (1/10) (9/10) ((u + v) * ln 9).
Proof.
  set (F := fun x : R => u * ln x - v * ln (1 - x)).
  replace ((u + v) * ln 9) with (F (9/10) - F (1/10)).
  - apply (is_RInt_derive F (fun x => u / x + v / (1 - x))); intros x Hx;
      rewrite Rmin_left, Rmax_right in Hx by lra.
    + unfold F. auto_derive; [lra|]. field. lra.
    + apply (ex_derive_continuous (fun x => u / x + v / (1 - x))). auto_derive. lra.
  - unfold F. replace (1 - 9/10) with (1/10) by field. replace (1 - 1/10) with (9/10) by field.
    rewrite <- ln_nine_tenths. ring.
Qed.

Lemma pair_budget (u v : R) :
  is_RInt (fun x => (1 - x) * u + x * v) (1/10) (9/10) (4/10 * (u + v)).
Proof.
  set (F := fun x : R => u * (x - x ^ 2 / 2) + v * (x ^ 2 / 2)).
  replace (4/10 * (u + v)) with (F (9/10) - F (1/10)) by (unfold F; field).
  apply (is_RInt_derive F (fun x => (1 - x) * u + x * v)); intros x Hx.
  - unfold F. auto_derive; [exact I|]. field.
  - apply (ex_derive_continuous (fun x => (1 - x) * u + x * v)). now auto_derive.
Qed.

Lemma pair_linearised_time (u v : R) :
  linearised_time (clock_cost regular) (mobility_of natural) reinforce_limit_weight
    (fun x => (1 - x) * u + x * v) (1/10) (9/10) = (u + v) * ln 9.
Proof.
  rewrite <- (is_RInt_unique _ _ _ _ (pair_integral u v)).
  apply RInt_ext_on; [lra|]. intros x Hx.
  unfold clock_cost, mobility_of, reinforce_limit_weight. field. lra.
Qed.

Lemma reinforce_time :
  time (clock_cost regular) (mobility_of natural) reinforce_limit_weight (1/10) (9/10) = 2 * ln 9.
Proof.
  rewrite <- (is_RInt_unique _ _ _ _ (pair_integral 1 1) : _ = 2 * ln 9).
  apply RInt_ext_on; [lra|]. intros x Hx.
  unfold clock_cost, mobility_of, reinforce_limit_weight. field. lra.
Qed.

Lemma ln_nine_positive : 0 < ln 9.
Proof. rewrite <- ln_1. apply ln_increasing; lra. Qed.

(** T B >= (8/5) ln 9, which is T B of the weight 1, for every rule for groups of two whose weight
    is positive on the range, whatever the signs of its coefficients. *)
Example no_pair_rule_beats_reinforce (A : advantage_rule) :
  continuous_positive_on (1/10) (9/10) (effective_weight 2 A) ->
  measured_time_product (clock_cost regular) (mobility_of natural) (fun _ => 1)
    (effective_weight 2 A) (1/10) (9/10) >= 8/5 * ln 9.
Proof.
  intros HA. pose proof ln_nine_positive as Hln.
  replace (8/5 * ln 9) with ((2 * ln 9) ^ 2 / (5/2 * ln 9)) by (field; lra).
  rewrite <- reinforce_time.
  apply (time_product_is_at_least_certificate (clock_cost regular) (mobility_of natural)
    (fun _ => 1)); [lra| | |apply one_is_continuous_positive|apply one_is_continuous_positive|
    exact HA|].
  - apply continuous_positive_inside_on; [lra|lra|].
    apply clock_cost_is_continuous_positive. discriminate.
  - apply continuous_positive_inside_on; [lra|lra|apply mobility_is_continuous_positive].
  - set (u := bernstein_coefficient A 0). set (v := bernstein_coefficient A 1).
    assert (HL := pair_linearised_time u v).
    assert (HB : measured_budget (fun _ => 1) (effective_weight 2 A) (1/10) (9/10) =
      4/10 * (u + v)).
    { rewrite measured_budget_one, <- (is_RInt_unique _ _ _ _ (pair_budget u v)).
      apply RInt_ext_on; [lra|]. intros x _. apply pair_weight. }
    rewrite HB. replace (5/2 * ln 9 * (4/10 * (u + v))) with ((u + v) * ln 9) by field.
    right. rewrite <- HL. apply RInt_ext_on; [lra|]. intros x _. now rewrite pair_weight.
Qed.

(** The hypotheses of the bound by Bernstein polynomials, for the candidate 1 and n = 2. *)
Example reinforce_meets_its_certificate (j : nat) : (j < 2)%nat ->
  linearised_time (clock_cost regular) (mobility_of natural) reinforce_limit_weight
    (bernstein (2 - 1) j) (1/10) (9/10) =
  5/2 * ln 9 * measured_budget (fun _ => 1) (bernstein (2 - 1) j) (1/10) (9/10).
Proof.
  intros Hj. rewrite measured_budget_one. unfold budget.
  assert (Hshape : exists u v, u + v = 1 /\ forall x, bernstein (2 - 1) j x = (1 - x) * u + x * v).
  { destruct j as [|[|j]]; [exists 1, 0|exists 0, 1|lia]; split; try lra; intros x;
      unfold bernstein; simpl; ring. }
  destruct Hshape as (u & v & Huv & Hshape).
  transitivity ((u + v) * ln 9).
  - rewrite <- pair_linearised_time. apply RInt_ext_on; [lra|]. intros x _. now rewrite Hshape.
  - rewrite (RInt_ext_on (bernstein (2 - 1) j) (fun x => (1 - x) * u + x * v))
      by first [lra|intros; apply Hshape].
    rewrite (is_RInt_unique _ _ _ _ (pair_budget u v)), Huv. field.
Qed.

(** ** Shared budgets *)

(** The first prompt gets all the work until the time 1, the second from then on. *)
Definition one_after_the_other_weight (i : nat) (t : R) : R :=
  match i with O => (1 - sign (t - 1)) / 2 | _ => (1 + sign (t - 1)) / 2 end.

(** Both start at 1/2; the log-odds are min(t, 1) and max(0, t - 1). *)
Definition one_after_the_other_log_odds (i : nat) (t : R) : R :=
  match i with O => (t + 1 - Rabs (t - 1)) / 2 | _ => (t - 1 + Rabs (t - 1)) / 2 end.

Lemma one_after_the_other_moves (i : nat) :
  moves_naturally 2 [1] (one_after_the_other_weight i)
    (fun t => logistic (one_after_the_other_log_odds i t)).
Proof.
  intros t _. split; [apply logistic_range|]. split.
  - apply (continuous_comp (one_after_the_other_log_odds i) logistic).
    + assert (Habs : continuous (fun t => Rabs (t - 1)) t).
      { apply (continuous_comp (fun t => t - 1) Rabs).
        - apply (ex_derive_continuous (fun t : R => t - 1)). now auto_derive.
        - apply continuity_pt_filterlim, Rcontinuity_abs. }
      destruct i as [|i]; unfold one_after_the_other_log_odds;
        apply (continuous_scal_l (K := R_AbsRing) (V := R_NormedModule) _ (/ 2)).
      * apply (continuous_minus (fun t => t + 1) (fun t => Rabs (t - 1))); [|exact Habs].
        apply (ex_derive_continuous (fun t : R => t + 1)). now auto_derive.
      * apply (continuous_plus (fun t => t - 1) (fun t => Rabs (t - 1))); [|exact Habs].
        apply (ex_derive_continuous (fun t : R => t - 1)). now auto_derive.
    + apply (ex_derive_continuous logistic). eexists. apply is_derive_logistic.
  - intros _ Hnot. assert (Ht : t - 1 <> 0) by (intros H; apply Hnot; left; lra).
    apply (is_derive_comp logistic (one_after_the_other_log_odds i)); [apply is_derive_logistic|].
    destruct i as [|i]; unfold one_after_the_other_log_odds, one_after_the_other_weight;
      (auto_derive; [auto|]); change (t + - (1)) with (t - 1); field.
Qed.

(** The time is 2, and each prompt has risen by log-odds of 1. *)
Example one_prompt_after_the_other :
  (forall t, sum_below 2 (fun i => one_after_the_other_weight i t) = 1) /\
  2 = sum_below 2 (fun i => log_odds (logistic (one_after_the_other_log_odds i 2))
    - log_odds (logistic (one_after_the_other_log_odds i 0))).
Proof.
  assert (Hsum : forall t, sum_below 2 (fun i => one_after_the_other_weight i t) = 1)
    by (intros t; unfold one_after_the_other_weight; simpl; field).
  split; [exact Hsum|].
  apply (linear_budget_time_is_log_odds 2 2 [1] one_after_the_other_weight
    (fun i t => logistic (one_after_the_other_log_odds i t))); [lra| |auto].
  intros i _. apply one_after_the_other_moves.
Qed.

Lemma angle_of_quarter : angle (1/4) = PI / 3.
Proof.
  unfold angle. replace (1/4) with (1/2 * (1/2)) by field. rewrite sqrt_square by lra.
  rewrite <- sin_PI6, asin_sin; [field|]. pose proof PI_RGT_0. lra.
Qed.

Lemma angle_of_three_quarters : angle (3/4) = 2 * (PI / 3).
Proof.
  unfold angle. f_equal. rewrite <- (asin_sin (PI / 3)) by (pose proof PI_RGT_0; lra).
  f_equal. rewrite sin_PI3, sqrt_div_alt by lra. f_equal.
  replace 4 with (2 * 2) by ring. apply sqrt_square. lra.
Qed.

(** One prompt from 1/4 to 3/4 takes PI/3 of the energy budget, and two take sqrt 2 times that. *)
Example one_and_two_prompts_on_a_straight_line :
  angle_distance 1 (fun _ => 1/4) (fun _ => 3/4) = PI / 3 /\
  angle_distance 2 (fun _ => 1/4) (fun _ => 3/4) = sqrt 2 * (PI / 3).
Proof.
  pose proof PI_RGT_0 as Hpi. unfold angle_distance. cbn [sum_below].
  rewrite angle_of_quarter, angle_of_three_quarters. split.
  - rewrite <- (sqrt_square (PI / 3)) by lra. f_equal. rewrite sqrt_square by lra. ring.
  - transitivity (sqrt (2 * (PI / 3 * (PI / 3)))); [f_equal; ring|].
    rewrite sqrt_mult_alt by lra. now rewrite sqrt_square by lra.
Qed.

(** Log-odds lie above their tangent at 3/4, from 1/2 on. *)
Lemma log_odds_above_tangent (z : R) : 1/2 <= z < 1 ->
  log_odds (3/4) + 16/3 * (z - 3/4) <= log_odds z.
Proof.
  intros Hz.
  destruct (MVT_gen log_odds (3/4) z uniform_r_limit_weight) as [xi [Hxi E]].
  - intros u Hu. apply is_derive_log_odds. unfold Rmin, Rmax in Hu. destruct Rle_dec; lra.
  - intros u Hu. apply continuity_pt_filterlim, (ex_derive_continuous log_odds).
    eexists. apply is_derive_log_odds. unfold Rmin, Rmax in Hu. destruct Rle_dec; lra.
  - assert (Hrange : 1/2 <= xi < 1) by (unfold Rmin, Rmax in Hxi; destruct Rle_dec; lra).
    assert (Hm : 0 < xi * (1 - xi)) by nra.
    assert (Hw : uniform_r_limit_weight xi * (xi * (1 - xi)) = 1)
      by (unfold uniform_r_limit_weight; field; lra).
    assert (Hsame : 0 <= (xi - 3/4) * (z - 3/4))
      by (unfold Rmin, Rmax in Hxi; destruct Rle_dec; nra).
    enough (0 <= (uniform_r_limit_weight xi - 16/3) * (z - 3/4)) by lra.
    apply (Rmult_le_reg_r (xi * (1 - xi))); [exact Hm|].
    replace ((uniform_r_limit_weight xi - 16/3) * (z - 3/4) * (xi * (1 - xi)))
      with ((uniform_r_limit_weight xi * (xi * (1 - xi)) - 16/3 * (xi * (1 - xi))) * (z - 3/4))
      by ring.
    rewrite Hw. replace ((1 - 16/3 * (xi * (1 - xi))) * (z - 3/4))
      with ((xi - 3/4) * (z - 3/4) * (16/3 * (xi - 1/4))) by field.
    rewrite Rmult_0_l. apply Rmult_le_pos; lra.
Qed.

(** Any number of prompts, from 1/2 to a mean of 3/4 under the linear budget: all end there. *)
Example prompts_from_half_end_together (N : nat) :
  best_end N (fun _ z => 1/2 <= z < 1) (linear_cost (fun _ => 1/2)) (fun _ => 3/4).
Proof.
  split; [intros; lra|]. intros z Hz Hsum. unfold linear_cost. rewrite !sum_below_minus.
  enough (sum_below N (fun _ => log_odds (3/4)) <= sum_below N (fun k => log_odds (z k))) by lra.
  apply Rle_trans with (sum_below N (fun k => log_odds (3/4) + 16/3 * (z k - 3/4))).
  - rewrite sum_below_plus, sum_below_scal, sum_below_minus, Hsum. lra.
  - apply sum_below_le. intros k Hk. now apply log_odds_above_tangent, Hz.
Qed.

(** Two prompts from 1/4 to a mean of 1/2: 3/8 and 5/8 are as good an end as 1/2 twice. *)
Example two_prompts_tie :
  best_end 2 (fun _ z => 1/4 <= z < 1) (linear_cost (fun _ => 1/4))
    (fun i => match i with O => 3/8 | _ => 5/8 end) /\
  best_end 2 (fun _ z => 1/4 <= z < 1) (linear_cost (fun _ => 1/4)) (fun _ => 1/2).
Proof.
  assert (Hbest : best_end 2 (fun _ z => 1/4 <= z < 1) (linear_cost (fun _ => 1/4))
    (fun i => match i with O => 3/8 | _ => 5/8 end)).
  { split; [intros [|k] _; lra|]. intros z Hz Hsum. unfold linear_cost.
    pose proof (Hz 0%nat ltac:(lia)). pose proof (Hz 1%nat ltac:(lia)). cbn [sum_below] in *.
    replace (z 1%nat) with (1 - z 0%nat) by lra. replace (5/8) with (1 - 3/8) by lra.
    rewrite !log_odds_of_complement by lra. lra. }
  split; [exact Hbest|].
  assert (H := complementary_ends_tie 2 (fun _ => 1/4) _ 0 1 (1/8) ltac:(intros; lra) Hbest
    ltac:(lia) ltac:(lia) ltac:(lia) ltac:(lra) ltac:(lra) ltac:(lra)).
  split; [intros; lra|]. intros z Hz Hsum. destruct H as [_ H]. specialize (H z Hz).
  cbn [sum_below exchange Nat.eqb indicator] in *. unfold exchange in H. cbn in H.
  replace (3/8 + 1 * (1/8) - 0 * (1/8)) with (1/2) in H by lra.
  replace (5/8 + 0 * (1/8) - 1 * (1/8)) with (1/2) in H by lra. apply H. lra.
Qed.

Lemma angle_of_half : angle (1/2) = PI / 2.
Proof.
  unfold angle. replace (sqrt (1/2)) with (sin (PI / 4)).
  - rewrite asin_sin; [field|]. pose proof PI_RGT_0. lra.
  - now rewrite sin_PI4, sqrt_div_alt, sqrt_1 by lra.
Qed.

Definition energy_slope : R := 4 * PI / (3 * sqrt 3).

Lemma energy_slope_range : 0 < energy_slope < 4.
Proof.
  pose proof PI_RGT_0. pose proof PI_4. assert (Hroot : 3/2 < sqrt 3).
  { rewrite <- (sqrt_square (3/2)) by lra. apply sqrt_lt_1; lra. }
  unfold energy_slope. split; [apply Rdiv_lt_0_compat; lra|].
  apply (Rmult_lt_reg_r (3 * sqrt 3)); [lra|].
  unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra.
Qed.

(** The cost of an end, from 1/2, lies above its tangent at 3/4. *)
Lemma energy_cost_above_tangent (z : R) : 0 < z < 1 ->
  (angle (3/4) - angle (1/2)) ^ 2 + energy_slope * (z - 3/4) <= (angle z - angle (1/2)) ^ 2.
Proof.
  intros Hz. pose proof energy_slope_range as Hk. set (k := energy_slope) in *.
  set (g := fun u : R => (u - PI / 2) ^ 2 - k * sin (u / 2) ^ 2).
  set (dg := fun u : R => 2 * (u - PI / 2) - k * (sin u / 2)).
  set (ddg := fun u : R => 2 - k * (cos u / 2)).
  assert (Dg : forall u, is_derive g u (dg u)).
  { intros u. unfold g, dg, Rdiv. auto_derive; [exact I|].
    replace (sin u) with (sin (2 * (u * / 2))) by (f_equal; field). rewrite sin_2a. field. }
  assert (Ddg : forall u, is_derive dg u (ddg u)).
  { intros u. unfold dg, ddg, Rdiv. auto_derive; [exact I|]. ring. }
  set (u0 := angle (3/4)).
  assert (H0 : dg u0 = 0).
  { unfold dg, u0, k, energy_slope. rewrite angle_of_three_quarters, sin_2a, sin_PI3, cos_PI3.
    assert (0 < sqrt 3) by (apply sqrt_lt_R0; lra). field. lra. }
  assert (Hcontinuity : forall f df, (forall u, is_derive f u (df u)) -> forall u,
    continuity_pt f u).
  { intros f df D u. apply continuity_pt_filterlim, (ex_derive_continuous f). eexists. apply D. }
  destruct (MVT_gen g u0 (angle z) dg) as [xi [Hxi E1]]; [auto|eauto|].
  destruct (MVT_gen dg u0 xi ddg) as [eta [_ E2]]; [auto|eauto|].
  rewrite H0 in E2. rewrite Rminus_0_r in E2. rewrite E2 in E1.
  assert (Heta : 0 < ddg eta) by (unfold ddg; pose proof (COS_bound eta); nra).
  assert (Hsame : 0 <= (xi - u0) * (angle z - u0)).
  { unfold Rmin, Rmax in Hxi. destruct (Rle_dec u0 (angle z)); [apply Rmult_le_pos; lra|nra]. }
  assert (Hge : 0 <= g (angle z) - g u0) by (rewrite E1, Rmult_assoc; apply Rmult_le_pos; lra).
  unfold g, u0 in Hge. rewrite !rate_of_angle in Hge by lra.
  rewrite angle_of_half. unfold u0. lra.
Qed.

(** Two prompts from 1/2 to a mean of 3/4 under the energy budget: both should end at 3/4, with
    mu = PI / (3 sqrt 3). *)
Example two_prompts_share_the_energy :
  best_end 2 (fun _ z => 0 < z < 1) (energy_cost (fun _ => 1/2)) (fun _ => 3/4) /\
  angle (3/4) - angle (1/2) = PI / (3 * sqrt 3) * sin (angle (3/4)).
Proof.
  split.
  - split; [intros; lra|]. intros z Hz Hsum. unfold energy_cost. cbn [sum_below] in *.
    pose proof (energy_cost_above_tangent _ (Hz 0%nat ltac:(lia))).
    pose proof (energy_cost_above_tangent _ (Hz 1%nat ltac:(lia))). nra.
  - rewrite angle_of_half, angle_of_three_quarters, sin_2a, sin_PI3, cos_PI3.
    assert (0 < sqrt 3) by (apply sqrt_lt_R0; lra). field. lra.
Qed.
