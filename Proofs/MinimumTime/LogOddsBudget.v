(** * The conclusion depends on what the budget counts

    Result 3.3 for the log-odds budget, whose density is 1/(rho (1 - rho)): under natural mobility
    it is also the squared weight, and the constant weight is optimal on the regular clock.

    Definitions
      log_odds_density rho == 1 / (rho (1 - rho))
    Results
      log_odds_density_is_inverse_mobility == it is 1/m for natural mobility
      constant_weight_is_optimal_for_log_odds == on the regular clock T B is least exactly for
        constant weights
      inverse_root_is_optimal_for_log_odds == on the effective clock for w proportional to
        1/sqrt rho
      regular_log_odds_closed_form == T* B is then (log-odds of x1 - log-odds of x0)^2
      effective_log_odds_closed_form == T* B is then (G x1 - G x0)^2, G = 2 artanh sqrt rho -
        2/sqrt rho *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Counterweight Require Import MinimumTime.Definitions MinimumTime.CauchySchwarz.
From Counterweight Require Import MinimumTime.ClosedForms.

Open Scope R_scope.

Definition log_odds_density (rho : R) : R := 1 / (rho * (1 - rho)).

(** Under natural mobility the log-odds budget is the squared weight: both densities are 1/m. *)
Theorem log_odds_density_is_inverse_mobility (x : R) :
  log_odds_density x = 1 / mobility_of natural x.
Proof. reflexivity. Qed.

Lemma log_odds_density_is_continuous_positive : continuous_positive_inside 0 1 log_odds_density.
Proof.
  intros x Hx. apply (continuous_positive_quotient (fun _ => 1) (mobility_of natural)).
  - split; [apply continuous_const|lra].
  - now apply mobility_is_continuous_positive.
Qed.

Lemma log_odds_optimum_of_shape (k : clock) (shape w : R -> R) (x0 x1 : R) :
  (forall n, k <> informative n) ->
  (forall x, 0 < x < 1 ->
    sqrt (clock_cost k x / (mobility_of natural x * log_odds_density x)) = shape x) ->
  0 < x0 -> x0 < x1 -> x1 < 1 -> continuous_positive_on x0 x1 w ->
  measured_time_product (clock_cost k) (mobility_of natural) log_odds_density w x0 x1 =
    measured_least_time_product (clock_cost k) (mobility_of natural) log_odds_density x0 x1 <->
  proportional_on x0 x1 w shape.
Proof.
  intros Hk Hshape H0 H01 H1 Hw.
  rewrite measured_time_product_is_least_iff_proportional;
    [|exact H01|apply continuous_positive_inside_on; auto; apply clock_cost_is_continuous_positive;
      intros n ->; now destruct (Hk n)|
      now apply continuous_positive_inside_on, mobility_is_continuous_positive|
      now apply continuous_positive_inside_on, log_odds_density_is_continuous_positive|exact Hw].
  split; intros [c [Hc Hprop]]; exists c; split; auto; intros x Hx; rewrite (Hprop x Hx);
    f_equal; [|symmetry]; apply Hshape; lra.
Qed.

(** Regular clock, natural mobility: T B is least exactly for constant weights, REINFORCE. *)
Theorem constant_weight_is_optimal_for_log_odds (w : R -> R) (x0 x1 : R) :
  0 < x0 -> x0 < x1 -> x1 < 1 -> continuous_positive_on x0 x1 w ->
  measured_time_product (clock_cost regular) (mobility_of natural) log_odds_density w x0 x1 =
    measured_least_time_product (clock_cost regular) (mobility_of natural) log_odds_density x0 x1
  <-> proportional_on x0 x1 w reinforce_limit_weight.
Proof.
  apply log_odds_optimum_of_shape; [discriminate|]. intros x Hx.
  unfold clock_cost, mobility_of, log_odds_density, reinforce_limit_weight.
  replace (1 / (x * (1 - x) * (1 / (x * (1 - x))))) with 1 by (field; lra). apply sqrt_1.
Qed.

(** Effective clock, natural mobility: T B is least exactly for w ∝ 1/sqrt rho. *)
Theorem inverse_root_is_optimal_for_log_odds (w : R -> R) (x0 x1 : R) :
  0 < x0 -> x0 < x1 -> x1 < 1 -> continuous_positive_on x0 x1 w ->
  measured_time_product (clock_cost effective) (mobility_of natural) log_odds_density w x0 x1 =
    measured_least_time_product (clock_cost effective) (mobility_of natural) log_odds_density x0 x1
  <-> proportional_on x0 x1 w (fun rho => 1 / sqrt rho).
Proof.
  apply log_odds_optimum_of_shape; [discriminate|]. intros x Hx.
  unfold clock_cost, mobility_of, log_odds_density.
  replace (1 / x / (x * (1 - x) * (1 / (x * (1 - x))))) with (1 / x) by (field; lra).
  now rewrite sqrt_div_alt, sqrt_1 by lra.
Qed.

Lemma log_odds_least_is_vanilla_least (k : clock) (x0 x1 : R) :
  0 < x0 -> x0 <= x1 -> x1 < 1 ->
  measured_least_time_product (clock_cost k) (mobility_of natural) log_odds_density x0 x1 =
  least_time_product (clock_cost k) (mobility_of vanilla) x0 x1.
Proof.
  intros H0 H01 H1. unfold measured_least_time_product, least_time_product. f_equal.
  apply RInt_ext_on; [exact H01|]. intros x Hx. f_equal.
  unfold log_odds_density, mobility_of. field. lra.
Qed.

(** Regular clock: T* B = (log-odds of x1 - log-odds of x0)^2. *)
Theorem regular_log_odds_closed_form (x0 x1 : R) :
  0 < x0 -> x0 <= x1 -> x1 < 1 ->
  measured_least_time_product (clock_cost regular) (mobility_of natural) log_odds_density x0 x1 =
  (log_odds x1 - log_odds x0) ^ 2.
Proof.
  intros H0 H01 H1. rewrite log_odds_least_is_vanilla_least by assumption.
  now apply regular_vanilla_closed_form.
Qed.

(** Effective clock: T* B = (G x1 - G x0)^2 for G x = 2 artanh sqrt x - 2/sqrt x. *)
Theorem effective_log_odds_closed_form (x0 x1 : R) :
  0 < x0 -> x0 <= x1 -> x1 < 1 ->
  measured_least_time_product (clock_cost effective) (mobility_of natural) log_odds_density x0 x1 =
  ((2 * artanh (sqrt x1) - 2 / sqrt x1) - (2 * artanh (sqrt x0) - 2 / sqrt x0)) ^ 2.
Proof.
  intros H0 H01 H1. rewrite log_odds_least_is_vanilla_least by assumption.
  now apply effective_vanilla_closed_form.
Qed.
