(** * Budgets that several prompts share

    Result 3.6 under natural mobility. Every prompt i < N has its own success rate rho_i and weight
    w_i, both functions of time, with d rho_i / dt = w_i rho_i (1 - rho_i). The weights may jump at
    finitely many times, and need not depend on the rates.

    Definitions
      angle rho == 2 asin sqrt rho
      moves_naturally T switches w rho == rho is a trajectory on [0, T] under the weight w, which
        may jump at the times in switches
      angle_distance N x y == the Euclidean distance of the angles of the rates x_i and y_i
    Results
      linear_budget_buys_log_odds == if sum_i w_i <= 1, the log-odds rise by T at most, in sum
      linear_budget_time_is_log_odds == if sum_i w_i = 1, T is the sum of what they rise, whatever
        the weights and their order
      linear_budget_reaches_targets == all targets can be reached in that time
      energy_budget_time_is_at_least_distance == if sum_i w_i^2 m_i <= 1, T is at least the distance
        of the angles
      energy_budget_straight_line == which straight lines take; w_i is then GRPO's weight times a
        constant of the prompt
    Which final rates are best for a mean rate is in MinimumTime/SharedTargets.v. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From Counterweight Require Import Foundations.FiniteSum.
From Counterweight Require Import MinimumTime.Definitions MinimumTime.CauchySchwarz.
From Counterweight Require Import MinimumTime.ClosedForms.
Import ListNotations.

Open Scope R_scope.

Definition angle (rho : R) : R := 2 * asin (sqrt rho).

Definition moves_naturally (T : R) (switches : list R) (w rho : R -> R) : Prop :=
  forall t, 0 <= t <= T ->
    0 < rho t < 1 /\ continuous rho t /\
    (0 < t < T -> ~ In t switches -> is_derive rho t (w t * mobility_of natural (rho t))).

Definition angle_distance (N : nat) (x y : nat -> R) : R :=
  sqrt (sum_below N (fun i => (angle (y i) - angle (x i)) ^ 2)).

(** ** Growth at a bounded rate *)

Lemma rise_is_bounded (f df : R -> R) (K : R) (exceptions : list R) : forall a b,
  a <= b -> (forall t, a <= t <= b -> continuous f t) ->
  (forall t, a < t < b -> ~ In t exceptions -> is_derive f t (df t) /\ df t <= K) ->
  f b - f a <= K * (b - a).
Proof.
  induction exceptions as [|s exceptions IH]; intros a b Hab Hc Hd.
  - destruct Hab as [Hab|<-]; [|lra].
    destruct (MVT_gen f a b (fun t => Rmin (df t) K)) as [t [_ Ht]].
    + intros t Ht. rewrite Rmin_left, Rmax_right in Ht by lra.
      destruct (Hd t Ht) as [H1 H2]; [intros []|]. now rewrite Rmin_left.
    + intros t Ht. rewrite Rmin_left, Rmax_right in Ht by lra.
      now apply continuity_pt_filterlim, Hc.
    + rewrite Ht. apply Rmult_le_compat_r; [lra|apply Rmin_r].
  - assert (Hpart : forall u v, a <= u -> u <= v -> v <= b -> (s <= u \/ v <= s) ->
      f v - f u <= K * (v - u)).
    { intros u v Hu Huv Hv Hs. apply IH; [exact Huv|intros; apply Hc; lra|].
      intros t Ht Hnot. apply Hd; [lra|]. intros [->|Hin]; [lra|now apply Hnot]. }
    destruct (Rle_dec s a) as [Hsa|Hsa]; [apply Hpart; lra|].
    destruct (Rle_dec b s) as [Hbs|Hbs]; [apply Hpart; lra|].
    assert (f s - f a <= K * (s - a)) by (apply Hpart; lra).
    assert (f b - f s <= K * (b - s)) by (apply Hpart; lra). lra.
Qed.

Lemma is_derive_sum_below (n : nat) (f : R -> nat -> R) (d : nat -> R) (t : R) :
  (forall i, (i < n)%nat -> is_derive (fun s => f s i) t (d i)) ->
  is_derive (fun s => sum_below n (f s)) t (sum_below n d).
Proof.
  induction n as [|n IH]; intros H; cbn [sum_below].
  - apply (is_derive_const 0 t).
  - apply (is_derive_plus (fun s => sum_below n (f s)) (fun s => f s n)); auto.
Qed.

Lemma continuous_sum_of_functions (n : nat) (f : R -> nat -> R) (t : R) :
  (forall i, (i < n)%nat -> continuous (fun s => f s i) t) ->
  continuous (fun s => sum_below n (f s)) t.
Proof.
  induction n as [|n IH]; intros H; cbn [sum_below]; [apply continuous_const|].
  apply (continuous_plus (fun s => sum_below n (f s)) (fun s => f s n)); auto.
Qed.

(** ** Trajectories *)

Section Trajectories.

  Variables (N : nat) (T : R) (switches : list R) (w rho : nat -> R -> R).
  Hypothesis T_nonnegative : 0 <= T.
  Hypothesis rates_move : forall i, (i < N)%nat -> moves_naturally T switches (w i) (rho i).

  Section Coordinate.

    (** A coordinate g of the rate with the derivative 1/m along which trajectories are measured. *)
    Variables (g dg : R -> R) (v : nat -> R).
    Hypothesis g_differentiable : forall x, 0 < x < 1 -> is_derive g x (dg x).

    Lemma weighted_coordinate_rises_at_most (K : R) :
      (forall t, 0 < t < T -> ~ In t switches ->
        sum_below N (fun i => v i * (w i t * (mobility_of natural (rho i t) * dg (rho i t)))) <= K)
      -> sum_below N (fun i => v i * (g (rho i T) - g (rho i 0))) <= K * T.
    Proof.
      intros Hrate.
      assert (H := rise_is_bounded (fun t => sum_below N (fun i => v i * g (rho i t)))
        (fun t => sum_below N (fun i =>
          v i * (w i t * (mobility_of natural (rho i t) * dg (rho i t)))))
        K switches 0 T T_nonnegative).
      cbv beta in H. rewrite Rminus_0_r in H.
      rewrite (sum_below_ext N _ (fun i => v i * g (rho i T) - v i * g (rho i 0)))
        by (intros; ring).
      rewrite sum_below_minus. apply H; clear H.
      - intros t Ht. apply (continuous_sum_of_functions N (fun t i => v i * g (rho i t))).
        intros i Hi. destruct (rates_move i Hi t Ht) as (Hin & Hcontinuous & _).
        apply (continuous_scal_r (v i) (fun s => g (rho i s))).
        apply (continuous_comp (rho i) g); [exact Hcontinuous|].
        apply (ex_derive_continuous g). eexists. now apply g_differentiable.
      - intros t Ht Hnot. split; [|now apply Hrate].
        apply (is_derive_sum_below N (fun t i => v i * g (rho i t))).
        intros i Hi. destruct (rates_move i Hi t ltac:(lra)) as (Hin & _ & Hd).
        apply (is_derive_scal (fun s => g (rho i s))). rewrite <- Rmult_assoc.
        apply (is_derive_comp g (rho i)); [now apply g_differentiable|now apply Hd].
    Qed.

  End Coordinate.

  Lemma mobility_times_log_odds_slope (x : R) :
    0 < x < 1 -> mobility_of natural x * uniform_r_limit_weight x = 1.
  Proof. intros Hx. unfold mobility_of, uniform_r_limit_weight. field. lra. Qed.

  Lemma weight_times_log_odds_slope (v : R) (t : R) : 0 < t < T ->
    sum_below N (fun i => v * (w i t *
      (mobility_of natural (rho i t) * uniform_r_limit_weight (rho i t)))) =
    v * sum_below N (fun i => w i t).
  Proof.
    intros Ht. rewrite <- sum_below_scal. apply sum_below_ext. intros i Hi.
    destruct (rates_move i Hi t ltac:(lra)) as (Hin & _).
    rewrite mobility_times_log_odds_slope by exact Hin. ring.
  Qed.

  (** Linear budget, sum_i w_i <= 1: sum_i (log-odds of rho_i(T) less those of rho_i(0)) <= T. *)
  Theorem linear_budget_buys_log_odds :
    (forall t, 0 < t < T -> ~ In t switches -> sum_below N (fun i => w i t) <= 1) ->
    sum_below N (fun i => log_odds (rho i T) - log_odds (rho i 0)) <= T.
  Proof.
    intros Hbudget. rewrite (sum_below_ext N _ (fun i =>
      1 * (log_odds (rho i T) - log_odds (rho i 0)))) by (intros; ring).
    apply Rle_trans with (1 * T); [|lra].
    apply (weighted_coordinate_rises_at_most log_odds uniform_r_limit_weight (fun _ => 1)
      is_derive_log_odds).
    intros t Ht Hnot. rewrite weight_times_log_odds_slope, Rmult_1_l by exact Ht. auto.
  Qed.

  (** If the budget is spent, sum_i w_i = 1, T is the sum of the log-odds that the prompts rise,
      whatever the weights and in whatever order. *)
  Theorem linear_budget_time_is_log_odds :
    (forall t, 0 < t < T -> ~ In t switches -> sum_below N (fun i => w i t) = 1) ->
    T = sum_below N (fun i => log_odds (rho i T) - log_odds (rho i 0)).
  Proof.
    intros Hbudget. apply Rle_antisym.
    - apply Ropp_le_cancel. replace (- T) with (-1 * T) by ring.
      replace (- sum_below N (fun i => log_odds (rho i T) - log_odds (rho i 0)))
        with (sum_below N (fun i => -1 * (log_odds (rho i T) - log_odds (rho i 0))))
        by (rewrite sum_below_scal; ring).
      apply (weighted_coordinate_rises_at_most log_odds uniform_r_limit_weight (fun _ => -1)
        is_derive_log_odds).
      intros t Ht Hnot. rewrite weight_times_log_odds_slope, Hbudget by assumption. lra.
    - apply linear_budget_buys_log_odds. intros t Ht Hnot. rewrite Hbudget by assumption. lra.
  Qed.

  (** Energy budget, sum_i w_i^2 rho_i (1 - rho_i) <= 1: T >= sqrt (sum_i (u_i(T) - u_i(0))^2) for
      u = 2 asin sqrt rho. *)
  Theorem energy_budget_time_is_at_least_distance :
    (forall t, 0 < t < T -> ~ In t switches ->
      sum_below N (fun i => w i t ^ 2 * mobility_of natural (rho i t)) <= 1) ->
    T >= angle_distance N (fun i => rho i 0) (fun i => rho i T).
  Proof.
    intros Hbudget. unfold angle_distance.
    set (rise := fun i => angle (rho i T) - angle (rho i 0)).
    change (fun i => (angle (rho i T) - angle (rho i 0)) ^ 2) with (fun i => rise i ^ 2).
    set (D := sqrt (sum_below N (fun i => rise i ^ 2))).
    assert (Hsquare : D * D = sum_below N (fun i => rise i ^ 2)).
    { apply sqrt_sqrt, sum_below_nonneg. intros. apply pow2_ge_0. }
    destruct (sqrt_pos (sum_below N (fun i => rise i ^ 2))) as [HD|HD]; fold D in HD; [|lra].
    apply Rle_ge.
    assert (H := weighted_coordinate_rises_at_most angle grpo_limit_weight (fun i => rise i / D)
      is_derive_asin_sqrt 1).
    rewrite Rmult_1_l in H.
    replace (sum_below N (fun i => rise i / D * (angle (rho i T) - angle (rho i 0)))) with D in H.
    - apply H. clear H. intros t Ht Hnot.
      apply Rle_trans with (sum_below N (fun i => / 2 * (/ (D * D) * rise i ^ 2
        + w i t ^ 2 * mobility_of natural (rho i t)))).
      + apply sum_below_le. intros i Hi. destruct (rates_move i Hi t ltac:(lra)) as (Hin & _).
        unfold grpo_limit_weight. fold (mobility_of natural (rho i t)).
        assert (Hm : 0 < mobility_of natural (rho i t)) by (unfold mobility_of; nra).
        pose proof (sqrt_lt_R0 _ Hm) as Hs. pose proof (sqrt_sqrt _ (Rlt_le _ _ Hm)) as Hss.
        set (q := sqrt (mobility_of natural (rho i t))) in *.
        change (sqrt (rho i t * (1 - rho i t))) with q. rewrite <- Hss.
        replace (rise i / D * (w i t * (q * q * (1 / q)))) with (rise i / D * (w i t * q))
          by (field; lra).
        replace (/ (D * D) * rise i ^ 2) with ((rise i / D) ^ 2) by (field; lra).
        pose proof (pow2_ge_0 (rise i / D - w i t * q)). lra.
      + rewrite sum_below_scal, sum_below_plus, sum_below_scal, <- Hsquare, Rinv_l by nra.
        specialize (Hbudget t Ht Hnot). lra.
    - fold rise. rewrite (sum_below_ext N _ (fun i => / D * rise i ^ 2))
        by (intros; unfold rise; unfold Rdiv; ring).
      rewrite sum_below_scal, <- Hsquare. field. lra.
  Qed.

End Trajectories.

(** ** The bounds are attained *)

Definition logistic (z : R) : R := 1 / (1 + exp (- z)).

Lemma logistic_range (z : R) : 0 < logistic z < 1.
Proof.
  unfold logistic. pose proof (exp_pos (- z)). split; [apply Rdiv_lt_0_compat; lra|].
  apply (Rmult_lt_reg_r (1 + exp (- z))); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra.
Qed.

Lemma is_derive_logistic (z : R) : is_derive logistic z (mobility_of natural (logistic z)).
Proof.
  pose proof (exp_pos (- z)). unfold logistic, mobility_of. auto_derive; [lra|]. field. lra.
Qed.

Lemma logistic_of_log_odds (x : R) : 0 < x < 1 -> logistic (log_odds x) = x.
Proof.
  intros Hx. unfold logistic, log_odds.
  rewrite exp_Ropp, exp_ln by (apply Rdiv_lt_0_compat; lra). field. lra.
Qed.

(** For any rates x_i at the start and y_i >= x_i there are weights w_i >= 0 with sum_i w_i = 1 that
    take all prompts from x_i to y_i in the time T = sum_i (log-odds of y_i less those of x_i). *)
Theorem linear_budget_reaches_targets (N : nat) (x y : nat -> R) (T : R) :
  (forall i, (i < N)%nat -> 0 < x i <= y i /\ y i < 1) ->
  T = sum_below N (fun i => log_odds (y i) - log_odds (x i)) -> 0 < T ->
  exists w rho : nat -> R -> R,
    (forall i, (i < N)%nat ->
      moves_naturally T [] (w i) (rho i) /\ rho i 0 = x i /\ rho i T = y i /\
      forall t, 0 <= w i t) /\
    forall t, sum_below N (fun i => w i t) = 1.
Proof.
  intros Hxy HT Hpos.
  set (share := fun i => (log_odds (y i) - log_odds (x i)) / T).
  exists (fun i _ => share i), (fun i t => logistic (log_odds (x i) + share i * t)). split.
  - intros i Hi. destruct (Hxy i Hi) as [[Hx Hle] Hy].
    assert (Hd : forall t, is_derive (fun t => logistic (log_odds (x i) + share i * t)) t
      (share i * mobility_of natural (logistic (log_odds (x i) + share i * t)))).
    { intros t.
      apply (is_derive_comp logistic (fun t => log_odds (x i) + share i * t)).
      - apply is_derive_logistic.
      - auto_derive; [exact I|ring]. }
    split; [|split; [|split]].
    + intros t Ht. split; [apply logistic_range|]. split; [|intros; apply Hd].
      apply (ex_derive_continuous (fun t => logistic (log_odds (x i) + share i * t))).
      eexists. apply Hd.
    + rewrite Rmult_0_r, Rplus_0_r. apply logistic_of_log_odds. lra.
    + replace (log_odds (x i) + share i * T) with (log_odds (y i)) by (unfold share; field; lra).
      apply logistic_of_log_odds. lra.
    + intros _. unfold share. apply Rmult_le_pos; [|left; now apply Rinv_0_lt_compat].
      destruct Hle as [Hlt|<-]; [|lra].
      apply Rge_le, Rge_minus, Rle_ge. unfold log_odds. left. apply ln_increasing.
      * apply Rdiv_lt_0_compat; lra.
      * apply (Rmult_lt_reg_r ((1 - x i) * (1 - y i))); [nra|].
        replace (x i / (1 - x i) * ((1 - x i) * (1 - y i))) with (x i * (1 - y i)) by (field; lra).
        replace (y i / (1 - y i) * ((1 - x i) * (1 - y i))) with (y i * (1 - x i)) by (field; lra).
        nra.
  - intros _. unfold share, Rdiv.
    rewrite (sum_below_ext N _ (fun i => / T * (log_odds (y i) - log_odds (x i))))
      by (intros; ring).
    rewrite sum_below_scal, <- HT. field. lra.
Qed.

Lemma angle_of_rate (x : R) : 0 < x < 1 -> 0 < angle x < PI.
Proof.
  intros Hx. unfold angle. pose proof (sqrt_lt_R0 x ltac:(lra)) as Hs.
  assert (H1 : sqrt x < 1) by (rewrite <- sqrt_1; apply sqrt_lt_1; lra).
  assert (H0 : sin (asin (sqrt x)) = sqrt x) by (apply sin_asin; lra).
  pose proof (asin_bound (sqrt x)) as Hb.
  split.
  - destruct (Rle_dec (asin (sqrt x)) 0) as [H|H]; [|lra].
    destruct H as [H|H].
    + pose proof (sin_lt_0_var (asin (sqrt x)) ltac:(lra) H). lra.
    + rewrite H, sin_0 in H0. lra.
  - destruct (proj2 Hb) as [H|H]; [lra|]. rewrite H, sin_PI2 in H0. lra.
Qed.

Lemma rate_of_angle (x : R) : 0 < x < 1 -> sin (angle x / 2) ^ 2 = x.
Proof.
  intros Hx. unfold angle. replace (2 * asin (sqrt x) / 2) with (asin (sqrt x)) by field.
  rewrite sin_asin; [apply pow2_sqrt; lra|].
  pose proof (sqrt_pos x). split; [lra|]. rewrite <- sqrt_1. apply sqrt_le_1; lra.
Qed.

(** Straight lines in the angles take rates x_i to y_i in the time T = distance of the angles, with
    sum_i w_i^2 rho_i (1 - rho_i) = 1; w_i is GRPO's weight times a constant of the prompt. *)
Theorem energy_budget_straight_line (N : nat) (x y : nat -> R) (T : R) :
  (forall i, (i < N)%nat -> 0 < x i < 1 /\ 0 < y i < 1) ->
  T = angle_distance N x y -> 0 < T ->
  exists (speed : nat -> R) (rho : nat -> R -> R),
    (forall i, (i < N)%nat ->
      moves_naturally T [] (fun t => speed i * grpo_limit_weight (rho i t)) (rho i) /\
      rho i 0 = x i /\ rho i T = y i) /\
    forall t, 0 <= t <= T ->
      sum_below N (fun i =>
        (speed i * grpo_limit_weight (rho i t)) ^ 2 * mobility_of natural (rho i t)) = 1.
Proof.
  intros Hxy HT Hpos.
  set (speed := fun i => (angle (y i) - angle (x i)) / T).
  set (u := fun i t => angle (x i) + speed i * t).
  assert (Hu : forall i t, (i < N)%nat -> 0 <= t <= T -> 0 < u i t < PI).
  { intros i t Hi Ht. destruct (Hxy i Hi) as [Hx Hy].
    pose proof (angle_of_rate _ Hx) as Ax. pose proof (angle_of_rate _ Hy) as Ay.
    replace (u i t) with ((1 - t / T) * angle (x i) + t / T * angle (y i))
      by (unfold u, speed; field; lra).
    assert (0 <= t / T <= 1).
    { split; [apply Rmult_le_pos; [lra|left; now apply Rinv_0_lt_compat]|].
      apply (Rmult_le_reg_r T); [exact Hpos|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
    set (z := t / T) in *.
    assert (0 <= (1 - z) * angle (x i) <= (1 - z) * PI) by (split; nra).
    assert (0 <= z * angle (y i) <= z * PI) by (split; nra).
    destruct (Req_dec z 0) as [->|Hz]; [lra|].
    assert (0 < z * angle (y i) < z * PI) by (split; nra). lra. }
  assert (Hrate : forall i t, (i < N)%nat -> 0 <= t <= T ->
    0 < sin (u i t / 2) ^ 2 < 1 /\
    sqrt (sin (u i t / 2) ^ 2 * (1 - sin (u i t / 2) ^ 2)) = sin (u i t / 2) * cos (u i t / 2) /\
    0 < sin (u i t / 2) /\ 0 < cos (u i t / 2)).
  { intros i t Hi Ht. pose proof (Hu i t Hi Ht) as Hangle.
    assert (Hs : 0 < sin (u i t / 2)) by (apply sin_gt_0; lra).
    assert (Hc : 0 < cos (u i t / 2)) by (apply cos_gt_0; lra).
    pose proof (sin2_cos2 (u i t / 2)) as H1. unfold Rsqr in H1.
    assert (0 < sin (u i t / 2) * cos (u i t / 2)) by now apply Rmult_lt_0_compat.
    split; [split; nra|]. split; [|now split].
    replace (sin (u i t / 2) ^ 2 * (1 - sin (u i t / 2) ^ 2))
      with ((sin (u i t / 2) * cos (u i t / 2)) * (sin (u i t / 2) * cos (u i t / 2)))
      by (rewrite <- H1; ring).
    apply sqrt_square. lra. }
  exists speed, (fun i t => sin (u i t / 2) ^ 2). split.
  - intros i Hi. destruct (Hxy i Hi) as [Hx Hy]. split; [|split].
    + assert (Hd : forall t, is_derive (fun t => sin (u i t / 2) ^ 2) t
        (speed i * (sin (u i t / 2) * cos (u i t / 2)))).
      { intros t. unfold u, Rdiv. auto_derive; [exact I|]. field. }
      intros t Ht. destruct (Hrate i t Hi Ht) as (Hin & Hroot & Hsc).
      split; [exact Hin|]. split.
      * apply (ex_derive_continuous (fun t => sin (u i t / 2) ^ 2)). eexists. apply Hd.
      * intros _ _. unfold grpo_limit_weight. rewrite Hroot.
        replace (speed i * (1 / (sin (u i t / 2) * cos (u i t / 2))) *
          mobility_of natural (sin (u i t / 2) ^ 2))
          with (speed i * (sin (u i t / 2) * cos (u i t / 2))); [apply Hd|].
        assert (Hm : 0 <= mobility_of natural (sin (u i t / 2) ^ 2))
          by (unfold mobility_of; apply Rmult_le_pos; lra).
        unfold mobility_of in *. rewrite <- (sqrt_sqrt _ Hm), Hroot. field. split; lra.
    + unfold u. rewrite Rmult_0_r, Rplus_0_r. now apply rate_of_angle.
    + replace (u i T) with (angle (y i)) by (unfold u, speed; field; lra).
      now apply rate_of_angle.
  - intros t Ht. transitivity (sum_below N (fun i => / (T * T) * (angle (y i) - angle (x i)) ^ 2)).
    + apply sum_below_ext. intros i Hi. destruct (Hrate i t Hi Ht) as (Hin & Hroot & Hsc).
      unfold grpo_limit_weight. rewrite Hroot.
      assert (Hm : 0 <= mobility_of natural (sin (u i t / 2) ^ 2))
        by (unfold mobility_of; apply Rmult_le_pos; lra).
      unfold mobility_of in *. rewrite <- (sqrt_sqrt _ Hm), Hroot. unfold speed. field.
      repeat split; lra.
    + rewrite sum_below_scal.
      replace (sum_below N (fun i => (angle (y i) - angle (x i)) ^ 2)) with (T * T); [field; lra|].
      rewrite HT. apply sqrt_sqrt, sum_below_nonneg. intros. apply pow2_ge_0.
Qed.
