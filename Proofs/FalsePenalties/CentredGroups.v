(** * False penalties in centred groups

    Group mean, leave-one-out, GRPO with any deviation and MaxRL multiply r - k/n by a factor of the
    success count. What they do to a token in a group depends on the order of two success rates of
    the group alone: a token that all rollouts share nets zero, dead groups give zero, and a token
    that no success can do without is never penalised (results 4.1, 4.4 and 4.12 of docs/theory.md).

    Definitions
      reward_occurs n k reward == a rollout of a group of n with k successes can have that reward
      centred_rule n A == A(r, k) = w (r - k/n) with w >= 0 for k = 0..n, and w > 0 if 0 < k < n;
        A(1, 0) and A(0, n), which never occur, are free
    Results
      group_mean_is_centred, leave_one_out_is_centred, grpo_is_centred, grpo_sample_is_centred,
      grpo_epsilon_is_centred, maxrl_is_centred, uniform_r_zero_is_centred
      advantages_of_centred_rule_sum_to_zero  == sum_i A_i = 0 in every group
      group_mean_advantages_sum_to_zero, leave_one_out_advantages_sum_to_zero == so for these two
      coefficient_is_logit_gradient_where_advantages_cancel == C = G if sum_i A_i = 0
      coefficient_is_logit_gradient_of_centred_rule == so C = G under centred rules
      shared_token_nets_zero                  == C = 0 if all rollouts use the token
      dead_group_nets_zero                    == C = 0 at k = 0 and k = n
      group_mean_coefficient, leave_one_out_coefficient
          == C = (X (Z + W) - Z (X + Y)) / n^2, and the same over n (n - 1)
      token_is_penalised_iff_counts_are_misordered == C < 0 iff X (Z + W) < Z (X + Y)
      penalty_probability_is_the_same_for_centred_rules == P(C < 0) does not depend on the rule
      sure_token_is_never_penalised           == P(C < 0) = 0 if q = 1
      necessary_token_is_not_penalised_in_any_group == C >= 0 if every success of the group uses it
      necessary_token_is_never_penalised      == P(C < 0) = 0 if p0 = 0
      leave_one_out_step_of_necessary_token   == C = k W / (n (n - 1)) if every success uses it
      leave_one_out_keeps_the_reward_of_a_single_rollout == at n = 1, by
        definition *)

From Coq Require Import Reals List Bool Arith Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import FalsePenalties.Definitions.
Import ListNotations.
Open Scope R_scope.

Definition reward_occurs (n k : nat) (reward : bool) : Prop :=
  if reward then (1 <= k)%nat else (k < n)%nat.

Definition centred_rule (n : nat) (A : advantage_rule) : Prop :=
  forall k, (k <= n)%nat -> exists w, 0 <= w /\ ((0 < k < n)%nat -> 0 < w) /\
    forall reward, reward_occurs n k reward -> A reward k = w * (indicator reward - rate n k).

Section RulesOfTheCatalogue.

  Variable n : nat.

  Lemma rate_inside k : (0 < k < n)%nat -> 0 < rate n k < 1.
  Proof.
    intros Hk. assert (0 < INR k) by (apply lt_0_INR; lia).
    assert (INR k < INR n) by (apply lt_INR; lia). unfold rate. split.
    - apply Rdiv_lt_0_compat; lra.
    - apply (Rmult_lt_reg_r (INR n)); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra.
  Qed.

  Lemma alive_inside k : (k <= n)%nat -> dead n k = false -> (0 < k < n)%nat.
  Proof.
    unfold dead. intros Hk H. apply orb_false_iff in H as [H0 Hn].
    apply Nat.eqb_neq in H0. apply Nat.eqb_neq in Hn. lia.
  Qed.

  Lemma inside_alive k : (0 < k < n)%nat -> dead n k = false.
  Proof.
    intros Hk. unfold dead. apply orb_false_iff. split; apply Nat.eqb_neq; lia.
  Qed.

  Lemma rule_without_dead_groups_is_centred (deviation : nat -> R) :
    (forall k, (0 < k < n)%nat -> 0 < deviation k) ->
    centred_rule n (unless_dead n (fun r k => (indicator r - rate n k) / deviation k)).
  Proof.
    intros Hdev k Hk. destruct (dead n k) eqn:Hdead.
    - exists 0. repeat split; [lra|intros Hin|].
      + rewrite inside_alive in Hdead by exact Hin. discriminate.
      + intros reward _. unfold unless_dead. rewrite Hdead. ring.
    - pose proof (alive_inside k Hk Hdead) as Hin.
      pose proof (Rinv_0_lt_compat _ (Hdev k Hin)).
      exists (/ deviation k). repeat split; [lra|auto|].
      intros reward _. unfold unless_dead. rewrite Hdead. unfold Rdiv. ring.
  Qed.

  (** Result 4.4: the group mean is centred: w = 1. *)
  Theorem group_mean_is_centred : centred_rule n (group_mean n).
  Proof.
    intros k _. exists 1. repeat split; [lra|lra|]. intros reward _. unfold group_mean. ring.
  Qed.

  (** Result 4.4: leave-one-out is centred for n >= 2: w = n / (n - 1). *)
  Theorem leave_one_out_is_centred : (2 <= n)%nat -> centred_rule n (leave_one_out n).
  Proof.
    intros Hn k _. assert (1 < INR n) by (apply (lt_INR 1); lia).
    assert (0 < INR n / (INR n - 1)) by (apply Rdiv_lt_0_compat; lra).
    exists (INR n / (INR n - 1)). repeat split; [lra|auto|].
    intros reward _. rewrite leave_one_out_of_two_or_more by exact Hn. unfold rate. field. lra.
  Qed.

  Lemma population_deviation_positive k : (0 < k < n)%nat -> 0 < population_deviation n k.
  Proof.
    intros Hk. pose proof (rate_inside k Hk). apply sqrt_lt_R0. nra.
  Qed.

  (** Result 4.4: GRPO is centred: w = 1 / deviation, 0 in dead groups. *)
  Theorem grpo_is_centred : centred_rule n (grpo n).
  Proof. apply rule_without_dead_groups_is_centred, population_deviation_positive. Qed.

  (** Result 4.4: GRPO with the sample deviation is centred: w = 1 / deviation, 0 in dead groups. *)
  Theorem grpo_sample_is_centred : centred_rule n (grpo_sample n).
  Proof.
    apply rule_without_dead_groups_is_centred. intros k Hk. pose proof (rate_inside k Hk).
    assert (1 < INR n) by (apply (lt_INR 1); lia).
    apply sqrt_lt_R0. apply Rmult_lt_0_compat; [apply Rdiv_lt_0_compat; lra|nra].
  Qed.

  (** Result 4.4: GRPO with epsilon >= 0 is centred: w = 1 / (deviation + epsilon), 0 in dead
      groups. *)
  Theorem grpo_epsilon_is_centred epsilon : 0 <= epsilon -> centred_rule n (grpo_epsilon n epsilon).
  Proof.
    intros Hepsilon.
    apply (rule_without_dead_groups_is_centred (fun k => population_deviation n k + epsilon)).
    intros k Hk. pose proof (population_deviation_positive k Hk). lra.
  Qed.

  (** Result 4.4: MaxRL is centred: w = n / k, 0 at k = 0. *)
  Theorem maxrl_is_centred : centred_rule n (maxrl n).
  Proof.
    intros k Hk. unfold maxrl. destruct (Nat.eqb_spec k 0) as [->|Hk0].
    - exists 0. repeat split; [lra|lia|]. intros reward _. ring.
    - assert (0 < / rate n k).
      { apply Rinv_0_lt_compat. unfold rate.
        apply Rdiv_lt_0_compat; apply lt_0_INR; lia. }
      exists (/ rate n k). repeat split; [lra|auto|]. intros reward _. unfold Rdiv. ring.
  Qed.

  (** Result 4.4: Uniform-R with 0 in dead groups is centred: w = 1 / (k/n (1 - k/n)). *)
  Theorem uniform_r_zero_is_centred : centred_rule n (uniform_r_zero n).
  Proof.
    assert (H : centred_rule n (unless_dead n (fun r k =>
      (indicator r - rate n k) / (rate n k * (1 - rate n k))))).
    { apply rule_without_dead_groups_is_centred. intros k Hk. pose proof (rate_inside k Hk). nra. }
    intros k Hk. destruct (H k Hk) as (w & Hw & Hpos & Heq). exists w. repeat split; try assumption.
    intros reward Hoccurs. rewrite <- Heq by exact Hoccurs.
    unfold uniform_r_zero, unless_dead, uniform_r.
    destruct (dead n k) eqn:Hdead; [reflexivity|].
    pose proof (rate_inside k (alive_inside k Hk Hdead)).
    destruct reward; cbn [indicator]; field; lra.
  Qed.

End RulesOfTheCatalogue.

Section Groups.

  Context {Y : Type} (r uses : Y -> bool).
  Implicit Types (g : list Y) (A : advantage_rule).

  Lemma nonempty_group_size g : g <> [] -> INR (length g) <> 0.
  Proof. intros Hg. apply not_0_INR. now destruct g. Qed.

  (** What a centred rule says of rewards that do not occur is multiplied by 0. *)
  Lemma counted_advantages_of_centred_rule A n k x v :
    centred_rule n A -> (x <= k <= n)%nat -> (v <= n - k)%nat ->
    exists w, 0 <= w /\ ((0 < k < n)%nat -> 0 < w) /\
      INR x * A true k = INR x * (w * (1 - rate n k)) /\
      INR v * A false k = INR v * (w * (0 - rate n k)).
  Proof.
    intros HA Hx Hv. destruct (HA k (proj2 Hx)) as (w & Hw & Hpos & Heq).
    exists w. split; [exact Hw|]. split; [exact Hpos|]. split.
    - destruct x as [|x]; [simpl; ring|]. now rewrite (Heq true) by (simpl; lia).
    - destruct v as [|v]; [simpl; ring|]. now rewrite (Heq false) by (simpl; lia).
  Qed.

  (** With A = w (r - k/n) the coefficient is w (X (Z + W) - Z (X + Y)) / n^2. *)
  Lemma coefficient_of_centred_rule A g :
    centred_rule (length g) A -> g <> [] ->
    exists w, 0 <= w /\ ((0 < successes r g < length g)%nat -> 0 < w) /\
      token_coefficient A r uses g =
      w * (INR (successes_with r uses g)
             * (INR (successes_without r uses g) + INR (failures_without r uses g))
           - INR (successes_without r uses g)
             * (INR (successes_with r uses g) + INR (failures_with r uses g)))
        / INR (length g) ^ 2.
  Proof.
    intros HA Hg. pose proof (successes_by_token r uses g) as Hk.
    pose proof (length_by_token r uses g) as Hn.
    destruct (counted_advantages_of_centred_rule A _ (successes r g) (successes_with r uses g)
      (failures_with r uses g) HA) as (w & Hw & Hpos & Htrue & Hfalse); [lia|lia|].
    exists w. split; [exact Hw|]. split; [exact Hpos|].
    rewrite token_coefficient_by_counts, Htrue, Hfalse. apply nonempty_group_size in Hg.
    unfold rate. rewrite Hk, Hn in *. rewrite !plus_INR in *. field. exact Hg.
  Qed.

  (** Results 4.1 and 4.4: the advantages of a centred rule sum to 0 in every group. *)
  Theorem advantages_of_centred_rule_sum_to_zero A g :
    centred_rule (length g) A -> advantage_sum A r g = 0.
  Proof.
    intros HA. destruct g as [|y g]; [reflexivity|].
    pose proof (nonempty_group_size (y :: g) ltac:(discriminate)) as Hn.
    pose proof (successes_le_length r (y :: g)) as Hle.
    rewrite advantage_sum_by_count.
    destruct (counted_advantages_of_centred_rule A _ (successes r (y :: g)) (successes r (y :: g))
      (length (y :: g) - successes r (y :: g)) HA) as (w & _ & _ & -> & ->); [lia|lia|].
    rewrite minus_INR by exact Hle. unfold rate. field. exact Hn.
  Qed.

  (** Result 4.1: the advantages r - k/n of the group mean sum to 0 in every group. *)
  Theorem group_mean_advantages_sum_to_zero g : advantage_sum (group_mean (length g)) r g = 0.
  Proof. apply advantages_of_centred_rule_sum_to_zero, group_mean_is_centred. Qed.

  (** Result 4.1: so do those of leave-one-out in every group of n >= 2. *)
  Theorem leave_one_out_advantages_sum_to_zero g :
    (2 <= length g)%nat -> advantage_sum (leave_one_out (length g)) r g = 0.
  Proof. intros Hn. now apply advantages_of_centred_rule_sum_to_zero, leave_one_out_is_centred. Qed.

  (** Result 4.1: C = G in every group whose advantages sum to 0, under any rule. *)
  Theorem coefficient_is_logit_gradient_where_advantages_cancel (P : distribution Y) A g :
    advantage_sum A r g = 0 -> logit_gradient P A r uses g = token_coefficient A r uses g.
  Proof.
    intros Hsum. rewrite logit_gradient_is_coefficient_minus_share, Hsum. unfold Rdiv. ring.
  Qed.

  (** Result 4.1: under a centred rule C = G in every group. *)
  Theorem coefficient_is_logit_gradient_of_centred_rule (P : distribution Y) A g :
    centred_rule (length g) A -> logit_gradient P A r uses g = token_coefficient A r uses g.
  Proof.
    intros HA. apply coefficient_is_logit_gradient_where_advantages_cancel.
    now apply advantages_of_centred_rule_sum_to_zero.
  Qed.

  (** Result 4.4: a token that all rollouts of the group share has C = 0 under a centred rule. *)
  Theorem shared_token_nets_zero A g :
    centred_rule (length g) A -> (forall y, In y g -> uses y = true) ->
    token_coefficient A r uses g = 0.
  Proof.
    intros HA Hall. unfold token_coefficient, group_gradient.
    rewrite (sum_ext_in _ _ (fun y => A (r y) (successes r g)))
      by (intros y Hy; rewrite Hall by exact Hy; cbn [indicator]; ring).
    fold (advantage_sum A r g). rewrite advantages_of_centred_rule_sum_to_zero by exact HA.
    unfold Rdiv. ring.
  Qed.

  (** Result 4.4: dead groups, k = 0 or k = n, give C = 0 under a centred rule. *)
  Theorem dead_group_nets_zero A g :
    centred_rule (length g) A -> dead (length g) (successes r g) = true ->
    token_coefficient A r uses g = 0.
  Proof.
    intros HA Hdead. destruct g as [|y g]; [unfold token_coefficient, group_gradient, Rdiv;
      simpl; ring|].
    destruct (coefficient_of_centred_rule A _ HA ltac:(discriminate)) as (w & _ & _ & ->).
    pose proof (successes_by_token r uses (y :: g)) as Hk.
    pose proof (length_by_token r uses (y :: g)) as Hn.
    apply orb_true_iff in Hdead as [H|H]; apply Nat.eqb_eq in H.
    - replace (successes_with r uses (y :: g)) with O by lia.
      replace (successes_without r uses (y :: g)) with O by lia. simpl (INR 0). unfold Rdiv. ring.
    - replace (failures_with r uses (y :: g)) with O by lia.
      replace (failures_without r uses (y :: g)) with O by lia. simpl (INR 0). unfold Rdiv. ring.
  Qed.

  (** Result 4.4 for the group mean: C = (X (Z + W) - Z (X + Y)) / n^2. *)
  Theorem group_mean_coefficient g :
    g <> [] -> token_coefficient (group_mean (length g)) r uses g =
    (INR (successes_with r uses g)
       * (INR (successes_without r uses g) + INR (failures_without r uses g))
     - INR (successes_without r uses g)
       * (INR (successes_with r uses g) + INR (failures_with r uses g))) / INR (length g) ^ 2.
  Proof.
    intros Hg. rewrite token_coefficient_by_counts. apply nonempty_group_size in Hg.
    unfold group_mean, rate. rewrite (successes_by_token r uses g) in *.
    rewrite (length_by_token r uses g) in *. rewrite !plus_INR in *. cbn [indicator].
    field. exact Hg.
  Qed.

  (** Result 4.4 for leave-one-out: C = (X (Z + W) - Z (X + Y)) / (n (n - 1)), n >= 2. *)
  Theorem leave_one_out_coefficient g :
    (2 <= length g)%nat -> token_coefficient (leave_one_out (length g)) r uses g =
    (INR (successes_with r uses g)
       * (INR (successes_without r uses g) + INR (failures_without r uses g))
     - INR (successes_without r uses g)
       * (INR (successes_with r uses g) + INR (failures_with r uses g)))
      / (INR (length g) * (INR (length g) - 1)).
  Proof.
    intros Hg. rewrite token_coefficient_by_counts.
    rewrite !leave_one_out_of_two_or_more by exact Hg.
    apply (le_INR 2) in Hg. simpl (INR 2) in Hg. rewrite (successes_by_token r uses g) in *.
    rewrite (length_by_token r uses g) in *. rewrite !plus_INR in *. cbn [indicator].
    field. lra.
  Qed.

  (** Result 4.4: C < 0 under a centred rule exactly if X (Z + W) < Z (X + Y), that is, if the
      token's success rate in the group is below that of the rollouts without it. *)
  Theorem token_is_penalised_iff_counts_are_misordered A g :
    centred_rule (length g) A ->
    (token_coefficient A r uses g < 0 <->
     (successes_with r uses g * (successes_without r uses g + failures_without r uses g) <
      successes_without r uses g * (successes_with r uses g + failures_with r uses g))%nat).
  Proof.
    intros HA. destruct g as [|y g].
    { unfold token_coefficient, group_gradient, successes_with, successes_without. simpl.
      split; [unfold Rdiv; lra|lia]. }
    destruct (coefficient_of_centred_rule A _ HA ltac:(discriminate))
      as (w & Hw & Hpos & Heq).
    set (X := successes_with r uses (y :: g)) in *.
    set (V := failures_with r uses (y :: g)) in *.
    set (Z := successes_without r uses (y :: g)) in *.
    set (W := failures_without r uses (y :: g)) in *.
    assert (Hn : 0 < / INR (length (y :: g)) ^ 2).
    { apply Rinv_0_lt_compat, pow_lt, lt_0_INR. simpl. lia. }
    assert (Hbridge : (X * (Z + W) < Z * (X + V))%nat <->
      INR X * (INR Z + INR W) - INR Z * (INR X + INR V) < 0).
    { rewrite <- !plus_INR, <- !mult_INR. split; intros H.
      - apply lt_INR in H. lra.
      - apply INR_lt. lra. }
    rewrite Hbridge, Heq. set (D := INR X * (INR Z + INR W) - INR Z * (INR X + INR V)) in *.
    unfold Rdiv. split; intros H.
    - destruct (Rlt_le_dec D 0) as [|HD]; [assumption|].
      pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ Hw HD) (Rlt_le _ _ Hn)). lra.
    - assert (Hmixed : (0 < successes r (y :: g) < length (y :: g))%nat).
      { rewrite (successes_by_token r uses), (length_by_token r uses).
        fold X V Z W. apply Hbridge in H. nia. }
      apply Hpos in Hmixed. pose proof (Rmult_lt_0_compat _ _ Hmixed (Ropp_0_gt_lt_contravar _ H)).
      pose proof (Rmult_lt_0_compat _ _ H0 Hn). lra.
  Qed.

  (** Result 4.4: a token that every success of the group uses has C >= 0 under a centred rule. *)
  Theorem necessary_token_is_not_penalised_in_any_group A g :
    centred_rule (length g) A -> (forall y, In y g -> r y = true -> uses y = true) ->
    0 <= token_coefficient A r uses g.
  Proof.
    intros HA Hnecessary. apply Rnot_lt_le. intros H.
    apply token_is_penalised_iff_counts_are_misordered in H; [|exact HA].
    assert (HZ : successes_without r uses g = O); [|rewrite HZ in H; lia].
    clear - Hnecessary. unfold successes_without. induction g as [|y g IH]; [reflexivity|].
    cbn [successes]. rewrite IH by (intros z Hz; apply Hnecessary; right; exact Hz).
    destruct (r y) eqn:Hr; [|reflexivity].
    rewrite (Hnecessary y (or_introl eq_refl) Hr). reflexivity.
  Qed.

  (** Results 4.4 and 4.12: if every success of a leave-one-out group uses the token, then
      C = k W / (n (n - 1)) with W the rollouts without the token, which all fail. *)
  Theorem leave_one_out_step_of_necessary_token g :
    (2 <= length g)%nat -> (forall y, In y g -> r y = true -> uses y = true) ->
    token_coefficient (leave_one_out (length g)) r uses g =
    INR (successes r g) * INR (successes (fun y => negb (uses y)) g)
      / (INR (length g) * (INR (length g) - 1)).
  Proof.
    intros Hg Hnecessary. rewrite leave_one_out_coefficient by exact Hg.
    assert (H : successes_without r uses g = O /\
      successes (fun y => negb (uses y)) g = failures_without r uses g).
    { clear - Hnecessary. unfold successes_without, failures_without.
      induction g as [|y g IH]; [split; reflexivity|].
      destruct IH as [HZ HW]; [intros z Hz; apply Hnecessary; right; exact Hz|].
      specialize (Hnecessary y (or_introl eq_refl)). cbn [successes]. rewrite HZ, HW.
      destruct (r y); [rewrite (Hnecessary eq_refl)|]; destruct (uses y); split; reflexivity. }
    destruct H as [HZ ->]. rewrite (successes_by_token r uses g), HZ, Nat.add_0_r.
    simpl (INR 0). unfold Rdiv. ring.
  Qed.

End Groups.

(** Result 4.4, the edge n = 1: leave-one-out is defined to keep the raw reward, so that the
    advantages of a single success do not sum to 0. *)
Theorem leave_one_out_keeps_the_reward_of_a_single_rollout {Y : Type} (r : Y -> bool) (y : Y) :
  advantage_sum (leave_one_out 1) r [y] = indicator (r y).
Proof.
  unfold advantage_sum. cbn [sum leave_one_out Nat.eqb]. ring.
Qed.

Section Probabilities.

  Context {Y : Type} (P : distribution Y) (r uses : Y -> bool).

  (** Groups with a member of probability 0 do not count in expectations. *)
  Lemma expectation_iid_without_impossible_members (s : Y -> bool) n (f h : list Y -> R) :
    success_rate P s = 0 ->
    (forall g, In g (groups P n) -> successes s g = 0%nat -> f g = h g) ->
    expectation (iid P n) f = expectation (iid P n) h.
  Proof.
    intros Hs Heq. unfold expectation. apply sum_ext_in. intros g Hg.
    destruct (Nat.eq_dec (successes s g) 0) as [E|E]; [now rewrite Heq|].
    enough (H0 : probability (iid P n) g = 0) by (rewrite H0; ring).
    assert (Hmember : forall y, In y (support P) -> s y = true -> probability P y = 0).
    { intros y Hy Hsy. assert (H := sum_zero_terms (support P)
        (fun a => probability P a * indicator (s a))). simpl in H.
      rewrite <- (Rmult_1_r (probability P y)). change 1 with (indicator true). rewrite <- Hsy.
      apply H; [|exact Hs|exact Hy].
      intros a Ha. pose proof (probability_nonneg P a Ha). destruct (s a); cbn [indicator]; lra. }
    clear Heq. cbn [iid probability support] in *. revert g Hg E. clear - Hmember.
    induction n as [|n IH]; intros g Hg E.
    - destruct Hg as [<-|[]]. now elim E.
    - apply in_groups_step in Hg as (a & h & -> & Ha & Hh). rewrite group_probability_step.
      cbn [successes] in E. destruct (s a) eqn:Hsa.
      + rewrite (Hmember a Ha Hsa). ring.
      + rewrite (IH h Hh E). ring.
  Qed.

  (** Result 4.4: P(C < 0) is the same under all centred rules. *)
  Theorem penalty_probability_is_the_same_for_centred_rules (A B : advantage_rule) n :
    centred_rule n A -> centred_rule n B ->
    penalty_probability P A r uses n = penalty_probability P B r uses n.
  Proof.
    intros HA HB. apply expectation_iid_ext. intros g Hg. rewrite <- Hg in HA, HB.
    pose proof (token_is_penalised_iff_counts_are_misordered r uses A g HA).
    pose proof (token_is_penalised_iff_counts_are_misordered r uses B g HB).
    destruct (Rlt_dec (token_coefficient A r uses g) 0),
      (Rlt_dec (token_coefficient B r uses g) 0); tauto.
  Qed.

  Lemma token_without_rival_success_is_never_penalised (A : advantage_rule) n :
    centred_rule n A -> success_rate P (fun y => r y && negb (uses y)) = 0 ->
    penalty_probability P A r uses n = 0.
  Proof.
    intros HA H0. rewrite <- (expectation_const (iid P n) 0).
    apply (expectation_iid_without_impossible_members _ n _ _ H0).
    intros g Hg HZ. rewrite <- (groups_length P n g Hg) in HA.
    destruct (Rlt_dec _ _) as [H|]; [exfalso|reflexivity].
    apply token_is_penalised_iff_counts_are_misordered in H; [|exact HA].
    unfold successes_without in H. rewrite HZ in H. lia.
  Qed.

  (** Result 4.4: a necessary token, p0 = 0, has P(C < 0) = 0 under a centred rule, for every n. *)
  Theorem necessary_token_is_never_penalised (A : advantage_rule) n :
    centred_rule n A -> success_rate_without P r uses = 0 ->
    penalty_probability P A r uses n = 0.
  Proof.
    intros HA H0. apply token_without_rival_success_is_never_penalised; [exact HA|].
    rewrite <- rest_times_success_rate_without, H0. ring.
  Qed.

  (** Result 4.4: a sure token, q = 1, has P(C < 0) = 0 under a centred rule, for every n. *)
  Theorem sure_token_is_never_penalised (A : advantage_rule) n :
    centred_rule n A -> token_probability P uses = 1 -> penalty_probability P A r uses n = 0.
  Proof.
    intros HA H1. apply token_without_rival_success_is_never_penalised; [exact HA|].
    rewrite <- rest_times_success_rate_without, H1. ring.
  Qed.

End Probabilities.

(** An instance of the hypotheses: a necessary token of probability 1/2 in leave-one-out groups of
    eight. *)
Example necessary_token_of_the_two_token_policy :
  penalty_probability two_token_policy (leave_one_out 8) (fun y => y) (fun y => y) 8 = 0.
Proof.
  apply necessary_token_is_never_penalised.
  - apply leave_one_out_is_centred; lia.
  - apply token_of_the_two_token_policy.
Qed.

(** A misordered group, in which a centred rule penalises the token: X = 0, Y = Z = 1, W = 0. *)
Example group_mean_penalises_a_misordered_token :
  token_coefficient (group_mean 2) negb (fun y => y) [true; false] < 0.
Proof.
  apply (token_is_penalised_iff_counts_are_misordered negb (fun y => y) (group_mean 2)
    [true; false] (group_mean_is_centred 2)).
  vm_compute. lia.
Qed.
