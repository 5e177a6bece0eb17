(** * The limits of implicit objectives that have no bound, or start at 1 or 1/2

    Where the limit omega of the effective weights cannot be integrated from 0, the implicit
    objective phi_n grows without bound with n, but its increments have limits (column phi of the
    table in docs/theory.md; result 2.4): from 1 for RAFT, with the harmonic number
    H_n = phi_n(1), and for Sqrt-R, from 1/2 for Uniform-R.

    Definitions
      harmonic_number n == H_n = 1 + 1/2 + ... + 1/n
    Results
      implicit_objective_of_raft_at_one == phi_n(1) = H_n
      implicit_objective_of_raft_minus_harmonic_number_tends_to_logarithm == phi_n(p) - H_n -> ln p
      implicit_objective_of_raft_is_unbounded == phi_n(p) -> infinity for p > 0
      implicit_objective_of_uniform_r_tends_to_log_odds
        == phi_n(p) - phi_n(1/2) -> ln(p/(1 - p))
      implicit_objective_of_sqrt_r_tends_to_its_limit
        == phi_n(p) - phi_n(1) -> -2 artanh sqrt(1 - p) *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Rcomplements Rbar Hierarchy Lim_seq Continuity Derive ElemFct.
From Counterweight Require Import Foundations.FiniteSum Foundations.Bernstein.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.WeightsOfRules.
From Counterweight Require Import EffectiveWeights.ImplicitObjective.
From Counterweight Require Import EffectiveWeights.GroupDeviation.
From Counterweight Require Import EffectiveWeights.GroupDeviationBounds.
From Counterweight Require Import EffectiveWeights.Limits EffectiveWeights.ObjectiveLimit.
From Counterweight Require Import MinimumTime.Definitions MinimumTime.ClosedForms.
Open Scope R_scope.

Definition harmonic_number (n : nat) : R := sum_below n (fun i => / INR (S i)).

(** ** Increments *)

(** Where Omega_n is within an error of G', the increments of phi_n are as near to those of G. *)
Lemma objective_increment_is_close (A : advantage_rule) n (G w : R -> R) a p error :
  (1 <= n)%nat ->
  (forall x, Rmin a p <= x <= Rmax a p -> is_derive G x (w x)) ->
  (forall x, Rmin a p <= x <= Rmax a p -> Rabs (effective_weight n A x - w x) <= error) ->
  Rabs (implicit_objective n A p - implicit_objective n A a - (G p - G a)) <=
  error * Rabs (p - a).
Proof.
  intros Hn HG Herror.
  assert (Hderive : forall x, Rmin a p <= x <= Rmax a p ->
    is_derive (fun y => implicit_objective n A y - G y) x (effective_weight n A x - w x)).
  { intros x Hx. apply (is_derive_minus (implicit_objective n A) G); [|now apply HG].
    now apply derivative_of_implicit_objective_is_effective_weight. }
  destruct (MVT_gen (fun y => implicit_objective n A y - G y) a p
    (fun x => effective_weight n A x - w x)) as (c & Hc & Hincrement).
  - intros x Hx. apply Hderive. lra.
  - intros x Hx. apply derivable_continuous_pt. eexists. apply is_derive_Reals, Hderive, Hx.
  - replace (implicit_objective n A p - implicit_objective n A a - (G p - G a))
      with ((effective_weight n A c - w c) * (p - a)) by lra.
    rewrite Rabs_mult. apply Rmult_le_compat_r; [apply Rabs_pos|]. now apply Herror.
Qed.

Lemma limit_of_objective_increment (A : nat -> advantage_rule) (G w : R -> R) a p
    (error : nat -> R) :
  (forall x, Rmin a p <= x <= Rmax a p -> is_derive G x (w x)) ->
  (forall n x, (1 <= n)%nat -> Rmin a p <= x <= Rmax a p ->
    Rabs (effective_weight n (A n) x - w x) <= error n) ->
  is_lim_seq error 0 ->
  is_lim_seq (fun n => implicit_objective n (A n) p - implicit_objective n (A n) a) (G p - G a).
Proof.
  intros HG Herror Hlimit.
  assert (Hzero : is_lim_seq (fun n => error n * Rabs (p - a)) 0).
  { rewrite <- (Rmult_0_l (Rabs (p - a))).
    apply is_lim_seq_mult'; [assumption|apply is_lim_seq_const]. }
  apply is_lim_seq_le_le_loc with
    (u := fun n => G p - G a - error n * Rabs (p - a))
    (w := fun n => G p - G a + error n * Rabs (p - a)).
  - exists 1%nat. intros n Hn.
    pose proof (objective_increment_is_close (A n) n G w a p (error n) Hn HG
      (fun x => Herror n x Hn)) as H.
    apply Rabs_le_between in H. lra.
  - replace (Finite (G p - G a)) with (Finite (G p - G a - 0)) by (f_equal; ring).
    apply is_lim_seq_minus'; [apply is_lim_seq_const|assumption].
  - replace (Finite (G p - G a)) with (Finite (G p - G a + 0)) by (f_equal; ring).
    apply is_lim_seq_plus'; [apply is_lim_seq_const|assumption].
Qed.

(** ** RAFT *)

(** RAFT: phi_n(1) = H_n. *)
Theorem implicit_objective_of_raft_at_one n :
  (1 <= n)%nat -> implicit_objective n (raft n) 1 = harmonic_number n.
Proof.
  intros Hn. rewrite implicit_objective_of_raft by assumption.
  apply sum_below_ext. intros i _. replace (1 - 1) with 0 by ring.
  rewrite pow_i by lia. unfold Rdiv. ring.
Qed.

(** RAFT: phi_n(p) - H_n -> ln p for 0 < p <= 1. *)
Theorem implicit_objective_of_raft_minus_harmonic_number_tends_to_logarithm p : 0 < p <= 1 ->
  is_lim_seq (fun n => implicit_objective n (raft n) p - harmonic_number n) (ln p).
Proof.
  intros Hp. rewrite <- (Rminus_0_r (ln p)), <- ln_1.
  apply is_lim_seq_ext_loc with
    (fun n => implicit_objective n (raft n) p - implicit_objective n (raft n) 1).
  { exists 1%nat. intros n Hn. now rewrite implicit_objective_of_raft_at_one. }
  apply (limit_of_objective_increment raft ln Rinv 1 p (fun n => (1 - p) ^ n / p));
    rewrite ?Rmin_right, ?Rmax_left by lra.
  - intros x Hx. apply is_derive_Reals, derivable_pt_lim_ln. lra.
  - intros n x Hn Hx. rewrite effective_weight_of_raft by (lra || assumption).
    replace ((1 - (1 - x) ^ n) / x - / x) with (- ((1 - x) ^ n / x)) by (field; lra).
    pose proof (pow_le (1 - x) n ltac:(lra)).
    rewrite Rabs_Ropp, Rabs_pos_eq by (apply Rdiv_le_0_compat; lra).
    apply Rmult_le_compat; try assumption.
    + apply Rlt_le, Rinv_0_lt_compat. lra.
    + apply pow_incr. lra.
    + apply Rinv_le_contravar; lra.
  - rewrite <- (Rmult_0_l (/ p)). apply is_lim_seq_mult'; [|apply is_lim_seq_const].
    apply power_tends_to_zero. lra.
Qed.

Lemma harmonic_number_is_above_logarithm n : ln (INR (S n)) <= harmonic_number n.
Proof.
  unfold harmonic_number. induction n as [|n IH]; [simpl; rewrite ln_1; lra|].
  cbn [sum_below]. assert (0 < INR (S n)) by (apply lt_0_INR; lia).
  rewrite (S_INR (S n)). replace (INR (S n) + 1) with (INR (S n) * (1 + / INR (S n)))
    by (field; lra).
  pose proof (Rinv_0_lt_compat (INR (S n)) ltac:(lra)) as Hinv.
  rewrite ln_mult by lra. apply Rplus_le_compat; [exact IH|].
  rewrite <- (ln_exp (/ INR (S n))) at 2. apply Rlt_le, ln_increasing; [lra|].
  now apply exp_ineq1, Rgt_not_eq.
Qed.

(** RAFT: phi_n(p) -> infinity for 0 < p <= 1. *)
Theorem implicit_objective_of_raft_is_unbounded p : 0 < p <= 1 ->
  is_lim_seq (fun n => implicit_objective n (raft n) p) p_infty.
Proof.
  intros Hp. apply is_lim_seq_ext with
    (fun n => (implicit_objective n (raft n) p - harmonic_number n) + harmonic_number n);
    [intros; ring|].
  apply is_lim_seq_plus with (ln p) p_infty; [| |reflexivity].
  - now apply implicit_objective_of_raft_minus_harmonic_number_tends_to_logarithm.
  - apply is_lim_seq_le_p_loc with (fun n => ln (INR (S n))).
    + exists 0%nat. intros n _. apply harmonic_number_is_above_logarithm.
    + apply (is_lim_comp_seq ln (fun n => INR (S n)) p_infty p_infty); [apply is_lim_ln_p| |].
      * exists 0%nat. intros n _. discriminate.
      * apply (is_lim_seq_incr_1 INR), is_lim_seq_INR.
Qed.

(** ** Uniform-R *)

Lemma segment_from_one_half p x : Rmin (1 / 2) p <= x <= Rmax (1 / 2) p ->
  Rmin p (1 - p) <= x <= 1 - Rmin p (1 - p).
Proof.
  unfold Rmin, Rmax. destruct (Rle_dec p (1 - p)), (Rle_dec (1 / 2) p); lra.
Qed.

(** Uniform-R: phi_n(p) - phi_n(1/2) -> ln(p/(1 - p)), the log-odds of p. *)
Theorem implicit_objective_of_uniform_r_tends_to_log_odds p : 0 < p < 1 ->
  is_lim_seq (fun n =>
    implicit_objective n (uniform_r n) p - implicit_objective n (uniform_r n) (1 / 2)) (log_odds p).
Proof.
  intros Hp. replace (log_odds p) with (log_odds p - log_odds (1 / 2)).
  2:{ unfold log_odds at 2. replace (1 / 2 / (1 - 1 / 2)) with 1 by field. rewrite ln_1. ring. }
  set (m := Rmin p (1 - p)).
  assert (Hm : 0 < m <= 1 / 2) by (unfold m, Rmin; destruct (Rle_dec p (1 - p)); lra).
  apply (limit_of_objective_increment uniform_r log_odds uniform_r_limit_weight (1 / 2) p
    (fun n => (1 - m) ^ n * (2 / (m * (1 - m))))).
  - intros x Hx. apply segment_from_one_half in Hx. fold m in Hx. apply is_derive_log_odds. lra.
  - intros n x Hn Hx. apply segment_from_one_half in Hx. fold m in Hx.
    rewrite effective_weight_of_uniform_r by (lra || assumption). unfold uniform_r_limit_weight.
    assert (Hvariance : m * (1 - m) <= x * (1 - x)) by nra.
    assert (0 < m * (1 - m)) by nra.
    replace ((1 - x ^ (n + 1) - (1 - x) ^ (n + 1)) / (x * (1 - x)) - 1 / (x * (1 - x)))
      with (- ((x ^ (n + 1) + (1 - x) ^ (n + 1)) / (x * (1 - x)))) by (field; lra).
    assert (Hpower : forall y, m <= y <= 1 - m -> 0 <= y ^ (n + 1) <= (1 - m) ^ n).
    { intros y Hy. split; [apply pow_le; lra|]. rewrite Nat.add_1_r. simpl pow.
      assert (y ^ n <= (1 - m) ^ n) by (apply pow_incr; lra).
      assert (0 <= y ^ n) by (apply pow_le; lra). nra. }
    pose proof (Hpower x ltac:(lra)). pose proof (Hpower (1 - x) ltac:(lra)).
    rewrite Rabs_Ropp, Rabs_pos_eq by (apply Rdiv_le_0_compat; lra).
    replace ((1 - m) ^ n * (2 / (m * (1 - m)))) with (2 * (1 - m) ^ n / (m * (1 - m)))
      by (field; lra).
    apply Rmult_le_compat; try lra.
    + apply Rlt_le, Rinv_0_lt_compat. lra.
    + apply Rinv_le_contravar; lra.
  - rewrite <- (Rmult_0_l (2 / (m * (1 - m)))).
    apply is_lim_seq_mult'; [apply power_tends_to_zero; lra|apply is_lim_seq_const].
Qed.

(** ** Sqrt-R *)

Lemma sqrt_r_weight_is_between_zero_and_its_limit n x : (1 <= n)%nat -> 0 < x < 1 ->
  0 <= effective_weight n (sqrt_r n) x <= sqrt_r_limit_weight x.
Proof.
  intros Hn Hx. rewrite effective_weight_of_sqrt_r_by_expected_root by assumption.
  pose proof (sqrt_lt_R0 (1 - x) ltac:(lra)) as Hroot.
  assert (Hmean : binomial_expectation n x (fun k => 1 - rate n k) = 1 - x).
  { rewrite binomial_expectation_minus, binomial_expectation_const.
    change (fun k => rate n k) with (rate n). now rewrite expected_rate. }
  set (m := binomial_expectation n x (fun k => sqrt (1 - rate n k))).
  assert (Hlower : 1 - x <= m).
  { rewrite <- Hmean. apply binomial_expectation_le; [lra|]. intros k Hk.
    pose proof (rate_between_zero_and_one n k Hn Hk) as Hrate.
    rewrite <- (sqrt_sqrt (1 - rate n k)) at 1 by lra. pose proof (sqrt_pos (1 - rate n k)).
    assert (sqrt (1 - rate n k) <= 1) by (rewrite <- sqrt_1 at 2; apply sqrt_le_1_alt; lra).
    nra. }
  assert (Hupper : m <= sqrt (1 - x)).
  { eapply Rle_trans; [apply expectation_is_below_root_of_expected_square; lra|].
    apply sqrt_le_1_alt. rewrite <- Hmean. right. apply binomial_expectation_ext. intros k Hk.
    rewrite pow2_sqrt; [reflexivity|]. pose proof (rate_between_zero_and_one n k Hn Hk). lra. }
  pose proof (pow_incr (1 - x) 1 n ltac:(lra)) as Hpower. rewrite pow1 in Hpower.
  assert (Hpower' : 0 <= (1 - x) ^ n) by (apply pow_le; lra).
  assert (Hratio : 1 <= m / (1 - x) <= / sqrt (1 - x)).
  { split; [apply Rle_div_r; lra|]. apply Rle_div_l; [lra|].
    rewrite <- (sqrt_sqrt (1 - x)) at 2 by lra. field_simplify; lra. }
  split; [apply Rdiv_le_0_compat; lra|].
  unfold sqrt_r_limit_weight. replace (1 / (x * sqrt (1 - x))) with (/ sqrt (1 - x) / x)
    by (field; lra).
  apply Rmult_le_compat_r; [apply Rlt_le, Rinv_0_lt_compat|]; lra.
Qed.

Lemma sqrt_r_weight_is_close_to_its_limit n m x : (1 <= n)%nat -> 0 < m -> m <= x <= 1 - m ->
  Rabs (effective_weight n (sqrt_r n) x - sqrt_r_limit_weight x) <=
  (sqrt (/ INR n) / m + (1 - m) ^ n) / m.
Proof.
  intros Hn Hm Hx. rewrite effective_weight_of_sqrt_r_by_expected_root by (lra || assumption).
  pose proof (expected_root_is_close_to_root n x Hn ltac:(lra)) as Hclose.
  pose proof (sqrt_lt_R0 (1 - x) ltac:(lra)) as Hroot. unfold sqrt_r_limit_weight.
  set (e := binomial_expectation n x (fun k => sqrt (1 - rate n k))) in *.
  replace ((e / (1 - x) - (1 - x) ^ n) / x - 1 / (x * sqrt (1 - x)))
    with (((e - sqrt (1 - x)) / (1 - x) - (1 - x) ^ n) / x).
  2:{ pose proof (sqrt_sqrt (1 - x) ltac:(lra)) as Hsquare.
      set (t := sqrt (1 - x)) in *. clearbody t. rewrite <- Hsquare. field. lra. }
  assert (Hfactor : bernoulli_deviation x / sqrt (1 - x) <= 1).
  { apply Rle_div_l; [assumption|]. rewrite Rmult_1_l. apply sqrt_le_1_alt. nra. }
  pose proof (sqrt_pos (/ INR n)) as Hn0.
  assert (Hinverse : forall y, m <= y -> 0 <= / y <= / m).
  { intros y Hy. split; [apply Rlt_le, Rinv_0_lt_compat|apply Rinv_le_contravar]; lra. }
  pose proof (Hinverse x ltac:(lra)). pose proof (Hinverse (1 - x) ltac:(lra)).
  assert (Hpower : 0 <= (1 - x) ^ n <= (1 - m) ^ n)
    by (split; [apply pow_le|apply pow_incr]; lra).
  unfold Rdiv. rewrite Rabs_mult, (Rabs_pos_eq (/ x)) by lra.
  apply Rmult_le_compat; try lra; [apply Rabs_pos|].
  eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp, (Rabs_pos_eq ((1 - x) ^ n)) by lra.
  apply Rplus_le_compat; [|lra]. rewrite Rabs_mult, (Rabs_pos_eq (/ (1 - x))) by lra.
  apply Rmult_le_compat; try lra; [apply Rabs_pos|nra].
Qed.

Lemma sqrt_r_limit_objective_at_one : -2 * artanh (sqrt (1 - 1)) = 0.
Proof.
  rewrite Rminus_diag_eq, sqrt_0 by reflexivity. unfold artanh.
  replace ((1 + 0) / (1 - 0)) with 1 by field. rewrite ln_1. ring.
Qed.

Lemma continuity_of_sqrt_r_limit_objective x : 0 < x <= 1 ->
  continuity_pt (fun y => -2 * artanh (sqrt (1 - y))) x.
Proof.
  intros Hx. apply continuity_pt_mult; [apply continuity_pt_const; congruence|].
  apply (continuity_pt_comp (fun y => sqrt (1 - y)) artanh).
  - apply (continuity_pt_comp (fun y => 1 - y) sqrt); [|apply continuity_pt_sqrt; lra].
    apply continuity_pt_minus; [apply continuity_pt_const; congruence|apply continuity_pt_id].
  - apply derivable_continuous_pt. eexists. apply is_derive_Reals, is_derive_artanh.
    pose proof (sqrt_pos (1 - x)). pose proof (sqrt_lt_1_alt (1 - x) 1 ltac:(lra)).
    rewrite sqrt_1 in *. lra.
Qed.

Lemma sqrt_r_objective_between a n : (1 <= n)%nat -> 0 < a <= 1 ->
  -2 * artanh (sqrt (1 - a)) <= implicit_objective n (sqrt_r n) a
    - implicit_objective n (sqrt_r n) 1 <= 0.
Proof.
  intros Hn Ha.
  assert (Hcontinuous : forall x, continuity_pt (implicit_objective n (sqrt_r n)) x).
  { intros x. apply derivable_continuous_pt. eexists.
    now apply is_derive_Reals, derivative_of_implicit_objective_is_effective_weight. }
  split.
  - assert (H : 0 * (1 - a) <=
      (-2 * artanh (sqrt (1 - 1)) - implicit_objective n (sqrt_r n) 1)
      - (-2 * artanh (sqrt (1 - a)) - implicit_objective n (sqrt_r n) a)).
    { apply (increment_is_at_least
        (fun x => -2 * artanh (sqrt (1 - x)) - implicit_objective n (sqrt_r n) x)
        (fun x => sqrt_r_limit_weight x - effective_weight n (sqrt_r n) x)); [lra| |].
      - intros x Hx. split.
        + apply (is_derive_minus (fun y => -2 * artanh (sqrt (1 - y)))).
          * apply is_derive_artanh_root_of_complement. lra.
          * now apply derivative_of_implicit_objective_is_effective_weight.
        + pose proof (sqrt_r_weight_is_between_zero_and_its_limit n x Hn ltac:(lra)). lra.
      - intros x Hx. apply continuity_pt_minus; [|apply Hcontinuous].
        apply continuity_of_sqrt_r_limit_objective. lra. }
    rewrite sqrt_r_limit_objective_at_one in H. lra.
  - assert (H : 0 * (1 - a) <=
      implicit_objective n (sqrt_r n) 1 - implicit_objective n (sqrt_r n) a); [|lra].
    apply increment_is_at_least with (effective_weight n (sqrt_r n)); [lra| |].
    + intros x Hx. split; [now apply derivative_of_implicit_objective_is_effective_weight|].
      apply sqrt_r_weight_is_between_zero_and_its_limit; [assumption|lra].
    + intros x _. apply Hcontinuous.
Qed.

(** Sqrt-R: phi_n(p) - phi_n(1) -> -2 artanh sqrt(1 - p) for 0 < p <= 1. *)
Theorem implicit_objective_of_sqrt_r_tends_to_its_limit p : 0 < p <= 1 ->
  is_lim_seq (fun n =>
    implicit_objective n (sqrt_r n) p - implicit_objective n (sqrt_r n) 1)
    (-2 * artanh (sqrt (1 - p))).
Proof.
  intros [Hp [Hp1| ->]].
  2:{ rewrite sqrt_r_limit_objective_at_one.
      apply is_lim_seq_ext with (fun _ => 0); [intros; ring|apply is_lim_seq_const]. }
  apply is_lim_seq_Reals. intros error Herror.
  destruct (continuity_of_sqrt_r_limit_objective 1 ltac:(lra) (error / 2))
    as (delta & Hdelta & Hnear); [lra|].
  set (b := Rmax p (1 - delta / 2)).
  assert (Hb : p <= b < 1) by (unfold b; split; [apply Rmax_l|apply Rmax_lub_lt; lra]).
  assert (Hb' : 1 - delta / 2 <= b) by apply Rmax_r.
  assert (Hend : Rabs (-2 * artanh (sqrt (1 - b)) - 0) < error / 2).
  { specialize (Hnear b). simpl in Hnear. unfold R_dist, D_x, no_cond in Hnear.
    rewrite sqrt_r_limit_objective_at_one in Hnear. apply Hnear. split; [lra|].
    rewrite Rabs_left; lra. }
  set (m := Rmin p (1 - b)).
  assert (Hm : 0 < m) by (unfold m; apply Rmin_glb_lt; lra).
  assert (Hm' : m <= p /\ m <= 1 - b) by (unfold m; split; [apply Rmin_l|apply Rmin_r]).
  assert (Hlimit : is_lim_seq (fun n =>
    implicit_objective n (sqrt_r n) b - implicit_objective n (sqrt_r n) p)
    (-2 * artanh (sqrt (1 - b)) - -2 * artanh (sqrt (1 - p)))).
  { apply (limit_of_objective_increment sqrt_r (fun x => -2 * artanh (sqrt (1 - x)))
      sqrt_r_limit_weight p b (fun n => (sqrt (/ INR n) / m + (1 - m) ^ n) / m));
      rewrite ?Rmin_left, ?Rmax_right by lra.
    - intros x Hx. apply is_derive_artanh_root_of_complement. lra.
    - intros n x Hn Hx. apply sqrt_r_weight_is_close_to_its_limit; lra || assumption.
    - replace (Finite 0) with (Finite ((0 / m + 0) / m)) by (f_equal; field; lra).
      apply limit_of_quotient_by_constant, is_lim_seq_plus'; [|apply power_tends_to_zero; lra].
      apply limit_of_quotient_by_constant. rewrite <- sqrt_0 at 1.
      apply (is_lim_seq_continuous sqrt); [apply continuity_pt_sqrt; lra|].
      apply reciprocal_of_n_tends_to_zero. }
  apply is_lim_seq_Reals in Hlimit. destruct (Hlimit (error / 2) ltac:(lra)) as [size Hsize].
  exists (S size). intros n Hn. unfold R_dist in *.
  specialize (Hsize n ltac:(lia)).
  pose proof (sqrt_r_objective_between b n ltac:(lia) ltac:(lra)) as Hrest.
  apply Rabs_def2 in Hend, Hsize. apply Rabs_def1; lra.
Qed.

Example implicit_objective_of_raft_at_one_half_falls_short_by_the_logarithm_of_two :
  is_lim_seq (fun n => implicit_objective n (raft n) (1 / 2) - harmonic_number n) (- ln 2).
Proof.
  replace (- ln 2) with (ln (1 / 2)).
  - apply implicit_objective_of_raft_minus_harmonic_number_tends_to_logarithm. lra.
  - unfold Rdiv. rewrite Rmult_1_l. apply ln_Rinv. lra.
Qed.
