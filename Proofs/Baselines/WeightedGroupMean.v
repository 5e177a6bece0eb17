(** * Weighted means of a group as baselines

    A baseline that weighs the rollouts of a group, such as OPO, which weighs by length: with the
    own rollout in the mean the expected gradient is not grad rho, and what is missing is known
    exactly, to leading order in the group size, and where the weight says nothing beyond the
    reward. With the own rollout left out nothing is missing (IndependentBaseline.v), and for two
    rollouts it is plain leave-one-out (result 1.9 of docs/theory.md). Weights are positive; groups
    have n independent rollouts of any finite policy. An instance where the direction is lost
    is in FalsePenalties/NoBias.v.

    Definitions
      weighted_group_mean w r g    == sum_i w_i r_i / sum_i w_i over the group g
      weighted_mean_gradient w r s g == (1/n) sum_i (r_i - that mean) s_i over the group g
      own_share w y others         == w(y) / (w(y) + sum of w over the others)
      class_weighted_mean w1 w0 n  == r - the mean with the weight w1 for successes, w0 for failures
    Results
      weighted_pair_is_leave_one_out == two rollouts, the own one left out: leave-one-out
      own_rollout_shrinks_deviation_by_its_share == r_1 - b = (1 - share_1)(r_1 - b(others))
      weighted_mean_bias_is_own_share_of_deviation ==
        E g = grad rho - E[share_1 (r_1 - b(others)) s_1]
      weighted_mean_bias_to_leading_order ==
        E g = grad rho - (1/n) E[w (r - b_w) s] / E w + O(1/n^2)
      weight_constant_within_classes_keeps_direction == then E g = Omega_n(rho) grad rho
      tabular_weighted_mean_bias_is_parallel == with free logits the leading bias is a multiple of
        grad rho iff the weight is constant within the classes *)

From Coq Require Import Reals List Permutation Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import Baselines.ScoreMoments Baselines.IndependentBaseline.
From Counterweight Require Import Baselines.LeaveOneOut Scores.Softmax.
Import ListNotations.
Open Scope R_scope.

Definition weighted_group_mean {Y : Type} (w : Y -> R) (r : Y -> bool) (g : list Y) : R :=
  sum g (fun y => w y * indicator (r y)) / sum g w.

Definition weighted_mean_gradient {Y : Type} (w : Y -> R) (r : Y -> bool) (s : Y -> R)
    (g : list Y) : R :=
  sum g (fun y => (indicator (r y) - weighted_group_mean w r g) * s y) / INR (length g).

Definition own_share {Y : Type} (w : Y -> R) (y : Y) (others : list Y) : R :=
  w y / (w y + sum others w).

Definition class_weighted_mean (w1 w0 : R) (n : nat) : advantage_rule :=
  fun r k => indicator r - w1 * INR k / (w1 * INR k + w0 * INR (n - k)).

(** ** Group by group *)

(** Result 1.9: in a group of two, with the own rollout left out of the weighted mean, the gradient
    is that of plain leave-one-out, whatever the weights other than 0. *)
Theorem weighted_pair_is_leave_one_out {Y : Type} (w : Y -> R) (r : Y -> bool) (s : Y -> R)
    (y z : Y) :
  w y <> 0 -> w z <> 0 ->
  baseline_gradient (weighted_group_mean w r) r s [y; z] =
  group_gradient (leave_one_out 2) r s [y; z].
Proof.
  intros Hy Hz. unfold baseline_gradient, group_mean_of, group_gradient, leave_one_out.
  unfold weighted_group_mean. simpl. destruct (r y), (r z); simpl; field; auto.
Qed.

Section Pathwise.

  Context {Y : Type} (w : Y -> R) (r : Y -> bool).

  Lemma sum_permutation (f : Y -> R) g g' : Permutation g g' -> sum g f = sum g' f.
  Proof. induction 1; cbn [sum]; lra. Qed.

  (** Result 1.9: r_1 - b = (1 - share_1)(r_1 - b(others)), where b is the weighted mean of all
      rollouts, and share_1 the own part of their weight. *)
  Theorem own_rollout_shrinks_deviation_by_its_share (y : Y) (others : list Y) :
    (forall z, In z (y :: others) -> 0 < w z) ->
    indicator (r y) - weighted_group_mean w r (y :: others) =
    (1 - own_share w y others) * (indicator (r y) - weighted_group_mean w r others).
  Proof.
    intros Hw. pose proof (Hw y (or_introl eq_refl)) as Hy.
    unfold weighted_group_mean, own_share. cbn [sum].
    destruct others as [|z others]; [cbn [sum]; unfold Rdiv; rewrite Rmult_0_l; field; lra|].
    assert (0 < sum (z :: others) w).
    { apply sum_positive; [|discriminate]. intros a Ha. apply Hw. now right. }
    field. lra.
  Qed.

  Lemma weighted_mean_gradient_by_picks (s : Y -> R) g :
    weighted_mean_gradient w r s g = group_mean_of g (fun y others =>
      (indicator (r y) - weighted_group_mean w r (y :: others)) * s y).
  Proof.
    unfold weighted_mean_gradient, group_mean_of. f_equal.
    rewrite <- (sum_picks_members g (fun y =>
      (indicator (r y) - weighted_group_mean w r g) * s y)).
    apply sum_ext_in. intros [y others] H. apply in_picks in H. cbn [fst snd].
    unfold weighted_group_mean. now rewrite !(sum_permutation _ _ _ H).
  Qed.

End Pathwise.

(** ** What is missing in the expected gradient *)

(** One term of the remainder: x k with |x| <= X and 0 <= k <= K. *)
Lemma remainder_term_le (x X k K : R) : Rabs x <= X -> 0 <= k <= K -> Rabs (x * k) <= X * K.
Proof.
  intros Hx [Hk HkK]. rewrite Rabs_mult, (Rabs_right k) by lra.
  apply Rmult_le_compat; [apply Rabs_pos|exact Hk|exact Hx|exact HkK].
Qed.

Lemma inverse_product_range (lo a b c : R) : 0 < lo -> lo <= a -> lo <= b -> lo <= c ->
  0 <= / (a * b * c) <= / lo ^ 3.
Proof.
  intros Hlo Ha Hb Hc.
  assert (H : lo ^ 3 <= a * b * c).
  { replace (lo ^ 3) with (lo * lo * lo) by ring.
    apply Rmult_le_compat; [nra|lra|apply Rmult_le_compat; lra|lra]. }
  assert (0 < lo ^ 3) by (apply pow_lt; lra).
  split; [apply Rlt_le, Rinv_0_lt_compat; lra|apply Rinv_le_contravar; lra].
Qed.

(** The ratio (x - z/u)/t around t = u = e and z = 0, to first order. *)
Lemma ratio_to_first_order (lo e t u x z : R) :
  0 < lo -> lo <= e -> lo <= t -> lo <= u -> Rabs x <= 1 ->
  Rabs ((x - z / u) / t - (x / e - x * (t - e) / e ^ 2 - z / e ^ 2)) <=
  (2 * (t - e) ^ 2 + (u - e) ^ 2 + z ^ 2) * / lo ^ 3.
Proof.
  intros Hlo He Ht Hu Hx.
  replace ((x - z / u) / t - (x / e - x * (t - e) / e ^ 2 - z / e ^ 2))
    with (x * (t - e) ^ 2 * / (e * e * t) + z * (t - e) * / (e * u * t)
          + z * (u - e) * / (e * e * u)) by (field; lra).
  assert (Hproduct : forall a b : R, Rabs (a * b) <= (a ^ 2 + b ^ 2) / 2).
  { intros a b. pose proof (pow2_ge_0 (a - b)). pose proof (pow2_ge_0 (a + b)).
    apply Rabs_le. split; nra. }
  assert (Hsquare : Rabs (x * (t - e) ^ 2) <= (t - e) ^ 2).
  { rewrite Rabs_mult, (Rabs_right ((t - e) ^ 2)) by (apply Rle_ge, pow2_ge_0).
    pose proof (pow2_ge_0 (t - e)). nra. }
  pose proof (remainder_term_le _ _ _ _ Hsquare
    (inverse_product_range lo e e t Hlo He He Ht)) as H1.
  pose proof (remainder_term_le _ _ _ _ (Hproduct z (t - e))
    (inverse_product_range lo e u t Hlo He Hu Ht)) as H2.
  pose proof (remainder_term_le _ _ _ _ (Hproduct z (u - e))
    (inverse_product_range lo e e u Hlo He He Hu)) as H3.
  eapply Rle_trans; [apply Rabs_triang|].
  eapply Rle_trans; [apply Rplus_le_compat_r, Rabs_triang|].
  set (K := / lo ^ 3) in *.
  assert (0 <= K) by (unfold K; apply Rlt_le, Rinv_0_lt_compat, pow_lt, Hlo).
  pose proof (pow2_ge_0 (t - e)). pose proof (pow2_ge_0 (u - e)). nra.
Qed.

Lemma absolute_expectation_le {A : Type} (P : distribution A) (f F : A -> R) :
  (forall a, In a (support P) -> Rabs (f a) <= F a) ->
  Rabs (expectation P f) <= expectation P F.
Proof.
  intros H. apply Rabs_le. split.
  - enough (0 <= expectation P (fun a => f a + F a)) by (rewrite expectation_plus in *; lra).
    apply expectation_nonneg. intros a Ha. specialize (H a Ha).
    pose proof (Rle_abs (- f a)) as Habs. rewrite Rabs_Ropp in Habs. lra.
  - apply expectation_le. intros a Ha. specialize (H a Ha). pose proof (Rle_abs (f a)). lra.
Qed.

Lemma positive_values_have_bounds {A : Type} (l : list A) (w : A -> R) :
  (forall a, In a l -> 0 < w a) ->
  exists lo hi, 0 < lo /\ forall a, In a l -> lo <= w a <= hi.
Proof.
  induction l as [|a l IH]; intros H.
  - exists 1, 1. split; [lra|intros a []].
  - destruct IH as (lo & hi & Hlo & Hall); [intros b Hb; apply H; now right|].
    pose proof (H a (or_introl eq_refl)).
    exists (Rmin lo (w a)), (Rmax hi (w a)). split; [now apply Rmin_pos|].
    intros b [<-|Hb]; [split; [apply Rmin_r|apply Rmax_r]|].
    destruct (Hall b Hb). pose proof (Rmin_l lo (w a)). pose proof (Rmax_l hi (w a)). lra.
Qed.

Section Bias.

  Context {Y : Type} (P : distribution Y) (r : Y -> bool) (s w : Y -> R).
  Hypothesis score_has_mean_zero : expectation P s = 0.
  Hypothesis weight_positive : forall y, In y (support P) -> 0 < w y.

  Lemma members_are_responses n : forall g, In g (groups P n) ->
    forall y, In y g -> In y (support P).
  Proof.
    induction n as [|n IH]; intros g H y Hy.
    - destruct H as [<-|[]]. destruct Hy.
    - apply in_groups_step in H as (a & h & -> & Ha & Hh).
      destruct Hy as [<-|Hy]; [exact Ha|exact (IH h Hh y Hy)].
  Qed.

  (** Result 1.9: E g = grad rho - E[share_1 (r_1 - b(others)) s_1] for n >= 1 rollouts, where
      b(others) is the weighted mean of the n - 1 others. *)
  Theorem weighted_mean_bias_is_own_share_of_deviation n : (1 <= n)%nat ->
    expectation (iid P n) (weighted_mean_gradient w r s) =
    success_gradient P r s
    - expectation P (fun y => expectation (iid P (n - 1)) (fun others =>
        own_share w y others * (indicator (r y) - weighted_group_mean w r others) * s y)).
  Proof.
    destruct n as [|n]; [lia|intros Hn]. replace (S n - 1)%nat with n by lia.
    rewrite <- (baseline_of_the_others_keeps_expected_gradient P r s (weighted_group_mean w r)
      (S n)) by assumption.
    rewrite (expectation_ext _ _ _ (weighted_mean_gradient_by_picks w r s)).
    unfold baseline_gradient. rewrite !expectation_group_mean, <- expectation_minus.
    apply expectation_ext_in. intros y Hy. rewrite <- expectation_minus.
    apply expectation_ext_in. intros g Hg.
    rewrite own_rollout_shrinks_deviation_by_its_share; [ring|].
    intros z [<-|Hz]; apply weight_positive; [exact Hy|].
    exact (members_are_responses n g Hg z Hz).
  Qed.

  Let e : R := expectation P w.
  Let b : R := weighted_baseline P w r.
  Let d (y : Y) : R := w y - e.
  Let z (y : Y) : R := w y * (indicator (r y) - b).

  Lemma mean_weight_positive : 0 < e.
  Proof. now apply expectation_positive. Qed.

  Lemma weight_deviation_has_mean_zero : expectation P d = 0.
  Proof. unfold d. rewrite expectation_minus, expectation_const. unfold e. ring. Qed.

  Lemma weighted_deviation_has_mean_zero : expectation P z = 0.
  Proof.
    unfold z. rewrite (expectation_ext _ _ (fun y => indicator (r y) * w y - b * w y))
      by (intros; ring).
    rewrite expectation_minus, expectation_scal. unfold b, weighted_baseline. fold e.
    pose proof mean_weight_positive. field. lra.
  Qed.

  Lemma deviation_range y : -1 <= indicator (r y) - b <= 1.
  Proof.
    assert (Hnonneg : forall a, In a (support P) -> 0 <= w a)
      by (intros; now apply Rlt_le, weight_positive).
    pose proof (success_part_range P r w Hnonneg) as Hrange.
    pose proof (weighted_baseline_times_weight P r w Hnonneg) as Hb.
    fold e b in Hrange, Hb. pose proof mean_weight_positive.
    assert (0 <= b <= 1) by (split; nra).
    destruct (r y); cbn [indicator]; lra.
  Qed.

  Lemma expectation_of_squared_sum (f : Y -> R) n : expectation P f = 0 ->
    expectation (iid P n) (fun g => sum g f ^ 2) = INR n * expectation P (fun y => f y ^ 2).
  Proof.
    intros Hf. rewrite (expectation_ext _ _ (fun g => sum g f * sum g f)) by (intros; ring).
    rewrite expectation_iid_two_sums, Hf.
    rewrite (expectation_ext P (fun y => f y * f y) (fun y => f y ^ 2)) by (intros; ring). ring.
  Qed.

  (** For one rollout y with m others: n E[share (r - b(others))] is w (r - b_w) / E w up to a
      multiple of 1/n. *)
  Lemma own_share_to_leading_order (lo hi : R) (y : Y) m :
    0 < lo -> (forall a, In a (support P) -> lo <= w a <= hi) -> In y (support P) ->
    (1 <= m)%nat ->
    Rabs (INR (S m) * expectation (iid P m) (fun others =>
        own_share w y others * (indicator (r y) - weighted_group_mean w r others))
      - w y * (indicator (r y) - b) / e) <= hi * (hi / lo ^ 2 + 6 * hi ^ 2 / lo ^ 3) / INR (S m).
  Proof.
    intros Hlo Hw Hy Hm. set (x := indicator (r y) - b). set (n := INR (S m)).
    assert (Hm1 : 1 <= INR m) by (apply le_INR in Hm; exact Hm).
    assert (Hn : n = INR m + 1) by apply S_INR.
    assert (He : lo <= e <= hi).
    { unfold e. split; [rewrite <- (expectation_const P lo)|rewrite <- (expectation_const P hi)];
        apply expectation_le; intros; now apply Hw. }
    pose proof (Hw y Hy) as Hwy. pose proof (deviation_range y) as Hx. fold x in Hx.
    set (t := fun g : list Y => (w y + sum g w) / n).
    set (u := fun g : list Y => sum g w / INR m).
    set (v := fun g : list Y => sum g z / INR m).
    set (main := fun g => x / e - x * (t g - e) / e ^ 2 - v g / e ^ 2).
    set (rest := fun g => (2 * (t g - e) ^ 2 + (u g - e) ^ 2 + v g ^ 2) * / lo ^ 3).
    assert (Hsum : forall g, In g (groups P m) -> INR m * lo <= sum g w).
    { intros g Hg. rewrite <- (groups_length P m g Hg), <- sum_const. apply sum_le.
      intros a Ha. apply Hw, (members_are_responses m g Hg a Ha). }
    assert (Hratio : forall g, In g (groups P m) ->
      n * (own_share w y g * (indicator (r y) - weighted_group_mean w r g)) =
      w y * ((x - v g / u g) / t g)).
    { intros g Hg. pose proof (Hsum g Hg). assert (0 < sum g w) by nra.
      unfold own_share, weighted_group_mean, v, u, t, x, z.
      rewrite (sum_ext g (fun a => w a * (indicator (r a) - b))
        (fun a => w a * indicator (r a) - b * w a)) by (intros; ring).
      rewrite sum_minus, sum_scal. field. lra. }
    assert (Hd2 : expectation P (fun a => d a ^ 2) <= hi ^ 2).
    { rewrite <- (expectation_const P (hi ^ 2)). apply expectation_le. intros a Ha.
      pose proof (Hw a Ha). unfold d. nra. }
    assert (Hz2 : expectation P (fun a => z a ^ 2) <= hi ^ 2).
    { rewrite <- (expectation_const P (hi ^ 2)). apply expectation_le. intros a Ha.
      pose proof (Hw a Ha). pose proof (deviation_range a).
      unfold z. rewrite Rpow_mult_distr.
      set (c := indicator (r a) - b) in *. assert (0 <= c ^ 2 <= 1) by nra.
      assert (0 <= w a ^ 2 <= hi ^ 2) by nra. nra. }
    assert (Hte : forall g, length g = m -> t g - e = (d y + sum g d) / n).
    { intros g Hg. unfold t, d. rewrite sum_minus, sum_const, Hg, Hn. field. lra. }
    assert (Hue : forall g, length g = m -> u g - e = sum g d / INR m).
    { intros g Hg. unfold u, d. rewrite sum_minus, sum_const, Hg. field. lra. }
    assert (Hmain : expectation (iid P m) main = x / e - x * d y / (n * e ^ 2)).
    { rewrite (expectation_iid_ext P m main (fun g => (x / e - x * d y / (n * e ^ 2))
        - x / (n * e ^ 2) * sum g d - / (INR m * e ^ 2) * sum g z)).
      - rewrite !expectation_minus, !expectation_scal, !expectation_const.
        rewrite !expectation_iid_members.
        rewrite weight_deviation_has_mean_zero, weighted_deviation_has_mean_zero. ring.
      - intros g Hg. unfold main. rewrite (Hte g Hg). unfold v. field. lra. }
    assert (Hrest : expectation (iid P m) rest <= 6 * hi ^ 2 / lo ^ 3 / n).
    { rewrite (expectation_iid_ext P m rest (fun g =>
        (2 * d y ^ 2 / n ^ 2 + 4 * d y / n ^ 2 * sum g d
         + (2 / n ^ 2 + / INR m ^ 2) * sum g d ^ 2 + / INR m ^ 2 * sum g z ^ 2) * / lo ^ 3)).
      - rewrite expectation_scal_r, !expectation_plus, !expectation_scal, !expectation_const.
        rewrite expectation_iid_members, !expectation_of_squared_sum, weight_deviation_has_mean_zero
          by (exact weight_deviation_has_mean_zero || exact weighted_deviation_has_mean_zero).
        set (A := expectation P (fun a => d a ^ 2)) in *.
        set (B := expectation P (fun a => z a ^ 2)) in *.
        assert (Hfirst : 2 * (d y ^ 2 + INR m * A) / n ^ 2 <= 2 * hi ^ 2 / n).
        { replace (2 * hi ^ 2 / n) with (2 * (hi ^ 2 * n) / n ^ 2) by (field; lra).
          apply Rmult_le_compat_r; [apply Rlt_le, Rinv_0_lt_compat, pow_lt; lra|].
          rewrite Hn. unfold d. nra. }
        assert (Hsecond : (A + B) / INR m <= 4 * hi ^ 2 / n).
        { replace (4 * hi ^ 2 / n) with (4 * hi ^ 2 * INR m / n / INR m) by (field; lra).
          apply Rmult_le_compat_r; [apply Rlt_le, Rinv_0_lt_compat; lra|].
          apply (Rmult_le_reg_r n); [lra|].
          replace (4 * hi ^ 2 * INR m / n * n) with (4 * hi ^ 2 * INR m) by (field; lra).
          rewrite Hn. pose proof (pow2_ge_0 hi). nra. }
        replace (6 * hi ^ 2 / lo ^ 3 / n) with ((2 * hi ^ 2 / n + 4 * hi ^ 2 / n) * / lo ^ 3)
          by (field; lra).
        apply Rmult_le_compat_r; [apply Rlt_le, Rinv_0_lt_compat, pow_lt, Hlo|].
        eapply Rle_trans; [|apply Rplus_le_compat; [exact Hfirst|exact Hsecond]].
        apply Req_le. field. lra.
      - intros g Hg. unfold rest. rewrite (Hte g Hg), (Hue g Hg). unfold v. field. lra. }
    assert (Hdifference : Rabs (expectation (iid P m) (fun g => (x - v g / u g) / t g - main g)) <=
      6 * hi ^ 2 / lo ^ 3 / n).
    { eapply Rle_trans; [apply (absolute_expectation_le _ _ rest)|exact Hrest].
      intros g Hg. pose proof (Hsum g Hg). apply ratio_to_first_order; try lra.
      - unfold t. apply (Rmult_le_reg_r n); [lra|]. field_simplify; [|lra]. nra.
      - unfold u. apply (Rmult_le_reg_r (INR m)); [lra|]. field_simplify; [|lra]. nra.
      - apply Rabs_le. lra. }
    rewrite <- expectation_scal, (expectation_ext_in (iid P m) _ _ Hratio), expectation_scal.
    rewrite expectation_minus, Hmain in Hdifference.
    set (E := expectation (iid P m) (fun g => (x - v g / u g) / t g)) in *.
    replace (w y * E - w y * x / e)
      with (w y * (E - (x / e - x * d y / (n * e ^ 2))) + w y * (- x * d y * / (n * e * e)))
      by (field; lra).
    eapply Rle_trans; [apply Rabs_triang|]. rewrite !(Rabs_mult (w y)), (Rabs_right (w y)) by lra.
    assert (Hshare : Rabs (- x * d y * / (n * e * e)) <= hi * / (n * lo ^ 2)).
    { apply remainder_term_le.
      - rewrite Rabs_mult. replace hi with (1 * hi) by ring.
        apply Rmult_le_compat; try apply Rabs_pos; apply Rabs_le; unfold d; lra.
      - assert (0 < n * lo ^ 2) by (apply Rmult_lt_0_compat; [lra|apply pow_lt, Hlo]).
        assert (n * lo ^ 2 <= n * e * e) by (rewrite Rmult_assoc; apply Rmult_le_compat_l; nra).
        split; [apply Rlt_le, Rinv_0_lt_compat; lra|apply Rinv_le_contravar; lra]. }
    replace (hi * (hi / lo ^ 2 + 6 * hi ^ 2 / lo ^ 3) / n)
      with (hi * (6 * hi ^ 2 / lo ^ 3 / n) + hi * (hi * / (n * lo ^ 2))) by (field; lra).
    apply Rplus_le_compat; apply Rmult_le_compat; try apply Rabs_pos; lra.
  Qed.

  (** Result 1.9: E g = grad rho - (1/n) E[w (r - b_w) s] / E w + O(1/n^2), b_w = E[w r] / E w: a
      constant C bounds n^2 times the error for every n >= 1. *)
  Theorem weighted_mean_bias_to_leading_order :
    exists C : R, forall n : nat, (1 <= n)%nat ->
      Rabs (expectation (iid P n) (weighted_mean_gradient w r s)
        - (success_gradient P r s
           - / INR n * (expectation P (fun y =>
               w y * (indicator (r y) - weighted_baseline P w r) * s y) / expectation P w)))
      <= C / INR n ^ 2.
  Proof.
    destruct (positive_values_have_bounds (support P) w weight_positive) as (lo & hi & Hlo & Hw).
    set (K := hi * (hi / lo ^ 2 + 6 * hi ^ 2 / lo ^ 3)).
    set (S1 := expectation P (fun y => Rabs (s y))).
    set (leading := expectation P (fun y => w y * (indicator (r y) - b) * s y) / e).
    set (error := fun n => Rabs (expectation (iid P n) (weighted_mean_gradient w r s)
      - (success_gradient P r s - / INR n * leading))).
    assert (Herror : forall m, (1 <= m)%nat -> error (S m) <= S1 * K / INR (S m) ^ 2).
    { intros m Hm. unfold error. assert (INR (S m) <> 0) by (apply not_0_INR; lia).
      pose proof mean_weight_positive.
      rewrite weighted_mean_bias_is_own_share_of_deviation by lia.
      replace (S m - 1)%nat with m by lia.
      replace (S1 * K / INR (S m) ^ 2)
        with (expectation P (fun y => Rabs (s y) * (K / INR (S m) ^ 2)))
        by (rewrite expectation_scal_r; unfold S1; field; assumption).
      match goal with |- Rabs ?difference <= _ => replace difference with
        (expectation P (fun y => s y * (- / INR (S m) * (INR (S m) * expectation (iid P m)
          (fun others => own_share w y others
            * (indicator (r y) - weighted_group_mean w r others))
          - w y * (indicator (r y) - b) / e)))) end.
      - apply absolute_expectation_le. intros y Hy. rewrite Rabs_mult.
        apply Rmult_le_compat_l; [apply Rabs_pos|].
        rewrite Rabs_mult, Rabs_Ropp, Rabs_right
          by (apply Rle_ge, Rlt_le, Rinv_0_lt_compat, lt_0_INR; lia).
        replace (K / INR (S m) ^ 2) with (/ INR (S m) * (K / INR (S m))) by (field; assumption).
        apply Rmult_le_compat_l; [apply Rlt_le, Rinv_0_lt_compat, lt_0_INR; lia|].
        now apply own_share_to_leading_order.
      - set (share := fun y => expectation (iid P m) (fun others =>
          own_share w y others * (indicator (r y) - weighted_group_mean w r others))).
        rewrite (expectation_ext P (fun y => expectation (iid P m) _) (fun y => share y * s y))
          by (intros y; apply expectation_scal_r).
        rewrite (expectation_ext P _ (fun y => / (INR (S m) * e)
          * (w y * (indicator (r y) - b) * s y) - share y * s y))
          by (intros y; fold (share y); field; lra).
        rewrite expectation_minus, expectation_scal. unfold leading. field. lra. }
    exists (Rmax (error 1%nat) (S1 * K)). intros n Hn. fold b e leading.
    change (error n <= Rmax (error 1%nat) (S1 * K) / INR n ^ 2).
    assert (Hpos : 0 < INR n) by (apply lt_0_INR; lia).
    destruct n as [|[|m]]; [lia| |].
    - replace (Rmax _ _ / INR 1 ^ 2) with (Rmax (error 1%nat) (S1 * K)) by (simpl; field).
      apply Rmax_l.
    - eapply Rle_trans; [apply Herror; lia|].
      apply Rmult_le_compat_r; [apply Rlt_le, Rinv_0_lt_compat, pow_lt, Hpos|apply Rmax_r].
  Qed.

End Bias.

(** Result 1.9: if the weight is w1 > 0 for every success and w0 > 0 for every failure, the mean is
    a rule of reward and success count, and so E g = Omega_n(rho) grad rho. *)
Theorem weight_constant_within_classes_keeps_direction {Y : Type} (P : distribution Y)
    (r : Y -> bool) (s w : Y -> R) (w1 w0 : R) n :
  expectation P s = 0 -> (1 <= n)%nat ->
  (forall y, In y (support P) -> w y = if r y then w1 else w0) ->
  expectation (iid P n) (weighted_mean_gradient w r s) =
  effective_weight n (class_weighted_mean w1 w0 n) (success_rate P r) * success_gradient P r s.
Proof.
  intros Hs Hn Hw.
  rewrite <- (expected_group_gradient_is_effective_weight_times_gradient P r s Hs) by exact Hn.
  apply expectation_ext_in. intros g Hg. pose proof (groups_length P n g Hg) as Hlength.
  assert (Hmembers : forall y, In y g -> w y = if r y then w1 else w0)
    by (intros y Hy; apply Hw, (members_are_responses P n g Hg y Hy)).
  assert (Hmean : weighted_group_mean w r g =
    w1 * INR (successes r g) / (w1 * INR (successes r g) + w0 * INR (n - successes r g))).
  { unfold weighted_group_mean. f_equal.
    - rewrite successes_as_sum, <- sum_scal. apply sum_ext_in. intros y Hy.
      rewrite (Hmembers y Hy). destruct (r y); cbn [indicator]; ring.
    - rewrite <- Hlength, minus_INR by apply successes_le_length.
      rewrite successes_as_sum, <- (Rmult_1_r (INR (length g))), <- sum_const, <- sum_minus.
      rewrite <- !sum_scal, <- sum_plus. apply sum_ext_in. intros y Hy.
      rewrite (Hmembers y Hy). destruct (r y); cbn [indicator]; ring. }
  unfold weighted_mean_gradient, group_gradient, class_weighted_mean. f_equal.
  apply sum_ext. intros y. now rewrite Hmean.
Qed.

(** ** Free logits *)

Section TabularBias.

  Context (M : nat) (P : distribution nat) (r : nat -> bool) (w : nat -> R).
  Hypothesis responses_are_below : support P = seq 0 M.
  Hypothesis probability_positive : forall y, (y < M)%nat -> 0 < probability P y.
  Hypothesis weight_positive : forall y, (y < M)%nat -> 0 < w y.

  Lemma expectation_times_tabular_score (f : nat -> R) (i : nat) : (i < M)%nat ->
    expectation P (fun y => f y * tabular_score P y i) = probability P i * (f i - expectation P f).
  Proof.
    intros Hi. unfold tabular_score.
    rewrite (expectation_ext P _ (fun y => f i * indicator (Nat.eqb y i) - probability P i * f y)).
    - rewrite expectation_minus, !expectation_scal.
      rewrite (expectation_of_response M P responses_are_below i Hi). ring.
    - intros y. destruct (Nat.eqb_spec y i) as [->|]; cbn [indicator]; ring.
  Qed.

  (** Result 1.9: with a free logit for each response and 0 < rho < 1, the leading bias
      E[w (r - b_w) s] / E w is a multiple of grad rho exactly when w is constant within the
      classes. *)
  Theorem tabular_weighted_mean_bias_is_parallel : 0 < success_rate P r < 1 ->
    (exists c : R, forall i, (i < M)%nat ->
       expectation P (fun y =>
         w y * (indicator (r y) - weighted_baseline P w r) * tabular_score P y i) / expectation P w
       = c * success_gradient P r (fun y => tabular_score P y i)) <->
    (exists w1 w0 : R, forall y, (y < M)%nat -> w y = if r y then w1 else w0).
  Proof.
    intros Hrho. set (rho := success_rate P r) in *. set (b := weighted_baseline P w r).
    assert (Hpositive : forall y, In y (support P) -> 0 < w y).
    { intros y Hy. rewrite responses_are_below in Hy. apply in_seq in Hy.
      apply weight_positive. lia. }
    destruct (positive_values_have_bounds (support P) w Hpositive) as (lo & hi & Hlo & Hw).
    assert (Hsuccess : lo * rho <= expectation P (fun y => indicator (r y) * w y)).
    { unfold rho, success_rate. rewrite <- expectation_scal. apply expectation_le. intros y Hy.
      specialize (Hw y Hy). destruct (r y); cbn [indicator]; lra. }
    assert (Hfailure : lo * (1 - rho) <= expectation P (fun y => indicator (negb (r y)) * w y)).
    { unfold rho. rewrite <- failure_rate, <- expectation_scal. apply expectation_le. intros y Hy.
      specialize (Hw y Hy). destruct (r y); cbn [indicator negb]; lra. }
    pose proof (expectation_by_class P r w) as Hparts.
    pose proof (weighted_baseline_times_weight P r w (fun y Hy => Rlt_le _ _ (Hpositive y Hy)))
      as Hb. fold b in Hb.
    set (e := expectation P w) in *. assert (0 < e) by nra. assert (0 < b < 1) by (split; nra).
    assert (Hzero : expectation P (fun y => w y * (indicator (r y) - b)) = 0)
      by apply (weighted_deviation_has_mean_zero P r w Hpositive).
    assert (Hbias : forall i, (i < M)%nat ->
      expectation P (fun y => w y * (indicator (r y) - b) * tabular_score P y i) / e =
      probability P i * (w i * (indicator (r i) - b)) / e).
    { intros i Hi. rewrite (expectation_times_tabular_score (fun y => w y * (indicator (r y) - b)))
        by exact Hi. rewrite Hzero. f_equal. ring. }
    assert (Hgradient : forall i, (i < M)%nat ->
      success_gradient P r (fun y => tabular_score P y i) =
      probability P i * (indicator (r i) - rho)).
    { intros i Hi. now apply (expectation_times_tabular_score (fun y => indicator (r y))). }
    split.
    - intros (c & Hc). exists (c * e * (1 - rho) / (1 - b)), (c * e * rho / b). intros y Hy.
      specialize (Hc y Hy). rewrite Hbias, Hgradient in Hc by exact Hy.
      pose proof (probability_positive y Hy).
      assert (Hw_y : w y * (indicator (r y) - b) = c * e * (indicator (r y) - rho)).
      { apply (Rmult_eq_reg_l (probability P y)); [|lra]. apply (Rmult_eq_reg_r (/ e));
          [|apply Rinv_neq_0_compat; lra]. unfold Rdiv in Hc. rewrite Hc. field. lra. }
      destruct (r y); cbn [indicator] in Hw_y.
      + apply (Rmult_eq_reg_r (1 - b)); [rewrite Hw_y; field|]; lra.
      + apply (Rmult_eq_reg_r (0 - b)); [rewrite Hw_y; field|]; lra.
    - intros (w1 & w0 & Hclasses). exists (w1 * (1 - b) / (e * (1 - rho))).
      assert (Hbalance : rho * (w1 * (1 - b)) = (1 - rho) * (w0 * b)).
      { rewrite (expectation_ext_in P _ (fun y =>
          indicator (r y) * (w1 * (1 - b)) - indicator (negb (r y)) * (w0 * b))) in Hzero.
        - rewrite expectation_minus, !expectation_scal_r, failure_rate in Hzero.
          fold (success_rate P r) in Hzero. fold rho in Hzero. lra.
        - intros y Hy. rewrite responses_are_below in Hy. apply in_seq in Hy.
          rewrite Hclasses by lia. destruct (r y); cbn [indicator negb]; ring. }
      intros i Hi. rewrite Hbias, Hgradient, Hclasses by exact Hi.
      destruct (r i); cbn [indicator]; [field; lra|].
      apply (Rmult_eq_reg_r (e * (1 - rho))); [|nra].
      transitivity (- (probability P i * ((1 - rho) * (w0 * b)))); [field; lra|].
      rewrite <- Hbalance. field. lra.
  Qed.

End TabularBias.
