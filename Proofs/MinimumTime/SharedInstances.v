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
      two_prompts_on_a_straight_line == the energy budget
      two_prompts_end_together == a best end under the linear budget
      one_prompt_has_a_best_end == a best end under the energy budget *)

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
    eq_refl eq_refl (mirror_step_keeps_classes three_responses eta w (Nat.eqb 0))).
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

(** The first prompt gets all the work until 1, the second from then on. *)
Definition first_then_second_weight (i : nat) (t : R) : R :=
  if Rlt_dec t 1 then indicator (Nat.eqb i 0) else indicator (Nat.eqb i 1).

Definition first_then_second_rate (i : nat) (t : R) : R :=
  logistic (match i with O => Rmin t 1 | _ => Rmax 0 (t - 1) end).

Lemma logistic_is_continuous (z : R) : continuous logistic z.
Proof. apply (ex_derive_continuous logistic). eexists. apply is_derive_logistic. Qed.

Lemma first_then_second_moves (i : nat) : (i < 2)%nat ->
  moves_naturally 2 [1] (first_then_second_weight i) (first_then_second_rate i).
Proof.
  intros Hi t Ht. split; [apply logistic_range|]. split.
  - apply (continuous_comp (fun t => match i with O => Rmin t 1 | _ => Rmax 0 (t - 1) end) logistic);
      [|apply logistic_is_continuous].
    admit.
  - admit.
Admitted.
