(** * Tokens and their penalties

    A token of the first position splits the rollouts of a prompt into those that use it and those
    that do not. What an update does to the token is read off from four counts of the group: the
    net coefficient of its log-probability, and the gradient of its own logit (results 4.1 and 4.2
    of docs/theory.md).

    A token is given by [uses : Y -> bool], which says of a response whether it contains the token.

    Definitions
      token_probability P uses        == q, the probability of the token
      success_rate_with P r uses      == p1, the success rate of the rollouts that use it
      success_rate_without P r uses   == p0, the success rate of those that do not
      true_advantage P r uses         == p1 - rho
      own_logit_score P uses          == 1[uses] - q: d log pi / d z in the token's own logit z
      token_coefficient A r uses g    == C = (1/n) sum_i A(r_i, k) 1[uses y_i]
      logit_gradient P A r uses g     == G = (1/n) sum_i A(r_i, k) (1[uses y_i] - q)
      advantage_sum A r g             == sum_i A(r_i, k)
      successes_with, failures_with, successes_without, failures_without == X, Y, Z, W
      penalty_probability P A r uses n == P(C < 0) in a group of n rollouts
      logit_decrease_probability P A r uses n == P(G < 0) in a group of n rollouts
    Results
      own_logit_score_is_derivative_of_log_probability == of log pi in the token's own logit
      own_logit_score_has_mean_zero     == E (1[uses] - q) = 0
      true_advantage_by_success_rates   == p1 - rho = (1 - q)(p1 - p0)
      success_gradient_of_token         == d rho / d z = q (1 - q)(p1 - p0)
      token_coefficient_by_counts       == C = (X A(1, k) + Y A(0, k)) / n
      logit_gradient_is_coefficient_minus_share == G = C - q (1/n) sum_i A_i *)

From Coq Require Import Reals List Bool Lra Lia.
From Coquelicot Require Import Hierarchy Derive AutoDerive.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Group EffectiveWeights.EffectiveWeight.
Import ListNotations.
Open Scope R_scope.

Section TokenOfAPolicy.

  Context {Y : Type} (P : distribution Y) (r uses : Y -> bool).

  Definition token_probability : R := success_rate P uses.

  Definition success_rate_with : R :=
    success_rate P (fun y => r y && uses y) / token_probability.

  Definition success_rate_without : R :=
    success_rate P (fun y => r y && negb (uses y)) / (1 - token_probability).

  Definition true_advantage : R := success_rate_with - success_rate P r.

  Definition own_logit_score (y : Y) : R := indicator (uses y) - token_probability.

End TokenOfAPolicy.

Definition token_coefficient {Y : Type} (A : advantage_rule) (r uses : Y -> bool) : list Y -> R :=
  group_gradient A r (fun y => indicator (uses y)).

Definition logit_gradient {Y : Type} (P : distribution Y) (A : advantage_rule) (r uses : Y -> bool)
    : list Y -> R :=
  group_gradient A r (own_logit_score P uses).

Definition advantage_sum {Y : Type} (A : advantage_rule) (r : Y -> bool) (g : list Y) : R :=
  sum g (fun y => A (r y) (successes r g)).

Definition penalty_probability {Y : Type} (P : distribution Y) (A : advantage_rule)
    (r uses : Y -> bool) (n : nat) : R :=
  expectation (iid P n) (fun g => if Rlt_dec (token_coefficient A r uses g) 0 then 1 else 0).

Definition logit_decrease_probability {Y : Type} (P : distribution Y) (A : advantage_rule)
    (r uses : Y -> bool) (n : nat) : R :=
  expectation (iid P n) (fun g => if Rlt_dec (logit_gradient P A r uses g) 0 then 1 else 0).

(** Result 4.1, the softmax: if the token has logit z and all others together the mass M > 0, then
    d log pi / d z is 1 - q after the token and -q after another one of logit w, where
    q = e^z / (e^z + M) and the other's probability is e^w / (e^z + M). *)
Theorem own_logit_score_is_derivative_of_log_probability (z w M : R) :
  0 < M ->
  is_derive (fun t => ln (exp t / (exp t + M))) z (1 - exp z / (exp z + M)) /\
  is_derive (fun t => ln (exp w / (exp t + M))) z (- (exp z / (exp z + M))).
Proof.
  intros HM. pose proof (exp_pos z) as Hz. pose proof (exp_pos w) as Hw.
  split; auto_derive.
  - repeat split; try lra. apply Rdiv_lt_0_compat; lra.
  - field. lra.
  - repeat split; try lra. apply Rdiv_lt_0_compat; lra.
  - field. lra.
Qed.

Section TokenResults.

  Context {Y : Type} (P : distribution Y) (r uses : Y -> bool).

  Lemma success_rates_add (a b : Y -> bool) :
    success_rate P (fun y => a y && b y) + success_rate P (fun y => a y && negb (b y)) =
    success_rate P a.
  Proof.
    unfold success_rate. rewrite <- expectation_plus. apply expectation_ext. intros y.
    destruct (a y), (b y); cbn [indicator andb negb]; ring.
  Qed.

  Lemma joint_success_rate_le (a b : Y -> bool) :
    success_rate P (fun y => a y && b y) <= success_rate P b.
  Proof.
    apply expectation_le. intros y _. destruct (a y), (b y); cbn [indicator andb]; lra.
  Qed.

  Lemma joint_failure_rate_le (a b : Y -> bool) :
    success_rate P (fun y => a y && negb (b y)) <= 1 - success_rate P b.
  Proof. rewrite <- failure_rate. apply (joint_success_rate_le a (fun y => negb (b y))). Qed.

  (** q p1 = P(success with the token), also at q = 0. *)
  Lemma token_probability_times_success_rate_with :
    token_probability P uses * success_rate_with P r uses = success_rate P (fun y => r y && uses y).
  Proof.
    unfold success_rate_with. destruct (Req_dec (token_probability P uses) 0) as [Hq|Hq].
    - pose proof (joint_success_rate_le r uses) as H.
      pose proof (proj1 (success_rate_range P (fun y => r y && uses y))).
      fold (token_probability P uses) in H. rewrite Hq in *. lra.
    - field. exact Hq.
  Qed.

  (** (1 - q) p0 = P(success without the token), also at q = 1. *)
  Lemma rest_times_success_rate_without :
    (1 - token_probability P uses) * success_rate_without P r uses =
    success_rate P (fun y => r y && negb (uses y)).
  Proof.
    unfold success_rate_without. destruct (Req_dec (1 - token_probability P uses) 0) as [Hq|Hq].
    - pose proof (joint_failure_rate_le r uses) as H.
      pose proof (proj1 (success_rate_range P (fun y => r y && negb (uses y)))).
      fold (token_probability P uses) in H. rewrite Hq in *. lra.
    - field. exact Hq.
  Qed.

  (** rho = q p1 + (1 - q) p0. *)
  Lemma success_rate_is_mixture :
    success_rate P r = token_probability P uses * success_rate_with P r uses
      + (1 - token_probability P uses) * success_rate_without P r uses.
  Proof.
    rewrite token_probability_times_success_rate_with, rest_times_success_rate_without.
    symmetry. apply success_rates_add.
  Qed.

  (** q (1 - p1) = P(failure with the token), also at q = 0. *)
  Lemma failure_with_token :
    success_rate P (fun y => negb (r y) && uses y) =
    token_probability P uses * (1 - success_rate_with P r uses).
  Proof.
    rewrite Rmult_minus_distr_l, token_probability_times_success_rate_with.
    unfold token_probability, success_rate. rewrite Rmult_1_r, <- expectation_minus.
    apply expectation_ext. intros y. destruct (r y), (uses y); cbn [indicator andb negb]; ring.
  Qed.

  (** The true advantage: p1 - rho = (1 - q)(p1 - p0). *)
  Theorem true_advantage_by_success_rates :
    true_advantage P r uses = (1 - token_probability P uses)
      * (success_rate_with P r uses - success_rate_without P r uses).
  Proof. unfold true_advantage. rewrite success_rate_is_mixture. ring. Qed.

  (** The score has mean zero: E (1[uses] - q) = 0. *)
  Theorem own_logit_score_has_mean_zero : expectation P (own_logit_score P uses) = 0.
  Proof.
    unfold own_logit_score. rewrite expectation_minus, expectation_const.
    unfold token_probability, success_rate. ring.
  Qed.

  (** The derivative of rho in the token's logit: E[r (1[uses] - q)] = q (1 - q)(p1 - p0). *)
  Theorem success_gradient_of_token :
    success_gradient P r (own_logit_score P uses) =
    token_probability P uses * (1 - token_probability P uses)
      * (success_rate_with P r uses - success_rate_without P r uses).
  Proof.
    unfold success_gradient, own_logit_score.
    rewrite (expectation_ext _ _ (fun y => indicator (r y && uses y)
      - token_probability P uses * indicator (r y)))
      by (intros y; destruct (r y), (uses y); cbn [indicator andb]; ring).
    rewrite expectation_minus, expectation_scal.
    change (success_rate P (fun y => r y && uses y)
      - token_probability P uses * success_rate P r = token_probability P uses
        * (1 - token_probability P uses) * (success_rate_with P r uses
          - success_rate_without P r uses)).
    rewrite <- token_probability_times_success_rate_with, success_rate_is_mixture. ring.
  Qed.

  (** Result 4.1: G = C - q (1/n) sum_i A_i in every group. *)
  Theorem logit_gradient_is_coefficient_minus_share (A : advantage_rule) (g : list Y) :
    logit_gradient P A r uses g = token_coefficient A r uses g
      - token_probability P uses * (advantage_sum A r g / INR (length g)).
  Proof.
    unfold logit_gradient, token_coefficient, group_gradient, advantage_sum, own_logit_score.
    rewrite (sum_ext _ _ (fun y => A (r y) (successes r g) * indicator (uses y)
      - token_probability P uses * A (r y) (successes r g))) by (intros y; ring).
    rewrite sum_minus, sum_scal. unfold Rdiv. ring.
  Qed.

End TokenResults.

Section Counts.

  Context {Y : Type} (r uses : Y -> bool).

  Definition successes_with (g : list Y) : nat := successes (fun y => r y && uses y) g.
  Definition failures_with (g : list Y) : nat := successes (fun y => negb (r y) && uses y) g.
  Definition successes_without (g : list Y) : nat := successes (fun y => r y && negb (uses y)) g.
  Definition failures_without (g : list Y) : nat :=
    successes (fun y => negb (r y) && negb (uses y)) g.

  (** k = X + Z. *)
  Lemma successes_by_token g : successes r g = (successes_with g + successes_without g)%nat.
  Proof.
    unfold successes_with, successes_without. induction g as [|y g IH]; [reflexivity|].
    cbn [successes]. destruct (r y), (uses y); cbn [andb negb]; lia.
  Qed.

  (** n = X + Y + Z + W. *)
  Lemma length_by_token g : length g =
    (successes_with g + failures_with g + successes_without g + failures_without g)%nat.
  Proof.
    unfold successes_with, failures_with, successes_without, failures_without.
    induction g as [|y g IH]; [reflexivity|].
    cbn [successes length]. destruct (r y), (uses y); cbn [andb negb]; lia.
  Qed.

  Lemma sum_by_reward (f : bool -> Y -> R) g :
    sum g (fun y => f (r y) y) = sum g (fun y => indicator (r y) * f true y)
      + sum g (fun y => indicator (negb (r y)) * f false y).
  Proof.
    rewrite <- sum_plus. apply sum_ext. intros y. destruct (r y); cbn [indicator negb]; ring.
  Qed.

  (** Result 4.1: C = (X A(1, k) + Y A(0, k)) / n. *)
  Theorem token_coefficient_by_counts (A : advantage_rule) g :
    token_coefficient A r uses g =
    (INR (successes_with g) * A true (successes r g)
      + INR (failures_with g) * A false (successes r g)) / INR (length g).
  Proof.
    unfold token_coefficient, group_gradient, successes_with, failures_with. f_equal.
    rewrite (sum_by_reward (fun b y => A b (successes r g) * indicator (uses y))).
    rewrite !successes_as_sum, <- !sum_scal_r. f_equal; apply sum_ext; intros y;
      destruct (r y), (uses y); cbn [indicator andb negb]; ring.
  Qed.

  Lemma failures_as_sum g :
    INR (length g - successes r g) = sum g (fun y => indicator (negb (r y))).
  Proof.
    rewrite <- successes_as_sum. f_equal. induction g as [|y g IH]; [reflexivity|].
    pose proof (successes_le_length r g). cbn [successes length]. destruct (r y); cbn [negb]; lia.
  Qed.

  (** sum_i A_i = k A(1, k) + (n - k) A(0, k). *)
  Lemma advantage_sum_by_count (A : advantage_rule) g :
    advantage_sum A r g = INR (successes r g) * A true (successes r g)
      + INR (length g - successes r g) * A false (successes r g).
  Proof.
    unfold advantage_sum. rewrite failures_as_sum.
    rewrite (sum_by_reward (fun b _ => A b (successes r g))), !sum_scal_r.
    now rewrite <- successes_as_sum.
  Qed.

End Counts.

Definition two_token_policy : distribution bool.
Proof.
  refine {| support := [true; false]; probability := fun _ => / 2 |}.
  - intros a _. lra.
  - simpl. lra.
Defined.

(** An instance: a token of probability 1/2 that succeeds always, and an alternative that never
    does: q = 1/2, p1 = 1 and p0 = 0. *)
Example token_of_the_two_token_policy :
  let token (y : bool) := y in
  token_probability two_token_policy token = / 2 /\
  success_rate_with two_token_policy token token = 1 /\
  success_rate_without two_token_policy token token = 0.
Proof.
  unfold success_rate_with, success_rate_without, token_probability, success_rate, expectation.
  simpl. repeat split; lra.
Qed.
