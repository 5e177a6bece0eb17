(** * Certified effective weights of large groups

    GRPO with the population deviation and 64 rollouts, as in EffectiveWeights.v.

    Results
      grpo_weight_n64_p* == Omega_64(p), to 25 correctly rounded decimal places *)

From Coq Require Import Reals.
From Interval Require Import Tactic.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.ImplicitObjective.
From Counterweight Require Import Certified.Enclosure.
Open Scope R_scope.

Theorem grpo_weight_n64_p1_1000 :
  encloses 77982998243183421423846889 25 (effective_weight 64 (grpo 64) (1 / 1000)).
Proof. enclose. Qed.

Theorem grpo_weight_n64_p1_10 :
  encloses 32547725352699762961435262 25 (effective_weight 64 (grpo 64) (1 / 10)).
Proof. enclose. Qed.

Theorem grpo_weight_n64_p1_2 :
  encloses 19841863623455572721701649 25 (effective_weight 64 (grpo 64) (1 / 2)).
Proof. enclose. Qed.

Theorem grpo_weight_n64_p9_10 :
  encloses 32547725352699762961435262 25 (effective_weight 64 (grpo 64) (9 / 10)).
Proof. enclose. Qed.
