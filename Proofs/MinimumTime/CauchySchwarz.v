(** * The minimum-time weight

    Results 3.1 and 3.3 on a closed interval [a, b] of success rates, where the weight w, the cost
    c, the mobility m and the budget's density beta are continuous and positive. Result 3.1 is
    beta = 1.

    Results
      cauchy_schwarz_for_integrals ==
        (int sqrt (f g))^2 <= int f int g, with equality exactly where f is a multiple of g
      measured_time_product_is_at_least_least, measured_time_product_is_least_iff_proportional ==
        T B >= (int sqrt (c beta / m))^2, with equality exactly for w proportional to
        sqrt (c / (m beta))
      measured_optimal_weight_has_budget, measured_optimal_weight_has_least_time ==
        w* spends B and takes (int sqrt (c beta / m))^2 / B
      measured_optimal_weight_is_fastest == no weight with the same budget is faster
      measured_optimal_weight_is_unique == and every other one is slower
      time_product_is_at_least_least, time_product_is_least_iff_proportional,
      optimal_weight_has_budget, optimal_weight_has_least_time, optimal_weight_is_fastest,
      optimal_weight_is_unique == the same for beta = 1
      time_product_is_scale_invariant == T B does not depend on the scale of w *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Counterweight Require Import MinimumTime.Definitions.

Open Scope R_scope.

(** ** Functions that are continuous and positive at a point *)

Lemma continuous_product (f g : R -> R) (x : R) :
  continuous f x -> continuous g x -> continuous (fun y => f y * g y) x.
Proof. intros Hf Hg. exact (continuous_mult f g x Hf Hg). Qed.

Lemma continuous_quotient (f g : R -> R) (x : R) :
  continuous f x -> continuous g x -> g x <> 0 -> continuous (fun y => f y / g y) x.
Proof.
  intros Hf Hg H. apply continuous_product; [exact Hf|].
  now apply continuous_Rinv_comp.
Qed.

Lemma continuous_positive_product (f g : R -> R) (x : R) :
  continuous f x /\ 0 < f x -> continuous g x /\ 0 < g x ->
  continuous (fun y => f y * g y) x /\ 0 < f x * g x.
Proof.
  intros [Hf Pf] [Hg Pg]. split; [now apply continuous_product|now apply Rmult_lt_0_compat].
Qed.

Lemma continuous_positive_quotient (f g : R -> R) (x : R) :
  continuous f x /\ 0 < f x -> continuous g x /\ 0 < g x ->
  continuous (fun y => f y / g y) x /\ 0 < f x / g x.
Proof.
  intros [Hf Pf] [Hg Pg]. split; [|now apply Rdiv_lt_0_compat].
  apply continuous_quotient; [assumption|assumption|lra].
Qed.

Lemma continuous_positive_sqrt (f : R -> R) (x : R) :
  continuous f x /\ 0 < f x -> continuous (fun y => sqrt (f y)) x /\ 0 < sqrt (f x).
Proof. intros [Hf Pf]. split; [now apply continuous_sqrt_comp|now apply sqrt_lt_R0]. Qed.

(** ** Integrals of continuous functions *)

Lemma ex_RInt_continuous_on (f : R -> R) (a b : R) :
  a <= b -> (forall x, a <= x <= b -> continuous f x) -> ex_RInt f a b.
Proof.
  intros Hab Hf. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros x Hx. apply Hf.
  now rewrite Rmin_left, Rmax_right in Hx.
Qed.

Lemma RInt_ext_on (f g : R -> R) (a b : R) :
  a <= b -> (forall x, a <= x <= b -> f x = g x) -> RInt f a b = RInt g a b.
Proof.
  intros Hab H. apply RInt_ext. intros x Hx. apply H.
  rewrite Rmin_left, Rmax_right in Hx by assumption. lra.
Qed.

Lemma RInt_split (f : R -> R) (a b c : R) :
  ex_RInt f a b -> ex_RInt f b c -> RInt f a c = RInt f a b + RInt f b c.
Proof. intros H1 H2. symmetry. exact (RInt_Chasles f a b c H1 H2). Qed.

Lemma RInt_multiple (f : R -> R) (k a b : R) :
  ex_RInt f a b -> RInt (fun x => k * f x) a b = k * RInt f a b.
Proof. intros H. exact (RInt_scal f a b k H). Qed.

Lemma RInt_within (f : R -> R) (a u v b : R) :
  a <= u -> u <= v -> v <= b ->
  (forall x, a <= x <= b -> continuous f x /\ 0 <= f x) -> RInt f u v <= RInt f a b.
Proof.
  intros Hau Huv Hvb Hf.
  assert (Hex : forall s t, a <= s -> s <= t -> t <= b -> ex_RInt f s t)
    by (intros; apply ex_RInt_continuous_on; [lra|intros; apply Hf; lra]).
  assert (Hpos : forall s t, a <= s -> s <= t -> t <= b -> 0 <= RInt f s t)
    by (intros; apply RInt_ge_0; [lra|apply Hex; lra|intros; apply Hf; lra]).
  rewrite (RInt_split f a u b) by (apply Hex; lra).
  rewrite (RInt_split f u v b) by (apply Hex; lra).
  assert (0 <= RInt f a u) by (apply Hpos; lra).
  assert (0 <= RInt f v b) by (apply Hpos; lra). lra.
Qed.

Lemma continuous_positive_near (f : R -> R) (x : R) :
  continuous f x -> 0 < f x -> exists d, 0 < d /\ forall y, Rabs (y - x) < d -> 0 < f y.
Proof.
  intros Hc Hx.
  destruct (Hc (fun z => 0 < z)) as [d Hd].
  - exists (mkposreal _ Hx). intros z Hz.
    apply Rabs_def2 in Hz. unfold minus, plus, opp in Hz; simpl in Hz. lra.
  - exists d. split; [apply cond_pos|exact Hd].
Qed.

Lemma nonnegative_with_integral_zero_vanishes (f : R -> R) (a b : R) :
  a < b -> (forall x, a <= x <= b -> continuous f x /\ 0 <= f x) -> RInt f a b = 0 ->
  forall x, a <= x <= b -> f x = 0.
Proof.
  intros Hab Hf H0 x Hx.
  destruct (Hf x Hx) as [Hc [Hpos|Heq]]; [|now symmetry].
  exfalso. destruct (continuous_positive_near f x Hc Hpos) as [d [Hd Hnear]].
  set (u := Rmax a (x - d / 2)). set (v := Rmin b (x + d / 2)).
  assert (Hu : a <= u /\ x - d / 2 <= u /\ (u = a \/ u = x - d / 2))
    by (unfold u, Rmax; destruct Rle_dec; lra).
  assert (Hv : v <= b /\ v <= x + d / 2 /\ (v = b \/ v = x + d / 2))
    by (unfold v, Rmin; destruct Rle_dec; lra).
  assert (0 < RInt f u v).
  { apply RInt_gt_0; [lra| |].
    - intros y Hy. apply Hnear. apply Rabs_def1; lra.
    - intros y Hy. apply Hf. lra. }
  assert (RInt f u v <= RInt f a b) by (apply RInt_within; [lra|lra|lra|exact Hf]). lra.
Qed.

(** ** Cauchy-Schwarz *)

(** The square that is integrated, with t for the ratio of the integrals of sqrt (f g) and f. *)
Lemma square_of_difference_of_roots (F G t : R) :
  0 < F -> 0 < G -> (sqrt G - t * sqrt F) ^ 2 = G + t ^ 2 * F - 2 * t * sqrt (F * G).
Proof.
  intros HF HG. rewrite sqrt_mult by lra.
  rewrite <- (sqrt_sqrt F) at 2 by lra. rewrite <- (sqrt_sqrt G) at 2 by lra. ring.
Qed.

Lemma roots_proportional (F G t : R) :
  0 < F -> 0 < G -> (sqrt G - t * sqrt F) ^ 2 = 0 -> G = t ^ 2 * F.
Proof.
  intros HF HG H.
  assert (E : sqrt G = t * sqrt F) by nra.
  rewrite <- (sqrt_sqrt G), <- (sqrt_sqrt F), E by lra. ring.
Qed.

Lemma continuous_square_of_difference (f g : R -> R) (t x : R) :
  continuous g x -> continuous f x -> continuous (fun y => (sqrt (g y) - t * sqrt (f y)) ^ 2) x.
Proof.
  intros Hg Hf. apply (continuous_comp (fun y => sqrt (g y) - t * sqrt (f y)) (fun z => z ^ 2)).
  - apply (continuous_minus (fun y => sqrt (g y)) (fun y => t * sqrt (f y))).
    + now apply continuous_sqrt_comp.
    + now apply (continuous_scal_r t (fun y => sqrt (f y))), continuous_sqrt_comp.
  - apply (ex_derive_continuous (fun z : R => z ^ 2)). now auto_derive.
Qed.

Lemma root_of_multiple (k x : R) : 0 <= k -> 0 <= x -> sqrt (x * (k * x)) = sqrt k * x.
Proof.
  intros Hk Hx. replace (x * (k * x)) with (k * (x * x)) by ring.
  now rewrite sqrt_mult_alt, sqrt_square.
Qed.

(** (int sqrt (f g))^2 <= int f int g; equality exactly if g is a positive multiple of f. *)
Theorem cauchy_schwarz_for_integrals (f g : R -> R) (a b : R) :
  a < b -> continuous_positive_on a b f -> continuous_positive_on a b g ->
  RInt (fun x => sqrt (f x * g x)) a b ^ 2 <= RInt f a b * RInt g a b /\
  (RInt f a b * RInt g a b = RInt (fun x => sqrt (f x * g x)) a b ^ 2 <->
   proportional_on a b g f).
Proof.
  intros Hab Hf Hg.
  set (r := fun x => sqrt (f x * g x)).
  assert (Hr : continuous_positive_on a b r).
  { intros x Hx. apply (continuous_positive_sqrt (fun y => f y * g y)).
    apply continuous_positive_product; [now apply Hf|now apply Hg]. }
  assert (Hex : forall h, continuous_positive_on a b h -> ex_RInt h a b).
  { intros h Hh. apply ex_RInt_continuous_on; [lra|]. intros x Hx. now apply Hh. }
  assert (Hpos : forall h, continuous_positive_on a b h -> 0 < RInt h a b).
  { intros h Hh. apply RInt_gt_0; [lra| |]; intros x Hx; apply Hh; lra. }
  pose proof (Hpos f Hf) as PB. pose proof (Hpos r Hr) as PS.
  set (B := RInt f a b) in *. set (T := RInt g a b). set (S := RInt r a b) in *.
  set (t := S / B).
  set (square := fun x => (sqrt (g x) - t * sqrt (f x)) ^ 2).
  assert (Hexpand : forall x, a <= x <= b -> square x = g x + t ^ 2 * f x - 2 * t * r x).
  { intros x Hx. apply square_of_difference_of_roots; [now apply Hf|now apply Hg]. }
  assert (Hsquare : forall x, a <= x <= b -> continuous square x /\ 0 <= square x).
  { intros x Hx. split; [|apply pow2_ge_0].
    apply continuous_square_of_difference; [now apply Hg|now apply Hf]. }
  assert (Hint : RInt square a b = T - S ^ 2 / B).
  { rewrite (RInt_ext_on square (fun x => g x + t ^ 2 * f x - 2 * t * r x)) by (auto; lra).
    apply is_RInt_unique.
    replace (T - S ^ 2 / B) with (T + t ^ 2 * B - 2 * t * S) by (unfold t; field; lra).
    apply (is_RInt_minus (V := R_NormedModule)).
    - apply (is_RInt_plus (V := R_NormedModule)); [now apply (RInt_correct g), Hex|].
      apply (is_RInt_scal (V := R_NormedModule)). now apply (RInt_correct f), Hex.
    - apply (is_RInt_scal (V := R_NormedModule)). now apply (RInt_correct r), Hex. }
  assert (Hge : 0 <= RInt square a b).
  { apply RInt_ge_0; [lra| |].
    - apply ex_RInt_continuous_on; [lra|]. intros x Hx. now apply Hsquare.
    - intros x Hx. apply Hsquare. lra. }
  assert (HTB : B * T = S ^ 2 + B * RInt square a b) by (rewrite Hint; field; lra).
  split; [nra|]. split.
  - intros Heq. assert (H0 : RInt square a b = 0) by nra.
    exists (t ^ 2). split; [apply pow_lt, Rdiv_lt_0_compat; assumption|].
    intros x Hx. apply roots_proportional; [now apply Hf|now apply Hg|].
    now apply (nonnegative_with_integral_zero_vanishes square a b).
  - intros [k [Hk Hgf]].
    assert (HT : T = k * B).
    { unfold T, B. rewrite <- RInt_multiple by now apply Hex. apply RInt_ext_on; [lra|assumption]. }
    assert (HS : S = sqrt k * B).
    { unfold S, B. rewrite <- RInt_multiple by now apply Hex. apply RInt_ext_on; [lra|].
      intros x Hx. destruct (Hf x Hx) as [_ P]. unfold r. rewrite (Hgf x Hx).
      apply root_of_multiple; lra. }
    rewrite HT, HS. replace k with (sqrt k * sqrt k) at 1 by (apply sqrt_sqrt; lra). ring.
Qed.

(** ** Any measure of the budget (3.3) *)

Lemma cost_and_budget_densities (C M D W : R) :
  0 < C -> 0 < M -> 0 < D -> 0 < W -> sqrt (W * D * (C / (W * M))) = sqrt (C * D / M).
Proof. intros. f_equal. field. split; lra. Qed.

Lemma root_of_cost_over_mobility_and_density (C M D : R) :
  0 < C -> 0 < M -> 0 < D ->
  sqrt (C / (M * D)) * D = sqrt (C * D / M) /\
  C / (sqrt (C / (M * D)) * M) = sqrt (C * D / M).
Proof.
  intros HC HM HD.
  assert (HQ : 0 < C / (M * D)) by (apply Rdiv_lt_0_compat; nra).
  assert (E : sqrt (C / (M * D)) * D = sqrt (C * D / M)).
  { rewrite <- (sqrt_square D) at 2 by lra. rewrite <- sqrt_mult_alt by lra.
    f_equal. field. split; lra. }
  split; [exact E|]. rewrite <- E. pose proof (sqrt_lt_R0 _ HQ) as HR.
  replace C with (sqrt (C / (M * D)) * sqrt (C / (M * D)) * (M * D)) at 1
    by (rewrite sqrt_sqrt by lra; field; split; lra).
  field. split; lra.
Qed.

(** c / (w m) is a multiple of w beta exactly where w is a multiple of sqrt (c / (m beta)). *)
Lemma densities_are_proportional_iff (P : R -> Prop) (c m beta w : R -> R) :
  (forall x, P x -> 0 < c x /\ 0 < m x /\ 0 < beta x /\ 0 < w x) ->
  (exists k, 0 < k /\ forall x, P x -> c x / (w x * m x) = k * (w x * beta x)) <->
  (exists k, 0 < k /\ forall x, P x -> w x = k * sqrt (c x / (m x * beta x))).
Proof.
  intros Hpos. split; intros [k [Hk H]].
  - exists (sqrt (/ k)). split; [now apply sqrt_lt_R0, Rinv_0_lt_compat|].
    intros x Hx. destruct (Hpos x Hx) as [Hc [Hm [Hd Hw]]].
    rewrite <- sqrt_mult_alt by (left; now apply Rinv_0_lt_compat).
    rewrite <- (sqrt_square (w x)) by lra. f_equal.
    assert (E : c x = k * (w x * beta x) * (w x * m x)).
    { rewrite <- (H x Hx). field. split; lra. }
    rewrite E. field. repeat split; lra.
  - exists (/ k ^ 2). split; [now apply Rinv_0_lt_compat, pow_lt|].
    intros x Hx. destruct (Hpos x Hx) as [Hc [Hm [Hd Hw]]].
    assert (Hq : 0 < c x / (m x * beta x)) by (apply Rdiv_lt_0_compat; nra).
    assert (E : w x * w x = k ^ 2 * (c x / (m x * beta x))).
    { rewrite (H x Hx). rewrite <- (sqrt_sqrt (c x / (m x * beta x))) at 3 by lra. ring. }
    replace (/ k ^ 2 * (w x * beta x)) with (w x * w x * (/ k ^ 2 * beta x / w x)) by (field; lra).
    rewrite E. field. repeat split; lra.
Qed.

Section MeasuredBudget.

  Variables (c m beta : R -> R) (a b : R).
  Hypothesis a_below_b : a < b.
  Hypothesis cost_positive : continuous_positive_on a b c.
  Hypothesis mobility_positive : continuous_positive_on a b m.
  Hypothesis density_positive : continuous_positive_on a b beta.

  Section Weight.

    Variable w : R -> R.
    Hypothesis weight_positive : continuous_positive_on a b w.

    Lemma measured_cauchy_schwarz :
      measured_least_time_product c m beta a b <= measured_time_product c m beta w a b /\
      (measured_time_product c m beta w a b = measured_least_time_product c m beta a b <->
       proportional_on a b w (fun x => sqrt (c x / (m x * beta x)))).
    Proof.
      destruct (cauchy_schwarz_for_integrals
        (fun x => w x * beta x) (fun x => c x / (w x * m x)) a b) as [Hle Heq].
      - exact a_below_b.
      - intros x Hx. apply continuous_positive_product; auto.
      - intros x Hx. apply (continuous_positive_quotient c (fun y => w y * m y)); [auto|].
        apply continuous_positive_product; auto.
      - assert (E : RInt (fun x => sqrt (w x * beta x * (c x / (w x * m x)))) a b =
                    RInt (fun x => sqrt (c x * beta x / m x)) a b).
        { apply RInt_ext_on; [lra|]. intros x Hx.
          apply cost_and_budget_densities;
            [now apply cost_positive|now apply mobility_positive|now apply density_positive|
             now apply weight_positive]. }
        rewrite E in Hle, Heq.
        unfold measured_time_product, measured_least_time_product, time, measured_budget.
        split; [lra|].
        rewrite <- (densities_are_proportional_iff (fun x => a <= x <= b) c m beta w).
        + rewrite Rmult_comm. exact Heq.
        + intros x Hx. repeat split; [now apply cost_positive|now apply mobility_positive|
            now apply density_positive|now apply weight_positive].
    Qed.

    (** T B >= (int sqrt (c beta / m))^2, for T = int c / (w m) and B = int w beta. *)
    Theorem measured_time_product_is_at_least_least :
      measured_time_product c m beta w a b >= measured_least_time_product c m beta a b.
    Proof. apply Rle_ge, measured_cauchy_schwarz. Qed.

    (** Equality holds exactly if w = lambda sqrt (c / (m beta)) on [a, b] for a lambda > 0. *)
    Theorem measured_time_product_is_least_iff_proportional :
      measured_time_product c m beta w a b = measured_least_time_product c m beta a b <->
      proportional_on a b w (fun x => sqrt (c x / (m x * beta x))).
    Proof. apply measured_cauchy_schwarz. Qed.

  End Weight.

  Let S : R := RInt (fun x => sqrt (c x * beta x / m x)) a b.

  Lemma least_density_positive :
    continuous_positive_on a b (fun x => sqrt (c x * beta x / m x)).
  Proof.
    intros x Hx. apply (continuous_positive_sqrt (fun y => c y * beta y / m y)).
    apply (continuous_positive_quotient (fun y => c y * beta y)); [|auto].
    apply continuous_positive_product; auto.
  Qed.

  Lemma least_density_integrable : ex_RInt (fun x => sqrt (c x * beta x / m x)) a b.
  Proof.
    apply ex_RInt_continuous_on; [lra|]. intros x Hx. now apply least_density_positive.
  Qed.

  Lemma least_density_integral_positive : 0 < S.
  Proof. apply RInt_gt_0; [lra| |]; intros x Hx; apply least_density_positive; lra. Qed.

  Lemma measured_optimal_weight_positive (B : R) :
    0 < B -> continuous_positive_on a b (measured_optimal_weight c m beta a b B).
  Proof.
    intros HB x Hx. pose proof least_density_integral_positive as HS.
    apply (continuous_positive_quotient
      (fun y => B * sqrt (c y / (m y * beta y))) (fun _ => S)).
    - apply (continuous_positive_product (fun _ => B) (fun y => sqrt (c y / (m y * beta y))));
        [split; [apply continuous_const|lra]|].
      apply (continuous_positive_sqrt (fun y => c y / (m y * beta y))).
      apply (continuous_positive_quotient c (fun y => m y * beta y)); [auto|].
      apply continuous_positive_product; auto.
    - split; [apply continuous_const|exact HS].
  Qed.

  Lemma shape_times_density (x : R) :
    a <= x <= b -> sqrt (c x / (m x * beta x)) * beta x = sqrt (c x * beta x / m x).
  Proof.
    intros Hx. apply root_of_cost_over_mobility_and_density;
      [now apply cost_positive|now apply mobility_positive|now apply density_positive].
  Qed.

  (** w* = B sqrt (c / (m beta)) / int sqrt (c beta / m) spends the budget B ... *)
  Theorem measured_optimal_weight_has_budget (B : R) :
    measured_budget beta (measured_optimal_weight c m beta a b B) a b = B.
  Proof.
    pose proof least_density_integral_positive as HS.
    unfold measured_budget, measured_optimal_weight. fold S.
    transitivity (RInt (fun x => B / S * sqrt (c x * beta x / m x)) a b).
    - apply RInt_ext_on; [lra|]. intros x Hx. rewrite <- shape_times_density by exact Hx.
      field. lra.
    - rewrite RInt_multiple by exact least_density_integrable. fold S. field. lra.
  Qed.

  (** ... and takes the time (int sqrt (c beta / m))^2 / B. *)
  Theorem measured_optimal_weight_has_least_time (B : R) :
    0 < B ->
    time c m (measured_optimal_weight c m beta a b B) a b =
    measured_least_time_product c m beta a b / B.
  Proof.
    intros HB. pose proof least_density_integral_positive as HS.
    destruct (measured_cauchy_schwarz _ (measured_optimal_weight_positive B HB)) as [_ [_ H]].
    rewrite <- H.
    - unfold measured_time_product. rewrite measured_optimal_weight_has_budget. field. lra.
    - exists (B / S). split; [now apply Rdiv_lt_0_compat|].
      intros x Hx. unfold measured_optimal_weight. fold S. field. lra.
  Qed.

  (** No weight with the budget of w* takes less time. *)
  Theorem measured_optimal_weight_is_fastest (w : R -> R) :
    continuous_positive_on a b w ->
    time c m (measured_optimal_weight c m beta a b (measured_budget beta w a b)) a b <=
    time c m w a b.
  Proof.
    intros Hw.
    assert (HB : 0 < measured_budget beta w a b).
    { apply RInt_gt_0; [lra| |]; intros x Hx;
        apply (continuous_positive_product w beta); first [apply Hw|apply density_positive]; lra. }
    rewrite measured_optimal_weight_has_least_time by exact HB.
    apply (Rmult_le_reg_r (measured_budget beta w a b)); [exact HB|].
    unfold Rdiv. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
    now apply measured_cauchy_schwarz.
  Qed.

  (** A weight with the budget of w* that is as fast is w* everywhere on [a, b]. *)
  Theorem measured_optimal_weight_is_unique (w : R -> R) :
    continuous_positive_on a b w ->
    time c m w a b =
      time c m (measured_optimal_weight c m beta a b (measured_budget beta w a b)) a b ->
    forall x, a <= x <= b ->
      w x = measured_optimal_weight c m beta a b (measured_budget beta w a b) x.
  Proof.
    intros Hw Htime. pose proof least_density_integral_positive as HS.
    assert (HB : 0 < measured_budget beta w a b).
    { apply RInt_gt_0; [lra| |]; intros x Hx;
        apply (continuous_positive_product w beta); first [apply Hw|apply density_positive]; lra. }
    rewrite measured_optimal_weight_has_least_time in Htime by exact HB.
    destruct (proj1 (measured_time_product_is_least_iff_proportional w Hw)) as [k [Hk Hprop]].
    { unfold measured_time_product. rewrite Htime. field. lra. }
    assert (HkB : measured_budget beta w a b = k * S).
    { unfold measured_budget, S. rewrite <- RInt_multiple by exact least_density_integrable.
      apply RInt_ext_on; [lra|]. intros x Hx.
      rewrite (Hprop x Hx), <- shape_times_density by exact Hx. ring. }
    intros x Hx. unfold measured_optimal_weight. fold S. rewrite HkB, (Hprop x Hx). field. lra.
  Qed.

End MeasuredBudget.

(** ** The progress as the budget (3.1) *)

Lemma one_is_continuous_positive (a b : R) : continuous_positive_on a b (fun _ => 1).
Proof. intros x _. split; [apply continuous_const|lra]. Qed.

Lemma measured_budget_one (w : R -> R) (a b : R) : measured_budget (fun _ => 1) w a b =
  budget w a b.
Proof. apply RInt_ext. intros x _. apply Rmult_1_r. Qed.

Lemma measured_least_one (c m : R -> R) (a b : R) :
  RInt (fun x => sqrt (c x * 1 / m x)) a b = RInt (fun x => sqrt (c x / m x)) a b.
Proof. apply RInt_ext. intros x _. now rewrite Rmult_1_r. Qed.

Lemma measured_optimal_weight_one (c m : R -> R) (a b B x : R) :
  measured_optimal_weight c m (fun _ => 1) a b B x = optimal_weight c m a b B x.
Proof.
  unfold measured_optimal_weight, optimal_weight. now rewrite measured_least_one, Rmult_1_r.
Qed.

Lemma time_ext (c m w v : R -> R) (a b : R) :
  (forall x, w x = v x) -> time c m w a b = time c m v a b.
Proof. intros H. apply RInt_ext. intros x _. now rewrite H. Qed.

Section Progress.

  Variables (c m : R -> R) (a b : R).
  Hypothesis a_below_b : a < b.
  Hypothesis cost_positive : continuous_positive_on a b c.
  Hypothesis mobility_positive : continuous_positive_on a b m.

  Let one := one_is_continuous_positive a b.

  (** T B >= (int sqrt (c / m))^2, for T = int c / (w m) and B = int w. *)
  Theorem time_product_is_at_least_least (w : R -> R) :
    continuous_positive_on a b w -> time_product c m w a b >= least_time_product c m a b.
  Proof.
    intros Hw.
    pose proof (measured_time_product_is_at_least_least c m _ a b
      a_below_b cost_positive mobility_positive one w Hw) as H.
    unfold measured_time_product, measured_least_time_product in H.
    rewrite measured_budget_one, measured_least_one in H. exact H.
  Qed.

  (** Equality holds exactly if w = lambda sqrt (c / m) on [a, b] for a lambda > 0. *)
  Theorem time_product_is_least_iff_proportional (w : R -> R) :
    continuous_positive_on a b w ->
    time_product c m w a b = least_time_product c m a b <->
    proportional_on a b w (fun x => sqrt (c x / m x)).
  Proof.
    intros Hw.
    pose proof (measured_time_product_is_least_iff_proportional c m _ a b
      a_below_b cost_positive mobility_positive one w Hw) as H.
    unfold measured_time_product, measured_least_time_product in H.
    rewrite measured_budget_one, measured_least_one in H.
    unfold time_product, least_time_product. rewrite H.
    split; intros [k [Hk Hprop]]; exists k; split; auto; intros x Hx;
      rewrite (Hprop x Hx); now rewrite Rmult_1_r.
  Qed.

  (** w* = B sqrt (c / m) / int sqrt (c / m) spends the budget B ... *)
  Theorem optimal_weight_has_budget (B : R) : budget (optimal_weight c m a b B) a b = B.
  Proof.
    rewrite <- (measured_optimal_weight_has_budget c m _ a b
      a_below_b cost_positive mobility_positive one B) at 2.
    rewrite measured_budget_one. apply RInt_ext. intros x _.
    symmetry. apply measured_optimal_weight_one.
  Qed.

  (** ... and takes the time (int sqrt (c / m))^2 / B. *)
  Theorem optimal_weight_has_least_time (B : R) :
    0 < B -> time c m (optimal_weight c m a b B) a b = least_time_product c m a b / B.
  Proof.
    intros HB.
    pose proof (measured_optimal_weight_has_least_time c m _ a b
      a_below_b cost_positive mobility_positive one B HB) as H.
    unfold measured_least_time_product in H. rewrite measured_least_one in H.
    unfold least_time_product. rewrite <- H. apply time_ext. intros x.
    symmetry. apply measured_optimal_weight_one.
  Qed.

  (** No weight with the budget of w* takes less time. *)
  Theorem optimal_weight_is_fastest (w : R -> R) :
    continuous_positive_on a b w ->
    time c m (optimal_weight c m a b (budget w a b)) a b <= time c m w a b.
  Proof.
    intros Hw.
    pose proof (measured_optimal_weight_is_fastest c m _ a b
      a_below_b cost_positive mobility_positive one w Hw) as H.
    rewrite measured_budget_one in H.
    now rewrite (time_ext c m _ _ a b (measured_optimal_weight_one c m a b _)) in H.
  Qed.

  (** A weight with the budget of w* that is as fast is w* everywhere on [a, b]. *)
  Theorem optimal_weight_is_unique (w : R -> R) :
    continuous_positive_on a b w ->
    time c m w a b = time c m (optimal_weight c m a b (budget w a b)) a b ->
    forall x, a <= x <= b -> w x = optimal_weight c m a b (budget w a b) x.
  Proof.
    intros Hw Htime x Hx. rewrite <- measured_optimal_weight_one, <- measured_budget_one.
    apply (measured_optimal_weight_is_unique c m (fun _ => 1) a b
      a_below_b cost_positive mobility_positive one); [exact Hw| |exact Hx].
    rewrite Htime, measured_budget_one. apply time_ext.
    intros y. symmetry. apply measured_optimal_weight_one.
  Qed.

End Progress.

(** ** Scale *)

(** T B of k w is T B of w, for every k other than 0. *)
Theorem time_product_is_scale_invariant (c m w : R -> R) (a b k : R) :
  k <> 0 -> ex_RInt w a b -> ex_RInt (fun x => c x / (w x * m x)) a b ->
  time_product c m (fun x => k * w x) a b = time_product c m w a b.
Proof.
  intros Hk Hw Ht. unfold time_product, time, budget.
  rewrite (RInt_multiple w) by exact Hw.
  assert (E : forall x, c x / (k * w x * m x) = / k * (c x / (w x * m x))).
  { intros x. unfold Rdiv. rewrite (Rmult_assoc k), Rinv_mult. ring. }
  rewrite (RInt_ext _ _ a b (fun x _ => E x)).
  rewrite (RInt_multiple (fun x => c x / (w x * m x))) by exact Ht. field. exact Hk.
Qed.
