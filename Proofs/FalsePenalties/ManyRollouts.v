(** * Many rollouts under a constant baseline

    On many rollouts of one prompt a constant baseline b gives every token with p1 < b a negative
    coefficient with a probability that tends to 1, also a good token, although the probability that
    it lowers the logit of a good token tends to 0: a negative coefficient does not mean that the
    probability falls (result 4.3 of docs/theory.md). By Chebyshev's inequality, with bounds for
    every n.

    Results
      chebyshev_inequality == P(|f - E f| >= t) <= Var f / t^2
      unpenalised_probability_below_constant_baseline_is_small
          == 1 - P(C < 0) <= Var[(r - b) 1[uses]] / (n q^2 (b - p1)^2) if p1 < b
      penalty_probability_below_constant_baseline_tends_to_one == so P(C < 0) -> 1
      decrease_probability_of_good_token_is_small
          == P(G < 0) <= Var[(r - b)(1[uses] - q)] / (n (q (1 - q)(p1 - p0))^2) if p1 > p0
      decrease_probability_of_good_token_tends_to_zero == so P(G < 0) -> 0 *)

From Coq Require Import Reals List Bool Lra Lia.
From Coquelicot Require Import Rbar Lim_seq.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.GroupDeviationBounds EffectiveWeights.Limits.
From Counterweight Require Import Baselines.LeaveOneOut.
From Counterweight Require Import FalsePenalties.Definitions FalsePenalties.NoBias.
From Counterweight Require Import FalsePenalties.SingleRollouts.
Open Scope R_scope.

(** Chebyshev's inequality: P(|f - E f| >= t) <= Var f / t^2 for t > 0. *)
Theorem chebyshev_inequality {A : Type} (P : distribution A) (f : A -> R) (t : R) :
  0 < t ->
  expectation P (fun a => if Rle_dec t (Rabs (f a - expectation P f)) then 1 else 0) <=
  variance P f / t ^ 2.
Proof.
  intros Ht. assert (Hsquare : 0 < t ^ 2) by now apply pow_lt.
  apply (Rmult_le_reg_r (t ^ 2)); [exact Hsquare|].
  unfold Rdiv. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
  rewrite <- expectation_scal_r. apply expectation_le. intros a _.
  set (deviation := f a - expectation P f). destruct (Rle_dec t (Rabs deviation)) as [H|H].
  - rewrite <- (pow2_abs deviation), Rmult_1_l. apply pow_incr. lra.
  - rewrite Rmult_0_l. apply pow2_ge_0.
Qed.

Section ManyRollouts.

  Context {Y : Type} (P : distribution Y).

  (** The mean of h over n rollouts is rarely further from E h = m than |m|. *)
  Lemma group_mean_rarely_deviates (h : Y -> R) (m : R) (event : list Y -> R) n :
    (1 <= n)%nat -> expectation P h = m -> m <> 0 ->
    (forall g, length g = n ->
      event g <= if Rle_dec (Rabs m) (Rabs (sum g h / INR n - m)) then 1 else 0) ->
    expectation (iid P n) event <= variance P h / (INR n * m ^ 2).
  Proof.
    intros Hn Hmean Hm Hevent. assert (Hsize : INR n <> 0) by (apply not_0_INR; lia).
    assert (Hgroup : expectation (iid P n) (fun g => sum g h / INR n) = m).
    { unfold Rdiv. rewrite expectation_scal_r, expectation_iid_members, Hmean.
      field. exact Hsize. }
    pose proof (chebyshev_inequality (iid P n) (fun g => sum g h / INR n) (Rabs m)
      (Rabs_pos_lt m Hm)) as H.
    rewrite Hgroup, variance_of_group_mean, pow2_abs in H by exact Hn.
    replace (variance P h / (INR n * m ^ 2)) with (variance P h / INR n / m ^ 2)
      by (field; auto).
    apply Rle_trans with (2 := H). apply expectation_le. intros g Hg.
    apply Hevent. exact (groups_length P n g Hg).
  Qed.

  Context (r uses : Y -> bool) (b : R).

  Let q := token_probability P uses.
  Let p1 := success_rate_with P r uses.
  Let p0 := success_rate_without P r uses.

  Lemma group_gradient_of_constant_baseline (s : Y -> R) n g : length g = n ->
    group_gradient (constant_baseline b) r s g =
    sum g (fun y => (indicator (r y) - b) * s y) / INR n.
  Proof. intros <-. reflexivity. Qed.

  Lemma expected_term_of_constant_baseline (s : Y -> R) :
    expectation P (fun y => (indicator (r y) - b) * s y) =
    expectation (iid P 1) (group_gradient (constant_baseline b) r s).
  Proof.
    rewrite expectation_iid_step. apply expectation_ext. intros y.
    rewrite (expectation_iid_none P (fun h => group_gradient _ r s (cons y h))).
    unfold group_gradient, constant_baseline. simpl. field.
  Qed.

  (** Result 4.3: if p1 < b and q > 0, the coefficient of the token is negative but for
      1 - P(C < 0) <= Var[(r - b) 1[uses]] / (n q^2 (b - p1)^2). *)
  Theorem unpenalised_probability_below_constant_baseline_is_small n :
    (1 <= n)%nat -> 0 < q -> p1 < b ->
    1 - penalty_probability P (constant_baseline b) r uses n <=
    variance P (fun y => (indicator (r y) - b) * indicator (uses y))
      / (INR n * (q ^ 2 * (b - p1) ^ 2)).
  Proof.
    intros Hn Hq Hp1. assert (Hm : q * (p1 - b) < 0) by nra.
    replace (q ^ 2 * (b - p1) ^ 2) with ((q * (p1 - b)) ^ 2) by ring.
    unfold penalty_probability. rewrite <- (expectation_const (iid P n) 1) at 1.
    rewrite <- expectation_minus. apply group_mean_rarely_deviates; [exact Hn| |lra|].
    - rewrite expected_term_of_constant_baseline.
      apply expected_coefficient_of_constant_baseline. lia.
    - intros g Hg. unfold token_coefficient.
      rewrite (group_gradient_of_constant_baseline _ n g Hg).
      rewrite (Rabs_left (q * _)) by exact Hm.
      destruct (Rlt_dec _ 0), (Rle_dec _ _) as [|Hfar]; try lra.
      elim Hfar. rewrite Rabs_right; lra.
  Qed.

  (** Result 4.3: if p1 < b and q > 0, then P(C < 0) -> 1 as n grows. *)
  Theorem penalty_probability_below_constant_baseline_tends_to_one :
    0 < q -> p1 < b ->
    is_lim_seq (penalty_probability P (constant_baseline b) r uses) 1.
  Proof.
    intros Hq Hp1.
    set (c := variance P (fun y => (indicator (r y) - b) * indicator (uses y))
      / (q ^ 2 * (b - p1) ^ 2)).
    apply is_lim_seq_le_le_loc with (fun n => 1 - / INR n * c) (fun _ => 1).
    - exists 1%nat. intros n Hn. split.
      + pose proof (unpenalised_probability_below_constant_baseline_is_small n Hn Hq Hp1) as H.
        replace (/ INR n * c) with (variance P (fun y =>
          (indicator (r y) - b) * indicator (uses y)) / (INR n * (q ^ 2 * (b - p1) ^ 2))); [lra|].
        unfold c. field. repeat split; try lra. apply not_0_INR. lia.
      + rewrite <- (expectation_const (iid P n) 1). apply expectation_le.
        intros g _. destruct (Rlt_dec _ 0); lra.
    - apply limit_of_one_minus. replace (Finite 0) with (Finite (0 * c)) by (f_equal; ring).
      apply is_lim_seq_mult'; [apply reciprocal_of_n_tends_to_zero|apply is_lim_seq_const].
    - apply is_lim_seq_const.
  Qed.

  (** Result 4.3: a good token, p1 > p0 and 0 < q < 1, has
      P(G < 0) <= Var[(r - b)(1[uses] - q)] / (n (q (1 - q)(p1 - p0))^2), whatever b is. *)
  Theorem decrease_probability_of_good_token_is_small n :
    (1 <= n)%nat -> 0 < q < 1 -> p0 < p1 ->
    logit_decrease_probability P (constant_baseline b) r uses n <=
    variance P (fun y => (indicator (r y) - b) * own_logit_score P uses y)
      / (INR n * (q * (1 - q) * (p1 - p0)) ^ 2).
  Proof.
    intros Hn Hq Hgood.
    assert (Hm : 0 < q * (1 - q) * (p1 - p0)) by (repeat apply Rmult_lt_0_compat; lra).
    apply group_mean_rarely_deviates; [exact Hn| |lra|].
    - rewrite expected_term_of_constant_baseline.
      fold (logit_gradient P (constant_baseline b) r uses).
      rewrite expected_logit_gradient by lia. fold q p1 p0.
      unfold effective_weight, bernstein_coefficient, constant_baseline, Bernstein.bernstein.
      simpl. ring.
    - intros g Hg. unfold logit_gradient.
      rewrite (group_gradient_of_constant_baseline _ n g Hg).
      rewrite (Rabs_right (q * _ * _)) by lra.
      destruct (Rlt_dec _ 0), (Rle_dec _ _) as [|Hfar]; try lra.
      elim Hfar. rewrite Rabs_left; lra.
  Qed.

  (** Result 4.3: so P(G < 0) -> 0 for a good token, whatever b is. *)
  Theorem decrease_probability_of_good_token_tends_to_zero :
    0 < q < 1 -> p0 < p1 ->
    is_lim_seq (logit_decrease_probability P (constant_baseline b) r uses) 0.
  Proof.
    intros Hq Hgood.
    assert (Hm : 0 < q * (1 - q) * (p1 - p0)) by (repeat apply Rmult_lt_0_compat; lra).
    set (c := variance P (fun y => (indicator (r y) - b) * own_logit_score P uses y)
      / (q * (1 - q) * (p1 - p0)) ^ 2).
    apply is_lim_seq_le_le_loc with (fun _ => 0) (fun n => / INR n * c).
    - exists 1%nat. intros n Hn. split.
      + apply expectation_nonneg. intros g _. destruct (Rlt_dec _ 0); lra.
      + eapply Rle_trans; [exact (decrease_probability_of_good_token_is_small n Hn Hq Hgood)|].
        apply Req_le. unfold c. field. repeat split; try lra. apply not_0_INR. lia.
    - apply is_lim_seq_const.
    - replace (Finite 0) with (Finite (0 * c)) by (f_equal; ring).
      apply is_lim_seq_mult'; [apply reciprocal_of_n_tends_to_zero|apply is_lim_seq_const].
  Qed.

End ManyRollouts.

(** The good token with q = 0.5, p1 = 0.3 and p0 = 0.1 under b = 0.5: E C = -0.1 at every n, and
    both limits hold. *)
Example penalties_of_a_good_token_in_large_groups :
  true_advantage modest_token snd fst = 1 / 10 /\
  (forall n, (1 <= n)%nat -> expectation (iid modest_token n)
    (token_coefficient (constant_baseline (5 / 10)) snd fst) = - 1 / 10) /\
  is_lim_seq (penalty_probability modest_token (constant_baseline (5 / 10)) snd fst) 1 /\
  is_lim_seq (logit_decrease_probability modest_token (constant_baseline (5 / 10)) snd fst) 0.
Proof.
  destruct modest_token_rates as (Hq & Hp1 & Hp0 & Hadvantage). repeat split.
  - exact Hadvantage.
  - intros n Hn. rewrite expected_coefficient_of_constant_baseline, Hq, Hp1 by exact Hn. field.
  - apply penalty_probability_below_constant_baseline_tends_to_one; rewrite ?Hq, ?Hp1; lra.
  - apply decrease_probability_of_good_token_tends_to_zero; rewrite ?Hq, ?Hp1, ?Hp0; lra.
Qed.

(** In groups of 32 the bounds already say P(C < 0) >= 0.64 and P(G < 0) <= 0.75 there. *)
Example bounds_of_a_good_token_in_groups_of_32 :
  64 / 100 <= penalty_probability modest_token (constant_baseline (5 / 10)) snd fst 32 /\
  logit_decrease_probability modest_token (constant_baseline (5 / 10)) snd fst 32 <= 75 / 100.
Proof.
  destruct modest_token_rates as (Hq & Hp1 & Hp0 & _). split.
  - pose proof (unpenalised_probability_below_constant_baseline_is_small modest_token snd fst
      (5 / 10) 32 ltac:(lia)) as H.
    rewrite Hq, Hp1, variance_second_moment in H. specialize (H ltac:(lra) ltac:(lra)).
    unfold expectation in H. simpl in H. lra.
  - pose proof (decrease_probability_of_good_token_is_small modest_token snd fst (5 / 10) 32
      ltac:(lia)) as H.
    rewrite Hq, Hp1, Hp0, variance_second_moment in H. specialize (H ltac:(lra) ltac:(lra)).
    apply Rle_trans with (1 := H). unfold expectation, own_logit_score. rewrite Hq. simpl. lra.
Qed.
