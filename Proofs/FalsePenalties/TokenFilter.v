(** * Negative token filtering

    A token filter drops the penalty of failed rollouts for tokens that the policy finds probable.
    Its bias in one softmax is exact: every probable action pushes itself up in proportion to its
    failures, good or bad. A probable token that never succeeds can therefore rise in expectation;
    in leave-one-out groups it never does (results 4.8, 4.9 and 4.12 of docs/theory.md).

    Definitions
      action_probability pi a == pi_a
      rollouts                == an action a drawn from pi, which succeeds with probability Q a
      probable pi tau a       == whether pi_a > tau
      plain_gradient b c      == (r - b)(e_a - pi), coordinate c: a single rollout, baseline b
      filtered_gradient tau b c == the same, and 0 for failures of actions with pi_a > tau
      filtered_logit_gradient == (1/n) sum_i A_i (1[uses] - q) without failures that a filter drops
      mean_success            == rho = sum_a pi_a Q_a
      first_order_gain G      == sum_a G_a d rho / d z_a = sum_a G_a pi_a (Q_a - rho)
    Results
      filter_bias             == E filtered - E plain = b sum_{pi_a > tau} pi_a (1 - Q_a)(e_a - pi)
      lock_in_without_filter  == -q (1 - q) Qbar for a token that never succeeds
      lock_in_with_filter     == q (1 - q)(b - Qbar) if it alone is above tau
      lock_in_goes_the_wrong_way_iff == so positive exactly if Qbar < b
      lock_in_never_rises_with_leave_one_out, lock_in_with_leave_one_out == G <= 0 in every group,
                                 E G = -q^2 (1 - q) Qbar, with filter and leave-one-out groups
      filtered_leave_one_out_never_raises_a_useless_token == G <= 0 in every group
      filtered_leave_one_out_expectation == E G = -q^2 (1 - q) Qbar for a token of any finite
                                 policy that never succeeds and whose failures alone are dropped
      filtered_step_never_lowers_a_necessary_token == G >= 0 for single rollouts, 0 <= b <= 1
      first_order_gain_without_filter, first_order_gain_with_filter == 0.02, 0.010848 (example) *)

From Coq Require Import Reals List Bool Arith Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import FalsePenalties.Definitions FalsePenalties.CentredGroups.
Import ListNotations.
Open Scope R_scope.

(** ** Filters in groups *)

Definition filtered_logit_gradient {Y : Type} (P : distribution Y) (A : advantage_rule)
    (r uses drops : Y -> bool) (g : list Y) : R :=
  sum g (fun y => if negb (r y) && drops y then 0
    else A (r y) (successes r g) * own_logit_score P uses y) / INR (length g).

Section FilteredGroups.

  Context {Y : Type} (P : distribution Y) (r uses drops : Y -> bool).

  Lemma successes_of_disjoint_pair (s t : Y -> bool) (H : success_rate P (fun y => s y && t y) = 0)
      n :
    expectation (iid P n) (fun g => INR (successes s g) * INR (successes t g)) =
    INR n * (INR n - 1) * (success_rate P s * success_rate P t).
  Proof.
    assert (Hmean : forall (u : Y -> bool) m,
      expectation (iid P m) (fun g => INR (successes u g)) = INR m * success_rate P u).
    { intros u m. rewrite (expectation_iid_count P u m INR). apply binomial_mean. }
    induction n as [|n IH].
    - rewrite expectation_iid_none. simpl. ring.
    - rewrite expectation_iid_step.
      rewrite (expectation_ext _ _ (fun y =>
        expectation (iid P n) (fun g => INR (successes s g) * INR (successes t g))
        + indicator (s y) * (INR n * success_rate P t)
        + indicator (t y) * (INR n * success_rate P s) + indicator (s y && t y))).
      + rewrite !expectation_plus, !expectation_scal_r, expectation_const, IH.
        unfold success_rate in *. rewrite H, S_INR. ring.
      + intros y. rewrite <- !Hmean, <- !expectation_scal, <- !expectation_plus.
        rewrite <- (expectation_const (iid P n) (indicator (s y && t y))), <- expectation_plus.
        apply expectation_ext. intros g. cbn [successes].
        destruct (s y), (t y); cbn [indicator andb]; rewrite ?S_INR; ring.
  Qed.

  Lemma group_members n : forall g, In g (groups P n) -> forall y, In y g -> In y (support P).
  Proof.
    induction n as [|n IH]; intros g Hg y Hy.
    - destruct Hg as [<-|[]]. destruct Hy.
    - apply in_groups_step in Hg as (a & h & -> & Ha & Hh).
      destruct Hy as [<-|Hy]; [exact Ha|now apply (IH h)].
  Qed.

  Section UselessToken.

    (** The token never succeeds; of the failures the filter drops exactly those that use it. *)
    Lemma filtered_leave_one_out_step g :
      (2 <= length g)%nat -> successes_with r uses g = 0%nat ->
      (forall y, In y g -> drops y = uses y) ->
      filtered_logit_gradient P (leave_one_out (length g)) r uses drops g =
      - (token_probability P uses * INR (successes uses g) * INR (successes r g)
         / (INR (length g) * (INR (length g) - 1))).
    Proof.
      intros Hn HX Hdrops. apply le_INR in Hn. simpl (INR 2) in Hn.
      set (q := token_probability P uses). set (n := length g) in *. set (k := successes r g).
      unfold filtered_logit_gradient. fold n k.
      rewrite (sum_ext_in _ _ (fun y =>
        - q * leave_one_out n (r y) k + leave_one_out n true k * indicator (r y && uses y)
        + q * leave_one_out n false k * indicator (negb (r y) && uses y))).
      - rewrite !sum_plus, !sum_scal, <- !successes_as_sum.
        assert (Hsum : sum g (fun y => leave_one_out n (r y) k) = 0).
        { apply (advantages_of_centred_rule_sum_to_zero r (leave_one_out n)). fold n.
          apply leave_one_out_is_centred; apply INR_le; simpl; lra. }
        rewrite Hsum. fold (successes_with r uses g) (failures_with r uses g). rewrite HX.
        assert (HY : successes uses g = failures_with r uses g).
        { clear - HX. unfold successes_with, failures_with in *.
          induction g as [|y g IH]; [reflexivity|]. cbn [successes] in *.
          destruct (r y), (uses y); cbn [andb negb] in *; auto; discriminate. }
        rewrite HY, !leave_one_out_of_two_or_more by (apply INR_le; simpl; lra).
        cbn [indicator]. simpl (INR 0). field. lra.
      - intros y Hy. rewrite (Hdrops y Hy). unfold own_logit_score. fold q.
        destruct (r y), (uses y); cbn [indicator andb negb]; ring.
    Qed.

    (** Result 4.9: in no leave-one-out group does the filtered logit gradient of a token that never
        succeeds rise above 0, if the filter drops its failures and no others. *)
    Theorem filtered_leave_one_out_never_raises_a_useless_token g :
      (2 <= length g)%nat -> successes_with r uses g = 0%nat ->
      (forall y, In y g -> drops y = uses y) ->
      filtered_logit_gradient P (leave_one_out (length g)) r uses drops g <= 0.
    Proof.
      intros Hn HX Hdrops. rewrite filtered_leave_one_out_step by assumption.
      apply le_INR in Hn. simpl (INR 2) in Hn.
      pose proof (proj1 (success_rate_range P uses)) as Hq. fold (token_probability P uses) in Hq.
      pose proof (pos_INR (successes uses g)). pose proof (pos_INR (successes r g)).
      assert (0 < / (INR (length g) * (INR (length g) - 1)))
        by (apply Rinv_0_lt_compat, Rmult_lt_0_compat; lra).
      assert (0 <= token_probability P uses * INR (successes uses g) * INR (successes r g)
        * / (INR (length g) * (INR (length g) - 1)))
        by (repeat apply Rmult_le_pos; lra).
      unfold Rdiv. lra.
    Qed.

    (** Result 4.9: its expectation is -q^2 (1 - q) Qbar, where Qbar is the success rate of the
        rollouts without the token, n >= 2. *)
    Theorem filtered_leave_one_out_expectation n :
      (2 <= n)%nat -> success_rate P (fun y => r y && uses y) = 0 ->
      (forall y, In y (support P) -> drops y = uses y) ->
      expectation (iid P n) (filtered_logit_gradient P (leave_one_out n) r uses drops) =
      - (token_probability P uses ^ 2 * (1 - token_probability P uses)
         * success_rate_without P r uses).
    Proof.
      intros Hn Huseless Hdrops.
      rewrite (expectation_iid_without_impossible_members P _ n _ (fun g =>
        - (token_probability P uses / (INR n * (INR n - 1)))
          * (INR (successes r g) * INR (successes uses g))) Huseless).
      - rewrite expectation_scal, (successes_of_disjoint_pair r uses Huseless).
        rewrite (success_rate_is_mixture P r uses), token_probability_times_success_rate_with.
        rewrite Huseless. fold (token_probability P uses). apply le_INR in Hn.
        simpl (INR 2) in Hn. field. lra.
      - intros g Hg HX. pose proof (groups_length P n g Hg) as Hlength.
        assert (Hmembers : forall y, In y g -> In y (support P)) by now apply (group_members n).
        rewrite <- Hlength in *. rewrite filtered_leave_one_out_step; auto.
        apply le_INR in Hn. simpl (INR 2) in Hn. field. lra.
    Qed.

  End UselessToken.

  (** Result 4.12: a single rollout with a baseline in [0, 1] and a filter that drops the failures
      which use the token, and no others, never lowers a necessary token. *)
  Theorem filtered_step_never_lowers_a_necessary_token (b : R) (y : Y) :
    0 <= b <= 1 -> (r y = true -> uses y = true) -> drops y = uses y ->
    0 <= filtered_logit_gradient P (constant_baseline b) r uses drops [y].
  Proof.
    intros Hb Hnecessary Hdrops. unfold filtered_logit_gradient. cbn [sum]. rewrite Hdrops.
    pose proof (success_rate_range P uses) as Hq. fold (token_probability P uses) in Hq.
    unfold constant_baseline, own_logit_score. simpl (INR _). unfold Rdiv. rewrite Rinv_1.
    destruct (r y); [rewrite Hnecessary by reflexivity|]; [|destruct (uses y)];
      cbn [indicator andb negb]; nra.
  Qed.

End FilteredGroups.

(** ** One softmax *)

Section OneSoftmax.

  Variable policy : distribution nat.
  Variable Q : nat -> R.
  Hypothesis success_rates : forall a, In a (support policy) -> 0 <= Q a <= 1.

  Definition action_probability (a : nat) : R := token_probability policy (Nat.eqb a).

  Definition rollout_probability (y : nat * bool) : R :=
    probability policy (fst y) * (if snd y then Q (fst y) else 1 - Q (fst y)).

  Lemma sum_rollouts (l : list nat) (f : nat * bool -> R) :
    sum (flat_map (fun a => [(a, true); (a, false)]) l) f =
    sum l (fun a => f (a, true) + f (a, false)).
  Proof.
    rewrite sum_flat_map. apply sum_ext. intros a. cbn [sum]. ring.
  Qed.

  Definition rollouts : distribution (nat * bool).
  Proof.
    refine {| support := flat_map (fun a => [(a, true); (a, false)]) (support policy);
      probability := rollout_probability |}.
    - intros y Hy. apply in_flat_map in Hy as (a & Ha & Hy). unfold rollout_probability.
      pose proof (success_rates a Ha).
      apply Rmult_le_pos; destruct Hy as [<-|[<-|[]]]; cbn [fst snd];
        solve [lra|now apply probability_nonneg].
    - rewrite sum_rollouts. rewrite <- (probability_total policy). apply sum_ext. intros a.
      unfold rollout_probability. cbn [fst snd]. ring.
  Defined.

  (** E f over rollouts is the sum over actions of pi_a (Q_a f(a, 1) + (1 - Q_a) f(a, 0)). *)
  Lemma expectation_rollouts (f : nat * bool -> R) :
    expectation rollouts f =
    expectation policy (fun a => Q a * f (a, true) + (1 - Q a) * f (a, false)).
  Proof.
    unfold expectation. cbn [rollouts support probability]. rewrite sum_rollouts.
    apply sum_ext. intros a. unfold rollout_probability. cbn [fst snd]. ring.
  Qed.

  Definition mean_success : R := expectation policy Q.

  Definition probable (tau : R) (a : nat) : bool :=
    if Rlt_dec tau (action_probability a) then true else false.

  Definition action_score (c : nat) (a : nat) : R :=
    indicator (Nat.eqb c a) - action_probability c.

  Definition plain_gradient (b : R) (c : nat) (y : nat * bool) : R :=
    (indicator (snd y) - b) * action_score c (fst y).

  Definition filtered_gradient (tau b : R) (c : nat) (y : nat * bool) : R :=
    if negb (snd y) && probable tau (fst y) then 0 else plain_gradient b c y.

  (** Result 4.8: in coordinate c, E[G filtered] - E[G] = b sum_{a: pi_a > tau} pi_a (1 - Q_a)
      (1[a = c] - pi_c). *)
  Theorem filter_bias (tau b : R) (c : nat) :
    expectation rollouts (filtered_gradient tau b c) - expectation rollouts (plain_gradient b c) =
    b * sum (filter (probable tau) (support policy)) (fun a =>
      probability policy a * (1 - Q a) * action_score c a).
  Proof.
    rewrite !expectation_rollouts, <- expectation_minus. unfold expectation.
    rewrite <- sum_scal. generalize (support policy) as l.
    induction l as [|a l IH]; [reflexivity|].
    cbn [sum filter]. rewrite IH. unfold filtered_gradient, plain_gradient. cbn [fst snd negb andb].
    destruct (probable tau a); cbn [sum indicator]; ring.
  Qed.

  (** The token of action c among rollouts, and what it does there. *)
  Definition uses_action (c : nat) (y : nat * bool) : bool := Nat.eqb c (fst y).

  Lemma uses_action_probability c :
    token_probability rollouts (uses_action c) = action_probability c.
  Proof.
    unfold token_probability, action_probability, success_rate. rewrite expectation_rollouts.
    apply expectation_ext. intros a. unfold uses_action. cbn [fst]. ring.
  Qed.

  Lemma expected_plain_gradient b c :
    expectation rollouts (plain_gradient b c) =
    expectation policy (fun a => Q a * action_score c a).
  Proof.
    rewrite expectation_rollouts.
    rewrite (expectation_ext _ _ (fun a => Q a * action_score c a - b * action_score c a))
      by (intros a; unfold plain_gradient; cbn [fst snd indicator]; ring).
    rewrite expectation_minus, expectation_scal.
    assert (H : expectation policy (action_score c) = 0)
      by apply (own_logit_score_has_mean_zero policy (Nat.eqb c)).
    rewrite H. ring.
  Qed.

  (** Qbar, the mean success rate of the actions other than c. *)
  Definition success_of_the_others (c : nat) : R :=
    success_rate_without rollouts snd (uses_action c).

  Section LockIn.

    Variables (tau b : R) (bad : nat).
    Hypothesis bad_never_succeeds : Q bad = 0.

    Local Notation q := (action_probability bad).

    Lemma success_rate_beside_bad : mean_success = (1 - q) * success_of_the_others bad.
    Proof.
      unfold success_of_the_others. rewrite <- uses_action_probability.
      rewrite rest_times_success_rate_without. unfold success_rate. rewrite expectation_rollouts.
      apply expectation_ext. intros a. unfold uses_action. cbn [fst snd andb].
      destruct (Nat.eqb_spec bad a) as [<-|]; cbn [indicator negb];
        rewrite ?bad_never_succeeds; ring.
    Qed.

    (** Result 4.9, without the filter: E G_bad = -q (1 - q) Qbar. *)
    Theorem lock_in_without_filter :
      expectation rollouts (plain_gradient b bad) =
      - (q * (1 - q) * success_of_the_others bad).
    Proof.
      rewrite expected_plain_gradient.
      replace (- (q * (1 - q) * success_of_the_others bad)) with (- q * mean_success)
        by (rewrite success_rate_beside_bad; ring).
      unfold mean_success. rewrite <- expectation_scal. apply expectation_ext. intros a.
      unfold action_score.
      destruct (Nat.eqb_spec bad a) as [<-|]; cbn [indicator];
        rewrite ?bad_never_succeeds; ring.
    Qed.

    Hypothesis bad_is_probable : tau < q.
    Hypothesis others_are_improbable :
      forall a, In a (support policy) -> a <> bad -> action_probability a <= tau.

    (** Result 4.9, with the filter: E G_bad = q (1 - q)(b - Qbar). *)
    Theorem lock_in_with_filter :
      expectation rollouts (filtered_gradient tau b bad) =
      q * (1 - q) * (b - success_of_the_others bad).
    Proof.
      rewrite expectation_rollouts.
      rewrite (expectation_ext_in _ _ (fun a =>
        (q * b - q * b * indicator (Nat.eqb bad a)) - q * Q a)).
      - rewrite !expectation_minus, !expectation_scal, expectation_const.
        assert (Hrho : expectation policy Q = (1 - q) * success_of_the_others bad)
          by apply success_rate_beside_bad.
        assert (Hq : expectation policy (fun a => indicator (Nat.eqb bad a)) = q) by reflexivity.
        rewrite Hrho, Hq. ring.
      - intros a Ha. unfold filtered_gradient, plain_gradient, action_score, probable.
        cbn [fst snd negb andb].
        destruct (Nat.eqb_spec bad a) as [<-|Hne]; cbn [indicator].
        + destruct (Rlt_dec tau q) as [|Hnot]; [|contradiction].
          rewrite bad_never_succeeds. ring.
        + pose proof (others_are_improbable a Ha (not_eq_sym Hne)).
          destruct (Rlt_dec tau (action_probability a)); [lra|]. ring.
    Qed.

    (** Result 4.9: for 0 < q < 1 the filtered expected step of the bad action is positive, the
        wrong way, exactly if Qbar < b. *)
    Theorem lock_in_goes_the_wrong_way_iff :
      0 < q < 1 ->
      (0 < expectation rollouts (filtered_gradient tau b bad) <-> success_of_the_others bad < b).
    Proof.
      intros Hq. rewrite lock_in_with_filter.
      assert (0 < q * (1 - q)) by nra. split; intros; nra.
    Qed.

    Lemma filter_drops_only_the_bad_action y :
      In y (support rollouts) -> probable tau (fst y) = uses_action bad y.
    Proof.
      intros Hy. cbn [rollouts support] in Hy. apply in_flat_map in Hy as (a & Ha & Hy).
      assert (fst y = a) as -> by (destruct Hy as [<-|[<-|[]]]; reflexivity).
      unfold probable, uses_action. destruct Hy as [<-|[<-|[]]]; cbn [fst];
        destruct (Nat.eqb_spec bad a) as [<-|Hne];
        try (pose proof (others_are_improbable a Ha (not_eq_sym Hne)));
        destruct (Rlt_dec tau _); try reflexivity; lra.
    Qed.

    (** Result 4.9, with leave-one-out groups of n >= 2 and the filter: G_bad <= 0 in every group.
        (A group with a success of the bad action has probability 0.) *)
    Theorem lock_in_never_rises_with_leave_one_out g :
      (2 <= length g)%nat -> (forall y, In y g -> In y (support rollouts)) ->
      successes_with snd (uses_action bad) g = 0%nat ->
      filtered_logit_gradient rollouts (leave_one_out (length g)) snd (uses_action bad)
        (fun y => probable tau (fst y)) g <= 0.
    Proof.
      intros Hn Hg HX. apply filtered_leave_one_out_never_raises_a_useless_token; auto.
      intros y Hy. apply filter_drops_only_the_bad_action. auto.
    Qed.

    (** Result 4.9, with leave-one-out groups of n >= 2 and the filter:
        E G_bad = -q^2 (1 - q) Qbar. *)
    Theorem lock_in_with_leave_one_out n :
      (2 <= n)%nat ->
      expectation (iid rollouts n) (filtered_logit_gradient rollouts (leave_one_out n) snd
        (uses_action bad) (fun y => probable tau (fst y))) =
      - (q ^ 2 * (1 - q) * success_of_the_others bad).
    Proof.
      intros Hn. rewrite filtered_leave_one_out_expectation.
      - now rewrite uses_action_probability.
      - exact Hn.
      - unfold success_rate. rewrite expectation_rollouts.
        rewrite (expectation_ext _ _ (fun _ => 0)); [apply expectation_const|].
        intros a. unfold uses_action. cbn [fst snd andb].
        destruct (Nat.eqb_spec bad a) as [<-|]; cbn [indicator];
          rewrite ?bad_never_succeeds; ring.
      - apply filter_drops_only_the_bad_action.
    Qed.

  End LockIn.

  (** The change of rho to first order along a gradient G: sum_a G_a d rho / d z_a. *)
  Definition first_order_gain (G : nat -> R) : R :=
    sum (support policy) (fun a => G a * (probability policy a * (Q a - mean_success))).

End OneSoftmax.

(** ** Examples *)

(** The four actions of result 4.8 with their success rates; rho = 0.4. *)
Definition filter_example_policy : distribution nat.
Proof.
  refine {| support := [0; 1; 2; 3]%nat;
    probability := fun a => match a with
      | 0%nat | 1%nat => 40 / 100 | 2%nat => 15 / 100 | _ => 5 / 100 end |}.
  - intros [|[|[|a]]] _; lra.
  - simpl. lra.
Defined.

Definition filter_example_success (a : nat) : R :=
  match a with 0%nat => 5 / 10 | 1%nat => 1 / 10 | _ => 8 / 10 end.

Lemma filter_example_success_range a :
  In a (support filter_example_policy) -> 0 <= filter_example_success a <= 1.
Proof. intros _. unfold filter_example_success. destruct a as [|[|a]]; lra. Qed.

Lemma filter_example_probability a : action_probability filter_example_policy a =
  match a with 0%nat | 1%nat => 40 / 100 | 2%nat => 15 / 100 | 3%nat => 5 / 100 | _ => 0 end.
Proof.
  unfold action_probability, token_probability, success_rate, expectation.
  destruct a as [|[|[|[|a]]]]; simpl; field.
Qed.

Lemma filter_example_probable a :
  probable filter_example_policy (20 / 100) a = (a <? 2)%nat.
Proof.
  unfold probable. rewrite filter_example_probability.
  destruct a as [|[|[|[|a]]]]; destruct (Rlt_dec _ _); try reflexivity; lra.
Qed.

Lemma filter_example_gradients c :
  let outcomes := rollouts filter_example_policy filter_example_success
    filter_example_success_range in
  In c (support filter_example_policy) ->
  expectation outcomes (plain_gradient filter_example_policy (40 / 100) c) =
    match c with
    | 0%nat => 50 / 1250 | 1%nat => - 150 / 1250 | 2%nat => 75 / 1250 | _ => 25 / 1250 end /\
  expectation outcomes (filtered_gradient filter_example_policy (20 / 100) (40 / 100) c) =
    match c with
    | 0%nat => 38 / 1250 | 1%nat => - 82 / 1250 | 2%nat => 33 / 1250 | _ => 11 / 1250 end.
Proof.
  cbv zeta. intros Hc. rewrite !expectation_rollouts. unfold filtered_gradient, expectation.
  cbn [filter_example_policy support sum fst snd].
  rewrite !filter_example_probable.
  unfold plain_gradient, action_score. rewrite !filter_example_probability.
  destruct Hc as [<-|[<-|[<-|[<-|[]]]]]; simpl; split; field.
Qed.

(** Result 4.8: without the filter the first-order gain of rho is 0.02, *)
Example first_order_gain_without_filter :
  first_order_gain filter_example_policy filter_example_success (fun c =>
    expectation (rollouts filter_example_policy filter_example_success
      filter_example_success_range) (plain_gradient filter_example_policy (40 / 100) c)) = 2 / 100.
Proof.
  unfold first_order_gain, mean_success. cbn [filter_example_policy support sum].
  rewrite !(fun c H => proj1 (filter_example_gradients c H)) by (simpl; auto).
  unfold expectation. simpl. field.
Qed.

(** with it 0.010848. *)
Example first_order_gain_with_filter :
  first_order_gain filter_example_policy filter_example_success (fun c =>
    expectation (rollouts filter_example_policy filter_example_success
      filter_example_success_range)
      (filtered_gradient filter_example_policy (20 / 100) (40 / 100) c)) = 10848 / 1000000.
Proof.
  unfold first_order_gain, mean_success. cbn [filter_example_policy support sum].
  rewrite !(fun c H => proj2 (filter_example_gradients c H)) by (simpl; auto).
  unfold expectation. simpl. field.
Qed.

(** The filter adds (-12, 68, -42, -14)/1250: of the two probable actions it pushes up the worse. *)
Example filter_pushes_up_the_worse_action :
  let added c :=
    40 / 100 * sum (filter (probable filter_example_policy (20 / 100))
      (support filter_example_policy)) (fun a =>
        probability filter_example_policy a * (1 - filter_example_success a)
          * action_score filter_example_policy c a) in
  added 0%nat = - 12 / 1250 /\ added 1%nat = 68 / 1250 /\ added 2%nat = - 42 / 1250 /\
  added 3%nat = - 14 / 1250.
Proof.
  cbv zeta.
  assert (H : forall c, In c (support filter_example_policy) ->
    40 / 100 * sum (filter (probable filter_example_policy (20 / 100))
      (support filter_example_policy)) (fun a =>
        probability filter_example_policy a * (1 - filter_example_success a)
          * action_score filter_example_policy c a) =
    match c with
    | 0%nat => - 12 / 1250 | 1%nat => 68 / 1250 | 2%nat => - 42 / 1250 | _ => - 14 / 1250 end).
  { intros c Hc. destruct (filter_example_gradients c Hc) as [Hplain Hfiltered].
    rewrite <- (filter_bias filter_example_policy filter_example_success
      filter_example_success_range), Hplain, Hfiltered. destruct c as [|[|[|c]]]; field. }
  repeat split; apply H; simpl; auto.
Qed.

(** An instance of the lock-in: q = 0.8, tau = 0.5, and one alternative that succeeds with 0.2. *)
Definition lock_in_policy : distribution nat.
Proof.
  refine {| support := [0; 1]%nat;
    probability := fun a => match a with 0%nat => 8 / 10 | _ => 2 / 10 end |}.
  - intros [|a] _; lra.
  - simpl. lra.
Defined.

Definition lock_in_success (a : nat) : R := match a with 0%nat => 0 | _ => 2 / 10 end.

Lemma lock_in_success_range a : In a (support lock_in_policy) -> 0 <= lock_in_success a <= 1.
Proof. intros _. unfold lock_in_success. destruct a; lra. Qed.

(** With b = 0.5 its expected step is -0.032 without the filter, 0.048 with it, and -0.0256 with it
    and leave-one-out groups of eight. *)
Example lock_in_of_a_dominant_bad_action :
  let outcomes := rollouts lock_in_policy lock_in_success lock_in_success_range in
  expectation outcomes (plain_gradient lock_in_policy (5 / 10) 0) = - 32 / 1000 /\
  expectation outcomes (filtered_gradient lock_in_policy (5 / 10) (5 / 10) 0) = 48 / 1000 /\
  expectation (iid outcomes 8) (filtered_logit_gradient outcomes (leave_one_out 8) snd
    (uses_action 0) (fun y => probable lock_in_policy (5 / 10) (fst y))) = - 256 / 10000.
Proof.
  cbv zeta.
  assert (Hq : action_probability lock_in_policy 0 = 8 / 10).
  { unfold action_probability, token_probability, success_rate, expectation. simpl. field. }
  assert (Hother : action_probability lock_in_policy 1 = 2 / 10).
  { unfold action_probability, token_probability, success_rate, expectation. simpl. field. }
  assert (Hothers : forall a, In a (support lock_in_policy) -> a <> 0%nat ->
    action_probability lock_in_policy a <= 5 / 10).
  { intros a [<-|[<-|[]]] Ha; [now elim Ha|]. rewrite Hother. lra. }
  assert (Hmean : success_of_the_others lock_in_policy lock_in_success lock_in_success_range 0
    = 2 / 10).
  { unfold success_of_the_others, success_rate_without. rewrite uses_action_probability, Hq.
    unfold success_rate. rewrite expectation_rollouts. unfold expectation. simpl. field. }
  repeat split.
  - rewrite lock_in_without_filter by reflexivity. rewrite Hq, Hmean. field.
  - rewrite lock_in_with_filter by (reflexivity || (rewrite Hq; lra) || exact Hothers).
    rewrite Hq, Hmean. field.
  - rewrite lock_in_with_leave_one_out
      by (reflexivity || lia || (rewrite Hq; lra) || exact Hothers).
    rewrite Hq, Hmean. field.
Qed.
