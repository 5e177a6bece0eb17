(** * The certificate for finite groups

    Result 3.5: a candidate weight W bounds the product of time and budget of every other admissible
    weight p from below, and the bound meets the optimum. Cost c, mobility m, density beta, W and p
    are continuous and positive on [a, b], a < b.

    Definitions
      linearised_time c m W p a b == int c p / (W^2 m)
    Results
      time_product_is_at_least_certificate == T B of p is at least D^2 / lambda, where
        D = int c / (W m) and lambda is at least (int c p / (W^2 m)) / (int p beta)
      certificate_over_bernstein_polynomials == for p = Omega_n with w_j >= 0, not all 0, and
        0 < a, b < 1 it suffices that lambda is at least the ratio of each Bernstein polynomial
      certified_candidate_is_optimal == if D / B is such a lambda, then no p beats W
      optimum_meets_certificate == and D / B is such a lambda for every p if no W + e p beats W
    The eigenvalue bound for weights with free coefficients is an instance of the first: the
    representation of positive polynomials by sums of squares is not proved here. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From Counterweight Require Import Foundations.FiniteSum Foundations.Bernstein.
From Counterweight Require Import EffectiveWeights.EffectiveWeight Scores.Softmax.
From Counterweight Require Import MinimumTime.Definitions MinimumTime.CauchySchwarz.

Open Scope R_scope.

Definition linearised_time (c m W p : R -> R) (a b : R) : R :=
  RInt (fun x => c x * p x / (W x ^ 2 * m x)) a b.

Lemma continuous_positive_square (f : R -> R) (x : R) :
  continuous f x /\ 0 < f x -> continuous (fun y => f y ^ 2) x /\ 0 < f x ^ 2.
Proof.
  intros [Hf Pf]. split; [|now apply pow_lt].
  apply (continuous_comp f (fun z : R => z ^ 2)); [exact Hf|].
  apply (ex_derive_continuous (fun z : R => z ^ 2)). now auto_derive.
Qed.

Lemma integral_exists (f : R -> R) (a b : R) : ex_RInt f a b -> is_RInt f a b (RInt f a b).
Proof. exact (RInt_correct (V := R_CompleteNormedModule) f a b). Qed.

Section Certificate.

  Variables (c m beta W : R -> R) (a b : R).
  Hypothesis a_below_b : a < b.
  Hypothesis cost_positive : continuous_positive_on a b c.
  Hypothesis mobility_positive : continuous_positive_on a b m.
  Hypothesis density_positive : continuous_positive_on a b beta.
  Hypothesis candidate_positive : continuous_positive_on a b W.

  Lemma time_density_positive (p : R -> R) : continuous_positive_on a b p ->
    continuous_positive_on a b (fun x => c x / (p x * m x)).
  Proof.
    intros Hp x Hx. apply (continuous_positive_quotient c (fun y => p y * m y)); [auto|].
    apply continuous_positive_product; auto.
  Qed.

  Lemma linearised_density_positive (p : R -> R) : continuous_positive_on a b p ->
    continuous_positive_on a b (fun x => c x * p x / (W x ^ 2 * m x)).
  Proof.
    intros Hp x Hx.
    apply (continuous_positive_quotient (fun y => c y * p y) (fun y => W y ^ 2 * m y)).
    - apply continuous_positive_product; auto.
    - apply (continuous_positive_product (fun y => W y ^ 2)); [|auto].
      apply continuous_positive_square. auto.
  Qed.

  Lemma budget_density_positive (p : R -> R) : continuous_positive_on a b p ->
    continuous_positive_on a b (fun x => p x * beta x).
  Proof. intros Hp x Hx. apply continuous_positive_product; auto. Qed.

  Lemma positive_density_integral (f : R -> R) : continuous_positive_on a b f ->
    ex_RInt f a b /\ 0 < RInt f a b.
  Proof.
    intros Hf. split.
    - apply ex_RInt_continuous_on; [lra|]. intros x Hx. now apply Hf.
    - apply RInt_gt_0; [lra| |]; intros x Hx; apply Hf; lra.
  Qed.

  (** D^2 <= (int c / (p m)) (int c p / (W^2 m)). *)
  Lemma squared_candidate_time (p : R -> R) : continuous_positive_on a b p ->
    time c m W a b ^ 2 <= time c m p a b * linearised_time c m W p a b.
  Proof.
    intros Hp. destruct (cauchy_schwarz_for_integrals _ _ a b a_below_b
      (time_density_positive p Hp) (linearised_density_positive p Hp)) as [H _].
    replace (time c m W a b) with
      (RInt (fun x => sqrt (c x / (p x * m x) * (c x * p x / (W x ^ 2 * m x)))) a b); [exact H|].
    apply RInt_ext_on; [lra|]. intros x Hx.
    destruct (cost_positive x Hx) as [_ Pc]. destruct (mobility_positive x Hx) as [_ Pm].
    destruct (candidate_positive x Hx) as [_ PW]. destruct (Hp x Hx) as [_ Pp].
    rewrite <- (sqrt_square (c x / (W x * m x))).
    - f_equal. field. repeat split; lra.
    - left. apply Rdiv_lt_0_compat; [exact Pc|now apply Rmult_lt_0_compat].
  Qed.

  (** Result 3.5: T B of p is at least D^2 / lambda if int c p / (W^2 m) <= lambda int p beta. *)
  Theorem time_product_is_at_least_certificate (p : R -> R) (lambda : R) :
    continuous_positive_on a b p ->
    linearised_time c m W p a b <= lambda * measured_budget beta p a b ->
    measured_time_product c m beta p a b >= time c m W a b ^ 2 / lambda.
  Proof.
    intros Hp Hlambda. pose proof (squared_candidate_time p Hp) as HD.
    destruct (positive_density_integral _ (time_density_positive p Hp)) as [_ HT].
    destruct (positive_density_integral _ (linearised_density_positive p Hp)) as [_ HL].
    destruct (positive_density_integral _ (budget_density_positive p Hp)) as [_ HB].
    unfold measured_time_product. fold (time c m p a b) in HT.
    fold (linearised_time c m W p a b) in HL. fold (measured_budget beta p a b) in HB.
    set (T := time c m p a b) in *. set (B := measured_budget beta p a b) in *.
    set (L := linearised_time c m W p a b) in *.
    assert (Hpos : 0 < lambda) by nra.
    apply Rle_ge, (Rmult_le_reg_r lambda); [exact Hpos|].
    unfold Rdiv. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
    assert (T * L <= T * (lambda * B)) by (apply Rmult_le_compat_l; lra). lra.
  Qed.

  (** If D / B of W bounds the ratios of all p of a class, then no p of the class beats W. *)
  Theorem certified_candidate_is_optimal (p : R -> R) :
    continuous_positive_on a b p ->
    linearised_time c m W p a b <=
      time c m W a b / measured_budget beta W a b * measured_budget beta p a b ->
    measured_time_product c m beta p a b >= measured_time_product c m beta W a b.
  Proof.
    intros Hp H. apply time_product_is_at_least_certificate in H; [|exact Hp].
    destruct (positive_density_integral _ (time_density_positive W candidate_positive)) as [_ HT].
    destruct (positive_density_integral _ (budget_density_positive W candidate_positive)) as [_ HB].
    fold (time c m W a b) in HT. fold (measured_budget beta W a b) in HB.
    replace (time c m W a b ^ 2 / (time c m W a b / measured_budget beta W a b))
      with (measured_time_product c m beta W a b) in H; [exact H|].
    unfold measured_time_product. field. lra.
  Qed.

  (** Conversely, if no W + e p with e > 0 beats W, then D / B of W bounds the ratio of p: the
      certificate of the optimum of a convex cone is its own T B. *)
  Theorem optimum_meets_certificate (p : R -> R) :
    continuous_positive_on a b p ->
    (forall e, 0 < e ->
      measured_time_product c m beta (fun x => W x + e * p x) a b >=
      measured_time_product c m beta W a b) ->
    linearised_time c m W p a b <=
      time c m W a b / measured_budget beta W a b * measured_budget beta p a b.
  Proof.
    intros Hp Hbest.
    set (rest := fun x => c x * p x ^ 2 / (W x ^ 3 * m x)).
    assert (Hrest : continuous_positive_on a b rest).
    { intros x Hx.
      apply (continuous_positive_quotient (fun y => c y * p y ^ 2) (fun y => W y ^ 3 * m y)).
      - apply (continuous_positive_product c (fun y => p y ^ 2)); [auto|].
        apply continuous_positive_square. auto.
      - apply (continuous_positive_product (fun y => W y ^ 3)); [|auto].
        apply (continuous_positive_product W (fun y => W y ^ 2)); [auto|].
        apply continuous_positive_square. auto. }
    destruct (positive_density_integral _ (time_density_positive W candidate_positive)) as [ET HT].
    destruct (positive_density_integral _ (budget_density_positive W candidate_positive))
      as [EB HB].
    destruct (positive_density_integral _ (linearised_density_positive p Hp)) as [EL HL].
    destruct (positive_density_integral _ (budget_density_positive p Hp)) as [EP HP].
    destruct (positive_density_integral _ Hrest) as [EK HK].
    fold (time c m W a b) in HT. fold (measured_budget beta W a b) in HB.
    fold (linearised_time c m W p a b) in HL. fold (measured_budget beta p a b) in HP.
    set (D := time c m W a b) in *. set (B := measured_budget beta W a b) in *.
    set (L := linearised_time c m W p a b) in *. set (Bp := measured_budget beta p a b) in *.
    set (K := RInt rest a b) in *.
    assert (Hexpand : forall e, 0 < e -> D * B <= (D - e * L + e ^ 2 * K) * (B + e * Bp)).
    { intros e He. specialize (Hbest e He).
      assert (Hsum : continuous_positive_on a b (fun x => W x + e * p x)).
      { intros x Hx. destruct (candidate_positive x Hx) as [CW PW]. destruct (Hp x Hx) as [Cp Pp].
        split; [|nra]. apply (continuous_plus W (fun y => e * p y)); [exact CW|].
        now apply (continuous_scal_r e p). }
      destruct (positive_density_integral _ (time_density_positive _ Hsum)) as [ES _].
      assert (Hbudget : measured_budget beta (fun x => W x + e * p x) a b = B + e * Bp).
      { unfold measured_budget.
        rewrite (RInt_ext_on _ (fun x => W x * beta x + e * (p x * beta x)))
          by first [lra|intros; ring].
        apply is_RInt_unique.
        apply (is_RInt_plus (V := R_NormedModule)); [exact (integral_exists _ _ _ EB)|].
        apply (is_RInt_scal (V := R_NormedModule)). exact (integral_exists _ _ _ EP). }
      assert (Htime : time c m (fun x => W x + e * p x) a b <= D - e * L + e ^ 2 * K).
      { assert (HI : is_RInt (fun x => c x / (W x * m x) - e * (c x * p x / (W x ^ 2 * m x))
            + e ^ 2 * rest x) a b (D - e * L + e ^ 2 * K)).
        { apply (is_RInt_plus (V := R_NormedModule)).
          - apply (is_RInt_minus (V := R_NormedModule)); [exact (integral_exists _ _ _ ET)|].
            apply (is_RInt_scal (V := R_NormedModule)). exact (integral_exists _ _ _ EL).
          - apply (is_RInt_scal (V := R_NormedModule)). exact (integral_exists _ _ _ EK). }
        rewrite <- (is_RInt_unique _ _ _ _ HI).
        apply RInt_le; [lra|exact ES|now eexists; exact HI|].
        intros x Hx. assert (Hx' : a <= x <= b) by lra. unfold rest.
        destruct (cost_positive x Hx') as [_ Pc]. destruct (mobility_positive x Hx') as [_ Pm].
        destruct (candidate_positive x Hx') as [_ PW]. destruct (Hp x Hx') as [_ Pp].
        assert (PS : 0 < W x + e * p x) by nra.
        apply Rminus_le.
        replace (c x / ((W x + e * p x) * m x) - (c x / (W x * m x)
          - e * (c x * p x / (W x ^ 2 * m x)) + e ^ 2 * (c x * p x ^ 2 / (W x ^ 3 * m x))))
          with (- ((e * p x) ^ 3 * c x / (W x ^ 3 * m x * (W x + e * p x))))
          by (field; repeat split; lra).
        apply Ropp_le_cancel. rewrite Ropp_involutive, Ropp_0. left. apply Rdiv_lt_0_compat.
        - apply Rmult_lt_0_compat; [apply pow_lt; nra|exact Pc].
        - repeat apply Rmult_lt_0_compat; try assumption. lra. }
      unfold measured_time_product in Hbest. fold D B in Hbest. rewrite Hbudget in Hbest.
      apply Rge_le in Hbest. apply (Rle_trans _ _ _ Hbest).
      apply Rmult_le_compat_r; [nra|exact Htime]. }
    apply (Rmult_le_reg_r B); [exact HB|].
    replace (D / B * Bp * B) with (D * Bp) by (field; lra).
    apply Rnot_lt_le. intros Hlt.
    set (gain := L * B - D * Bp). assert (Hgain : 0 < gain) by (unfold gain; lra).
    set (loss := K * B + K * Bp). assert (Hloss : 0 < loss) by (unfold loss; nra).
    set (e := Rmin 1 (gain / (2 * loss))).
    assert (He : 0 < e) by (apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; lra]).
    assert (He1 : e <= 1) by apply Rmin_l.
    assert (He2 : e * loss <= gain / 2).
    { apply Rle_trans with (gain / (2 * loss) * loss).
      - apply Rmult_le_compat_r; [lra|apply Rmin_r].
      - right. field. lra. }
    specialize (Hexpand e He).
    assert (Hbound : e * gain <= e * (e * loss)).
    { assert (e ^ 2 * (e * (K * Bp)) <= e ^ 2 * (1 * (K * Bp))).
      { apply Rmult_le_compat_l; [apply pow2_ge_0|].
        apply Rmult_le_compat_r; [|exact He1]. left. now apply Rmult_lt_0_compat. }
      assert (0 < e ^ 2 * (L * Bp))
        by (apply Rmult_lt_0_compat; [now apply pow_lt|now apply Rmult_lt_0_compat]).
      unfold gain, loss. nra. }
    apply Rmult_le_reg_l in Hbound; [lra|exact He].
  Qed.

End Certificate.

(** ** Weights with w_j >= 0 *)

Lemma bernstein_is_continuous (n j : nat) (x : R) : continuous (bernstein n j) x.
Proof. apply (ex_derive_continuous (bernstein n j)). unfold bernstein. now auto_derive. Qed.

Lemma is_RInt_sum_below (n : nat) (f : nat -> R -> R) (v : nat -> R) (a b : R) :
  (forall j, (j < n)%nat -> is_RInt (f j) a b (v j)) ->
  is_RInt (fun x => sum_below n (fun j => f j x)) a b (sum_below n v).
Proof.
  induction n as [|n IH]; intros H; cbn [sum_below].
  - pose proof (is_RInt_const (V := R_NormedModule) a b 0) as H0.
    change (scal (b - a) 0) with ((b - a) * 0) in H0. rewrite Rmult_0_r in H0. exact H0.
  - apply (is_RInt_plus (V := R_NormedModule)); [apply IH; intros; apply H; lia|apply H; lia].
Qed.

Lemma continuous_sum_below (n : nat) (f : nat -> R -> R) (x : R) :
  (forall j, (j < n)%nat -> continuous (f j) x) ->
  continuous (fun y => sum_below n (fun j => f j y)) x.
Proof.
  induction n as [|n IH]; intros H; cbn [sum_below]; [apply continuous_const|].
  apply (continuous_plus (fun y => sum_below n (fun j => f j y)) (f n)); auto.
Qed.

Section NonnegativeCoefficients.

  Variables (c m beta W : R -> R) (a b : R) (n : nat) (A : advantage_rule).
  Hypothesis zero_below_a : 0 < a.
  Hypothesis a_below_b : a < b.
  Hypothesis b_below_one : b < 1.
  Hypothesis cost_positive : continuous_positive_on a b c.
  Hypothesis mobility_positive : continuous_positive_on a b m.
  Hypothesis density_positive : continuous_positive_on a b beta.
  Hypothesis candidate_positive : continuous_positive_on a b W.
  Hypothesis coefficients_nonnegative : forall j, (j < n)%nat -> 0 <= bernstein_coefficient A j.

  Lemma bernstein_positive (j : nat) (x : R) : (j < n)%nat -> a <= x <= b ->
    continuous (bernstein (n - 1) j) x /\ 0 < bernstein (n - 1) j x.
  Proof.
    intros Hj Hx. split; [apply bernstein_is_continuous|]. unfold bernstein.
    assert (0 < IZR (choose (n - 1) j)).
    { rewrite choose_is_factorial_ratio by lia.
      apply Rdiv_lt_0_compat; [|apply Rmult_lt_0_compat]; apply INR_fact_lt_0. }
    repeat apply Rmult_lt_0_compat; try assumption; apply pow_lt; lra.
  Qed.

  Lemma integral_of_effective_weight (f : R -> R) : continuous_positive_on a b f ->
    RInt (fun x => f x * effective_weight n A x) a b =
    sum_below n (fun j =>
      bernstein_coefficient A j * RInt (fun x => f x * bernstein (n - 1) j x) a b).
  Proof.
    intros Hf. rewrite (RInt_ext_on _ (fun x => sum_below n (fun j =>
      bernstein_coefficient A j * (f x * bernstein (n - 1) j x)))); [|lra|].
    - apply is_RInt_unique, is_RInt_sum_below. intros j Hj.
      apply (is_RInt_scal (V := R_NormedModule)), integral_exists, ex_RInt_continuous_on; [lra|].
      intros x Hx. apply continuous_product; [now apply Hf|apply bernstein_is_continuous].
    - intros x _. unfold effective_weight. rewrite <- sum_below_scal.
      apply sum_below_ext. intros. ring.
  Qed.

  Lemma effective_weight_is_positive (j : nat) (x : R) :
    (j < n)%nat -> 0 < bernstein_coefficient A j -> a <= x <= b -> 0 < effective_weight n A x.
  Proof.
    intros Hj Hcoefficient Hx. unfold effective_weight.
    assert (Hterms : forall i, (i < n)%nat ->
      0 <= bernstein (n - 1) i x * bernstein_coefficient A i).
    { intros i Hi. apply Rmult_le_pos; [apply bernstein_nonneg; lra|auto]. }
    assert (Hterm : 0 < bernstein (n - 1) j x * bernstein_coefficient A j).
    { apply Rmult_lt_0_compat; [now apply bernstein_positive|exact Hcoefficient]. }
    destruct (sum_below_nonneg n _ Hterms) as [H|H]; [exact H|exfalso].
    rewrite <- sum_seq in H.
    rewrite (sum_zero_terms (seq 0 n) _
      (fun i Hi => Hterms i (proj2 (proj1 (in_seq n 0 i) Hi))) (eq_sym H) j) in Hterm; [lra|].
    apply in_seq. lia.
  Qed.

  (** Result 3.5: over w_j >= 0, not all 0, T B of Omega_n is at least D^2 / lambda if lambda bounds
      the ratios of the n Bernstein polynomials, for any candidate W with D = int c / (W m). *)
  Theorem certificate_over_bernstein_polynomials (lambda : R) :
    (exists j, (j < n)%nat /\ 0 < bernstein_coefficient A j) ->
    (forall j, (j < n)%nat ->
      linearised_time c m W (bernstein (n - 1) j) a b <=
      lambda * measured_budget beta (bernstein (n - 1) j) a b) ->
    measured_time_product c m beta (effective_weight n A) a b >= time c m W a b ^ 2 / lambda.
  Proof.
    intros [j0 [Hj0 Hpos]] Hratio.
    assert (Hlinear : forall p, linearised_time c m W p a b =
      RInt (fun x => c x / (W x ^ 2 * m x) * p x) a b).
    { intros p. apply RInt_ext_on; [lra|]. intros x _. unfold Rdiv. ring. }
    assert (Hbudget : forall p, measured_budget beta p a b = RInt (fun x => beta x * p x) a b).
    { intros p. apply RInt_ext_on; [lra|]. intros x _. apply Rmult_comm. }
    apply time_product_is_at_least_certificate; try assumption.
    - intros x Hx. split.
      + apply continuous_sum_below. intros j _.
        apply continuous_product; [apply bernstein_is_continuous|apply continuous_const].
      + now apply (effective_weight_is_positive j0).
    - rewrite Hlinear, Hbudget, !integral_of_effective_weight; [|exact density_positive|].
      + rewrite <- sum_below_scal. apply sum_below_le. intros j Hj.
        specialize (Hratio j Hj). rewrite Hlinear, Hbudget in Hratio.
        specialize (coefficients_nonnegative j Hj).
        rewrite <- Rmult_assoc, (Rmult_comm lambda), Rmult_assoc.
        now apply Rmult_le_compat_l.
      + intros x Hx. apply (continuous_positive_quotient c (fun y => W y ^ 2 * m y)); [auto|].
        apply (continuous_positive_product (fun y => W y ^ 2)); [|auto].
        apply continuous_positive_square. auto.
  Qed.

End NonnegativeCoefficients.
