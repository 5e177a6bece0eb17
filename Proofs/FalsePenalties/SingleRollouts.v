(** * Single rollouts of many prompts

    A batch has one rollout of each of n prompts. A token that only one of the prompts has, of
    probability q and with success rate p1 after it, is then penalised whenever its rollout fails
    and the batch has a success: the more prompts, the more often (result 4.6 of docs/theory.md).

    The other prompts are given by the laws of their rewards, a list of n - 1 distributions.

    Definitions
      independent Ps             == one independent draw from each of the distributions Ps
      rate_of Q                  == the success rate of a law Q of rewards
      all_fail others            == prod_j (1 - rho_j), the probability that all others fail
      batch r uses y rewards     == the batch as pairs (reward, token used); the others lack it
      batch_expectation P r uses others f == E f(batch): own rollout from P, rewards of the others
      batch_penalty_probability P r uses others A == P(C < 0) under the rule A n of the whole batch
      batch_penalty_mass P r uses others A        == E max(-C, 0)
      bernoulli p                == the law of a reward with success rate p
    Results
      all_fail_is_probability_of_no_success == all_fail is P(no success among the others)
      centred_rule_batch_penalty_probability == q (1 - p1)(1 - prod_j (1 - rho_j)), centred rules
      batch_mean_penalty_probability   == the same for the batch mean, own reward included
      batch_deviation_penalty_probability == the same for REINFORCE++
      two_sided_batch_penalty_probability == q (1 - p1) for C-RF
      batch_mean_penalty_mass          == q (1 - p1) sum_j rho_j / n^2
      batch_mean_penalty_mass_for_equal_rates == q (1 - p1)(n - 1) rb / n^2
      one_more_prompt_adds_penalties   == P(C < 0) grows by q (1 - p1) rho prod_j (1 - rho_j)
      larger_batch_is_no_remedy        == so it never falls
      batch_penalty_probability_for_equal_rates == q (1 - p1)(1 - (1 - rb)^(n-1))
      larger_batch_of_equal_rates_penalises_more_often == which increases strictly
      batch_penalty_probability_tends_to_failure_with_token == with the limit q (1 - p1)
      batch_penalty_mass_decreases, batch_penalty_mass_tends_to_zero == penalties get smaller *)

From Coq Require Import Reals List Bool Arith Lra Lia.
From Coquelicot Require Import Rbar Lim_seq.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.GroupDeviationBounds EffectiveWeights.Limits.
From Counterweight Require Import FalsePenalties.Definitions FalsePenalties.CentredGroups.
From Counterweight Require Import FalsePenalties.TwoLevelExample.
Import ListNotations.
Open Scope R_scope.

(** ** Independent draws from several distributions *)

Section Independence.

  Context {A : Type}.

  Fixpoint joint_support (Ps : list (distribution A)) : list (list A) :=
    match Ps with
    | [] => [[]]
    | P :: rest => flat_map (fun a => map (cons a) (joint_support rest)) (support P)
    end.

  Fixpoint joint_probability (Ps : list (distribution A)) (g : list A) : R :=
    match Ps, g with
    | P :: rest, a :: h => probability P a * joint_probability rest h
    | _, _ => 1
    end.

  Lemma in_joint_support_step P Ps g : In g (joint_support (P :: Ps)) ->
    exists a h, g = a :: h /\ In a (support P) /\ In h (joint_support Ps).
  Proof.
    intros H. apply in_flat_map in H as (a & Ha & H). apply in_map_iff in H as (h & <- & Hh).
    exists a, h. auto.
  Qed.

  Lemma joint_support_length Ps : forall g, In g (joint_support Ps) -> length g = length Ps.
  Proof.
    induction Ps as [|P Ps IH]; intros g H.
    - destruct H as [<-|[]]. reflexivity.
    - apply in_joint_support_step in H as (a & h & -> & _ & Hh). simpl. now rewrite (IH h Hh).
  Qed.

  Lemma joint_probability_nonneg Ps :
    forall g, In g (joint_support Ps) -> 0 <= joint_probability Ps g.
  Proof.
    induction Ps as [|P Ps IH]; intros g H; [simpl; lra|].
    apply in_joint_support_step in H as (a & h & -> & Ha & Hh). simpl.
    apply Rmult_le_pos; [now apply probability_nonneg|now apply IH].
  Qed.

  Lemma sum_joint_step P Ps (f : list A -> R) :
    sum (joint_support (P :: Ps)) (fun g => joint_probability (P :: Ps) g * f g) =
    expectation P (fun a => sum (joint_support Ps) (fun h => joint_probability Ps h * f (a :: h))).
  Proof.
    cbn [joint_support]. rewrite sum_flat_map. apply sum_ext. intros a.
    rewrite sum_map, <- sum_scal. apply sum_ext. intros h. cbn [joint_probability]. ring.
  Qed.

  Lemma joint_probability_total Ps : sum (joint_support Ps) (joint_probability Ps) = 1.
  Proof.
    induction Ps as [|P Ps IH]; [simpl; lra|].
    rewrite (sum_ext _ _ (fun g => joint_probability (P :: Ps) g * 1)) by (intros; ring).
    rewrite sum_joint_step, (expectation_ext _ _ (fun _ => 1)); [apply expectation_const|].
    intros a. transitivity (sum (joint_support Ps) (joint_probability Ps)); [|exact IH].
    apply sum_ext. intros h. ring.
  Qed.

  Definition independent (Ps : list (distribution A)) : distribution (list A) := {|
    support := joint_support Ps;
    probability := joint_probability Ps;
    probability_nonneg := joint_probability_nonneg Ps;
    probability_total := joint_probability_total Ps;
  |}.

  Lemma expectation_independent_none (f : list A -> R) : expectation (independent []) f = f [].
  Proof. unfold expectation. simpl. ring. Qed.

  Lemma expectation_independent_step P Ps (f : list A -> R) :
    expectation (independent (P :: Ps)) f =
    expectation P (fun a => expectation (independent Ps) (fun h => f (a :: h))).
  Proof. apply sum_joint_step. Qed.

End Independence.

(** ** The rewards of the other prompts *)

Definition rate_of (Q : distribution bool) : R := success_rate Q (fun reward => reward).

Definition all_fail (others : list (distribution bool)) : R :=
  fold_right (fun Q product => (1 - rate_of Q) * product) 1 others.

Definition successes_of (rewards : list bool) : nat := successes (fun reward => reward) rewards.

Section OtherPrompts.

  Implicit Types (others : list (distribution bool)).

  Lemma rate_of_range Q : 0 <= rate_of Q <= 1.
  Proof. apply success_rate_range. Qed.

  Lemma all_fail_range others : 0 <= all_fail others <= 1.
  Proof.
    induction others as [|Q others IH]; simpl; [lra|].
    pose proof (rate_of_range Q). nra.
  Qed.

  Lemma all_fail_of_equal_rates others rb :
    (forall Q, In Q others -> rate_of Q = rb) -> all_fail others = (1 - rb) ^ length others.
  Proof.
    induction others as [|Q others IH]; intros H; [reflexivity|]. cbn [all_fail fold_right length].
    fold (all_fail others). rewrite IH by (intros Q' HQ'; apply H; now right).
    rewrite (H Q) by now left. reflexivity.
  Qed.

  (** Result 4.6: P(no success among independent rewards) = prod_j (1 - rho_j). *)
  Theorem all_fail_is_probability_of_no_success others :
    expectation (independent others)
      (fun rewards => if (successes_of rewards =? 0)%nat then 1 else 0) = all_fail others.
  Proof.
    induction others as [|Q others IH]; [now rewrite expectation_independent_none|].
    rewrite expectation_independent_step.
    rewrite (expectation_ext _ _ (fun reward => indicator (negb reward) * all_fail others)).
    - rewrite expectation_scal_r, failure_rate. reflexivity.
    - intros []; cbn [indicator negb].
      + rewrite (expectation_ext _ _ (fun _ => 0)) by reflexivity.
        rewrite expectation_const. ring.
      + rewrite <- IH. unfold successes_of. cbn [successes]. ring.
  Qed.

  Lemma expected_successes others :
    expectation (independent others) (fun rewards => INR (successes_of rewards)) =
    sum others rate_of.
  Proof.
    induction others as [|Q others IH]; [now rewrite expectation_independent_none|].
    rewrite expectation_independent_step. cbn [sum].
    rewrite (expectation_ext _ _ (fun reward => indicator reward + sum others rate_of)).
    - rewrite expectation_plus, expectation_const. reflexivity.
    - intros reward. rewrite <- IH, <- (expectation_const (independent others) (indicator reward)).
      rewrite <- expectation_plus. apply expectation_ext. intros rewards.
      unfold successes_of. destruct reward; cbn [successes indicator]; rewrite ?S_INR; ring.
  Qed.

End OtherPrompts.

(** ** A token of one prompt *)

Definition batch {Y : Type} (r uses : Y -> bool) (y : Y) (rewards : list bool)
    : list (bool * bool) :=
  (r y, uses y) :: map (fun reward => (reward, false)) rewards.

Definition batch_expectation {Y : Type} (P : distribution Y) (r uses : Y -> bool)
    (others : list (distribution bool)) (f : list (bool * bool) -> R) : R :=
  expectation P (fun y =>
    expectation (independent others) (fun rewards => f (batch r uses y rewards))).

Definition batch_penalty_probability {Y : Type} (P : distribution Y) (r uses : Y -> bool)
    (others : list (distribution bool)) (A : nat -> advantage_rule) : R :=
  batch_expectation P r uses others (fun g =>
    if Rlt_dec (token_coefficient (A (length g)) fst snd g) 0 then 1 else 0).

Definition batch_penalty_mass {Y : Type} (P : distribution Y) (r uses : Y -> bool)
    (others : list (distribution bool)) (A : nat -> advantage_rule) : R :=
  batch_expectation P r uses others (fun g =>
    Rmax (- token_coefficient (A (length g)) fst snd g) 0).

Section TokenOfOnePrompt.

  Context {Y : Type} (P : distribution Y) (r uses : Y -> bool).
  Implicit Types (others : list (distribution bool)) (rewards : list bool).

  Lemma batch_length y rewards : length (batch r uses y rewards) = S (length rewards).
  Proof. unfold batch. cbn [length]. now rewrite map_length. Qed.

  (** X, Y, Z and W of a batch: only the own rollout can have the token. *)
  Lemma batch_counts y rewards :
    successes_with fst snd (batch r uses y rewards) = (if r y && uses y then 1 else 0)%nat /\
    failures_with fst snd (batch r uses y rewards) = (if negb (r y) && uses y then 1 else 0)%nat /\
    successes_without fst snd (batch r uses y rewards) =
      ((if r y && negb (uses y) then 1 else 0) + successes_of rewards)%nat /\
    failures_without fst snd (batch r uses y rewards) =
      ((if negb (r y) && negb (uses y) then 1 else 0)
       + (length rewards - successes_of rewards))%nat.
  Proof.
    assert (H : let tail := map (fun reward => (reward, false)) rewards in
      successes (fun z : bool * bool => fst z && snd z) tail = O /\
      successes (fun z : bool * bool => negb (fst z) && snd z) tail = O /\
      successes (fun z : bool * bool => fst z && negb (snd z)) tail = successes_of rewards /\
      successes (fun z : bool * bool => negb (fst z) && negb (snd z)) tail =
        (length rewards - successes_of rewards)%nat).
    { cbv zeta. unfold successes_of. induction rewards as [|reward rewards IH]; [now simpl|].
      destruct IH as (H1 & H2 & H3 & H4).
      pose proof (successes_le_length (fun b : bool => b) rewards).
      destruct reward; cbn [map successes fst snd andb negb length];
        rewrite H1, H2, H3, H4; repeat split; lia. }
    cbv zeta in H. destruct H as (H1 & H2 & H3 & H4).
    unfold successes_with, failures_with, successes_without, failures_without, batch.
    cbn [successes fst snd]. rewrite H1, H2, H3, H4.
    repeat split; destruct (r y), (uses y); reflexivity.
  Qed.

  (** Under a centred rule the token is penalised if its rollout fails and another one succeeds. *)
  Lemma centred_batch_penalises_iff A y rewards :
    centred_rule (S (length rewards)) A ->
    (token_coefficient A fst snd (batch r uses y rewards) < 0 <->
     negb (r y) && uses y = true /\ successes_of rewards <> 0%nat).
  Proof.
    intros HA. rewrite <- (batch_length y) in HA.
    rewrite token_is_penalised_iff_counts_are_misordered by exact HA.
    destruct (batch_counts y rewards) as (-> & -> & -> & ->).
    destruct (r y), (uses y); cbn [andb negb];
      (split; [intros H|intros [H H']]; [lia|discriminate H || lia]).
  Qed.

  (** A batch quantity that is 0 unless the token's rollout fails. *)
  Lemma batch_expectation_of_failures others (f : list (bool * bool) -> R) (h : list bool -> R) :
    (forall y rewards, length rewards = length others ->
      f (batch r uses y rewards) = indicator (negb (r y) && uses y) * h rewards) ->
    batch_expectation P r uses others f =
    token_probability P uses * (1 - success_rate_with P r uses)
      * expectation (independent others) h.
  Proof.
    intros H. unfold batch_expectation.
    rewrite (expectation_ext _ _ (fun y => indicator (negb (r y) && uses y)
      * expectation (independent others) h)).
    - rewrite expectation_scal_r. fold (success_rate P (fun y => negb (r y) && uses y)).
      now rewrite failure_with_token.
    - intros y. rewrite <- expectation_scal. apply expectation_ext_in. intros rewards Hin.
      apply H. exact (joint_support_length others rewards Hin).
  Qed.

  (** Result 4.6: under every rule that is centred in the batch of n, own reward included,
      P(C < 0) = q (1 - p1)(1 - prod_j (1 - rho_j)). *)
  Theorem centred_rule_batch_penalty_probability others (A : nat -> advantage_rule) :
    centred_rule (S (length others)) (A (S (length others))) ->
    batch_penalty_probability P r uses others A =
    token_probability P uses * (1 - success_rate_with P r uses) * (1 - all_fail others).
  Proof.
    intros HA. unfold batch_penalty_probability.
    rewrite (batch_expectation_of_failures others _ (fun rewards =>
      1 - (if (successes_of rewards =? 0)%nat then 1 else 0))).
    - rewrite expectation_minus, expectation_const.
      now rewrite all_fail_is_probability_of_no_success.
    - intros y rewards Hrewards. rewrite batch_length, Hrewards. rewrite <- Hrewards in HA |- *.
      pose proof (centred_batch_penalises_iff (A (S (length rewards))) y rewards HA) as H.
      destruct (Nat.eqb_spec (successes_of rewards) 0) as [H0|H0];
        destruct (Rlt_dec _ 0) as [Hneg|Hneg]; rewrite H in Hneg.
      + now destruct Hneg.
      + ring.
      + destruct Hneg as [-> _]. cbn [indicator]. ring.
      + destruct (negb (r y) && uses y); cbn [indicator]; [|ring]. now elim Hneg.
  Qed.

  (** Result 4.6: under the batch mean, P(C < 0) = q (1 - p1)(1 - prod_j (1 - rho_j)). *)
  Theorem batch_mean_penalty_probability others :
    batch_penalty_probability P r uses others group_mean =
    token_probability P uses * (1 - success_rate_with P r uses) * (1 - all_fail others).
  Proof. apply centred_rule_batch_penalty_probability, group_mean_is_centred. Qed.

  (** Result 4.6: REINFORCE++, which divides by the population deviation of the batch and gives 0 in
      dead batches, has the same P(C < 0) = q (1 - p1)(1 - prod_j (1 - rho_j)). *)
  Theorem batch_deviation_penalty_probability others :
    batch_penalty_probability P r uses others grpo =
    token_probability P uses * (1 - success_rate_with P r uses) * (1 - all_fail others).
  Proof. apply centred_rule_batch_penalty_probability, grpo_is_centred. Qed.

  (** Result 4.6: under C-RF, where each of the successes has 1/#successes and each of the failures
      -1/#failures, P(C < 0) = q (1 - p1). *)
  Theorem two_sided_batch_penalty_probability others :
    batch_penalty_probability P r uses others uniform_r =
    token_probability P uses * (1 - success_rate_with P r uses).
  Proof.
    unfold batch_penalty_probability.
    rewrite (batch_expectation_of_failures others _ (fun _ => 1)).
    - rewrite expectation_const. ring.
    - intros y rewards _. rewrite token_coefficient_by_counts, batch_length.
      set (g := batch r uses y rewards).
      pose proof (successes_by_token fst snd g) as Hk. pose proof (length_by_token fst snd g) as Hn.
      unfold g in Hk at 2 3. unfold g in Hn at 2 3 4 5.
      destruct (batch_counts y rewards) as (HX & HV & HZ & HW).
      rewrite HX, HZ in Hk. rewrite HX, HV, HZ, HW in Hn. fold g in HX, HV. rewrite HX, HV.
      unfold g in Hn. rewrite batch_length in Hn.
      assert (Hsize : 0 < INR (S (length rewards))) by (apply lt_0_INR; lia).
      unfold uniform_r, rate.
      destruct (r y), (uses y); cbn [andb negb] in *; cbn [indicator]; simpl (INR 0);
        simpl (INR 1); destruct (Rlt_dec _ 0) as [H|H]; try ring; exfalso.
      + assert (0 < INR (successes fst g)) by (apply lt_0_INR; lia).
        assert (0 < / (INR (successes fst g) / INR (S (length rewards))))
          by (apply Rinv_0_lt_compat, Rdiv_lt_0_compat; assumption).
        assert (0 < / INR (S (length rewards))) by now apply Rinv_0_lt_compat.
        unfold Rdiv in H. nra.
      + unfold Rdiv in H. lra.
      + apply H. assert (INR (successes fst g) < INR (S (length rewards))) by (apply lt_INR; lia).
        assert (INR (successes fst g) / INR (S (length rewards)) < 1)
          by (apply (Rmult_lt_reg_r (INR (S (length rewards)))); [lra|];
              unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra).
        assert (0 < / (1 - INR (successes fst g) / INR (S (length rewards))))
          by (apply Rinv_0_lt_compat; lra).
        assert (0 < / INR (S (length rewards))) by now apply Rinv_0_lt_compat.
        unfold Rdiv at 1. nra.
      + unfold Rdiv in H. lra.
  Qed.

  (** Result 4.6: under the batch mean, E max(-C, 0) = q (1 - p1) sum_j rho_j / n^2. *)
  Theorem batch_mean_penalty_mass others :
    batch_penalty_mass P r uses others group_mean =
    token_probability P uses * (1 - success_rate_with P r uses)
      * (sum others rate_of / INR (S (length others)) ^ 2).
  Proof.
    unfold batch_penalty_mass.
    rewrite (batch_expectation_of_failures others _ (fun rewards =>
      INR (successes_of rewards) * / INR (S (length others)) ^ 2)).
    - rewrite expectation_scal_r, expected_successes. reflexivity.
    - intros y rewards Hrewards. rewrite group_mean_coefficient by discriminate.
      rewrite batch_length, Hrewards.
      destruct (batch_counts y rewards) as (-> & -> & -> & ->).
      set (k := successes_of rewards). set (w := (length rewards - k)%nat).
      pose proof (pos_INR k). pose proof (pos_INR w).
      assert (0 < / INR (S (length others)) ^ 2)
        by (apply Rinv_0_lt_compat, pow_lt, lt_0_INR; lia).
      unfold Rdiv.
      destruct (r y), (uses y); cbn [andb negb indicator]; rewrite ?plus_INR; simpl (INR 0);
        simpl (INR 1); [rewrite Rmax_right|rewrite Rmax_right|rewrite Rmax_left
        |rewrite Rmax_right]; nra.
  Qed.

  (** Result 4.6: for equal rates rb, E max(-C, 0) = q (1 - p1)(n - 1) rb / n^2. *)
  Theorem batch_mean_penalty_mass_for_equal_rates others rb n :
    (forall Q, In Q others -> rate_of Q = rb) -> n = S (length others) ->
    batch_penalty_mass P r uses others group_mean =
    token_probability P uses * (1 - success_rate_with P r uses) * (INR n - 1) * rb / INR n ^ 2.
  Proof.
    intros Hrates ->. rewrite batch_mean_penalty_mass, (sum_ext_in _ _ (fun _ => rb)) by assumption.
    rewrite sum_const, S_INR. unfold Rdiv. ring.
  Qed.

  (** ** Larger batches *)

  (** Result 4.6: under the batch mean one more prompt, of rate rho, raises P(C < 0) by
      q (1 - p1) rho prod_j (1 - rho_j). *)
  Theorem one_more_prompt_adds_penalties others Q :
    batch_penalty_probability P r uses (Q :: others) group_mean =
    batch_penalty_probability P r uses others group_mean
      + token_probability P uses * (1 - success_rate_with P r uses)
        * (rate_of Q * all_fail others).
  Proof.
    rewrite !batch_mean_penalty_probability. cbn [all_fail fold_right].
    fold (all_fail others). ring.
  Qed.

  Lemma failure_with_token_nonneg :
    0 <= token_probability P uses * (1 - success_rate_with P r uses).
  Proof. rewrite <- failure_with_token. apply success_rate_range. Qed.

  (** Result 4.6: a larger batch never makes penalties of the token rarer. *)
  Theorem larger_batch_is_no_remedy others more :
    batch_penalty_probability P r uses others group_mean <=
    batch_penalty_probability P r uses (more ++ others) group_mean.
  Proof.
    induction more as [|Q more IH]; [apply Rle_refl|].
    cbn [app]. rewrite one_more_prompt_adds_penalties.
    pose proof (Rmult_le_pos _ _ failure_with_token_nonneg
      (Rmult_le_pos _ _ (proj1 (rate_of_range Q)) (proj1 (all_fail_range (more ++ others))))).
    lra.
  Qed.

  Section EqualRates.

    Variable Q : distribution bool.

    Lemma all_fail_of_repeated_prompts m : all_fail (repeat Q m) = (1 - rate_of Q) ^ m.
    Proof.
      rewrite (all_fail_of_equal_rates _ (rate_of Q)); [now rewrite repeat_length|].
      intros Q' HQ'. now rewrite (repeat_spec _ _ _ HQ').
    Qed.

    (** Result 4.6: for n >= 1 prompts and equal rates rb,
        P(C < 0) = q (1 - p1)(1 - (1 - rb)^(n - 1)). *)
    Theorem batch_penalty_probability_for_equal_rates n :
      (1 <= n)%nat ->
      batch_penalty_probability P r uses (repeat Q (n - 1)) group_mean =
      token_probability P uses * (1 - success_rate_with P r uses)
        * (1 - (1 - rate_of Q) ^ (n - 1)).
    Proof. intros _. now rewrite batch_mean_penalty_probability, all_fail_of_repeated_prompts. Qed.

    (** Result 4.6: for 0 < rb < 1, q > 0 and p1 < 1 it increases strictly with n >= 1. *)
    Theorem larger_batch_of_equal_rates_penalises_more_often n n' :
      0 < rate_of Q < 1 -> 0 < token_probability P uses -> success_rate_with P r uses < 1 ->
      (1 <= n < n')%nat ->
      batch_penalty_probability P r uses (repeat Q (n - 1)) group_mean <
      batch_penalty_probability P r uses (repeat Q (n' - 1)) group_mean.
    Proof.
      intros HQ Hq Hp1 Hn. rewrite !batch_penalty_probability_for_equal_rates by lia.
      apply Rmult_lt_compat_l; [apply Rmult_lt_0_compat; lra|].
      assert (Hpow : forall m d, (0 < d)%nat -> (1 - rate_of Q) ^ (m + d) < (1 - rate_of Q) ^ m).
      { intros m d Hd. rewrite pow_add. pose proof (pow_lt (1 - rate_of Q) m ltac:(lra)).
        assert ((1 - rate_of Q) ^ d < 1) by (apply pow_lt_1_compat; [lra|lia]). nra. }
      specialize (Hpow (n - 1)%nat (n' - n)%nat ltac:(lia)).
      replace (n - 1 + (n' - n))%nat with (n' - 1)%nat in Hpow by lia. lra.
    Qed.

    (** Result 4.6: for rb > 0, P(C < 0) tends to q (1 - p1), the probability of a failure with the
        token. *)
    Theorem batch_penalty_probability_tends_to_failure_with_token :
      0 < rate_of Q ->
      is_lim_seq (fun n => batch_penalty_probability P r uses (repeat Q (n - 1)) group_mean)
        (token_probability P uses * (1 - success_rate_with P r uses)).
    Proof.
      intros HQ. pose proof (rate_of_range Q). apply is_lim_seq_incr_1.
      set (c := token_probability P uses * (1 - success_rate_with P r uses)).
      apply is_lim_seq_ext with (fun m => c * (1 - (1 - rate_of Q) ^ m)).
      - intros m. rewrite batch_penalty_probability_for_equal_rates by lia.
        now replace (S m - 1)%nat with m by lia.
      - replace (Finite c) with (Finite (c * 1)) by (f_equal; ring).
        apply is_lim_seq_mult'; [apply is_lim_seq_const|].
        apply limit_of_one_minus, power_tends_to_zero. lra.
    Qed.

    Lemma batch_mean_penalty_mass_of_repeated_prompts n : (1 <= n)%nat ->
      batch_penalty_mass P r uses (repeat Q (n - 1)) group_mean =
      token_probability P uses * (1 - success_rate_with P r uses) * rate_of Q
        * ((INR n - 1) / INR n ^ 2).
    Proof.
      intros Hn. rewrite (batch_mean_penalty_mass_for_equal_rates _ (rate_of Q) n).
      - unfold Rdiv. ring.
      - intros Q' HQ'. now rewrite (repeat_spec _ _ _ HQ').
      - rewrite repeat_length. lia.
    Qed.

    (** Result 4.6: the penalties get smaller as they get more frequent: from n = 2 on one more
        prompt of the same rate lowers E max(-C, 0), if q, rb > 0 and p1 < 1. *)
    Theorem batch_penalty_mass_decreases n :
      (2 <= n)%nat -> 0 < rate_of Q -> 0 < token_probability P uses ->
      success_rate_with P r uses < 1 ->
      batch_penalty_mass P r uses (repeat Q (S n - 1)) group_mean <
      batch_penalty_mass P r uses (repeat Q (n - 1)) group_mean.
    Proof.
      intros Hn HQ Hq Hp1. rewrite !batch_mean_penalty_mass_of_repeated_prompts by lia.
      apply Rmult_lt_compat_l; [repeat apply Rmult_lt_0_compat; lra|].
      apply le_INR in Hn. simpl (INR 2) in Hn. rewrite S_INR.
      apply Rminus_lt. replace ((INR n + 1 - 1) / (INR n + 1) ^ 2 - (INR n - 1) / INR n ^ 2)
        with (- ((INR n ^ 2 - INR n - 1) / ((INR n + 1) * INR n) ^ 2)) by (field; lra).
      apply Ropp_lt_gt_0_contravar, Rdiv_lt_0_compat; [nra|]. apply pow_lt. nra.
    Qed.

    (** Result 4.6: and E max(-C, 0) tends to 0. *)
    Theorem batch_penalty_mass_tends_to_zero :
      is_lim_seq (fun n => batch_penalty_mass P r uses (repeat Q (n - 1)) group_mean) 0.
    Proof.
      set (c := token_probability P uses * (1 - success_rate_with P r uses) * rate_of Q).
      apply is_lim_seq_ext_loc with (fun n => c * (/ INR n * (1 - / INR n))).
      - exists 1%nat. intros n Hn. rewrite batch_mean_penalty_mass_of_repeated_prompts by exact Hn.
        fold c. field. apply not_0_INR. lia.
      - replace (Finite 0) with (Finite (c * (0 * 1))) by (f_equal; ring).
        apply is_lim_seq_mult'; [apply is_lim_seq_const|].
        apply is_lim_seq_mult'; [apply reciprocal_of_n_tends_to_zero|].
        apply limit_of_one_minus, reciprocal_of_n_tends_to_zero.
    Qed.

  End EqualRates.

End TokenOfOnePrompt.

(** ** Examples *)

Definition bernoulli (p : R) (p_range : 0 <= p <= 1) : distribution bool.
Proof.
  refine {| support := [true; false]; probability := fun reward => if reward then p else 1 - p |}.
  - intros [] _; lra.
  - simpl. ring.
Defined.

Lemma rate_of_bernoulli p p_range : rate_of (bernoulli p p_range) = p.
Proof. unfold rate_of, success_rate, expectation. simpl. ring. Qed.

(** A policy of four outcomes (token used, reward): q = 0.5, p1 = 0.3 and p0 = 0.1. *)
Definition modest_token : distribution (bool * bool).
Proof.
  refine {| support := [(true, true); (true, false); (false, true); (false, false)];
    probability := fun y => match y with
      | (true, true) => 15 / 100 | (true, false) => 35 / 100
      | (false, true) => 5 / 100 | (false, false) => 45 / 100 end |}.
  - intros [[] []] _; lra.
  - simpl. lra.
Defined.

Lemma modest_token_rates :
  token_probability modest_token fst = 5 / 10 /\
  success_rate_with modest_token snd fst = 3 / 10 /\
  success_rate_without modest_token snd fst = 1 / 10 /\
  true_advantage modest_token snd fst = 1 / 10.
Proof.
  unfold true_advantage, success_rate_with, success_rate_without, token_probability, success_rate.
  unfold expectation. simpl. repeat split; field.
Qed.

Lemma four_tenths : 0 <= 4 / 10 <= 1.
Proof. lra. Qed.

(** This good token in a batch of 32 prompts, of which the others succeed at the rate 0.4. *)
Example penalties_of_a_good_token_in_a_batch_of_32 :
  let others := repeat (bernoulli (4 / 10) four_tenths) (32 - 1) in
  batch_penalty_probability modest_token snd fst others group_mean =
    35 / 100 * (1 - (6 / 10) ^ 31) /\
  batch_penalty_probability modest_token snd fst others grpo = 35 / 100 * (1 - (6 / 10) ^ 31) /\
  batch_penalty_probability modest_token snd fst others uniform_r = 35 / 100 /\
  batch_penalty_mass modest_token snd fst others group_mean = 434 / 102400.
Proof.
  cbv zeta. destruct modest_token_rates as (Hq & Hp1 & _).
  rewrite batch_deviation_penalty_probability, two_sided_batch_penalty_probability.
  rewrite batch_mean_penalty_probability, all_fail_of_repeated_prompts.
  rewrite batch_mean_penalty_mass_of_repeated_prompts by lia.
  rewrite rate_of_bernoulli, Hq, Hp1. change (32 - 1)%nat with 31%nat.
  replace (1 - 4 / 10) with (6 / 10) by lra.
  repeat split; try (simpl (INR 32); field); ring_simplify; lra.
Qed.

(** It is penalised more often than in a batch of 8, by a smaller expected amount than in one of
    31: the hypotheses of the theorems on larger batches. *)
Example larger_batches_of_the_example :
  let others n := repeat (bernoulli (4 / 10) four_tenths) (n - 1) in
  batch_penalty_probability modest_token snd fst (others 8%nat) group_mean <
    batch_penalty_probability modest_token snd fst (others 32%nat) group_mean /\
  batch_penalty_mass modest_token snd fst (others 32%nat) group_mean <
    batch_penalty_mass modest_token snd fst (others 31%nat) group_mean /\
  is_lim_seq (fun n => batch_penalty_probability modest_token snd fst (others n) group_mean)
    (35 / 100).
Proof.
  cbv zeta. destruct modest_token_rates as (Hq & Hp1 & _).
  assert (HQ := rate_of_bernoulli (4 / 10) four_tenths). repeat split.
  - apply larger_batch_of_equal_rates_penalises_more_often; rewrite ?HQ, ?Hq, ?Hp1; lra || lia.
  - apply batch_penalty_mass_decreases; rewrite ?HQ, ?Hq, ?Hp1; lra || lia.
  - replace (35 / 100) with (token_probability modest_token fst
      * (1 - success_rate_with modest_token snd fst)) by (rewrite Hq, Hp1; field).
    apply batch_penalty_probability_tends_to_failure_with_token. rewrite HQ. lra.
Qed.

(** A token without which no rollout succeeds, q = 0.9 and p1 = 0.3: the group mean of 32 rollouts
    of its own prompt never penalises it, the batch mean of 32 prompts does so with probability
    0.63 (1 - 0.6^31). *)
Example necessary_token_is_penalised_in_a_batch :
  let policy := two_level (9 / 10) (3 / 10) ltac:(lra) ltac:(lra) in
  let others := repeat (bernoulli (4 / 10) four_tenths) (32 - 1) in
  penalty_probability policy (group_mean 32) snd fst 32 = 0 /\
  batch_penalty_probability policy snd fst others group_mean = 63 / 100 * (1 - (6 / 10) ^ 31).
Proof.
  cbv zeta. split.
  - apply necessary_token_is_never_penalised; [apply group_mean_is_centred|].
    unfold success_rate_without, token_probability, success_rate, expectation. simpl. field.
  - rewrite batch_mean_penalty_probability, all_fail_of_repeated_prompts, rate_of_bernoulli.
    change (32 - 1)%nat with 31%nat. replace (1 - 4 / 10) with (6 / 10) by lra. f_equal.
    unfold success_rate_with, token_probability, success_rate, expectation. simpl. field.
Qed.
