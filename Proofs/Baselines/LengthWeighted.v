(** * Length-weighted baselines

    The baseline b_w = E[w r] / E w weighs every response; with w = length^alpha it is the family of
    result 1.6 of docs/theory.md: alpha = 0 is the mean reward, alpha = 1 is OPO. It is optimal
    exactly when the weight has the same ratio between successes and failures as the squared score,
    whatever either is within a class; elsewhere it costs (b_w - b* )^2 E|s|^2.

    Definitions
      length_weight alpha l          == l^alpha, where the empty response weighs 0 unless alpha = 0
      length_weighted_baseline P alpha length r == b_alpha = E[length^alpha r] / E length^alpha
      reward_is_independent_of_length P r length == P(r = 1, length = l) = rho P(length = l)
    Results
      weighted_baseline_is_optimal_by_parts == b_w = b* iff E[r |s|^2] E[(1 - r) w] =
        E[r w] E[(1 - r) |s|^2]
      weighted_baseline_is_optimal_by_classes == b_w = b* iff E+ / E- = E[w | 1] / E[w | 0]
      weighted_baseline_excess_variance == V(b_w) - V(b* ) = (b_w - b* )^2 E|s|^2, which is positive
        iff the two ratios differ
      weighted_baseline_is_optimal_if_proportional == if |s|^2 = c w, then b_w = b*
      length_weighted_baseline_is_optimal_by_classes, length_weighted_baseline_excess_variance,
      length_weighted_baseline_is_optimal_if_proportional == the same for w = length^alpha
      length_weight_of_natural_exponent == length^alpha is the power for alpha = 0, 1, 2, ...
      length_weighted_baseline_with_exponent_zero == b_0 = rho
      length_weighted_baseline_of_equal_lengths == b_alpha = rho if all lengths agree
      length_weighted_baseline_of_independent_lengths == b_alpha = rho if r is independent of
        the length and E length^alpha > 0 *)

From Coq Require Import Reals List Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import EffectiveWeights.EffectiveWeight Scores.Softmax.
From Counterweight Require Import Baselines.ScoreMoments Baselines.OptimalBaseline.
From Counterweight Require Import Baselines.TabularSoftmax.
Import ListNotations.
Open Scope R_scope.

Definition length_weight (alpha : R) (l : nat) : R :=
  match l with
  | O => if Req_EM_T alpha 0 then 1 else 0
  | S _ => Rpower (INR l) alpha
  end.

Definition length_weighted_baseline {Y : Type} (P : distribution Y) (alpha : R)
    (length : Y -> nat) (r : Y -> bool) : R :=
  weighted_baseline P (fun y => length_weight alpha (length y)) r.

Definition reward_is_independent_of_length {Y : Type} (P : distribution Y) (r : Y -> bool)
    (length : Y -> nat) : Prop :=
  forall l : nat,
    expectation P (fun y => indicator (r y) * indicator (Nat.eqb (length y) l)) =
    success_rate P r * expectation P (fun y => indicator (Nat.eqb (length y) l)).

Section WeightedBaseline.

  Context {Y : Type} (P : distribution Y) (d : nat) (r : Y -> bool) (s : Y -> nat -> R).
  Context (w : Y -> R).

  (** Result 1.6 without a division: b_w = b* exactly when
      E[r |s|^2] E[(1 - r) w] = E[r w] E[(1 - r) |s|^2]. *)
  Theorem weighted_baseline_is_optimal_by_parts :
    0 < expectation P w -> 0 < mean_squared_score P d s ->
    weighted_baseline P w r = optimal_baseline P d r s <->
    expectation P (fun y => indicator (r y) * squared_norm d (s y))
      * expectation P (fun y => indicator (negb (r y)) * w y) =
    expectation P (fun y => indicator (r y) * w y)
      * expectation P (fun y => indicator (negb (r y)) * squared_norm d (s y)).
  Proof.
    intros Hw Hs. unfold mean_squared_score in Hs.
    unfold optimal_baseline, weighted_baseline.
    rewrite (expectation_by_class P r w) in Hw |- *.
    rewrite (expectation_by_class P r (fun y => squared_norm d (s y))) in Hs |- *.
    set (a := expectation P (fun y => indicator (r y) * w y)) in *.
    set (b := expectation P (fun y => indicator (negb (r y)) * w y)) in *.
    set (a' := expectation P (fun y => indicator (r y) * squared_norm d (s y))) in *.
    set (b' := expectation P (fun y => indicator (negb (r y)) * squared_norm d (s y))) in *.
    split; intros H.
    - apply (f_equal (fun q => q * (a + b) * (a' + b'))) in H. field_simplify in H; lra.
    - apply (Rmult_eq_reg_r ((a + b) * (a' + b'))); [|nra]. field_simplify; lra.
  Qed.

  Hypothesis weight_nonneg : forall y, In y (support P) -> 0 <= w y.
  Hypothesis mixed : 0 < success_rate P r < 1.
  Hypothesis failures_weigh : 0 < failure_mean P r w.
  Hypothesis failures_have_scores : 0 < failure_mean P r (fun y => squared_norm d (s y)).

  Lemma mean_is_positive (f : Y -> R) : (forall y, In y (support P) -> 0 <= f y) ->
    0 < failure_mean P r f -> 0 < expectation P f.
  Proof.
    intros Hf Hpos. rewrite (expectation_by_class P r f), failure_part_is_rate_times_mean.
    pose proof (success_part_range P r f Hf).
    assert (0 < (1 - success_rate P r) * failure_mean P r f) by nra. lra.
  Qed.

  (** Result 1.6: b_w = b* exactly when E+ / E- = E[w | 1] / E[w | 0]. *)
  Theorem weighted_baseline_is_optimal_by_classes :
    weighted_baseline P w r = optimal_baseline P d r s <->
    success_mean P r (fun y => squared_norm d (s y))
      / failure_mean P r (fun y => squared_norm d (s y)) =
    success_mean P r w / failure_mean P r w.
  Proof.
    rewrite weighted_baseline_is_optimal_by_parts
      by (apply mean_is_positive; auto using squared_norm_nonneg).
    rewrite !(success_part_is_rate_times_mean P r), !failure_part_is_rate_times_mean.
    set (u := success_mean P r w). set (v := failure_mean P r w) in *.
    set (p := success_mean P r (fun y => squared_norm d (s y))).
    set (q := failure_mean P r (fun y => squared_norm d (s y))) in *.
    set (rho := success_rate P r) in *.
    assert (Hcommon : rho * (1 - rho) * (q * v) <> 0).
    { apply Rgt_not_eq, Rmult_lt_0_compat; apply Rmult_lt_0_compat; lra. }
    assert (Hcross : p / q - u / v =
      (rho * p * ((1 - rho) * v) - rho * u * ((1 - rho) * q)) / (rho * (1 - rho) * (q * v)))
      by (field; lra).
    split; intros H.
    - apply Rminus_diag_uniq. rewrite Hcross, H. field. lra.
    - apply Rminus_diag_eq in H. rewrite Hcross in H. apply Rmult_integral in H.
      destruct H as [H|H]; [lra|]. now apply Rinv_neq_0_compat in H.
  Qed.

  (** Result 1.6 with 1.2: V(b_w) - V(b* ) = (b_w - b* )^2 E|s|^2, which is positive exactly when
      E+ / E- and E[w | 1] / E[w | 0] differ. *)
  Theorem weighted_baseline_excess_variance :
    (forall i, (i < d)%nat -> expectation P (fun y => s y i) = 0) ->
    rollout_variance P d r s (weighted_baseline P w r)
      - rollout_variance P d r s (optimal_baseline P d r s) =
    (weighted_baseline P w r - optimal_baseline P d r s) ^ 2 * mean_squared_score P d s /\
    (rollout_variance P d r s (optimal_baseline P d r s)
      < rollout_variance P d r s (weighted_baseline P w r) <->
     success_mean P r (fun y => squared_norm d (s y))
       / failure_mean P r (fun y => squared_norm d (s y)) <>
     success_mean P r w / failure_mean P r w).
  Proof.
    intros Hzero. split; [now apply excess_variance_is_squared_distance|].
    rewrite <- weighted_baseline_is_optimal_by_classes.
    rewrite <- (optimal_baseline_is_unique P d r s Hzero)
      by (apply mean_is_positive; auto using squared_norm_nonneg).
    pose proof (optimal_baseline_minimises_variance P d r s Hzero (weighted_baseline P w r)).
    split; intros; lra.
  Qed.

End WeightedBaseline.

(** Result 1.6: if |s|^2 = c w for every response, then b_w = b*. *)
Theorem weighted_baseline_is_optimal_if_proportional {Y : Type} (P : distribution Y) (d : nat)
    (r : Y -> bool) (s : Y -> nat -> R) (w : Y -> R) (c : R) :
  0 < mean_squared_score P d s ->
  (forall y, In y (support P) -> squared_norm d (s y) = c * w y) ->
  weighted_baseline P w r = optimal_baseline P d r s.
Proof.
  intros Hs Hprop. unfold mean_squared_score in Hs.
  rewrite (expectation_ext_in _ _ _ Hprop), expectation_scal in Hs.
  unfold optimal_baseline. rewrite (weighted_baseline_ext P r _ _ Hprop). unfold weighted_baseline.
  rewrite expectation_scal.
  rewrite (expectation_ext P (fun y => indicator (r y) * (c * w y))
    (fun y => c * (indicator (r y) * w y))) by (intros; ring).
  rewrite expectation_scal. field. split; intros H; rewrite H in Hs; lra.
Qed.

Lemma weighted_baseline_of_constant_weight {Y : Type} (P : distribution Y) (r : Y -> bool) (c : R) :
  c <> 0 -> weighted_baseline P (fun _ => c) r = success_rate P r.
Proof.
  intros Hc. unfold weighted_baseline.
  rewrite expectation_const, expectation_scal_r. unfold success_rate. now field.
Qed.

(** ** Powers of the length *)

(** Result 1.6: length^alpha is the ordinary power for alpha = 0, 1, 2, ..., with 0^0 = 1. *)
Theorem length_weight_of_natural_exponent (a l : nat) : length_weight (INR a) l = INR l ^ a.
Proof.
  destruct l as [|l]; cbn [length_weight].
  - destruct (Req_EM_T (INR a) 0) as [H|H].
    + apply (INR_eq a 0) in H. now subst a.
    + destruct a; [now elim H|]. simpl. ring.
  - apply Rpower_pow, lt_0_INR. lia.
Qed.

Lemma length_weight_nonneg alpha l : 0 <= length_weight alpha l.
Proof.
  destruct l as [|l]; cbn [length_weight].
  - destruct (Req_EM_T alpha 0); lra.
  - apply Rlt_le, exp_pos.
Qed.

Lemma length_weight_positive alpha l : (0 < l)%nat -> 0 < length_weight alpha l.
Proof. destruct l as [|l]; [lia|]. intros _. apply exp_pos. Qed.

Section LengthWeighted.

  Context {Y : Type} (P : distribution Y) (d : nat) (r : Y -> bool) (s : Y -> nat -> R).
  Context (length : Y -> nat) (alpha : R).

  Let w (y : Y) : R := length_weight alpha (length y).

  (** Result 1.6: b_alpha = b* exactly when E+ / E- = E[length^alpha | 1] / E[length^alpha | 0]. *)
  Theorem length_weighted_baseline_is_optimal_by_classes :
    0 < success_rate P r < 1 ->
    0 < failure_mean P r (fun y => length_weight alpha (length y)) ->
    0 < failure_mean P r (fun y => squared_norm d (s y)) ->
    length_weighted_baseline P alpha length r = optimal_baseline P d r s <->
    success_mean P r (fun y => squared_norm d (s y))
      / failure_mean P r (fun y => squared_norm d (s y)) =
    success_mean P r (fun y => length_weight alpha (length y))
      / failure_mean P r (fun y => length_weight alpha (length y)).
  Proof.
    apply (weighted_baseline_is_optimal_by_classes P d r s w).
    intros. apply length_weight_nonneg.
  Qed.

  (** Result 1.6 with 1.2: V(b_alpha) - V(b* ) = (b_alpha - b* )^2 E|s|^2, which is positive exactly
      when the two ratios differ. *)
  Theorem length_weighted_baseline_excess_variance :
    (forall i, (i < d)%nat -> expectation P (fun y => s y i) = 0) ->
    0 < success_rate P r < 1 ->
    0 < failure_mean P r (fun y => length_weight alpha (length y)) ->
    0 < failure_mean P r (fun y => squared_norm d (s y)) ->
    rollout_variance P d r s (length_weighted_baseline P alpha length r)
      - rollout_variance P d r s (optimal_baseline P d r s) =
    (length_weighted_baseline P alpha length r - optimal_baseline P d r s) ^ 2
      * mean_squared_score P d s /\
    (rollout_variance P d r s (optimal_baseline P d r s)
      < rollout_variance P d r s (length_weighted_baseline P alpha length r) <->
     success_mean P r (fun y => squared_norm d (s y))
       / failure_mean P r (fun y => squared_norm d (s y)) <>
     success_mean P r (fun y => length_weight alpha (length y))
       / failure_mean P r (fun y => length_weight alpha (length y))).
  Proof.
    intros. apply (weighted_baseline_excess_variance P d r s w); try assumption.
    intros. apply length_weight_nonneg.
  Qed.

  (** Result 1.6: if |s|^2 = c length^alpha for every response, then b_alpha = b*. *)
  Theorem length_weighted_baseline_is_optimal_if_proportional (c : R) :
    0 < mean_squared_score P d s ->
    (forall y, In y (support P) -> squared_norm d (s y) = c * length_weight alpha (length y)) ->
    length_weighted_baseline P alpha length r = optimal_baseline P d r s.
  Proof. apply weighted_baseline_is_optimal_if_proportional. Qed.

  (** Result 1.6: alpha = 0 is the mean, b_0 = rho. *)
  Theorem length_weighted_baseline_with_exponent_zero :
    length_weighted_baseline P 0 length r = success_rate P r.
  Proof.
    rewrite <- (weighted_baseline_of_constant_weight P r 1) by lra.
    apply weighted_baseline_ext. intros y _.
    exact (length_weight_of_natural_exponent 0 (length y)).
  Qed.

  (** Result 1.6: if all lengths agree, then b_alpha = rho for every alpha. *)
  Theorem length_weighted_baseline_of_equal_lengths (l : nat) :
    (0 < l)%nat -> (forall y, In y (support P) -> length y = l) ->
    length_weighted_baseline P alpha length r = success_rate P r.
  Proof.
    intros Hl Hequal. unfold length_weighted_baseline.
    rewrite (weighted_baseline_ext P r _ (fun _ => length_weight alpha l))
      by (intros y Hy; now rewrite Hequal).
    apply weighted_baseline_of_constant_weight.
    pose proof (length_weight_positive alpha l Hl). lra.
  Qed.

  Lemma expectation_of_length (f : Y -> R) (g : nat -> R) :
    let longest := S (list_max (map length (support P))) in
    expectation P (fun y => f y * g (length y)) =
    sum_below longest (fun l =>
      g l * expectation P (fun y => f y * indicator (Nat.eqb (length y) l))).
  Proof.
    intros longest. rewrite (sum_below_ext _ _ (fun l =>
      expectation P (fun y => g l * (f y * indicator (Nat.eqb (length y) l)))))
      by (intros; now rewrite expectation_scal).
    rewrite <- expectation_sum_below. apply expectation_ext_in. intros y Hy.
    rewrite (sum_below_ext _ _ (fun l => f y * (indicator (Nat.eqb (length y) l) * g l)))
      by (intros; ring).
    rewrite sum_below_scal, sum_below_pick; [reflexivity|].
    unfold longest. pose proof (proj1 (list_max_le (map length (support P)) _) (le_n _)) as H.
    rewrite Forall_forall in H. specialize (H (length y) (in_map length _ y Hy)). lia.
  Qed.

  (** Result 1.6: if the reward is independent of the length, then b_alpha = rho for every alpha
      with E length^alpha > 0, that is unless every response is empty (and alpha <> 0). *)
  Theorem length_weighted_baseline_of_independent_lengths :
    0 < expectation P (fun y => length_weight alpha (length y)) ->
    reward_is_independent_of_length P r length ->
    length_weighted_baseline P alpha length r = success_rate P r.
  Proof.
    intros Hpos Hindependent. unfold length_weighted_baseline, weighted_baseline.
    fold w in Hpos |- *. change (fun y => indicator (r y) * w y)
      with (fun y => indicator (r y) * length_weight alpha (length y)).
    replace (expectation P (fun y => indicator (r y) * length_weight alpha (length y)))
      with (success_rate P r * expectation P w); [field; lra|].
    rewrite (expectation_of_length (fun y => indicator (r y)) (length_weight alpha)).
    rewrite (expectation_ext P w (fun y => 1 * length_weight alpha (length y)))
      by (intros y; unfold w; ring).
    rewrite (expectation_of_length (fun _ => 1) (length_weight alpha)), <- sum_below_scal.
    apply sum_below_ext. intros l _. rewrite Hindependent.
    rewrite (expectation_ext P (fun y => 1 * indicator (Nat.eqb (length y) l))
      (fun y => indicator (Nat.eqb (length y) l))) by (intros; ring). ring.
  Qed.

End LengthWeighted.

(** ** Instances *)

(** Three responses of lengths 1, 2 and 3 (TabularSoftmax.v): OPO has b_1 = 1/9 where b* = 7/20, and
    a larger variance. *)
Example three_responses_length_weighted_baseline :
  length_weighted_baseline three_responses 1 S (Nat.eqb 0) = / 9 /\
  rollout_variance three_responses 3 (Nat.eqb 0) (tabular_score three_responses)
    (optimal_baseline three_responses 3 (Nat.eqb 0) (tabular_score three_responses))
  < rollout_variance three_responses 3 (Nat.eqb 0) (tabular_score three_responses)
      (length_weighted_baseline three_responses 1 S (Nat.eqb 0)).
Proof.
  destruct three_responses_probability as (H0 & H1 & H2).
  assert (Hbaseline : length_weighted_baseline three_responses 1 S (Nat.eqb 0) = / 9).
  { unfold length_weighted_baseline. rewrite (weighted_baseline_ext _ _ _ (fun y => INR (S y)))
      by (intros y _; rewrite (length_weight_of_natural_exponent 1); apply pow_1).
    unfold weighted_baseline. rewrite !(expectation_below 3) by reflexivity.
    cbn [sum_below Nat.eqb indicator INR]. rewrite H0, H1, H2. field. }
  split; [exact Hbaseline|].
  pose proof (excess_variance_is_squared_distance three_responses 3 (Nat.eqb 0)
    (tabular_score three_responses) (tabular_score_has_mean_zero 3 three_responses eq_refl)
    (length_weighted_baseline three_responses 1 S (Nat.eqb 0))) as Hexcess.
  destruct three_responses_optimal_baseline as (_ & Henergy & Hbest).
  rewrite Hbaseline, Henergy, Hbest in *. lra.
Qed.

Lemma thirds_nonneg (y : nat) : In y (seq 0 3) -> 0 <= / 3.
Proof. lra. Qed.

Lemma thirds_total : sum (seq 0 3) (fun _ => / 3) = 1.
Proof. cbn [sum seq]. lra. Qed.

Definition thirds : distribution nat := {|
  support := seq 0 3;
  probability := fun _ => / 3;
  probability_nonneg := thirds_nonneg;
  probability_total := thirds_total;
|}.

Definition thirds_score (y i : nat) : R := if Nat.eqb y 0 then 2 else -1.

Definition thirds_length (y : nat) : nat := match y with O => 8 | S O => 1 | _ => 3 end.

(** Only the ratio between the classes matters: three equally probable responses with the scores
    2, -1, -1 and the lengths 8, 1, 3, of which the first succeeds. OPO is optimal, b_1 = b* = 2/3,
    although |s|^2 is not proportional to the length. *)
Example thirds_length_weighted_baseline_is_optimal :
  expectation thirds (fun y => thirds_score y 0) = 0 /\
  length_weighted_baseline thirds 1 thirds_length (Nat.eqb 0) = 2 / 3 /\
  optimal_baseline thirds 1 (Nat.eqb 0) thirds_score = 2 / 3 /\
  ~ exists c, forall y, In y (support thirds) ->
      squared_norm 1 (thirds_score y) = c * length_weight 1 (thirds_length y).
Proof.
  assert (Hweight : forall y, length_weight 1 (thirds_length y) = INR (thirds_length y)).
  { intros y. rewrite (length_weight_of_natural_exponent 1). apply pow_1. }
  repeat split.
  - rewrite (expectation_below 3) by reflexivity. unfold thirds_score.
    cbn [sum_below Nat.eqb probability thirds]. field.
  - unfold length_weighted_baseline. rewrite (weighted_baseline_ext _ _ _ _ (fun y _ => Hweight y)).
    unfold weighted_baseline. rewrite !(expectation_below 3) by reflexivity.
    cbn [sum_below Nat.eqb indicator thirds_length probability thirds INR]. field.
  - unfold optimal_baseline, weighted_baseline. rewrite !(expectation_below 3) by reflexivity.
    unfold squared_norm, thirds_score. cbn [sum_below Nat.eqb indicator probability thirds]. field.
  - intros [c Hc].
    pose proof (Hc 1%nat ltac:(simpl; auto)) as H1. pose proof (Hc 2%nat ltac:(simpl; auto)) as H2.
    rewrite Hweight in H1, H2. unfold squared_norm, thirds_score in H1, H2.
    cbn [sum_below Nat.eqb thirds_length INR] in H1, H2. lra.
Qed.

(** The hypotheses of the theorems by classes can be met, for these lengths and for the lengths
    1, 2 and 3. *)
Example thirds_meet_the_hypotheses (l : nat -> nat) : (0 < l 1)%nat -> (0 < l 2)%nat ->
  0 < success_rate thirds (Nat.eqb 0) < 1 /\
  0 < failure_mean thirds (Nat.eqb 0) (fun y => length_weight 1 (l y)) /\
  0 < failure_mean thirds (Nat.eqb 0) (fun y => squared_norm 1 (thirds_score y)).
Proof.
  intros H1 H2. apply (length_weight_positive 1) in H1, H2.
  unfold failure_mean, success_rate. rewrite !(expectation_below 3) by reflexivity.
  unfold squared_norm, thirds_score. cbn [sum_below Nat.eqb negb indicator probability thirds].
  repeat split; try lra; apply Rdiv_lt_0_compat; lra.
Qed.

(** Since b_1 = b* above, E+ / E- = E[length | 1] / E[length | 0]; both are 4. *)
Example thirds_ratios_agree :
  success_mean thirds (Nat.eqb 0) (fun y => squared_norm 1 (thirds_score y))
    / failure_mean thirds (Nat.eqb 0) (fun y => squared_norm 1 (thirds_score y)) =
  success_mean thirds (Nat.eqb 0) (fun y => length_weight 1 (thirds_length y))
    / failure_mean thirds (Nat.eqb 0) (fun y => length_weight 1 (thirds_length y)).
Proof.
  destruct (thirds_meet_the_hypotheses thirds_length) as (H & Hw & Hs); [simpl; lia|simpl; lia|].
  destruct thirds_length_weighted_baseline_is_optimal as (_ & Hb & Hbest & _).
  apply (length_weighted_baseline_is_optimal_by_classes thirds 1 (Nat.eqb 0) thirds_score
    thirds_length 1 H Hw Hs). now rewrite Hb, Hbest.
Qed.

(** With the lengths 1, 2 and 3 the second ratio is 2/5: OPO has more than the least variance. *)
Example thirds_excess_variance :
  rollout_variance thirds 1 (Nat.eqb 0) thirds_score
    (optimal_baseline thirds 1 (Nat.eqb 0) thirds_score) <
  rollout_variance thirds 1 (Nat.eqb 0) thirds_score
    (length_weighted_baseline thirds 1 S (Nat.eqb 0)).
Proof.
  destruct (thirds_meet_the_hypotheses S) as (H & Hw & Hs); [lia|lia|].
  assert (Hweight : forall y, length_weight 1 (S y) = INR (S y))
    by (intros y; rewrite (length_weight_of_natural_exponent 1); apply pow_1).
  apply (length_weighted_baseline_excess_variance thirds 1 (Nat.eqb 0) thirds_score S 1);
    try assumption.
  - intros [|i] Hi; [apply thirds_length_weighted_baseline_is_optimal|lia].
  - unfold success_mean, failure_mean, success_rate. rewrite !(expectation_below 3) by reflexivity.
    cbn [sum_below]. rewrite !Hweight. unfold squared_norm, thirds_score.
    cbn [sum_below Nat.eqb negb indicator probability thirds INR].
    intros E. apply (f_equal (fun q => q * 5)) in E. field_simplify in E. lra.
Qed.

(** Scores 2, -1, -1 and the lengths 4, 1, 1 are proportional. *)
Example thirds_proportional :
  length_weighted_baseline thirds 1 (fun y => if Nat.eqb y 0 then 4%nat else 1%nat) (Nat.eqb 0) =
  optimal_baseline thirds 1 (Nat.eqb 0) thirds_score.
Proof.
  apply (length_weighted_baseline_is_optimal_if_proportional _ _ _ _ _ _ 1).
  - apply expectation_positive. intros y _. unfold squared_norm, thirds_score. cbn [sum_below].
    destruct (Nat.eqb y 0); lra.
  - intros y _. rewrite (length_weight_of_natural_exponent 1).
    unfold squared_norm, thirds_score. cbn [sum_below]. destruct (Nat.eqb y 0); simpl; ring.
Qed.

(** Lengths that say nothing of the reward: pairs of a reward and a length, all as probable. *)
Definition reward_and_length : list (bool * nat) := list_prod [true; false; false] [1; 5]%nat.

Lemma sixths_nonneg (y : bool * nat) : In y reward_and_length -> 0 <= / 6.
Proof. lra. Qed.

Lemma sixths_total : sum reward_and_length (fun _ => / 6) = 1.
Proof. cbn. lra. Qed.

Definition sixths : distribution (bool * nat) := {|
  support := reward_and_length;
  probability := fun _ => / 6;
  probability_nonneg := sixths_nonneg;
  probability_total := sixths_total;
|}.

Example sixths_are_independent (alpha : R) :
  reward_is_independent_of_length sixths fst snd /\
  length_weighted_baseline sixths alpha snd fst = success_rate sixths fst.
Proof.
  assert (H : reward_is_independent_of_length sixths fst snd).
  { intros l. unfold success_rate, expectation.
    cbn [support probability sixths reward_and_length list_prod map app sum fst snd].
    cbn [indicator]. field. }
  split; [exact H|]. apply length_weighted_baseline_of_independent_lengths; [|exact H].
  apply expectation_positive. intros y Hy. apply length_weight_positive.
  cbn in Hy. repeat (destruct Hy as [<-|Hy]; [simpl; lia|]). destruct Hy.
Qed.
