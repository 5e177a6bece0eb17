(** * Certified penalties in batches of single rollouts

    What a token of one prompt gets in a batch with one rollout of each of n prompts (result 4.6 of
    docs/theory.md), as the tests of the Swift library read it from certified.json: exact fractions,
    and 25 correctly rounded decimal places where there are roots.

    Definitions
      batch_reward_mass P r uses others A == E max(C, 0) under the rule A n of the whole batch
    Results
      *_batch_penalty_probability_*, *_batch_penalty_mass_*, *_batch_reward_mass_* == P(C < 0),
        E max(-C, 0) and E max(C, 0)
    A theorem is named after its rule, n, and the numbers of the token's prompt: q = 1/2 and
    p1 = 3/10 among prompts of the rate 2/5, q = 4/5 and p1 = 1/10 among prompts of the rate 1/2. *)

From Coq Require Import Reals List Bool Arith Lra Lia ZArith.
From Interval Require Import Tactic.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import FalsePenalties.Definitions FalsePenalties.SingleRollouts.
From Counterweight Require Import Certified.Enclosure Certified.FalsePenalties.
Import ListNotations.
Open Scope R_scope.

Definition batch_reward_mass {Y : Type} (P : distribution Y) (r uses : Y -> bool)
    (others : list (distribution bool)) (A : nat -> advantage_rule) : R :=
  batch_expectation P r uses others (fun g =>
    Rmax (token_coefficient (A (length g)) fst snd g) 0).

Lemma expected_count_of_equal_rates Q m : forall f : nat -> R,
  expectation (independent (repeat Q m)) (fun rewards => f (successes_of rewards)) =
  binomial_expectation m (rate_of Q) f.
Proof.
  induction m as [|m IH]; intros f.
  - cbn [repeat]. rewrite expectation_independent_none.
    unfold binomial_expectation, bernstein, successes_of. simpl. ring.
  - cbn [repeat]. rewrite expectation_independent_step, binomial_expectation_step, <- !IH.
    rewrite (expectation_ext _ _ (fun reward =>
      indicator reward * expectation (independent (repeat Q m))
        (fun rewards => f (S (successes_of rewards)))
      + indicator (negb reward) * expectation (independent (repeat Q m))
        (fun rewards => f (successes_of rewards)))).
    + rewrite expectation_plus, !expectation_scal_r, failure_rate. reflexivity.
    + intros reward. unfold successes_of. cbn [successes].
      destruct reward; cbn [indicator negb]; ring.
Qed.

Section EqualRates.

  Variables (a b c : N) (d : positive) (Q : distribution bool) (m : nat).
  Variables (A : nat -> advantage_rule) (weight : nat -> R) (s t : nat -> Z).
  Hypothesis integral : integral_rule (S m) (A (S m)) weight s t.
  Hypothesis nonnegative : forall k, (0 <= s k)%Z /\ (0 <= t k)%Z.

  Let policy := token_policy a b c d.
  Let D := total_weight a b c d.

  Lemma coefficient_in_batch y rewards : length rewards = m ->
    token_coefficient (A (length (batch snd fst y rewards))) fst snd (batch snd fst y rewards) =
    (indicator (snd y && fst y) * A (S m) true (S (successes_of rewards))
      + indicator (negb (snd y) && fst y) * A (S m) false (successes_of rewards)) / INR (S m).
  Proof.
    intros Hm. rewrite token_coefficient_by_counts, batch_length, Hm.
    rewrite (successes_by_token fst snd).
    destruct (batch_counts snd fst y rewards) as (-> & -> & -> & _).
    destruct y as [[] []]; cbn [fst snd andb negb indicator]; simpl (INR 0); simpl (INR 1);
      cbn [Nat.add]; reflexivity || (unfold Rdiv; ring).
  Qed.

  Let success k : 0 <= A (S m) true (S k) / INR (S m) \/ (m < k)%nat.
  Proof.
    destruct (le_lt_dec k m) as [Hk|Hk]; [left|now right].
    destruct (integral (S k) ltac:(lia)) as (Hw & Htrue & _). rewrite Htrue by lia.
    apply Rmult_le_pos; [apply Rmult_le_pos; [lra|apply IZR_le, nonnegative]|].
    apply Rlt_le, Rinv_0_lt_compat, lt_0_INR. lia.
  Qed.

  Let failure k : A (S m) false k / INR (S m) <= 0 \/ (m < k)%nat.
  Proof.
    destruct (le_lt_dec k m) as [Hk|Hk]; [left|now right].
    destruct (integral k ltac:(lia)) as (Hw & _ & Hfalse). rewrite Hfalse by lia.
    assert (0 <= weight k * IZR (t k)) by (apply Rmult_le_pos; [lra|apply IZR_le, nonnegative]).
    assert (0 < / INR (S m)) by (apply Rinv_0_lt_compat, lt_0_INR; lia).
    unfold Rdiv. nra.
  Qed.

  Lemma batch_mass (phi : R -> R) (gain loss : nat -> R) :
    phi 0 = 0 ->
    (forall k, (k <= m)%nat -> phi (A (S m) true (S k) / INR (S m)) = gain k) ->
    (forall k, (k <= m)%nat -> phi (A (S m) false k / INR (S m)) = loss k) ->
    batch_expectation policy snd fst (repeat Q m) (fun g =>
      phi (token_coefficient (A (length g)) fst snd g)) =
    IZR (Z.of_N a) / IZR D * binomial_expectation m (rate_of Q) gain
      + IZR (Z.of_N b) / IZR D * binomial_expectation m (rate_of Q) loss.
  Proof.
    intros H0 Hgain Hloss. destruct (outcome_rates a b c d) as (H1 & H2 & _).
    fold policy D in H1, H2. rewrite <- H1, <- H2. unfold success_rate, batch_expectation.
    rewrite <- !expectation_scal_r, <- expectation_plus. apply expectation_ext. intros y.
    rewrite <- !expected_count_of_equal_rates, <- !expectation_scal, <- expectation_plus.
    apply expectation_ext_in. intros rewards Hin.
    pose proof (joint_support_length _ rewards Hin) as Hm. rewrite repeat_length in Hm.
    pose proof (successes_le_length (fun x : bool => x) rewards) as Hk. rewrite Hm in Hk.
    rewrite coefficient_in_batch by exact Hm.
    rewrite <- (Hgain (successes_of rewards) Hk), <- (Hloss (successes_of rewards) Hk).
    destruct y as [[] []]; cbn [fst snd andb negb indicator];
      rewrite ?Rmult_1_l, ?Rmult_0_l, ?Rplus_0_l, ?Rplus_0_r; try reflexivity;
      unfold Rdiv; rewrite Rmult_0_l; exact H0.
  Qed.

  Lemma batch_penalty_mass_of_policy :
    batch_penalty_mass policy snd fst (repeat Q m) A =
    IZR (Z.of_N b) / IZR D
      * binomial_expectation m (rate_of Q) (fun k => - (A (S m) false k / INR (S m))).
  Proof.
    unfold batch_penalty_mass.
    rewrite (batch_mass (fun x => Rmax (- x) 0) (fun _ => 0)
      (fun k => - (A (S m) false k / INR (S m)))).
    - rewrite binomial_expectation_const. ring.
    - rewrite Ropp_0. now apply Rmax_left, Rle_refl.
    - intros k Hk. apply Rmax_right. destruct (success k); [lra|lia].
    - intros k Hk. apply Rmax_left. destruct (failure k); [lra|lia].
  Qed.

  Lemma batch_reward_mass_of_policy :
    batch_reward_mass policy snd fst (repeat Q m) A =
    IZR (Z.of_N a) / IZR D
      * binomial_expectation m (rate_of Q) (fun k => A (S m) true (S k) / INR (S m)).
  Proof.
    unfold batch_reward_mass.
    rewrite (batch_mass (fun x => Rmax x 0) (fun k => A (S m) true (S k) / INR (S m))
      (fun _ => 0)).
    - rewrite binomial_expectation_const. ring.
    - apply Rmax_left, Rle_refl.
    - intros k Hk. apply Rmax_left. destruct (success k); [lra|lia].
    - intros k Hk. apply Rmax_right. destruct (failure k); [lra|lia].
  Qed.

  Lemma failure_with_token_of_policy :
    token_probability policy fst * (1 - success_rate_with policy snd fst) =
    IZR (Z.of_N b) / IZR D.
  Proof. rewrite <- failure_with_token. apply outcome_rates. Qed.

End EqualRates.

Lemma two_fifths_range : 0 <= 2 / 5 <= 1.
Proof. lra. Defined.

Lemma half_range : 0 <= 1 / 2 <= 1.
Proof. lra. Defined.

(** ** Tactics *)

Ltac integral_batch_rule n A :=
  match A with
  | group_mean => constr:(group_mean_is_integral n ltac:(lia))
  | grpo => constr:(grpo_is_integral n ltac:(lia))
  | uniform_r => constr:(uniform_r_is_integral n ltac:(lia))
  end.

Ltac nonnegative_integers := intros k; split; try destruct (dead _ k); lia.

Ltac expand_batch :=
  match goal with
  | |- context [batch_penalty_mass (token_policy ?a ?b ?c ?d) snd fst (repeat ?Q ?m) ?A] =>
      let H := integral_batch_rule (S m) A in
      rewrite (batch_penalty_mass_of_policy a b c d Q m A _ _ _ H ltac:(nonnegative_integers))
  | |- context [batch_reward_mass (token_policy ?a ?b ?c ?d) snd fst (repeat ?Q ?m) ?A] =>
      let H := integral_batch_rule (S m) A in
      rewrite (batch_reward_mass_of_policy a b c d Q m A _ _ _ H ltac:(nonnegative_integers))
  | |- context [batch_penalty_probability _ _ _ _ group_mean] =>
      rewrite batch_mean_penalty_probability, all_fail_of_repeated_prompts,
        failure_with_token_of_policy
  | |- context [batch_penalty_probability _ _ _ _ grpo] =>
      rewrite batch_deviation_penalty_probability, all_fail_of_repeated_prompts,
        failure_with_token_of_policy
  | |- context [batch_penalty_probability _ _ _ _ uniform_r] =>
      rewrite two_sided_batch_penalty_probability, failure_with_token_of_policy
  end;
  rewrite ?rate_of_bernoulli; evaluate_expectations; expand.

Ltac batch_penalty := expand_batch; field.

Ltac enclose_batch_penalty := unfold encloses; expand_batch; interval with (i_prec 150).

(** ** The numbers *)

Theorem group_mean_batch_penalty_probability_n8_q1_2_p3_10 :
  batch_penalty_probability (token_policy 3 7 1 9) snd fst
    (repeat (bernoulli (2 / 5) two_fifths_range) 7) group_mean = 265783 / 781250.
Proof. batch_penalty. Qed.

Theorem group_mean_batch_penalty_mass_n8_q1_2_p3_10 :
  batch_penalty_mass (token_policy 3 7 1 9) snd fst
    (repeat (bernoulli (2 / 5) two_fifths_range) 7) group_mean = 49 / 3200.
Proof. batch_penalty. Qed.

Theorem group_mean_batch_reward_mass_n8_q1_2_p3_10 :
  batch_reward_mass (token_policy 3 7 1 9) snd fst
    (repeat (bernoulli (2 / 5) two_fifths_range) 7) group_mean = 63 / 6400.
Proof. batch_penalty. Qed.

Theorem grpo_batch_penalty_probability_n8_q1_2_p3_10 :
  batch_penalty_probability (token_policy 3 7 1 9) snd fst
    (repeat (bernoulli (2 / 5) two_fifths_range) 7) grpo = 265783 / 781250.
Proof. batch_penalty. Qed.

Theorem grpo_batch_penalty_mass_n8_q1_2_p3_10 :
  encloses 32930631128511563045699375674 30
    (batch_penalty_mass (token_policy 3 7 1 9) snd fst
      (repeat (bernoulli (2 / 5) two_fifths_range) 7) grpo).
Proof. enclose_batch_penalty. Qed.

Theorem grpo_batch_reward_mass_n8_q1_2_p3_10 :
  encloses 21169691439757433386521027219 30
    (batch_reward_mass (token_policy 3 7 1 9) snd fst
      (repeat (bernoulli (2 / 5) two_fifths_range) 7) grpo).
Proof. enclose_batch_penalty. Qed.

Theorem uniform_r_batch_penalty_probability_n8_q1_2_p3_10 :
  batch_penalty_probability (token_policy 3 7 1 9) snd fst
    (repeat (bernoulli (2 / 5) two_fifths_range) 7) uniform_r = 7 / 20.
Proof. batch_penalty. Qed.

Theorem uniform_r_batch_penalty_mass_n8_q1_2_p3_10 :
  batch_penalty_mass (token_policy 3 7 1 9) snd fst
    (repeat (bernoulli (2 / 5) two_fifths_range) 7) uniform_r = 910861 / 12500000.
Proof. batch_penalty. Qed.

Theorem uniform_r_batch_reward_mass_n8_q1_2_p3_10 :
  batch_reward_mass (token_policy 3 7 1 9) snd fst
    (repeat (bernoulli (2 / 5) two_fifths_range) 7) uniform_r = 18003 / 390625.
Proof. batch_penalty. Qed.

Theorem group_mean_batch_penalty_probability_n32_q4_5_p1_10 :
  batch_penalty_probability (token_policy 8 72 5 15) snd fst
    (repeat (bernoulli (1 / 2) half_range) 31) group_mean = 19327352823 / 26843545600.
Proof. batch_penalty. Qed.

Theorem group_mean_batch_penalty_mass_n32_q4_5_p1_10 :
  batch_penalty_mass (token_policy 8 72 5 15) snd fst
    (repeat (bernoulli (1 / 2) half_range) 31) group_mean = 279 / 25600.
Proof. batch_penalty. Qed.

Theorem group_mean_batch_reward_mass_n32_q4_5_p1_10 :
  batch_reward_mass (token_policy 8 72 5 15) snd fst
    (repeat (bernoulli (1 / 2) half_range) 31) group_mean = 31 / 25600.
Proof. batch_penalty. Qed.

Theorem grpo_batch_penalty_probability_n32_q4_5_p1_10 :
  batch_penalty_probability (token_policy 8 72 5 15) snd fst
    (repeat (bernoulli (1 / 2) half_range) 31) grpo = 19327352823 / 26843545600.
Proof. batch_penalty. Qed.

Theorem grpo_batch_penalty_mass_n32_q4_5_p1_10 :
  encloses 22139669118191064488367770672 30
    (batch_penalty_mass (token_policy 8 72 5 15) snd fst
      (repeat (bernoulli (1 / 2) half_range) 31) grpo).
Proof. enclose_batch_penalty. Qed.

Theorem grpo_batch_reward_mass_n32_q4_5_p1_10 :
  encloses 2459963235354562720929752297 30
    (batch_reward_mass (token_policy 8 72 5 15) snd fst
      (repeat (bernoulli (1 / 2) half_range) 31) grpo).
Proof. enclose_batch_penalty. Qed.

Theorem uniform_r_batch_penalty_probability_n32_q4_5_p1_10 :
  batch_penalty_probability (token_policy 8 72 5 15) snd fst
    (repeat (bernoulli (1 / 2) half_range) 31) uniform_r = 18 / 25.
Proof. batch_penalty. Qed.

Theorem uniform_r_batch_penalty_mass_n32_q4_5_p1_10 :
  batch_penalty_mass (token_policy 8 72 5 15) snd fst
    (repeat (bernoulli (1 / 2) half_range) 31) uniform_r = 7730941131 / 171798691840.
Proof. batch_penalty. Qed.

Theorem uniform_r_batch_reward_mass_n32_q4_5_p1_10 :
  batch_reward_mass (token_policy 8 72 5 15) snd fst
    (repeat (bernoulli (1 / 2) half_range) 31) uniform_r = 858993459 / 171798691840.
Proof. batch_penalty. Qed.
