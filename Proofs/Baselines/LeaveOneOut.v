(** * Leave-one-out (RLOO) and the mean that includes the own rollout

    The leave-one-out gradient is a sum over pairs of rollouts, is unbiased, and its variance is
    that of the oracle mean baseline plus a term for estimating the mean; the mean including the own
    rollout only shortens it (result 1.8 of docs/theory.md). Groups have n >= 2 independent rollouts
    of any finite policy, as with n = 1 there are no others; what is said of the mean including the
    own rollout holds for n = 1 too, where it leaves nothing. Instances are in GroupExamples.v.

    Definitions
      sum_over_pairs g h     == sum over i < j of h y_i y_j
      group_variance P n d A r s == trace of the covariance of the group gradient of the rule A
    Results
      leave_one_out_is_sum_over_pairs == g = 1/(n(n-1)) sum_{i<j} (r_i - r_j)(s_i - s_j)
      leave_one_out_is_unbiased          == E g = grad rho
      leave_one_out_variance_one_coordinate == the variance of one coordinate
      leave_one_out_variance             == the trace, for every success rate
      leave_one_out_variance_by_class    == the trace by E+ and E-
      constant_baseline_group_variance   == V(b)/n for the constant baseline b
      group_mean_is_shortened_leave_one_out == the mean including the own rollout is
                                            (1 - 1/n) times leave-one-out, group by group
      group_mean_shortens_expected_gradient, group_mean_variance ==
        its expectation is (1 - 1/n) grad rho, its variance (1 - 1/n)^2 that of leave-one-out *)

From Coq Require Import Reals List Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Group EffectiveWeights.EffectiveWeight.
From Counterweight Require Import EffectiveWeights.Rules.
From Counterweight Require Import Baselines.ScoreMoments Baselines.IndependentBaseline.
Import ListNotations.
Open Scope R_scope.

Fixpoint sum_over_pairs {A : Type} (g : list A) (h : A -> A -> R) : R :=
  match g with
  | [] => 0
  | a :: rest => sum rest (h a) + sum_over_pairs rest h
  end.

Definition group_variance {Y : Type} (P : distribution Y) (n d : nat) (A : advantage_rule)
    (r : Y -> bool) (s : Y -> nat -> R) : R :=
  trace_variance (iid P n) d (fun g i => group_gradient A r (fun y => s y i) g).

(** ** Polynomials in sums over the group *)

(** A function of two independent draws that is a sum of products has a sum of products of
    expectations as its expectation. *)
Lemma expectation_of_products {A B : Type} (P : distribution A) (Q : distribution B)
    (terms : list ((A -> R) * (B -> R))) (f : A -> B -> R) :
  (forall a b, f a b = sum terms (fun t => fst t a * snd t b)) ->
  expectation P (fun a => expectation Q (f a)) =
  sum terms (fun t => expectation P (fst t) * expectation Q (snd t)).
Proof.
  intros H. rewrite (expectation_ext P _ (fun a =>
    sum terms (fun t => fst t a * expectation Q (snd t)))).
  - rewrite expectation_sum. apply sum_ext. intros t. apply expectation_scal_r.
  - intros a. rewrite (expectation_ext Q _ _ (H a)), expectation_sum.
    apply sum_ext. intros t. apply expectation_scal.
Qed.

Section Moments.

  Context {A : Type} (P : distribution A).
  Implicit Types (u v w x s : A -> R).

  Lemma expectation_iid_two_sums u v n :
    expectation (iid P n) (fun g => sum g u * sum g v) =
    INR n * expectation P (fun a => u a * v a)
    + INR n * (INR n - 1) * (expectation P u * expectation P v).
  Proof.
    induction n as [|n IH].
    - rewrite expectation_iid_none. simpl. ring.
    - rewrite expectation_iid_step.
      rewrite (expectation_of_products P (iid P n) [
        (fun a => u a * v a, fun _ => 1);
        (u, fun g => sum g v);
        (v, fun g => sum g u);
        (fun _ => 1, fun g => sum g u * sum g v)])
        by (intros a g; cbn [sum fst snd]; ring).
      cbn [sum fst snd]. rewrite !expectation_const, !expectation_iid_members, IH, S_INR. ring.
  Qed.

  Lemma expectation_iid_three_sums w x s n :
    expectation P x = 0 -> expectation P s = 0 ->
    expectation (iid P n) (fun g => sum g w * sum g x * sum g s) =
    INR n * expectation P (fun a => w a * x a * s a)
    + INR n * (INR n - 1) * (expectation P w * expectation P (fun a => x a * s a)).
  Proof.
    intros Hx Hs. induction n as [|n IH].
    - rewrite expectation_iid_none. simpl. ring.
    - rewrite expectation_iid_step.
      rewrite (expectation_of_products P (iid P n) [
        (fun a => w a * x a * s a, fun _ => 1);
        (fun a => w a * x a, fun g => sum g s);
        (fun a => w a * s a, fun g => sum g x);
        (fun a => x a * s a, fun g => sum g w);
        (w, fun g => sum g x * sum g s);
        (x, fun g => sum g w * sum g s);
        (s, fun g => sum g w * sum g x);
        (fun _ => 1, fun g => sum g w * sum g x * sum g s)])
        by (intros a g; cbn [sum fst snd]; ring).
      cbn [sum fst snd]. rewrite !expectation_const, !expectation_iid_members, IH.
      rewrite (expectation_iid_two_sums x s), Hx, Hs, S_INR. ring.
  Qed.

  Lemma expectation_iid_four_sums x s n :
    expectation P x = 0 -> expectation P s = 0 ->
    expectation (iid P n) (fun g => (sum g x * sum g s) ^ 2) =
    INR n * expectation P (fun a => (x a * s a) ^ 2)
    + INR n * (INR n - 1) * (expectation P (fun a => x a ^ 2) * expectation P (fun a => s a ^ 2)
      + 2 * expectation P (fun a => x a * s a) ^ 2).
  Proof.
    intros Hx Hs. induction n as [|n IH].
    - rewrite expectation_iid_none. simpl. ring.
    - rewrite expectation_iid_step.
      rewrite (expectation_of_products P (iid P n) [
        (fun a => (x a * s a) ^ 2, fun _ => 1);
        (fun a => 2 * (x a ^ 2 * s a), fun g => sum g s);
        (fun a => 2 * (x a * s a ^ 2), fun g => sum g x);
        (fun a => x a ^ 2, fun g => sum g s * sum g s);
        (fun a => s a ^ 2, fun g => sum g x * sum g x);
        (fun a => x a * s a, fun g => 4 * (sum g x * sum g s));
        (x, fun g => 2 * (sum g x * sum g s * sum g s));
        (s, fun g => 2 * (sum g x * sum g x * sum g s));
        (fun _ => 1, fun g => (sum g x * sum g s) ^ 2)])
        by (intros a g; cbn [sum fst snd]; ring).
      cbn [sum fst snd]. rewrite (expectation_scal (iid P n) 4).
      rewrite !expectation_const, !expectation_iid_members, !expectation_iid_two_sums, IH, Hx, Hs.
      rewrite (expectation_ext P (fun a => s a * s a) (fun a => s a ^ 2)) by (intros a; ring).
      rewrite (expectation_ext P (fun a => x a * x a) (fun a => x a ^ 2)) by (intros a; ring).
      rewrite S_INR. ring.
  Qed.

  (** The sample covariance, up to its factor: n sum_i x_i s_i - (sum_i x_i)(sum_i s_i). *)
  Lemma second_moment_of_sample_covariance x s n :
    expectation P x = 0 -> expectation P s = 0 ->
    expectation (iid P n) (fun g =>
      (INR n * sum g (fun a => x a * s a) - sum g x * sum g s) ^ 2) =
    INR n * (INR n - 1) ^ 2 * expectation P (fun a => (x a * s a) ^ 2)
    + INR n * (INR n - 1) * (expectation P (fun a => x a ^ 2) * expectation P (fun a => s a ^ 2)
      + (INR n ^ 2 - 2 * INR n + 2) * expectation P (fun a => x a * s a) ^ 2).
  Proof.
    intros Hx Hs.
    rewrite (expectation_ext _ _ (fun g =>
      INR n ^ 2 * (sum g (fun a => x a * s a) * sum g (fun a => x a * s a))
      - 2 * INR n * (sum g (fun a => x a * s a) * sum g x * sum g s)
      + (sum g x * sum g s) ^ 2)) by (intros g; ring).
    rewrite expectation_plus, expectation_minus, !expectation_scal.
    rewrite expectation_iid_two_sums, expectation_iid_three_sums, expectation_iid_four_sums
      by assumption.
    rewrite !(expectation_ext P (fun a => x a * s a * (x a * s a)) (fun a => (x a * s a) ^ 2))
      by (intros a; ring).
    rewrite !(expectation_ext P (fun a => x a * s a * x a * s a) (fun a => (x a * s a) ^ 2))
      by (intros a; ring).
    ring.
  Qed.

End Moments.

(** The variance of the mean of f over n independent members is Var f / n. *)
Lemma variance_of_group_mean {A : Type} (P : distribution A) (f : A -> R) n : (1 <= n)%nat ->
  variance (iid P n) (fun g => sum g f / INR n) = variance P f / INR n.
Proof.
  intros Hn. assert (INR n <> 0) by (apply not_0_INR; lia).
  rewrite !variance_second_moment. unfold Rdiv at 2.
  rewrite expectation_scal_r, expectation_iid_members.
  rewrite (expectation_ext (iid P n) _ (fun g => / INR n ^ 2 * (sum g f * sum g f)))
    by (intros g; field; assumption).
  rewrite expectation_scal, expectation_iid_two_sums.
  rewrite (expectation_ext P (fun a => f a * f a) (fun a => f a ^ 2)) by (intros a; ring).
  field. assumption.
Qed.

(** ** Group by group *)

Section Pathwise.

  Context {Y : Type} (r : Y -> bool) (s : Y -> R).

  Lemma sum_over_pairs_of_products g :
    sum_over_pairs g (fun y z => (indicator (r y) - indicator (r z)) * (s y - s z)) =
    INR (length g) * sum g (fun y => indicator (r y) * s y)
    - sum g (fun y => indicator (r y)) * sum g s.
  Proof.
    induction g as [|y g IH]; [simpl; ring|].
    cbn [sum_over_pairs sum length]. rewrite IH, S_INR.
    rewrite (sum_ext _ _ (fun z => indicator (r y) * s y - indicator (r y) * s z
      - indicator (r z) * s y + indicator (r z) * s z)) by (intros z; ring).
    rewrite sum_plus, !sum_minus, sum_const, sum_scal, sum_scal_r. ring.
  Qed.

  Lemma leave_one_out_by_sums n g : (2 <= n)%nat -> length g = n ->
    group_gradient (leave_one_out n) r s g =
    (INR n * sum g (fun y => indicator (r y) * s y) - INR (successes r g) * sum g s)
    / (INR n * (INR n - 1)).
  Proof.
    intros Hn Hg. unfold group_gradient. rewrite Hg.
    rewrite (sum_ext _ _ (fun y => (indicator (r y)
      - (INR (successes r g) - indicator (r y)) / (INR n - 1)) * s y))
      by (intros y; now rewrite leave_one_out_of_two_or_more).
    apply le_INR in Hn. simpl (INR 2) in Hn.
    rewrite (sum_ext _ _ (fun y => INR n / (INR n - 1) * (indicator (r y) * s y)
      - INR (successes r g) / (INR n - 1) * s y)) by (intros y; field; lra).
    rewrite sum_minus, !sum_scal. field. lra.
  Qed.

  (** Result 1.8: g_RLOO = 1/(n(n-1)) sum_{i<j} (r_i - r_j)(s_i - s_j), for every group of n. *)
  Theorem leave_one_out_is_sum_over_pairs n g : (2 <= n)%nat -> length g = n ->
    group_gradient (leave_one_out n) r s g =
    / (INR n * (INR n - 1)) *
    sum_over_pairs g (fun y z => (indicator (r y) - indicator (r z)) * (s y - s z)).
  Proof.
    intros Hn Hg. rewrite (leave_one_out_by_sums n) by assumption.
    rewrite sum_over_pairs_of_products, Hg, successes_as_sum. unfold Rdiv. ring.
  Qed.

  (** Result 1.8: the mean including the own rollout is (1 - 1/n) times RLOO, for every group of
      n >= 1; with n = 1 it leaves nothing. *)
  Theorem group_mean_is_shortened_leave_one_out n g : (1 <= n)%nat -> length g = n ->
    group_gradient (group_mean n) r s g = (1 - / INR n) * group_gradient (leave_one_out n) r s g.
  Proof.
    intros Hn Hg. destruct (le_lt_dec 2 n) as [Htwo|Hone].
    - rewrite (leave_one_out_by_sums n) by assumption.
      apply le_INR in Htwo. simpl (INR 2) in Htwo.
      unfold group_gradient, group_mean, rate. rewrite Hg.
      rewrite (sum_ext _ _ (fun y => indicator (r y) * s y - INR (successes r g) / INR n * s y))
        by (intros y; ring).
      rewrite sum_minus, sum_scal. field. lra.
    - replace n with 1%nat in * by lia.
      destruct g as [|y [|z g]]; [discriminate|clear Hg|discriminate].
      unfold group_gradient, group_mean, rate. cbn [sum successes length INR].
      destruct (r y); cbn [indicator INR]; field.
  Qed.

  Lemma leave_one_out_is_a_baseline_of_the_others n g : (2 <= n)%nat -> length g = n ->
    group_gradient (leave_one_out n) r s g =
    baseline_gradient (fun others => INR (successes r others) / (INR n - 1)) r s g.
  Proof.
    intros Hn Hg. unfold group_gradient, baseline_gradient, group_mean_of. f_equal.
    rewrite (sum_members_with_count r g (fun y k => leave_one_out n (r y) k * s y)).
    apply sum_ext. intros [y others]. cbn [fst snd].
    rewrite leave_one_out_of_two_or_more by exact Hn.
    destruct (r y); cbn [indicator]; rewrite ?S_INR; unfold Rdiv; ring.
  Qed.

End Pathwise.

(** ** Expectation and variance of one coordinate *)

Section OneCoordinate.

  Context {Y : Type} (P : distribution Y) (r : Y -> bool) (s : Y -> R).
  Hypothesis score_has_mean_zero : expectation P s = 0.

  (** Result 1.8: E g_RLOO = grad rho. *)
  Theorem leave_one_out_is_unbiased n : (2 <= n)%nat ->
    expectation (iid P n) (group_gradient (leave_one_out n) r s) = success_gradient P r s.
  Proof.
    intros Hn. rewrite <- (baseline_of_the_others_keeps_expected_gradient P r s
      (fun others => INR (successes r others) / (INR n - 1)) n) by (assumption || lia).
    apply expectation_iid_ext. intros g. now apply leave_one_out_is_a_baseline_of_the_others.
  Qed.

  (** Result 1.8: the mean including the own rollout has E g = (1 - 1/n) grad rho. *)
  Theorem group_mean_shortens_expected_gradient n : (1 <= n)%nat ->
    expectation (iid P n) (group_gradient (group_mean n) r s) =
    (1 - / INR n) * success_gradient P r s.
  Proof.
    intros Hn. rewrite (expectation_iid_ext _ _ _ _ (fun g =>
      group_mean_is_shortened_leave_one_out r s n g Hn)), expectation_scal.
    destruct (le_lt_dec 2 n) as [Htwo|Hone]; [now rewrite leave_one_out_is_unbiased|].
    replace n with 1%nat by lia. simpl. field.
  Qed.

  Lemma centred_reward_moments :
    expectation P (fun y => indicator (r y) - success_rate P r) = 0 /\
    expectation P (fun y => (indicator (r y) - success_rate P r) ^ 2) =
      success_rate P r * (1 - success_rate P r) /\
    expectation P (fun y => (indicator (r y) - success_rate P r) * s y) = success_gradient P r s.
  Proof.
    set (rho := success_rate P r). repeat split.
    - rewrite expectation_minus, expectation_const. unfold rho, success_rate. ring.
    - rewrite (expectation_ext _ _ (fun y => (1 - 2 * rho) * indicator (r y) + rho ^ 2))
        by (intros y; destruct (r y); cbn [indicator]; ring).
      rewrite expectation_plus, expectation_scal, expectation_const. fold (success_rate P r).
      fold rho. ring.
    - rewrite (expectation_ext _ _ (fun y => indicator (r y) * s y - rho * s y))
        by (intros y; ring).
      rewrite expectation_minus, expectation_scal, score_has_mean_zero.
      unfold success_gradient. ring.
  Qed.

  (** Result 1.8 for one coordinate: Var g_RLOO = (n-2)/(n(n-1)) Var[(r - rho) s]
      + ((1 - rho) E[r s^2] + rho E[(1 - r) s^2]) / (n(n-1)). *)
  Theorem leave_one_out_variance_one_coordinate n : (2 <= n)%nat ->
    variance (iid P n) (group_gradient (leave_one_out n) r s) =
    (INR n - 2) / (INR n * (INR n - 1))
      * variance P (fun y => (indicator (r y) - success_rate P r) * s y)
    + ((1 - success_rate P r) * expectation P (fun y => indicator (r y) * s y ^ 2)
       + success_rate P r * expectation P (fun y => indicator (negb (r y)) * s y ^ 2))
      / (INR n * (INR n - 1)).
  Proof.
    intros Hn. destruct centred_reward_moments as (Hx & Hxx & Hxs).
    set (rho := success_rate P r) in *.
    rewrite !variance_second_moment, leave_one_out_is_unbiased, Hxs by assumption.
    rewrite (expectation_iid_ext _ _ _ (fun g => / (INR n * (INR n - 1)) ^ 2 *
      (INR n * sum g (fun y => (indicator (r y) - rho) * s y)
       - sum g (fun y => indicator (r y) - rho) * sum g s) ^ 2)).
    - rewrite expectation_scal, second_moment_of_sample_covariance, Hxs, Hxx by assumption.
      rewrite (expectation_ext P (fun y => ((indicator (r y) - rho) * s y) ^ 2) (fun y =>
        (1 - rho) ^ 2 * (indicator (r y) * s y ^ 2)
        + rho ^ 2 * (indicator (negb (r y)) * s y ^ 2)))
        by (intros y; destruct (r y); cbn [indicator negb]; ring).
      rewrite expectation_plus, !expectation_scal, (expectation_by_class P r (fun y => s y ^ 2)).
      apply le_INR in Hn. simpl (INR 2) in Hn. field. lra.
    - intros g Hg. rewrite (leave_one_out_by_sums r s n g Hn Hg), successes_as_sum.
      rewrite (sum_ext g (fun y => (indicator (r y) - rho) * s y)
        (fun y => indicator (r y) * s y - rho * s y)) by (intros y; ring).
      rewrite !sum_minus, sum_scal, sum_const, Hg.
      apply le_INR in Hn. simpl (INR 2) in Hn. field. lra.
  Qed.

End OneCoordinate.

(** ** Trace of the covariance *)

Section Trace.

  Context {Y : Type} (P : distribution Y) (d : nat) (r : Y -> bool) (s : Y -> nat -> R).
  Hypothesis score_has_mean_zero : forall i, (i < d)%nat -> expectation P (fun y => s y i) = 0.

  (** Result 1.1 in a group of n: with a constant baseline, or none (b = 0), Var g = V(b) / n. *)
  Theorem constant_baseline_group_variance (b : R) n : (1 <= n)%nat ->
    group_variance P n d (constant_baseline b) r s = rollout_variance P d r s b / INR n.
  Proof.
    intros Hn. unfold group_variance, rollout_variance, trace_variance, Rdiv.
    rewrite Rmult_comm, <- sum_below_scal. apply sum_below_ext. intros i _.
    rewrite Rmult_comm. etransitivity; [|exact (variance_of_group_mean P _ n Hn)].
    rewrite !variance_second_moment. unfold group_gradient, constant_baseline.
    f_equal; [|f_equal]; apply expectation_iid_ext; intros g ->; reflexivity.
  Qed.

  Lemma expectation_of_squared_norm (c : Y -> R) :
    sum_below d (fun i => expectation P (fun y => c y * s y i ^ 2)) =
    expectation P (fun y => c y * squared_norm d (s y)).
  Proof.
    rewrite <- expectation_sum_below. apply expectation_ext. intros y. apply sum_below_scal.
  Qed.

  (** Result 1.8 at every success rate: Var g_RLOO = (n-2)/(n(n-1)) V(rho)
      + ((1 - rho) E[r |s|^2] + rho E[(1 - r) |s|^2]) / (n(n-1)). *)
  Theorem leave_one_out_variance n : (2 <= n)%nat ->
    group_variance P n d (leave_one_out n) r s =
    (INR n - 2) / (INR n * (INR n - 1)) * rollout_variance P d r s (success_rate P r)
    + ((1 - success_rate P r) * expectation P (fun y => indicator (r y) * squared_norm d (s y))
       + success_rate P r
         * expectation P (fun y => indicator (negb (r y)) * squared_norm d (s y)))
      / (INR n * (INR n - 1)).
  Proof.
    intros Hn. unfold group_variance, rollout_variance, trace_variance.
    rewrite <- !expectation_of_squared_norm, <- !sum_below_scal, <- sum_below_plus.
    unfold Rdiv. rewrite (Rmult_comm (sum_below _ _)), <- sum_below_scal, <- sum_below_plus.
    apply sum_below_ext. intros i Hi.
    rewrite (leave_one_out_variance_one_coordinate P r (fun y => s y i)) by auto.
    unfold Rdiv. ring.
  Qed.

  (** Result 1.8: Var g_RLOO = (n-2)/(n(n-1)) V(rho) + rho (1 - rho)(E+ + E-) / (n(n-1)),
      E+ = E[|s|^2 | r = 1], E- = E[|s|^2 | r = 0]. *)
  Theorem leave_one_out_variance_by_class n : (2 <= n)%nat ->
    group_variance P n d (leave_one_out n) r s =
    (INR n - 2) / (INR n * (INR n - 1)) * rollout_variance P d r s (success_rate P r)
    + success_rate P r * (1 - success_rate P r)
      * (success_mean P r (fun y => squared_norm d (s y))
         + failure_mean P r (fun y => squared_norm d (s y)))
      / (INR n * (INR n - 1)).
  Proof.
    intros Hn. rewrite leave_one_out_variance by assumption.
    rewrite success_part_is_rate_times_mean, failure_part_is_rate_times_mean.
    unfold Rdiv. ring.
  Qed.

  (** Result 1.8: the variance of the mean including the own rollout is (1 - 1/n)^2 times that of
      RLOO. *)
  Theorem group_mean_variance n : (1 <= n)%nat ->
    group_variance P n d (group_mean n) r s =
    (1 - / INR n) ^ 2 * group_variance P n d (leave_one_out n) r s.
  Proof.
    intros Hn. unfold group_variance, trace_variance. rewrite <- sum_below_scal.
    apply sum_below_ext. intros i _. rewrite !variance_second_moment.
    pose proof (fun g => group_mean_is_shortened_leave_one_out r (fun y => s y i) n g Hn) as H.
    rewrite Rmult_minus_distr_l, <- Rpow_mult_distr, <- !expectation_scal.
    f_equal; [|f_equal]; apply expectation_iid_ext; intros g Hg; rewrite (H g Hg); ring.
  Qed.

End Trace.
