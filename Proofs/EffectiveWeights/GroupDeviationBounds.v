(** * GRPO: bounds at every group size, and the limit of large groups

    How far GRPO's effective weight is from its limit 1/sd(p), sd(p) = sqrt(p q), at every group
    size n and success rate p, and that it tends to that limit: with the population deviation, with
    the sample deviation, and with epsilon added to either (column omega of the table in
    docs/theory.md).

    Results
      grpo_weight_is_at_most_shrunken_limit == Omega_n <= sqrt(1 - 1/n) / sd(p)
      grpo_weight_is_at_most_one_over_deviation == Omega_n <= 1/sd(p)
      grpo_weight_is_at_least_limit_minus_order_one_over_n
        == 1/sd(p) - (1/(2n)) (1/sd(p) + 1/sd(p)^3) <= Omega_n
      grpo_epsilon_weight_is_close_to_its_limit
        == |Omega_n - 1/(sd(p) + epsilon)| <= 1/(p q sqrt n)
      grpo_weight_tends_to_one_over_deviation == Omega_n -> 1/sd(p)
      grpo_sample_weight_tends_to_one_over_deviation == the same with the sample deviation
      grpo_epsilon_weight_tends_to_one_over_deviation_plus_epsilon == -> 1/(sd(p) + epsilon)
      grpo_sample_epsilon_weight_tends_to_one_over_deviation_plus_epsilon
        == the same with the sample deviation *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Rcomplements Rbar Lim_seq.
From Counterweight Require Import Foundations.FiniteSum Foundations.Bernstein.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.GroupDeviation.
Open Scope R_scope.

(** ** Moments of the group's success rate *)

Lemma binomial_expectation_quotient n p f c :
  binomial_expectation n p (fun k => f k / c) = binomial_expectation n p f / c.
Proof.
  unfold Rdiv. rewrite Rmult_comm, <- binomial_expectation_scal.
  apply binomial_expectation_ext. intros. ring.
Qed.

Lemma expected_rate n p : (1 <= n)%nat -> binomial_expectation n p (rate n) = p.
Proof.
  intros Hn. unfold rate. rewrite binomial_expectation_quotient.
  change (fun k => INR k) with INR. rewrite binomial_mean. field. apply not_0_INR. lia.
Qed.

Lemma variance_of_rate n p : (1 <= n)%nat ->
  binomial_expectation n p (fun k => (rate n k - p) ^ 2) = p * (1 - p) / INR n.
Proof.
  intros Hn. assert (INR n <> 0) by (apply not_0_INR; lia).
  rewrite (binomial_expectation_ext _ _ _ (fun k =>
    (INR k ^ 2 / INR n ^ 2 - 2 * p * rate n k) + p ^ 2))
    by (intros; unfold rate; field; assumption).
  rewrite binomial_expectation_plus, binomial_expectation_minus, binomial_expectation_quotient.
  rewrite binomial_expectation_scal, binomial_expectation_const, binomial_second_moment.
  change (fun k => rate n k) with (rate n). rewrite expected_rate by assumption. field. assumption.
Qed.

Lemma expected_variance_of_group n p : (1 <= n)%nat ->
  binomial_expectation n p (fun k => rate n k * (1 - rate n k)) = p * (1 - p) * (1 - 1 / INR n).
Proof.
  intros Hn. assert (INR n <> 0) by (apply not_0_INR; lia).
  rewrite (binomial_expectation_ext _ _ _ (fun k =>
    ((1 - 2 * p) * rate n k + p ^ 2) - (rate n k - p) ^ 2)) by (intros; ring).
  rewrite binomial_expectation_minus, binomial_expectation_plus, binomial_expectation_scal.
  rewrite binomial_expectation_const, variance_of_rate by assumption.
  change (fun k => rate n k) with (rate n). rewrite expected_rate by assumption. field. assumption.
Qed.

(** (E f)^2 <= E f^2. *)
Lemma square_of_expectation_is_below_expected_square n p f : 0 <= p <= 1 ->
  binomial_expectation n p f ^ 2 <= binomial_expectation n p (fun k => f k ^ 2).
Proof.
  intros Hp. set (m := binomial_expectation n p f).
  assert (H : binomial_expectation n p (fun _ => 0) <=
    binomial_expectation n p (fun k => (f k - m) ^ 2)).
  { apply binomial_expectation_le; [assumption|]. intros k _. apply pow2_ge_0. }
  rewrite binomial_expectation_const in H.
  rewrite (binomial_expectation_ext _ _ _ (fun k => (f k ^ 2 - 2 * m * f k) + m ^ 2)) in H
    by (intros; ring).
  rewrite binomial_expectation_plus, binomial_expectation_minus, binomial_expectation_scal in H.
  rewrite binomial_expectation_const in H. change (fun k => f k) with f in H. fold m in H. nra.
Qed.

Lemma expectation_is_below_root_of_expected_square n p f : 0 <= p <= 1 ->
  binomial_expectation n p f <= sqrt (binomial_expectation n p (fun k => f k ^ 2)).
Proof.
  intros Hp. pose proof (square_of_expectation_is_below_expected_square n p f Hp) as H.
  apply Rle_trans with (sqrt (binomial_expectation n p f ^ 2)); [|now apply sqrt_le_1_alt].
  rewrite <- Rsqr_pow2, sqrt_Rsqr_abs. apply Rle_abs.
Qed.

(** ** Bounds *)

(** Omega_n(p) <= sqrt(1 - 1/n) / sd(p). *)
Theorem grpo_weight_is_at_most_shrunken_limit n p : (1 <= n)%nat -> 0 < p < 1 ->
  effective_weight n (grpo n) p <= sqrt (1 - 1 / INR n) / bernoulli_deviation p.
Proof.
  intros Hn Hp. rewrite effective_weight_of_grpo by assumption.
  assert (1 <= INR n) by (apply (le_INR 1); assumption).
  assert (0 <= 1 - 1 / INR n).
  { assert (/ INR n <= / 1) by (apply Rinv_le_contravar; lra). lra. }
  pose proof (bernoulli_deviation_positive p Hp).
  assert (H2 : binomial_expectation n p (fun k => bernoulli_deviation (rate n k)) <=
    bernoulli_deviation p * sqrt (1 - 1 / INR n)).
  { eapply Rle_trans; [apply expectation_is_below_root_of_expected_square; lra|].
    unfold bernoulli_deviation at 2. rewrite <- sqrt_mult by nra.
    apply sqrt_le_1_alt. right. rewrite <- expected_variance_of_group by assumption.
    apply binomial_expectation_ext. intros k Hk. simpl. rewrite Rmult_1_r.
    apply bernoulli_deviation_squared. now apply rate_between_zero_and_one. }
  rewrite <- (bernoulli_deviation_squared p) by lra.
  apply Rmult_le_reg_r with (bernoulli_deviation p * bernoulli_deviation p); [nra|].
  replace (sqrt (1 - 1 / INR n) / bernoulli_deviation p *
    (bernoulli_deviation p * bernoulli_deviation p))
    with (bernoulli_deviation p * sqrt (1 - 1 / INR n)) by (field; lra).
  eapply Rle_trans; [right|exact H2]. field. lra.
Qed.

(** Omega_n(p) <= 1/sd(p). *)
Theorem grpo_weight_is_at_most_one_over_deviation n p : (1 <= n)%nat -> 0 < p < 1 ->
  effective_weight n (grpo n) p <= / bernoulli_deviation p.
Proof.
  intros Hn Hp. eapply Rle_trans; [now apply grpo_weight_is_at_most_shrunken_limit|].
  rewrite <- (Rmult_1_l (/ bernoulli_deviation p)).
  apply Rmult_le_compat_r.
  - apply Rlt_le, Rinv_0_lt_compat. now apply bernoulli_deviation_positive.
  - apply Rle_trans with (sqrt 1); [apply sqrt_le_1_alt|rewrite sqrt_1; lra].
    assert (0 < 1 / INR n) by (apply Rdiv_lt_0_compat; [lra|apply lt_0_INR; lia]). lra.
Qed.

(** sqrt u >= 1 + (u - 1)/2 - (u - 1)^2/2. *)
Lemma square_root_is_above_parabola u : 0 <= u -> 1 + (u - 1) / 2 - (u - 1) ^ 2 / 2 <= sqrt u.
Proof.
  intros Hu. pose proof (sqrt_pos u) as Ht. pose proof (sqrt_sqrt u Hu) as Hs.
  rewrite <- Hs at 1 2. generalize dependent (sqrt u). intros t Ht _.
  assert (0 <= t * (t + 2) * (t - 1) ^ 2) by (apply Rmult_le_pos; [nra|apply pow2_ge_0]). nra.
Qed.

(** sd(x) >= sd(p) (1 + (u - 1)/2 - (x - p)^2/(2 (p q)^2)) with u = x (1 - x)/(p q). *)
Lemma deviation_is_above_parabola p x : 0 < p < 1 -> 0 <= x <= 1 ->
  bernoulli_deviation p * ((1 + (x * (1 - x)) / (p * (1 - p))) / 2
    - (x - p) ^ 2 / (2 * (p * (1 - p)) ^ 2)) <= bernoulli_deviation x.
Proof.
  intros Hp Hx. assert (Hv : 0 < p * (1 - p)) by nra.
  set (u := x * (1 - x) / (p * (1 - p))).
  assert (Hu : 0 <= u) by (apply Rmult_le_pos; [nra|apply Rlt_le, Rinv_0_lt_compat, Hv]).
  replace (bernoulli_deviation x) with (bernoulli_deviation p * sqrt u).
  2:{ unfold bernoulli_deviation. rewrite <- sqrt_mult by lra. f_equal. unfold u. field. lra. }
  apply Rmult_le_compat_l; [apply sqrt_pos|].
  eapply Rle_trans; [|now apply square_root_is_above_parabola].
  assert (H : (u - 1) ^ 2 <= (x - p) ^ 2 / (p * (1 - p)) ^ 2).
  { replace ((u - 1) ^ 2) with ((x - p) ^ 2 * (1 - x - p) ^ 2 / (p * (1 - p)) ^ 2)
      by (unfold u; field; lra).
    apply Rmult_le_compat_r; [now apply Rlt_le, Rinv_0_lt_compat, pow_lt|].
    rewrite <- (Rmult_1_r ((x - p) ^ 2)) at 2. apply Rmult_le_compat_l; [apply pow2_ge_0|nra]. }
  replace ((x - p) ^ 2 / (2 * (p * (1 - p)) ^ 2)) with ((x - p) ^ 2 / (p * (1 - p)) ^ 2 / 2)
    by (field; lra). lra.
Qed.

(** 1/sd(p) - (1/(2n)) (1/sd(p) + 1/sd(p)^3) <= Omega_n(p). *)
Theorem grpo_weight_is_at_least_limit_minus_order_one_over_n n p : (1 <= n)%nat -> 0 < p < 1 ->
  / bernoulli_deviation p
    - 1 / (2 * INR n) * (/ bernoulli_deviation p + / bernoulli_deviation p ^ 3)
  <= effective_weight n (grpo n) p.
Proof.
  intros Hn Hp. rewrite effective_weight_of_grpo by assumption.
  assert (0 < INR n) by (apply lt_0_INR; lia). assert (Hv : 0 < p * (1 - p)) by nra.
  pose proof (bernoulli_deviation_positive p Hp) as Hd.
  assert (H2 : binomial_expectation n p (fun k => bernoulli_deviation p *
      ((1 + (rate n k * (1 - rate n k)) / (p * (1 - p))) / 2
       - (rate n k - p) ^ 2 / (2 * (p * (1 - p)) ^ 2))) <=
    binomial_expectation n p (fun k => bernoulli_deviation (rate n k))).
  { apply binomial_expectation_le; [lra|]. intros k Hk. apply deviation_is_above_parabola;
      [assumption|now apply rate_between_zero_and_one]. }
  rewrite binomial_expectation_scal, binomial_expectation_minus, !binomial_expectation_quotient,
    binomial_expectation_plus, binomial_expectation_const, binomial_expectation_quotient,
    expected_variance_of_group, variance_of_rate in H2 by assumption.
  apply Rmult_le_reg_r with (p * (1 - p)); [assumption|].
  unfold Rdiv at 2. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
  eapply Rle_trans; [right|exact H2].
  rewrite <- (bernoulli_deviation_squared p) by lra. field. lra.
Qed.

Example grpo_weight_in_groups_of_four_is_bounded :
  / bernoulli_deviation (1 / 2) = 2 /\ 3 / 4 <= effective_weight 4 (grpo 4) (1 / 2) <= 2.
Proof.
  assert (H : bernoulli_deviation (1 / 2) = / 2).
  { unfold bernoulli_deviation. replace (1 / 2 * (1 - 1 / 2)) with (/ 2 * / 2) by field.
    apply sqrt_square. lra. }
  pose proof (grpo_weight_is_at_least_limit_minus_order_one_over_n 4 (1 / 2)
    ltac:(lia) ltac:(lra)) as Hlower.
  pose proof (grpo_weight_is_at_most_one_over_deviation 4 (1 / 2) ltac:(lia) ltac:(lra)) as Hupper.
  rewrite H in *. rewrite Rinv_inv in *. simpl in Hlower. lra.
Qed.

(** ** The error with epsilon *)

(** |sd(x) - sd(p)| <= |x - p| / sd(p). *)
Lemma deviation_is_lipschitz p x : 0 < p < 1 -> 0 <= x <= 1 ->
  Rabs (bernoulli_deviation x - bernoulli_deviation p) <= Rabs (x - p) / bernoulli_deviation p.
Proof.
  intros Hp Hx. pose proof (bernoulli_deviation_positive p Hp) as Hd.
  assert (H0 : 0 <= bernoulli_deviation x) by apply sqrt_pos.
  apply Rmult_le_reg_r with (bernoulli_deviation x + bernoulli_deviation p); [lra|].
  rewrite <- (Rabs_pos_eq (bernoulli_deviation x + bernoulli_deviation p)) at 1 by lra.
  rewrite <- Rabs_mult.
  replace ((bernoulli_deviation x - bernoulli_deviation p) *
    (bernoulli_deviation x + bernoulli_deviation p)) with ((x - p) * (1 - x - p)).
  2:{ pose proof (bernoulli_deviation_squared x Hx).
      pose proof (bernoulli_deviation_squared p ltac:(lra)). lra. }
  rewrite Rabs_mult.
  assert (H1 : Rabs (1 - x - p) <= 1) by (apply Rabs_le; lra).
  apply Rle_trans with (Rabs (x - p) * 1).
  - apply Rmult_le_compat_l; [apply Rabs_pos|assumption].
  - unfold Rdiv. rewrite Rmult_assoc. apply Rmult_le_compat_l; [apply Rabs_pos|].
    apply Rmult_le_reg_l with (bernoulli_deviation p); [assumption|].
    rewrite <- Rmult_assoc, Rinv_r by lra. lra.
Qed.

(** s^2/(s + epsilon) moves by no more than s. *)
Lemma damped_deviation_is_lipschitz epsilon s t : 0 <= epsilon -> 0 <= s -> 0 < t ->
  Rabs (s ^ 2 / (s + epsilon) - t ^ 2 / (t + epsilon)) <= Rabs (s - t).
Proof.
  intros He [Hs|<-] Ht.
  - replace (s ^ 2 / (s + epsilon) - t ^ 2 / (t + epsilon))
      with ((s - t) * ((s * t + epsilon * (s + t)) / ((s + epsilon) * (t + epsilon))))
      by (field; lra).
    rewrite Rabs_mult. rewrite <- (Rmult_1_r (Rabs (s - t))) at 2.
    apply Rmult_le_compat_l; [apply Rabs_pos|].
    assert (0 < (s + epsilon) * (t + epsilon)) by nra.
    rewrite Rabs_pos_eq.
    + apply Rle_div_l; [assumption|nra].
    + apply Rdiv_le_0_compat; [|assumption]. assert (0 < s * t) by nra. nra.
  - replace (0 ^ 2 / (0 + epsilon) - t ^ 2 / (t + epsilon)) with (- (t * (t / (t + epsilon))))
      by (simpl; unfold Rdiv; rewrite !Rmult_0_l; ring).
    replace (0 - t) with (- t) by ring. rewrite !Rabs_Ropp, Rabs_mult.
    rewrite <- (Rmult_1_r (Rabs t)) at 2. apply Rmult_le_compat_l; [apply Rabs_pos|].
    rewrite Rabs_pos_eq by (apply Rdiv_le_0_compat; lra). apply Rle_div_l; lra.
Qed.

Lemma absolute_expectation_is_below_expected_absolute n p f : 0 <= p <= 1 ->
  Rabs (binomial_expectation n p f) <= binomial_expectation n p (fun k => Rabs (f k)).
Proof.
  intros Hp. apply Rabs_le. split.
  - replace (binomial_expectation n p f) with (- binomial_expectation n p (fun k => -1 * f k))
      by (rewrite binomial_expectation_scal; change (fun k => f k) with f; ring).
    apply Ropp_le_contravar, binomial_expectation_le; [assumption|]. intros k _.
    rewrite <- Rabs_Ropp. replace (- f k) with (-1 * f k) by ring. apply Rle_abs.
  - apply binomial_expectation_le; [assumption|]. intros k _. apply Rle_abs.
Qed.

Lemma expected_distance_of_rate n p : (1 <= n)%nat -> 0 <= p <= 1 ->
  binomial_expectation n p (fun k => Rabs (rate n k - p)) <= bernoulli_deviation p / sqrt (INR n).
Proof.
  intros Hn Hp. eapply Rle_trans; [now apply expectation_is_below_root_of_expected_square|].
  unfold bernoulli_deviation. rewrite <- sqrt_div_alt by (apply lt_0_INR; lia).
  apply sqrt_le_1_alt. right. rewrite <- variance_of_rate by assumption.
  apply binomial_expectation_ext. intros k _. apply pow2_abs.
Qed.

(** |Omega_n(p) - 1/(sd(p) + epsilon)| <= 1/(p q sqrt n). *)
Theorem grpo_epsilon_weight_is_close_to_its_limit n epsilon p :
  (1 <= n)%nat -> 0 <= epsilon -> 0 < p < 1 ->
  Rabs (effective_weight n (grpo_epsilon n epsilon) p - / (bernoulli_deviation p + epsilon))
  <= / (p * (1 - p) * sqrt (INR n)).
Proof.
  intros Hn He Hp. rewrite effective_weight_of_grpo_epsilon by assumption.
  assert (Hv : 0 < p * (1 - p)) by nra.
  assert (Hs : 0 < sqrt (INR n)) by (apply sqrt_lt_R0, lt_0_INR; lia).
  pose proof (bernoulli_deviation_positive p Hp) as Hd.
  set (f := fun x => bernoulli_deviation x ^ 2 / (bernoulli_deviation x + epsilon)).
  change (fun k => bernoulli_deviation (rate n k) ^ 2 / (bernoulli_deviation (rate n k) + epsilon))
    with (fun k => f (rate n k)).
  replace (/ (bernoulli_deviation p + epsilon)) with (f p / (p * (1 - p))).
  2:{ unfold f. rewrite <- (bernoulli_deviation_squared p) by lra. field. lra. }
  assert (Hf : Rabs (binomial_expectation n p (fun k => f (rate n k) - f p)) <= / sqrt (INR n)).
  { eapply Rle_trans; [apply absolute_expectation_is_below_expected_absolute; lra|].
    apply Rle_trans with (binomial_expectation n p (fun k =>
      Rabs (rate n k - p) / bernoulli_deviation p)).
    - apply binomial_expectation_le; [lra|]. intros k Hk.
      eapply Rle_trans; [apply damped_deviation_is_lipschitz; [lra|apply sqrt_pos|assumption]|].
      apply deviation_is_lipschitz; [assumption|now apply rate_between_zero_and_one].
    - rewrite binomial_expectation_quotient. apply Rle_div_l; [assumption|].
      eapply Rle_trans; [apply expected_distance_of_rate; [assumption|lra]|].
      right. unfold Rdiv. ring. }
  rewrite binomial_expectation_minus, binomial_expectation_const in Hf.
  unfold Rdiv. rewrite <- Rmult_minus_distr_r, Rabs_mult.
  rewrite (Rabs_pos_eq (/ (p * (1 - p)))) by (apply Rlt_le, Rinv_0_lt_compat, Hv).
  rewrite (Rinv_mult (p * (1 - p))), Rmult_comm.
  apply Rmult_le_compat_l; [apply Rlt_le, Rinv_0_lt_compat, Hv|assumption].
Qed.

(** ** Limits of large groups *)

Lemma reciprocal_of_n_tends_to_zero : is_lim_seq (fun n => / INR n) 0.
Proof. exact (is_lim_seq_inv _ _ is_lim_seq_INR ltac:(discriminate)). Qed.

(** Omega_n(p) -> 1/sd(p) with the population deviation. *)
Theorem grpo_weight_tends_to_one_over_deviation p : 0 < p < 1 ->
  is_lim_seq (fun n => effective_weight n (grpo n) p) (/ bernoulli_deviation p).
Proof.
  intros Hp. set (d := bernoulli_deviation p).
  apply is_lim_seq_le_le_loc with
    (u := fun n => / d - / INR n * ((/ d + / d ^ 3) / 2)) (w := fun _ => / d).
  - exists 1%nat. intros n Hn. split; [|now apply grpo_weight_is_at_most_one_over_deviation].
    eapply Rle_trans; [right|now apply grpo_weight_is_at_least_limit_minus_order_one_over_n].
    fold d. unfold Rdiv. rewrite Rinv_mult. field.
    assert (0 < d) by now apply bernoulli_deviation_positive.
    split; [lra|apply not_0_INR; lia].
  - replace (Finite (/ d)) with (Finite (/ d - 0 * ((/ d + / d ^ 3) / 2))) by (f_equal; ring).
    apply is_lim_seq_minus'; [apply is_lim_seq_const|].
    apply is_lim_seq_mult'; [apply reciprocal_of_n_tends_to_zero|apply is_lim_seq_const].
  - apply is_lim_seq_const.
Qed.

Lemma ratio_of_deviations_tends_to_one : is_lim_seq (fun n => sqrt ((INR n - 1) / INR n)) 1.
Proof.
  apply is_lim_seq_ext_loc with (fun n => sqrt (1 - / INR n)).
  - exists 1%nat. intros n Hn. f_equal. field. apply not_0_INR. lia.
  - rewrite <- sqrt_1 at 1. apply (is_lim_seq_continuous sqrt (fun n => 1 - / INR n) 1).
    + apply continuity_pt_sqrt; lra.
    + replace (Finite 1) with (Finite (1 - 0)) by (f_equal; ring).
      apply is_lim_seq_minus'; [apply is_lim_seq_const|]. apply reciprocal_of_n_tends_to_zero.
Qed.

(** Omega_n(p) -> 1/sd(p) with the sample deviation. *)
Theorem grpo_sample_weight_tends_to_one_over_deviation p : 0 < p < 1 ->
  is_lim_seq (fun n => effective_weight n (grpo_sample n) p) (/ bernoulli_deviation p).
Proof.
  intros Hp.
  apply is_lim_seq_ext_loc with
    (fun n => sqrt ((INR n - 1) / INR n) * effective_weight n (grpo n) p).
  - exists 1%nat. intros n Hn. now rewrite effective_weight_of_grpo_sample.
  - rewrite <- (Rmult_1_l (/ bernoulli_deviation p)).
    apply is_lim_seq_mult'; [apply ratio_of_deviations_tends_to_one|].
    now apply grpo_weight_tends_to_one_over_deviation.
Qed.

Lemma limit_with_varying_epsilon (e : nat -> R) (epsilon p : R) :
  (forall n, 0 <= e n) -> is_lim_seq e epsilon -> 0 <= epsilon -> 0 < p < 1 ->
  is_lim_seq (fun n => effective_weight n (grpo_epsilon n (e n)) p)
    (/ (bernoulli_deviation p + epsilon)).
Proof.
  intros He Hlimit Hepsilon Hp. set (l := fun n => / (bernoulli_deviation p + e n)).
  set (v := p * (1 - p)). assert (Hv : 0 < v) by (unfold v; nra).
  pose proof (bernoulli_deviation_positive p Hp).
  assert (Hl : is_lim_seq l (/ (bernoulli_deviation p + epsilon))).
  { apply (is_lim_seq_inv _ (bernoulli_deviation p + epsilon)).
    - apply is_lim_seq_plus'; [apply is_lim_seq_const|assumption].
    - intros Heq. injection Heq. lra. }
  assert (Herror : is_lim_seq (fun n => / v * sqrt (/ INR n)) 0).
  { replace (Finite 0) with (Finite (/ v * sqrt 0)) by (f_equal; rewrite sqrt_0; ring).
    apply is_lim_seq_mult'; [apply is_lim_seq_const|].
    apply (is_lim_seq_continuous sqrt); [apply continuity_pt_sqrt; lra|].
    apply reciprocal_of_n_tends_to_zero. }
  apply is_lim_seq_le_le_loc with
    (u := fun n => l n - / v * sqrt (/ INR n)) (w := fun n => l n + / v * sqrt (/ INR n)).
  - exists 1%nat. intros n Hn.
    pose proof (grpo_epsilon_weight_is_close_to_its_limit n (e n) p Hn (He n) Hp) as Hn'.
    change (/ (bernoulli_deviation p + e n)) with (l n) in Hn'. fold v in Hn'.
    assert (0 < INR n) by (apply lt_0_INR; lia).
    pose proof (sqrt_lt_R0 (INR n)).
    rewrite Rinv_mult, <- inv_sqrt_depr in * by lra. apply Rabs_le_between in Hn'. lra.
  - rewrite <- (Rminus_0_r (/ (bernoulli_deviation p + epsilon))).
    apply is_lim_seq_minus'; assumption.
  - rewrite <- (Rplus_0_r (/ (bernoulli_deviation p + epsilon))).
    apply is_lim_seq_plus'; assumption.
Qed.

(** Omega_n(p) -> 1/(sd(p) + epsilon) with epsilon added to the population deviation. *)
Theorem grpo_epsilon_weight_tends_to_one_over_deviation_plus_epsilon epsilon p :
  0 <= epsilon -> 0 < p < 1 ->
  is_lim_seq (fun n => effective_weight n (grpo_epsilon n epsilon) p)
    (/ (bernoulli_deviation p + epsilon)).
Proof.
  intros He Hp. apply (limit_with_varying_epsilon (fun _ => epsilon)); try assumption.
  - now intros.
  - apply is_lim_seq_const.
Qed.

(** Omega_n(p) -> 1/(sd(p) + epsilon) with epsilon added to the sample deviation. *)
Theorem grpo_sample_epsilon_weight_tends_to_one_over_deviation_plus_epsilon epsilon p :
  0 <= epsilon -> 0 < p < 1 ->
  is_lim_seq (fun n => effective_weight n (grpo_sample_epsilon n epsilon) p)
    (/ (bernoulli_deviation p + epsilon)).
Proof.
  intros He Hp. set (c := fun n => sqrt ((INR n - 1) / INR n)).
  apply is_lim_seq_ext_loc with
    (fun n => c n * effective_weight n (grpo_epsilon n (c n * epsilon)) p).
  - exists 2%nat. intros n Hn. now rewrite effective_weight_of_grpo_sample_epsilon_is_scaled.
  - rewrite <- (Rmult_1_l (/ (bernoulli_deviation p + epsilon))).
    apply is_lim_seq_mult'; [apply ratio_of_deviations_tends_to_one|].
    apply limit_with_varying_epsilon; try assumption.
    + intros n. apply Rmult_le_pos; [apply sqrt_pos|assumption].
    + rewrite <- (Rmult_1_l epsilon) at 1.
      apply is_lim_seq_mult'; [apply ratio_of_deviations_tends_to_one|apply is_lim_seq_const].
Qed.

Example grpo_weight_at_one_half_tends_to_two :
  is_lim_seq (fun n => effective_weight n (grpo n) (1 / 2)) 2.
Proof.
  replace (Finite 2) with (Finite (/ bernoulli_deviation (1 / 2)))
    by (f_equal; apply grpo_weight_in_groups_of_four_is_bounded).
  apply grpo_weight_tends_to_one_over_deviation. lra.
Qed.

Example grpo_epsilon_weight_at_one_half_tends_to_one :
  is_lim_seq (fun n => effective_weight n (grpo_epsilon n (1 / 2)) (1 / 2)) 1.
Proof.
  replace (Finite 1) with (Finite (/ (bernoulli_deviation (1 / 2) + 1 / 2))).
  - apply grpo_epsilon_weight_tends_to_one_over_deviation_plus_epsilon; lra.
  - f_equal. rewrite <- (Rinv_inv (bernoulli_deviation (1 / 2))).
    rewrite (proj1 grpo_weight_in_groups_of_four_is_bounded). field.
Qed.
