(** * The least times in closed form

    The table of result 3.1: on the regular and the effective clock, with natural and vanilla
    mobility, which weight is optimal and how much time times budget it takes to go from x0 to x1.

    Definitions
      artanh x == (1/2) ln ((1 + x) / (1 - x))
    Results
      clock_cost_is_continuous_positive, mobility_is_continuous_positive == 3.1 applies to them
      regular_natural_optimum, effective_natural_optimum, regular_vanilla_optimum,
      effective_vanilla_optimum == time times budget is least exactly for weights proportional to
        GRPO's, Sqrt-R's, Uniform-R's and 1/(rho sqrt rho (1 - rho))
      regular_natural_closed_form, effective_natural_closed_form, regular_vanilla_closed_form,
      effective_vanilla_closed_form == it is then (G x1 - G x0)^2
      regular_natural_from_zero_to_one == from 0 to 1 the first of them is PI^2
      grpo_from_zero_to_one == GRPO's weight has the budget PI and the time PI there
      regular_natural_least_time_is_bounded, other_least_times_exceed_squared_log,
      other_least_times_are_unbounded ==
        as x0 falls to 0 only the first of the four stays bounded *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Counterweight Require Import MinimumTime.Definitions MinimumTime.CauchySchwarz.
From Counterweight Require Import MinimumTime.OpenInterval.

Open Scope R_scope.

Definition artanh (x : R) : R := / 2 * ln ((1 + x) / (1 - x)).

(** ** Clocks and mobilities meet the hypotheses *)

Lemma share_of_live_groups_positive (n : nat) (x : R) :
  (2 <= n)%nat -> 0 < x < 1 -> 0 < 1 - x ^ n - (1 - x) ^ n.
Proof.
  intros Hn Hx. destruct n as [|n]; [lia|]. simpl.
  destruct (pow_lt_1_compat x n) as [_ H1]; [lra|lia|].
  destruct (pow_lt_1_compat (1 - x) n) as [_ H2]; [lra|lia|].
  assert (0 < x * (1 - x ^ n)) by (apply Rmult_lt_0_compat; lra).
  assert (0 < (1 - x) * (1 - (1 - x) ^ n)) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

(** Costs are continuous and positive inside (0, 1); informative groups need two rollouts. *)
Theorem clock_cost_is_continuous_positive (k : clock) :
  (forall n, k = informative n -> (2 <= n)%nat) -> continuous_positive_inside 0 1 (clock_cost k).
Proof.
  intros Hk x Hx. destruct k as [| |n]; unfold clock_cost.
  - split; [apply continuous_const|lra].
  - split; [|now apply Rdiv_lt_0_compat; lra].
    apply (ex_derive_continuous (fun y : R => 1 / y)). auto_derive. lra.
  - pose proof (share_of_live_groups_positive n x (Hk n eq_refl) Hx).
    split; [|apply Rdiv_lt_0_compat; lra].
    apply (ex_derive_continuous (fun y : R => 1 / (1 - y ^ n - (1 - y) ^ n))).
    auto_derive.
    change (1 + - x) with (1 - x). lra.
Qed.

(** Mobilities are continuous and positive inside (0, 1). *)
Theorem mobility_is_continuous_positive (l : mobility) :
  continuous_positive_inside 0 1 (mobility_of l).
Proof.
  intros x Hx. destruct l; unfold mobility_of; split.
  - apply (ex_derive_continuous (fun y : R => y * (1 - y))). now auto_derive.
  - nra.
  - apply (ex_derive_continuous (fun y : R => (y * (1 - y)) ^ 2)). now auto_derive.
  - apply pow_lt. nra.
Qed.

Lemma continuous_positive_inside_on (f : R -> R) (x0 x1 : R) :
  0 < x0 -> x1 < 1 -> continuous_positive_inside 0 1 f -> continuous_positive_on x0 x1 f.
Proof. intros H0 H1 Hf x Hx. apply Hf. lra. Qed.

(** ** The optimal weights *)

Lemma regular_natural_shape (x : R) :
  0 < x < 1 -> sqrt (clock_cost regular x / mobility_of natural x) = grpo_limit_weight x.
Proof.
  intros Hx. unfold clock_cost, mobility_of, grpo_limit_weight.
  rewrite sqrt_div_alt, sqrt_1 by nra. reflexivity.
Qed.

Lemma effective_natural_shape (x : R) :
  0 < x < 1 -> sqrt (clock_cost effective x / mobility_of natural x) = sqrt_r_limit_weight x.
Proof.
  intros Hx. unfold clock_cost, mobility_of, sqrt_r_limit_weight.
  replace (1 / x / (x * (1 - x))) with (1 / (x * x * (1 - x))) by (field; lra).
  assert (0 < x * x) by nra.
  rewrite sqrt_div_alt, sqrt_1, sqrt_mult_alt, sqrt_square by nra. reflexivity.
Qed.

Lemma regular_vanilla_shape (x : R) :
  0 < x < 1 -> sqrt (clock_cost regular x / mobility_of vanilla x) = uniform_r_limit_weight x.
Proof.
  intros Hx. unfold clock_cost, mobility_of, uniform_r_limit_weight.
  assert (0 < (x * (1 - x)) ^ 2) by (apply pow_lt; nra).
  rewrite sqrt_div_alt, sqrt_1, sqrt_pow2 by nra. reflexivity.
Qed.

Lemma effective_vanilla_shape (x : R) :
  0 < x < 1 ->
  sqrt (clock_cost effective x / mobility_of vanilla x) = effective_vanilla_weight x.
Proof.
  intros Hx. unfold clock_cost, mobility_of, effective_vanilla_weight.
  replace (1 / x / (x * (1 - x)) ^ 2) with (1 / (x * (x * (1 - x)) ^ 2)) by (field; lra).
  assert (0 < (x * (1 - x)) ^ 2) by (apply pow_lt; nra).
  rewrite sqrt_div_alt, sqrt_1, sqrt_mult_alt, sqrt_pow2 by nra. f_equal. ring.
Qed.

Lemma optimum_of_shape (k : clock) (l : mobility) (shape w : R -> R) (x0 x1 : R) :
  (forall n, k = informative n -> (2 <= n)%nat) ->
  (forall x, 0 < x < 1 -> sqrt (clock_cost k x / mobility_of l x) = shape x) ->
  0 < x0 -> x0 < x1 -> x1 < 1 -> continuous_positive_on x0 x1 w ->
  time_product (clock_cost k) (mobility_of l) w x0 x1 =
    least_time_product (clock_cost k) (mobility_of l) x0 x1 <->
  proportional_on x0 x1 w shape.
Proof.
  intros Hk Hshape H0 H01 H1 Hw.
  rewrite time_product_is_least_iff_proportional;
    [|exact H01|now apply continuous_positive_inside_on, clock_cost_is_continuous_positive|
      now apply continuous_positive_inside_on, mobility_is_continuous_positive|exact Hw].
  split; intros [c [Hc Hprop]]; exists c; split; auto; intros x Hx; rewrite (Hprop x Hx);
    f_equal; [|symmetry]; apply Hshape; lra.
Qed.

(** Regular clock, natural mobility: T B is least exactly for w ∝ 1/sqrt(rho (1 - rho)), GRPO. *)
Theorem regular_natural_optimum (w : R -> R) (x0 x1 : R) :
  0 < x0 -> x0 < x1 -> x1 < 1 -> continuous_positive_on x0 x1 w ->
  time_product (clock_cost regular) (mobility_of natural) w x0 x1 =
    least_time_product (clock_cost regular) (mobility_of natural) x0 x1 <->
  proportional_on x0 x1 w grpo_limit_weight.
Proof. apply optimum_of_shape; [discriminate|exact regular_natural_shape]. Qed.

(** Effective clock, natural mobility: exactly for w ∝ 1/(rho sqrt(1 - rho)), Sqrt-R. *)
Theorem effective_natural_optimum (w : R -> R) (x0 x1 : R) :
  0 < x0 -> x0 < x1 -> x1 < 1 -> continuous_positive_on x0 x1 w ->
  time_product (clock_cost effective) (mobility_of natural) w x0 x1 =
    least_time_product (clock_cost effective) (mobility_of natural) x0 x1 <->
  proportional_on x0 x1 w sqrt_r_limit_weight.
Proof. apply optimum_of_shape; [discriminate|exact effective_natural_shape]. Qed.

(** Regular clock, vanilla mobility: exactly for w ∝ 1/(rho (1 - rho)), Uniform-R. *)
Theorem regular_vanilla_optimum (w : R -> R) (x0 x1 : R) :
  0 < x0 -> x0 < x1 -> x1 < 1 -> continuous_positive_on x0 x1 w ->
  time_product (clock_cost regular) (mobility_of vanilla) w x0 x1 =
    least_time_product (clock_cost regular) (mobility_of vanilla) x0 x1 <->
  proportional_on x0 x1 w uniform_r_limit_weight.
Proof. apply optimum_of_shape; [discriminate|exact regular_vanilla_shape]. Qed.

(** Effective clock, vanilla mobility: exactly for w ∝ 1/(rho sqrt rho (1 - rho)). *)
Theorem effective_vanilla_optimum (w : R -> R) (x0 x1 : R) :
  0 < x0 -> x0 < x1 -> x1 < 1 -> continuous_positive_on x0 x1 w ->
  time_product (clock_cost effective) (mobility_of vanilla) w x0 x1 =
    least_time_product (clock_cost effective) (mobility_of vanilla) x0 x1 <->
  proportional_on x0 x1 w effective_vanilla_weight.
Proof. apply optimum_of_shape; [discriminate|exact effective_vanilla_shape]. Qed.

(** ** The antiderivatives *)

Lemma is_derive_asin (x : R) : -1 < x < 1 -> is_derive asin x (/ sqrt (1 - x ^ 2)).
Proof.
  intros Hx. apply is_derive_Reals, (derive_pt_eq_1 _ _ _ (derivable_pt_asin x Hx)).
  rewrite derive_pt_asin, Rsqr_pow2. apply Rmult_1_l.
Qed.

Lemma is_derive_asin_sqrt (x : R) :
  0 < x < 1 -> is_derive (fun y => 2 * asin (sqrt y)) x (grpo_limit_weight x).
Proof.
  intros Hx. pose proof (sqrt_lt_R0 x) as Hs. pose proof (sqrt_lt_R0 (1 - x)) as Ht.
  assert (H1 : sqrt x < 1) by (rewrite <- sqrt_1; apply sqrt_lt_1; lra).
  replace (grpo_limit_weight x) with (2 * (1 * / (2 * sqrt x) * / sqrt (1 - sqrt x ^ 2))).
  - apply (is_derive_scal (fun y => asin (sqrt y))).
    apply (is_derive_comp asin sqrt).
    + apply is_derive_asin. lra.
    + apply (is_derive_sqrt (fun y => y)); [apply (is_derive_id (K := R_AbsRing))|lra].
  - unfold grpo_limit_weight. rewrite pow2_sqrt, sqrt_mult_alt by lra. field. lra.
Qed.

Lemma is_derive_artanh (x : R) : -1 < x < 1 -> is_derive artanh x (/ (1 - x ^ 2)).
Proof.
  intros Hx. unfold artanh. auto_derive.
  - split; [lra|]. split; [|exact I]. apply Rdiv_lt_0_compat; lra.
  - field. repeat split; nra.
Qed.

Lemma is_derive_artanh_root_of_complement (x : R) :
  0 < x < 1 -> is_derive (fun y => -2 * artanh (sqrt (1 - y))) x (sqrt_r_limit_weight x).
Proof.
  intros Hx. pose proof (sqrt_lt_R0 (1 - x)) as Hs.
  assert (H1 : sqrt (1 - x) < 1) by (rewrite <- sqrt_1 at 2; apply sqrt_lt_1; lra).
  replace (sqrt_r_limit_weight x)
    with (-2 * (-1 * / (2 * sqrt (1 - x)) * / (1 - sqrt (1 - x) ^ 2))).
  - apply (is_derive_scal (fun y => artanh (sqrt (1 - y)))).
    apply (is_derive_comp artanh (fun y => sqrt (1 - y))); [apply is_derive_artanh; lra|].
    apply (is_derive_sqrt (fun y => 1 - y)); [|lra]. auto_derive; [exact I|ring].
  - unfold sqrt_r_limit_weight. rewrite pow2_sqrt by lra. field. lra.
Qed.

Lemma is_derive_log_odds (x : R) :
  0 < x < 1 -> is_derive log_odds x (uniform_r_limit_weight x).
Proof.
  intros Hx. unfold log_odds, uniform_r_limit_weight. auto_derive.
  - split; [lra|]. split; [|exact I]. apply Rdiv_lt_0_compat; lra.
  - field. lra.
Qed.

Lemma is_derive_artanh_root_less_inverse_root (x : R) :
  0 < x < 1 ->
  is_derive (fun y => 2 * artanh (sqrt y) - 2 / sqrt y) x (effective_vanilla_weight x).
Proof.
  intros Hx. pose proof (sqrt_lt_R0 x) as Hs.
  assert (H1 : sqrt x < 1) by (rewrite <- sqrt_1; apply sqrt_lt_1; lra).
  replace (effective_vanilla_weight x)
    with (2 * (1 * / (2 * sqrt x) * / (1 - sqrt x ^ 2)) - - (1 * / (2 * sqrt x)) * 2 / sqrt x ^ 2).
  - apply (is_derive_minus (fun y => 2 * artanh (sqrt y)) (fun y => 2 / sqrt y)).
    + apply (is_derive_scal (fun y => artanh (sqrt y))).
      apply (is_derive_comp artanh sqrt); [apply is_derive_artanh; lra|].
      apply (is_derive_sqrt (fun y => y)); [apply (is_derive_id (K := R_AbsRing))|lra].
    + auto_derive; [repeat split; lra|]. field. lra.
  - unfold effective_vanilla_weight. rewrite pow2_sqrt by lra. field. lra.
Qed.

Lemma shape_integral (k : clock) (l : mobility) (shape antiderivative : R -> R) (x0 x1 : R) :
  (forall n, k = informative n -> (2 <= n)%nat) ->
  (forall x, 0 < x < 1 -> sqrt (clock_cost k x / mobility_of l x) = shape x) ->
  (forall x, 0 < x < 1 -> is_derive antiderivative x (shape x)) ->
  0 < x0 -> x0 <= x1 -> x1 < 1 ->
  RInt (fun x => sqrt (clock_cost k x / mobility_of l x)) x0 x1 =
  antiderivative x1 - antiderivative x0.
Proof.
  intros Hk Hshape Hderive H0 H01 H1.
  apply is_RInt_unique.
  apply (is_RInt_derive antiderivative); intros x Hx;
    rewrite Rmin_left, Rmax_right in Hx by exact H01.
  - rewrite Hshape by lra. apply Hderive. lra.
  - apply (continuous_positive_sqrt (fun y => clock_cost k y / mobility_of l y)).
    apply continuous_positive_quotient; [apply clock_cost_is_continuous_positive|
      apply mobility_is_continuous_positive]; auto; lra.
Qed.

(** Regular clock, natural mobility: T* B = (2 asin sqrt x1 - 2 asin sqrt x0)^2. *)
Theorem regular_natural_closed_form (x0 x1 : R) :
  0 < x0 -> x0 <= x1 -> x1 < 1 ->
  least_time_product (clock_cost regular) (mobility_of natural) x0 x1 =
  (2 * asin (sqrt x1) - 2 * asin (sqrt x0)) ^ 2.
Proof.
  intros H0 H01 H1. unfold least_time_product. f_equal.
  apply (shape_integral regular natural grpo_limit_weight (fun x => 2 * asin (sqrt x)));
    [discriminate|exact regular_natural_shape|exact is_derive_asin_sqrt|assumption..].
Qed.

(** Effective clock, natural mobility: T* B = (G x1 - G x0)^2 for G x = -2 artanh sqrt(1 - x). *)
Theorem effective_natural_closed_form (x0 x1 : R) :
  0 < x0 -> x0 <= x1 -> x1 < 1 ->
  least_time_product (clock_cost effective) (mobility_of natural) x0 x1 =
  (-2 * artanh (sqrt (1 - x1)) - -2 * artanh (sqrt (1 - x0))) ^ 2.
Proof.
  intros H0 H01 H1. unfold least_time_product. f_equal.
  apply (shape_integral effective natural sqrt_r_limit_weight
    (fun x => -2 * artanh (sqrt (1 - x))));
    [discriminate|exact effective_natural_shape|exact is_derive_artanh_root_of_complement|
     assumption..].
Qed.

(** Regular clock, vanilla mobility: T* B = (log(x1/(1 - x1)) - log(x0/(1 - x0)))^2. *)
Theorem regular_vanilla_closed_form (x0 x1 : R) :
  0 < x0 -> x0 <= x1 -> x1 < 1 ->
  least_time_product (clock_cost regular) (mobility_of vanilla) x0 x1 =
  (log_odds x1 - log_odds x0) ^ 2.
Proof.
  intros H0 H01 H1. unfold least_time_product. f_equal.
  apply (shape_integral regular vanilla uniform_r_limit_weight (fun x => ln (x / (1 - x))));
    [discriminate|exact regular_vanilla_shape|exact is_derive_log_odds|assumption..].
Qed.

(** Effective clock, vanilla mobility: T* B = (G x1 - G x0)^2 for
    G x = 2 artanh sqrt x - 2/sqrt x. *)
Theorem effective_vanilla_closed_form (x0 x1 : R) :
  0 < x0 -> x0 <= x1 -> x1 < 1 ->
  least_time_product (clock_cost effective) (mobility_of vanilla) x0 x1 =
  ((2 * artanh (sqrt x1) - 2 / sqrt x1) - (2 * artanh (sqrt x0) - 2 / sqrt x0)) ^ 2.
Proof.
  intros H0 H01 H1. unfold least_time_product. f_equal.
  apply (shape_integral effective vanilla effective_vanilla_weight
    (fun x => 2 * artanh (sqrt x) - 2 / sqrt x));
    [discriminate|exact effective_vanilla_shape|exact is_derive_artanh_root_less_inverse_root|
     assumption..].
Qed.

(** ** From 0 to 1 *)

Lemma angle_range (x : R) : 0 <= x <= 1 -> 0 <= asin (sqrt x) <= PI / 2.
Proof.
  intros Hx. pose proof (asin_bound (sqrt x)) as Hbound. pose proof PI_RGT_0.
  pose proof (sqrt_pos x) as Hs.
  assert (sqrt x <= 1) by (rewrite <- sqrt_1; apply sqrt_le_1_alt; lra).
  split; [|lra]. apply Rnot_lt_le. intros Hneg.
  assert (sin (asin (sqrt x)) < 0) by (apply sin_lt_0_var; lra).
  rewrite sin_asin in *; lra.
Qed.

Lemma angle_integral_converges :
  improper_integral
    (fun x => sqrt (clock_cost regular x / mobility_of natural x)) 0 1 PI.
Proof.
  pose proof PI_RGT_0 as HPI.
  assert (Hinner : forall u v, 0 < u -> u <= v -> v < 1 ->
    RInt (fun x => sqrt (clock_cost regular x / mobility_of natural x)) u v =
    2 * asin (sqrt v) - 2 * asin (sqrt u)).
  { intros u v Hu Huv Hv.
    apply (shape_integral regular natural grpo_limit_weight (fun x => 2 * asin (sqrt x)));
      [discriminate|exact regular_natural_shape|exact is_derive_asin_sqrt|assumption..]. }
  apply improper_integral_iff_least_upper_bound; [lra| |split].
  - apply continuous_positive_inside_nonnegative. intros x Hx.
    apply (continuous_positive_sqrt (fun y => clock_cost regular y / mobility_of natural y)).
    apply continuous_positive_quotient; [apply clock_cost_is_continuous_positive|
      apply mobility_is_continuous_positive]; auto; discriminate.
  - intros y [u [v [Hu [Huv [Hv ->]]]]]. rewrite Hinner by lra.
    destruct (angle_range u), (angle_range v); lra.
  - intros M HM.
    assert (Hsmall : forall e, 0 < e < PI / 4 -> PI - 4 * e <= M).
    { intros e He.
      assert (Hs : 0 < sin e) by (apply sin_gt_0; lra).
      assert (Hsc : sin e < cos e)
        by (rewrite <- (sin_shift e); apply sin_increasing_1; lra).
      pose proof (sin2_cos2 e) as Hone. unfold Rsqr in Hone.
      assert (E : PI - 4 * e =
        RInt (fun x => sqrt (clock_cost regular x / mobility_of natural x))
          (sin e * sin e) (cos e * cos e)).
      { rewrite Hinner by nra. rewrite !sqrt_square by lra.
        rewrite <- (sin_shift e), !asin_sin by lra. field. }
      rewrite E. apply HM. exists (sin e * sin e), (cos e * cos e). repeat split; nra. }
    apply Rnot_lt_le. intros Hlt.
    pose proof (Hsmall (Rmin (PI / 8) ((PI - M) / 8))) as H.
    unfold Rmin in H. destruct Rle_dec in H; lra.
Qed.

(** From 0 to 1 on the regular clock with natural mobility, T B >= PI^2, with equality exactly for
    w ∝ 1/sqrt(rho (1 - rho)). *)
Theorem regular_natural_from_zero_to_one (w : R -> R) (B T : R) :
  continuous_positive_inside 0 1 w ->
  improper_integral w 0 1 B ->
  improper_integral (fun x => clock_cost regular x / (w x * mobility_of natural x)) 0 1 T ->
  T * B >= PI ^ 2 /\ (T * B = PI ^ 2 <-> proportional_inside 0 1 w grpo_limit_weight).
Proof.
  intros Hw HB HT.
  assert (Hc : continuous_positive_inside 0 1 (clock_cost regular))
    by (apply clock_cost_is_continuous_positive; discriminate).
  pose proof (mobility_is_continuous_positive natural) as Hm.
  destruct (open_time_product (clock_cost regular) (mobility_of natural) 0 1
    Rlt_0_1 Hc Hm w B T Hw HB HT) as [S [HS [Hge Heq]]].
  assert (ES : S = PI).
  { eapply (improper_integral_unique _ 0 1); [lra| |exact HS|exact angle_integral_converges].
    apply continuous_positive_inside_nonnegative. intros x Hx.
    apply (continuous_positive_sqrt (fun y => clock_cost regular y / mobility_of natural y)).
    apply continuous_positive_quotient; auto. }
  subst S. split; [exact Hge|]. rewrite Heq.
  split; intros [k [Hk Hprop]]; exists k; split; auto; intros x Hx; rewrite (Hprop x Hx);
    now rewrite regular_natural_shape.
Qed.

(** GRPO's weight goes from 0 to 1 with the budget PI in the time PI. *)
Theorem grpo_from_zero_to_one :
  improper_integral grpo_limit_weight 0 1 PI /\
  improper_integral
    (fun x => clock_cost regular x / (grpo_limit_weight x * mobility_of natural x)) 0 1 PI.
Proof.
  pose proof PI_RGT_0 as HPI.
  destruct (open_optimal_weight (clock_cost regular) (mobility_of natural) 0 1) with (B := PI)
    (S := PI) as [HB HT]; [lra| | |lra|exact angle_integral_converges|].
  - apply clock_cost_is_continuous_positive. discriminate.
  - apply mobility_is_continuous_positive.
  - split.
    + apply (improper_integral_ext _ _ 0 1 PI Rlt_0_1) with (2 := HB).
      intros x Hx. rewrite regular_natural_shape by exact Hx. field. lra.
    + replace (PI ^ 2 / PI) with PI in HT by (field; lra).
      apply (improper_integral_ext _ _ 0 1 PI Rlt_0_1) with (2 := HT).
      intros x Hx. rewrite regular_natural_shape by exact Hx.
      replace (PI * grpo_limit_weight x / PI) with (grpo_limit_weight x) by (field; lra).
      reflexivity.
Qed.

(** Regular clock, natural mobility: T* B <= PI^2 from any x0 > 0 to any x1 < 1. *)
Theorem regular_natural_least_time_is_bounded (x0 x1 : R) :
  0 < x0 -> x0 <= x1 -> x1 < 1 ->
  least_time_product (clock_cost regular) (mobility_of natural) x0 x1 <= PI ^ 2.
Proof.
  intros H0 H01 H1. rewrite regular_natural_closed_form by assumption.
  destruct (angle_range x0), (angle_range x1); try lra.
  pose proof PI_RGT_0. apply pow_maj_Rabs, Rabs_le. lra.
Qed.

(** The other three: T* B >= log(x1/x0)^2. *)
Theorem other_least_times_exceed_squared_log (k : clock) (l : mobility) (x0 x1 : R) :
  k = effective \/ (k = regular /\ l = vanilla) ->
  0 < x0 -> x0 <= x1 -> x1 < 1 ->
  ln (x1 / x0) ^ 2 <= least_time_product (clock_cost k) (mobility_of l) x0 x1.
Proof.
  intros Hkl H0 H01 H1. unfold least_time_product.
  assert (Hc : continuous_positive_inside 0 1 (clock_cost k)).
  { apply clock_cost_is_continuous_positive. intros n ->. now destruct Hkl as [|[]]. }
  assert (Hlog : is_RInt Rinv x0 x1 (ln x1 - ln x0)).
  { apply (is_RInt_derive ln); intros x Hx; rewrite Rmin_left, Rmax_right in Hx by exact H01.
    - apply is_derive_Reals, derivable_pt_lim_ln. lra.
    - apply continuous_Rinv. lra. }
  assert (Hratio : ln (x1 / x0) = ln x1 - ln x0) by (apply ln_div; lra).
  assert (Hmono : ln x0 <= ln x1).
  { destruct H01 as [Hlt|<-]; [left; now apply ln_increasing|lra]. }
  apply pow_incr. rewrite Hratio. split; [lra|].
  rewrite <- (is_RInt_unique _ _ _ _ Hlog).
  apply RInt_le; [exact H01|now exists (ln x1 - ln x0)| |].
  - apply ex_RInt_continuous_on; [exact H01|]. intros x Hx.
    apply (continuous_positive_sqrt (fun y => clock_cost k y / mobility_of l y)).
    apply continuous_positive_quotient; [apply Hc|apply mobility_is_continuous_positive]; lra.
  - intros x Hx. rewrite <- (sqrt_square (/ x)) by (left; apply Rinv_0_lt_compat; lra).
    apply sqrt_le_1_alt.
    assert (Hm : mobility_of l x <= x ^ 2 * clock_cost k x).
    { destruct Hkl as [->|[-> ->]]; simpl.
      - replace (x * (x * 1) * (1 / x)) with x by (field; lra). destruct l; simpl; nra.
      - nra. }
    destruct (mobility_is_continuous_positive l x) as [_ Pm]; [lra|].
    apply (Rmult_le_reg_r (mobility_of l x)); [exact Pm|].
    replace (clock_cost k x / mobility_of l x * mobility_of l x) with (clock_cost k x)
      by (field; lra).
    replace (clock_cost k x) with (/ x * / x * (x ^ 2 * clock_cost k x)) by (field; lra).
    apply Rmult_le_compat_l; [|exact Hm].
    left. apply Rmult_lt_0_compat; apply Rinv_0_lt_compat; lra.
Qed.

(** So T* B exceeds every bound as x0 falls to 0. *)
Theorem other_least_times_are_unbounded (k : clock) (l : mobility) (x1 bound : R) :
  k = effective \/ (k = regular /\ l = vanilla) ->
  0 < x1 < 1 ->
  exists x0, 0 < x0 < x1 /\ forall x, 0 < x <= x0 ->
    bound < least_time_product (clock_cost k) (mobility_of l) x x1.
Proof.
  intros Hkl Hx1. set (d := Rabs bound + 1).
  assert (Hd : 1 <= d) by (unfold d; pose proof (Rabs_pos bound); lra).
  assert (Hb : bound < d) by (unfold d; pose proof (Rle_abs bound); lra).
  pose proof (exp_pos (- d)) as He.
  assert (He1 : exp (- d) < 1) by (rewrite <- exp_0; apply exp_increasing; lra).
  exists (x1 * exp (- d)). split; [nra|]. intros x [Hx Hle].
  apply Rlt_le_trans with (ln (x1 / x) ^ 2).
  - assert (d <= ln (x1 / x)); [|nra].
    assert (Hlog : ln x <= ln (x1 * exp (- d))).
    { destruct Hle as [Hlt| ->]; [left; now apply ln_increasing|lra]. }
    rewrite ln_mult, ln_exp in Hlog by lra. rewrite ln_div by lra. lra.
  - apply other_least_times_exceed_squared_log; [exact Hkl|exact Hx|nra|lra].
Qed.
