(** * Effective weights of differentiable policies

    Results 2.1 and 2.4 of docs/theory.md with a real gradient: for a policy of many parameters
    whose probabilities are positive and differentiable, the expected group gradient of a
    count-based rule is the effective weight times the gradient of the success rate, and the
    gradient of the expected score of groups.

    Results
      expected_group_gradient_of_policy  == (E g)_i = Omega_n(rho) d rho / d theta_i
      expected_group_gradient_of_softmax == the same for a softmax with arbitrary logits, which need
                                            only be differentiable
      expected_group_gradient_vector_is_gradient_of_expected_group_score
                                         == (E g)_i = d/d theta_i of E F(k)
    Definitions of the instance
      free_logit_policy                  == three responses with a free logit each
    Examples
      expected_gradient_of_grpo_with_free_logits,
      grpo_with_free_logits_ascends_its_expected_group_score == three responses, groups of four *)

From Coq Require Import Reals List.
From Coquelicot Require Import Hierarchy Derive.
From Counterweight Require Import Foundations.Distribution Foundations.Group.
From Counterweight Require Import Scores.ZeroMeanScore Scores.Softmax.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.ImplicitObjective.
Import ListNotations.
Open Scope R_scope.

(** Result 2.1: (E g)_i = Omega_n(rho) (grad rho)_i for n >= 1 and every rule A(r, k). *)
Theorem expected_group_gradient_of_policy {Y : Type} (policy : (nat -> R) -> distribution Y)
    (responses : list Y) (theta : nat -> R) (i : nat) (r : Y -> bool) (A : advantage_rule) n :
  (1 <= n)%nat ->
  (forall t, support (policy t) = responses) ->
  (forall y, In y responses -> 0 < probability (policy theta) y) ->
  (forall y, In y responses ->
    ex_derive (fun z : R => probability (policy (with_coordinate theta i z)) y) (theta i)) ->
  expectation (iid (policy theta) n)
    (group_gradient A r (fun y => score_vector policy theta y i)) =
  effective_weight n A (success_rate (policy theta) r) *
  partial_derivative (fun t => success_rate (policy t) r) theta i.
Proof.
  intros Hn Hsupport Hpositive Hderivable.
  rewrite expected_group_gradient_is_effective_weight_times_gradient;
    [|now apply (expected_score_vector_is_zero policy responses)|assumption].
  now rewrite (gradient_of_success_rate policy responses).
Qed.

(** Result 2.1 for a softmax: no hypothesis but that the logits are differentiable. *)
Theorem expected_group_gradient_of_softmax {Y : Type} (responses : list Y)
    (nonempty : responses <> []) (logit : (nat -> R) -> Y -> R) (theta : nat -> R) (i : nat)
    (r : Y -> bool) (A : advantage_rule) n :
  (1 <= n)%nat ->
  (forall y, In y responses ->
    ex_derive (fun z : R => logit (with_coordinate theta i z) y) (theta i)) ->
  expectation (iid (softmax responses nonempty (logit theta)) n)
    (group_gradient A r
      (fun y => score_vector (fun t => softmax responses nonempty (logit t)) theta y i)) =
  effective_weight n A (success_rate (softmax responses nonempty (logit theta)) r) *
  partial_derivative (fun t => success_rate (softmax responses nonempty (logit t)) r) theta i.
Proof.
  intros Hn Hderivable.
  apply (expected_group_gradient_of_policy
    (fun t => softmax responses nonempty (logit t)) responses); [exact Hn|reflexivity| |].
  - intros. apply softmax_probability_positive. exact nonempty.
  - now apply (softmax_differentiable_along responses nonempty logit).
Qed.

(** Result 2.4 for a policy of many parameters: (E g)_i = d/d theta_i of E F(k), the expected score
    of groups, which is differentiable in theta_i. *)
Theorem expected_group_gradient_vector_is_gradient_of_expected_group_score {Y : Type}
    (policy : (nat -> R) -> distribution Y) (responses : list Y) (theta : nat -> R) (i : nat)
    (r : Y -> bool) (A : advantage_rule) n :
  (1 <= n)%nat ->
  (forall t, support (policy t) = responses) ->
  (forall y, In y responses -> 0 < probability (policy theta) y) ->
  (forall y, In y responses ->
    ex_derive (fun z : R => probability (policy (with_coordinate theta i z)) y) (theta i)) ->
  let expected_score t :=
    expectation (iid (policy t) n) (fun g => group_score n A (successes r g)) in
  ex_derive (fun z : R => expected_score (with_coordinate theta i z)) (theta i) /\
  expectation (iid (policy theta) n)
    (group_gradient A r (fun y => score_vector policy theta y i)) =
  partial_derivative expected_score theta i.
Proof.
  intros Hn Hsupport Hpositive Hderivable expected_score.
  set (along := fun z : R => policy (with_coordinate theta i z)).
  assert (Hown : along (theta i) = policy theta) by (unfold along; now rewrite with_own_coordinate).
  assert (H : is_derive (fun z : R => expected_score (with_coordinate theta i z)) (theta i)
    (expectation (iid (along (theta i)) n) (group_gradient A r (score along (theta i))))).
  { apply (expected_group_gradient_is_gradient_of_expected_group_score along responses);
      [assumption|intros; apply Hsupport| |assumption].
    rewrite Hown. assumption. }
  split; [eexists; exact H|]. rewrite <- Hown. symmetry. now apply is_derive_unique.
Qed.

(** Instances: GRPO with groups of four, and three responses with a free logit each. *)
Lemma free_responses_nonempty : seq 0 3 <> [].
Proof. discriminate. Qed.

Definition free_logit_policy : (nat -> R) -> distribution nat :=
  tabular_softmax 3 free_responses_nonempty.

Example expected_gradient_of_grpo_with_free_logits theta i r :
  expectation (iid (free_logit_policy theta) 4)
    (group_gradient (grpo 4) r (fun y => score_vector free_logit_policy theta y i)) =
  effective_weight 4 (grpo 4) (success_rate (free_logit_policy theta) r) *
  partial_derivative (fun t => success_rate (free_logit_policy t) r) theta i.
Proof.
  apply (expected_group_gradient_of_softmax (seq 0 3) free_responses_nonempty (fun t => t));
    [repeat constructor|].
  intros y _. eexists. apply coordinate_slope.
Qed.

Example grpo_with_free_logits_ascends_its_expected_group_score theta i r :
  expectation (iid (free_logit_policy theta) 4)
    (group_gradient (grpo 4) r (fun y => score_vector free_logit_policy theta y i)) =
  partial_derivative (fun t => expectation (iid (free_logit_policy t) 4)
    (fun g => group_score 4 (grpo 4) (successes r g))) theta i.
Proof.
  apply (expected_group_gradient_vector_is_gradient_of_expected_group_score
    free_logit_policy (seq 0 3)).
  - repeat constructor.
  - reflexivity.
  - intros y _. apply softmax_probability_positive. exact free_responses_nonempty.
  - apply (softmax_differentiable_along (seq 0 3) free_responses_nonempty (fun t => t)).
    intros y _. eexists. apply coordinate_slope.
Qed.
