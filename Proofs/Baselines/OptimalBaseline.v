(** * The optimal baseline

    One response gives the gradient estimate (r - b) s. Its mean does not depend on the baseline b,
    and its variance, the trace of the covariance, is a parabola in b (results 1.1, 1.2 and 1.3 of
    docs/theory.md). Everything holds for any finite distribution of responses and any vectors s
    of mean zero; that scores are such vectors is shown in Scores/ZeroMeanScore.v.

    Definitions are in ScoreMoments.v. Where E|s|^2 = 0, b* is 0 by definition, and every baseline
    has the variance 0. Instances are in TabularSoftmax.v and TwoResponses.v.

    Results
      baseline_keeps_mean            == E[(r - b) s] = grad rho for every b
      variance_under_baseline        == V(b) = E[(r - b)^2 |s|^2] - |grad rho|^2
      variance_is_parabola_in_baseline == V(b) = E|s|^2 (b* - 2 b b* + b^2) - |grad rho|^2
      excess_variance_is_squared_distance == V(b) - V(b* ) = (b - b* )^2 E|s|^2
      optimal_baseline_minimises_variance == V(b* ) <= V(b)
      optimal_baseline_is_unique     == V(b) = V(b* ) only for b = b*, if E|s|^2 > 0
      minimum_variance               == V(b* ) = E|s|^2 b* (1 - b* ) - |grad rho|^2
      variance_without_successes, variance_without_failures, variance_without_score == the edges
        rho = 0, rho = 1 and E|s|^2 = 0
      optimal_baseline_by_classes    == b* = rho E+ / (rho E+ + (1 - rho) E-), if E|s|^2 > 0 and
        0 < rho < 1
      optimal_baseline_above_success_rate, optimal_baseline_below_success_rate,
      optimal_baseline_equals_success_rate == b* > rho iff E+ > E-; the same for < and =
      zero_baseline_beats_mean_baseline == using none, b = 0, is better than the mean:
        V(0) < V(rho) iff b* < rho / 2
      scalar_variance_under_baseline, scalar_excess_variance_is_squared_distance,
      scalar_optimal_baseline_minimises_variance, scalar_optimal_baseline_is_unique,
      scalar_minimum_variance == the same for one coordinate and its variance *)

From Coq Require Import Reals List Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import EffectiveWeights.EffectiveWeight Baselines.ScoreMoments.
Import ListNotations.
Open Scope R_scope.

Section OptimalBaseline.

  Context {Y : Type} (P : distribution Y) (d : nat) (r : Y -> bool) (s : Y -> nat -> R).
  Hypothesis score_has_mean_zero :
    forall i, (i < d)%nat -> expectation P (fun y => s y i) = 0.

  (** Result 1.1: the mean of (r - b) s is grad rho for every b. *)
  Theorem baseline_keeps_mean (b : R) (i : nat) : (i < d)%nat ->
    expectation P (fun y => (indicator (r y) - b) * s y i) =
    success_gradient P r (fun y => s y i).
  Proof.
    intros Hi. unfold success_gradient.
    rewrite (expectation_ext P _ (fun y => indicator (r y) * s y i - b * s y i))
      by (intros; ring).
    rewrite expectation_minus, expectation_scal, score_has_mean_zero by exact Hi. ring.
  Qed.

  (** Result 1.1: V(b) = E[(r - b)^2 |s|^2] - |grad rho|^2. *)
  Theorem variance_under_baseline (b : R) :
    rollout_variance P d r s b =
    expectation P (fun y => (indicator (r y) - b) ^ 2 * squared_norm d (s y))
    - squared_success_gradient P d r s.
  Proof.
    unfold rollout_variance, trace_variance, squared_success_gradient, squared_norm.
    rewrite (sum_below_ext _ _ (fun i =>
      expectation P (fun y => (indicator (r y) - b) ^ 2 * s y i ^ 2)
      - success_gradient P r (fun y => s y i) ^ 2)).
    - rewrite sum_below_minus, <- expectation_sum_below. f_equal. apply expectation_ext. intros y.
      apply sum_below_scal.
    - intros i Hi. rewrite variance_second_moment, baseline_keeps_mean by exact Hi. f_equal.
      apply expectation_ext. intros y. ring.
  Qed.

  (** Result 1.1 with r^2 = r: V(b) = E|s|^2 (b* - 2 b b* + b^2) - |grad rho|^2. *)
  Theorem variance_is_parabola_in_baseline (b : R) :
    rollout_variance P d r s b =
    mean_squared_score P d s
      * (optimal_baseline P d r s - 2 * b * optimal_baseline P d r s + b ^ 2)
    - squared_success_gradient P d r s.
  Proof.
    rewrite variance_under_baseline. f_equal.
    rewrite (expectation_ext _ _ (fun y =>
      (1 - 2 * b) * (indicator (r y) * squared_norm d (s y)) + b ^ 2 * squared_norm d (s y)))
      by (intros y; destruct (r y); cbn [indicator]; ring).
    rewrite expectation_plus, !expectation_scal, <- weighted_baseline_times_weight
      by (intros; apply squared_norm_nonneg).
    fold (mean_squared_score P d s) (optimal_baseline P d r s). ring.
  Qed.

  (** Result 1.2: V(b) - V(b* ) = (b - b* )^2 E|s|^2. *)
  Theorem excess_variance_is_squared_distance (b : R) :
    rollout_variance P d r s b - rollout_variance P d r s (optimal_baseline P d r s) =
    (b - optimal_baseline P d r s) ^ 2 * mean_squared_score P d s.
  Proof. rewrite !variance_is_parabola_in_baseline. ring. Qed.

  (** Result 1.2: V(b* ) <= V(b) for every b. *)
  Theorem optimal_baseline_minimises_variance (b : R) :
    rollout_variance P d r s (optimal_baseline P d r s) <= rollout_variance P d r s b.
  Proof.
    pose proof (excess_variance_is_squared_distance b).
    pose proof (mean_squared_score_nonneg P d s).
    pose proof (pow2_ge_0 (b - optimal_baseline P d r s)). nra.
  Qed.

  (** Result 1.2: if E|s|^2 > 0, then V(b) = V(b* ) only for b = b*. *)
  Theorem optimal_baseline_is_unique (b : R) : 0 < mean_squared_score P d s ->
    rollout_variance P d r s b = rollout_variance P d r s (optimal_baseline P d r s) <->
    b = optimal_baseline P d r s.
  Proof.
    intros Hpos. split; [|now intros <-]. intros H.
    pose proof (excess_variance_is_squared_distance b) as Hexcess.
    apply Rminus_diag_uniq, Rsqr_0_uniq. unfold Rsqr. nra.
  Qed.

  (** Result 1.2: V(b* ) = E|s|^2 b* (1 - b* ) - |grad rho|^2. *)
  Theorem minimum_variance :
    rollout_variance P d r s (optimal_baseline P d r s) =
    mean_squared_score P d s * optimal_baseline P d r s * (1 - optimal_baseline P d r s)
    - squared_success_gradient P d r s.
  Proof. rewrite variance_is_parabola_in_baseline. ring. Qed.

  (** Result 1.2 at rho = 0: b* = 0 if E|s|^2 > 0, and any baseline leaves the noise
      V(b) = b^2 E|s|^2. *)
  Theorem variance_without_successes (b : R) : success_rate P r = 0 ->
    (0 < mean_squared_score P d s -> optimal_baseline P d r s = 0) /\
    rollout_variance P d r s b = b ^ 2 * mean_squared_score P d s.
  Proof.
    intros Hrho.
    assert (Hbest : optimal_baseline P d r s = 0).
    { unfold optimal_baseline, weighted_baseline.
      rewrite success_part_without_successes by exact Hrho. unfold Rdiv. ring. }
    split; [auto|]. rewrite variance_is_parabola_in_baseline, Hbest.
    replace (squared_success_gradient P d r s) with 0; [ring|].
    unfold squared_success_gradient, squared_norm. rewrite (sum_below_ext _ _ (fun _ => 0)).
    - rewrite sum_below_const. ring.
    - intros i _. unfold success_gradient.
      rewrite success_part_without_successes by exact Hrho. ring.
  Qed.

  (** Result 1.2 at rho = 1: b* = 1 if E|s|^2 > 0, and V(b) = (1 - b)^2 E|s|^2. *)
  Theorem variance_without_failures (b : R) : success_rate P r = 1 ->
    (0 < mean_squared_score P d s -> optimal_baseline P d r s = 1) /\
    rollout_variance P d r s b = (1 - b) ^ 2 * mean_squared_score P d s.
  Proof.
    intros Hrho.
    assert (Hall : forall f, expectation P (fun y => indicator (r y) * f y) = expectation P f).
    { intros f.
      rewrite (expectation_by_class P r f), failure_part_is_rate_times_mean, Hrho. ring. }
    split.
    { intros Hpos. unfold optimal_baseline, weighted_baseline. rewrite Hall. field.
      unfold mean_squared_score in Hpos. lra. }
    rewrite variance_under_baseline.
    replace (squared_success_gradient P d r s) with 0.
    - rewrite (expectation_ext _ _ (fun y =>
        (1 - 2 * b) * (indicator (r y) * squared_norm d (s y)) + b ^ 2 * squared_norm d (s y)))
        by (intros y; destruct (r y); cbn [indicator]; ring).
      rewrite expectation_plus, !expectation_scal, Hall. unfold mean_squared_score. ring.
    - unfold squared_success_gradient, squared_norm. rewrite (sum_below_ext _ _ (fun _ => 0)).
      + rewrite sum_below_const. ring.
      + intros i Hi. unfold success_gradient.
        rewrite Hall, score_has_mean_zero by exact Hi. ring.
  Qed.

  (** Result 1.2 for a deterministic policy: if E|s|^2 = 0, then V(b) = 0 for every b. *)
  Theorem variance_without_score (b : R) : mean_squared_score P d s = 0 ->
    rollout_variance P d r s b = 0.
  Proof.
    intros Hzero. rewrite variance_is_parabola_in_baseline, Hzero.
    assert (H : 0 <= rollout_variance P d r s b).
    { apply sum_below_nonneg. intros. apply variance_nonneg. }
    rewrite variance_is_parabola_in_baseline, Hzero in H.
    pose proof (squared_norm_nonneg d (fun i => success_gradient P r (fun y => s y i))).
    unfold squared_success_gradient in *. lra.
  Qed.

  Lemma mean_squared_score_by_classes : mean_squared_score P d s =
    success_rate P r * success_mean P r (fun y => squared_norm d (s y))
    + (1 - success_rate P r) * failure_mean P r (fun y => squared_norm d (s y)).
  Proof.
    unfold mean_squared_score.
    now rewrite (expectation_by_class P r), success_part_is_rate_times_mean,
      failure_part_is_rate_times_mean.
  Qed.

  (** Result 1.3: b* = rho E+ / (rho E+ + (1 - rho) E-) if E|s|^2 > 0 and 0 < rho < 1 (at the edges,
      by the conventions of ScoreMoments.v, too). *)
  Theorem optimal_baseline_by_classes :
    optimal_baseline P d r s =
    success_rate P r * success_mean P r (fun y => squared_norm d (s y))
    / (success_rate P r * success_mean P r (fun y => squared_norm d (s y))
       + (1 - success_rate P r) * failure_mean P r (fun y => squared_norm d (s y))).
  Proof.
    rewrite <- mean_squared_score_by_classes, <- success_part_is_rate_times_mean. reflexivity.
  Qed.

  (** b* - rho in terms of the classes, without a division. *)
  Lemma optimal_baseline_minus_success_rate : 0 < mean_squared_score P d s ->
    (optimal_baseline P d r s - success_rate P r) * mean_squared_score P d s =
    success_rate P r * (1 - success_rate P r)
    * (success_mean P r (fun y => squared_norm d (s y))
       - failure_mean P r (fun y => squared_norm d (s y))).
  Proof.
    intros Hpos. rewrite optimal_baseline_by_classes, <- mean_squared_score_by_classes.
    transitivity (success_rate P r * success_mean P r (fun y => squared_norm d (s y))
      - success_rate P r * mean_squared_score P d s); [field; lra|].
    rewrite mean_squared_score_by_classes. ring.
  Qed.

  (** Result 1.3: b* > rho exactly when successes have the larger scores, E+ > E-. *)
  Theorem optimal_baseline_above_success_rate :
    0 < success_rate P r < 1 -> 0 < mean_squared_score P d s ->
    success_rate P r < optimal_baseline P d r s <->
    failure_mean P r (fun y => squared_norm d (s y))
    < success_mean P r (fun y => squared_norm d (s y)).
  Proof.
    intros Hrho Hpos. pose proof (optimal_baseline_minus_success_rate Hpos).
    assert (0 < success_rate P r * (1 - success_rate P r)) by nra. split; intros; nra.
  Qed.

  (** Result 1.3: b* < rho exactly when failures have the larger scores, E+ < E-. *)
  Theorem optimal_baseline_below_success_rate :
    0 < success_rate P r < 1 -> 0 < mean_squared_score P d s ->
    optimal_baseline P d r s < success_rate P r <->
    success_mean P r (fun y => squared_norm d (s y))
    < failure_mean P r (fun y => squared_norm d (s y)).
  Proof.
    intros Hrho Hpos. pose proof (optimal_baseline_minus_success_rate Hpos).
    assert (0 < success_rate P r * (1 - success_rate P r)) by nra. split; intros; nra.
  Qed.

  (** Result 1.3: b* = rho exactly when both have the same, E+ = E-. *)
  Theorem optimal_baseline_equals_success_rate :
    0 < success_rate P r < 1 -> 0 < mean_squared_score P d s ->
    optimal_baseline P d r s = success_rate P r <->
    success_mean P r (fun y => squared_norm d (s y))
    = failure_mean P r (fun y => squared_norm d (s y)).
  Proof.
    intros Hrho Hpos. pose proof (optimal_baseline_minus_success_rate Hpos).
    assert (0 < success_rate P r * (1 - success_rate P r)) by nra. split; intros; nra.
  Qed.

  (** Result 1.3: using no baseline beats using the mean, V(0) < V(rho), exactly when b* < rho/2. *)
  Theorem zero_baseline_beats_mean_baseline :
    0 < success_rate P r -> 0 < mean_squared_score P d s ->
    rollout_variance P d r s 0 < rollout_variance P d r s (success_rate P r) <->
    optimal_baseline P d r s < success_rate P r / 2.
  Proof.
    intros Hrho Hpos.
    assert (H : rollout_variance P d r s (success_rate P r) - rollout_variance P d r s 0 =
      2 * (success_rate P r * mean_squared_score P d s)
      * (success_rate P r / 2 - optimal_baseline P d r s)).
    { rewrite !variance_is_parabola_in_baseline. field. }
    assert (0 < success_rate P r * mean_squared_score P d s) by nra. split; intros; nra.
  Qed.

End OptimalBaseline.

(** ** One coordinate *)

Section ScalarBaseline.

  Context {Y : Type} (P : distribution Y) (r : Y -> bool) (s : Y -> R).
  Hypothesis score_has_mean_zero : expectation P s = 0.

  Lemma only_coordinate (i : nat) : (i < 1)%nat -> expectation P (fun y => s y) = 0.
  Proof. intros _. exact score_has_mean_zero. Qed.

  Lemma only_variance (b : R) : rollout_variance P 1 r (fun y _ => s y) b =
    variance P (fun y => (indicator (r y) - b) * s y).
  Proof. unfold rollout_variance, trace_variance. cbn [sum_below]. ring. Qed.

  Lemma only_mean_square :
    mean_squared_score P 1 (fun y _ => s y) = expectation P (fun y => s y ^ 2).
  Proof. apply expectation_ext. intros y. unfold squared_norm. cbn [sum_below]. ring. Qed.

  Lemma only_optimal_baseline : optimal_baseline P 1 r (fun y _ => s y) =
    weighted_baseline P (fun y => s y ^ 2) r.
  Proof.
    apply weighted_baseline_ext. intros y _. unfold squared_norm. cbn [sum_below]. ring.
  Qed.

  (** Result 1.1 for one coordinate: Var[(r - b) s] = E[(r - b)^2 s^2] - E[r s]^2. *)
  Theorem scalar_variance_under_baseline (b : R) :
    variance P (fun y => (indicator (r y) - b) * s y) =
    expectation P (fun y => (indicator (r y) - b) ^ 2 * s y ^ 2) - success_gradient P r s ^ 2.
  Proof.
    rewrite <- only_variance, (variance_under_baseline _ _ _ _ only_coordinate).
    unfold squared_success_gradient, squared_norm. cbn [sum_below].
    rewrite Rplus_0_l. f_equal. apply expectation_ext. intros y. ring.
  Qed.

  (** Result 1.2 for one coordinate, b* = E[r s^2] / E s^2: the excess is (b - b* )^2 E s^2. *)
  Theorem scalar_excess_variance_is_squared_distance (b : R) :
    variance P (fun y => (indicator (r y) - b) * s y)
    - variance P (fun y => (indicator (r y) - weighted_baseline P (fun y => s y ^ 2) r) * s y) =
    (b - weighted_baseline P (fun y => s y ^ 2) r) ^ 2 * expectation P (fun y => s y ^ 2).
  Proof.
    rewrite <- !only_variance, <- only_optimal_baseline, <- only_mean_square.
    apply (excess_variance_is_squared_distance _ _ _ _ only_coordinate).
  Qed.

  (** Result 1.2 for one coordinate: no baseline has a smaller variance than b*. *)
  Theorem scalar_optimal_baseline_minimises_variance (b : R) :
    variance P (fun y => (indicator (r y) - weighted_baseline P (fun y => s y ^ 2) r) * s y)
    <= variance P (fun y => (indicator (r y) - b) * s y).
  Proof.
    rewrite <- !only_variance, <- only_optimal_baseline.
    apply (optimal_baseline_minimises_variance _ _ _ _ only_coordinate).
  Qed.

  (** Result 1.2 for one coordinate: if E s^2 > 0, then no other baseline has the same variance. *)
  Theorem scalar_optimal_baseline_is_unique (b : R) : 0 < expectation P (fun y => s y ^ 2) ->
    variance P (fun y => (indicator (r y) - b) * s y) =
    variance P (fun y => (indicator (r y) - weighted_baseline P (fun y => s y ^ 2) r) * s y) <->
    b = weighted_baseline P (fun y => s y ^ 2) r.
  Proof.
    rewrite <- !only_variance, <- only_optimal_baseline, <- only_mean_square.
    apply (optimal_baseline_is_unique _ _ _ _ only_coordinate).
  Qed.

  (** Result 1.2 for one coordinate: the minimum is E s^2 b* (1 - b* ) - E[r s]^2. *)
  Theorem scalar_minimum_variance :
    variance P (fun y => (indicator (r y) - weighted_baseline P (fun y => s y ^ 2) r) * s y) =
    expectation P (fun y => s y ^ 2) * weighted_baseline P (fun y => s y ^ 2) r
      * (1 - weighted_baseline P (fun y => s y ^ 2) r)
    - success_gradient P r s ^ 2.
  Proof.
    rewrite <- only_variance, <- only_optimal_baseline, <- only_mean_square.
    rewrite (minimum_variance _ _ _ _ only_coordinate).
    unfold squared_success_gradient, squared_norm. cbn [sum_below]. now rewrite Rplus_0_l.
  Qed.

End ScalarBaseline.
