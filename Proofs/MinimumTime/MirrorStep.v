(** * Mirror steps and natural mobility

    Numerical note 7 of the specification of 3.1: a step that multiplies the probability of every
    response y by exp(eta w r(y)) and normalises moves the log-odds of success by exactly eta w. In
    eta the success rate therefore moves by d rho / d eta = w rho (1 - rho), with natural mobility,
    for any number of responses.

    Definitions
      mirror_factor eta w r y == exp (eta w r(y))
      mirror_step P eta w r == the distribution that is proportional to P(y) exp (eta w r(y))
    Results
      success_rate_after_mirror_step == rho e^(eta w) / (rho e^(eta w) + 1 - rho)
      mirror_step_moves_log_odds_exactly == the log-odds move by eta w
      mirror_steps_follow_natural_mobility == d rho / d eta = w rho (1 - rho), at every eta
      success_rate_derivative_at_zero == so it begins with w rho (1 - rho) of the policy
      mirror_step_keeps_classes == within successes, and within failures, ratios do not change *)

From Coq Require Import Reals List Lra.
From Coquelicot Require Import Coquelicot.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import MinimumTime.Definitions.

Open Scope R_scope.

Definition mirror_factor {A : Type} (eta w : R) (r : A -> bool) (y : A) : R :=
  exp (eta * w * indicator (r y)).

Lemma normaliser_positive {A : Type} (P : distribution A) (eta w : R) (r : A -> bool) :
  0 < expectation P (mirror_factor eta w r).
Proof.
  apply Rlt_le_trans with (Rmin 1 (exp (eta * w))).
  - apply Rmin_glb_lt; [lra|apply exp_pos].
  - rewrite <- (expectation_const P (Rmin 1 (exp (eta * w)))).
    apply expectation_le. intros y _. unfold mirror_factor, indicator. destruct (r y).
    + rewrite Rmult_1_r. apply Rmin_r.
    + rewrite Rmult_0_r, exp_0. apply Rmin_l.
Qed.

Section Step.

  Context {A : Type} (P : distribution A) (eta w : R) (r : A -> bool).

  Definition mirror_step : distribution A.
  Proof.
    refine {|
      support := support P;
      probability := fun y =>
        probability P y * mirror_factor eta w r y / expectation P (mirror_factor eta w r);
    |}.
    - intros y Hy. apply Rmult_le_pos; [apply Rmult_le_pos|].
      + now apply probability_nonneg.
      + left. apply exp_pos.
      + left. apply Rinv_0_lt_compat, normaliser_positive.
    - unfold Rdiv. rewrite sum_scal_r. apply Rinv_r.
      apply Rgt_not_eq, normaliser_positive.
  Defined.

  Lemma normaliser_of_success_rate :
    expectation P (mirror_factor eta w r) =
    success_rate P r * exp (eta * w) + (1 - success_rate P r).
  Proof.
    rewrite (expectation_ext P _ (fun y => 1 + (exp (eta * w) - 1) * indicator (r y))).
    - rewrite expectation_plus, expectation_scal, expectation_const. unfold success_rate. ring.
    - intros y. unfold mirror_factor, indicator.
      destruct (r y); rewrite ?Rmult_1_r, ?Rmult_0_r, ?exp_0; ring.
  Qed.

  (** rho' = rho e^(eta w) / (rho e^(eta w) + 1 - rho). *)
  Theorem success_rate_after_mirror_step :
    success_rate mirror_step r =
    success_rate P r * exp (eta * w) / (success_rate P r * exp (eta * w) + (1 - success_rate P r)).
  Proof.
    rewrite <- normaliser_of_success_rate.
    unfold success_rate, expectation at 1. simpl.
    rewrite (sum_ext _ _ (fun y => probability P y * indicator (r y) *
      (exp (eta * w) / expectation P (mirror_factor eta w r)))).
    - rewrite sum_scal_r. unfold expectation at 2. unfold Rdiv. ring.
    - intros y. unfold mirror_factor at 1, indicator.
      destruct (r y); rewrite ?Rmult_1_r; unfold Rdiv; ring.
  Qed.

  (** P'(y) P(z) = P(y) P'(z) if y and z both succeed or both fail. *)
  Theorem mirror_step_keeps_classes (y z : A) :
    r y = r z ->
    probability mirror_step y * probability P z = probability P y * probability mirror_step z.
  Proof. intros H. simpl. unfold mirror_factor. rewrite H. unfold Rdiv. ring. Qed.

End Step.

(** log(rho'/(1 - rho')) = log(rho/(1 - rho)) + eta w, for 0 < rho < 1. *)
Theorem mirror_step_moves_log_odds_exactly {A : Type}
    (P : distribution A) (eta w : R) (r : A -> bool) :
  0 < success_rate P r < 1 ->
  log_odds (success_rate (mirror_step P eta w r) r) = log_odds (success_rate P r) + eta * w.
Proof.
  intros Hrho. rewrite success_rate_after_mirror_step.
  set (rho := success_rate P r) in *. pose proof (exp_pos (eta * w)) as He.
  assert (Hpos : 0 < rho * exp (eta * w)) by now apply Rmult_lt_0_compat.
  unfold log_odds.
  replace (rho * exp (eta * w) / (rho * exp (eta * w) + (1 - rho)) /
      (1 - rho * exp (eta * w) / (rho * exp (eta * w) + (1 - rho))))
    with (rho / (1 - rho) * exp (eta * w)) by (field; lra).
  rewrite ln_mult, ln_exp; [reflexivity|apply Rdiv_lt_0_compat; lra|exact He].
Qed.

(** d rho / d eta = w rho (1 - rho) at every eta: the natural mobility. *)
Theorem mirror_steps_follow_natural_mobility {A : Type}
    (P : distribution A) (eta w : R) (r : A -> bool) :
  is_derive (fun t => success_rate (mirror_step P t w r) r) eta
    (w * mobility_of natural (success_rate (mirror_step P eta w r) r)).
Proof.
  apply (is_derive_ext (fun t =>
    success_rate P r * exp (t * w) / (success_rate P r * exp (t * w) + (1 - success_rate P r)))).
  { intros t. now rewrite success_rate_after_mirror_step. }
  pose proof (normaliser_positive P eta w r) as Hpos.
  rewrite normaliser_of_success_rate in Hpos. rewrite success_rate_after_mirror_step.
  set (rho := success_rate P r) in *. unfold mobility_of.
  auto_derive; [lra|]. field. lra.
Qed.

(** At eta = 0 it is w rho (1 - rho), for every success rate rho of the policy. *)
Theorem success_rate_derivative_at_zero {A : Type}
    (P : distribution A) (w : R) (r : A -> bool) :
  is_derive (fun eta => success_rate (mirror_step P eta w r) r) 0
    (w * (success_rate P r * (1 - success_rate P r))).
Proof.
  pose proof (mirror_steps_follow_natural_mobility P 0 w r) as H. unfold mobility_of in H.
  assert (E : success_rate (mirror_step P 0 w r) r = success_rate P r).
  { rewrite success_rate_after_mirror_step, Rmult_0_l, exp_0. field. lra. }
  rewrite E in H. exact H.
Qed.
