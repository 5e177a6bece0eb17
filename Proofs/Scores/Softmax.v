(** * Softmax policies

    A softmax policy gives every response a probability in proportion to exp of its logit. The
    logits are any functions of the parameters that are differentiable where one looks. The score is
    then the derivative of the own logit less its mean, s = l' - E l', and all of
    Scores/ZeroMeanScore.v holds without further hypotheses, as probabilities are positive.

    With free logits, one parameter for each of M responses (tabular softmax), s_y = e_y - pi.

    Definitions
      softmax responses nonempty l   == pi(y) = exp l(y) / sum over responses of exp l
      tabular_score P y i            == 1[y = i] - pi_i: coordinate i of e_y - pi
      tabular_softmax M nonempty l   == the softmax of the responses 0, ..., M - 1
    Results
      softmax_score                  == s(y) = l'(y) - E l'
      softmax_expected_score_is_zero == E s = 0
      softmax_success_gradient       == d/dx rho = E[r s]
      softmax_baseline_keeps_expected_gradient == E[(f - b) s] = d/dx E f
      softmax_score_vector, softmax_expected_score_vector_is_zero, softmax_gradient_of_success_rate,
      softmax_baseline_keeps_expected_gradient_vector == the same for many parameters
      tabular_softmax_score          == free logits: s_y = e_y - pi
      tabular_score_has_mean_zero    == E(e_y - pi) = 0 for every distribution of 0, ..., M - 1 *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Hierarchy Derive ElemFct.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import EffectiveWeights.EffectiveWeight Scores.ZeroMeanScore.
Import ListNotations.
Open Scope R_scope.

Section Softmax.

  Context {Y : Type} (responses : list Y) (nonempty : responses <> []).

  Definition partition_function (l : Y -> R) : R := sum responses (fun y => exp (l y)).

  Lemma partition_function_positive l : 0 < partition_function l.
  Proof. apply sum_positive; [intros; apply exp_pos|exact nonempty]. Qed.

  Definition softmax_probability (l : Y -> R) (y : Y) : R := exp (l y) / partition_function l.

  Lemma softmax_probability_positive l y : 0 < softmax_probability l y.
  Proof. apply Rdiv_lt_0_compat; [apply exp_pos|apply partition_function_positive]. Qed.

  Lemma softmax_probability_nonneg l y : In y responses -> 0 <= softmax_probability l y.
  Proof. intros _. apply Rlt_le, softmax_probability_positive. Qed.

  Lemma softmax_probability_total l : sum responses (softmax_probability l) = 1.
  Proof.
    unfold softmax_probability, Rdiv. rewrite sum_scal_r.
    pose proof (partition_function_positive l). unfold partition_function in *. field. lra.
  Qed.

  Definition softmax (l : Y -> R) : distribution Y := {|
    support := responses;
    probability := softmax_probability l;
    probability_nonneg := softmax_probability_nonneg l;
    probability_total := softmax_probability_total l;
  |}.

  Section OneParameter.

    Context (logit : R -> Y -> R) (x : R).
    Hypothesis differentiable : forall y, In y responses -> ex_derive (fun z => logit z y) x.

    Let policy (z : R) : distribution Y := softmax (logit z).
    Let slope (y : Y) : R := Derive (fun z => logit z y) x.

    Lemma partition_function_derivative :
      is_derive (fun z => partition_function (logit z)) x
        (partition_function (logit x) * expectation (softmax (logit x)) slope).
    Proof.
      replace (partition_function (logit x) * expectation (softmax (logit x)) slope)
        with (sum responses (fun y => slope y * exp (logit x y))).
      - apply is_derive_sum_list. intros y Hy.
        apply (is_derive_comp exp (fun z => logit z y)).
        + apply is_derive_Reals, derivable_pt_lim_exp.
        + apply Derive_correct, differentiable, Hy.
      - unfold expectation. cbn [support probability softmax]. rewrite <- sum_scal.
        apply sum_ext. intros y. unfold softmax_probability. field.
        pose proof (partition_function_positive (logit x)). lra.
    Qed.

    Lemma softmax_log_probability l y :
      ln (softmax_probability l y) = l y - ln (partition_function l).
    Proof.
      pose proof (partition_function_positive l). unfold softmax_probability, Rdiv.
      rewrite ln_mult, ln_exp, ln_Rinv; [ring|assumption|apply exp_pos|].
      now apply Rinv_0_lt_compat.
    Qed.

    (** s(y) = l'(y) - E l' for arbitrary logits that are differentiable at x. *)
    Theorem softmax_score y : In y responses ->
      score (fun z => softmax (logit z)) x y =
      Derive (fun z => logit z y) x
      - expectation (softmax (logit x)) (fun a => Derive (fun z => logit z a) x).
    Proof.
      intros Hy. unfold score. cbn [probability softmax].
      rewrite (Derive_ext _ (fun z => logit z y - ln (partition_function (logit z))))
        by (intros; apply softmax_log_probability).
      apply is_derive_unique.
      apply (is_derive_minus (fun z => logit z y) (fun z => ln (partition_function (logit z)))).
      - apply Derive_correct, differentiable, Hy.
      - pose proof (partition_function_positive (logit x)) as Hpos.
        replace (expectation _ _) with (partition_function (logit x)
          * expectation (softmax (logit x)) slope * / partition_function (logit x))
          by (unfold slope; field; lra).
        apply (is_derive_comp ln (fun z => partition_function (logit z))).
        + apply is_derive_Reals, derivable_pt_lim_ln, Hpos.
        + apply partition_function_derivative.
    Qed.

    Lemma softmax_differentiable y : In y responses ->
      ex_derive (fun z => probability (softmax (logit z)) y) x.
    Proof.
      intros Hy. apply (ex_derive_div (fun z => exp (logit z y))).
      - apply (ex_derive_comp exp (fun z => logit z y)).
        + eexists. apply is_derive_Reals, derivable_pt_lim_exp.
        + apply differentiable, Hy.
      - eexists. apply partition_function_derivative.
      - pose proof (partition_function_positive (logit x)). lra.
    Qed.

    (** E s = 0. *)
    Theorem softmax_expected_score_is_zero :
      expectation (softmax (logit x)) (score (fun z => softmax (logit z)) x) = 0.
    Proof.
      apply (expected_score_is_zero policy responses);
        [reflexivity|intros; apply softmax_probability_positive|apply softmax_differentiable].
    Qed.

    (** d/dx rho = E[r s]. *)
    Theorem softmax_success_gradient (r : Y -> bool) :
      is_derive (fun z => success_rate (softmax (logit z)) r) x
        (success_gradient (softmax (logit x)) r (score (fun z => softmax (logit z)) x)).
    Proof.
      apply (derivative_of_success_rate_is_success_gradient policy responses);
        [reflexivity|intros; apply softmax_probability_positive|apply softmax_differentiable].
    Qed.

    (** E[(f - b) s] = d/dx E f for every reward f and constant b. *)
    Theorem softmax_baseline_keeps_expected_gradient (f : Y -> R) (b : R) :
      expectation (softmax (logit x)) (fun y =>
        (f y - b) * score (fun z => softmax (logit z)) x y) =
      Derive (fun z => expectation (softmax (logit z)) f) x.
    Proof.
      apply (baseline_keeps_expected_gradient policy responses);
        [reflexivity|intros; apply softmax_probability_positive|apply softmax_differentiable].
    Qed.

  End OneParameter.

  Section ManyParameters.

    Context (logit : (nat -> R) -> Y -> R) (theta : nat -> R) (i : nat).
    Hypothesis differentiable : forall y, In y responses ->
      ex_derive (fun z => logit (with_coordinate theta i z) y) (theta i).

    Let policy (t : nat -> R) : distribution Y := softmax (logit t).

    (** s_i(y) = d l(y)/d theta_i - E of the same. *)
    Theorem softmax_score_vector y : In y responses ->
      score_vector (fun t => softmax (logit t)) theta y i =
      partial_derivative (fun t => logit t y) theta i
      - expectation (softmax (logit theta))
          (fun a => partial_derivative (fun t => logit t a) theta i).
    Proof.
      intros Hy. rewrite <- (with_own_coordinate theta i) at 3.
      apply (softmax_score (fun z => logit (with_coordinate theta i z)) (theta i)); assumption.
    Qed.

    Lemma softmax_differentiable_along y : In y responses ->
      ex_derive (fun z => probability (policy (with_coordinate theta i z)) y) (theta i).
    Proof.
      apply (softmax_differentiable (fun z => logit (with_coordinate theta i z)) (theta i)).
      assumption.
    Qed.

    (** E s_i = 0 in every coordinate i in which the logits are differentiable. *)
    Theorem softmax_expected_score_vector_is_zero :
      expectation (softmax (logit theta))
        (fun y => score_vector (fun t => softmax (logit t)) theta y i) = 0.
    Proof.
      apply (expected_score_vector_is_zero policy responses);
        [reflexivity|intros; apply softmax_probability_positive|apply softmax_differentiable_along].
    Qed.

    (** (grad rho)_i = E[r s_i]. *)
    Theorem softmax_gradient_of_success_rate (r : Y -> bool) :
      partial_derivative (fun t => success_rate (softmax (logit t)) r) theta i =
      success_gradient (softmax (logit theta)) r
        (fun y => score_vector (fun t => softmax (logit t)) theta y i).
    Proof.
      apply (gradient_of_success_rate policy responses);
        [reflexivity|intros; apply softmax_probability_positive|apply softmax_differentiable_along].
    Qed.

    (** E[(f - b) s_i] = (grad E f)_i for every reward f and constant b. *)
    Theorem softmax_baseline_keeps_expected_gradient_vector (f : Y -> R) (b : R) :
      expectation (softmax (logit theta)) (fun y =>
        (f y - b) * score_vector (fun t => softmax (logit t)) theta y i) =
      partial_derivative (fun t => expectation (softmax (logit t)) f) theta i.
    Proof.
      apply (baseline_keeps_expected_gradient_vector policy responses);
        [reflexivity|intros; apply softmax_probability_positive|apply softmax_differentiable_along].
    Qed.

  End ManyParameters.

End Softmax.

(** ** Free logits *)

Definition tabular_score (P : distribution nat) (y i : nat) : R :=
  indicator (Nat.eqb y i) - probability P i.

Definition tabular_softmax (M : nat) (nonempty : seq 0 M <> []) (theta : nat -> R) :
    distribution nat :=
  softmax (seq 0 M) nonempty theta.

Lemma sum_seq (M : nat) (f : nat -> R) : sum (seq 0 M) f = sum_below M f.
Proof.
  induction M as [|M IH]; [reflexivity|]. rewrite seq_S, sum_app, IH. simpl. ring.
Qed.

Lemma sum_below_pick (M y : nat) (f : nat -> R) : (y < M)%nat ->
  sum_below M (fun i => indicator (Nat.eqb y i) * f i) = f y.
Proof.
  induction M as [|M IH]; intros Hy; [lia|]. cbn [sum_below].
  destruct (Nat.eqb_spec y M) as [->|Hne]; cbn [indicator].
  - rewrite (sum_below_ext _ _ (fun _ => 0)), sum_below_const; [ring|].
    intros j Hj. destruct (Nat.eqb_spec M j); [lia|]. cbn [indicator]. ring.
  - rewrite IH by lia. ring.
Qed.

Section TabularScore.

  Context (M : nat) (P : distribution nat).
  Hypothesis responses_are_below : support P = seq 0 M.

  Lemma expectation_below (f : nat -> R) :
    expectation P f = sum_below M (fun y => probability P y * f y).
  Proof. unfold expectation. now rewrite responses_are_below, sum_seq. Qed.

  Lemma probability_total_below : sum_below M (probability P) = 1.
  Proof. rewrite <- sum_seq, <- responses_are_below. apply probability_total. Qed.

  Lemma expectation_of_response (i : nat) : (i < M)%nat ->
    expectation P (fun y => indicator (Nat.eqb y i)) = probability P i.
  Proof.
    intros Hi. rewrite expectation_below, <- (sum_below_pick M i (probability P)) by exact Hi.
    apply sum_below_ext. intros y _. rewrite Nat.eqb_sym. ring.
  Qed.

  (** E(e_y - pi) = 0. *)
  Theorem tabular_score_has_mean_zero (i : nat) : (i < M)%nat ->
    expectation P (fun y => tabular_score P y i) = 0.
  Proof.
    intros Hi. unfold tabular_score.
    rewrite expectation_minus, expectation_const, expectation_of_response by exact Hi. ring.
  Qed.

End TabularScore.

Lemma coordinate_slope (theta : nat -> R) (i a : nat) :
  is_derive (fun z : R => with_coordinate theta i z a) (theta i) (indicator (Nat.eqb a i)).
Proof.
  unfold with_coordinate. destruct (Nat.eqb a i).
  - exact (is_derive_id (theta i)).
  - exact (is_derive_const (theta a) (theta i)).
Qed.

(** Result 1.4: with a free logit for each of M responses s_y = e_y - pi. *)
Theorem tabular_softmax_score (M : nat) (nonempty : seq 0 M <> []) (theta : nat -> R) (y i : nat) :
  (y < M)%nat -> (i < M)%nat ->
  score_vector (tabular_softmax M nonempty) theta y i =
  tabular_score (tabular_softmax M nonempty theta) y i.
Proof.
  intros Hy Hi.
  unfold tabular_softmax.
  rewrite (softmax_score_vector (seq 0 M) nonempty (fun t => t)).
  - unfold partial_derivative, tabular_score.
    rewrite (is_derive_unique _ _ _ (coordinate_slope theta i y)). f_equal.
    rewrite (expectation_ext _ _ (fun a => indicator (Nat.eqb a i)))
      by (intros a; apply is_derive_unique, coordinate_slope).
    apply (expectation_of_response M); [reflexivity|exact Hi].
  - intros a _. eexists. apply coordinate_slope.
  - apply in_seq. lia.
Qed.

(** Instances: a sigmoid, that is two responses of which one has the logit x and the other 0. *)
Definition sigmoid_logit (x : R) (y : bool) : R := if y then x else 0.

Lemma sigmoid_responses_nonempty : [true; false] <> [].
Proof. discriminate. Qed.

Definition sigmoid_policy (x : R) : distribution bool :=
  softmax [true; false] sigmoid_responses_nonempty (sigmoid_logit x).

Lemma sigmoid_slope (x : R) (y : bool) :
  is_derive (fun z : R => sigmoid_logit z y) x (indicator y).
Proof.
  destruct y.
  - exact (is_derive_id x).
  - exact (is_derive_const 0 x).
Qed.

(** The success gets the score 1 - rho and the failure - rho. *)
Example sigmoid_score (x : R) (y : bool) :
  score sigmoid_policy x y = indicator y - success_rate (sigmoid_policy x) (fun a => a).
Proof.
  unfold sigmoid_policy. rewrite softmax_score.
  - rewrite (is_derive_unique _ _ _ (sigmoid_slope x y)). f_equal. apply expectation_ext.
    intros a. apply is_derive_unique, sigmoid_slope.
  - intros a _. eexists. apply sigmoid_slope.
  - destruct y; [left|right; left]; reflexivity.
Qed.

Example sigmoid_expected_score_is_zero (x : R) :
  expectation (sigmoid_policy x) (score sigmoid_policy x) = 0.
Proof. apply softmax_expected_score_is_zero. intros y _. eexists. apply sigmoid_slope. Qed.

(** The hypotheses in many parameters hold for every coordinate of a tabular softmax. *)
Example tabular_softmax_baseline_keeps_expected_gradient (M : nat) (nonempty : seq 0 M <> [])
    (theta : nat -> R) (i : nat) (f : nat -> R) (b : R) :
  expectation (tabular_softmax M nonempty theta) (fun y =>
    (f y - b) * score_vector (tabular_softmax M nonempty) theta y i) =
  partial_derivative (fun t => expectation (tabular_softmax M nonempty t) f) theta i.
Proof.
  apply (softmax_baseline_keeps_expected_gradient_vector (seq 0 M) nonempty (fun t => t)).
  intros a _. eexists. apply coordinate_slope.
Qed.
