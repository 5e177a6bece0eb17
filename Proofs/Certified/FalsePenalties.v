(** * Certified false penalties

    How often and by how much a group penalises a token (results 4.1 to 4.4 of
    docs/theory.md), as the tests of the Swift library read it from certified.json: exact fractions,
    and 25 correctly rounded decimal places where there are roots.

    Definitions
      token_policy a b c d == four outcomes (token used, reward): (true, true), (true, false),
        (false, true) and (false, false) have the probabilities a, b, c and d over a + b + c + d
      penalty_mass, logit_decrease_mass       == E max(-C, 0), E max(-G, 0) in a group of n rollouts
      mean_coefficient, mean_logit_gradient   == E C, E G in a group of n rollouts
      integral_rule n A weight s t == A(1, k) = weight k s(k) and A(0, k) = - weight k t(k) for
        rewards that occur, with weight k > 0 and integers s(k), t(k)
    Results
      *_penalty_probability_*, *_penalty_mass_*, *_logit_decrease_probability_*,
      *_logit_decrease_mass_*, *_mean_coefficient_*, *_mean_logit_gradient_* == these numbers
    A theorem is named after its rule, n and the four weights of the token's policy. *)

From Coq Require Import Reals List Bool Arith Lra Lia ZArith.
From Interval Require Import Tactic.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import FalsePenalties.Definitions.
From Counterweight Require Import Certified.Enclosure Certified.TokenCounts.
Import ListNotations.
Open Scope R_scope.

Definition outcome_weight (a b c : N) (d : positive) (y : bool * bool) : Z :=
  match y with
  | (true, true) => Z.of_N a | (true, false) => Z.of_N b
  | (false, true) => Z.of_N c | (false, false) => Z.pos d
  end.

Definition total_weight (a b c : N) (d : positive) : Z :=
  (Z.of_N a + Z.of_N b + Z.of_N c + Z.pos d)%Z.

Lemma total_weight_positive a b c d : 0 < IZR (total_weight a b c d).
Proof. apply IZR_lt. unfold total_weight. lia. Qed.

Definition token_policy (a b c : N) (d : positive) : distribution (bool * bool).
Proof.
  refine {| support := [(true, true); (true, false); (false, true); (false, false)];
    probability := fun y => IZR (outcome_weight a b c d y) / IZR (total_weight a b c d) |};
    pose proof (total_weight_positive a b c d).
  - intros [[] []] _; (apply Rmult_le_pos; [apply IZR_le; cbn [outcome_weight]; lia|
      now apply Rlt_le, Rinv_0_lt_compat]).
  - assert (Hsum : IZR (total_weight a b c d) =
      IZR (Z.of_N a) + IZR (Z.of_N b) + IZR (Z.of_N c) + IZR (Z.pos d))
      by (unfold total_weight; now rewrite !plus_IZR).
    cbn [sum outcome_weight]. transitivity (IZR (total_weight a b c d)
      / IZR (total_weight a b c d)); [rewrite Hsum at 5|]; field; lra.
Defined.

Section Quantities.

  Context {Y : Type} (P : distribution Y) (A : advantage_rule) (r uses : Y -> bool) (n : nat).

  Definition penalty_mass : R :=
    expectation (iid P n) (fun g => Rmax (- token_coefficient A r uses g) 0).

  Definition logit_decrease_mass : R :=
    expectation (iid P n) (fun g => Rmax (- logit_gradient P A r uses g) 0).

  Definition mean_coefficient : R := expectation (iid P n) (token_coefficient A r uses).

  Definition mean_logit_gradient : R := expectation (iid P n) (logit_gradient P A r uses).

End Quantities.

(** ** Rules with integers *)

Definition integral_rule (n : nat) (A : advantage_rule) (weight : nat -> R) (s t : nat -> Z)
    : Prop :=
  forall k, (k <= n)%nat -> 0 < weight k /\
    ((0 < k)%nat -> A true k = weight k * IZR (s k)) /\
    ((k < n)%nat -> A false k = - (weight k * IZR (t k))).

Section Rules.

  Variable n : nat.
  Hypothesis size : (1 <= n)%nat.

  Let size_positive : 0 < INR n.
  Proof. apply lt_0_INR. lia. Qed.

  Lemma INR_of_failures k : (k <= n)%nat -> IZR (Z.of_nat (n - k)) = INR n - INR k.
  Proof. intros H. rewrite <- INR_IZR_INZ. now apply minus_INR. Qed.

  Lemma group_mean_is_integral :
    integral_rule n (group_mean n) (fun _ => / INR n) (fun k => Z.of_nat (n - k)) Z.of_nat.
  Proof.
    intros k Hk. rewrite INR_of_failures by exact Hk. rewrite <- INR_IZR_INZ.
    unfold group_mean, rate. cbn [indicator].
    split; [now apply Rinv_0_lt_compat|]. split; intros _; field; lra.
  Qed.

  Lemma leave_one_out_is_integral : (2 <= n)%nat ->
    integral_rule n (leave_one_out n) (fun _ => / (INR n - 1)) (fun k => Z.of_nat (n - k)) Z.of_nat.
  Proof.
    intros Hn k Hk. rewrite !leave_one_out_of_two_or_more by exact Hn. cbn [indicator].
    apply (le_INR 2) in Hn. simpl (INR 2) in Hn.
    rewrite INR_of_failures by exact Hk. rewrite <- INR_IZR_INZ.
    split; [apply Rinv_0_lt_compat; lra|]. split; intros _; field; lra.
  Qed.

  Lemma constant_baseline_is_integral u v : (0 < v)%Z ->
    integral_rule n (constant_baseline (IZR u / IZR v)) (fun _ => / IZR v)
      (fun _ => (v - u)%Z) (fun _ => u).
  Proof.
    intros Hv k Hk. apply IZR_lt in Hv. rewrite minus_IZR. unfold constant_baseline.
    cbn [indicator]. split; [now apply Rinv_0_lt_compat|]. split; intros _; field; lra.
  Qed.

  Lemma alive_rate_is_inside k : (k <= n)%nat -> dead n k = false -> 0 < rate n k < 1.
  Proof.
    intros Hk Hdead. apply orb_false_iff in Hdead as [H0 Hn].
    apply Nat.eqb_neq in H0, Hn.
    assert (0 < INR k < INR n) by (split; [apply lt_0_INR|apply lt_INR]; lia).
    unfold rate. split; [now apply Rdiv_lt_0_compat|].
    apply (Rmult_lt_reg_r (INR n)); [lra|]. field_simplify; lra.
  Qed.

  Lemma grpo_is_integral :
    integral_rule n (grpo n)
      (fun k => if dead n k then 1 else / (INR n * population_deviation n k))
      (fun k => if dead n k then 0%Z else Z.of_nat (n - k))
      (fun k => if dead n k then 0%Z else Z.of_nat k).
  Proof.
    intros k Hk. unfold grpo, unless_dead. destruct (dead n k) eqn:Hdead.
    - split; [lra|]. split; intros _; ring.
    - rewrite INR_of_failures by exact Hk. rewrite <- INR_IZR_INZ.
      pose proof (alive_rate_is_inside k Hk Hdead).
      assert (0 < population_deviation n k) by (apply sqrt_lt_R0, Rmult_lt_0_compat; lra).
      split; [apply Rinv_0_lt_compat, Rmult_lt_0_compat; lra|].
      unfold rate. cbn [indicator]. split; intros _; field; lra.
  Qed.

  Lemma uniform_r_is_integral :
    integral_rule n (uniform_r n)
      (fun k => if dead n k then 1 else INR n / (INR k * (INR n - INR k)))
      (fun k => if dead n k then 1%Z else Z.of_nat (n - k))
      (fun k => if dead n k then 1%Z else Z.of_nat k).
  Proof.
    intros k Hk. unfold uniform_r. destruct (dead n k) eqn:Hdead.
    - apply orb_true_iff in Hdead as [H|H]; apply Nat.eqb_eq in H; subst k; unfold rate;
        (split; [lra|]); (split; intros; [lia || (field; lra)|lia || idtac]).
      simpl (INR 0). field. lra.
    - rewrite INR_of_failures by exact Hk. rewrite <- INR_IZR_INZ.
      assert (0 < INR k < INR n).
      { apply orb_false_iff in Hdead as [H0 Hn]. apply Nat.eqb_neq in H0, Hn.
        split; [apply lt_0_INR|apply lt_INR]; lia. }
      split; [apply Rdiv_lt_0_compat; [|apply Rmult_lt_0_compat]; lra|].
      unfold rate. split; intros _; field; lra.
  Qed.

  Context {Y : Type} (P : distribution Y) (r uses : Y -> bool).

  Variables (A : advantage_rule) (weight : nat -> R) (s t : nat -> Z).
  Hypothesis integral : integral_rule n A weight s t.

  Lemma integral_terms k x v : (x <= k)%nat -> (k <= n)%nat -> (v <= n - k)%nat ->
    INR x * A true k = INR x * (weight k * IZR (s k)) /\
    INR v * A false k = INR v * - (weight k * IZR (t k)).
  Proof.
    intros Hx Hk Hv. destruct (integral k Hk) as (_ & Htrue & Hfalse). split.
    - destruct x as [|x]; [simpl; ring|]. now rewrite Htrue by lia.
    - destruct v as [|v]; [simpl; ring|]. now rewrite Hfalse by lia.
  Qed.

  Lemma coefficient_is_counted :
    counted r uses (token_coefficient A r uses) n (fun k => weight k / INR n)
      (fun x y z w => Z.of_nat x * s (x + z)%nat - Z.of_nat y * t (x + z)%nat)%Z.
  Proof.
    split.
    - intros k Hk. apply Rdiv_lt_0_compat; [now apply integral|exact size_positive].
    - intros g Hg. rewrite token_coefficient_by_counts, Hg.
      pose proof (length_by_token r uses g) as Hn. rewrite Hg in Hn.
      rewrite <- (successes_by_token r uses). pose proof (successes_by_token r uses g) as Hk.
      destruct (integral_terms (successes r g) (successes_with r uses g)
        (failures_with r uses g)) as [-> ->]; [lia|lia|lia|].
      rewrite minus_IZR, !mult_IZR, <- !INR_IZR_INZ. field. lra.
  Qed.

  Lemma gradient_is_counted u v : (0 < v)%Z -> token_probability P uses = IZR u / IZR v ->
    counted r uses (logit_gradient P A r uses) n (fun k => weight k / (INR n * IZR v))
      (fun x y z w => v * (Z.of_nat x * s (x + z)%nat - Z.of_nat y * t (x + z)%nat)
        - u * (Z.of_nat (x + z) * s (x + z)%nat - Z.of_nat (y + w) * t (x + z)%nat))%Z.
  Proof.
    intros Hv Hq. apply IZR_lt in Hv. split.
    - intros k Hk. apply Rdiv_lt_0_compat; [now apply integral|now apply Rmult_lt_0_compat].
    - intros g Hg. destruct coefficient_is_counted as [_ H].
      rewrite logit_gradient_is_coefficient_minus_share, (H g Hg), Hq.
      rewrite advantage_sum_by_count, Hg. clear H.
      pose proof (length_by_token r uses g) as Hn. rewrite Hg in Hn.
      pose proof (successes_by_token r uses g) as Hk.
      destruct (integral_terms (successes r g) (successes r g) (n - successes r g))
        as [-> ->]; [lia|lia|lia|].
      replace (n - successes r g)%nat with (failures_with r uses g + failures_without r uses g)%nat
        by lia.
      rewrite <- (successes_by_token r uses). rewrite !minus_IZR, !mult_IZR, !minus_IZR, !mult_IZR.
      rewrite <- !INR_IZR_INZ. field. lra.
  Qed.

End Rules.

(** ** Groups of a policy of four outcomes *)

Section TokenPolicy.

  Variables (a b c : N) (d : positive).

  Let policy := token_policy a b c d.
  Let D := total_weight a b c d.

  Lemma total_weight_above : (0 < D)%Z.
  Proof. unfold D, total_weight. lia. Qed.

  Lemma outcome_rates :
    success_rate policy (fun y => snd y && fst y) = IZR (Z.of_N a) / IZR D /\
    success_rate policy (fun y => negb (snd y) && fst y) = IZR (Z.of_N b) / IZR D /\
    success_rate policy (fun y => snd y && negb (fst y)) = IZR (Z.of_N c) / IZR D /\
    success_rate policy (fun y => negb (snd y) && negb (fst y)) = IZR (Z.pos d) / IZR D /\
    token_probability policy fst = IZR (Z.of_N a + Z.of_N b) / IZR D.
  Proof.
    pose proof (total_weight_positive a b c d) as H. fold D in H. unfold token_probability.
    rewrite plus_IZR. unfold success_rate, expectation, policy, token_policy.
    cbn [support probability sum outcome_weight fst snd andb negb indicator]. fold D.
    repeat split; field; lra.
  Qed.

  Variables (n : nat) (A : advantage_rule) (weight : nat -> R) (s t : nat -> Z).
  Hypothesis size : (1 <= n)%nat.
  Hypothesis integral : integral_rule n A weight s t.

  Definition coefficient_form (x y z w : nat) : Z :=
    (Z.of_nat x * s (x + z)%nat - Z.of_nat y * t (x + z)%nat)%Z.

  Definition gradient_form (x y z w : nat) : Z :=
    (D * (Z.of_nat x * s (x + z)%nat - Z.of_nat y * t (x + z)%nat)
      - (Z.of_N a + Z.of_N b) * (Z.of_nat (x + z) * s (x + z)%nat
        - Z.of_nat (y + w) * t (x + z)%nat))%Z.

  Definition negative (F : nat -> nat -> nat -> nat -> Z) (x y z w : nat) : Z :=
    if (F x y z w <? 0)%Z then 1%Z else 0%Z.

  Definition negative_part (F : nat -> nat -> nat -> nat -> Z) (x y z w : nat) : Z :=
    Z.max (- F x y z w) 0.

  Let numerators := count_numerators n (Z.of_N a) (Z.of_N b) (Z.of_N c) (Z.pos d).

  Lemma penalty_probability_of_policy :
    penalty_probability policy A snd fst n =
    row_sum (numerators (negative coefficient_form)) 0 (fun m k => 1 * IZR m)
      / IZR (D ^ Z.of_nat n).
  Proof.
    destruct outcome_rates as (H1 & H2 & H3 & H4 & Hq).
    exact (negative_probability_of_counted policy snd fst _ _ _ _ D total_weight_above
      H1 H2 H3 H4 _ n _ _ (coefficient_is_counted n size snd fst A weight s t integral)).
  Qed.

  Lemma penalty_mass_of_policy :
    penalty_mass policy A snd fst n =
    row_sum (numerators (negative_part coefficient_form)) 0 (fun m k => weight k / INR n * IZR m)
      / IZR (D ^ Z.of_nat n).
  Proof.
    destruct outcome_rates as (H1 & H2 & H3 & H4 & Hq).
    exact (negative_mass_of_counted policy snd fst _ _ _ _ D total_weight_above
      H1 H2 H3 H4 _ n _ _ (coefficient_is_counted n size snd fst A weight s t integral)).
  Qed.

  Lemma mean_coefficient_of_policy :
    mean_coefficient policy A snd fst n =
    row_sum (numerators coefficient_form) 0 (fun m k => weight k / INR n * IZR m)
      / IZR (D ^ Z.of_nat n).
  Proof.
    destruct outcome_rates as (H1 & H2 & H3 & H4 & Hq).
    exact (expectation_of_counted policy snd fst _ _ _ _ D total_weight_above
      H1 H2 H3 H4 _ n _ _ (coefficient_is_counted n size snd fst A weight s t integral)).
  Qed.

  Lemma logit_decrease_probability_of_policy :
    logit_decrease_probability policy A snd fst n =
    row_sum (numerators (negative gradient_form)) 0 (fun m k => 1 * IZR m)
      / IZR (D ^ Z.of_nat n).
  Proof.
    destruct outcome_rates as (H1 & H2 & H3 & H4 & Hq).
    exact (negative_probability_of_counted policy snd fst _ _ _ _ D total_weight_above H1 H2 H3 H4
      _ n _ _ (gradient_is_counted n size policy snd fst A weight s t integral _ _
        total_weight_above Hq)).
  Qed.

  Lemma logit_decrease_mass_of_policy :
    logit_decrease_mass policy A snd fst n =
    row_sum (numerators (negative_part gradient_form)) 0
      (fun m k => weight k / (INR n * IZR D) * IZR m) / IZR (D ^ Z.of_nat n).
  Proof.
    destruct outcome_rates as (H1 & H2 & H3 & H4 & Hq).
    exact (negative_mass_of_counted policy snd fst _ _ _ _ D total_weight_above H1 H2 H3 H4
      _ n _ _ (gradient_is_counted n size policy snd fst A weight s t integral _ _
        total_weight_above Hq)).
  Qed.

  Lemma mean_logit_gradient_of_policy :
    mean_logit_gradient policy A snd fst n =
    row_sum (numerators gradient_form) 0 (fun m k => weight k / (INR n * IZR D) * IZR m)
      / IZR (D ^ Z.of_nat n).
  Proof.
    destruct outcome_rates as (H1 & H2 & H3 & H4 & Hq).
    exact (expectation_of_counted policy snd fst _ _ _ _ D total_weight_above H1 H2 H3 H4
      _ n _ _ (gradient_is_counted n size policy snd fst A weight s t integral _ _
        total_weight_above Hq)).
  Qed.

End TokenPolicy.

(** ** Tactics *)

Ltac evaluate_counts :=
  match goal with
  | |- context [count_numerators ?n ?a ?b ?c ?d ?F] =>
      let row := eval vm_compute in (count_numerators n a b c d F) in
      replace (count_numerators n a b c d F) with row by (vm_compute; reflexivity)
  end;
  match goal with
  | |- context [IZR (?D ^ ?n)] =>
      let power := eval vm_compute in (D ^ n)%Z in
      replace (D ^ n)%Z with power by (vm_compute; reflexivity)
  end.

Ltac integral_rule_of n A :=
  match A with
  | group_mean _ => constr:(group_mean_is_integral n ltac:(lia))
  | leave_one_out _ => constr:(leave_one_out_is_integral n ltac:(lia))
  | grpo _ => constr:(grpo_is_integral n ltac:(lia))
  | uniform_r _ => constr:(uniform_r_is_integral n ltac:(lia))
  | constant_baseline (IZR ?u / IZR ?v) => constr:(constant_baseline_is_integral n u v ltac:(lia))
  end.

Ltac count_groups :=
  match goal with
  | |- context [penalty_probability (token_policy ?a ?b ?c ?d) ?A snd fst ?n] =>
      let H := integral_rule_of n A in
      rewrite (penalty_probability_of_policy a b c d n A _ _ _ ltac:(lia) H)
  | |- context [penalty_mass (token_policy ?a ?b ?c ?d) ?A snd fst ?n] =>
      let H := integral_rule_of n A in
      rewrite (penalty_mass_of_policy a b c d n A _ _ _ ltac:(lia) H)
  | |- context [mean_coefficient (token_policy ?a ?b ?c ?d) ?A snd fst ?n] =>
      let H := integral_rule_of n A in
      rewrite (mean_coefficient_of_policy a b c d n A _ _ _ ltac:(lia) H)
  | |- context [logit_decrease_probability (token_policy ?a ?b ?c ?d) ?A snd fst ?n] =>
      let H := integral_rule_of n A in
      rewrite (logit_decrease_probability_of_policy a b c d n A _ _ _ ltac:(lia) H)
  | |- context [logit_decrease_mass (token_policy ?a ?b ?c ?d) ?A snd fst ?n] =>
      let H := integral_rule_of n A in
      rewrite (logit_decrease_mass_of_policy a b c d n A _ _ _ ltac:(lia) H)
  | |- context [mean_logit_gradient (token_policy ?a ?b ?c ?d) ?A snd fst ?n] =>
      let H := integral_rule_of n A in
      rewrite (mean_logit_gradient_of_policy a b c d n A _ _ _ ltac:(lia) H)
  end;
  evaluate_counts; expand.

Ltac penalty := count_groups; field.

Ltac enclose_penalty := unfold encloses; count_groups; interval with (i_prec 150).

(** ** The numbers *)

Theorem group_mean_penalty_probability_n8_3_7_1_9 :
  penalty_probability (token_policy 3 7 1 9) (group_mean 8) snd fst 8 = 2007185803 / 12800000000.
Proof. penalty. Qed.

Theorem group_mean_penalty_mass_n8_3_7_1_9 :
  penalty_mass (token_policy 3 7 1 9) (group_mean 8) snd fst 8 = 105468433 / 12800000000.
Proof. penalty. Qed.

Theorem group_mean_logit_decrease_probability_n8_3_7_1_9 :
  logit_decrease_probability (token_policy 3 7 1 9) (group_mean 8) snd fst 8 =
  2007185803 / 12800000000.
Proof. penalty. Qed.

Theorem group_mean_logit_decrease_mass_n8_3_7_1_9 :
  logit_decrease_mass (token_policy 3 7 1 9) (group_mean 8) snd fst 8 = 105468433 / 12800000000.
Proof. penalty. Qed.

Theorem group_mean_mean_coefficient_n8_3_7_1_9 :
  mean_coefficient (token_policy 3 7 1 9) (group_mean 8) snd fst 8 = 7 / 160.
Proof. penalty. Qed.

Theorem group_mean_mean_logit_gradient_n8_3_7_1_9 :
  mean_logit_gradient (token_policy 3 7 1 9) (group_mean 8) snd fst 8 = 7 / 160.
Proof. penalty. Qed.

Theorem grpo_penalty_probability_n8_3_7_1_9 :
  penalty_probability (token_policy 3 7 1 9) (grpo 8) snd fst 8 = 2007185803 / 12800000000.
Proof. penalty. Qed.

Theorem grpo_penalty_mass_n8_3_7_1_9 :
  encloses 21468715878755564325724453733 30
    (penalty_mass (token_policy 3 7 1 9) (grpo 8) snd fst 8).
Proof. enclose_penalty. Qed.

Theorem grpo_logit_decrease_probability_n8_3_7_1_9 :
  logit_decrease_probability (token_policy 3 7 1 9) (grpo 8) snd fst 8 = 2007185803 / 12800000000.
Proof. penalty. Qed.

Theorem grpo_logit_decrease_mass_n8_3_7_1_9 :
  encloses 21468715878755564325724453733 30
    (logit_decrease_mass (token_policy 3 7 1 9) (grpo 8) snd fst 8).
Proof. enclose_penalty. Qed.

Theorem grpo_mean_coefficient_n8_3_7_1_9 :
  encloses 1053364512764038092892478 25
    (mean_coefficient (token_policy 3 7 1 9) (grpo 8) snd fst 8).
Proof. enclose_penalty. Qed.

Theorem grpo_mean_logit_gradient_n8_3_7_1_9 :
  encloses 1053364512764038092892478 25
    (mean_logit_gradient (token_policy 3 7 1 9) (grpo 8) snd fst 8).
Proof. enclose_penalty. Qed.

Theorem uniform_r_penalty_probability_n8_3_7_1_9 :
  penalty_probability (token_policy 3 7 1 9) (uniform_r 8) snd fst 8 = 8266292181 / 25600000000.
Proof. penalty. Qed.

Theorem uniform_r_penalty_mass_n8_3_7_1_9 :
  penalty_mass (token_policy 3 7 1 9) (uniform_r 8) snd fst 8 = 1673916993 / 12800000000.
Proof. penalty. Qed.

Theorem uniform_r_logit_decrease_probability_n8_3_7_1_9 :
  logit_decrease_probability (token_policy 3 7 1 9) (uniform_r 8) snd fst 8 =
  314524387 / 1600000000.
Proof. penalty. Qed.

Theorem uniform_r_logit_decrease_mass_n8_3_7_1_9 :
  logit_decrease_mass (token_policy 3 7 1 9) (uniform_r 8) snd fst 8 = 1646377221 / 25600000000.
Proof. penalty. Qed.

Theorem uniform_r_mean_coefficient_n8_3_7_1_9 :
  mean_coefficient (token_policy 3 7 1 9) (uniform_r 8) snd fst 8 = 11667 / 62500.
Proof. penalty. Qed.

Theorem uniform_r_mean_logit_gradient_n8_3_7_1_9 :
  mean_logit_gradient (token_policy 3 7 1 9) (uniform_r 8) snd fst 8 = 84549 / 312500.
Proof. penalty. Qed.

Theorem constant_baseline_penalty_probability_n8_3_7_1_9 :
  penalty_probability (token_policy 3 7 1 9) (constant_baseline (1 / 2)) snd fst 8 =
  3686976153 / 5120000000.
Proof. penalty. Qed.

Theorem constant_baseline_penalty_mass_n8_3_7_1_9 :
  penalty_mass (token_policy 3 7 1 9) (constant_baseline (1 / 2)) snd fst 8 =
  1160344759 / 10240000000.
Proof. penalty. Qed.

Theorem constant_baseline_logit_decrease_probability_n8_3_7_1_9 :
  logit_decrease_probability (token_policy 3 7 1 9) (constant_baseline (1 / 2)) snd fst 8 =
  13568 / 78125.
Proof. penalty. Qed.

Theorem constant_baseline_logit_decrease_mass_n8_3_7_1_9 :
  logit_decrease_mass (token_policy 3 7 1 9) (constant_baseline (1 / 2)) snd fst 8 = 1136 / 78125.
Proof. penalty. Qed.

Theorem constant_baseline_mean_coefficient_n8_3_7_1_9 :
  mean_coefficient (token_policy 3 7 1 9) (constant_baseline (1 / 2)) snd fst 8 = -1 / 10.
Proof. penalty. Qed.

Theorem constant_baseline_mean_logit_gradient_n8_3_7_1_9 :
  mean_logit_gradient (token_policy 3 7 1 9) (constant_baseline (1 / 2)) snd fst 8 = 1 / 20.
Proof. penalty. Qed.

Theorem leave_one_out_penalty_probability_n6_27_63_0_10 :
  penalty_probability (token_policy 27 63 0 10) (leave_one_out 6) snd fst 6 = 0.
Proof. penalty. Qed.

Theorem leave_one_out_penalty_mass_n6_27_63_0_10 :
  penalty_mass (token_policy 27 63 0 10) (leave_one_out 6) snd fst 6 = 0.
Proof. penalty. Qed.

Theorem leave_one_out_logit_decrease_probability_n6_27_63_0_10 :
  logit_decrease_probability (token_policy 27 63 0 10) (leave_one_out 6) snd fst 6 = 0.
Proof. penalty. Qed.

Theorem leave_one_out_logit_decrease_mass_n6_27_63_0_10 :
  logit_decrease_mass (token_policy 27 63 0 10) (leave_one_out 6) snd fst 6 = 0.
Proof. penalty. Qed.

Theorem leave_one_out_mean_coefficient_n6_27_63_0_10 :
  mean_coefficient (token_policy 27 63 0 10) (leave_one_out 6) snd fst 6 = 27 / 1000.
Proof. penalty. Qed.

Theorem leave_one_out_mean_logit_gradient_n6_27_63_0_10 :
  mean_logit_gradient (token_policy 27 63 0 10) (leave_one_out 6) snd fst 6 = 27 / 1000.
Proof. penalty. Qed.

Theorem constant_baseline_penalty_probability_n3_21_9_14_56 :
  penalty_probability (token_policy 21 9 14 56) (constant_baseline (1 / 10)) snd fst 3 =
  150039 / 1000000.
Proof. penalty. Qed.

Theorem constant_baseline_penalty_mass_n3_21_9_14_56 :
  penalty_mass (token_policy 21 9 14 56) (constant_baseline (1 / 10)) snd fst 3 = 56169 / 10000000.
Proof. penalty. Qed.

Theorem constant_baseline_logit_decrease_probability_n3_21_9_14_56 :
  logit_decrease_probability (token_policy 21 9 14 56) (constant_baseline (1 / 10)) snd fst 3 =
  317423 / 1000000.
Proof. penalty. Qed.

Theorem constant_baseline_logit_decrease_mass_n3_21_9_14_56 :
  logit_decrease_mass (token_policy 21 9 14 56) (constant_baseline (1 / 10)) snd fst 3 =
  2230641 / 100000000.
Proof. penalty. Qed.

Theorem constant_baseline_mean_coefficient_n3_21_9_14_56 :
  mean_coefficient (token_policy 21 9 14 56) (constant_baseline (1 / 10)) snd fst 3 = 9 / 50.
Proof. penalty. Qed.

Theorem constant_baseline_mean_logit_gradient_n3_21_9_14_56 :
  mean_logit_gradient (token_policy 21 9 14 56) (constant_baseline (1 / 10)) snd fst 3 = 21 / 200.
Proof. penalty. Qed.

Theorem constant_baseline_penalty_probability_n10_9_21_42_28 :
  penalty_probability (token_policy 9 21 42 28) (constant_baseline (3 / 10)) snd fst 10 =
  12439581146707124109 / 25000000000000000000.
Proof. penalty. Qed.

Theorem constant_baseline_penalty_mass_n10_9_21_42_28 :
  penalty_mass (token_policy 9 21 42 28) (constant_baseline (3 / 10)) snd fst 10 =
  7921701842019392637 / 250000000000000000000.
Proof. penalty. Qed.

Theorem constant_baseline_logit_decrease_probability_n10_9_21_42_28 :
  logit_decrease_probability (token_policy 9 21 42 28) (constant_baseline (3 / 10)) snd fst 10 =
  20480078799277166853 / 25000000000000000000.
Proof. penalty. Qed.

Theorem constant_baseline_logit_decrease_mass_n10_9_21_42_28 :
  logit_decrease_mass (token_policy 9 21 42 28) (constant_baseline (3 / 10)) snd fst 10 =
  177531627954739300263 / 2500000000000000000000.
Proof. penalty. Qed.

Theorem constant_baseline_mean_coefficient_n10_9_21_42_28 :
  mean_coefficient (token_policy 9 21 42 28) (constant_baseline (3 / 10)) snd fst 10 = 0.
Proof. penalty. Qed.

Theorem constant_baseline_mean_logit_gradient_n10_9_21_42_28 :
  mean_logit_gradient (token_policy 9 21 42 28) (constant_baseline (3 / 10)) snd fst 10 =
  -63 / 1000.
Proof. penalty. Qed.

Theorem constant_baseline_penalty_probability_n20_15_15_14_56 :
  penalty_probability (token_policy 15 15 14 56) (constant_baseline (1 / 10)) snd fst 20 =
  6381922736695767223053 / 167772160000000000000000.
Proof. penalty. Qed.

Theorem constant_baseline_penalty_mass_n20_15_15_14_56 :
  penalty_mass (token_policy 15 15 14 56) (constant_baseline (1 / 10)) snd fst 20 =
  717703774822642798755699 / 1048576000000000000000000000.
Proof. penalty. Qed.

Theorem constant_baseline_logit_decrease_probability_n20_15_15_14_56 :
  encloses 1261895441439114123428852 25
    (logit_decrease_probability (token_policy 15 15 14 56) (constant_baseline (1 / 10)) snd fst 20).
Proof. enclose_penalty. Qed.

Theorem constant_baseline_logit_decrease_mass_n20_15_15_14_56 :
  encloses 3350239132707614114242907344 30
    (logit_decrease_mass (token_policy 15 15 14 56) (constant_baseline (1 / 10)) snd fst 20).
Proof. enclose_penalty. Qed.

Theorem constant_baseline_mean_coefficient_n20_15_15_14_56 :
  mean_coefficient (token_policy 15 15 14 56) (constant_baseline (1 / 10)) snd fst 20 = 3 / 25.
Proof. penalty. Qed.

Theorem constant_baseline_mean_logit_gradient_n20_15_15_14_56 :
  mean_logit_gradient (token_policy 15 15 14 56) (constant_baseline (1 / 10)) snd fst 20 =
  63 / 1000.
Proof. penalty. Qed.

Theorem uniform_r_penalty_probability_n24_1_1_3_3 :
  penalty_probability (token_policy 1 1 3 3) (uniform_r 24) snd fst 24 =
  2241460381256293002697 / 4722366482869645213696.
Proof. penalty. Qed.

Theorem uniform_r_penalty_mass_n24_1_1_3_3 :
  penalty_mass (token_policy 1 1 3 3) (uniform_r 24) snd fst 24 =
  170321411324183574773 / 2361183241434822606848.
Proof. penalty. Qed.

Theorem uniform_r_logit_decrease_probability_n24_1_1_3_3 :
  logit_decrease_probability (token_policy 1 1 3 3) (uniform_r 24) snd fst 24 =
  1120730164696737200867 / 2361183241434822606848.
Proof. penalty. Qed.

Theorem uniform_r_logit_decrease_mass_n24_1_1_3_3 :
  logit_decrease_mass (token_policy 1 1 3 3) (uniform_r 24) snd fst 24 =
  681285543668182046847 / 9444732965739290427392.
Proof. penalty. Qed.

Theorem uniform_r_mean_coefficient_n24_1_1_3_3 :
  mean_coefficient (token_policy 1 1 3 3) (uniform_r 24) snd fst 24 = 0.
Proof. penalty. Qed.

Theorem uniform_r_mean_logit_gradient_n24_1_1_3_3 :
  mean_logit_gradient (token_policy 1 1 3 3) (uniform_r 24) snd fst 24 = 0.
Proof. penalty. Qed.
