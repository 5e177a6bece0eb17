(** * GRPO: dividing by the deviation of the group's rewards

    Every group rule that divides r - k/n by something and ignores dead groups has an exact
    effective weight; so GRPO with the population deviation, with the sample deviation, and with
    an epsilon >= 0 added to either. Advantages, Bernstein coefficients, the weights at both
    ends, and groups of two (the rows of `grpo` in docs/theory.md, after results 2.2, 2.3, 2.6).

    Definitions
      bernoulli_deviation x == sd(x) = sqrt(x (1 - x)), the deviation of a reward with success
                               rate x; the group's population deviation is sd(k/n)
    Results
      effective_weight_of_group_mean_over_any_divisor
        == Omega_n = E[(k/n)(1 - k/n) / D(k)] / (p q) for (r - k/n) / D(k), 0 in dead groups
      grpo_advantage_of_success, grpo_advantage_of_failure == sqrt((n-k)/k) and -sqrt(k/(n-k))
      bernstein_coefficient_of_grpo == w_j = sqrt((n-1-j)/(j+1)) + sqrt(j/(n-j))
      effective_weight_of_grpo == Omega_n = E sd(k/n) / (p q)
      effective_weight_of_grpo_by_counts == Omega_n = E sqrt(k (n - k)) / (n p q)
      effective_weight_of_grpo_at_zero, effective_weight_of_grpo_at_one == sqrt(n - 1)
      grpo_sample_is_scaled_grpo, effective_weight_of_grpo_sample == sqrt((n-1)/n) times it
      effective_weight_of_grpo_sample_at_zero, effective_weight_of_grpo_sample_at_one
        == (n - 1) / sqrt n
      effective_weight_of_grpo_epsilon == Omega_n = E[sd(k/n)^2 / (sd(k/n) + epsilon)] / (p q)
      grpo_epsilon_of_zero == with epsilon = 0 it is GRPO
      effective_weight_of_grpo_epsilon_at_zero, effective_weight_of_grpo_epsilon_at_one
        == (n - 1) / (sqrt(n - 1) + n epsilon)
      grpo_sample_epsilon_is_scaled_grpo_epsilon
        == c times that with the population deviation and c epsilon, c = sqrt((n-1)/n)
      effective_weight_of_grpo_sample_epsilon
        == Omega_n = E[sd(k/n)^2 / (sqrt(n/(n-1)) sd(k/n) + epsilon)] / (p q)
      grpo_sample_epsilon_of_zero == with epsilon = 0 it is GRPO with the sample deviation
      effective_weight_of_grpo_sample_epsilon_at_zero,
      effective_weight_of_grpo_sample_epsilon_at_one == (n - 1) / (sqrt n + n epsilon)
      grpo_of_two_is_leave_one_out, grpo_sample_of_two_is_leave_one_out
        == groups of two: RLOO, and RLOO / sqrt 2, advantage by advantage
      group_gradient_of_two_grpo, group_gradient_of_two_grpo_sample == and so their gradients *)

From Coq Require Import Reals List Bool Arith Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.DeadGroups EffectiveWeights.CentredWeights.
Import ListNotations.
Open Scope R_scope.

Definition bernoulli_deviation (x : R) : R := sqrt (x * (1 - x)).

Lemma dead_group_counts n k : dead n k = true -> k = O \/ k = n.
Proof. unfold dead. intros H. apply orb_prop in H as [H|H]; apply Nat.eqb_eq in H; auto. Qed.

Lemma live_group_counts n k : dead n k = false -> k <> O /\ k <> n.
Proof.
  unfold dead. intros H. apply orb_false_elim in H as [H0 Hn].
  apply Nat.eqb_neq in H0, Hn. auto.
Qed.

Lemma rate_of_none n : rate n 0 = 0.
Proof. unfold rate. simpl. lra. Qed.

Lemma rate_of_all n : (1 <= n)%nat -> rate n n = 1.
Proof. intros Hn. unfold rate. field. apply not_0_INR. lia. Qed.

Lemma rate_between_zero_and_one n k : (1 <= n)%nat -> (k <= n)%nat -> 0 <= rate n k <= 1.
Proof.
  intros Hn Hk. unfold rate. assert (0 < INR n) by (apply lt_0_INR; lia).
  pose proof (pos_INR k). pose proof (le_INR _ _ Hk). split.
  - apply Rmult_le_pos; [assumption|]. apply Rlt_le, Rinv_0_lt_compat. assumption.
  - apply Rmult_le_reg_r with (INR n); [assumption|]. field_simplify; lra.
Qed.

Lemma rate_of_live n k : dead n k = false -> (k <= n)%nat -> 0 < rate n k < 1.
Proof.
  intros H Hk. apply live_group_counts in H as [H0 Hn].
  assert (0 < INR k) by (apply lt_0_INR; lia). assert (INR k < INR n) by (apply lt_INR; lia).
  unfold rate. split; [apply Rdiv_lt_0_compat; lra|].
  apply Rmult_lt_reg_r with (INR n); [lra|]. field_simplify; lra.
Qed.

Lemma rate_of_dead n k : (1 <= n)%nat -> dead n k = true -> rate n k * (1 - rate n k) = 0.
Proof.
  intros Hn H. apply dead_group_counts in H as [->| ->].
  - rewrite rate_of_none. ring.
  - rewrite rate_of_all by assumption. ring.
Qed.

Lemma bernoulli_deviation_squared x :
  0 <= x <= 1 -> bernoulli_deviation x * bernoulli_deviation x = x * (1 - x).
Proof. intros Hx. apply sqrt_sqrt. nra. Qed.

Lemma bernoulli_deviation_positive x : 0 < x < 1 -> 0 < bernoulli_deviation x.
Proof. intros Hx. apply sqrt_lt_R0. nra. Qed.

(** Result 2.6 for any divisor D(k), with 0 in dead groups:
    Omega_n(p) = E[(k/n)(1 - k/n) / D(k)] / (p q) over k ~ Bin(n, p), x/0 = 0. *)
Theorem effective_weight_of_group_mean_over_any_divisor n (D : nat -> R) p :
  (1 <= n)%nat -> 0 < p < 1 ->
  effective_weight n (unless_dead n (fun r k => (indicator r - rate n k) / D k)) p =
  binomial_expectation n p (fun k => rate n k * (1 - rate n k) / D k) / (p * (1 - p)).
Proof.
  intros Hn Hp. rewrite (effective_weight_ext _ _ (centred_weights (fun k => / D k) n)).
  - rewrite (binomial_expectation_ext _ _ _ (fun k => / D k * rate n k * (1 - rate n k)))
      by (intros; unfold Rdiv; ring).
    rewrite <- class_weight_of_centred_weights by assumption. field. lra.
  - intros j _. unfold bernstein_coefficient, centred_weights, unless_dead, Rdiv.
    destruct (dead n j), (dead n (S j)); ring.
Qed.

(** ** Advantages *)

Lemma population_deviation_by_counts n k : (1 <= n)%nat -> (k <= n)%nat ->
  population_deviation n k = sqrt (INR k * INR (n - k)) / INR n.
Proof.
  intros Hn Hk. unfold population_deviation, rate.
  assert (0 < INR n) by (apply lt_0_INR; lia).
  replace (INR k / INR n * (1 - INR k / INR n)) with (INR k * INR (n - k) / (INR n * INR n))
    by (rewrite minus_INR by assumption; field; lra).
  rewrite sqrt_div_alt by nra. rewrite sqrt_square by lra. reflexivity.
Qed.

Lemma sqrt_ratio a b : 0 < a -> 0 < b -> sqrt (a / b) = a / sqrt (a * b).
Proof.
  intros Ha Hb. rewrite sqrt_div, sqrt_mult by lra.
  rewrite <- (sqrt_sqrt a) at 2 by lra.
  pose proof (sqrt_lt_R0 a Ha). pose proof (sqrt_lt_R0 b Hb). field. lra.
Qed.

(** A(1, k) = sqrt((n - k)/k) for GRPO with the population deviation, 0 < k <= n. *)
Theorem grpo_advantage_of_success n k : (0 < k <= n)%nat ->
  grpo n true k = sqrt (INR (n - k) / INR k).
Proof.
  intros Hk. unfold grpo, unless_dead. destruct (dead n k) eqn:Hdead.
  - apply dead_group_counts in Hdead as [->| ->]; [lia|].
    rewrite Nat.sub_diag. simpl (INR 0). unfold Rdiv. now rewrite Rmult_0_l, sqrt_0.
  - apply live_group_counts in Hdead.
    assert (0 < INR k) by (apply lt_0_INR; lia).
    assert (0 < INR n) by (apply lt_0_INR; lia).
    assert (0 < INR (n - k)) by (apply lt_0_INR; lia).
    rewrite population_deviation_by_counts, sqrt_ratio by (assumption || lia).
    rewrite (Rmult_comm (INR (n - k))). unfold rate. cbn [indicator].
    replace (INR k) with (INR n - INR (n - k)) at 1 by (rewrite minus_INR by lia; ring).
    field. pose proof (sqrt_lt_R0 (INR k * INR (n - k))). nra.
Qed.

(** A(0, k) = -sqrt(k/(n - k)) for GRPO with the population deviation, 0 <= k < n. *)
Theorem grpo_advantage_of_failure n k : (k < n)%nat ->
  grpo n false k = - sqrt (INR k / INR (n - k)).
Proof.
  intros Hk. unfold grpo, unless_dead. destruct (dead n k) eqn:Hdead.
  - apply dead_group_counts in Hdead as [->| ->]; [|lia].
    simpl (INR 0). unfold Rdiv. rewrite Rmult_0_l, sqrt_0. ring.
  - apply live_group_counts in Hdead.
    assert (0 < INR k) by (apply lt_0_INR; lia).
    assert (0 < INR n) by (apply lt_0_INR; lia).
    assert (0 < INR (n - k)) by (apply lt_0_INR; lia).
    rewrite population_deviation_by_counts, sqrt_ratio by (assumption || lia).
    unfold rate. cbn [indicator]. field.
    pose proof (sqrt_lt_R0 (INR k * INR (n - k))). nra.
Qed.

Example grpo_advantages_of_one_success_in_five :
  grpo 5 true 1%nat = 2 /\ grpo 5 false 1%nat = - (1 / 2).
Proof.
  rewrite grpo_advantage_of_success, grpo_advantage_of_failure by lia. simpl. split.
  - replace ((1 + 1 + 1 + 1) / 1) with (2 * 2) by field. apply sqrt_square. lra.
  - replace (1 / (1 + 1 + 1 + 1)) with (1 / 2 * (1 / 2)) by field. rewrite sqrt_square; lra.
Qed.

(** w_j = sqrt((n - 1 - j)/(j + 1)) + sqrt(j/(n - j)) for j = 0, ..., n - 1. *)
Theorem bernstein_coefficient_of_grpo n j : (j < n)%nat ->
  bernstein_coefficient (grpo n) j =
  sqrt (INR (n - 1 - j) / INR (j + 1)) + sqrt (INR j / INR (n - j)).
Proof.
  intros Hj. unfold bernstein_coefficient.
  rewrite grpo_advantage_of_success, grpo_advantage_of_failure by lia.
  replace (n - S j)%nat with (n - 1 - j)%nat by lia.
  replace (S j) with (j + 1)%nat by lia. ring.
Qed.

(** ** The population deviation *)

(** Omega_n(p) = E[sd(k/n)] / (p q) over k ~ Bin(n, p), with sd(x) = sqrt(x (1 - x)). *)
Theorem effective_weight_of_grpo n p : (1 <= n)%nat -> 0 < p < 1 ->
  effective_weight n (grpo n) p =
  binomial_expectation n p (fun k => bernoulli_deviation (rate n k)) / (p * (1 - p)).
Proof.
  intros Hn Hp. unfold grpo. rewrite effective_weight_of_group_mean_over_any_divisor by assumption.
  f_equal. apply binomial_expectation_ext. intros k Hk.
  change (population_deviation n k) with (bernoulli_deviation (rate n k)).
  destruct (dead n k) eqn:Hdead.
  - unfold bernoulli_deviation. rewrite (rate_of_dead n k), sqrt_0 by assumption.
    unfold Rdiv. ring.
  - apply rate_of_live in Hdead; [|assumption].
    rewrite <- bernoulli_deviation_squared by lra.
    field. pose proof (bernoulli_deviation_positive _ Hdead). lra.
Qed.

(** Omega_n(p) = E[sqrt(k (n - k))] / (n p q) over k ~ Bin(n, p). *)
Theorem effective_weight_of_grpo_by_counts n p : (1 <= n)%nat -> 0 < p < 1 ->
  effective_weight n (grpo n) p =
  binomial_expectation n p (fun k => sqrt (INR k * INR (n - k))) / (INR n * p * (1 - p)).
Proof.
  intros Hn Hp. rewrite effective_weight_of_grpo by assumption.
  assert (0 < INR n) by (apply lt_0_INR; lia).
  rewrite (binomial_expectation_ext _ _ _ (fun k => / INR n * sqrt (INR k * INR (n - k)))).
  - rewrite binomial_expectation_scal. field. lra.
  - intros k Hk. rewrite Rmult_comm. now apply population_deviation_by_counts.
Qed.

Example effective_weight_of_grpo_in_groups_of_four :
  effective_weight 4 (grpo 4) (1 / 10) = (27 + 82 * sqrt 3) / 100.
Proof.
  rewrite effective_weight_of_grpo_by_counts by (lia || lra).
  unfold binomial_expectation, bernstein.
  cbn [sum_below Nat.sub]. change (choose 4 0) with 1%Z. change (choose 4 1) with 4%Z.
  change (choose 4 2) with 6%Z. change (choose 4 3) with 4%Z. change (choose 4 4) with 1%Z.
  simpl INR. replace ((1 + 1) * (1 + 1)) with (2 * 2) by ring. rewrite sqrt_square by lra.
  rewrite !Rmult_0_l, !Rmult_0_r, sqrt_0.
  replace (1 * (1 + 1 + 1)) with 3 by ring. replace ((1 + 1 + 1) * 1) with 3 by ring. field.
Qed.

(** Omega_n(0) = sqrt(n - 1). *)
Theorem effective_weight_of_grpo_at_zero n :
  (1 <= n)%nat -> effective_weight n (grpo n) 0 = sqrt (INR n - 1).
Proof.
  intros Hn. rewrite effective_weight_at_zero by assumption.
  rewrite grpo_advantage_of_success, grpo_advantage_of_failure by lia.
  rewrite minus_INR by assumption. simpl (INR 1). simpl (INR 0). unfold Rdiv.
  rewrite Rmult_0_l, sqrt_0, Rinv_1, Rmult_1_r. ring.
Qed.

(** Omega_n(1) = sqrt(n - 1). *)
Theorem effective_weight_of_grpo_at_one n :
  (1 <= n)%nat -> effective_weight n (grpo n) 1 = sqrt (INR n - 1).
Proof.
  intros Hn. rewrite effective_weight_at_one by assumption.
  rewrite grpo_advantage_of_success, grpo_advantage_of_failure by lia.
  replace (n - (n - 1))%nat with 1%nat by lia. rewrite Nat.sub_diag.
  rewrite minus_INR by assumption. simpl (INR 1). simpl (INR 0). unfold Rdiv.
  rewrite Rmult_0_l, sqrt_0, Rinv_1, Rmult_1_r. ring.
Qed.

(** ** The sample deviation *)

Lemma sample_deviation_by_population_deviation n k : (2 <= n)%nat ->
  sample_deviation n k = sqrt (INR n / (INR n - 1)) * population_deviation n k.
Proof.
  intros Hn. assert (1 < INR n) by (apply lt_1_INR; lia).
  apply sqrt_mult_alt, Rlt_le, Rdiv_lt_0_compat; lra.
Qed.

(** With the sample deviation every advantage is sqrt((n - 1)/n) times GRPO's. *)
Theorem grpo_sample_is_scaled_grpo n r k : (1 <= n)%nat -> (k <= n)%nat ->
  grpo_sample n r k = sqrt ((INR n - 1) / INR n) * grpo n r k.
Proof.
  intros Hn Hk. unfold grpo_sample, grpo, unless_dead. destruct (dead n k) eqn:Hdead; [ring|].
  pose proof (rate_of_live _ _ Hdead Hk) as Hrate. apply live_group_counts in Hdead.
  assert (1 < INR n) by (apply lt_1_INR; lia).
  assert (0 < INR n / (INR n - 1)) by (apply Rdiv_lt_0_compat; lra).
  rewrite sample_deviation_by_population_deviation by lia.
  pose proof (bernoulli_deviation_positive _ Hrate) as Hd.
  change (bernoulli_deviation (rate n k)) with (population_deviation n k) in Hd.
  replace ((INR n - 1) / INR n) with (/ (INR n / (INR n - 1))) by (field; lra).
  rewrite sqrt_inv.
  field. pose proof (sqrt_lt_R0 _ H0). lra.
Qed.

(** Omega_n with the sample deviation is sqrt((n - 1)/n) times Omega_n, for every p. *)
Theorem effective_weight_of_grpo_sample n p : (1 <= n)%nat ->
  effective_weight n (grpo_sample n) p =
  sqrt ((INR n - 1) / INR n) * effective_weight n (grpo n) p.
Proof.
  intros Hn. unfold effective_weight. rewrite <- sum_below_scal. apply sum_below_ext.
  intros j Hj. unfold bernstein_coefficient. rewrite !grpo_sample_is_scaled_grpo by lia. ring.
Qed.

Lemma sample_end n : (1 <= n)%nat ->
  sqrt ((INR n - 1) / INR n) * sqrt (INR n - 1) = (INR n - 1) / sqrt (INR n).
Proof.
  intros Hn. assert (1 <= INR n) by (apply (le_INR 1); lia).
  rewrite sqrt_div by lra. rewrite <- (sqrt_sqrt (INR n - 1)) at 3 by lra.
  pose proof (sqrt_lt_R0 (INR n)). field. lra.
Qed.

(** With the sample deviation Omega_n(0) = (n - 1)/sqrt n. *)
Theorem effective_weight_of_grpo_sample_at_zero n : (1 <= n)%nat ->
  effective_weight n (grpo_sample n) 0 = (INR n - 1) / sqrt (INR n).
Proof.
  intros Hn.
  rewrite effective_weight_of_grpo_sample, effective_weight_of_grpo_at_zero by assumption.
  now apply sample_end.
Qed.

(** With the sample deviation Omega_n(1) = (n - 1)/sqrt n. *)
Theorem effective_weight_of_grpo_sample_at_one n : (1 <= n)%nat ->
  effective_weight n (grpo_sample n) 1 = (INR n - 1) / sqrt (INR n).
Proof.
  intros Hn.
  rewrite effective_weight_of_grpo_sample, effective_weight_of_grpo_at_one by assumption.
  now apply sample_end.
Qed.

Example effective_weight_of_grpo_sample_in_groups_of_four :
  effective_weight 4 (grpo_sample 4) 0 = 3 / 2.
Proof.
  rewrite effective_weight_of_grpo_sample_at_zero by lia. simpl.
  replace (1 + 1 + 1 + 1) with (2 * 2) by ring. rewrite sqrt_square; lra.
Qed.

(** ** An epsilon beside the deviation *)

(** Omega_n(p) = E[sd(k/n)^2 / (sd(k/n) + epsilon)] / (p q) with epsilon >= 0 added to the
    population deviation; dead groups contribute 0, also where epsilon = 0 makes that 0/0. *)
Theorem effective_weight_of_grpo_epsilon n epsilon p : (1 <= n)%nat -> 0 < p < 1 ->
  effective_weight n (grpo_epsilon n epsilon) p =
  binomial_expectation n p (fun k =>
    bernoulli_deviation (rate n k) ^ 2 / (bernoulli_deviation (rate n k) + epsilon))
  / (p * (1 - p)).
Proof.
  intros Hn Hp. unfold grpo_epsilon.
  rewrite effective_weight_of_group_mean_over_any_divisor by assumption.
  f_equal. apply binomial_expectation_ext. intros k Hk.
  rewrite <- (bernoulli_deviation_squared (rate n k))
    by now apply rate_between_zero_and_one.
  change (population_deviation n k) with (bernoulli_deviation (rate n k)).
  unfold Rdiv. ring.
Qed.

(** With epsilon = 0 it is GRPO with the population deviation. *)
Theorem grpo_epsilon_of_zero n r k : grpo_epsilon n 0 r k = grpo n r k.
Proof. unfold grpo_epsilon, grpo, unless_dead. now rewrite Rplus_0_r. Qed.

Lemma grpo_epsilon_advantage_from_grpo n epsilon r k : 0 <= epsilon -> (k <= n)%nat ->
  grpo_epsilon n epsilon r k =
  grpo n r k * (population_deviation n k / (population_deviation n k + epsilon)).
Proof.
  intros He Hk. unfold grpo_epsilon, grpo, unless_dead. destruct (dead n k) eqn:Hdead; [ring|].
  pose proof (bernoulli_deviation_positive _ (rate_of_live _ _ Hdead Hk)) as Hd.
  change (bernoulli_deviation (rate n k)) with (population_deviation n k) in Hd.
  field. lra.
Qed.

Lemma epsilon_end n epsilon : (1 <= n)%nat -> 0 <= epsilon ->
  sqrt (INR n - 1) * (sqrt (INR n - 1) / INR n / (sqrt (INR n - 1) / INR n + epsilon)) =
  (INR n - 1) / (sqrt (INR n - 1) + INR n * epsilon).
Proof.
  intros Hn He. assert (1 <= INR n) by (apply (le_INR 1); lia).
  destruct (Req_dec (INR n) 1) as [->|Hne].
  - rewrite Rminus_diag_eq, sqrt_0 by reflexivity. unfold Rdiv. ring.
  - rewrite <- (sqrt_sqrt (INR n - 1)) at 4 by lra.
    pose proof (sqrt_lt_R0 (INR n - 1)).
    field. repeat split; nra.
Qed.

Lemma population_deviation_of_one n : (1 <= n)%nat ->
  population_deviation n 1 = sqrt (INR n - 1) / INR n.
Proof.
  intros Hn. rewrite population_deviation_by_counts by assumption.
  rewrite minus_INR by assumption. simpl (INR 1). now rewrite Rmult_1_l.
Qed.

Lemma population_deviation_of_all_but_one n : (1 <= n)%nat ->
  population_deviation n (n - 1) = sqrt (INR n - 1) / INR n.
Proof.
  intros Hn. rewrite population_deviation_by_counts by lia.
  replace (n - (n - 1))%nat with 1%nat by lia.
  rewrite minus_INR by assumption. simpl (INR 1). now rewrite Rmult_1_r.
Qed.

(** With epsilon Omega_n(0) = (n - 1)/(sqrt(n - 1) + n epsilon); 0 for n = 1. *)
Theorem effective_weight_of_grpo_epsilon_at_zero n epsilon : (1 <= n)%nat -> 0 <= epsilon ->
  effective_weight n (grpo_epsilon n epsilon) 0 =
  (INR n - 1) / (sqrt (INR n - 1) + INR n * epsilon).
Proof.
  intros Hn He. rewrite effective_weight_at_zero by assumption.
  rewrite !grpo_epsilon_advantage_from_grpo by (assumption || lia).
  rewrite population_deviation_of_one, <- epsilon_end by assumption.
  rewrite <- (effective_weight_of_grpo_at_zero n), effective_weight_at_zero by assumption.
  change (grpo n false 0%nat) with 0. unfold Rdiv. rewrite !Rminus_0_r. ring.
Qed.

(** With epsilon Omega_n(1) = (n - 1)/(sqrt(n - 1) + n epsilon); 0 for n = 1. *)
Theorem effective_weight_of_grpo_epsilon_at_one n epsilon : (1 <= n)%nat -> 0 <= epsilon ->
  effective_weight n (grpo_epsilon n epsilon) 1 =
  (INR n - 1) / (sqrt (INR n - 1) + INR n * epsilon).
Proof.
  intros Hn He. rewrite effective_weight_at_one by assumption.
  rewrite !grpo_epsilon_advantage_from_grpo by (assumption || lia).
  rewrite population_deviation_of_all_but_one, <- epsilon_end by assumption.
  rewrite <- (effective_weight_of_grpo_at_one n), effective_weight_at_one by assumption.
  replace (grpo n true n) with 0; [unfold Rdiv; rewrite !Rminus_0_l; ring|].
  unfold grpo, unless_dead, dead. now rewrite Nat.eqb_refl, orb_true_r.
Qed.

Example effective_weight_of_grpo_epsilon_in_groups_of_five :
  effective_weight 5 (grpo_epsilon 5 (1 / 10)) 0 = 8 / 5.
Proof.
  rewrite effective_weight_of_grpo_epsilon_at_zero by (lia || lra).
  simpl. replace (1 + 1 + 1 + 1 + 1 - 1) with (2 * 2) by ring. rewrite sqrt_square; lra.
Qed.

(** ** An epsilon beside the sample deviation *)

(** With the sample deviation + epsilon every advantage is c times that with the population
    deviation + c epsilon, c = sqrt((n - 1)/n). *)
Theorem grpo_sample_epsilon_is_scaled_grpo_epsilon n epsilon r k : (2 <= n)%nat -> 0 <= epsilon ->
  (k <= n)%nat ->
  grpo_sample_epsilon n epsilon r k =
  sqrt ((INR n - 1) / INR n) * grpo_epsilon n (sqrt ((INR n - 1) / INR n) * epsilon) r k.
Proof.
  intros Hn He Hk. unfold grpo_sample_epsilon, grpo_epsilon, unless_dead.
  destruct (dead n k) eqn:Hdead; [ring|].
  pose proof (rate_of_live _ _ Hdead Hk) as Hrate.
  assert (1 < INR n) by (apply lt_1_INR; lia).
  rewrite sample_deviation_by_population_deviation by assumption.
  pose proof (bernoulli_deviation_positive _ Hrate) as Hd.
  change (bernoulli_deviation (rate n k)) with (population_deviation n k) in Hd.
  replace (INR n / (INR n - 1)) with (/ ((INR n - 1) / INR n)) by (field; lra).
  assert (Hc : 0 < sqrt ((INR n - 1) / INR n)) by (apply sqrt_lt_R0, Rdiv_lt_0_compat; lra).
  assert (0 <= sqrt ((INR n - 1) / INR n) * epsilon) by (apply Rmult_le_pos; lra).
  rewrite sqrt_inv. field. repeat split; nra.
Qed.

(** Omega_n(p) = E[sd(k/n)^2 / (sqrt(n/(n - 1)) sd(k/n) + epsilon)] / (p q) with epsilon >= 0
    added to the sample deviation, n >= 2; dead groups contribute 0, also where epsilon = 0 makes it
    0/0. *)
Theorem effective_weight_of_grpo_sample_epsilon n epsilon p : (2 <= n)%nat -> 0 < p < 1 ->
  effective_weight n (grpo_sample_epsilon n epsilon) p =
  binomial_expectation n p (fun k => bernoulli_deviation (rate n k) ^ 2
    / (sqrt (INR n / (INR n - 1)) * bernoulli_deviation (rate n k) + epsilon))
  / (p * (1 - p)).
Proof.
  intros Hn Hp. unfold grpo_sample_epsilon.
  rewrite effective_weight_of_group_mean_over_any_divisor by (assumption || lia).
  f_equal. apply binomial_expectation_ext. intros k Hk.
  rewrite <- (bernoulli_deviation_squared (rate n k)) by (apply rate_between_zero_and_one; lia).
  rewrite sample_deviation_by_population_deviation by assumption.
  change (population_deviation n k) with (bernoulli_deviation (rate n k)).
  unfold Rdiv. ring.
Qed.

(** With epsilon = 0 it is GRPO with the sample deviation. *)
Theorem grpo_sample_epsilon_of_zero n r k : grpo_sample_epsilon n 0 r k = grpo_sample n r k.
Proof. unfold grpo_sample_epsilon, grpo_sample, unless_dead. now rewrite Rplus_0_r. Qed.

Lemma effective_weight_of_grpo_sample_epsilon_is_scaled n epsilon p : (2 <= n)%nat ->
  0 <= epsilon ->
  effective_weight n (grpo_sample_epsilon n epsilon) p =
  sqrt ((INR n - 1) / INR n)
    * effective_weight n (grpo_epsilon n (sqrt ((INR n - 1) / INR n) * epsilon)) p.
Proof.
  intros Hn He. unfold effective_weight. rewrite <- sum_below_scal. apply sum_below_ext.
  intros j Hj. unfold bernstein_coefficient.
  rewrite !grpo_sample_epsilon_is_scaled_grpo_epsilon by (assumption || lia). ring.
Qed.

Lemma sample_epsilon_end n epsilon : (2 <= n)%nat -> 0 <= epsilon ->
  sqrt ((INR n - 1) / INR n)
    * ((INR n - 1) / (sqrt (INR n - 1) + INR n * (sqrt ((INR n - 1) / INR n) * epsilon))) =
  (INR n - 1) / (sqrt (INR n) + INR n * epsilon).
Proof.
  intros Hn He. assert (1 < INR n) by (apply lt_1_INR; lia).
  rewrite sqrt_div by lra.
  pose proof (sqrt_lt_R0 (INR n) ltac:(lra)). pose proof (sqrt_lt_R0 (INR n - 1) ltac:(lra)).
  assert (0 <= INR n * epsilon) by (apply Rmult_le_pos; lra).
  field. repeat split; nra.
Qed.

(** With the sample deviation + epsilon Omega_n(0) = (n - 1)/(sqrt n + n epsilon). *)
Theorem effective_weight_of_grpo_sample_epsilon_at_zero n epsilon : (2 <= n)%nat ->
  0 <= epsilon ->
  effective_weight n (grpo_sample_epsilon n epsilon) 0 =
  (INR n - 1) / (sqrt (INR n) + INR n * epsilon).
Proof.
  intros Hn He. rewrite effective_weight_of_grpo_sample_epsilon_is_scaled by assumption.
  rewrite effective_weight_of_grpo_epsilon_at_zero;
    [now apply sample_epsilon_end|lia|apply Rmult_le_pos; [apply sqrt_pos|assumption]].
Qed.

(** With the sample deviation + epsilon Omega_n(1) = (n - 1)/(sqrt n + n epsilon). *)
Theorem effective_weight_of_grpo_sample_epsilon_at_one n epsilon : (2 <= n)%nat ->
  0 <= epsilon ->
  effective_weight n (grpo_sample_epsilon n epsilon) 1 =
  (INR n - 1) / (sqrt (INR n) + INR n * epsilon).
Proof.
  intros Hn He. rewrite effective_weight_of_grpo_sample_epsilon_is_scaled by assumption.
  rewrite effective_weight_of_grpo_epsilon_at_one;
    [now apply sample_epsilon_end|lia|apply Rmult_le_pos; [apply sqrt_pos|assumption]].
Qed.

Example effective_weight_of_grpo_sample_epsilon_in_groups_of_four :
  effective_weight 4 (grpo_sample_epsilon 4 (1 / 4)) 0 = 1.
Proof.
  rewrite effective_weight_of_grpo_sample_epsilon_at_zero by (lia || lra).
  simpl. replace (1 + 1 + 1 + 1) with (2 * 2) by ring. rewrite sqrt_square; lra.
Qed.

(** ** Groups of two *)

(** In a group of two, GRPO's advantages are those of leave-one-out, for every reward and count
    that can occur (a success among at least one, a failure among at most one). *)
Theorem grpo_of_two_is_leave_one_out (r : bool) k :
  (if r then 1 <= k <= 2 else k <= 1)%nat -> grpo 2 r k = leave_one_out 2 r k.
Proof.
  assert (Hhalf : population_deviation 2 1 = / 2).
  { rewrite population_deviation_of_one by lia. simpl.
    replace (1 + 1 - 1) with (1 * 1) by ring. rewrite sqrt_square; lra. }
  intros H. destruct r; destruct k as [|[|[|k]]]; try lia;
    rewrite leave_one_out_of_two_or_more by lia;
    unfold grpo, unless_dead; cbn [dead Nat.eqb orb indicator];
    rewrite ?Hhalf; unfold rate; simpl; field.
Qed.

(** With the sample deviation they are leave-one-out's over sqrt 2. *)
Theorem grpo_sample_of_two_is_leave_one_out (r : bool) k :
  (if r then 1 <= k <= 2 else k <= 1)%nat ->
  grpo_sample 2 r k = leave_one_out 2 r k / sqrt 2.
Proof.
  intros H. rewrite grpo_sample_is_scaled_grpo by (destruct r; lia).
  rewrite grpo_of_two_is_leave_one_out by assumption. simpl (INR 2).
  replace ((1 + 1 - 1) / (1 + 1)) with (/ 2) by field.
  rewrite sqrt_inv. unfold Rdiv. ring.
Qed.

Lemma group_gradient_of_proportional_rules {Y : Type} (A B : advantage_rule) (c : R)
    (r : Y -> bool) (s : Y -> R) y z :
  (forall (b : bool) k, (if b then 1 <= k <= 2 else k <= 1)%nat -> A b k = c * B b k) ->
  group_gradient A r s [y; z] = c * group_gradient B r s [y; z].
Proof.
  intros H. unfold group_gradient. cbn [successes sum fold_right].
  destruct (r y), (r z); rewrite !H by lia; unfold Rdiv; ring.
Qed.

(** So the gradient of every group of two is that of RLOO. *)
Theorem group_gradient_of_two_grpo {Y : Type} (r : Y -> bool) (s : Y -> R) y z :
  group_gradient (grpo 2) r s [y; z] = group_gradient (leave_one_out 2) r s [y; z].
Proof.
  rewrite <- (Rmult_1_l (group_gradient (leave_one_out 2) r s [y; z])).
  apply group_gradient_of_proportional_rules. intros b k H.
  rewrite grpo_of_two_is_leave_one_out by assumption. ring.
Qed.

(** And with the sample deviation that of RLOO over sqrt 2. *)
Theorem group_gradient_of_two_grpo_sample {Y : Type} (r : Y -> bool) (s : Y -> R) y z :
  group_gradient (grpo_sample 2) r s [y; z] =
  group_gradient (leave_one_out 2) r s [y; z] / sqrt 2.
Proof.
  unfold Rdiv. rewrite Rmult_comm. apply group_gradient_of_proportional_rules. intros b k H.
  rewrite grpo_sample_of_two_is_leave_one_out by assumption. unfold Rdiv. ring.
Qed.
