(** * Moments of rewards and scores

    What the results on baselines are stated in: the squared length of scores over all responses,
    over successes and over failures, and the variance of one rollout's gradient estimate.

    Definitions
      squared_norm d v               == |v|^2 over the first d coordinates
      mean_squared_score P d s       == E |s|^2
      squared_success_gradient P d r s == |grad rho|^2, with grad rho = E[r s]
      rollout_variance P d r s b     == V(b) = tr Var[(r - b) s]
      success_mean P r f, failure_mean P r f == E[f | r = 1], E[f | r = 0]
      weighted_baseline P w r        == E[w r] / E w, the mean reward under the weight w
      optimal_baseline P d r s       == b* = E[r |s|^2] / E |s|^2
    Results
      success_part_is_rate_times_mean, failure_part_is_rate_times_mean ==
        E[r f] = rho E[f | r = 1] and E[(1 - r) f] = (1 - rho) E[f | r = 0], also at the edges
      weighted_baseline_times_weight == E w times the weighted baseline is E[w r], also for E w = 0
      expectation_positive           == the mean of a positive function is positive
      weighted_baseline_ext, rollout_variance_ext == only values on possible responses matter *)

From Coq Require Import Reals List Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import EffectiveWeights.EffectiveWeight.
Import ListNotations.
Open Scope R_scope.

Definition squared_norm (d : nat) (v : nat -> R) : R := sum_below d (fun i => v i ^ 2).

Definition mean_squared_score {Y : Type} (P : distribution Y) (d : nat) (s : Y -> nat -> R) : R :=
  expectation P (fun y => squared_norm d (s y)).

Definition squared_success_gradient {Y : Type} (P : distribution Y) (d : nat) (r : Y -> bool)
    (s : Y -> nat -> R) : R :=
  squared_norm d (fun i => success_gradient P r (fun y => s y i)).

Definition rollout_variance {Y : Type} (P : distribution Y) (d : nat) (r : Y -> bool)
    (s : Y -> nat -> R) (b : R) : R :=
  trace_variance P d (fun y i => (indicator (r y) - b) * s y i).

Definition success_mean {Y : Type} (P : distribution Y) (r : Y -> bool) (f : Y -> R) : R :=
  expectation P (fun y => indicator (r y) * f y) / success_rate P r.

Definition failure_mean {Y : Type} (P : distribution Y) (r : Y -> bool) (f : Y -> R) : R :=
  expectation P (fun y => indicator (negb (r y)) * f y) / (1 - success_rate P r).

Definition weighted_baseline {Y : Type} (P : distribution Y) (w : Y -> R) (r : Y -> bool) : R :=
  expectation P (fun y => indicator (r y) * w y) / expectation P w.

Definition optimal_baseline {Y : Type} (P : distribution Y) (d : nat) (r : Y -> bool)
    (s : Y -> nat -> R) : R :=
  weighted_baseline P (fun y => squared_norm d (s y)) r.

Lemma squared_norm_nonneg d v : 0 <= squared_norm d v.
Proof. apply sum_below_nonneg. intros. apply pow2_ge_0. Qed.

Lemma mean_squared_score_nonneg {Y : Type} (P : distribution Y) d (s : Y -> nat -> R) :
  0 <= mean_squared_score P d s.
Proof. apply expectation_nonneg. intros. apply squared_norm_nonneg. Qed.

Section Classes.

  Context {Y : Type} (P : distribution Y) (r : Y -> bool) (f : Y -> R).

  Lemma expectation_by_class :
    expectation P f = expectation P (fun y => indicator (r y) * f y)
      + expectation P (fun y => indicator (negb (r y)) * f y).
  Proof.
    rewrite <- expectation_plus. apply expectation_ext. intros y.
    destruct (r y); cbn [indicator negb]; ring.
  Qed.

  Lemma success_part_without_successes :
    success_rate P r = 0 -> expectation P (fun y => indicator (r y) * f y) = 0.
  Proof.
    intros H. unfold success_rate, expectation in *. rewrite <- (sum_zero (support P)).
    apply sum_ext_in. intros y Hy. rewrite <- Rmult_assoc.
    replace (probability P y * indicator (r y)) with 0; [ring|]. symmetry.
    apply (sum_zero_terms (support P) (fun a => probability P a * indicator (r a)));
      [|exact H|exact Hy].
    intros a Ha. apply Rmult_le_pos; [now apply probability_nonneg|].
    destruct (r a); cbn [indicator]; lra.
  Qed.

  Lemma success_part_is_rate_times_mean :
    expectation P (fun y => indicator (r y) * f y) = success_rate P r * success_mean P r f.
  Proof.
    unfold success_mean. destruct (Req_dec (success_rate P r) 0) as [H|H]; [|now field].
    rewrite success_part_without_successes, H by exact H. ring.
  Qed.

End Classes.

Lemma failure_part_is_rate_times_mean {Y : Type} (P : distribution Y) (r : Y -> bool) (f : Y -> R) :
  expectation P (fun y => indicator (negb (r y)) * f y) =
  (1 - success_rate P r) * failure_mean P r f.
Proof.
  rewrite (success_part_is_rate_times_mean P (fun y => negb (r y))). unfold success_mean.
  change (success_rate P (fun y => negb (r y)))
    with (expectation P (fun y => indicator (negb (r y)))).
  now rewrite failure_rate.
Qed.

Lemma weighted_baseline_ext {Y : Type} (P : distribution Y) (r : Y -> bool) (w v : Y -> R) :
  (forall y, In y (support P) -> w y = v y) -> weighted_baseline P w r = weighted_baseline P v r.
Proof.
  intros H. unfold weighted_baseline.
  rewrite (expectation_ext_in P w v H). f_equal. apply expectation_ext_in.
  intros y Hy. now rewrite H.
Qed.

Section Weights.

  Context {Y : Type} (P : distribution Y) (r : Y -> bool) (w : Y -> R).
  Hypothesis weight_nonneg : forall y, In y (support P) -> 0 <= w y.

  Lemma success_part_range : 0 <= expectation P (fun y => indicator (r y) * w y) <= expectation P w.
  Proof.
    split; [apply expectation_nonneg|apply expectation_le]; intros y Hy;
      specialize (weight_nonneg y Hy); destruct (r y); cbn [indicator]; lra.
  Qed.

  Lemma weighted_baseline_times_weight :
    expectation P w * weighted_baseline P w r = expectation P (fun y => indicator (r y) * w y).
  Proof.
    unfold weighted_baseline. destruct (Req_dec (expectation P w) 0) as [H|H]; [|now field].
    pose proof success_part_range as Hrange. rewrite H in Hrange |- *. lra.
  Qed.

End Weights.

Lemma rollout_variance_ext {Y : Type} (P : distribution Y) d (r : Y -> bool)
    (s t : Y -> nat -> R) (b : R) :
  (forall y i, In y (support P) -> (i < d)%nat -> s y i = t y i) ->
  rollout_variance P d r s b = rollout_variance P d r t b.
Proof.
  intros H. apply sum_below_ext. intros i Hi. rewrite !variance_second_moment.
  f_equal; [|f_equal]; apply expectation_ext_in; intros y Hy; now rewrite H.
Qed.

Lemma expectation_positive {Y : Type} (P : distribution Y) (f : Y -> R) :
  (forall y, In y (support P) -> 0 < f y) -> 0 < expectation P f.
Proof.
  intros Hf.
  assert (Hterm : forall y, In y (support P) -> 0 <= probability P y * f y).
  { intros y Hy. apply Rmult_le_pos; [now apply probability_nonneg|now apply Rlt_le, Hf]. }
  destruct (Rle_lt_or_eq_dec _ _ (sum_nonneg _ _ Hterm)) as [H|H]; [exact H|exfalso].
  assert (Hzero : sum (support P) (probability P) = 0).
  { rewrite <- (sum_zero (support P)). apply sum_ext_in. intros y Hy.
    pose proof (sum_zero_terms _ _ Hterm (eq_sym H) y Hy) as Hprod. specialize (Hf y Hy).
    apply Rmult_integral in Hprod. destruct Hprod; lra. }
  rewrite probability_total in Hzero. lra.
Qed.
