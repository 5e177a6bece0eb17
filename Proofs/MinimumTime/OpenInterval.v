(** * The minimum-time weight with singular ends

    Results 3.1 and 3.3 on an open interval (a, b), such as (0, 1), where weights may have poles at
    the ends and budget and time are improper integrals. That these two converge is a hypothesis;
    that the integral of sqrt (c beta / m) then converges too is proved.

    Results
      improper_integral_iff_least_upper_bound ==
        the improper integral of a nonnegative function is the least upper bound of its integrals
        over the closed intervals inside (a, b)
      cauchy_schwarz_for_improper_integrals ==
        if int f and int g converge, then so does int sqrt (f g), (int sqrt (f g))^2 <= int f int g,
        and equality holds exactly where f is a multiple of g
      open_measured_time_product == if B = int w beta and T = int c / (w m) converge, then so does
        S = int sqrt (c beta / m), T B >= S^2, and equality holds exactly for w proportional to
        sqrt (c / (m beta)) on (a, b)
      open_measured_optimal_weight == if S converges, then B sqrt (c / (m beta)) / S spends B and
        takes S^2 / B
      open_time_product, open_optimal_weight == the same for beta = 1 *)

From Coq Require Import Reals Lra Classical.
From Coquelicot Require Import Coquelicot.
From Counterweight Require Import MinimumTime.Definitions MinimumTime.CauchySchwarz.

Open Scope R_scope.

(** ** Improper integrals *)

Lemma at_right_between (a u : R) : a < u -> at_right a (fun x => a < x < u).
Proof.
  intros Hau. assert (H : 0 < u - a) by lra. exists (mkposreal _ H). intros x Hx Hax.
  apply Rabs_def2 in Hx. unfold minus, plus, opp in Hx; simpl in Hx. lra.
Qed.

Lemma at_left_between (v b : R) : v < b -> at_left b (fun x => v < x < b).
Proof.
  intros Hvb. assert (H : 0 < b - v) by lra. exists (mkposreal _ H). intros x Hx Hxb.
  apply Rabs_def2 in Hx. unfold minus, plus, opp in Hx; simpl in Hx. lra.
Qed.

Lemma improper_integral_ext (f g : R -> R) (a b l : R) :
  a < b -> (forall x, a < x < b -> f x = g x) ->
  improper_integral f a b l -> improper_integral g a b l.
Proof.
  intros Hab H. apply is_RInt_gen_ext.
  exists (fun x => a < x < (a + b) / 2) (fun x => (a + b) / 2 < x < b).
  - apply at_right_between. lra.
  - apply at_left_between. lra.
  - intros u v Hu Hv x Hx. apply H. simpl in Hx.
    rewrite Rmin_left, Rmax_right in Hx by lra. lra.
Qed.

Lemma improper_integral_multiple (f : R -> R) (a b k l : R) :
  improper_integral f a b l -> improper_integral (fun x => k * f x) a b (k * l).
Proof. exact (is_RInt_gen_scal (V := R_NormedModule) f k l). Qed.

Lemma improper_integral_plus (f g : R -> R) (a b k l : R) :
  improper_integral f a b k -> improper_integral g a b l ->
  improper_integral (fun x => f x + g x) a b (k + l).
Proof. exact (is_RInt_gen_plus (V := R_NormedModule) f g k l). Qed.

Lemma improper_integral_is_approached (f : R -> R) (a b l e u0 v0 : R) :
  improper_integral f a b l -> 0 < e -> a < u0 -> v0 < b ->
  exists u v, a < u < u0 /\ v0 < v < b /\ Rabs (RInt f u v - l) < e.
Proof.
  intros H He Hu Hv.
  destruct (H (fun y => Rabs (y - l) < e)) as [Q W HQ HW Hprod].
  - exists (mkposreal _ He). intros y Hy. exact Hy.
  - destruct (filter_ex _ (filter_and _ _ HQ (at_right_between a u0 Hu))) as [u [HQu Hau]].
    destruct (filter_ex _ (filter_and _ _ HW (at_left_between v0 b Hv))) as [v [HWv Hvb]].
    destruct (Hprod u v HQu HWv) as [y [Hy Hball]].
    exists u, v. rewrite (is_RInt_unique f u v y Hy). tauto.
Qed.

(** The integrals over the closed intervals inside (a, b). *)
Definition inner_integral (f : R -> R) (a b y : R) : Prop :=
  exists u v, a < u /\ u < v /\ v < b /\ y = RInt f u v.

(** The improper integral of f >= 0 is the least upper bound of the integrals inside. *)
Theorem improper_integral_iff_least_upper_bound (f : R -> R) (a b l : R) :
  a < b -> (forall x, a < x < b -> continuous f x /\ 0 <= f x) ->
  improper_integral f a b l <-> is_lub (inner_integral f a b) l.
Proof.
  intros Hab Hf.
  assert (Hmono : forall s u v t, a < s -> s <= u -> u <= v -> v <= t -> t < b ->
    RInt f u v <= RInt f s t).
  { intros. apply RInt_within; try lra. intros x Hx. apply Hf. lra. }
  split.
  - intros H. split.
    + intros y [u [v [Hu [Huv [Hv ->]]]]]. apply Rnot_lt_le. intros Hlt.
      destruct (improper_integral_is_approached f a b l (RInt f u v - l) u v H)
        as [s [t [Hs [Ht Habs]]]]; try lra.
      apply Rabs_def2 in Habs. assert (RInt f u v <= RInt f s t) by (apply Hmono; lra). lra.
    + intros M HM. apply Rnot_lt_le. intros Hlt.
      destruct (improper_integral_is_approached f a b l (l - M) ((a + b) / 2) ((a + b) / 2) H)
        as [s [t [Hs [Ht Habs]]]]; try lra.
      apply Rabs_def2 in Habs.
      assert (RInt f s t <= M) by (apply HM; exists s, t; repeat split; lra). lra.
  - intros [Hupper Hleast] P [e HP].
    assert (Hnear : exists u v, a < u /\ u < v /\ v < b /\ l - e < RInt f u v).
    { apply NNPP. intros Hno. pose proof (cond_pos e).
      assert (l <= l - e); [|lra].
      apply Hleast. intros y [u [v [Hu [Huv [Hv ->]]]]]. apply Rnot_lt_le. intros Hlt.
      apply Hno. now exists u, v. }
    destruct Hnear as [u [v [Hu [Huv [Hv Hlow]]]]].
    exists (fun x => a < x < u) (fun x => v < x < b).
    + now apply at_right_between.
    + now apply at_left_between.
    + intros s t Hs Ht. exists (RInt f s t). split.
      * apply (RInt_correct f). apply ex_RInt_continuous_on; [simpl; lra|].
        intros x Hx. apply Hf. simpl in Hx. lra.
      * apply HP. apply Rabs_def1; unfold minus, plus, opp; simpl.
        -- assert (RInt f s t <= l); [|pose proof (cond_pos e); lra].
           apply Hupper. exists s, t. repeat split; lra.
        -- assert (RInt f u v <= RInt f s t) by (apply Hmono; lra). lra.
Qed.

Lemma inner_integral_is_at_most_improper_integral (f : R -> R) (a u v b l : R) :
  a < u -> u < v -> v < b -> (forall x, a < x < b -> continuous f x /\ 0 <= f x) ->
  improper_integral f a b l -> RInt f u v <= l.
Proof.
  intros Hu Huv Hv Hf H. apply improper_integral_iff_least_upper_bound in H; [|lra|exact Hf].
  apply H. now exists u, v.
Qed.

Lemma improper_integral_unique (f : R -> R) (a b k l : R) :
  a < b -> (forall x, a < x < b -> continuous f x /\ 0 <= f x) ->
  improper_integral f a b k -> improper_integral f a b l -> k = l.
Proof.
  intros Hab Hf Hk Hl.
  apply improper_integral_iff_least_upper_bound in Hk; [|assumption|assumption].
  apply improper_integral_iff_least_upper_bound in Hl; [|assumption|assumption].
  apply Rle_antisym; [now apply Hk, Hl|now apply Hl, Hk].
Qed.

Lemma continuous_positive_inside_nonnegative (a b : R) (f : R -> R) :
  continuous_positive_inside a b f -> forall x, a < x < b -> continuous f x /\ 0 <= f x.
Proof. intros Hf x Hx. destruct (Hf x Hx). split; [assumption|lra]. Qed.

Lemma improper_integral_positive (f : R -> R) (a b l : R) :
  a < b -> continuous_positive_inside a b f -> improper_integral f a b l -> 0 < l.
Proof.
  intros Hab Hf H. set (u := (2 * a + b) / 3). set (v := (a + 2 * b) / 3).
  apply Rlt_le_trans with (RInt f u v).
  - apply RInt_gt_0; [unfold u, v; lra| |]; intros x Hx; apply Hf; unfold u, v in Hx; lra.
  - apply (inner_integral_is_at_most_improper_integral f a u v b); [unfold u; lra|unfold u, v; lra|
      unfold v; lra|now apply continuous_positive_inside_nonnegative|exact H].
Qed.

(** ** Cauchy-Schwarz *)

Lemma geometric_mean_is_at_most_arithmetic (x y : R) :
  0 < x -> 0 < y -> sqrt (x * y) <= (x + y) / 2.
Proof.
  intros Hx Hy. rewrite sqrt_mult by lra.
  rewrite <- (sqrt_sqrt x) at 2 by lra. rewrite <- (sqrt_sqrt y) at 2 by lra.
  pose proof (pow2_ge_0 (sqrt x - sqrt y)). nra.
Qed.

Lemma root_of_product_converges (f g : R -> R) (a b B T : R) :
  a < b -> continuous_positive_inside a b f -> continuous_positive_inside a b g ->
  improper_integral f a b B -> improper_integral g a b T ->
  exists S, improper_integral (fun x => sqrt (f x * g x)) a b S.
Proof.
  intros Hab Hf Hg HB HT.
  assert (Hr : continuous_positive_inside a b (fun x => sqrt (f x * g x))).
  { intros x Hx. apply (continuous_positive_sqrt (fun y => f y * g y)).
    apply continuous_positive_product; auto. }
  pose proof (fun h Hh => continuous_positive_inside_nonnegative a b h Hh) as Hnonneg.
  assert (Hex : forall h u v, continuous_positive_inside a b h -> a < u -> u < v -> v < b ->
    ex_RInt h u v).
  { intros h u v Hh Hu Huv Hv. apply ex_RInt_continuous_on; [lra|]. intros x Hx. apply Hh. lra. }
  destruct (completeness (inner_integral (fun x => sqrt (f x * g x)) a b)) as [S HS].
  - exists ((B + T) / 2). intros y [u [v [Hu [Huv [Hv ->]]]]].
    assert (RInt f u v <= B)
      by (apply (inner_integral_is_at_most_improper_integral f a u v b); auto).
    assert (RInt g u v <= T)
      by (apply (inner_integral_is_at_most_improper_integral g a u v b); auto).
    apply Rle_trans with (/ 2 * (RInt f u v + RInt g u v)); [|lra].
    rewrite <- (RInt_plus (V := R_CompleteNormedModule) f g) by auto.
    rewrite <- RInt_multiple by (apply (ex_RInt_plus (V := R_NormedModule) f g); auto).
    apply RInt_le; [lra|now apply Hex| |].
    + apply (ex_RInt_scal (V := R_NormedModule)), (ex_RInt_plus (V := R_NormedModule) f g); auto.
    + intros x Hx. unfold plus; simpl.
      pose proof (geometric_mean_is_at_most_arithmetic (f x) (g x)) as Hmean.
      destruct (Hf x), (Hg x); lra.
  - set (u := (2 * a + b) / 3). set (v := (a + 2 * b) / 3).
    exists (RInt (fun x => sqrt (f x * g x)) u v), u, v. unfold u, v. repeat split; lra.
  - exists S. apply improper_integral_iff_least_upper_bound; [exact Hab|exact (Hnonneg _ Hr)|].
    exact HS.
Qed.

(** (int sqrt (f g))^2 <= int f int g; equality exactly if g is a positive multiple of f. *)
Theorem cauchy_schwarz_for_improper_integrals (f g : R -> R) (a b B T : R) :
  a < b -> continuous_positive_inside a b f -> continuous_positive_inside a b g ->
  improper_integral f a b B -> improper_integral g a b T ->
  exists S, improper_integral (fun x => sqrt (f x * g x)) a b S /\
    S ^ 2 <= B * T /\ (B * T = S ^ 2 <-> proportional_inside a b g f).
Proof.
  intros Hab Hf Hg HB HT.
  destruct (root_of_product_converges f g a b B T Hab Hf Hg HB HT) as [S HS].
  exists S. split; [exact HS|].
  set (r := fun x => sqrt (f x * g x)) in *.
  assert (Hr : continuous_positive_inside a b r).
  { intros x Hx. apply (continuous_positive_sqrt (fun y => f y * g y)).
    apply continuous_positive_product; auto. }
  pose proof (improper_integral_positive f a b B Hab Hf HB) as PB.
  pose proof (improper_integral_positive r a b S Hab Hr HS) as PS.
  set (t := S / B).
  set (square := fun x => (sqrt (g x) - t * sqrt (f x)) ^ 2).
  assert (Hsquare : forall x, a < x < b -> continuous square x /\ 0 <= square x).
  { intros x Hx. split; [|apply pow2_ge_0].
    apply continuous_square_of_difference; [now apply Hg|now apply Hf]. }
  assert (Hint : improper_integral square a b (T - S ^ 2 / B)).
  { replace (T - S ^ 2 / B) with (T + t ^ 2 * B + - (2 * t) * S) by (unfold t; field; lra).
    apply (improper_integral_ext (fun x => g x + t ^ 2 * f x + - (2 * t) * r x)); [exact Hab| |].
    - intros x Hx. unfold square. rewrite square_of_difference_of_roots; [unfold r; ring| |];
        [now apply Hf|now apply Hg].
    - apply improper_integral_plus; [apply improper_integral_plus; [exact HT|]|];
        now apply improper_integral_multiple. }
  assert (Hinner : forall u v, a < u -> u < v -> v < b -> 0 <= RInt square u v <= T - S ^ 2 / B).
  { intros u v Hu Huv Hv. split.
    - apply RInt_ge_0; [lra| |].
      + apply ex_RInt_continuous_on; [lra|]. intros x Hx. apply Hsquare. lra.
      + intros x Hx. apply Hsquare. lra.
    - now apply (inner_integral_is_at_most_improper_integral square a u v b). }
  assert (Hge : 0 <= T - S ^ 2 / B).
  { destruct (Hinner ((2 * a + b) / 3) ((a + 2 * b) / 3)); lra. }
  assert (HTB : B * T = S ^ 2 + B * (T - S ^ 2 / B)) by (field; lra).
  split; [nra|]. split.
  - intros Heq. assert (H0 : T - S ^ 2 / B = 0) by nra.
    exists (t ^ 2). split; [apply pow_lt, Rdiv_lt_0_compat; assumption|].
    intros x Hx. apply roots_proportional; [now apply Hf|now apply Hg|].
    apply (nonnegative_with_integral_zero_vanishes square ((a + x) / 2) ((x + b) / 2));
      [lra| | |lra].
    + intros y Hy. apply Hsquare. lra.
    + destruct (Hinner ((a + x) / 2) ((x + b) / 2)); lra.
  - intros [k [Hk Hgf]].
    assert (ET : T = k * B).
    { apply (improper_integral_unique g a b); [exact Hab| |exact HT|].
      - now apply continuous_positive_inside_nonnegative.
      - apply (improper_integral_ext (fun x => k * f x)); [exact Hab| |].
        + intros x Hx. symmetry. now apply Hgf.
        + now apply improper_integral_multiple. }
    assert (ES : S = sqrt k * B).
    { apply (improper_integral_unique r a b); [exact Hab| |exact HS|].
      - now apply continuous_positive_inside_nonnegative.
      - apply (improper_integral_ext (fun x => sqrt k * f x)); [exact Hab| |].
        + intros x Hx. destruct (Hf x Hx) as [_ P]. unfold r. rewrite (Hgf x Hx).
          now rewrite root_of_multiple by lra.
        + now apply improper_integral_multiple. }
    rewrite ET, ES. replace k with (sqrt k * sqrt k) at 1 by (apply sqrt_sqrt; lra). ring.
Qed.

(** ** Any measure of the budget (3.3) *)

Section MeasuredBudget.

  Variables (c m beta : R -> R) (a b : R).
  Hypothesis a_below_b : a < b.
  Hypothesis cost_positive : continuous_positive_inside a b c.
  Hypothesis mobility_positive : continuous_positive_inside a b m.
  Hypothesis density_positive : continuous_positive_inside a b beta.

  (** T B >= S^2 for S = int sqrt (c beta / m), which is finite if T = int c / (w m) and
      B = int w beta are; equality exactly if w = lambda sqrt (c / (m beta)) inside (a, b). *)
  Theorem open_measured_time_product (w : R -> R) (B T : R) :
    continuous_positive_inside a b w ->
    improper_integral (fun x => w x * beta x) a b B ->
    improper_integral (fun x => c x / (w x * m x)) a b T ->
    exists S, improper_integral (fun x => sqrt (c x * beta x / m x)) a b S /\
      T * B >= S ^ 2 /\
      (T * B = S ^ 2 <-> proportional_inside a b w (fun x => sqrt (c x / (m x * beta x)))).
  Proof.
    intros Hw HB HT.
    destruct (cauchy_schwarz_for_improper_integrals
      (fun x => w x * beta x) (fun x => c x / (w x * m x)) a b B T) as [S [HS [Hle Heq]]]; auto.
    - intros x Hx. apply continuous_positive_product; auto.
    - intros x Hx. apply (continuous_positive_quotient c (fun y => w y * m y)); [auto|].
      apply continuous_positive_product; auto.
    - exists S. repeat split.
      + apply (improper_integral_ext _ _ a b S a_below_b) with (2 := HS). intros x Hx.
        apply cost_and_budget_densities;
          [now apply cost_positive|now apply mobility_positive|now apply density_positive|
           now apply Hw].
      + lra.
      + intros H. apply densities_are_proportional_iff; [|apply Heq; lra].
        intros x Hx. repeat split; [now apply cost_positive|now apply mobility_positive|
          now apply density_positive|now apply Hw].
      + intros H. rewrite Rmult_comm. apply Heq.
        apply densities_are_proportional_iff in H; [exact H|].
        intros x Hx. repeat split; [now apply cost_positive|now apply mobility_positive|
          now apply density_positive|now apply Hw].
  Qed.

  (** If S converges, B sqrt (c / (m beta)) / S spends the budget B and takes the time S^2 / B. *)
  Theorem open_measured_optimal_weight (B S : R) :
    0 < B -> improper_integral (fun x => sqrt (c x * beta x / m x)) a b S ->
    improper_integral (fun x => B * sqrt (c x / (m x * beta x)) / S * beta x) a b B /\
    improper_integral (fun x => c x / (B * sqrt (c x / (m x * beta x)) / S * m x)) a b (S ^ 2 / B).
  Proof.
    intros HB HS.
    assert (PS : 0 < S).
    { apply (improper_integral_positive (fun x => sqrt (c x * beta x / m x)) a b);
        [exact a_below_b| |exact HS].
      intros x Hx. apply (continuous_positive_sqrt (fun y => c y * beta y / m y)).
      apply (continuous_positive_quotient (fun y => c y * beta y)); [|auto].
      apply continuous_positive_product; auto. }
    assert (Hroot : forall x, a < x < b ->
      sqrt (c x / (m x * beta x)) * beta x = sqrt (c x * beta x / m x) /\
      c x / (sqrt (c x / (m x * beta x)) * m x) = sqrt (c x * beta x / m x)).
    { intros x Hx. apply root_of_cost_over_mobility_and_density;
        [now apply cost_positive|now apply mobility_positive|now apply density_positive]. }
    assert (Hshape : forall x, a < x < b -> 0 < sqrt (c x / (m x * beta x)) /\ 0 < m x).
    { intros x Hx. split; [|now apply mobility_positive].
      apply sqrt_lt_R0, Rdiv_lt_0_compat; [now apply cost_positive|].
      apply Rmult_lt_0_compat; [now apply mobility_positive|now apply density_positive]. }
    split.
    - pose proof (improper_integral_multiple _ a b (B / S) S HS) as H.
      replace (B / S * S) with B in H by (field; lra).
      apply (improper_integral_ext _ _ a b B a_below_b) with (2 := H).
      intros x Hx. rewrite <- (proj1 (Hroot x Hx)). field. lra.
    - pose proof (improper_integral_multiple _ a b (S / B) S HS) as H.
      replace (S / B * S) with (S ^ 2 / B) in H by (field; lra).
      apply (improper_integral_ext _ _ a b _ a_below_b) with (2 := H).
      intros x Hx. rewrite <- (proj2 (Hroot x Hx)). destruct (Hshape x Hx).
      field. repeat split; lra.
  Qed.

End MeasuredBudget.

(** ** The progress as the budget (3.1) *)

Section Progress.

  Variables (c m : R -> R) (a b : R).
  Hypothesis a_below_b : a < b.
  Hypothesis cost_positive : continuous_positive_inside a b c.
  Hypothesis mobility_positive : continuous_positive_inside a b m.

  Lemma one_is_continuous_positive_inside : continuous_positive_inside a b (fun _ => 1).
  Proof. intros x _. split; [apply continuous_const|lra]. Qed.

  (** T B >= S^2 for S = int sqrt (c / m), which is finite if T = int c / (w m) and B = int w are;
      equality exactly if w = lambda sqrt (c / m) inside (a, b). *)
  Theorem open_time_product (w : R -> R) (B T : R) :
    continuous_positive_inside a b w ->
    improper_integral w a b B ->
    improper_integral (fun x => c x / (w x * m x)) a b T ->
    exists S, improper_integral (fun x => sqrt (c x / m x)) a b S /\
      T * B >= S ^ 2 /\
      (T * B = S ^ 2 <-> proportional_inside a b w (fun x => sqrt (c x / m x))).
  Proof.
    intros Hw HB HT.
    destruct (open_measured_time_product c m (fun _ => 1) a b a_below_b cost_positive
      mobility_positive one_is_continuous_positive_inside w B T Hw) as [S [HS [Hge Heq]]].
    - apply (improper_integral_ext w); auto. intros x _. ring.
    - exact HT.
    - exists S. split; [|split; [exact Hge|]].
      + apply (improper_integral_ext _ _ a b S a_below_b) with (2 := HS).
        intros x _. now rewrite Rmult_1_r.
      + rewrite Heq. split; intros [k [Hk Hprop]]; exists k; split; auto; intros x Hx;
          rewrite (Hprop x Hx); now rewrite Rmult_1_r.
  Qed.

  (** If S converges, B sqrt (c / m) / S spends the budget B and takes the time S^2 / B. *)
  Theorem open_optimal_weight (B S : R) :
    0 < B -> improper_integral (fun x => sqrt (c x / m x)) a b S ->
    improper_integral (fun x => B * sqrt (c x / m x) / S) a b B /\
    improper_integral (fun x => c x / (B * sqrt (c x / m x) / S * m x)) a b (S ^ 2 / B).
  Proof.
    intros HB HS.
    destruct (open_measured_optimal_weight c m (fun _ => 1) a b a_below_b cost_positive
      mobility_positive one_is_continuous_positive_inside B S HB) as [Hbudget Htime].
    - apply (improper_integral_ext _ _ a b S a_below_b) with (2 := HS).
      intros x _. now rewrite Rmult_1_r.
    - split.
      + apply (improper_integral_ext _ _ a b _ a_below_b) with (2 := Hbudget).
        intros x _. now rewrite !Rmult_1_r.
      + apply (improper_integral_ext _ _ a b _ a_below_b) with (2 := Htime).
        intros x _. now rewrite !Rmult_1_r.
  Qed.

End Progress.
