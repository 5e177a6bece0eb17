(** * Effective weights of differentiable policies

    Result 2.1 of docs/theory.md with a real gradient: for a policy of many parameters whose
    probabilities are positive and differentiable, the expected group gradient of a count-based rule
    is the effective weight times the gradient of the success rate.

    Results
      expected_group_gradient_of_policy  == (E g)_i = Omega_n(rho) d rho / d theta_i
      expected_group_gradient_of_softmax == the same for a softmax with arbitrary logits, which need
                                            only be differentiable *)

From Coq Require Import Reals List.
From Coquelicot Require Import Hierarchy Derive.
From Counterweight Require Import Foundations.Distribution Foundations.Group.
From Counterweight Require Import Scores.ZeroMeanScore Scores.Softmax.
From Counterweight Require Import EffectiveWeights.EffectiveWeight.
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
  - intros. apply softmax_probability_positive.
  - intros a Ha. now apply (softmax_differentiable_along responses nonempty logit).
Qed.
