(** * The limits of large groups

    The effective weight of a group of n rollouts as n grows, for the rules that read only reward
    and success count (column omega of the table in docs/theory.md). The limits of GRPO are in
    EffectiveWeights/GroupDeviationBounds.v.

    Results
      group_mean_weight_tends_to_one        == 1 - 1/n -> 1
      raft_weight_tends_to_reciprocal       == Omega_n -> 1/p
      linear_r_weight_tends_to_reciprocal   == Omega_n -> 1/p
      maxrl_weight_tends_to_reciprocal      == Omega_n -> 1/p
      uniform_r_weight_tends_to_reciprocal_of_variance      == Omega_n -> 1/(p q)
      uniform_r_zero_weight_tends_to_reciprocal_of_variance == the same with zeros if dead
      reinforce_rej_weight_tends_to_one     == Omega_n -> 1
      effective_weight_of_sqrt_r_by_expected_root == Omega_n = (E sqrt(1 - k/n) / q - q^n) / p
      sqrt_r_weight_tends_to_its_limit      == Omega_n -> 1/(p sqrt q)
      dapo_weight_tends_to_one_over_deviation == Omega_n / (1 - p^n - q^n) -> 1/sqrt(p q) *)

From Coq Require Import Reals Arith Lra Lia.
From Coquelicot Require Import Rcomplements Rbar Lim_seq.
From Counterweight Require Import Foundations.Distribution Foundations.Bernstein.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.DeadGroups EffectiveWeights.WeightsOfRules.
From Counterweight Require Import EffectiveWeights.GroupDeviation.
From Counterweight Require Import EffectiveWeights.GroupDeviationBounds.
Open Scope R_scope.

Lemma power_tends_to_zero x : -1 < x < 1 -> is_lim_seq (fun n => x ^ n) 0.
Proof. intros Hx. apply is_lim_seq_geom, Rabs_def1; lra. Qed.

Lemma limit_of_one_minus u : is_lim_seq u 0 -> is_lim_seq (fun n => 1 - u n) 1.
Proof.
  intros H. replace (Finite 1) with (Finite (1 - 0)) by (f_equal; ring).
  apply is_lim_seq_minus'; [apply is_lim_seq_const|assumption].
Qed.

Lemma limit_of_quotient_by_constant u l c :
  is_lim_seq u (Finite l) -> is_lim_seq (fun n => u n / c) (l / c).
Proof. intros H. now apply is_lim_seq_mult'; [|apply is_lim_seq_const]. Qed.

(** The mean of the group: Omega_n -> 1. *)
Theorem group_mean_weight_tends_to_one p :
  is_lim_seq (fun n => effective_weight n (group_mean n) p) 1.
Proof.
  apply is_lim_seq_ext_loc with (fun n => 1 - / INR n).
  - exists 1%nat. intros n Hn. rewrite effective_weight_of_group_mean by assumption.
    unfold Rdiv. ring.
  - apply limit_of_one_minus, reciprocal_of_n_tends_to_zero.
Qed.

Lemma limit_of_geometric_over p : 0 < p <= 1 ->
  is_lim_seq (fun n => (1 - (1 - p) ^ n) / p) (/ p).
Proof.
  intros Hp. replace (Finite (/ p)) with (Finite (1 / p)) by (f_equal; field; lra).
  apply limit_of_quotient_by_constant, limit_of_one_minus, power_tends_to_zero. lra.
Qed.

(** RAFT: Omega_n -> 1/p. *)
Theorem raft_weight_tends_to_reciprocal p : 0 < p <= 1 ->
  is_lim_seq (fun n => effective_weight n (raft n) p) (/ p).
Proof.
  intros Hp. apply is_lim_seq_ext_loc with (2 := limit_of_geometric_over p Hp).
  exists 1%nat. intros n Hn. symmetry. apply effective_weight_of_raft; [assumption|lra].
Qed.

(** Linear-R: Omega_n -> 1/p. *)
Theorem linear_r_weight_tends_to_reciprocal p : 0 < p <= 1 ->
  is_lim_seq (fun n => effective_weight n (linear_r n) p) (/ p).
Proof.
  intros Hp. apply is_lim_seq_ext_loc with (2 := limit_of_geometric_over p Hp).
  exists 1%nat. intros n Hn. symmetry. apply effective_weight_of_linear_r; [assumption|lra].
Qed.

(** MaxRL: Omega_n -> 1/p. *)
Theorem maxrl_weight_tends_to_reciprocal p : 0 < p <= 1 ->
  is_lim_seq (fun n => effective_weight n (maxrl n) p) (/ p).
Proof.
  intros Hp. apply is_lim_seq_incr_1.
  apply is_lim_seq_ext_loc with (2 := limit_of_geometric_over p Hp).
  exists 1%nat. intros n Hn. rewrite effective_weight_of_maxrl by (lia || lra).
  now replace (S n - 1)%nat with n by lia.
Qed.

Lemma limit_of_live_share p : 0 < p < 1 ->
  is_lim_seq (fun n => 1 - p ^ n - (1 - p) ^ n) 1.
Proof.
  intros Hp. replace (Finite 1) with (Finite (1 - 0)) by (f_equal; ring).
  apply is_lim_seq_minus'; [apply limit_of_one_minus|]; apply power_tends_to_zero; lra.
Qed.

Lemma limit_of_live_share_over_variance p : 0 < p < 1 ->
  is_lim_seq (fun n => (1 - p ^ n - (1 - p) ^ n) / (p * (1 - p))) (/ (p * (1 - p))).
Proof.
  intros Hp. replace (/ (p * (1 - p))) with (1 / (p * (1 - p))) by (field; lra).
  now apply limit_of_quotient_by_constant, limit_of_live_share.
Qed.

(** Uniform-R: Omega_n -> 1/(p q). *)
Theorem uniform_r_weight_tends_to_reciprocal_of_variance p : 0 < p < 1 ->
  is_lim_seq (fun n => effective_weight n (uniform_r n) p) (/ (p * (1 - p))).
Proof.
  intros Hp. pose proof (limit_of_live_share_over_variance p Hp) as H.
  apply is_lim_seq_incr_1 in H. apply is_lim_seq_ext_loc with (2 := H).
  exists 1%nat. intros n Hn. rewrite effective_weight_of_uniform_r by (assumption || lra).
  now rewrite Nat.add_1_r.
Qed.

(** Uniform-R with zeros in dead groups: Omega_n -> 1/(p q). *)
Theorem uniform_r_zero_weight_tends_to_reciprocal_of_variance p : 0 < p < 1 ->
  is_lim_seq (fun n => effective_weight n (uniform_r_zero n) p) (/ (p * (1 - p))).
Proof.
  intros Hp. apply is_lim_seq_ext_loc with (2 := limit_of_live_share_over_variance p Hp).
  exists 1%nat. intros n Hn. now rewrite effective_weight_of_uniform_r_zero by (assumption || lra).
Qed.

(** Reinforce-Rej with baseline b: Omega_n -> 1. *)
Theorem reinforce_rej_weight_tends_to_one b p : 0 < p < 1 ->
  is_lim_seq (fun n => effective_weight n (reinforce_rej b n) p) 1.
Proof.
  intros Hp. apply is_lim_seq_incr_1.
  apply is_lim_seq_ext with (fun n => (1 - b) * (1 - p ^ n) + b * (1 - (1 - p) ^ n)).
  - intros n. rewrite effective_weight_of_reinforce_rej by lia.
    now replace (S n - 1)%nat with n by lia.
  - replace (Finite 1) with (Finite ((1 - b) * 1 + b * 1)) by (f_equal; ring).
    apply is_lim_seq_plus'; apply is_lim_seq_mult'; try apply is_lim_seq_const;
      apply limit_of_one_minus, power_tends_to_zero; lra.
Qed.

(** DAPO, per accepted group: Omega_n / (1 - p^n - q^n) -> 1/sqrt(p q). *)
Theorem dapo_weight_tends_to_one_over_deviation p : 0 < p < 1 ->
  is_lim_seq (fun n => effective_weight n (grpo n) p / (1 - p ^ n - (1 - p) ^ n))
    (/ bernoulli_deviation p).
Proof.
  intros Hp.
  replace (Finite (/ bernoulli_deviation p)) with (Finite (/ bernoulli_deviation p / 1))
    by (f_equal; field; pose proof (bernoulli_deviation_positive p Hp); lra).
  apply is_lim_seq_div'; [|now apply limit_of_live_share|lra].
  now apply grpo_weight_tends_to_one_over_deviation.
Qed.

(** ** Sqrt-R *)

(** Sqrt-R: Omega_n = (E sqrt(1 - k/n) / q - q^n) / p over k ~ Bin(n, p). *)
Theorem effective_weight_of_sqrt_r_by_expected_root n p : (1 <= n)%nat -> 0 < p < 1 ->
  effective_weight n (sqrt_r n) p =
  (binomial_expectation n p (fun k => sqrt (1 - rate n k)) / (1 - p) - (1 - p) ^ n) / p.
Proof.
  intros Hn Hp. rewrite effective_weight_of_sqrt_r by assumption.
  rewrite (effective_weight_ext n _ (unless_dead n (fun r k =>
    (indicator r - rate n k) / (rate n k * sqrt (1 - rate n k))))).
  - rewrite effective_weight_of_group_mean_over_any_divisor by assumption.
    rewrite (binomial_expectation_ext _ _ _ (fun k =>
      sqrt (1 - rate n k) - (if (k =? 0)%nat then 1 else 0))).
    + rewrite binomial_expectation_minus, binomial_expectation_at_none.
      destruct n as [|n]; [lia|]. replace (S n - 1)%nat with n by lia. simpl pow. field. lra.
    + intros k Hk. destruct (Nat.eqb_spec k 0) as [->|H0].
      { rewrite rate_of_none, Rminus_0_r, sqrt_1. unfold Rdiv. ring. }
      destruct (Nat.eq_dec k n) as [->|Hne].
      { rewrite rate_of_all, Rminus_diag_eq, sqrt_0 by (assumption || reflexivity).
        unfold Rdiv. ring. }
      assert (H : 0 < rate n k < 1).
      { apply rate_of_live; [|assumption]. unfold dead.
        now rewrite (proj2 (Nat.eqb_neq _ _) H0), (proj2 (Nat.eqb_neq _ _) Hne). }
      pose proof (sqrt_lt_R0 (1 - rate n k) ltac:(lra)).
      rewrite <- (sqrt_sqrt (1 - rate n k)) at 1 by lra. field. lra.
  - intros j Hj. unfold bernstein_coefficient, unless_dead, sqrt_r.
    destruct (dead n (S j)) eqn:H1; destruct (dead n j) eqn:H2; try reflexivity;
      try apply live_group_counts in H1 as [H1 H1']; try apply live_group_counts in H2 as [H2 H2'];
      rewrite ?(proj2 (Nat.eqb_neq _ _) H1), ?(proj2 (Nat.eqb_neq _ _) H1'),
        ?(proj2 (Nat.eqb_neq _ _) H2), ?(proj2 (Nat.eqb_neq _ _) H2'); reflexivity.
Qed.

(** |sqrt x - sqrt y| <= |x - y| / sqrt y. *)
Lemma square_root_is_lipschitz x y : 0 <= x -> 0 < y ->
  Rabs (sqrt x - sqrt y) <= Rabs (x - y) / sqrt y.
Proof.
  intros Hx Hy. pose proof (sqrt_pos x) as H. pose proof (sqrt_lt_R0 y Hy) as H'.
  rewrite <- (sqrt_sqrt x) at 2 by lra. rewrite <- (sqrt_sqrt y) at 2 by lra.
  replace (sqrt x * sqrt x - sqrt y * sqrt y) with ((sqrt x - sqrt y) * (sqrt x + sqrt y)) by ring.
  rewrite Rabs_mult, (Rabs_pos_eq (sqrt x + sqrt y)) by lra.
  apply Rle_div_r; [assumption|]. apply Rmult_le_compat_l; [apply Rabs_pos|lra].
Qed.

Lemma expected_root_is_close_to_root n p : (1 <= n)%nat -> 0 < p < 1 ->
  Rabs (binomial_expectation n p (fun k => sqrt (1 - rate n k)) - sqrt (1 - p))
  <= bernoulli_deviation p / sqrt (1 - p) * sqrt (/ INR n).
Proof.
  intros Hn Hp. pose proof (sqrt_lt_R0 (1 - p) ltac:(lra)) as Hq.
  rewrite <- (binomial_expectation_const n p (sqrt (1 - p))) at 1.
  rewrite <- binomial_expectation_minus.
  eapply Rle_trans; [apply absolute_expectation_is_below_expected_absolute; lra|].
  apply Rle_trans with (binomial_expectation n p (fun k => Rabs (rate n k - p) / sqrt (1 - p))).
  - apply binomial_expectation_le; [lra|]. intros k Hk.
    pose proof (rate_between_zero_and_one n k Hn Hk).
    rewrite <- (Rabs_Ropp (rate n k - p)).
    replace (- (rate n k - p)) with (1 - rate n k - (1 - p)) by ring.
    apply square_root_is_lipschitz; lra.
  - rewrite binomial_expectation_quotient. apply Rle_div_l; [assumption|].
    eapply Rle_trans; [apply expected_distance_of_rate; [assumption|lra]|].
    assert (0 < INR n) by (apply lt_0_INR; lia).
    right. rewrite sqrt_inv. field. pose proof (sqrt_lt_R0 (INR n)). lra.
Qed.

Lemma expected_root_tends_to_root p : 0 < p < 1 ->
  is_lim_seq (fun n => binomial_expectation n p (fun k => sqrt (1 - rate n k))) (sqrt (1 - p)).
Proof.
  intros Hp. pose proof (sqrt_lt_R0 (1 - p) ltac:(lra)) as Hq.
  set (c := bernoulli_deviation p / sqrt (1 - p)).
  assert (Herror : is_lim_seq (fun n => c * sqrt (/ INR n)) 0).
  { replace (Finite 0) with (Finite (c * sqrt 0)) by (f_equal; rewrite sqrt_0; ring).
    apply is_lim_seq_mult'; [apply is_lim_seq_const|].
    apply (is_lim_seq_continuous sqrt); [apply continuity_pt_sqrt; lra|].
    apply reciprocal_of_n_tends_to_zero. }
  apply is_lim_seq_le_le_loc with
    (u := fun n => sqrt (1 - p) - c * sqrt (/ INR n))
    (w := fun n => sqrt (1 - p) + c * sqrt (/ INR n)).
  - exists 1%nat. intros n Hn.
    pose proof (expected_root_is_close_to_root n p Hn Hp) as H. fold c in H.
    apply Rabs_le_between in H. lra.
  - replace (Finite (sqrt (1 - p))) with (Finite (sqrt (1 - p) - 0)) by (f_equal; ring).
    apply is_lim_seq_minus'; [apply is_lim_seq_const|assumption].
  - replace (Finite (sqrt (1 - p))) with (Finite (sqrt (1 - p) + 0)) by (f_equal; ring).
    apply is_lim_seq_plus'; [apply is_lim_seq_const|assumption].
Qed.

(** Sqrt-R: Omega_n -> 1/(p sqrt q). *)
Theorem sqrt_r_weight_tends_to_its_limit p : 0 < p < 1 ->
  is_lim_seq (fun n => effective_weight n (sqrt_r n) p) (/ (p * sqrt (1 - p))).
Proof.
  intros Hp. pose proof (sqrt_lt_R0 (1 - p) ltac:(lra)) as Hq.
  apply is_lim_seq_ext_loc with (fun n =>
    (binomial_expectation n p (fun k => sqrt (1 - rate n k)) / (1 - p) - (1 - p) ^ n) / p).
  - exists 1%nat. intros n Hn. symmetry. now apply effective_weight_of_sqrt_r_by_expected_root.
  - replace (Finite (/ (p * sqrt (1 - p)))) with
      (Finite ((sqrt (1 - p) / (1 - p) - 0) / p)).
    + apply limit_of_quotient_by_constant, is_lim_seq_minus'; [|apply power_tends_to_zero; lra].
      now apply limit_of_quotient_by_constant, expected_root_tends_to_root.
    + f_equal. rewrite <- (sqrt_sqrt (1 - p)) at 2 by lra. field. lra.
Qed.

Example limits_at_three_quarters :
  is_lim_seq (fun n => effective_weight n (raft n) (3 / 4)) (4 / 3) /\
  is_lim_seq (fun n => effective_weight n (uniform_r n) (3 / 4)) (16 / 3) /\
  is_lim_seq (fun n => effective_weight n (sqrt_r n) (3 / 4)) (8 / 3).
Proof.
  repeat split.
  - replace (4 / 3) with (/ (3 / 4)) by field. apply raft_weight_tends_to_reciprocal. lra.
  - replace (16 / 3) with (/ (3 / 4 * (1 - 3 / 4))) by field.
    apply uniform_r_weight_tends_to_reciprocal_of_variance. lra.
  - replace (8 / 3) with (/ (3 / 4 * sqrt (1 - 3 / 4))).
    + apply sqrt_r_weight_tends_to_its_limit. lra.
    + replace (1 - 3 / 4) with (/ 2 * / 2) by field. rewrite sqrt_square by lra. field.
Qed.
