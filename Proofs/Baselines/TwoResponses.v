(** * Two responses

    One response that succeeds and one that fails, with a free logit each (result 1.4 of
    docs/theory.md). The optimal baseline is the failure rate, and it leaves no variance at all:
    (r - b* ) s is the same vector for both responses. The mean is worse than no baseline for
    rho > 2/3.

    Results
      two_responses_optimal_baseline == b* = 1 - rho for 0 < rho < 1
      two_responses_gradient_is_constant == (r - (1 - rho)) s = rho (1 - rho) (1, -1)
      two_responses_minimum_variance == V(1 - rho) = 0 and V(b* ) = 0
      two_responses_mean_baseline_excess == V(rho) - V(b* ) = (2 rho - 1)^2 2 rho (1 - rho)
      two_responses_mean_baseline_against_none == V(rho) - V(0) = 2 rho^2 (1 - rho) (3 rho - 2)
      two_responses_mean_baseline_is_worse_than_none == V(0) < V(rho) iff rho > 2/3
      two_response_softmax_without_variance == the same for the softmax policy itself *)

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

  (** Result 1.4: V(rho) - V(b* ) = (2 rho - 1)^2 2 rho (1 - rho) for 0 < rho < 1. *)
  Theorem two_responses_mean_baseline_excess : 0 < success_rate P r < 1 ->
    rollout_variance P 2 r (tabular_score P) (success_rate P r)
    - rollout_variance P 2 r (tabular_score P) (optimal_baseline P 2 r (tabular_score P)) =
    (2 * success_rate P r - 1) ^ 2 * (2 * success_rate P r * (1 - success_rate P r)).
  Proof.
    intros Hrho.
    rewrite excess_variance_is_squared_distance by exact two_responses_zero_mean.
    rewrite two_responses_optimal_baseline, two_responses_mean_squared_score by exact Hrho. ring.
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

  (** Result 1.4: V(0) < V(rho) exactly for rho > 2/3 (where 0 < rho < 1). *)
  Theorem two_responses_mean_baseline_is_worse_than_none : 0 < success_rate P r < 1 ->
    rollout_variance P 2 r (tabular_score P) 0
    < rollout_variance P 2 r (tabular_score P) (success_rate P r) <->
    2 / 3 < success_rate P r.
  Proof.
    intros Hrho. pose proof two_responses_mean_baseline_against_none.
    assert (0 < 2 * success_rate P r ^ 2 * (1 - success_rate P r)).
    { repeat apply Rmult_lt_0_compat; try lra; apply pow_lt; lra. }
    split; intros; nra.
  Qed.

End TwoResponses.

(** Result 1.4 for the policy itself: for all logits of a softmax of two responses, of which the
    first succeeds, the baseline 1 - rho is optimal and leaves no variance. *)
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

(** An instance: logits ln 3 and 0, so that rho = 3/4 and the mean is worse than no baseline. *)
Definition two_logits (y : nat) : R := if Nat.eqb y 0 then ln 3 else 0.

Lemma two_responses_nonempty : seq 0 2 <> [].
Proof. discriminate. Qed.

Example two_responses_at_three_quarters :
  let P := tabular_softmax 2 two_responses_nonempty two_logits in
  success_rate P (Nat.eqb 0) = 3 / 4 /\
  optimal_baseline P 2 (Nat.eqb 0) (tabular_score P) = / 4 /\
  rollout_variance P 2 (Nat.eqb 0) (tabular_score P) 0
  < rollout_variance P 2 (Nat.eqb 0) (tabular_score P) (success_rate P (Nat.eqb 0)).
Proof.
  intros P.
  assert (Hrho : success_rate P (Nat.eqb 0) = 3 / 4).
  { rewrite <- (proj1 (two_responses_probability P (Nat.eqb 0) eq_refl eq_refl eq_refl)).
    unfold P, tabular_softmax. cbn [probability softmax].
    unfold softmax_probability, partition_function, two_logits. cbn [sum seq Nat.eqb].
    rewrite exp_0, exp_ln by lra. field. }
  split; [exact Hrho|split].
  - rewrite two_responses_optimal_baseline by (reflexivity || lra). lra.
  - apply two_responses_mean_baseline_is_worse_than_none; reflexivity || lra.
Qed.
