(** * The variance of any rule that reads own reward and success count

    For a group of n independent rollouts of any finite policy with success rate 0 < rho < 1, the
    variance of the group gradient is the noise of the scores within the two classes plus the
    variance that the success count alone causes (result 1.10 of docs/theory.md, for one prompt;
    BatchVariance.v has several). Instances are in GroupExamples.v.

    Definitions
      binomial_variance n p f   == the variance of f(k) over k ~ Bin(n, p)
      success_variance P d r s  == sigma+^2 = E+ - |mu+|^2, mu+ = E[s | r = 1]
      failure_variance P d r s  == sigma-^2 = E- - |mu-|^2, mu- = E[s | r = 0]
      count_effect n A p k      == (k A(1, k)/p - (n - k) A(0, k)/(1 - p)) / n
      class_centred P r u       == u has mean zero over successes and over failures
    Results
      class_means_of_score      == mu+ = grad rho / rho and mu- = -grad rho / (1 - rho), if
        0 < rho < 1
      variance_of_count_rule_one_coordinate == the variance of one coordinate
      variance_of_count_rule    == the trace
      variance_of_count_rule_without_successes, variance_of_count_rule_without_failures ==
        at rho = 0 and rho = 1, where a class has no mean: A(0, 0)^2 E|s|^2 / n and
        A(1, n)^2 E|s|^2 / n *)

From Coq Require Import Reals Bool List Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight.
From Counterweight Require Import Baselines.ScoreMoments Baselines.LeaveOneOut.
Import ListNotations.
Open Scope R_scope.

Definition binomial_variance (n : nat) (p : R) (f : nat -> R) : R :=
  binomial_expectation n p (fun k => (f k - binomial_expectation n p f) ^ 2).

Definition success_variance {Y : Type} (P : distribution Y) (d : nat) (r : Y -> bool)
    (s : Y -> nat -> R) : R :=
  success_mean P r (fun y => squared_norm d (s y))
  - squared_norm d (fun i => success_mean P r (fun y => s y i)).

Definition failure_variance {Y : Type} (P : distribution Y) (d : nat) (r : Y -> bool)
    (s : Y -> nat -> R) : R :=
  failure_mean P r (fun y => squared_norm d (s y))
  - squared_norm d (fun i => failure_mean P r (fun y => s y i)).

Definition count_effect (n : nat) (A : advantage_rule) (p : R) (k : nat) : R :=
  (INR k * A true k / p - INR (n - k) * A false k / (1 - p)) / INR n.

Lemma binomial_variance_second_moment n p f :
  binomial_variance n p f =
  binomial_expectation n p (fun k => f k ^ 2) - binomial_expectation n p f ^ 2.
Proof.
  unfold binomial_variance. set (m := binomial_expectation n p f).
  rewrite (binomial_expectation_ext _ _ _ (fun k => (f k ^ 2 - (2 * m) * f k) + m ^ 2))
    by (intros; ring).
  rewrite binomial_expectation_plus, binomial_expectation_minus, binomial_expectation_scal.
  rewrite binomial_expectation_const. fold m. ring.
Qed.

Lemma failure_count_as_sum {Y : Type} (r : Y -> bool) g :
  sum g (fun y => indicator (negb (r y))) = INR (length g - successes r g).
Proof.
  rewrite minus_INR, successes_as_sum, (sum_ext _ _ (fun y => 1 - indicator (r y)))
    by (apply successes_le_length || (intros y; destruct (r y); cbn [indicator negb]; ring)).
  rewrite sum_minus, sum_const. ring.
Qed.

(** ** Sums of terms that have mean zero within both classes *)

Section ClassCentred.

  Context {Y : Type} (P : distribution Y) (r : Y -> bool).

  Definition class_centred (u : Y -> R) : Prop :=
    expectation P (fun y => indicator (r y) * u y) = 0 /\
    expectation P (fun y => indicator (negb (r y)) * u y) = 0.

  Lemma class_centred_sum_has_mean_zero u n : class_centred u -> forall f : nat -> R,
    expectation (iid P n) (fun g => f (successes r g) * sum g u) = 0.
  Proof.
    intros [Hsuccess Hfailure]. induction n as [|n IH]; intros f.
    - rewrite expectation_iid_none. simpl. ring.
    - rewrite expectation_iid_step.
      rewrite (expectation_of_products P (iid P n) [
        (fun y => indicator (r y) * u y, fun g => f (S (successes r g)));
        (fun y => indicator (negb (r y)) * u y, fun g => f (successes r g));
        (fun y => indicator (r y), fun g => f (S (successes r g)) * sum g u);
        (fun y => indicator (negb (r y)), fun g => f (successes r g) * sum g u)])
        by (intros y g; cbn [sum fst snd successes]; destruct (r y); cbn [indicator negb]; ring).
      cbn [sum fst snd]. rewrite Hsuccess, Hfailure, IH, (IH (fun k => f (S k))). ring.
  Qed.

  (** Different members are uncorrelated at every success count. *)
  Lemma class_centred_sums_are_uncorrelated u v n : class_centred u -> class_centred v ->
    forall f : nat -> R,
    expectation (iid P n) (fun g => f (successes r g) * (sum g u * sum g v)) =
    expectation (iid P n) (fun g => f (successes r g) * sum g (fun y => u y * v y)).
  Proof.
    intros Hu Hv. induction n as [|n IH]; intros f.
    - rewrite !expectation_iid_none. simpl. ring.
    - rewrite !expectation_iid_step.
      rewrite (expectation_of_products P (iid P n) [
        (fun y => indicator (r y) * (u y * v y), fun g => f (S (successes r g)));
        (fun y => indicator (negb (r y)) * (u y * v y), fun g => f (successes r g));
        (fun y => indicator (r y) * u y, fun g => f (S (successes r g)) * sum g v);
        (fun y => indicator (negb (r y)) * u y, fun g => f (successes r g) * sum g v);
        (fun y => indicator (r y) * v y, fun g => f (S (successes r g)) * sum g u);
        (fun y => indicator (negb (r y)) * v y, fun g => f (successes r g) * sum g u);
        (fun y => indicator (r y), fun g => f (S (successes r g)) * (sum g u * sum g v));
        (fun y => indicator (negb (r y)), fun g => f (successes r g) * (sum g u * sum g v))])
        by (intros y g; cbn [sum fst snd successes]; destruct (r y); cbn [indicator negb]; ring).
      rewrite (expectation_of_products P (iid P n) [
        (fun y => indicator (r y) * (u y * v y), fun g => f (S (successes r g)));
        (fun y => indicator (negb (r y)) * (u y * v y), fun g => f (successes r g));
        (fun y => indicator (r y), fun g => f (S (successes r g)) * sum g (fun y => u y * v y));
        (fun y => indicator (negb (r y)),
         fun g => f (successes r g) * sum g (fun y => u y * v y))])
        by (intros y g; cbn [sum fst snd successes]; destruct (r y); cbn [indicator negb]; ring).
      cbn [sum fst snd]. destruct Hu as [-> ->], Hv as [-> ->].
      rewrite IH, (IH (fun k => f (S k))). ring.
  Qed.

End ClassCentred.

(** ** One coordinate *)

Section OneCoordinate.

  Context {Y : Type} (P : distribution Y) (r : Y -> bool) (s : Y -> R).
  Hypothesis score_has_mean_zero : expectation P s = 0.

  (** Result 1.10: E[s | r = 1] = grad rho / rho and E[s | r = 0] = -grad rho / (1 - rho), if
      0 < rho < 1. *)
  Theorem class_means_of_score : 0 < success_rate P r < 1 ->
    success_mean P r s = success_gradient P r s / success_rate P r /\
    failure_mean P r s = - success_gradient P r s / (1 - success_rate P r).
  Proof.
    intros _. split; [reflexivity|]. unfold failure_mean.
    now rewrite failure_score_is_minus_success_score.
  Qed.

  Hypothesis some_succeed_some_fail : 0 < success_rate P r < 1.

  Let success_part (y : Y) : R := indicator (r y) * (s y - success_mean P r s).
  Let failure_part (y : Y) : R := indicator (negb (r y)) * (s y - failure_mean P r s).

  Lemma success_part_is_class_centred : class_centred P r success_part.
  Proof.
    unfold success_part. set (mu := success_mean P r s). split.
    - rewrite (expectation_ext _ _ (fun y => indicator (r y) * s y - mu * indicator (r y)))
        by (intros y; destruct (r y); cbn [indicator]; ring).
      rewrite expectation_minus, expectation_scal. fold (success_rate P r).
      unfold mu, success_mean. field. lra.
    - rewrite (expectation_ext _ _ (fun _ => 0))
        by (intros y; destruct (r y); cbn [indicator negb]; ring).
      apply expectation_const.
  Qed.

  Lemma failure_part_is_class_centred : class_centred P r failure_part.
  Proof.
    unfold failure_part. set (mu := failure_mean P r s). split.
    - rewrite (expectation_ext _ _ (fun _ => 0))
        by (intros y; destruct (r y); cbn [indicator negb]; ring).
      apply expectation_const.
    - rewrite (expectation_ext _ _ (fun y =>
        indicator (negb (r y)) * s y - mu * indicator (negb (r y))))
        by (intros y; destruct (r y); cbn [indicator negb]; ring).
      rewrite expectation_minus, expectation_scal, failure_rate.
      unfold mu, failure_mean. field. lra.
  Qed.

  Lemma class_mean_replaces_terms (c m : Y -> R) (e : R) n (f : nat -> R) :
    class_centred P r (fun y => m y - e * c y) ->
    expectation (iid P n) (fun g => f (successes r g) * sum g m) =
    e * expectation (iid P n) (fun g => f (successes r g) * sum g c).
  Proof.
    intros H. apply (class_centred_sum_has_mean_zero P r _ n) with (f := f) in H.
    rewrite (expectation_ext _ _ (fun g => f (successes r g) * sum g m
      - e * (f (successes r g) * sum g c))) in H
      by (intros g; rewrite sum_minus, sum_scal; ring).
    rewrite expectation_minus, expectation_scal in H. lra.
  Qed.

  Lemma successes_in_group_noise n (f : nat -> R) :
    expectation (iid P n) (fun g => f (successes r g) * (sum g success_part * sum g success_part)) =
    (success_mean P r (fun y => s y ^ 2) - success_mean P r s ^ 2)
    * binomial_expectation n (success_rate P r) (fun k => INR k * f k).
  Proof.
    rewrite class_centred_sums_are_uncorrelated by apply success_part_is_class_centred.
    rewrite (class_mean_replaces_terms (fun y => indicator (r y)) _
      (success_mean P r (fun y => s y ^ 2) - success_mean P r s ^ 2)).
    - f_equal. rewrite <- (expectation_iid_count P r). apply expectation_ext. intros g.
      rewrite successes_as_sum. ring.
    - unfold success_part. set (mu := success_mean P r s). split.
      + set (e := success_mean P r (fun y => s y ^ 2)).
        rewrite (expectation_ext _ _ (fun y => indicator (r y) * s y ^ 2
          - 2 * mu * (indicator (r y) * s y) + (2 * mu ^ 2 - e) * indicator (r y)))
          by (intros y; destruct (r y); cbn [indicator]; ring).
        rewrite expectation_plus, expectation_minus, !expectation_scal. fold (success_rate P r).
        unfold e, mu, success_mean. field. lra.
      + rewrite (expectation_ext _ _ (fun _ => 0))
          by (intros y; destruct (r y); cbn [indicator negb]; ring).
        apply expectation_const.
  Qed.

  Lemma failures_in_group_noise n (f : nat -> R) :
    expectation (iid P n) (fun g => f (successes r g) * (sum g failure_part * sum g failure_part)) =
    (failure_mean P r (fun y => s y ^ 2) - failure_mean P r s ^ 2)
    * binomial_expectation n (success_rate P r) (fun k => INR (n - k) * f k).
  Proof.
    rewrite class_centred_sums_are_uncorrelated by apply failure_part_is_class_centred.
    rewrite (class_mean_replaces_terms (fun y => indicator (negb (r y))) _
      (failure_mean P r (fun y => s y ^ 2) - failure_mean P r s ^ 2)).
    - f_equal. rewrite <- (expectation_iid_count P r). apply expectation_iid_ext. intros g Hg.
      rewrite failure_count_as_sum, Hg. ring.
    - unfold failure_part. set (mu := failure_mean P r s). split.
      + rewrite (expectation_ext _ _ (fun _ => 0))
          by (intros y; destruct (r y); cbn [indicator negb]; ring).
        apply expectation_const.
      + set (e := failure_mean P r (fun y => s y ^ 2)).
        rewrite (expectation_ext _ _ (fun y => indicator (negb (r y)) * s y ^ 2
          - 2 * mu * (indicator (negb (r y)) * s y) + (2 * mu ^ 2 - e) * indicator (negb (r y))))
          by (intros y; destruct (r y); cbn [indicator negb]; ring).
        rewrite expectation_plus, expectation_minus, !expectation_scal, failure_rate.
        unfold e, mu, failure_mean. field. lra.
  Qed.

  Lemma group_gradient_by_parts (A : advantage_rule) n g : (1 <= n)%nat -> length g = n ->
    group_gradient A r s g =
    / INR n * (A true (successes r g) * sum g success_part
               + A false (successes r g) * sum g failure_part)
    + success_gradient P r s * count_effect n A (success_rate P r) (successes r g).
  Proof.
    intros Hn Hg. destruct (class_means_of_score some_succeed_some_fail) as [Hsuccess Hfailure].
    unfold group_gradient, count_effect, success_part, failure_part.
    rewrite Hsuccess, Hfailure, Hg. set (k := successes r g).
    rewrite (sum_ext g (fun y => A (r y) k * s y) (fun y =>
      A true k * (indicator (r y) * s y) + A false k * (indicator (negb (r y)) * s y)))
      by (intros y; destruct (r y); cbn [indicator negb]; ring).
    rewrite (sum_ext g (fun y => indicator (r y) * (s y - _)) (fun y => indicator (r y) * s y
      - indicator (r y) * (success_gradient P r s / success_rate P r))) by (intros y; ring).
    rewrite (sum_ext g (fun y => indicator (negb (r y)) * (s y - _)) (fun y =>
      indicator (negb (r y)) * s y
      - indicator (negb (r y)) * (- success_gradient P r s / (1 - success_rate P r))))
      by (intros y; ring).
    rewrite sum_plus, !sum_minus, !sum_scal, !sum_scal_r, failure_count_as_sum.
    rewrite <- successes_as_sum, Hg. fold k.
    assert (INR n <> 0) by (apply not_0_INR; lia). field. lra.
  Qed.

  (** Result 1.10 for one coordinate: Var g = (1/n^2) (sigma+^2 E[k A(1,k)^2]
      + sigma-^2 E[(n-k) A(0,k)^2]) + (grad rho)^2 Var_k[(k A(1,k)/rho - (n-k) A(0,k)/(1-rho))/n],
      sigma+^2 = E[s^2 | r = 1] - E[s | r = 1]^2, sigma-^2 = E[s^2 | r = 0] - E[s | r = 0]^2. *)
  Theorem variance_of_count_rule_one_coordinate (A : advantage_rule) n : (1 <= n)%nat ->
    let rho := success_rate P r in
    variance (iid P n) (group_gradient A r s) =
    / INR n ^ 2 *
      ((success_mean P r (fun y => s y ^ 2) - success_mean P r s ^ 2)
         * binomial_expectation n rho (fun k => INR k * A true k ^ 2)
       + (failure_mean P r (fun y => s y ^ 2) - failure_mean P r s ^ 2)
         * binomial_expectation n rho (fun k => INR (n - k) * A false k ^ 2))
    + success_gradient P r s ^ 2 * binomial_variance n rho (count_effect n A rho).
  Proof.
    intros Hn rho. set (c := success_gradient P r s). set (M := count_effect n A rho).
    pose proof success_part_is_class_centred as Hplus.
    pose proof failure_part_is_class_centred as Hminus.
    rewrite variance_second_moment, binomial_variance_second_moment.
    rewrite <- successes_in_group_noise, <- failures_in_group_noise.
    rewrite <- !(expectation_iid_count P r).
    assert (Hmean : expectation (iid P n) (group_gradient A r s) =
      c * expectation (iid P n) (fun g => M (successes r g))).
    { rewrite (expectation_iid_ext _ _ _ _ (fun g => group_gradient_by_parts A n g Hn)).
      rewrite expectation_plus, !expectation_scal, expectation_plus. fold c rho M.
      rewrite (class_centred_sum_has_mean_zero P r _ n Hplus (A true)).
      rewrite (class_centred_sum_has_mean_zero P r _ n Hminus (A false)). ring. }
    rewrite Hmean.
    rewrite (expectation_iid_ext _ _ (fun g => group_gradient A r s g ^ 2) (fun g => / INR n ^ 2 *
        ((A true (successes r g) ^ 2 * (sum g success_part * sum g success_part)
        + A false (successes r g) ^ 2 * (sum g failure_part * sum g failure_part))
        + 2 * (A true (successes r g) * A false (successes r g)
               * (sum g success_part * sum g failure_part)))
      + 2 * c / INR n * (M (successes r g) * A true (successes r g) * sum g success_part
        + M (successes r g) * A false (successes r g) * sum g failure_part)
      + c ^ 2 * M (successes r g) ^ 2)).
    - rewrite !expectation_plus, !expectation_scal, !expectation_plus, !expectation_scal.
      rewrite (class_centred_sums_are_uncorrelated P r _ _ n Hplus Hminus
        (fun k => A true k * A false k)).
      rewrite (expectation_ext _ (fun g => _ * sum g (fun y => success_part y * failure_part y))
        (fun _ => 0)).
      + rewrite expectation_const.
        rewrite (class_centred_sum_has_mean_zero P r _ n Hplus (fun k => M k * A true k)).
        rewrite (class_centred_sum_has_mean_zero P r _ n Hminus (fun k => M k * A false k)).
        ring.
      + intros g. rewrite (sum_ext _ _ (fun _ => 0)), sum_zero; [ring|].
        intros y. unfold success_part, failure_part. destruct (r y); cbn [indicator negb]; ring.
    - intros g Hg. rewrite (group_gradient_by_parts A n g Hn Hg). fold c rho M.
      assert (INR n <> 0) by (apply not_0_INR; lia). field. assumption.
  Qed.

End OneCoordinate.

(** ** Trace of the covariance *)

Section Trace.

  Context {Y : Type} (P : distribution Y) (d : nat) (r : Y -> bool) (s : Y -> nat -> R).
  Hypothesis score_has_mean_zero : forall i, (i < d)%nat -> expectation P (fun y => s y i) = 0.

  Lemma success_variance_by_coordinates :
    success_variance P d r s = sum_below d (fun i =>
      success_mean P r (fun y => s y i ^ 2) - success_mean P r (fun y => s y i) ^ 2).
  Proof.
    unfold success_variance. rewrite sum_below_minus. f_equal.
    unfold success_mean, Rdiv. rewrite <- expectation_of_squared_norm, !(Rmult_comm _ (/ _)).
    rewrite <- sum_below_scal. apply sum_below_ext. intros i _. ring.
  Qed.

  Lemma failure_variance_by_coordinates :
    failure_variance P d r s = sum_below d (fun i =>
      failure_mean P r (fun y => s y i ^ 2) - failure_mean P r (fun y => s y i) ^ 2).
  Proof.
    unfold failure_variance. rewrite sum_below_minus. f_equal.
    unfold failure_mean, Rdiv. rewrite <- expectation_of_squared_norm, !(Rmult_comm _ (/ _)).
    rewrite <- sum_below_scal. apply sum_below_ext. intros i _. ring.
  Qed.

  (** Result 1.10: Var g = (1/n^2) (sigma+^2 E[k A(1,k)^2] + sigma-^2 E[(n-k) A(0,k)^2])
      + |grad rho|^2 Var_k[(k A(1,k)/rho - (n-k) A(0,k)/(1-rho))/n] over k ~ Bin(n, rho). *)
  Theorem variance_of_count_rule (A : advantage_rule) n :
    (1 <= n)%nat -> 0 < success_rate P r < 1 ->
    let rho := success_rate P r in
    group_variance P n d A r s =
    / INR n ^ 2 *
      (success_variance P d r s * binomial_expectation n rho (fun k => INR k * A true k ^ 2)
       + failure_variance P d r s
         * binomial_expectation n rho (fun k => INR (n - k) * A false k ^ 2))
    + squared_success_gradient P d r s
      * binomial_variance n rho (count_effect n A rho).
  Proof.
    intros Hn Hrho rho. unfold group_variance, trace_variance.
    rewrite success_variance_by_coordinates, failure_variance_by_coordinates.
    unfold squared_success_gradient, squared_norm.
    set (Eplus := binomial_expectation n rho (fun k => INR k * A true k ^ 2)).
    set (Eminus := binomial_expectation n rho (fun k => INR (n - k) * A false k ^ 2)).
    rewrite (Rmult_comm _ Eplus), (Rmult_comm _ Eminus), (Rmult_comm _ (binomial_variance _ _ _)).
    rewrite <- !sum_below_scal, <- sum_below_plus, <- sum_below_scal, <- sum_below_plus.
    apply sum_below_ext. intros i Hi.
    rewrite (variance_of_count_rule_one_coordinate P r (fun y => s y i)) by auto.
    fold rho. fold Eplus Eminus. ring.
  Qed.

  (** Groups in which no member is bad are all that count when no response is. *)
  Lemma expectation_iid_without (bad : Y -> bool) n : success_rate P bad = 0 ->
    forall f f' : list Y -> R,
    (forall g, length g = n -> (forall y, In y g -> bad y = false) -> f g = f' g) ->
    expectation (iid P n) f = expectation (iid P n) f'.
  Proof.
    intros Hbad. induction n as [|n IH]; intros f f' H.
    - rewrite !expectation_iid_none. apply H; [reflexivity|intros y []].
    - rewrite !expectation_iid_step. apply sum_ext_in. intros y Hy.
      destruct (bad y) eqn:Hy_bad.
      + assert (Hzero : probability P y * indicator (bad y) = 0).
        { apply (sum_zero_terms (support P) (fun y => probability P y * indicator (bad y)));
            [|exact Hbad|exact Hy].
          intros z Hz. apply Rmult_le_pos; [now apply probability_nonneg|].
          destruct (bad z); cbn [indicator]; lra. }
        rewrite Hy_bad in Hzero. cbn [indicator] in Hzero. rewrite Rmult_1_r in Hzero.
        rewrite Hzero. ring.
      + f_equal. apply IH. intros g Hg Hgood. apply H; [simpl; now rewrite Hg|].
        intros z [<-|Hz]; auto.
  Qed.

  Lemma group_variance_without (bad : Y -> bool) (A : advantage_rule) (c : R) n :
    (1 <= n)%nat -> success_rate P bad = 0 ->
    (forall g, length g = n -> (forall y, In y g -> bad y = false) ->
      forall y, In y g -> A (r y) (successes r g) = c) ->
    group_variance P n d A r s = c ^ 2 * mean_squared_score P d s / INR n.
  Proof.
    intros Hn Hbad H. unfold group_variance, trace_variance, mean_squared_score, Rdiv.
    rewrite <- expectation_scal, <- expectation_of_squared_norm, Rmult_comm, <- sum_below_scal.
    apply sum_below_ext. intros i Hi.
    transitivity (variance (iid P n) (fun g => sum g (fun y => c * s y i) / INR n)).
    - rewrite !variance_second_moment. f_equal; [|f_equal];
        apply (expectation_iid_without bad); try exact Hbad; intros g Hg Hgood;
        unfold group_gradient; rewrite Hg; rewrite (sum_ext_in g _ (fun y => c * s y i));
        auto; intros y Hy; now rewrite (H g).
    - rewrite variance_of_group_mean, variance_second_moment, expectation_scal by assumption.
      rewrite (score_has_mean_zero i Hi).
      rewrite (expectation_ext _ _ (fun y => c ^ 2 * s y i ^ 2)) by (intros y; ring).
      unfold Rdiv. ring.
  Qed.

  (** Result 1.10 at rho = 0: Var g = A(0, 0)^2 E|s|^2 / n. *)
  Theorem variance_of_count_rule_without_successes (A : advantage_rule) n :
    (1 <= n)%nat -> success_rate P r = 0 ->
    group_variance P n d A r s =
    A false 0%nat ^ 2 * mean_squared_score P d s / INR n.
  Proof.
    intros Hn Hrho. apply (group_variance_without r); auto.
    intros g _ Hfail y Hy. rewrite (Hfail y Hy). f_equal. clear y Hy.
    induction g as [|y g IH]; [reflexivity|]. simpl.
    rewrite Hfail by (left; reflexivity). apply IH. intros z Hz. apply Hfail. now right.
  Qed.

  (** Result 1.10 at rho = 1: Var g = A(1, n)^2 E|s|^2 / n. *)
  Theorem variance_of_count_rule_without_failures (A : advantage_rule) n :
    (1 <= n)%nat -> success_rate P r = 1 ->
    group_variance P n d A r s =
    A true n ^ 2 * mean_squared_score P d s / INR n.
  Proof.
    intros Hn Hrho. apply (group_variance_without (fun y => negb (r y))); auto.
    - transitivity (1 - success_rate P r); [apply failure_rate|lra].
    - intros g <- Hsucceed y Hy. rewrite <- (negb_involutive (r y)), (Hsucceed y Hy).
      cbn [negb]. f_equal. clear y Hy Hn.
      induction g as [|y g IH]; [reflexivity|]. simpl.
      rewrite <- (negb_involutive (r y)), Hsucceed by (left; reflexivity). cbn [negb].
      f_equal. apply IH. intros z Hz. apply Hsucceed. now right.
  Qed.

End Trace.
