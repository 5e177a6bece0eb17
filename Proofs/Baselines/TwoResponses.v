(** * Two responses

    One response that succeeds and one that fails, with a free logit each (result 1.4 of
    docs/theory.md). The optimal baseline is the failure rate, and it leaves no variance at all:
    (r - b* ) s is the same vector for both responses. The mean is worse than no baseline for
    rho > 2/3. The last example looks at a single logit, with one coordinate of the score.

    Results
      two_responses_optimal_baseline == b* = 1 - rho for 0 < rho < 1
      two_responses_gradient_is_constant == (r - (1 - rho)) s = rho (1 - rho) (1, -1)
      two_responses_minimum_variance == V(1 - rho) = 0 and V(b* ) = 0
      two_responses_mean_baseline_excess == V(rho) - V(b* ) = (2 rho - 1)^2 2 rho (1 - rho)
      two_responses_mean_baseline_against_none == V(rho) - V(0) = 2 rho^2 (1 - rho) (3 rho - 2)
      two_responses_mean_baseline_is_worse_than_none == V(0) < V(rho) iff rho > 2/3, for rho < 1
      two_response_softmax_without_variance == V(1 - rho) = 0 for the softmax policy itself *)

From Coq Require Import Reals List Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import EffectiveWeights.EffectiveWeight.
From Counterweight Require Import Scores.ZeroMeanScore Scores.Softmax.
From Counterweight Require Import Baselines.ScoreMoments Baselines.OptimalBaseline.
From Counterweight Require Import Baselines.TabularSoftmax.
Import ListNotations.
Open Scope R_scope.

Section TwoResponses.

  Context (P : distribution nat) (r : nat -> bool).
  Hypothesis two_responses : support P = seq 0 2.
  Hypothesis first_succeeds : r 0%nat = true.
  Hypothesis second_fails : r 1%nat = false.

  Lemma two_responses_probability :
    probability P 0%nat = success_rate P r /\ probability P 1%nat = 1 - success_rate P r.
  Proof.
    pose proof (probability_total_below 2 P two_responses) as Htotal. cbn [sum_below] in Htotal.
    assert (Hrho : success_rate P r = probability P 0%nat).
    { unfold success_rate. rewrite (expectation_below 2 P two_responses). cbn [sum_below].
      rewrite first_succeeds, second_fails. cbn [indicator]. ring. }
    lra.
  Qed.

  Lemma two_responses_zero_mean (i : nat) : (i < 2)%nat ->
    expectation P (fun y => tabular_score P y i) = 0.
  Proof. apply (tabular_score_has_mean_zero 2 P two_responses). Qed.

  Lemma two_responses_collision :
    collision_probability P 2%nat = 1 - 2 * success_rate P r * (1 - success_rate P r).
  Proof.
    destruct two_responses_probability as [H0 H1].
    unfold collision_probability. cbn [sum_below]. rewrite H0, H1. ring.
  Qed.

  Lemma two_responses_mean_squared_score :
    mean_squared_score P 2 (tabular_score P) = 2 * success_rate P r * (1 - success_rate P r).
  Proof.
    rewrite tabular_mean_squared_score by exact two_responses.
    rewrite two_responses_collision. ring.
  Qed.

  (** Result 1.4: b* = 1 - rho for 0 < rho < 1. *)
  Theorem two_responses_optimal_baseline : 0 < success_rate P r < 1 ->
    optimal_baseline P 2 r (tabular_score P) = 1 - success_rate P r.
  Proof.
    intros Hrho. rewrite tabular_optimal_baseline by exact two_responses.
    rewrite two_responses_collision. cbn [sum_below]. rewrite first_succeeds, second_fails.
    destruct two_responses_probability as [-> ->]. cbn [indicator]. field.
    assert (0 < success_rate P r * (1 - success_rate P r)) by nra. lra.
  Qed.

  (** Result 1.4: (r - (1 - rho)) s is the vector rho (1 - rho) (1, -1) for both responses. *)
  Theorem two_responses_gradient_is_constant (y : nat) : (y < 2)%nat ->
    (indicator (r y) - (1 - success_rate P r)) * tabular_score P y 0
      = success_rate P r * (1 - success_rate P r) /\
    (indicator (r y) - (1 - success_rate P r)) * tabular_score P y 1
      = - (success_rate P r * (1 - success_rate P r)).
  Proof.
    intros Hy. destruct two_responses_probability as [H0 H1]. unfold tabular_score.
    rewrite H0, H1. destruct y as [|[|y]]; [rewrite first_succeeds|rewrite second_fails|lia];
      cbn [indicator Nat.eqb]; split; ring.
  Qed.

  (** Result 1.4: V(1 - rho) = 0 and V(b* ) = 0. *)
  Theorem two_responses_minimum_variance :
    rollout_variance P 2 r (tabular_score P) (1 - success_rate P r) = 0 /\
    rollout_variance P 2 r (tabular_score P) (optimal_baseline P 2 r (tabular_score P)) = 0.
  Proof.
    assert (H : rollout_variance P 2 r (tabular_score P) (1 - success_rate P r) = 0).
    { assert (Hconst : forall c (f : nat -> R), (forall y, (y < 2)%nat -> f y = c) ->
        variance P f = 0).
      { intros c f Hf.
        assert (Hin : forall y, In y (support P) -> f y = c).
        { intros y Hy. apply Hf. rewrite two_responses in Hy. apply in_seq in Hy. lia. }
        rewrite variance_second_moment, (expectation_ext_in P f (fun _ => c)) by exact Hin.
        rewrite (expectation_ext_in P _ (fun _ => c ^ 2)) by (intros; now rewrite Hin).
        rewrite !expectation_const. ring. }
      unfold rollout_variance, trace_variance. cbn [sum_below].
      rewrite (Hconst (success_rate P r * (1 - success_rate P r)))
        by (intros y Hy; apply (two_responses_gradient_is_constant y Hy)).
      rewrite (Hconst (- (success_rate P r * (1 - success_rate P r))))
        by (intros y Hy; apply (two_responses_gradient_is_constant y Hy)). ring. }
    split; [exact H|]. apply Rle_antisym.
    - rewrite <- H. apply optimal_baseline_minimises_variance, two_responses_zero_mean.
    - apply sum_below_nonneg. intros. apply variance_nonneg.
  Qed.

  (** Result 1.4: V(rho) - V(b* ) = (2 rho - 1)^2 2 rho (1 - rho), also at rho = 0 and rho = 1. *)
  Theorem two_responses_mean_baseline_excess :
    rollout_variance P 2 r (tabular_score P) (success_rate P r)
    - rollout_variance P 2 r (tabular_score P) (optimal_baseline P 2 r (tabular_score P)) =
    (2 * success_rate P r - 1) ^ 2 * (2 * success_rate P r * (1 - success_rate P r)).
  Proof.
    destruct two_responses_minimum_variance as [Hnone ->]. rewrite <- Hnone.
    rewrite !variance_under_baseline by exact two_responses_zero_mean.
    rewrite !(expectation_below 2 P two_responses). cbn [sum_below].
    rewrite !tabular_squared_score, two_responses_collision by lia.
    rewrite first_succeeds, second_fails. destruct two_responses_probability as [-> ->].
    cbn [indicator]. ring.
  Qed.

  (** Result 1.4: V(rho) - V(0) = 2 rho^2 (1 - rho) (3 rho - 2), also at rho = 0 and rho = 1. *)
  Theorem two_responses_mean_baseline_against_none :
    rollout_variance P 2 r (tabular_score P) (success_rate P r)
    - rollout_variance P 2 r (tabular_score P) 0 =
    2 * success_rate P r ^ 2 * (1 - success_rate P r) * (3 * success_rate P r - 2).
  Proof.
    rewrite !variance_under_baseline by exact two_responses_zero_mean.
    rewrite !(expectation_below 2 P two_responses). cbn [sum_below].
    rewrite !tabular_squared_score, two_responses_collision by lia.
    rewrite first_succeeds, second_fails. destruct two_responses_probability as [-> ->].
    cbn [indicator]. ring.
  Qed.

  (** Result 1.4: V(0) < V(rho) exactly for rho > 2/3 (where rho < 1; at rho = 1 they are equal). *)
  Theorem two_responses_mean_baseline_is_worse_than_none : success_rate P r < 1 ->
    rollout_variance P 2 r (tabular_score P) 0
    < rollout_variance P 2 r (tabular_score P) (success_rate P r) <->
    2 / 3 < success_rate P r.
  Proof.
    intros Hone. pose proof two_responses_mean_baseline_against_none.
    destruct (proj1 (success_rate_range P r)) as [Hpos|<-]; [|split; lra].
    assert (0 < 2 * success_rate P r ^ 2 * (1 - success_rate P r)).
    { repeat apply Rmult_lt_0_compat; try lra; apply pow_lt; lra. }
    split; intros; nra.
  Qed.

End TwoResponses.

(** Result 1.4 for the policy itself: for all logits of a softmax of two responses, of which the
    first succeeds, 0 < rho < 1 and the baseline 1 - rho leaves no variance. *)
Theorem two_response_softmax_without_variance (nonempty : seq 0 2 <> []) (theta : nat -> R) :
  0 < success_rate (tabular_softmax 2 nonempty theta) (Nat.eqb 0) < 1 /\
  rollout_variance (tabular_softmax 2 nonempty theta) 2 (Nat.eqb 0)
    (score_vector (tabular_softmax 2 nonempty) theta)
    (1 - success_rate (tabular_softmax 2 nonempty theta) (Nat.eqb 0)) = 0.
Proof.
  set (P := tabular_softmax 2 nonempty theta).
  destruct (two_responses_probability P (Nat.eqb 0) eq_refl eq_refl eq_refl) as [H0 H1].
  assert (Hpositive : forall y, 0 < probability P y)
    by (intros y; apply (softmax_probability_positive (seq 0 2) nonempty)).
  pose proof (Hpositive 0%nat). pose proof (Hpositive 1%nat). split; [lra|].
  rewrite (rollout_variance_ext P 2 _ _ (tabular_score P)).
  - apply (two_responses_minimum_variance P (Nat.eqb 0)); reflexivity.
  - intros y i Hy Hi. apply in_seq in Hy. apply tabular_softmax_score; lia.
Qed.

(** Instances: logits ln 3 and 0, so that rho = 3/4 and the mean is worse than no baseline. *)
Definition two_logits (x : R) (y : nat) : R := if Nat.eqb y 0 then x else 0.

Lemma two_responses_nonempty : seq 0 2 <> [].
Proof. discriminate. Qed.

Definition two_response_policy (x : R) : distribution nat :=
  tabular_softmax 2 two_responses_nonempty (two_logits x).

Lemma two_response_policy_success_rate (odds : R) : 0 < odds ->
  success_rate (two_response_policy (ln odds)) (Nat.eqb 0) = odds / (odds + 1).
Proof.
  intros Hpos. set (P := two_response_policy (ln odds)).
  rewrite <- (proj1 (two_responses_probability P (Nat.eqb 0) eq_refl eq_refl eq_refl)).
  unfold P, two_response_policy, tabular_softmax. cbn [probability softmax].
  unfold softmax_probability, partition_function, two_logits. cbn [sum seq Nat.eqb].
  rewrite exp_0, exp_ln by lra. now rewrite Rplus_0_r.
Qed.

Example two_responses_at_three_quarters :
  let P := two_response_policy (ln 3) in
  success_rate P (Nat.eqb 0) = 3 / 4 /\
  optimal_baseline P 2 (Nat.eqb 0) (tabular_score P) = / 4 /\
  rollout_variance P 2 (Nat.eqb 0) (tabular_score P) 0
  < rollout_variance P 2 (Nat.eqb 0) (tabular_score P) (success_rate P (Nat.eqb 0)).
Proof.
  intros P.
  assert (Hrho : success_rate P (Nat.eqb 0) = 3 / 4).
  { unfold P. rewrite two_response_policy_success_rate by lra. lra. }
  split; [exact Hrho|split].
  - rewrite two_responses_optimal_baseline by (reflexivity || lra). lra.
  - apply two_responses_mean_baseline_is_worse_than_none; reflexivity || lra.
Qed.

(** b* against rho: above it at rho = 1/4, where the success has the larger score, equal to it at
    rho = 1/2 and below it at rho = 3/4. *)
Example two_responses_optimal_baseline_against_mean :
  let squared_score P y := squared_norm 2 (tabular_score P y) in
  let rare := two_response_policy (ln (/ 3)) in
  let even := two_response_policy (ln 1) in
  let frequent := two_response_policy (ln 3) in
  failure_mean rare (Nat.eqb 0) (squared_score rare)
    < success_mean rare (Nat.eqb 0) (squared_score rare) /\
  success_mean even (Nat.eqb 0) (squared_score even)
    = failure_mean even (Nat.eqb 0) (squared_score even) /\
  success_mean frequent (Nat.eqb 0) (squared_score frequent)
    < failure_mean frequent (Nat.eqb 0) (squared_score frequent).
Proof.
  assert (H : forall odds rho, 0 < odds -> rho = odds / (odds + 1) -> 0 < rho < 1 ->
    let P := two_response_policy (ln odds) in
    success_rate P (Nat.eqb 0) = rho /\ 0 < mean_squared_score P 2 (tabular_score P) /\
    optimal_baseline P 2 (Nat.eqb 0) (tabular_score P) = 1 - rho).
  { intros odds rho Hodds Hrho Hrange P.
    assert (HP : success_rate P (Nat.eqb 0) = rho)
      by (rewrite Hrho; now apply two_response_policy_success_rate).
    rewrite (two_responses_mean_squared_score P (Nat.eqb 0)), two_responses_optimal_baseline, HP
      by (reflexivity || (rewrite HP; exact Hrange)).
    repeat split. nra. }
  intros squared_score rare even frequent. unfold squared_score. repeat split.
  - destruct (H (/ 3) (/ 4)) as (Hrho & Henergy & Hbest); try lra.
    apply optimal_baseline_above_success_rate; fold rare in Hrho, Henergy, Hbest; lra.
  - destruct (H 1 (/ 2)) as (Hrho & Henergy & Hbest); try lra.
    apply optimal_baseline_equals_success_rate; fold even in Hrho, Henergy, Hbest; lra.
  - destruct (H 3 (3 / 4)) as (Hrho & Henergy & Hbest); try lra.
    apply optimal_baseline_below_success_rate; fold frequent in Hrho, Henergy, Hbest; lra.
Qed.

(** One parameter: a sigmoid has b* = 1 - rho, and its variance is (b - b* )^2 rho (1 - rho), which
    is 0 for b = b* and for no other b. *)
Example sigmoid_variance_under_baseline (x b : R) :
  let P := sigmoid_policy x in
  let rho := success_rate P (fun a => a) in
  weighted_baseline P (fun y => score sigmoid_policy x y ^ 2) (fun a => a) = 1 - rho /\
  variance P (fun y => (indicator y - b) * score sigmoid_policy x y) =
    (b - (1 - rho)) ^ 2 * (rho * (1 - rho)) /\
  (variance P (fun y => (indicator y - b) * score sigmoid_policy x y) = 0 <-> b = 1 - rho).
Proof.
  intros P rho.
  assert (Hrho : 0 < rho < 1).
  { pose proof (softmax_probability_positive [true; false] sigmoid_responses_nonempty
      (sigmoid_logit x)) as Hpositive.
    pose proof (softmax_probability_total [true; false] sigmoid_responses_nonempty
      (sigmoid_logit x)) as Htotal. cbn [sum] in Htotal.
    pose proof (Hpositive true). pose proof (Hpositive false).
    replace rho with (softmax_probability [true; false] (sigmoid_logit x) true); [lra|].
    unfold rho, success_rate, expectation, P, sigmoid_policy.
    cbn [support probability softmax sum indicator]. ring. }
  assert (Hmean : forall c d,
    expectation P (fun a : bool => if a then c else d) = rho * c + (1 - rho) * d).
  { intros c d. unfold rho. rewrite <- (failure_rate P (fun a => a)). unfold success_rate.
    rewrite <- !expectation_scal_r, <- expectation_plus. apply expectation_ext.
    intros []; cbn [indicator negb]; ring. }
  assert (Hsquare : expectation P (fun y => score sigmoid_policy x y ^ 2) = rho * (1 - rho)).
  { rewrite (expectation_ext _ _ (fun a : bool => if a then (1 - rho) ^ 2 else (- rho) ^ 2)).
    - rewrite Hmean. ring.
    - intros a. rewrite sigmoid_score. fold P rho. destruct a; cbn [indicator]; ring. }
  assert (Hbest : weighted_baseline P (fun y => score sigmoid_policy x y ^ 2) (fun a => a) =
    1 - rho).
  { unfold weighted_baseline. rewrite Hsquare.
    rewrite (expectation_ext _ _ (fun a : bool => if a then (1 - rho) ^ 2 else 0)).
    - rewrite Hmean. field. lra.
    - intros a. rewrite sigmoid_score. fold P rho. destruct a; cbn [indicator]; ring. }
  pose proof (sigmoid_expected_score_is_zero x) as Hzero.
  assert (Hgradient : success_gradient P (fun a => a) (score sigmoid_policy x) = rho * (1 - rho)).
  { unfold success_gradient.
    rewrite (expectation_ext _ _ (fun a : bool => if a then 1 - rho else 0)).
    - rewrite Hmean. ring.
    - intros a. rewrite sigmoid_score. fold P rho. destruct a; cbn [indicator]; ring. }
  pose proof (scalar_minimum_variance P (fun a => a) _ Hzero) as Hminimum.
  pose proof (scalar_excess_variance_is_squared_distance P (fun a => a) _ Hzero b) as Hexcess.
  pose proof (scalar_optimal_baseline_is_unique P (fun a => a) _ Hzero b) as Hunique.
  rewrite Hbest, Hsquare, ?Hgradient in *.
  assert (Hnone : rho * (1 - rho) * (1 - rho) * (1 - (1 - rho)) - (rho * (1 - rho)) ^ 2 = 0)
    by ring.
  rewrite Hnone in Hminimum. rewrite Hminimum in Hexcess, Hunique.
  split; [reflexivity|split; [lra|]]. apply Hunique. nra.
Qed.
