(** * False penalties in groups that all fail

    A rule with a negative advantage at k = 0 penalises every token of an all-fail group, and lowers
    the logit of every token that is more frequent in the group than its probability says, also
    that of a necessary token (result 4.5 of docs/theory.md).

    Results
      negative_failures_penalise_tokens_of_failed_groups == C < 0 if A(0, 0) < 0 and k = 0
      rules_with_negative_failures == A(0, 0) < 0: a constant baseline, Linear-R, Sqrt-R, Uniform-R
      failed_group_penalty_probability == P(C < 0, k = 0) = (1 - rho)^n - P(no token, k = 0)
      logit_gradient_of_failed_group == G = A(0, 0) ((X + Y) / n - q) if k = 0
      negative_failures_lower_frequent_tokens == so G < 0 iff X + Y > q n, if A(0, 0) < 0
      failed_groups_lower_logit_at_least_with_probability == P(G < 0) >= (q (1 - p1))^n if
        A(0, 0) < 0 and q < 1 *)

From Coq Require Import Reals List Bool Arith Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import FalsePenalties.Definitions FalsePenalties.CentredGroups.
From Counterweight Require Import FalsePenalties.TwoLevelExample.
Import ListNotations.
Open Scope R_scope.

Section Groups.

  Context {Y : Type} (r uses : Y -> bool).
  Implicit Types (g : list Y) (A : advantage_rule).

  (** Result 4.5: a rule that gives failures a negative advantage at k = 0 has C < 0 for every
      token that occurs in an all-fail group. *)
  Theorem negative_failures_penalise_tokens_of_failed_groups A g :
    A false 0%nat < 0 -> successes r g = 0%nat -> (exists y, In y g /\ uses y = true) ->
    token_coefficient A r uses g < 0.
  Proof.
    intros HA Hk (y & Hy & Huses). rewrite token_coefficient_by_counts, Hk.
    pose proof (successes_by_token r uses g) as HX. rewrite Hk in HX.
    replace (successes_with r uses g) with O by lia. simpl (INR 0).
    assert (Hn : 0 < / INR (length g)).
    { apply Rinv_0_lt_compat, lt_0_INR. destruct g; [destruct Hy|simpl; lia]. }
    assert (HV : 0 < INR (failures_with r uses g)).
    { apply lt_0_INR. clear - Hk Hy Huses. unfold failures_with.
      induction g as [|z g IH]; [destruct Hy|]. cbn [successes] in *.
      destruct (r z) eqn:Hr; [discriminate|]. destruct Hy as [->|Hy].
      - rewrite Huses. simpl. lia.
      - specialize (IH Hk Hy). destruct (negb false && uses z); lia. }
    unfold Rdiv. pose proof (Rmult_lt_0_compat _ _ HV Hn). nra.
  Qed.

  (** Result 4.5: in an all-fail group G = A(0, 0) ((X + Y) / n - q), where X + Y rollouts have the
      token. *)
  Theorem logit_gradient_of_failed_group (P : distribution Y) A g :
    g <> [] -> successes r g = 0%nat ->
    logit_gradient P A r uses g =
    A false 0%nat * (INR (successes uses g) / INR (length g) - token_probability P uses).
  Proof.
    intros Hg Hk. pose proof (nonempty_group_size g Hg) as Hn.
    rewrite logit_gradient_is_coefficient_minus_share.
    rewrite token_coefficient_by_counts, advantage_sum_by_count, Hk.
    pose proof (successes_by_token r uses g) as HX. rewrite Hk in HX.
    replace (successes_with r uses g) with O by lia.
    assert (HY : failures_with r uses g = successes uses g).
    { clear - Hk. unfold failures_with. induction g as [|y g IH]; [reflexivity|].
      cbn [successes] in *. destruct (r y); [discriminate|]. cbn [negb andb].
      destruct (uses y); now rewrite IH. }
    rewrite HY, Nat.sub_0_r. simpl (INR 0). field. exact Hn.
  Qed.

  (** Result 4.5: so if A(0, 0) < 0, an all-fail group lowers the logit of a token exactly if X + Y,
      the rollouts that have it, are more than q n. *)
  Theorem negative_failures_lower_frequent_tokens (P : distribution Y) A g :
    A false 0%nat < 0 -> g <> [] -> successes r g = 0%nat ->
    (logit_gradient P A r uses g < 0 <->
     token_probability P uses * INR (length g) < INR (successes uses g)).
  Proof.
    intros HA Hg Hk. rewrite logit_gradient_of_failed_group by assumption.
    assert (Hn : 0 < INR (length g)) by (apply lt_0_INR; destruct g; [easy|simpl; lia]).
    assert (Hshare : INR (successes uses g) / INR (length g) * INR (length g) =
      INR (successes uses g)) by (field; lra).
    set (share := INR (successes uses g) / INR (length g)) in *. rewrite <- Hshare.
    split; intros H.
    - apply Rmult_lt_compat_r; [exact Hn|]. nra.
    - apply Rmult_lt_reg_r in H; [|exact Hn]. nra.
  Qed.

End Groups.

(** Result 4.5: rules with a negative advantage at k = 0: a constant baseline b > 0 (-b), Linear-R,
    Sqrt-R and Uniform-R (-1). *)
Theorem rules_with_negative_failures (b : R) (n : nat) :
  constant_baseline b false 0%nat = - b /\ linear_r n false 0%nat = -1 /\
  sqrt_r n false 0%nat = -1 /\ uniform_r n false 0%nat = -1.
Proof.
  unfold constant_baseline, linear_r, sqrt_r, uniform_r, rate, Rdiv. cbn [indicator Nat.eqb].
  simpl (INR 0). rewrite Rmult_0_l, Rminus_0_r, Rinv_1. repeat split; lra.
Qed.

Section Probabilities.

  Context {Y : Type} (P : distribution Y) (r uses : Y -> bool).

  Lemma binomial_expectation_zero p n :
    binomial_expectation n p (fun k => if (k =? 0)%nat then 1 else 0) = (1 - p) ^ n.
  Proof.
    induction n as [|n IH].
    - unfold binomial_expectation, bernstein. simpl. ring.
    - rewrite binomial_expectation_step, IH. simpl (Nat.eqb _ 0).
      rewrite binomial_expectation_const. simpl. ring.
  Qed.

  Lemma probability_of_no_success (s : Y -> bool) n :
    expectation (iid P n) (fun g => if (successes s g =? 0)%nat then 1 else 0) =
    (1 - success_rate P s) ^ n.
  Proof.
    rewrite (expectation_iid_count P s n (fun k => if (k =? 0)%nat then 1 else 0)).
    apply binomial_expectation_zero.
  Qed.

  (** Result 4.5: with A(0, 0) < 0, P(C < 0, k = 0) = (1 - rho)^n - P(no rollout has the token,
      k = 0), and the latter is ((1 - q)(1 - p0))^n. *)
  Theorem failed_group_penalty_probability (A : advantage_rule) n :
    A false 0%nat < 0 ->
    expectation (iid P n) (fun g => (if Rlt_dec (token_coefficient A r uses g) 0 then 1 else 0)
      * (if (successes r g =? 0)%nat then 1 else 0)) =
    (1 - success_rate P r) ^ n
      - ((1 - token_probability P uses) * (1 - success_rate_without P r uses)) ^ n.
  Proof.
    intros HA.
    replace ((1 - token_probability P uses) * (1 - success_rate_without P r uses))
      with (1 - success_rate P (fun y => r y || uses y)).
    - rewrite <- !probability_of_no_success, <- expectation_minus. apply expectation_ext. intros g.
      destruct (Nat.eqb_spec (successes r g) 0) as [Hk|Hk].
      + destruct (existsb uses g) eqn:Hexists.
        * assert (Hor : successes (fun y => r y || uses y) g <> 0%nat).
          { clear - Hexists. induction g as [|y g IH]; [discriminate|]. cbn [successes].
            cbn [existsb] in Hexists. destruct (r y), (uses y); cbn [orb] in *; auto. }
          apply existsb_exists in Hexists.
          pose proof (negative_failures_penalise_tokens_of_failed_groups r uses A g HA Hk Hexists).
          destruct (Rlt_dec _ _); [|contradiction].
          destruct (Nat.eqb_spec (successes (fun y => r y || uses y) g) 0); [contradiction|ring].
        * assert (Hnone : successes (fun y => r y || uses y) g = 0%nat /\
            failures_with r uses g = 0%nat).
          { clear - Hexists Hk. unfold failures_with.
            induction g as [|y g IH]; [split; reflexivity|].
            cbn [successes existsb] in *.
            destruct (r y), (uses y); cbn [orb andb negb] in *; auto; discriminate. }
          destruct Hnone as [-> HV]. destruct (Rlt_dec _ _) as [H|]; [exfalso|simpl; ring].
          rewrite token_coefficient_by_counts, HV in H.
          pose proof (successes_by_token r uses g). rewrite Hk in *.
          replace (successes_with r uses g) with O in H by lia.
          simpl (INR 0) in H. unfold Rdiv in H. lra.
      + destruct (Nat.eqb_spec (successes (fun y => r y || uses y) g) 0) as [Hor|]; [|ring].
        exfalso. apply Hk. clear - Hor. induction g as [|y g IH]; [reflexivity|].
        cbn [successes] in *. destruct (r y), (uses y); cbn [orb] in *; auto; discriminate.
    - replace (success_rate P (fun y => r y || uses y))
        with (success_rate P uses + success_rate P (fun y => r y && negb (uses y))).
      + rewrite <- rest_times_success_rate_without. unfold token_probability. ring.
      + unfold success_rate. rewrite <- expectation_plus. apply expectation_ext. intros y.
        destruct (r y), (uses y); cbn [indicator andb orb negb]; ring.
  Qed.

  (** Result 4.5: with A(0, 0) < 0, a token of probability q < 1 is lowered at least whenever all
      n >= 1 rollouts have it and fail: P(G < 0) >= (q (1 - p1))^n. *)
  Theorem failed_groups_lower_logit_at_least_with_probability (A : advantage_rule) n :
    A false 0%nat < 0 -> token_probability P uses < 1 -> (1 <= n)%nat ->
    (token_probability P uses * (1 - success_rate_with P r uses)) ^ n <=
    logit_decrease_probability P A r uses n.
  Proof.
    intros HA Hq Hn. rewrite <- failure_with_token.
    replace (success_rate P (fun y => negb (r y) && uses y))
      with (1 - success_rate P (fun y => negb (negb (r y) && uses y)))
      by (unfold success_rate; rewrite failure_rate; unfold success_rate; ring).
    rewrite <- probability_of_no_success. apply expectation_le. intros g Hg.
    destruct (Nat.eqb_spec (successes (fun y => negb (negb (r y) && uses y)) g) 0) as [H|H];
      destruct (Rlt_dec _ 0) as [Hneg|Hneg]; try lra.
    exfalso. apply Hneg. pose proof (groups_length P n g Hg) as Hlength.
    assert (Hall : successes r g = 0%nat /\ successes uses g = length g).
    { clear - H. induction g as [|y g IH]; [split; reflexivity|]. cbn [successes length] in *.
      destruct (r y), (uses y); cbn [negb andb] in *; try discriminate.
      destruct (IH H) as [-> ->]. split; reflexivity. }
    apply negative_failures_lower_frequent_tokens; [exact HA| |apply Hall|].
    - intros ->. simpl in Hlength. lia.
    - rewrite (proj2 Hall). assert (0 < INR (length g)) by (apply lt_0_INR; lia). nra.
  Qed.

End Probabilities.

(** An all-fail group, in which a constant baseline penalises a token. *)
Example constant_baseline_penalises_a_failed_group :
  token_coefficient (constant_baseline (/ 2)) (fun _ : bool => false) (fun y => y)
    [true; false] < 0.
Proof.
  apply negative_failures_penalise_tokens_of_failed_groups; [|reflexivity|].
  - rewrite (proj1 (rules_with_negative_failures _ 2)). lra.
  - exists true. split; [left|]; reflexivity.
Qed.

(** A necessary token of probability 0.9, after which rollouts succeed with 0.3: groups of eight
    under Linear-R lower its logit in more than 2 % of all cases, and leave-one-out groups never. *)
Example negative_failures_lower_a_necessary_token (q_range : 0 < 9 / 10 < 1)
    (x_range : 0 <= 3 / 10 <= 1) :
  let policy := two_level (9 / 10) (3 / 10) q_range x_range in
  2 / 100 < logit_decrease_probability policy (linear_r 8) snd fst 8 /\
  logit_decrease_probability policy (leave_one_out 8) snd fst 8 = 0.
Proof.
  intros policy.
  assert (Hq : token_probability policy fst = 9 / 10) by apply two_level_probability.
  split.
  - apply Rlt_le_trans with ((9 / 10 * (1 - 3 / 10)) ^ 8); [lra|].
    replace (3 / 10) with (success_rate_with policy snd fst).
    + rewrite <- Hq. apply failed_groups_lower_logit_at_least_with_probability; [|lra|lia].
      rewrite (proj1 (proj2 (rules_with_negative_failures 0 8))). lra.
    + unfold success_rate_with. rewrite Hq. unfold success_rate, expectation. simpl. field.
  - rewrite <- (expectation_const (iid policy 8) 0). apply expectation_ext_in. intros g Hg.
    destruct (Rlt_dec _ 0) as [H|]; [exfalso|reflexivity].
    assert (0 <= logit_gradient policy (leave_one_out 8) snd fst g); [|lra].
    apply two_level_leave_one_out_never_lowers_the_token; [lia|exact Hg].
Qed.
