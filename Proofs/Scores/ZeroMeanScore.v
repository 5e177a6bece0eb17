(** * The score of a policy has mean zero

    A policy with a parameter x gives every response a probability that depends on x. Its score is
    the derivative of the log-probability. Where probabilities are positive and differentiable, the
    score has mean zero, the expectation of a reward times the score is the derivative of the
    expected reward, and a baseline changes nothing in that expectation. These are the facts that
    all results of docs/theory.md start from (E s = 0 and grad rho = E[r s]).

    The first section looks along one parameter. The second has as many parameters as one likes and
    looks at every coordinate of the gradient.

    Definitions
      score policy x y               == d/dx ln pi(y)
      with_coordinate theta i z      == theta with z as its coordinate i
      partial_derivative F theta i   == the derivative of F at theta along coordinate i
      score_vector policy theta y i  == coordinate i of the gradient of ln pi(y)
    Results
      expected_score_is_zero         == E s = 0
      derivative_of_expected_reward_is_expected_reward_times_score == d/dx E f = E[f s]
      derivative_of_success_rate_is_success_gradient == d/dx rho = E[r s]
      baseline_keeps_expected_gradient == E[(f - b) s] = d/dx E f
      independent_baseline_keeps_expected_gradient == the same where b is random, but independent
      expected_score_vector_is_zero, gradient_of_expected_reward, gradient_of_success_rate,
      baseline_keeps_expected_gradient_vector == the same for the gradient in many parameters *)

From Coq Require Import Reals List Lra Lia FunctionalExtensionality.
From Coquelicot Require Import Hierarchy Derive.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import EffectiveWeights.EffectiveWeight.
Import ListNotations.
Open Scope R_scope.

Definition score {Y : Type} (policy : R -> distribution Y) (x : R) (y : Y) : R :=
  Derive (fun z => ln (probability (policy z) y)) x.

Lemma is_derive_sum_list {A : Type} (l : list A) (f : R -> A -> R) (x : R) (d : A -> R) :
  (forall a, In a l -> is_derive (fun z => f z a) x (d a)) ->
  is_derive (fun z => sum l (f z)) x (sum l d).
Proof.
  induction l as [|a l IH]; intros H; cbn [sum].
  - apply (is_derive_const 0 x).
  - apply (is_derive_plus (fun z => f z a) (fun z => sum l (f z))).
    + apply H. left. reflexivity.
    + apply IH. intros b Hb. apply H. right. exact Hb.
Qed.

Lemma expectation_with_baseline {Y : Type} (P : distribution Y) (f s : Y -> R) (b : R) :
  expectation P s = 0 ->
  expectation P (fun y => (f y - b) * s y) = expectation P (fun y => f y * s y).
Proof.
  intros Hs. rewrite (expectation_ext P _ (fun y => f y * s y - b * s y)) by (intros; ring).
  rewrite expectation_minus, expectation_scal, Hs. ring.
Qed.

Section OneParameter.

  Context {Y : Type} (policy : R -> distribution Y) (responses : list Y) (x : R).
  Hypothesis same_responses : forall z, support (policy z) = responses.
  Hypothesis positive : forall y, In y responses -> 0 < probability (policy x) y.
  Hypothesis differentiable :
    forall y, In y responses -> ex_derive (fun z => probability (policy z) y) x.

  Lemma score_is_relative_derivative y : In y responses ->
    score policy x y = Derive (fun z => probability (policy z) y) x / probability (policy x) y.
  Proof.
    intros Hy. unfold score. apply is_derive_unique.
    apply (is_derive_comp ln (fun z => probability (policy z) y)).
    - apply is_derive_Reals, derivable_pt_lim_ln, positive, Hy.
    - apply Derive_correct, differentiable, Hy.
  Qed.

  (** d/dx E f = E[f s] for every reward f of responses. *)
  Theorem derivative_of_expected_reward_is_expected_reward_times_score (f : Y -> R) :
    is_derive (fun z => expectation (policy z) f) x
      (expectation (policy x) (fun y => f y * score policy x y)).
  Proof.
    unfold expectation.
    apply is_derive_ext
      with (f := fun z => sum responses (fun y => probability (policy z) y * f y)).
    { intros z. now rewrite same_responses. }
    rewrite same_responses.
    rewrite (sum_ext_in responses _ (fun y => Derive (fun z => probability (policy z) y) x * f y)).
    - apply is_derive_sum_list. intros y Hy.
      apply is_derive_ext with (f := fun z => f y * probability (policy z) y).
      { intros z. apply Rmult_comm. }
      rewrite Rmult_comm. apply is_derive_scal, Derive_correct, differentiable, Hy.
    - intros y Hy. rewrite score_is_relative_derivative by exact Hy. field.
      specialize (positive y Hy). lra.
  Qed.

  (** E s = 0. *)
  Theorem expected_score_is_zero : expectation (policy x) (score policy x) = 0.
  Proof.
    rewrite (expectation_ext _ _ (fun y => 1 * score policy x y)) by (intros; ring).
    pose proof (derivative_of_expected_reward_is_expected_reward_times_score (fun _ => 1)) as H.
    apply is_derive_unique in H. rewrite <- H. clear H.
    rewrite (Derive_ext _ (fun _ => 1)) by (intros; apply expectation_const).
    apply Derive_const.
  Qed.

  (** d/dx rho = E[r s]. *)
  Theorem derivative_of_success_rate_is_success_gradient (r : Y -> bool) :
    is_derive (fun z => success_rate (policy z) r) x
      (success_gradient (policy x) r (score policy x)).
  Proof. apply derivative_of_expected_reward_is_expected_reward_times_score. Qed.

  (** E[(f - b) s] = d/dx E f for every constant b. *)
  Theorem baseline_keeps_expected_gradient (f : Y -> R) (b : R) :
    expectation (policy x) (fun y => (f y - b) * score policy x y) =
    Derive (fun z => expectation (policy z) f) x.
  Proof.
    rewrite expectation_with_baseline by apply expected_score_is_zero.
    symmetry. apply is_derive_unique, derivative_of_expected_reward_is_expected_reward_times_score.
  Qed.

  (** E[(f - b) s] = d/dx E f for every random b that is independent of the response. *)
  Theorem independent_baseline_keeps_expected_gradient {B : Type} (Q : distribution B)
      (f : Y -> R) (b : B -> R) :
    expectation Q (fun c => expectation (policy x) (fun y => (f y - b c) * score policy x y)) =
    Derive (fun z => expectation (policy z) f) x.
  Proof.
    rewrite (expectation_ext _ _ (fun _ => Derive (fun z => expectation (policy z) f) x))
      by (intros; apply baseline_keeps_expected_gradient).
    apply expectation_const.
  Qed.

End OneParameter.

Definition with_coordinate (theta : nat -> R) (i : nat) (z : R) : nat -> R :=
  fun j => if Nat.eqb j i then z else theta j.

Definition partial_derivative (F : (nat -> R) -> R) (theta : nat -> R) (i : nat) : R :=
  Derive (fun z => F (with_coordinate theta i z)) (theta i).

Definition score_vector {Y : Type} (policy : (nat -> R) -> distribution Y) (theta : nat -> R)
    (y : Y) (i : nat) : R :=
  partial_derivative (fun t => ln (probability (policy t) y)) theta i.

Lemma with_own_coordinate theta i : with_coordinate theta i (theta i) = theta.
Proof.
  apply functional_extensionality. intros j. unfold with_coordinate.
  destruct (Nat.eqb_spec j i) as [->|]; reflexivity.
Qed.

Section ManyParameters.

  Context {Y : Type} (policy : (nat -> R) -> distribution Y) (responses : list Y).
  Context (theta : nat -> R) (i : nat).
  Hypothesis same_responses : forall t, support (policy t) = responses.
  Hypothesis positive : forall y, In y responses -> 0 < probability (policy theta) y.
  Hypothesis differentiable : forall y, In y responses ->
    ex_derive (fun z => probability (policy (with_coordinate theta i z)) y) (theta i).

  Let along (z : R) : distribution Y := policy (with_coordinate theta i z).

  Lemma policy_along_own_coordinate : along (theta i) = policy theta.
  Proof. unfold along. now rewrite with_own_coordinate. Qed.

  Lemma positive_along y : In y responses -> 0 < probability (along (theta i)) y.
  Proof. rewrite policy_along_own_coordinate. apply positive. Qed.

  (** E s_i = 0 in every coordinate i in which the policy is differentiable. *)
  Theorem expected_score_vector_is_zero :
    expectation (policy theta) (fun y => score_vector policy theta y i) = 0.
  Proof.
    rewrite <- policy_along_own_coordinate.
    apply (expected_score_is_zero along responses); [intros; apply same_responses| |assumption].
    apply positive_along.
  Qed.

  (** (grad E f)_i = E[f s_i] for every reward f of responses. *)
  Theorem gradient_of_expected_reward (f : Y -> R) :
    partial_derivative (fun t => expectation (policy t) f) theta i =
    expectation (policy theta) (fun y => f y * score_vector policy theta y i).
  Proof.
    rewrite <- policy_along_own_coordinate. apply is_derive_unique.
    apply (derivative_of_expected_reward_is_expected_reward_times_score along responses);
      [intros; apply same_responses|apply positive_along|assumption].
  Qed.

  (** (grad rho)_i = E[r s_i]. *)
  Theorem gradient_of_success_rate (r : Y -> bool) :
    partial_derivative (fun t => success_rate (policy t) r) theta i =
    success_gradient (policy theta) r (fun y => score_vector policy theta y i).
  Proof. apply gradient_of_expected_reward. Qed.

  (** E[(f - b) s_i] = (grad E f)_i for every constant b. *)
  Theorem baseline_keeps_expected_gradient_vector (f : Y -> R) (b : R) :
    expectation (policy theta) (fun y => (f y - b) * score_vector policy theta y i) =
    partial_derivative (fun t => expectation (policy t) f) theta i.
  Proof.
    rewrite gradient_of_expected_reward.
    apply expectation_with_baseline, expected_score_vector_is_zero.
  Qed.

End ManyParameters.
