(** * Why the mobilities are what they are

    The mobility is the squared length of grad rho in the metric of the step (the minimum-time
    weights of docs/theory.md). For a step on the logits (vanilla) it is the sum of the squared
    derivatives, for a natural gradient the squared length in the Fisher metric.

    Definitions
      success_collision_probability P M r == kappa_G, the sum over successes of (pi_y / rho)^2
      failure_collision_probability P M r == kappa_B, the sum over failures of (pi_y / (1 - rho))^2
      fisher_information P s i j  == E[s_i s_j]
      directional_score d s v y   == s(y) . v
      is_natural_gradient P d s g v == F v = g
    Results
      tabular_gradient_of_success_rate == d rho / d z_i = pi_i (r_i - rho)
      tabular_vanilla_mobility  == |grad rho|^2 = (rho (1 - rho))^2 (kappa_G + kappa_B)
      two_responses_vanilla_mobility == 2 (rho (1 - rho))^2 for two responses with two logits
      sigmoid_vanilla_mobility  == (rho (1 - rho))^2 for two responses with one logit
      vanilla_mobility_with_fixed_conditionals == the factor stays where the conditionals of the M
        responses within the classes do
      natural_gradient_has_one_length == g . v is the same for all natural gradients v of g
      natural_mobility_is_at_most_variance == at most rho (1 - rho) for any parametrisation
      natural_mobility_where_scores_span_reward == equal to it where a combination of scores is r
      tabular_natural_gradient_is_reward == with free logits v_y = r(y)
      tabular_natural_mobility  == and the squared length of grad rho is rho (1 - rho) *)

From Coq Require Import Reals Bool List Lra Lia.
From Coquelicot Require Import Hierarchy Derive.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import EffectiveWeights.EffectiveWeight Scores.ZeroMeanScore.
From Counterweight Require Import Scores.Softmax Baselines.ScoreMoments.
From Counterweight Require Import MinimumTime.Definitions.
Import ListNotations.
Open Scope R_scope.

(** ** Steps on logits *)

Definition success_collision_probability (P : distribution nat) (M : nat) (r : nat -> bool) : R :=
  sum_below M (fun y => indicator (r y) * (probability P y / success_rate P r) ^ 2).

Definition failure_collision_probability (P : distribution nat) (M : nat) (r : nat -> bool) : R :=
  sum_below M (fun y => indicator (negb (r y)) * (probability P y / (1 - success_rate P r)) ^ 2).

Section Tabular.

  Context (M : nat) (P : distribution nat) (r : nat -> bool).
  Hypothesis responses_are_below : support P = seq 0 M.

  Lemma tabular_success_gradient (i : nat) : (i < M)%nat ->
    success_gradient P r (fun y => tabular_score P y i) =
    probability P i * (indicator (r i) - success_rate P r).
  Proof.
    intros Hi. unfold success_gradient, tabular_score.
    rewrite (expectation_ext _ _ (fun y => indicator (Nat.eqb y i) * indicator (r i)
      - indicator (r y) * probability P i)).
    - rewrite expectation_minus, !expectation_scal_r.
      rewrite (expectation_of_response M) by assumption. unfold success_rate. ring.
    - intros y. destruct (Nat.eqb_spec y i) as [->|]; cbn [indicator]; ring.
  Qed.

  Lemma tabular_success_rate :
    success_rate P r = sum_below M (fun y => indicator (r y) * probability P y).
  Proof.
    unfold success_rate. rewrite (expectation_below M) by assumption.
    apply sum_below_ext. intros. ring.
  Qed.

  Lemma success_collision_times_squared_rate :
    success_rate P r ^ 2 * success_collision_probability P M r =
    sum_below M (fun y => indicator (r y) * probability P y ^ 2).
  Proof.
    unfold success_collision_probability. rewrite <- sum_below_scal.
    destruct (Req_dec (success_rate P r) 0) as [H0|H0].
    - transitivity (sum_below M (fun y : nat => 0)).
      + apply sum_below_ext. intros y _. rewrite H0. ring.
      + apply sum_below_ext. intros y Hy.
        assert (Hterm : probability P y * indicator (r y) = 0).
        { apply (sum_zero_terms (support P) (fun a => probability P a * indicator (r a))).
          - intros a Ha. apply Rmult_le_pos; [now apply probability_nonneg|].
            destruct (r a); cbn [indicator]; lra.
          - exact H0.
          - rewrite responses_are_below. apply in_seq. lia. }
        replace (indicator (r y) * probability P y ^ 2)
          with (probability P y * indicator (r y) * probability P y) by ring.
        rewrite Hterm. ring.
    - apply sum_below_ext. intros y _. field. exact H0.
  Qed.

End Tabular.

Section TabularMobility.

  Context (M : nat) (P : distribution nat) (r : nat -> bool).
  Hypothesis responses_are_below : support P = seq 0 M.

  Lemma failure_collision_is_success_collision :
    failure_collision_probability P M r = success_collision_probability P M (fun y => negb (r y)).
  Proof.
    unfold failure_collision_probability, success_collision_probability.
    rewrite <- failure_rate. reflexivity.
  Qed.

  Lemma squared_success_gradient_by_class :
    squared_success_gradient P M r (tabular_score P) =
    mobility_of vanilla (success_rate P r) *
    (success_collision_probability P M r + failure_collision_probability P M r).
  Proof.
    pose proof (success_collision_times_squared_rate M P r responses_are_below) as HG.
    pose proof (success_collision_times_squared_rate M P (fun y => negb (r y))
      responses_are_below) as HB.
    rewrite <- failure_collision_is_success_collision in HB.
    change (success_rate P (fun y => negb (r y)))
      with (expectation P (fun y => indicator (negb (r y)))) in HB.
    rewrite failure_rate in HB. set (rho := success_rate P r) in *.
    unfold mobility_of.
    transitivity ((1 - rho) ^ 2 * sum_below M (fun y => indicator (r y) * probability P y ^ 2)
      + rho ^ 2 * sum_below M (fun y => indicator (negb (r y)) * probability P y ^ 2)).
    - rewrite <- !sum_below_scal, <- sum_below_plus.
      unfold squared_success_gradient, squared_norm. apply sum_below_ext. intros i Hi.
      rewrite (tabular_success_gradient M) by assumption. fold rho.
      destruct (r i); cbn [indicator negb]; ring.
    - rewrite <- HG, <- HB. ring.
  Qed.

End TabularMobility.

Section TabularSoftmaxMobility.

  Context (M : nat) (nonempty : seq 0 M <> []) (theta : nat -> R) (r : nat -> bool).

  Lemma tabular_partial_derivative (i : nat) : (i < M)%nat ->
    partial_derivative (fun t => success_rate (tabular_softmax M nonempty t) r) theta i =
    success_gradient (tabular_softmax M nonempty theta) r
      (fun y => tabular_score (tabular_softmax M nonempty theta) y i).
  Proof.
    intros Hi.
    assert (H := softmax_gradient_of_success_rate (seq 0 M) nonempty (fun t => t) theta i
      (fun a _ => ex_intro _ _ (coordinate_slope theta i a)) r).
    cbv beta in H. unfold tabular_softmax at 1. rewrite H. unfold success_gradient.
    apply expectation_ext_in. intros y Hy. apply in_seq in Hy. f_equal.
    apply tabular_softmax_score; [lia|exact Hi].
  Qed.

  (** d rho / d z_i = pi_i (r_i - rho) for a softmax with a free logit z_i for each response. *)
  Theorem tabular_gradient_of_success_rate (i : nat) : (i < M)%nat ->
    partial_derivative (fun t => success_rate (tabular_softmax M nonempty t) r) theta i =
    probability (tabular_softmax M nonempty theta) i *
    (indicator (r i) - success_rate (tabular_softmax M nonempty theta) r).
  Proof.
    intros Hi. rewrite tabular_partial_derivative by exact Hi.
    now apply (tabular_success_gradient M).
  Qed.

  (** Vanilla mobility: sum_i (d rho / d z_i)^2 = (rho (1 - rho))^2 (kappa_G + kappa_B), also where
      rho is 0 or 1. *)
  Theorem tabular_vanilla_mobility :
    squared_norm M
      (partial_derivative (fun t => success_rate (tabular_softmax M nonempty t) r) theta) =
    mobility_of vanilla (success_rate (tabular_softmax M nonempty theta) r) *
    (success_collision_probability (tabular_softmax M nonempty theta) M r
     + failure_collision_probability (tabular_softmax M nonempty theta) M r).
  Proof.
    rewrite <- squared_success_gradient_by_class by reflexivity.
    apply sum_below_ext. intros i Hi. now rewrite tabular_partial_derivative.
  Qed.

End TabularSoftmaxMobility.

(** Two responses with a logit each: sum_i (d rho / d z_i)^2 = 2 (rho (1 - rho))^2. *)
Theorem two_responses_vanilla_mobility (nonempty : seq 0 2 <> []) (theta : nat -> R)
    (r : nat -> bool) :
  squared_norm 2
    (partial_derivative (fun t => success_rate (tabular_softmax 2 nonempty t) r) theta) =
  2 * mobility_of vanilla (success_rate (tabular_softmax 2 nonempty theta) r).
Proof.
  set (P := tabular_softmax 2 nonempty theta).
  assert (Htotal := probability_total_below 2 P eq_refl).
  assert (Hrate := tabular_success_rate 2 P r eq_refl).
  cbn [sum_below] in Htotal, Hrate. unfold squared_norm. cbn [sum_below].
  rewrite !tabular_gradient_of_success_rate by lia. fold P.
  replace (probability P 1%nat) with (1 - probability P 0%nat) in * by lra.
  set (p := probability P 0%nat) in *. unfold mobility_of. rewrite Hrate.
  destruct (r 0%nat), (r 1%nat); cbn [indicator]; ring.
Qed.

(** Two responses with one logit, the success's: (d rho / d x)^2 = (rho (1 - rho))^2. *)
Theorem sigmoid_vanilla_mobility (x : R) :
  Derive (fun z => success_rate (sigmoid_policy z) (fun y => y)) x ^ 2 =
  mobility_of vanilla (success_rate (sigmoid_policy x) (fun y => y)).
Proof.
  assert (H : is_derive (fun z => success_rate (sigmoid_policy z) (fun y => y)) x
    (success_gradient (sigmoid_policy x) (fun y => y) (score sigmoid_policy x)))
    by exact (softmax_success_gradient [true; false] sigmoid_responses_nonempty sigmoid_logit x
      (fun y _ => ex_intro _ _ (sigmoid_slope x y)) (fun y => y)).
  apply is_derive_unique in H.
  transitivity (success_gradient (sigmoid_policy x) (fun y => y) (score sigmoid_policy x) ^ 2);
    [f_equal; exact H|].
  set (rho := success_rate (sigmoid_policy x) (fun y => y)).
  unfold success_gradient. rewrite (expectation_ext _ _ (fun y => (1 - rho) * indicator y)).
  - rewrite expectation_scal. change (expectation (sigmoid_policy x) indicator) with rho.
    unfold mobility_of. ring.
  - intros y. rewrite sigmoid_score. fold rho. destruct y; cbn [indicator]; ring.
Qed.

(** ** Where the conditionals within the classes stay fixed *)

Lemma conditionals_fix_collisions (M : nat) (r : nat -> bool) (P Q : distribution nat) :
  support P = seq 0 M -> support Q = seq 0 M ->
  (forall y z, (y < M)%nat -> (z < M)%nat -> r y = true -> r z = true ->
    probability Q y * probability P z = probability P y * probability Q z) ->
  success_rate P r <> 0 -> success_rate Q r <> 0 ->
  success_collision_probability Q M r = success_collision_probability P M r.
Proof.
  intros HP HQ Hratio HP0 HQ0. apply sum_below_ext. intros y HyM.
  destruct (r y) eqn:Hy; cbn [indicator]; [|ring].
  assert (E : probability Q y * success_rate P r = probability P y * success_rate Q r).
  { rewrite (tabular_success_rate M P r HP), (tabular_success_rate M Q r HQ).
    rewrite <- !sum_below_scal. apply sum_below_ext. intros z HzM.
    destruct (r z) eqn:Hz; cbn [indicator]; [|ring].
    rewrite !Rmult_1_l. now apply Hratio. }
  replace (probability Q y / success_rate Q r) with (probability P y / success_rate P r);
    [reflexivity|].
  apply (Rmult_eq_reg_r (success_rate P r * success_rate Q r)).
  - transitivity (probability P y * success_rate Q r); [field; exact HP0|].
    rewrite <- E. field. exact HQ0.
  - now apply Rmult_integral_contrapositive_currified.
Qed.

(** If P and Q have the same conditionals within the classes, then kappa_G and kappa_B are the same
    for both, and so is |grad rho|^2 / (rho (1 - rho))^2. *)
Theorem vanilla_mobility_with_fixed_conditionals (M : nat) (r : nat -> bool)
    (P Q : distribution nat) :
  support P = seq 0 M -> support Q = seq 0 M ->
  (forall y z, (y < M)%nat -> (z < M)%nat -> r y = r z ->
    probability Q y * probability P z = probability P y * probability Q z) ->
  0 < success_rate P r < 1 -> 0 < success_rate Q r < 1 ->
  squared_success_gradient Q M r (tabular_score Q) / mobility_of vanilla (success_rate Q r) =
  squared_success_gradient P M r (tabular_score P) / mobility_of vanilla (success_rate P r).
Proof.
  intros HP HQ Hratio HP1 HQ1.
  assert (HG : success_collision_probability Q M r = success_collision_probability P M r).
  { apply conditionals_fix_collisions; [exact HP|exact HQ| |lra|lra].
    intros y z HyM HzM Hy Hz. apply Hratio; congruence. }
  assert (HB : failure_collision_probability Q M r = failure_collision_probability P M r).
  { rewrite !failure_collision_is_success_collision.
    apply conditionals_fix_collisions; [exact HP|exact HQ| | |].
    - intros y z HyM HzM Hy Hz. apply Hratio; [exact HyM|exact HzM|].
      now rewrite <- (negb_involutive (r y)), Hy, <- Hz, negb_involutive.
    - unfold success_rate. rewrite failure_rate. lra.
    - unfold success_rate. rewrite failure_rate. lra. }
  rewrite !(squared_success_gradient_by_class M) by assumption. rewrite HG, HB.
  unfold mobility_of. field. lra.
Qed.

(** ** Natural gradients *)

Definition fisher_information {Y : Type} (P : distribution Y) (s : Y -> nat -> R) (i j : nat) : R :=
  expectation P (fun y => s y i * s y j).

Definition directional_score {Y : Type} (d : nat) (s : Y -> nat -> R) (v : nat -> R) (y : Y) : R :=
  sum_below d (fun i => s y i * v i).

Definition is_natural_gradient {Y : Type} (P : distribution Y) (d : nat) (s : Y -> nat -> R)
    (g v : nat -> R) : Prop :=
  forall i, (i < d)%nat -> sum_below d (fun j => fisher_information P s i j * v j) = g i.

Section NaturalGradient.

  Context {Y : Type} (P : distribution Y) (d : nat) (r : Y -> bool) (s : Y -> nat -> R).

  Lemma fisher_row (v : nat -> R) (i : nat) :
    sum_below d (fun j => fisher_information P s i j * v j) =
    expectation P (fun y => s y i * directional_score d s v y).
  Proof.
    unfold directional_score, fisher_information.
    rewrite (expectation_ext P _ (fun y => sum_below d (fun j => s y i * s y j * v j))).
    - rewrite (expectation_sum_below P d (fun j y => s y i * s y j * v j)).
      apply sum_below_ext. intros j _. now rewrite expectation_scal_r.
    - intros y. rewrite <- sum_below_scal. apply sum_below_ext. intros. ring.
  Qed.

  Lemma fisher_form (u v : nat -> R) :
    sum_below d (fun i => u i * sum_below d (fun j => fisher_information P s i j * v j)) =
    expectation P (fun y => directional_score d s u y * directional_score d s v y).
  Proof.
    rewrite (sum_below_ext d _ (fun i => expectation P (fun y =>
      u i * (s y i * directional_score d s v y))))
      by (intros i _; now rewrite fisher_row, expectation_scal).
    rewrite <- (expectation_sum_below P d (fun i y => u i * (s y i * directional_score d s v y))).
    apply expectation_ext. intros y. unfold directional_score at 2. rewrite Rmult_comm.
    rewrite <- sum_below_scal. apply sum_below_ext. intros. unfold directional_score. ring.
  Qed.

  Lemma gradient_along (v : nat -> R) :
    sum_below d (fun i => v i * success_gradient P r (fun y => s y i)) =
    expectation P (fun y => indicator (r y) * directional_score d s v y).
  Proof.
    unfold success_gradient, directional_score.
    rewrite (expectation_ext P _ (fun y => sum_below d (fun i => v i * (indicator (r y) * s y i)))).
    - rewrite (expectation_sum_below P d (fun i y => v i * (indicator (r y) * s y i))).
      apply sum_below_ext. intros i _. now rewrite expectation_scal.
    - intros y. rewrite <- sum_below_scal. apply sum_below_ext. intros. ring.
  Qed.

  (** The squared length v . F v = g . v is the same for all natural gradients v of g, where the
      Fisher matrix F = E[s s^T] has no inverse too. *)
  Theorem natural_gradient_has_one_length (g u v : nat -> R) :
    is_natural_gradient P d s g u -> is_natural_gradient P d s g v ->
    sum_below d (fun i => u i * g i) = sum_below d (fun i => v i * g i).
  Proof.
    intros Hu Hv.
    rewrite (sum_below_ext d (fun i => u i * g i) (fun i =>
      u i * sum_below d (fun j => fisher_information P s i j * v j)))
      by (intros i Hi; now rewrite Hv).
    rewrite (sum_below_ext d (fun i => v i * g i) (fun i =>
      v i * sum_below d (fun j => fisher_information P s i j * u j)))
      by (intros i Hi; now rewrite Hu).
    rewrite !fisher_form. apply expectation_ext. intros y. apply Rmult_comm.
  Qed.

  Hypothesis scores_have_mean_zero : forall i, (i < d)%nat -> expectation P (fun y => s y i) = 0.

  Lemma directional_score_has_mean_zero (v : nat -> R) :
    expectation P (directional_score d s v) = 0.
  Proof.
    unfold directional_score. rewrite (expectation_sum_below P d (fun i y => s y i * v i)).
    rewrite (sum_below_ext d _ (fun _ => 0)), sum_below_const; [ring|].
    intros i Hi. now rewrite expectation_scal_r, scores_have_mean_zero, Rmult_0_l.
  Qed.

  Lemma reward_variance : variance P (fun y => indicator (r y)) =
    mobility_of natural (success_rate P r).
  Proof.
    rewrite variance_second_moment. unfold mobility_of, success_rate.
    rewrite (expectation_ext P (fun y => indicator (r y) ^ 2) (fun y => indicator (r y))).
    - ring.
    - intros y. destruct (r y); cbn [indicator]; ring.
  Qed.

  Lemma gradient_along_centred (v : nat -> R) :
    sum_below d (fun i => v i * success_gradient P r (fun y => s y i)) =
    expectation P (fun y => (indicator (r y) - success_rate P r) * directional_score d s v y).
  Proof.
    rewrite gradient_along. symmetry. apply expectation_with_baseline.
    apply directional_score_has_mean_zero.
  Qed.

  (** For any parametrisation the squared length of grad rho in the Fisher metric is at most
      Var r = rho (1 - rho). *)
  Theorem natural_mobility_is_at_most_variance (v : nat -> R) :
    is_natural_gradient P d s (fun i => success_gradient P r (fun y => s y i)) v ->
    sum_below d (fun i => v i * success_gradient P r (fun y => s y i)) <=
    mobility_of natural (success_rate P r).
  Proof.
    intros Hv. set (length := sum_below d _).
    assert (Hlength : length = expectation P (fun y =>
      directional_score d s v y * directional_score d s v y)).
    { rewrite <- fisher_form. apply sum_below_ext. intros i Hi. now rewrite Hv. }
    assert (Hrest : 0 <= expectation P (fun y =>
      (indicator (r y) - success_rate P r - directional_score d s v y) ^ 2))
      by (apply expectation_nonneg; intros; apply pow2_ge_0).
    rewrite (expectation_ext P _ (fun y => (indicator (r y) - success_rate P r) ^ 2
      - 2 * ((indicator (r y) - success_rate P r) * directional_score d s v y)
      + directional_score d s v y * directional_score d s v y)) in Hrest by (intros; ring).
    rewrite expectation_plus, expectation_minus, expectation_scal in Hrest.
    rewrite <- gradient_along_centred, <- Hlength in Hrest. fold length in Hrest.
    rewrite <- reward_variance. unfold variance. fold (success_rate P r). lra.
  Qed.

  (** It is rho (1 - rho) where a combination u of the scores is r - rho on every response. *)
  Theorem natural_mobility_where_scores_span_reward (u v : nat -> R) :
    (forall y, In y (support P) ->
      directional_score d s u y = indicator (r y) - success_rate P r) ->
    is_natural_gradient P d s (fun i => success_gradient P r (fun y => s y i)) v ->
    sum_below d (fun i => v i * success_gradient P r (fun y => s y i)) =
    mobility_of natural (success_rate P r).
  Proof.
    intros Hu Hv.
    rewrite gradient_along_centred, <- reward_variance.
    transitivity (expectation P (fun y => directional_score d s u y * directional_score d s v y)).
    - apply expectation_ext_in. intros y Hy. now rewrite Hu.
    - rewrite <- fisher_form.
      rewrite (sum_below_ext d _ (fun i => u i * success_gradient P r (fun y => s y i)))
        by (intros i Hi; now rewrite Hv).
      rewrite gradient_along_centred. apply expectation_ext_in. intros y Hy.
      rewrite Hu by exact Hy. unfold success_rate. ring.
  Qed.

End NaturalGradient.

Section TabularNaturalGradient.

  Context (M : nat) (nonempty : seq 0 M <> []) (theta : nat -> R) (r : nat -> bool).

  Let policy : (nat -> R) -> distribution nat := tabular_softmax M nonempty.
  Let gradient : nat -> R := partial_derivative (fun t => success_rate (policy t) r) theta.
  Let score : nat -> nat -> R := score_vector policy theta.

  Lemma tabular_directional_score (y : nat) : (y < M)%nat ->
    directional_score M score (fun i => indicator (r i)) y =
    indicator (r y) - success_rate (policy theta) r.
  Proof.
    intros Hy. unfold directional_score.
    rewrite (sum_below_ext M _ (fun i => indicator (Nat.eqb y i) * indicator (r i)
      - indicator (r i) * probability (policy theta) i)).
    - rewrite sum_below_minus, (sum_below_pick M y (fun i => indicator (r i))) by exact Hy.
      now rewrite (tabular_success_rate M) by reflexivity.
    - intros i Hi. unfold score, policy. rewrite tabular_softmax_score by assumption.
      unfold tabular_score. ring.
  Qed.

  Lemma tabular_gradient_coordinate (i : nat) : (i < M)%nat ->
    gradient i = success_gradient (policy theta) r (fun y => score y i).
  Proof.
    intros Hi. unfold gradient, policy, score. rewrite tabular_partial_derivative by exact Hi.
    apply expectation_ext_in. intros y Hy. apply in_seq in Hy.
    now rewrite <- tabular_softmax_score by lia.
  Qed.

  (** Free logits: the direction v_y = r(y) is a natural gradient, F r = grad rho. *)
  Theorem tabular_natural_gradient_is_reward :
    is_natural_gradient (tabular_softmax M nonempty theta) M
      (score_vector (tabular_softmax M nonempty) theta)
      (partial_derivative (fun t => success_rate (tabular_softmax M nonempty t) r) theta)
      (fun y => indicator (r y)).
  Proof.
    intros i Hi. fold policy score gradient.
    rewrite fisher_row, tabular_gradient_coordinate by exact Hi.
    transitivity (expectation (policy theta) (fun y =>
      (indicator (r y) - success_rate (policy theta) r) * score y i)).
    - apply expectation_ext_in. intros y Hy. apply in_seq in Hy.
      rewrite tabular_directional_score by lia. ring.
    - apply expectation_with_baseline.
      apply (softmax_expected_score_vector_is_zero (seq 0 M) nonempty (fun t => t)).
      intros a _. eexists. apply coordinate_slope.
  Qed.

  (** Natural mobility: grad rho . v = rho (1 - rho) for every natural gradient v of a softmax with
      free logits. *)
  Theorem tabular_natural_mobility (v : nat -> R) :
    is_natural_gradient (tabular_softmax M nonempty theta) M
      (score_vector (tabular_softmax M nonempty) theta)
      (partial_derivative (fun t => success_rate (tabular_softmax M nonempty t) r) theta) v ->
    sum_below M (fun i =>
      v i * partial_derivative (fun t => success_rate (tabular_softmax M nonempty t) r) theta i) =
    mobility_of natural (success_rate (tabular_softmax M nonempty theta) r).
  Proof.
    intros Hv.
    rewrite (natural_gradient_has_one_length _ _ _ _ _ _ Hv tabular_natural_gradient_is_reward).
    rewrite (sum_below_ext M _ (fun i =>
      (1 - success_rate (tabular_softmax M nonempty theta) r) *
      (indicator (r i) * probability (tabular_softmax M nonempty theta) i))).
    - rewrite sum_below_scal, <- (tabular_success_rate M) by reflexivity. unfold mobility_of. ring.
    - intros i Hi. rewrite tabular_gradient_of_success_rate by exact Hi.
      destruct (r i); cbn [indicator]; ring.
  Qed.

  (** The scores of a softmax with free logits span the reward, with u = r: the hypotheses of
      [natural_mobility_where_scores_span_reward] can be met. *)
  Example tabular_scores_span_reward :
    sum_below M (fun i =>
      indicator (r i) * success_gradient (policy theta) r (fun y => score y i)) =
    mobility_of natural (success_rate (policy theta) r).
  Proof.
    apply (natural_mobility_where_scores_span_reward _ _ _ _) with (u := fun i => indicator (r i)).
    - intros i _. apply (softmax_expected_score_vector_is_zero (seq 0 M) nonempty (fun t => t)).
      intros a _. eexists. apply coordinate_slope.
    - intros y Hy. apply in_seq in Hy. apply tabular_directional_score. lia.
    - intros i Hi. cbv beta. rewrite <- tabular_gradient_coordinate by exact Hi.
      now apply tabular_natural_gradient_is_reward.
  Qed.

End TabularNaturalGradient.
