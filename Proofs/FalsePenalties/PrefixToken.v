(** * Tokens further down a tree

    A token that follows a prefix h has a logit of its own there. Rollouts that do not pass h do not
    move it; of those that do, a share q_h goes on with the token. Its expected logit step has the
    sign of its true advantage Q(h, a) - V(h), under every rule of reward and success count, under
    any baseline that is independent of the own rollout, and under the mean of a batch (results 4.1
    and 4.2 of docs/theory.md). At the first position all rollouts pass.

    A token is given by [passes : Y -> bool], which says of a response whether it begins with h, and
    [uses : Y -> bool], whether it begins with h and the token. So Q(h, a) is success_rate_with
    P r uses, V(h) is success_rate_with P r passes, and C of the prefix is that of [passes].

    Definitions
      probability_at_prefix P passes uses == q_h = P(uses) / P(passes)
      prefix_score P passes uses == 1[uses] - q_h 1[passes]: d log pi / d z in the token's own logit
      prefix_logit_gradient P A r passes uses g
        == G = (1/n) sum_i A(r_i, k) (1[uses y_i] - q_h 1[passes y_i])
      prefix_advantage P r passes uses == Q(h, a) - V(h)
      mean_of_batch m c == r - (k + c) / m, the mean of a batch of m rollouts, of which c of other
        prompts succeed
    Results
      prefix_score_has_mean_zero == E (1[uses] - q_h 1[passes]) = 0
      prefix_logit_gradient_is_coefficient_minus_share == G = C - q_h times C of the prefix
      success_gradient_at_prefix == d rho / d z = P(passes) q_h (Q(h, a) - V(h))
      expected_prefix_logit_gradient == E G = Omega_n(rho) P(passes) q_h (Q(h, a) - V(h))
      expected_prefix_logit_gradient_has_sign_of_true_advantage == where Omega_n(rho) > 0
      expected_prefix_logit_gradient_of_random_rule == with E Omega_n(rho) for a rule that is drawn
        from outside
      expected_prefix_logit_gradient_with_random_baseline == with 1 for a baseline from the other
        rollouts and from outside
      expected_prefix_logit_gradient_of_batch_mean == with 1 - 1/m for the mean of a batch of m
      batch_mean_has_sign_of_true_advantage_at_prefix == so its sign is right as well
      every_rollout_passes_the_first_position == G is the G of Definitions.v if all rollouts pass *)

From Coq Require Import Reals List Bool Arith Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import Baselines.IndependentBaseline.
From Counterweight Require Import FalsePenalties.Definitions FalsePenalties.NoBias.
Import ListNotations.
Open Scope R_scope.

Definition probability_at_prefix {Y : Type} (P : distribution Y) (passes uses : Y -> bool) : R :=
  token_probability P uses / token_probability P passes.

Definition prefix_score {Y : Type} (P : distribution Y) (passes uses : Y -> bool) (y : Y) : R :=
  indicator (uses y) - probability_at_prefix P passes uses * indicator (passes y).

Definition prefix_logit_gradient {Y : Type} (P : distribution Y) (A : advantage_rule)
    (r passes uses : Y -> bool) : list Y -> R :=
  group_gradient A r (prefix_score P passes uses).

Definition prefix_advantage {Y : Type} (P : distribution Y) (r passes uses : Y -> bool) : R :=
  success_rate_with P r uses - success_rate_with P r passes.

Definition mean_of_batch (m c : nat) : advantage_rule :=
  fun r k => indicator r - (INR k + INR c) / INR m.

(** Result 4.1: at the first position, which every rollout passes, G is
    (1/n) sum_i A_i (1[uses y_i] - q) and the true advantage is p1 - rho. *)
Theorem every_rollout_passes_the_first_position {Y : Type} (P : distribution Y) (A : advantage_rule)
    (r uses : Y -> bool) (g : list Y) :
  prefix_logit_gradient P A r (fun _ => true) uses g = logit_gradient P A r uses g /\
  prefix_advantage P r (fun _ => true) uses = true_advantage P r uses.
Proof.
  assert (Hall : token_probability P (fun _ => true) = 1) by apply (expectation_const P 1).
  split.
  - unfold prefix_logit_gradient, logit_gradient, group_gradient. f_equal. apply sum_ext. intros y.
    unfold prefix_score, own_logit_score, probability_at_prefix. rewrite Hall. cbn [indicator].
    unfold Rdiv. rewrite Rinv_1. ring.
  - unfold prefix_advantage, true_advantage. f_equal. unfold success_rate_with at 1. rewrite Hall.
    unfold Rdiv. rewrite Rinv_1, Rmult_1_r. apply expectation_ext. intros y.
    now rewrite andb_true_r.
Qed.

Section TokenAfterAPrefix.

  Context {Y : Type} (P : distribution Y) (r passes uses : Y -> bool).
  Hypothesis token_follows_prefix : forall y, uses y = true -> passes y = true.

  (** P(passes) q_h = P(uses), also at P(passes) = 0. *)
  Lemma prefix_probability_times_probability_at_prefix :
    token_probability P passes * probability_at_prefix P passes uses = token_probability P uses.
  Proof.
    unfold probability_at_prefix. destruct (Req_dec (token_probability P passes) 0) as [H|H].
    - assert (Hle : token_probability P uses <= token_probability P passes).
      { apply expectation_le. intros y _. destruct (uses y) eqn:Hy.
        - rewrite (token_follows_prefix y Hy). lra.
        - destruct (passes y); cbn [indicator]; lra. }
      pose proof (proj1 (success_rate_range P uses)) as H0. fold (token_probability P uses) in H0.
      rewrite H in *. lra.
    - field. exact H.
  Qed.

  (** The score has mean zero: E (1[uses] - q_h 1[passes]) = 0. *)
  Theorem prefix_score_has_mean_zero : expectation P (prefix_score P passes uses) = 0.
  Proof.
    unfold prefix_score. rewrite expectation_minus, expectation_scal.
    change (token_probability P uses
      - probability_at_prefix P passes uses * token_probability P passes = 0).
    rewrite <- prefix_probability_times_probability_at_prefix. ring.
  Qed.

  (** The derivative of rho in the token's logit at h: E[r (1[uses] - q_h 1[passes])] =
      P(passes) q_h (Q(h, a) - V(h)). *)
  Theorem success_gradient_at_prefix :
    success_gradient P r (prefix_score P passes uses) =
    token_probability P passes * probability_at_prefix P passes uses
      * prefix_advantage P r passes uses.
  Proof.
    unfold success_gradient, prefix_score.
    rewrite (expectation_ext _ _ (fun y => indicator (r y && uses y)
      - probability_at_prefix P passes uses * indicator (r y && passes y)))
      by (intros y; destruct (r y), (uses y), (passes y); cbn [indicator andb]; ring).
    rewrite expectation_minus, expectation_scal.
    change (success_rate P (fun y => r y && uses y)
      - probability_at_prefix P passes uses * success_rate P (fun y => r y && passes y) =
      token_probability P passes * probability_at_prefix P passes uses
        * prefix_advantage P r passes uses).
    rewrite <- !token_probability_times_success_rate_with.
    rewrite <- prefix_probability_times_probability_at_prefix. unfold prefix_advantage. ring.
  Qed.

  (** Result 4.1: G = C - q_h (1/n) sum_i A_i over the rollouts that pass h, in every group. *)
  Theorem prefix_logit_gradient_is_coefficient_minus_share (A : advantage_rule) (g : list Y) :
    prefix_logit_gradient P A r passes uses g = token_coefficient A r uses g
      - probability_at_prefix P passes uses * token_coefficient A r passes g.
  Proof.
    unfold prefix_logit_gradient, token_coefficient, group_gradient, prefix_score.
    rewrite (sum_ext _ _ (fun y => A (r y) (successes r g) * indicator (uses y)
      - probability_at_prefix P passes uses * (A (r y) (successes r g) * indicator (passes y))))
      by (intros y; ring).
    rewrite sum_minus, sum_scal. unfold Rdiv. ring.
  Qed.

  (** Results 4.1 and 4.2: E G = Omega_n(rho) P(passes) q_h (Q(h, a) - V(h)) for every rule of
      reward and success count and n >= 1 independent rollouts. *)
  Theorem expected_prefix_logit_gradient (A : advantage_rule) n :
    (1 <= n)%nat ->
    expectation (iid P n) (prefix_logit_gradient P A r passes uses) =
    effective_weight n A (success_rate P r)
      * (token_probability P passes * probability_at_prefix P passes uses
         * prefix_advantage P r passes uses).
  Proof.
    intros Hn. unfold prefix_logit_gradient.
    rewrite expected_group_gradient_is_effective_weight_times_gradient
      by (apply prefix_score_has_mean_zero || exact Hn).
    now rewrite success_gradient_at_prefix.
  Qed.

  Lemma product_has_sign_of_advantage c :
    0 < c -> 0 < token_probability P uses ->
    let product := c * (token_probability P passes * probability_at_prefix P passes uses
      * prefix_advantage P r passes uses) in
    (0 < product <-> 0 < prefix_advantage P r passes uses) /\
    (product < 0 <-> prefix_advantage P r passes uses < 0).
  Proof.
    intros Hc Hq. cbv zeta. rewrite prefix_probability_times_probability_at_prefix, <- Rmult_assoc.
    assert (0 < c * token_probability P uses) by now apply Rmult_lt_0_compat.
    set (d := c * token_probability P uses) in *. set (a := prefix_advantage P r passes uses).
    repeat split; intros; nra.
  Qed.

  (** Results 4.1 and 4.2: where Omega_n(rho) > 0, E G > 0 exactly if Q(h, a) > V(h), and E G < 0
      exactly if Q(h, a) < V(h), for every token that has a probability. *)
  Theorem expected_prefix_logit_gradient_has_sign_of_true_advantage (A : advantage_rule) n :
    (1 <= n)%nat -> 0 < effective_weight n A (success_rate P r) -> 0 < token_probability P uses ->
    let expected := expectation (iid P n) (prefix_logit_gradient P A r passes uses) in
    (0 < expected <-> 0 < prefix_advantage P r passes uses) /\
    (expected < 0 <-> prefix_advantage P r passes uses < 0).
  Proof.
    intros Hn Hweight Hq. cbv zeta. rewrite expected_prefix_logit_gradient by exact Hn.
    now apply product_has_sign_of_advantage.
  Qed.

  (** Results 4.1 and 4.2: a rule that is drawn from outside, independently of the rollouts, has
      E G = (E Omega_n(rho)) P(passes) q_h (Q(h, a) - V(h)). *)
  Theorem expected_prefix_logit_gradient_of_random_rule {X : Type} (outside : distribution X)
      (A : X -> advantage_rule) n :
    (1 <= n)%nat ->
    expectation outside (fun x =>
      expectation (iid P n) (prefix_logit_gradient P (A x) r passes uses)) =
    expectation outside (fun x => effective_weight n (A x) (success_rate P r))
      * (token_probability P passes * probability_at_prefix P passes uses
         * prefix_advantage P r passes uses).
  Proof.
    intros Hn. rewrite <- expectation_scal_r. apply expectation_ext. intros x.
    now apply expected_prefix_logit_gradient.
  Qed.

  (** Results 4.1 and 4.2: under any baseline that is independent of the own rollout, from the other
      rollouts and from outside, E G = P(passes) q_h (Q(h, a) - V(h)). *)
  Theorem expected_prefix_logit_gradient_with_random_baseline {X : Type} (outside : distribution X)
      (b : X -> list Y -> R) n :
    (1 <= n)%nat ->
    expectation outside (fun x =>
      expectation (iid P n) (baseline_gradient (b x) r (prefix_score P passes uses))) =
    token_probability P passes * probability_at_prefix P passes uses
      * prefix_advantage P r passes uses.
  Proof.
    intros Hn. rewrite <- success_gradient_at_prefix.
    rewrite <- (expectation_const outside (success_gradient P r _)).
    apply expectation_ext. intros x.
    apply baseline_of_the_others_keeps_expected_gradient;
      [apply prefix_score_has_mean_zero|exact Hn].
  Qed.

  (** Results 4.1 and 4.2: with n >= 1 rollouts of the prompt in a batch of m >= 1 rollouts, whose
      mean is subtracted, E G = (1 - 1/m) P(passes) q_h (Q(h, a) - V(h)), whatever the others. *)
  Theorem expected_prefix_logit_gradient_of_batch_mean (others : distribution nat) m n :
    (1 <= n)%nat -> (1 <= m)%nat ->
    expectation others (fun c =>
      expectation (iid P n) (prefix_logit_gradient P (mean_of_batch m c) r passes uses)) =
    (1 - 1 / INR m) * (token_probability P passes * probability_at_prefix P passes uses
      * prefix_advantage P r passes uses).
  Proof.
    intros Hn Hm. rewrite expected_prefix_logit_gradient_of_random_rule by exact Hn. f_equal.
    rewrite <- (expectation_const others (1 - 1 / INR m)). apply expectation_ext. intros c.
    destruct n as [|n]; [lia|]. rewrite effective_weight_as_expectation.
    rewrite <- (binomial_expectation_const n (success_rate P r) (1 - 1 / INR m)).
    apply binomial_expectation_ext. intros k _. unfold bernstein_coefficient, mean_of_batch.
    rewrite S_INR. cbn [indicator]. field. apply not_0_INR. lia.
  Qed.

  (** Results 4.1 and 4.2: so from m = 2 on E G under the batch mean has the sign of
      Q(h, a) - V(h). *)
  Theorem batch_mean_has_sign_of_true_advantage_at_prefix (others : distribution nat) m n :
    (1 <= n)%nat -> (2 <= m)%nat -> 0 < token_probability P uses ->
    let expected := expectation others (fun c =>
      expectation (iid P n) (prefix_logit_gradient P (mean_of_batch m c) r passes uses)) in
    (0 < expected <-> 0 < prefix_advantage P r passes uses) /\
    (expected < 0 <-> prefix_advantage P r passes uses < 0).
  Proof.
    intros Hn Hm Hq. cbv zeta. rewrite expected_prefix_logit_gradient_of_batch_mean by lia.
    apply product_has_sign_of_advantage; [|exact Hq].
    apply (le_INR 2) in Hm. simpl (INR 2) in Hm. apply Rlt_Rminus.
    apply (Rmult_lt_reg_r (INR m)); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra.
  Qed.

End TokenAfterAPrefix.

(** Seven or sixteen successes elsewhere in the batch, equally often. *)
Definition successes_elsewhere : distribution nat.
Proof.
  refine {| support := [7%nat; 16%nat]; probability := fun _ => / 2 |}.
  - intros c _. lra.
  - simpl. lra.
Defined.

(** An instance: a token of the second position, q_h = 3/5 after a prefix of probability 1/2, with
    Q(h, a) = 1 and V(h) = 3/5. A single rollout in a batch of 32 has E G = (31/32)(3/10)(2/5). *)
Example batch_mean_raises_a_token_of_the_second_position :
  let uses (y : bool * bool) := fst y && snd y in
  probability_at_prefix length_example fst uses = 3 / 5 /\
  prefix_advantage length_example snd fst uses = 2 / 5 /\
  expectation successes_elsewhere (fun c => expectation (iid length_example 1)
    (prefix_logit_gradient length_example (mean_of_batch 32 c) snd fst uses)) = 93 / 800.
Proof.
  intros uses.
  assert (Hq : probability_at_prefix length_example fst uses = 3 / 5).
  { unfold probability_at_prefix, token_probability, success_rate, expectation, uses.
    simpl. field. }
  assert (Ha : prefix_advantage length_example snd fst uses = 2 / 5).
  { unfold prefix_advantage, success_rate_with, token_probability, success_rate, expectation, uses.
    simpl. field. }
  repeat split; [exact Hq|exact Ha|].
  rewrite expected_prefix_logit_gradient_of_batch_mean; [|now intros [[] []]|lia|lia].
  rewrite Hq, Ha. unfold token_probability, success_rate, expectation. simpl. field.
Qed.
