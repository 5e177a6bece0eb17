(** * Minimum-time weights: clocks, mobilities, budget and time

    The words of results 3.1 to 3.3: in the mean field the success rate moves by
    d rho / dt = w(rho) m(rho), where w is the weight and m the mobility, and every update costs
    c(rho). To go from a to b then takes a budget and a time that are integrals over the success
    rate.

    Definitions
      clock, clock_cost == what an update costs: 1 (regular), 1/rho (effective), or
        1/(1 - rho^n - (1 - rho)^n) (informative, for groups of n)
      mobility, mobility_of == rho (1 - rho) (natural) or (rho (1 - rho))^2 (vanilla)
      log_odds rho == ln (rho / (1 - rho))
      *_limit_weight == the limit weights of the algorithms, by name
      effective_vanilla_weight rho == 1 / (rho sqrt rho (1 - rho)), which no algorithm has
      budget w a b == integral of w from a to b
      measured_budget beta w a b == the same with the density beta
      time c m w a b == integral of c / (w m) from a to b
      time_product c m w a b == time times budget
      measured_time_product c m beta w a b == time times measured budget
      least_time_product c m a b == (integral of sqrt (c / m))^2
      measured_least_time_product c m beta a b == (integral of sqrt (c beta / m))^2
      optimal_weight c m a b B == B sqrt (c / m) / integral of sqrt (c / m)
      measured_optimal_weight c m beta a b B ==
        B sqrt (c / (m beta)) / integral of sqrt (c beta / m)
      proportional_on a b w v == w is a positive multiple of v on [a, b]
      continuous_positive_on a b f == f is positive on [a, b] and continuous there as a function
        on the line, so also just outside a and b
      proportional_inside, continuous_positive_inside == the same on the open interval (a, b)
      improper_integral f a b l == f has the improper integral l from a to b, where f
        need not be defined or bounded at a and b *)

From Coq Require Import Reals.
From Coquelicot Require Import Coquelicot.

Open Scope R_scope.

(** ** Clocks and mobilities *)

Inductive clock : Set :=
| regular
| effective
| informative (n : nat).

Definition clock_cost (k : clock) (rho : R) : R :=
  match k with
  | regular => 1
  | effective => 1 / rho
  | informative n => 1 / (1 - rho ^ n - (1 - rho) ^ n)
  end.

Inductive mobility : Set :=
| natural
| vanilla.

Definition mobility_of (l : mobility) (rho : R) : R :=
  match l with
  | natural => rho * (1 - rho)
  | vanilla => (rho * (1 - rho)) ^ 2
  end.

Definition log_odds (rho : R) : R := ln (rho / (1 - rho)).

(** ** Limit weights of large groups *)

Definition reinforce_limit_weight (rho : R) : R := 1.

Definition grpo_limit_weight (rho : R) : R := 1 / sqrt (rho * (1 - rho)).

Definition linear_r_limit_weight (rho : R) : R := 1 / rho.

Definition sqrt_r_limit_weight (rho : R) : R := 1 / (rho * sqrt (1 - rho)).

Definition uniform_r_limit_weight (rho : R) : R := 1 / (rho * (1 - rho)).

(** The optimum on the effective clock with vanilla mobility, which no algorithm has. *)
Definition effective_vanilla_weight (rho : R) : R := 1 / (rho * sqrt rho * (1 - rho)).

(** ** Budget and time *)

Definition budget (w : R -> R) (a b : R) : R := RInt w a b.

Definition measured_budget (beta w : R -> R) (a b : R) : R := RInt (fun x => w x * beta x) a b.

Definition time (c m w : R -> R) (a b : R) : R := RInt (fun x => c x / (w x * m x)) a b.

Definition time_product (c m w : R -> R) (a b : R) : R := time c m w a b * budget w a b.

Definition measured_time_product (c m beta w : R -> R) (a b : R) : R :=
  time c m w a b * measured_budget beta w a b.

Definition least_time_product (c m : R -> R) (a b : R) : R :=
  (RInt (fun x => sqrt (c x / m x)) a b) ^ 2.

Definition measured_least_time_product (c m beta : R -> R) (a b : R) : R :=
  (RInt (fun x => sqrt (c x * beta x / m x)) a b) ^ 2.

Definition optimal_weight (c m : R -> R) (a b B x : R) : R :=
  B * sqrt (c x / m x) / RInt (fun y => sqrt (c y / m y)) a b.

Definition measured_optimal_weight (c m beta : R -> R) (a b B x : R) : R :=
  B * sqrt (c x / (m x * beta x)) / RInt (fun y => sqrt (c y * beta y / m y)) a b.

(** ** Conditions on weights, costs, mobilities and densities *)

Definition proportional_on (a b : R) (w v : R -> R) : Prop :=
  exists lambda, 0 < lambda /\ forall x, a <= x <= b -> w x = lambda * v x.

Definition proportional_inside (a b : R) (w v : R -> R) : Prop :=
  exists lambda, 0 < lambda /\ forall x, a < x < b -> w x = lambda * v x.

Definition continuous_positive_on (a b : R) (f : R -> R) : Prop :=
  forall x, a <= x <= b -> continuous f x /\ 0 < f x.

Definition continuous_positive_inside (a b : R) (f : R -> R) : Prop :=
  forall x, a < x < b -> continuous f x /\ 0 < f x.

Definition improper_integral (f : R -> R) (a b l : R) : Prop :=
  is_RInt_gen f (at_right a) (at_left b) l.
