(** * No bias of the expected logit step

    A failed rollout lowers its good tokens too, but no rule of reward and success count, and no
    baseline from outside or from the other rollouts, gives the expected logit step of a token the
    wrong sign. A baseline that weighs the own rollout by its length can (results 1.9, 4.2 and 4.3
    of docs/theory.md).

    Definitions
      baseline_logit_gradient P b r uses == G under a baseline b of the other rollouts
    Results
      expected_logit_gradient        == E G = Omega_n(rho) q (1 - q)(p1 - p0)
      expected_logit_gradient_has_sign_of_true_advantage == where Omega_n(rho) > 0 and 0 < q < 1
      expected_logit_gradient_with_baseline_of_the_others == E G = q (1 - q)(p1 - p0)
      baseline_of_the_others_has_sign_of_true_advantage == so its sign is that of p1 - rho
      expected_logit_gradient_with_random_baseline == the same, drawn from outside as well
      random_baseline_has_sign_of_true_advantage == with the same sign
      expected_logit_gradient_with_independent_baselines == the same in any joint law in which every
        baseline is independent of the own rollout
      expected_coefficient_of_constant_baseline == E C = q (p1 - b)
      length_weighted_mean_with_own_rollout_is_biased == E g is no multiple of grad rho (example)
      length_weighted_mean_with_own_rollout_lowers_good_token == E G < 0 < p1 - rho (example)
    Weighted means of groups are in Baselines/WeightedGroupMean.v. *)

From Coq Require Import Reals List Bool Arith Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import Baselines.IndependentBaseline Baselines.WeightedGroupMean.
From Counterweight Require Import FalsePenalties.Definitions.
Import ListNotations.
Open Scope R_scope.

Definition baseline_logit_gradient {Y : Type} (P : distribution Y) (b : list Y -> R)
    (r uses : Y -> bool) : list Y -> R :=
  baseline_gradient b r (own_logit_score P uses).

Section NoBias.

  Context {Y : Type} (P : distribution Y) (r uses : Y -> bool).

  (** Result 4.2: E G = Omega_n(rho) q (1 - q)(p1 - p0) for every rule of reward and success count
      and n >= 1 independent rollouts. *)
  Theorem expected_logit_gradient (A : advantage_rule) n :
    (1 <= n)%nat ->
    expectation (iid P n) (logit_gradient P A r uses) =
    effective_weight n A (success_rate P r)
      * (token_probability P uses * (1 - token_probability P uses)
         * (success_rate_with P r uses - success_rate_without P r uses)).
  Proof.
    intros Hn. unfold logit_gradient.
    rewrite expected_group_gradient_is_effective_weight_times_gradient
      by (apply own_logit_score_has_mean_zero || exact Hn).
    now rewrite success_gradient_of_token.
  Qed.

  (** Result 4.2: where Omega_n(rho) > 0, E G > 0 exactly if the true advantage is positive, and
      E G < 0 exactly if it is negative, for a token of probability 0 < q < 1. *)
  Theorem expected_logit_gradient_has_sign_of_true_advantage (A : advantage_rule) n :
    (1 <= n)%nat -> 0 < effective_weight n A (success_rate P r) ->
    0 < token_probability P uses < 1 ->
    (0 < expectation (iid P n) (logit_gradient P A r uses) <-> 0 < true_advantage P r uses) /\
    (expectation (iid P n) (logit_gradient P A r uses) < 0 <-> true_advantage P r uses < 0).
  Proof.
    intros Hn Hweight Hq. rewrite expected_logit_gradient by exact Hn.
    rewrite Rmult_assoc, <- true_advantage_by_success_rates, <- Rmult_assoc.
    assert (0 < effective_weight n A (success_rate P r) * token_probability P uses)
      by (apply Rmult_lt_0_compat; lra).
    set (c := effective_weight n A (success_rate P r) * token_probability P uses) in *.
    set (a := true_advantage P r uses). repeat split; intros; nra.
  Qed.

  (** Result 4.2: E G = q (1 - q)(p1 - p0) under any baseline computed from the other rollouts. *)
  Theorem expected_logit_gradient_with_baseline_of_the_others (b : list Y -> R) n :
    (1 <= n)%nat ->
    expectation (iid P n) (baseline_logit_gradient P b r uses) =
    token_probability P uses * (1 - token_probability P uses)
      * (success_rate_with P r uses - success_rate_without P r uses).
  Proof.
    intros Hn. unfold baseline_logit_gradient.
    rewrite baseline_of_the_others_keeps_expected_gradient
      by (apply own_logit_score_has_mean_zero || exact Hn).
    apply success_gradient_of_token.
  Qed.

  (** Result 4.2: so E G has the sign of the true advantage p1 - rho under any such baseline. *)
  Theorem baseline_of_the_others_has_sign_of_true_advantage (b : list Y -> R) n :
    (1 <= n)%nat -> 0 < token_probability P uses < 1 ->
    (0 < expectation (iid P n) (baseline_logit_gradient P b r uses)
       <-> 0 < true_advantage P r uses) /\
    (expectation (iid P n) (baseline_logit_gradient P b r uses) < 0
       <-> true_advantage P r uses < 0).
  Proof.
    intros Hn Hq. rewrite expected_logit_gradient_with_baseline_of_the_others by exact Hn.
    rewrite Rmult_assoc, <- true_advantage_by_success_rates.
    set (a := true_advantage P r uses). repeat split; intros; nra.
  Qed.

  (** Result 4.2: and E G = q (1 - q)(p1 - p0) under any baseline b that is independent of the own
      rollout, one that depends on the other rollouts and on an x drawn from outside. *)
  Theorem expected_logit_gradient_with_random_baseline {X : Type} (outside : distribution X)
      (b : X -> list Y -> R) n :
    (1 <= n)%nat ->
    expectation outside (fun x =>
      expectation (iid P n) (baseline_logit_gradient P (b x) r uses)) =
    token_probability P uses * (1 - token_probability P uses)
      * (success_rate_with P r uses - success_rate_without P r uses).
  Proof.
    intros Hn. rewrite <- (expectation_const outside (token_probability P uses * _ * _)).
    apply expectation_ext. intros x.
    now apply expected_logit_gradient_with_baseline_of_the_others.
  Qed.

  (** Result 4.2: so E G has the sign of the true advantage p1 - rho under any such baseline. *)
  Theorem random_baseline_has_sign_of_true_advantage {X : Type} (outside : distribution X)
      (b : X -> list Y -> R) n :
    (1 <= n)%nat -> 0 < token_probability P uses < 1 ->
    let expected := expectation outside (fun x =>
      expectation (iid P n) (baseline_logit_gradient P (b x) r uses)) in
    (0 < expected <-> 0 < true_advantage P r uses) /\
    (expected < 0 <-> true_advantage P r uses < 0).
  Proof.
    intros Hn Hq. cbv zeta. rewrite expected_logit_gradient_with_random_baseline by exact Hn.
    rewrite <- (expected_logit_gradient_with_baseline_of_the_others (fun _ => 0) n Hn).
    now apply baseline_of_the_others_has_sign_of_true_advantage.
  Qed.

  (** Result 4.2: and E G = q (1 - q)(p1 - p0) under any random baselines b_i, in any joint law with
      n >= 1 rollouts of the policy in which each b_i is independent of rollout i. *)
  Theorem expected_logit_gradient_with_independent_baselines {Z : Type} (J : distribution Z)
      (y : nat -> Z -> Y) (b : nat -> Z -> R) n :
    (1 <= n)%nat -> (forall i, (i < n)%nat -> has_law J (y i) P) ->
    (forall i, (i < n)%nat -> independent_in J (b i) (y i)) ->
    expectation J (jointly_drawn_gradient n b r (own_logit_score P uses) y) =
    token_probability P uses * (1 - token_probability P uses)
      * (success_rate_with P r uses - success_rate_without P r uses).
  Proof.
    intros Hn Hlaw Hindependent.
    rewrite (baselines_independent_of_the_own_rollout_keep_expected_gradient J P)
      by (apply own_logit_score_has_mean_zero || assumption).
    apply success_gradient_of_token.
  Qed.

  (** Result 4.3: E C = q (p1 - b) under a constant baseline b. *)
  Theorem expected_coefficient_of_constant_baseline (b : R) n :
    (1 <= n)%nat ->
    expectation (iid P n) (token_coefficient (constant_baseline b) r uses) =
    token_probability P uses * (success_rate_with P r uses - b).
  Proof.
    intros Hn. rewrite Rmult_minus_distr_l, token_probability_times_success_rate_with.
    rewrite (expectation_iid_ext P n _ (fun g =>
      / INR n * sum g (fun y => (indicator (r y) - b) * indicator (uses y)))).
    - rewrite expectation_scal, expectation_iid_members.
      rewrite (expectation_ext _ _ (fun y =>
        indicator (r y && uses y) - b * indicator (uses y)))
        by (intros y; destruct (r y), (uses y); cbn [indicator andb]; ring).
      rewrite expectation_minus, expectation_scal. unfold token_probability, success_rate.
      field. apply not_0_INR. lia.
    - intros g Hg. unfold token_coefficient, group_gradient, constant_baseline. rewrite Hg.
      unfold Rdiv. ring.
  Qed.

End NoBias.

(** A policy with two tokens and four responses: (token used, reward). The token's successes and
    the other's failures are three times as long as the rest. *)
Definition length_example : distribution (bool * bool).
Proof.
  refine {| support := [(true, true); (true, false); (false, true); (false, false)];
    probability := fun y => if Bool.eqb (fst y) (snd y) then 3 / 10 else 2 / 10 |}.
  - intros [[] []] _; simpl; lra.
  - simpl. lra.
Defined.

Definition example_length (y : bool * bool) : R := if Bool.eqb (fst y) (snd y) then 3 else 1.

(** The score of a tabular softmax in the logit of response c: 1[y = c] - pi(c). *)
Definition example_score (c y : bool * bool) : R :=
  indicator (Bool.eqb (fst y) (fst c) && Bool.eqb (snd y) (snd c)) - probability length_example c.

Lemma length_example_pair (f : list (bool * bool) -> R) :
  expectation (iid length_example 2) f =
  expectation length_example (fun y => expectation length_example (fun z => f [y; z])).
Proof.
  rewrite expectation_iid_step. apply expectation_ext. intros y.
  rewrite expectation_iid_step. apply expectation_ext. intros z.
  apply (expectation_iid_none length_example (fun h => f (y :: z :: h))).
Qed.

Example example_score_has_mean_zero c : expectation length_example (example_score c) = 0.
Proof.
  unfold example_score, expectation. destruct c as [[] []]; simpl; lra.
Qed.

(** Result 1.9, the bias: with the own rollout in the length-weighted mean of two, the expected
    gradient is (12, -13, 13, -12)/200 and grad rho = (30, -20, 20, -30)/200: not parallel. *)
Example length_weighted_mean_with_own_rollout_is_biased :
  let expected c := expectation (iid length_example 2)
    (weighted_mean_gradient example_length snd (example_score c)) in
  let gradient c := success_gradient length_example snd (example_score c) in
  (expected (true, true) = 12 / 200 /\ expected (true, false) = -13 / 200 /\
   expected (false, true) = 13 / 200 /\ expected (false, false) = -12 / 200) /\
  (gradient (true, true) = 30 / 200 /\ gradient (true, false) = -20 / 200 /\
   gradient (false, true) = 20 / 200 /\ gradient (false, false) = -30 / 200) /\
  ~ exists c, forall y, expected y = c * gradient y.
Proof.
  cbv zeta.
  assert (H : forall c, expectation (iid length_example 2)
    (weighted_mean_gradient example_length snd (example_score c)) =
    match c with (true, true) => 12 / 200 | (true, false) => -13 / 200
      | (false, true) => 13 / 200 | (false, false) => -12 / 200 end).
  { intros c. rewrite length_example_pair.
    unfold expectation, weighted_mean_gradient, weighted_group_mean, example_score.
    unfold example_length. destruct c as [[] []]; simpl; field. }
  assert (Hg : forall c, success_gradient length_example snd (example_score c) =
    match c with (true, true) => 30 / 200 | (true, false) => -20 / 200
      | (false, true) => 20 / 200 | (false, false) => -30 / 200 end).
  { intros c. unfold success_gradient, expectation, example_score.
    destruct c as [[] []]; simpl; field. }
  repeat split; try apply H; try apply Hg.
  intros (c & Hc). pose proof (Hc (true, true)) as H1. pose proof (Hc (true, false)) as H2.
  rewrite H, Hg in H1, H2. lra.
Qed.

(** There p1 = 3/5 and p0 = 2/5, the token is good, and yet its expected logit step is -1/200. *)
Example length_weighted_mean_with_own_rollout_lowers_good_token :
  success_rate_with length_example snd fst = 3 / 5 /\
  success_rate_without length_example snd fst = 2 / 5 /\
  true_advantage length_example snd fst = 1 / 10 /\
  expectation (iid length_example 2) (weighted_mean_gradient example_length snd
    (own_logit_score length_example fst)) = - 1 / 200.
Proof.
  unfold true_advantage, success_rate_with, success_rate_without, own_logit_score.
  unfold token_probability, success_rate. repeat split; try (unfold expectation; simpl; field).
  rewrite length_example_pair. unfold expectation, weighted_mean_gradient.
  unfold weighted_group_mean, example_length. simpl. field.
Qed.

(** With the own rollout left out the same baseline gives the same token q (1 - q)(p1 - p0) = 1/20:
    also an instance of the hypotheses of the theorems above. *)
Example length_weighted_mean_of_the_others_raises_good_token :
  expectation (iid length_example 2) (baseline_logit_gradient length_example
    (weighted_group_mean example_length snd) snd fst) = 1 / 20.
Proof.
  rewrite expected_logit_gradient_with_baseline_of_the_others by lia.
  unfold success_rate_with, success_rate_without, token_probability, success_rate, expectation.
  simpl. field.
Qed.

(** Two fair coins with the baseline r_1 xor r_2 for both: heads, which succeeds, gets 1/4. *)
Example xor_baseline_raises_good_token :
  expectation two_coins (jointly_drawn_gradient 2 xor_baseline (fun y => y)
    (own_logit_score fair_coin (fun y => y)) coin) = 1 / 4.
Proof.
  rewrite expected_logit_gradient_with_independent_baselines
    by (lia || (intros i _; apply xor_baseline_is_independent)).
  unfold success_rate_with, success_rate_without, token_probability, success_rate, expectation.
  simpl. field.
Qed.

(** Leave-one-out groups of two raise the token as well: Omega_2 = 1. *)
Example leave_one_out_raises_good_token :
  0 < expectation (iid length_example 2)
        (logit_gradient length_example (leave_one_out 2) snd fst).
Proof.
  apply expected_logit_gradient_has_sign_of_true_advantage; [lia|..].
  - unfold effective_weight, bernstein_coefficient, leave_one_out, bernstein. simpl. lra.
  - unfold token_probability, success_rate, expectation. simpl. lra.
  - rewrite (proj1 (proj2 (proj2 length_weighted_mean_with_own_rollout_lowers_good_token))). lra.
Qed.

(** Result 4.3: at b = 0.65 the coefficient of that token is negative in expectation, E C = -1/40,
    although p1 = 0.6 is above rho = 0.5 and its expected logit step is positive. *)
Example negative_coefficient_of_a_good_token :
  let b := 65 / 100 in
  expectation (iid length_example 8) (token_coefficient (constant_baseline b) snd fst) = - 1 / 40 /\
  expectation (iid length_example 8)
    (logit_gradient length_example (constant_baseline b) snd fst) = 1 / 20.
Proof.
  cbv zeta. split.
  - rewrite expected_coefficient_of_constant_baseline by lia.
    unfold success_rate_with, token_probability, success_rate, expectation. simpl. field.
  - rewrite expected_logit_gradient by lia.
    rewrite (effective_weight_as_expectation 7).
    rewrite (binomial_expectation_ext _ _ _ (fun _ => 1))
      by (intros; unfold bernstein_coefficient, constant_baseline, indicator; ring).
    rewrite binomial_expectation_const.
    unfold success_rate_with, success_rate_without, token_probability, success_rate, expectation.
    simpl. field.
Qed.
