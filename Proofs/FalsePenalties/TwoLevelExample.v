(** * The two-level example

    A good token of probability q, after which a rollout succeeds with x, and another token after
    which it never does (results 4.10, 4.12 and 4.13 of docs/theory.md). The token's logit step is
    eta times its gradient G.

    Definitions
      two_level q x        == (token used, reward): success q x, failure q (1 - x), other 1 - q
      single_rollout_step b == G of one rollout under a baseline b from outside
      sign_of              == 1, 0 or -1
    Results
      two_level_step_values   == (1 - b)(1 - q), -b (1 - q) or b q
      two_level_expected_step == E G = q (1 - q) x
      two_level_expected_sign == E sign G = 1 - 2 q (1 - x)
      two_level_sign_rests_at == which is 0 at q = 1 / (2 (1 - x)) alone
      two_level_leave_one_out_never_lowers_the_token == G >= 0 in every group
      two_level_filter_never_lowers_the_token == nor with a threshold between 1 - q and q *)

From Coq Require Import Reals List Bool Arith Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import FalsePenalties.Definitions FalsePenalties.CentredGroups.
From Counterweight Require Import FalsePenalties.TokenFilter.
Import ListNotations.
Open Scope R_scope.

Definition sign_of (a : R) : R := if Rlt_dec 0 a then 1 else if Rlt_dec a 0 then -1 else 0.

Section TwoLevels.

  Variables q x b : R.
  Hypothesis token_range : 0 < q < 1.
  Hypothesis success_range : 0 <= x <= 1.

  Definition two_level : distribution (bool * bool).
  Proof.
    refine {| support := [(true, true); (true, false); (false, false)];
      probability := fun y =>
        match y with (true, true) => q * x | (true, false) => q * (1 - x) | _ => 1 - q end |}.
    - intros [[] []] _; try lra; apply Rmult_le_pos; lra.
    - simpl. ring.
  Defined.

  Lemma two_level_probability : token_probability two_level fst = q.
  Proof. unfold token_probability, success_rate, expectation. simpl. ring. Qed.

  Definition single_rollout_step (y : bool * bool) : R :=
    logit_gradient two_level (constant_baseline b) snd fst [y].

  (** Result 4.10: a single rollout moves the logit by eta (1 - b)(1 - q), -eta b (1 - q) or
      eta b q. *)
  Theorem two_level_step_values :
    single_rollout_step (true, true) = (1 - b) * (1 - q) /\
    single_rollout_step (true, false) = - b * (1 - q) /\
    single_rollout_step (false, false) = b * q.
  Proof.
    unfold single_rollout_step, logit_gradient, group_gradient, constant_baseline, own_logit_score.
    rewrite two_level_probability. simpl. repeat split; field.
  Qed.

  Lemma two_level_expectation (f : R -> R) :
    expectation two_level (fun y => f (single_rollout_step y)) =
    q * x * f ((1 - b) * (1 - q)) + q * (1 - x) * f (- b * (1 - q)) + (1 - q) * f (b * q).
  Proof.
    destruct two_level_step_values as (H1 & H2 & H3). unfold expectation.
    cbn -[single_rollout_step]. rewrite H1, H2, H3. ring.
  Qed.

  (** Result 4.10: E dz = eta q (1 - q) x, whatever b is. *)
  Theorem two_level_expected_step (eta : R) :
    expectation two_level (fun y => eta * single_rollout_step y) = eta * (q * (1 - q) * x).
  Proof. rewrite (two_level_expectation (fun t => eta * t)). ring. Qed.

  (** Result 4.13: with a baseline 0 < b < 1, E sign(G) = 1 - 2 q (1 - x). *)
  Theorem two_level_expected_sign :
    0 < b < 1 ->
    expectation two_level (fun y => sign_of (single_rollout_step y)) = 1 - 2 * q * (1 - x).
  Proof.
    intros Hb. rewrite two_level_expectation.
    assert (0 < (1 - b) * (1 - q)) by (apply Rmult_lt_0_compat; lra).
    assert (0 < b * (1 - q)) by (apply Rmult_lt_0_compat; lra).
    assert (0 < b * q) by (apply Rmult_lt_0_compat; lra).
    assert (Hpositive : forall a, 0 < a -> sign_of a = 1)
      by (intros a Ha; unfold sign_of; destruct (Rlt_dec 0 a); lra).
    assert (Hnegative : forall a, a < 0 -> sign_of a = -1)
      by (intros a Ha; unfold sign_of; destruct (Rlt_dec 0 a), (Rlt_dec a 0); lra).
    rewrite (Hpositive ((1 - b) * (1 - q))), (Hpositive (b * q)) by assumption.
    rewrite Hnegative by lra. ring.
  Qed.

  (** Result 4.13: for x < 1/2 the sign is balanced at q = 1 / (2 (1 - x)) and nowhere else. *)
  Theorem two_level_sign_rests_at :
    0 < b < 1 -> x < 1 / 2 ->
    (expectation two_level (fun y => sign_of (single_rollout_step y)) = 0
       <-> q = 1 / (2 * (1 - x))).
  Proof.
    intros Hb Hx. rewrite two_level_expected_sign by exact Hb. split; intros H.
    - apply (Rmult_eq_reg_r (2 * (1 - x))); [|lra]. field_simplify; lra.
    - rewrite H. field. lra.
  Qed.

  Lemma two_level_success_needs_token y :
    In y (support two_level) -> snd y = true -> fst y = true.
  Proof. intros [<-|[<-|[<-|[]]]]; simpl; congruence. Qed.

  (** Result 4.12: leave-one-out groups of n >= 2 have G >= 0, whatever is sampled. *)
  Theorem two_level_leave_one_out_never_lowers_the_token n g :
    (2 <= n)%nat -> In g (groups two_level n) ->
    0 <= logit_gradient two_level (leave_one_out n) snd fst g.
  Proof.
    intros Hn Hg. pose proof (groups_length _ _ _ Hg) as Hlength.
    assert (Hcentred : centred_rule (length g) (leave_one_out n)).
    { rewrite Hlength. apply leave_one_out_is_centred; lia. }
    rewrite coefficient_is_logit_gradient_of_centred_rule by exact Hcentred.
    apply necessary_token_is_not_penalised_in_any_group; [exact Hcentred|].
    intros y Hy. apply two_level_success_needs_token. now apply (group_members _ n g).
  Qed.

  (** Result 4.12: nor does a single rollout with 0 <= b <= 1 and a filter that drops failures of
      tokens of probability above tau, 1 - q <= tau < q, lower the token. *)
  Theorem two_level_filter_never_lowers_the_token tau y :
    0 <= b <= 1 -> 1 - q <= tau < q -> In y (support two_level) ->
    let drops (z : bool * bool) :=
      if Rlt_dec tau (if fst z then q else 1 - q) then true else false in
    0 <= filtered_logit_gradient two_level (constant_baseline b) snd fst drops [y].
  Proof.
    intros Hb Htau Hy drops. apply filtered_step_never_lowers_a_necessary_token; [exact Hb|..].
    - now apply two_level_success_needs_token.
    - unfold drops. destruct (fst y); destruct (Rlt_dec _ _); try reflexivity; lra.
  Qed.

End TwoLevels.

(** An instance: q = 0.9 is above the resting point 1 / (2 (1 - 0.05)) of sign-like updates, which
    lower the token in expectation although it is the only one that ever succeeds. *)
Lemma two_level_example_token : 0 < 9 / 10 < 1.
Proof. lra. Qed.

Lemma two_level_example_success : 0 <= 5 / 100 <= 1.
Proof. lra. Qed.

Example signs_lower_a_good_token :
  let policy := two_level (9 / 10) (5 / 100) two_level_example_token two_level_example_success in
  expectation policy (fun y => sign_of (single_rollout_step (9 / 10) (5 / 100) (1 / 2)
    two_level_example_token two_level_example_success y)) = - 71 / 100.
Proof. cbv zeta. rewrite two_level_expected_sign by lra. field. Qed.
