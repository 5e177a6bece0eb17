(** * The limit of GRPO's implicit objective

    The objective phi_n that GRPO ascends with groups of n, and so DAPO per generated group, tends
    to 2 asin sqrt(p), uniformly in the success rate p, and from below (column phi of the table in
    docs/theory.md; result 2.4). The derivative of the limit is the limit 1/sd(p) = 1/sqrt(p q) of
    the effective weight.

    Definitions
      objective_gap n p == 2 asin sqrt(p) - phi_n(p)
    Results
      derivative_of_limit_objective_is_limit_weight == d/dp 2 asin sqrt(p) = 1/sd(p)
      implicit_objective_of_grpo_is_at_most_its_limit == phi_n(p) <= 2 asin sqrt(p)
      implicit_objective_of_grpo_tends_uniformly_to_its_limit
        == for every error there is a size from which on phi_n is that close, at every p
      implicit_objective_of_grpo_tends_to_its_limit == phi_n(p) -> 2 asin sqrt(p)
      implicit_objective_of_grpo_sample == sqrt((n - 1)/n) phi_n(p) with the sample deviation
      implicit_objective_of_grpo_sample_tends_to_its_limit == and so the same limit *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Rcomplements Rbar Hierarchy Lim_seq Continuity Derive.
From Counterweight Require Import Foundations.FiniteSum Foundations.Bernstein.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.ImplicitObjective.
From Counterweight Require Import EffectiveWeights.GroupDeviation.
From Counterweight Require Import EffectiveWeights.GroupDeviationBounds.
From Counterweight Require Import MinimumTime.Definitions MinimumTime.ClosedForms.
Open Scope R_scope.

Definition objective_gap (n : nat) (p : R) : R :=
  2 * asin (sqrt p) - implicit_objective n (grpo n) p.

(** ** Increments *)

Lemma increment_is_at_least f df a b lower : a <= b ->
  (forall x, a < x < b -> is_derive f x (df x) /\ lower <= df x) ->
  (forall x, a <= x <= b -> continuity_pt f x) ->
  lower * (b - a) <= f b - f a.
Proof.
  intros Hab Hdf Hcont.
  set (g := fun x => if Rlt_dec a x then if Rlt_dec x b then df x else lower else lower).
  destruct (MVT_gen f a b g) as (c & _ & Hc); rewrite ?Rmin_left, ?Rmax_right by lra.
  - intros x Hx. unfold g. destruct (Rlt_dec a x), (Rlt_dec x b); try lra. now apply Hdf.
  - exact Hcont.
  - rewrite Hc. apply Rmult_le_compat_r; [lra|]. unfold g.
    destruct (Rlt_dec a c), (Rlt_dec c b); try lra. now apply Hdf.
Qed.

Lemma continuity_of_implicit_objective n p : (1 <= n)%nat ->
  continuity_pt (implicit_objective n (grpo n)) p.
Proof.
  intros Hn. apply derivable_continuous_pt. exists (effective_weight n (grpo n) p).
  now apply is_derive_Reals, derivative_of_implicit_objective_is_effective_weight.
Qed.

(** ** The arcsine of the root *)

(** d/dp 2 asin sqrt(p) = 1/sd(p) = 1/sqrt(p q), the limit of GRPO's effective weight. *)
Theorem derivative_of_limit_objective_is_limit_weight p : 0 < p < 1 ->
  is_derive (fun x => 2 * asin (sqrt x)) p (/ bernoulli_deviation p).
Proof.
  intros Hp. rewrite <- (Rmult_1_l (/ bernoulli_deviation p)). now apply is_derive_asin_sqrt.
Qed.

Lemma angle_is_nonnegative x : 0 <= x <= 1 -> 0 <= 2 * asin (sqrt x).
Proof. intros Hx. pose proof (angle_range x Hx). lra. Qed.

Lemma continuity_of_angle x : 0 <= x < 1 -> continuity_pt (fun y => 2 * asin (sqrt y)) x.
Proof.
  intros Hx. apply continuity_pt_mult; [apply continuity_pt_const; congruence|].
  apply (continuity_pt_comp sqrt asin); [apply continuity_pt_sqrt; lra|].
  apply derivable_continuous_pt, derivable_pt_asin.
  pose proof (sqrt_pos x). pose proof (sqrt_lt_1_alt x 1 ltac:(lra)). rewrite sqrt_1 in *. lra.
Qed.

Lemma angle_of_complement x : 0 <= x <= 1 ->
  2 * asin (sqrt x) = PI - 2 * asin (sqrt (1 - x)).
Proof.
  intros Hx. pose proof (angle_range (1 - x) ltac:(lra)) as Hrange.
  replace (sqrt x) with (sin (PI / 2 - asin (sqrt (1 - x)))).
  - rewrite asin_sin by lra. field.
  - assert (sqrt (1 - x) <= 1) by (rewrite <- sqrt_1 at 2; apply sqrt_le_1_alt; lra).
    pose proof (sqrt_pos (1 - x)).
    rewrite sin_shift, cos_asin by lra. f_equal. rewrite Rsqr_sqrt; lra.
Qed.

Lemma angle_at_one : 2 * asin (sqrt 1) = PI.
Proof. rewrite sqrt_1, asin_1. field. Qed.

(** ** The gap *)

Lemma grpo_weight_is_nonnegative n p : (1 <= n)%nat -> 0 < p < 1 ->
  0 <= effective_weight n (grpo n) p.
Proof.
  intros Hn Hp. rewrite effective_weight_of_grpo by assumption.
  apply Rdiv_le_0_compat; [|nra]. rewrite <- (binomial_expectation_const n p 0).
  apply binomial_expectation_le; [lra|]. intros k _. apply sqrt_pos.
Qed.

Lemma implicit_objective_of_grpo_is_nondecreasing n a b : (1 <= n)%nat -> 0 <= a <= b -> b <= 1 ->
  implicit_objective n (grpo n) a <= implicit_objective n (grpo n) b.
Proof.
  intros Hn Hab Hb.
  assert (H : 0 * (b - a) <=
    implicit_objective n (grpo n) b - implicit_objective n (grpo n) a); [|lra].
  apply increment_is_at_least with (effective_weight n (grpo n)); [lra| |].
  - intros x Hx. split; [now apply derivative_of_implicit_objective_is_effective_weight|].
    apply grpo_weight_is_nonnegative; [assumption|lra].
  - intros x _. now apply continuity_of_implicit_objective.
Qed.

Lemma derivative_of_objective_gap n x : (1 <= n)%nat -> 0 < x < 1 ->
  is_derive (objective_gap n) x (/ bernoulli_deviation x - effective_weight n (grpo n) x).
Proof.
  intros Hn Hx. apply (is_derive_minus (fun y => 2 * asin (sqrt y))).
  - now apply derivative_of_limit_objective_is_limit_weight.
  - now apply derivative_of_implicit_objective_is_effective_weight.
Qed.

Lemma continuity_of_objective_gap n x : (1 <= n)%nat -> 0 <= x < 1 ->
  continuity_pt (objective_gap n) x.
Proof.
  intros Hn Hx. apply continuity_pt_minus; [now apply continuity_of_angle|].
  now apply continuity_of_implicit_objective.
Qed.

Lemma objective_gap_is_nondecreasing_below_one n a b : (1 <= n)%nat -> 0 <= a <= b -> b < 1 ->
  objective_gap n a <= objective_gap n b.
Proof.
  intros Hn Hab Hb. assert (H : 0 * (b - a) <= objective_gap n b - objective_gap n a); [|lra].
  apply increment_is_at_least with
    (fun x => / bernoulli_deviation x - effective_weight n (grpo n) x); [lra| |].
  - intros x Hx. split; [apply derivative_of_objective_gap; [assumption|lra]|].
    pose proof (grpo_weight_is_at_most_one_over_deviation n x Hn ltac:(lra)). lra.
  - intros x Hx. apply continuity_of_objective_gap; [assumption|lra].
Qed.

Lemma objective_gap_is_at_most_gap_at_one n a : (1 <= n)%nat -> 0 <= a <= 1 ->
  objective_gap n a <= objective_gap n 1.
Proof.
  intros Hn [Ha [Ha1| ->]]; [|lra]. apply Rnot_lt_le. intros Hgap.
  destruct (continuity_of_implicit_objective n 1 Hn (objective_gap n a - objective_gap n 1))
    as (delta & Hdelta & Hnear); [lra|].
  set (b := Rmax a (1 - delta / 2)).
  assert (Hb : a <= b < 1) by (unfold b; split; [apply Rmax_l|apply Rmax_lub_lt; lra]).
  assert (Hb' : 1 - delta / 2 <= b) by apply Rmax_r.
  specialize (Hnear b). simpl in Hnear. unfold R_dist, D_x, no_cond in Hnear.
  assert (H : Rabs (implicit_objective n (grpo n) b - implicit_objective n (grpo n) 1)
    < objective_gap n a - objective_gap n 1).
  { apply Hnear. split; [lra|]. rewrite Rabs_left; lra. }
  apply Rabs_def2 in H.
  pose proof (objective_gap_is_nondecreasing_below_one n a b Hn ltac:(lra) ltac:(lra)) as Hmono.
  pose proof (angle_of_complement b ltac:(lra)). pose proof angle_at_one.
  pose proof (angle_is_nonnegative (1 - b) ltac:(lra)). unfold objective_gap in *. lra.
Qed.

Lemma objective_gap_at_zero n : objective_gap n 0 = 0.
Proof. unfold objective_gap. rewrite implicit_objective_at_zero, sqrt_0, asin_0. ring. Qed.

Lemma middle_increment_of_objective_gap n a : (1 <= n)%nat -> 0 < a < 1 / 2 ->
  objective_gap n (1 - a) - objective_gap n a <=
  (/ bernoulli_deviation a + / bernoulli_deviation a ^ 3) / (2 * INR n).
Proof.
  intros Hn Ha. set (c := (/ bernoulli_deviation a + / bernoulli_deviation a ^ 3) / (2 * INR n)).
  assert (HINR : 0 < INR n) by (apply lt_0_INR; lia).
  pose proof (bernoulli_deviation_positive a ltac:(lra)) as Hda.
  assert (Hc : 0 <= c).
  { apply Rdiv_le_0_compat; [|lra].
    apply Rplus_le_le_0_compat; apply Rlt_le, Rinv_0_lt_compat; [|apply pow_lt]; assumption. }
  assert (H : - c * (1 - a - a) <= - objective_gap n (1 - a) - - objective_gap n a); [|nra].
  apply (increment_is_at_least (fun x => - objective_gap n x)
    (fun x => - (/ bernoulli_deviation x - effective_weight n (grpo n) x))); [lra| |].
  - intros x Hx. split.
    + apply (is_derive_opp (objective_gap n)), derivative_of_objective_gap; [assumption|lra].
    + apply Ropp_le_contravar.
      pose proof (grpo_weight_is_at_least_limit_minus_order_one_over_n n x Hn ltac:(lra)) as Hx'.
      assert (Hd : bernoulli_deviation a <= bernoulli_deviation x) by (apply sqrt_le_1_alt; nra).
      apply Rle_trans with
        (1 / (2 * INR n) * (/ bernoulli_deviation x + / bernoulli_deviation x ^ 3)); [lra|].
      unfold c, Rdiv. rewrite Rmult_1_l, Rmult_comm. apply Rmult_le_compat_r.
      { apply Rlt_le, Rinv_0_lt_compat. lra. }
      apply Rplus_le_compat; apply Rinv_le_contravar; try assumption; [now apply pow_lt|].
      apply pow_incr. lra.
  - intros x Hx. apply continuity_pt_opp, continuity_of_objective_gap; [assumption|lra].
Qed.

Lemma objective_gap_at_one n a : (1 <= n)%nat -> 0 < a < 1 / 2 ->
  objective_gap n 1 <= 2 * (2 * asin (sqrt a)) +
    (/ bernoulli_deviation a + / bernoulli_deviation a ^ 3) / (2 * INR n).
Proof.
  intros Hn Ha. pose proof (middle_increment_of_objective_gap n a Hn Ha).
  pose proof (implicit_objective_of_grpo_is_nondecreasing n 0 a Hn ltac:(lra) ltac:(lra)).
  pose proof (implicit_objective_of_grpo_is_nondecreasing n (1 - a) 1 Hn ltac:(lra) ltac:(lra)).
  pose proof (angle_of_complement a ltac:(lra)). pose proof angle_at_one.
  rewrite implicit_objective_at_zero in *. unfold objective_gap in *. lra.
Qed.

(** ** The limit *)

(** phi_n(p) <= 2 asin sqrt(p). *)
Theorem implicit_objective_of_grpo_is_at_most_its_limit n p : (1 <= n)%nat -> 0 <= p <= 1 ->
  implicit_objective n (grpo n) p <= 2 * asin (sqrt p).
Proof.
  intros Hn Hp. assert (H : 0 <= objective_gap n p); [|unfold objective_gap in H; lra].
  rewrite <- (objective_gap_at_zero n). destruct Hp as [Hp [Hp1| ->]].
  - apply objective_gap_is_nondecreasing_below_one; [assumption|lra|assumption].
  - apply objective_gap_is_at_most_gap_at_one; [assumption|lra].
Qed.

(** phi_n -> 2 asin sqrt(p) uniformly in p. *)
Theorem implicit_objective_of_grpo_tends_uniformly_to_its_limit (error : R) : 0 < error ->
  exists size, forall n p, (size <= n)%nat -> 0 <= p <= 1 ->
  Rabs (implicit_objective n (grpo n) p - 2 * asin (sqrt p)) <= error.
Proof.
  intros Herror.
  destruct (continuity_of_angle 0 ltac:(lra) (error / 4)) as (delta & Hdelta & Hnear); [lra|].
  set (a := Rmin (delta / 2) (1 / 4)).
  assert (Ha : 0 < a < 1 / 2).
  { split; [apply Rmin_glb_lt; lra|]. apply Rle_lt_trans with (1 / 4); [apply Rmin_r|lra]. }
  assert (Hangle : 2 * asin (sqrt a) < error / 4).
  { specialize (Hnear a). simpl in Hnear. unfold R_dist, D_x, no_cond in Hnear.
    rewrite sqrt_0, asin_0, Rmult_0_r, !Rminus_0_r in Hnear.
    eapply Rle_lt_trans; [apply Rle_abs|]. apply Hnear. split; [lra|].
    rewrite Rabs_pos_eq by lra. apply Rle_lt_trans with (delta / 2); [apply Rmin_l|lra]. }
  set (c := / bernoulli_deviation a + / bernoulli_deviation a ^ 3).
  destruct (nfloor_ex (Rmax 0 (c / error))) as [m [_ Hm]]; [apply Rmax_l|].
  apply (Rle_lt_trans _ _ _ (Rmax_r _ _)) in Hm. exists (S m). intros n p Hn Hp.
  pose proof (le_INR _ _ Hn) as Hmn. rewrite S_INR in Hmn. pose proof (pos_INR m).
  pose proof (objective_gap_at_one n a ltac:(lia) Ha) as Hone. fold c in Hone.
  assert (Hc : c / (2 * INR n) <= error / 2).
  { apply Rle_div_l; [lra|]. apply Rlt_div_l in Hm; [nra|assumption]. }
  pose proof (objective_gap_is_at_most_gap_at_one n p ltac:(lia) Hp) as Hgap.
  pose proof (implicit_objective_of_grpo_is_at_most_its_limit n p ltac:(lia) Hp).
  unfold objective_gap at 1 in Hgap. apply Rabs_le. lra.
Qed.

(** phi_n(p) -> 2 asin sqrt(p) for every p from 0 to 1. *)
Theorem implicit_objective_of_grpo_tends_to_its_limit p : 0 <= p <= 1 ->
  is_lim_seq (fun n => implicit_objective n (grpo n) p) (2 * asin (sqrt p)).
Proof.
  intros Hp. apply is_lim_seq_Reals. intros error Herror.
  destruct (implicit_objective_of_grpo_tends_uniformly_to_its_limit (error / 2)) as [size H];
    [lra|].
  exists size. intros n Hn. unfold R_dist. specialize (H n p Hn Hp). lra.
Qed.

(** With the sample deviation phi_n(p) is sqrt((n - 1)/n) times that, at every p. *)
Theorem implicit_objective_of_grpo_sample n p : (1 <= n)%nat ->
  implicit_objective n (grpo_sample n) p =
  sqrt ((INR n - 1) / INR n) * implicit_objective n (grpo n) p.
Proof.
  intros Hn. unfold implicit_objective. rewrite <- binomial_expectation_scal.
  apply binomial_expectation_ext. intros k Hk. unfold group_score, Rdiv.
  rewrite <- Rmult_assoc, <- sum_below_scal. f_equal. apply sum_below_ext. intros j Hj.
  unfold bernstein_coefficient. rewrite !grpo_sample_is_scaled_grpo by lia. unfold Rdiv. ring.
Qed.

(** phi_n(p) -> 2 asin sqrt(p) with the sample deviation. *)
Theorem implicit_objective_of_grpo_sample_tends_to_its_limit p : 0 <= p <= 1 ->
  is_lim_seq (fun n => implicit_objective n (grpo_sample n) p) (2 * asin (sqrt p)).
Proof.
  intros Hp. apply is_lim_seq_ext_loc with
    (fun n => sqrt ((INR n - 1) / INR n) * implicit_objective n (grpo n) p).
  - exists 1%nat. intros n Hn. now rewrite implicit_objective_of_grpo_sample.
  - rewrite <- (Rmult_1_l (2 * asin (sqrt p))).
    apply is_lim_seq_mult'; [apply ratio_of_deviations_tends_to_one|].
    now apply implicit_objective_of_grpo_tends_to_its_limit.
Qed.

Example implicit_objective_of_grpo_at_one_tends_to_pi :
  is_lim_seq (fun n => implicit_objective n (grpo n) 1) PI.
Proof.
  rewrite <- angle_at_one. apply implicit_objective_of_grpo_tends_to_its_limit. lra.
Qed.
