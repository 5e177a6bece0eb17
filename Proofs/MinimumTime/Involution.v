(** * Budget and time exchange their roles

    Result 3.2: the weights w and c / (m w) have the same product of time and budget, because the
    time of the one is the budget of the other. The integrands are equal, so that the one integral
    exists exactly if the other does; where neither does, RInt is an arbitrary number and the
    equations say nothing.

    Definitions
      dual_weight c m w == c / (m w)
      measured_dual_weight c m beta w == c / (m beta w), where the budget has a density
    Results
      time_of_dual_is_budget, budget_of_dual_is_time == budget and time exchange their roles
      time_product_of_dual == so that their product stays
      measured_time_product_of_dual == the same for any measure of the budget
      dual_of_dual == the map is an involution
      optimal_shape_is_its_own_dual == sqrt (c / m) is its fixed point
      reinforce_and_uniform_r_take_equally_long == on the regular clock with natural mobility
      linear_r_and_uniform_r_take_equally_long == on the effective clock with natural mobility *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Counterweight Require Import MinimumTime.Definitions.

Open Scope R_scope.

Definition dual_weight (c m w : R -> R) (x : R) : R := c x / (m x * w x).

Definition measured_dual_weight (c m beta w : R -> R) (x : R) : R := c x / (m x * beta x * w x).

Lemma RInt_ext_inside (f g : R -> R) (a b : R) :
  a <= b -> (forall x, a < x < b -> f x = g x) -> RInt f a b = RInt g a b.
Proof.
  intros Hab H. apply RInt_ext. intros x Hx. apply H.
  now rewrite Rmin_left, Rmax_right in Hx.
Qed.

Section Involution.

  Variables (c m w : R -> R) (a b : R).
  Hypothesis a_at_most_b : a <= b.
  Hypothesis nonzero : forall x, a < x < b -> c x <> 0 /\ m x <> 0 /\ w x <> 0.

  (** The time of c / (m w) is the budget of w. *)
  Theorem time_of_dual_is_budget : time c m (dual_weight c m w) a b = budget w a b.
  Proof.
    apply RInt_ext_inside; [exact a_at_most_b|]. intros x Hx.
    destruct (nonzero x Hx) as [Hc [Hm Hw]]. unfold dual_weight. field. tauto.
  Qed.

  (** The budget of c / (m w) is the time of w. *)
  Theorem budget_of_dual_is_time : budget (dual_weight c m w) a b = time c m w a b.
  Proof.
    apply RInt_ext_inside; [exact a_at_most_b|]. intros x Hx.
    unfold dual_weight. now rewrite (Rmult_comm (m x)).
  Qed.

  (** T B of c / (m w) is T B of w. *)
  Theorem time_product_of_dual :
    time_product c m (dual_weight c m w) a b = time_product c m w a b.
  Proof.
    unfold time_product. rewrite time_of_dual_is_budget, budget_of_dual_is_time. ring.
  Qed.

  (** With a density beta of the budget, T B of c / (m beta w) is T B of w. *)
  Theorem measured_time_product_of_dual (beta : R -> R) :
    (forall x, a < x < b -> beta x <> 0) ->
    measured_time_product c m beta (measured_dual_weight c m beta w) a b =
    measured_time_product c m beta w a b.
  Proof.
    intros Hbeta. unfold measured_time_product.
    assert (Htime : time c m (measured_dual_weight c m beta w) a b = measured_budget beta w a b).
    { apply RInt_ext_inside; [exact a_at_most_b|]. intros x Hx. specialize (Hbeta x Hx).
      destruct (nonzero x Hx) as [Hc [Hm Hw]]. unfold measured_dual_weight. field. tauto. }
    assert (Hbudget : measured_budget beta (measured_dual_weight c m beta w) a b = time c m w a b).
    { apply RInt_ext_inside; [exact a_at_most_b|]. intros x Hx. specialize (Hbeta x Hx).
      destruct (nonzero x Hx) as [Hc [Hm Hw]]. unfold measured_dual_weight. field. tauto. }
    rewrite Htime, Hbudget. ring.
  Qed.

  (** The dual of the dual of w is w. *)
  Theorem dual_of_dual (x : R) : a < x < b -> dual_weight c m (dual_weight c m w) x = w x.
  Proof.
    intros Hx. destruct (nonzero x Hx) as [Hc [Hm Hw]]. unfold dual_weight. field. tauto.
  Qed.

End Involution.

(** sqrt (c / m) is its own dual. *)
Theorem optimal_shape_is_its_own_dual (c m : R -> R) (x : R) :
  0 < c x -> 0 < m x -> dual_weight c m (fun y => sqrt (c y / m y)) x = sqrt (c x / m x).
Proof.
  intros Hc Hm. assert (Hq : 0 < c x / m x) by now apply Rdiv_lt_0_compat.
  pose proof (sqrt_lt_R0 _ Hq) as Hs. unfold dual_weight.
  replace (c x) with (sqrt (c x / m x) * sqrt (c x / m x) * m x) at 1
    by (rewrite sqrt_sqrt by lra; field; lra).
  field. split; lra.
Qed.

(** REINFORCE (1) and Uniform-R (1/(rho (1 - rho))) take equally long on the regular clock with
    natural mobility, from x0 to x1 with 0 < x0 <= x1 < 1. *)
Theorem reinforce_and_uniform_r_take_equally_long (x0 x1 : R) :
  0 < x0 -> x0 <= x1 -> x1 < 1 ->
  time_product (clock_cost regular) (mobility_of natural) reinforce_limit_weight x0 x1 =
  time_product (clock_cost regular) (mobility_of natural) uniform_r_limit_weight x0 x1.
Proof.
  intros H0 H01 H1. rewrite <- time_product_of_dual; [|exact H01|].
  - unfold time_product, time, budget.
    f_equal; apply RInt_ext_inside; auto; intros x Hx;
      unfold dual_weight, clock_cost, mobility_of, reinforce_limit_weight, uniform_r_limit_weight;
      field; lra.
  - intros x Hx. unfold clock_cost, mobility_of, reinforce_limit_weight. repeat split; nra.
Qed.

(** Linear-R (1/rho) and Uniform-R (1/(rho (1 - rho))) take equally long on the effective clock with
    natural mobility, from x0 to x1 with 0 < x0 <= x1 < 1. *)
Theorem linear_r_and_uniform_r_take_equally_long (x0 x1 : R) :
  0 < x0 -> x0 <= x1 -> x1 < 1 ->
  time_product (clock_cost effective) (mobility_of natural) linear_r_limit_weight x0 x1 =
  time_product (clock_cost effective) (mobility_of natural) uniform_r_limit_weight x0 x1.
Proof.
  intros H0 H01 H1.
  assert (Hinv : forall x, x0 < x < x1 -> 1 / x <> 0)
    by (intros x Hx; apply Rgt_not_eq, Rdiv_lt_0_compat; lra).
  rewrite <- time_product_of_dual; [|exact H01|].
  - unfold time_product, time, budget.
    f_equal; apply RInt_ext_inside; auto; intros x Hx;
      unfold dual_weight, clock_cost, mobility_of, linear_r_limit_weight, uniform_r_limit_weight;
      field; lra.
  - intros x Hx. unfold clock_cost, mobility_of, linear_r_limit_weight.
    repeat split; [auto|nra|auto].
Qed.
