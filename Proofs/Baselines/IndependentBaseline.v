(** * A baseline computed from the other rollouts

    Any number that is computed from the other rollouts of the group can be subtracted from a
    rollout's reward: the expected group gradient stays the gradient of the success rate. With the
    own rollout left out, no weighted mean is biased (results 1.8 and 1.9 of docs/theory.md).

    Definitions
      baseline_gradient b r s g == (1/n) sum_i (r_i - b(others of i)) s_i over the group g
    Results
      baseline_of_the_others_keeps_expected_gradient == E (1/n) sum_i (r_i - b(others)) s_i
                                                        = grad rho for every function b *)

From Coq Require Import Reals List Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Group EffectiveWeights.EffectiveWeight.
Import ListNotations.
Open Scope R_scope.

Definition baseline_gradient {Y : Type} (b : list Y -> R) (r : Y -> bool) (s : Y -> R)
    (g : list Y) : R :=
  group_mean_of g (fun y others => (indicator (r y) - b others) * s y).

(** Results 1.8 and 1.9: E (1/n) sum_i (r_i - b(others of i)) s_i = grad rho for n >= 1 independent
    rollouts of any finite policy and any function b of the other rollouts. *)
Theorem baseline_of_the_others_keeps_expected_gradient {Y : Type} (P : distribution Y)
    (r : Y -> bool) (s : Y -> R) (b : list Y -> R) n :
  expectation P s = 0 -> (1 <= n)%nat ->
  expectation (iid P n) (baseline_gradient b r s) = success_gradient P r s.
Proof.
  intros Hs Hn. destruct n as [|n]; [lia|]. unfold baseline_gradient.
  rewrite expectation_group_mean.
  rewrite (expectation_ext _ _ (fun y =>
    indicator (r y) * s y - expectation (iid P n) b * s y)).
  - rewrite expectation_minus, expectation_scal, Hs. unfold success_gradient. ring.
  - intros y. rewrite expectation_scal_r, expectation_minus, expectation_const.
    change (expectation (iid P n) (fun g => b g)) with (expectation (iid P n) b). ring.
Qed.
