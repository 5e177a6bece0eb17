(** * Integrals of powers of rho and 1 - rho

    Under the limit weights, budgets and times are integrals of rho^(-i/2) (1 - rho)^(-j/2), which
    have elementary antiderivatives: with them Interval computes the time ratios of result 3.4 of
    docs/theory.md.

    Definitions
      inverse_powers i j rho == 1 / (sqrt rho^i sqrt(1 - rho)^j)
      antiderivative_inside G f == G' = f inside (0, 1)
      plateau_limit_weight == the limit weight of Plateau-R with threshold 1/2 on top of GRPO
      time_ratio clock mobility w a b == time times budget of w from a to b, over the least
    Results
      integral_of_inverse_powers == the integral of what equals inverse_powers i j is G b - G a
      inverse_powers_i_j == an antiderivative of inverse_powers i j, for the i and j that occur
      asin_of_root == asin sqrt x = atan sqrt(x/(1 - x)), which Interval knows
    Tactics
      enclose_time_ratio budget_form time_form == proves an enclosure of time times budget of a
        limit weight over the least, given the antiderivatives of its budget and of its time
      enclose_plateau_time_ratio low_form high_form == the same for plateau_limit_weight, given
        the antiderivatives of its time below 1/2 and above *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Interval Require Import Tactic.
From Counterweight Require Import MinimumTime.Definitions MinimumTime.ClosedForms.
From Counterweight Require Import MinimumTime.LogOddsBudget.
From Counterweight Require Import Certified.Enclosure.

Open Scope R_scope.

Definition inverse_powers (i j : nat) (rho : R) : R := / (sqrt rho ^ i * sqrt (1 - rho) ^ j).

Definition antiderivative_inside (G f : R -> R) : Prop :=
  forall x, 0 < x < 1 -> is_derive G x (f x).

Lemma roots_inside x : 0 < x < 1 -> 0 < sqrt x < 1 /\ 0 < sqrt (1 - x) < 1.
Proof.
  assert (H : forall y, 0 < y < 1 -> 0 < sqrt y < 1).
  { intros y Hy. split; [apply sqrt_lt_R0; lra|]. rewrite <- sqrt_1. apply sqrt_lt_1; lra. }
  intros Hx. split; apply H; lra.
Qed.

Lemma asin_of_root x : 0 < x < 1 -> asin (sqrt x) = atan (sqrt (x / (1 - x))).
Proof.
  intros Hx. destruct (roots_inside x Hx) as [Hs _].
  rewrite asin_atan, Rsqr_sqrt, <- sqrt_div_alt by lra. reflexivity.
Qed.

Lemma inverse_powers_continuous i j x : 0 < x < 1 -> continuous (inverse_powers i j) x.
Proof.
  intros Hx. destruct (roots_inside x Hx) as [Hs Ht].
  apply (ex_derive_continuous (fun y : R => / (sqrt y ^ i * sqrt (1 - y) ^ j))).
  assert (Hne : sqrt x ^ i * sqrt (1 - x) ^ j <> 0)
    by (apply Rmult_integral_contrapositive; split; apply pow_nonzero; lra).
  unfold Rminus in Hne. auto_derive. repeat split; [lra|lra|exact Hne].
Qed.

Lemma integral_of_inverse_powers (f G : R -> R) i j a b :
  antiderivative_inside G (inverse_powers i j) ->
  (forall x, 0 < x < 1 -> f x = inverse_powers i j x) ->
  0 < a -> a <= b -> b < 1 -> RInt f a b = G b - G a.
Proof.
  intros HG Hf H0 Hab H1.
  rewrite (RInt_ext f (inverse_powers i j)).
  2:{ intros x Hx. rewrite Rmin_left, Rmax_right in Hx by exact Hab. apply Hf. lra. }
  apply is_RInt_unique. apply (is_RInt_derive G); intros x Hx;
    rewrite Rmin_left, Rmax_right in Hx by exact Hab.
  - apply HG. lra.
  - apply inverse_powers_continuous. lra.
Qed.

(** The same for what is c1 times such powers up to m, and c2 times others from there. *)
Lemma integral_of_inverse_powers_in_two_parts (f G1 G2 : R -> R) c1 c2 i1 j1 i2 j2 a m b :
  antiderivative_inside G1 (inverse_powers i1 j1) ->
  antiderivative_inside G2 (inverse_powers i2 j2) ->
  (forall x, 0 < x < m -> f x = c1 * inverse_powers i1 j1 x) ->
  (forall x, m < x < 1 -> f x = c2 * inverse_powers i2 j2 x) ->
  0 < a -> a <= m -> m <= b -> b < 1 ->
  RInt f a b = c1 * (G1 m - G1 a) + c2 * (G2 b - G2 m).
Proof.
  intros HG1 HG2 Hf1 Hf2 H0 Ham Hmb H1. apply is_RInt_unique.
  assert (Hpart : forall (G : R -> R) c i j u v, antiderivative_inside G (inverse_powers i j) ->
    (forall x, u < x < v -> f x = c * inverse_powers i j x) ->
    0 < u -> u <= v -> v < 1 -> is_RInt f u v (c * (G v - G u))).
  { intros G c i j u v HG Hf Hu Huv Hv.
    apply (is_RInt_ext (fun x => c * inverse_powers i j x)).
    - intros x Hx. rewrite Rmin_left, Rmax_right in Hx by exact Huv. symmetry. now apply Hf.
    - apply (is_RInt_scal (inverse_powers i j)). apply (is_RInt_derive G); intros x Hx;
        rewrite Rmin_left, Rmax_right in Hx by exact Huv;
        [apply HG|apply inverse_powers_continuous]; lra. }
  apply (is_RInt_Chasles f a m b).
  - apply (Hpart G1 c1 i1 j1); auto; try lra. intros x Hx. apply Hf1. lra.
  - apply (Hpart G2 c2 i2 j2); auto; try lra. intros x Hx. apply Hf2. lra.
Qed.

(** In terms of s = sqrt x and t = sqrt(1 - x): then x = s^2 and 1 - x = t^2. *)
Ltac in_roots x :=
  let Hs := fresh "Hs" in let Ht := fresh "Ht" in let Es := fresh "Es" in let Et := fresh "Et" in
  match goal with Hx : 0 < x < 1 |- _ =>
    destruct (roots_inside x Hx) as [Hs Ht];
    assert (Es : x = sqrt x ^ 2) by (rewrite pow2_sqrt; lra);
    assert (Et : sqrt (1 - x) ^ 2 = 1 - sqrt x ^ 2) by (rewrite !pow2_sqrt; lra)
  end;
  change (1 + - x) with (1 - x);
  set (s := sqrt x) in *; set (t := sqrt (1 - x)) in *; clearbody s t.

Ltac nonzero :=
  repeat first [exact I | lra | split | apply Rmult_integral_contrapositive_currified
    | apply Rdiv_lt_0_compat | apply pow_nonzero].

Ltac equal_in_roots x :=
  in_roots x; subst x;
  first
    [ solve [field; nonzero]
    | field_simplify_eq; [|nonzero];
      match goal with Et : _ ^ 2 = 1 - _ ^ 2 |- _ => ring [Et] end ].

Ltac derive :=
  intros x Hx; unfold inverse_powers, log_odds; auto_derive;
    [in_roots x; nonzero|equal_in_roots x].

Lemma inverse_powers_0_0 : antiderivative_inside (fun x => x) (inverse_powers 0 0).
Proof. intros x Hx. unfold inverse_powers. auto_derive; [exact I|simpl; field]. Qed.

Lemma inverse_powers_2_0 : antiderivative_inside ln (inverse_powers 2 0).
Proof. derive. Qed.

Lemma inverse_powers_0_2 : antiderivative_inside (fun x => - ln (1 - x)) (inverse_powers 0 2).
Proof. derive. Qed.

Lemma inverse_powers_0_1 :
  antiderivative_inside (fun x => -2 * sqrt (1 - x)) (inverse_powers 0 1).
Proof. derive. Qed.

Lemma inverse_powers_2_2 : antiderivative_inside log_odds (inverse_powers 2 2).
Proof. derive. Qed.

Lemma inverse_powers_4_2 :
  antiderivative_inside (fun x => log_odds x - 1 / x) (inverse_powers 4 2).
Proof. derive. Qed.

Lemma inverse_powers_2_4 :
  antiderivative_inside (fun x => log_odds x + 1 / (1 - x)) (inverse_powers 2 4).
Proof. derive. Qed.

Lemma inverse_powers_4_4 :
  antiderivative_inside (fun x => 2 * log_odds x - 1 / x + 1 / (1 - x)) (inverse_powers 4 4).
Proof. derive. Qed.

Lemma inverse_powers_6_4 :
  antiderivative_inside (fun x => 3 * log_odds x - 2 / x - 1 / (2 * x * x) + 1 / (1 - x))
    (inverse_powers 6 4).
Proof. derive. Qed.

Lemma inverse_powers_3_1 :
  antiderivative_inside (fun x => -2 * sqrt (1 - x) / sqrt x) (inverse_powers 3 1).
Proof. derive. Qed.

Lemma inverse_powers_3_3 :
  antiderivative_inside (fun x => 2 * (2 * x - 1) / (sqrt x * sqrt (1 - x))) (inverse_powers 3 3).
Proof. derive. Qed.

Lemma inverse_powers_5_3 :
  antiderivative_inside
    (fun x => (16 * x * x - 8 * x - 2) / (3 * x * (sqrt x * sqrt (1 - x)))) (inverse_powers 5 3).
Proof. derive. Qed.

Lemma inverse_powers_1_1 : antiderivative_inside (fun x => 2 * asin (sqrt x)) (inverse_powers 1 1).
Proof.
  intros x Hx. replace (inverse_powers 1 1 x) with (grpo_limit_weight x).
  - now apply is_derive_asin_sqrt.
  - unfold inverse_powers, grpo_limit_weight. rewrite sqrt_mult_alt by lra. equal_in_roots x.
Qed.

Lemma inverse_powers_2_1 :
  antiderivative_inside (fun x => -2 * artanh (sqrt (1 - x))) (inverse_powers 2 1).
Proof.
  intros x Hx. replace (inverse_powers 2 1 x) with (sqrt_r_limit_weight x).
  - now apply is_derive_artanh_root_of_complement.
  - unfold inverse_powers, sqrt_r_limit_weight. equal_in_roots x.
Qed.

(** With an algebraic part beside a multiple of the artanh of [inverse_powers_2_1]. *)
Lemma antiderivative_with_artanh (G f : R -> R) (c : R) :
  (forall x, 0 < x < 1 -> is_derive G x (f x - c * inverse_powers 2 1 x)) ->
  antiderivative_inside (fun x => G x + c * (-2 * artanh (sqrt (1 - x)))) f.
Proof.
  intros HG x Hx. replace (f x) with ((f x - c * inverse_powers 2 1 x) + c * inverse_powers 2 1 x)
    by ring.
  apply (is_derive_plus G (fun y => c * (-2 * artanh (sqrt (1 - y))))); [now apply HG|].
  apply (is_derive_scal (fun y => -2 * artanh (sqrt (1 - y)))). now apply inverse_powers_2_1.
Qed.

Lemma inverse_powers_2_3 :
  antiderivative_inside (fun x => 2 / sqrt (1 - x) + 1 * (-2 * artanh (sqrt (1 - x))))
    (inverse_powers 2 3).
Proof. apply antiderivative_with_artanh. derive. Qed.

Lemma inverse_powers_4_3 :
  antiderivative_inside
    (fun x => (3 * x - 1) / (x * sqrt (1 - x)) + 3 / 2 * (-2 * artanh (sqrt (1 - x))))
    (inverse_powers 4 3).
Proof. apply antiderivative_with_artanh. derive. Qed.

(** ** Time ratios *)

Definition time_ratio (k : clock) (l : mobility) (w : R -> R) (a b : R) : R :=
  time_product (clock_cost k) (mobility_of l) w a b /
  least_time_product (clock_cost k) (mobility_of l) a b.

(** The limit of Plateau-R with threshold 1/2 on top of GRPO: e(rho) / (rho (1 - rho)) with
    e(rho) = sd(max(rho, 1/2)). *)
Definition plateau_limit_weight (rho : R) : R :=
  (if Rle_dec rho (1 / 2) then 1 / 2 else sqrt (rho * (1 - rho))) / (rho * (1 - rho)).

Ltac least_time_closed_form :=
  first
    [ rewrite regular_natural_closed_form by lra | rewrite effective_natural_closed_form by lra
    | rewrite regular_vanilla_closed_form by lra | rewrite effective_vanilla_closed_form by lra
    | rewrite regular_log_odds_closed_form by lra | rewrite effective_log_odds_closed_form by lra ].

Ltac enclose_elementary :=
  rewrite ?asin_of_root by lra; unfold encloses, log_odds, artanh; interval with (i_prec 150).

Ltac limit_weight_in_roots :=
  let x := fresh "x" in
  intros x Hx; unfold inverse_powers, clock_cost, mobility_of, reinforce_limit_weight,
    grpo_limit_weight, linear_r_limit_weight, sqrt_r_limit_weight, uniform_r_limit_weight;
  rewrite ?sqrt_mult_alt by lra; equal_in_roots x.

Ltac integrate form :=
  rewrite (integral_of_inverse_powers _ _ _ _ _ _ form); [|limit_weight_in_roots|lra|lra|lra].

Ltac enclose_least_time := least_time_closed_form; enclose_elementary.

Ltac enclose_time_ratio budget_form time_form :=
  unfold time_ratio; least_time_closed_form; unfold time_product, time, budget;
  integrate time_form; integrate budget_form; enclose_elementary.

Ltac plateau_in_roots :=
  let x := fresh "x" in
  intros x Hx; unfold inverse_powers, clock_cost, mobility_of, plateau_limit_weight;
  destruct (Rle_dec x (1 / 2)); try (exfalso; lra);
  assert (0 < x < 1) by lra; rewrite ?sqrt_mult_alt by lra; equal_in_roots x.

Ltac integrate_plateau factor low_form high_form :=
  rewrite (integral_of_inverse_powers_in_two_parts _ _ _ factor 1 _ _ _ _ _ (1 / 2) _
    low_form high_form); [|plateau_in_roots|plateau_in_roots|lra|lra|lra|lra].

Ltac enclose_plateau_time_ratio low_form high_form :=
  unfold time_ratio; least_time_closed_form; unfold time_product, time, budget;
  integrate_plateau 2 low_form high_form;
  integrate_plateau (1 / 2) inverse_powers_2_2 inverse_powers_1_1; enclose_elementary.
