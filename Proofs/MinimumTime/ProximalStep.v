(** * The mirror step is the KL-proximal step

    Among all distributions on the same responses the mirror step of MinimumTime/MirrorStep.v
    maximises the weighted success rate less the Kullback-Leibler divergence from the policy: steps
    that are proximal in that divergence have natural mobility (the minimum-time weights of
    docs/theory.md).

    Definitions
      kl_divergence Q P == E_Q ln (Q / P), with 0 ln (0 / p) = 0
      supported_by Q P  == Q has the responses of P, and Q(y) = 0 wherever P(y) = 0
      proximal_objective P eta w r Q == E_Q[eta w r] - KL(Q || P)
    Results
      kl_divergence_is_nonnegative, kl_divergence_vanishes_only_for_equals ==
        KL(Q || P) >= 0, with equality exactly if Q = P
      proximal_objective_is_normaliser_less_divergence == it is ln E_P[e^(eta w r)] - KL(Q || P'),
        where P' is the mirror step
      mirror_step_is_kl_proximal, mirror_step_is_the_only_kl_proximal ==
        P' is its maximiser, and the only one
      greatest_proximal_objective == the maximum is ln (rho e^(eta w) + 1 - rho) *)

From Coq Require Import Reals List Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import MinimumTime.MirrorStep.

Open Scope R_scope.

Definition kl_divergence {A : Type} (Q P : distribution A) : R :=
  expectation Q (fun y => ln (probability Q y / probability P y)).

Definition supported_by {A : Type} (Q P : distribution A) : Prop :=
  support Q = support P /\
  forall y, In y (support P) -> probability P y = 0 -> probability Q y = 0.

Definition proximal_objective {A : Type} (P : distribution A) (eta w : R) (r : A -> bool)
    (Q : distribution A) : R :=
  expectation Q (fun y => eta * w * indicator (r y)) - kl_divergence Q P.

Lemma ln_below_line (x : R) : 0 < x -> x <> 1 -> ln x < x - 1.
Proof.
  intros Hx H1. rewrite <- (ln_exp (x - 1)). apply ln_increasing; [exact Hx|].
  pose proof (exp_ineq1 (x - 1) ltac:(lra)). lra.
Qed.

(** The terms of KL(Q || P), with q - p taken from each. *)
Lemma divergence_term (q p : R) :
  0 <= q -> 0 <= p -> (p = 0 -> q = 0) ->
  0 <= q * ln (q / p) - (q - p) /\ (q * ln (q / p) - (q - p) = 0 -> q = p).
Proof.
  intros Hq Hp Hzero. destruct (Req_dec q p) as [->|Hne].
  - split; [|reflexivity]. destruct (Req_dec p 0) as [->|Hp0]; [lra|].
    replace (p / p) with 1 by (field; exact Hp0). rewrite ln_1. lra.
  - assert (Hp0 : 0 < p) by (destruct (Req_dec p 0) as [E|E]; [specialize (Hzero E); lra|lra]).
    assert (0 < q * ln (q / p) - (q - p)); [|lra].
    destruct (Req_dec q 0) as [->|Hq0]; [lra|].
    assert (E : ln (q / p) = - ln (p / q)).
    { rewrite <- ln_Rinv by (apply Rdiv_lt_0_compat; lra). f_equal. field. lra. }
    assert (Hline : ln (p / q) < p / q - 1).
    { apply ln_below_line; [apply Rdiv_lt_0_compat; lra|]. intros H. apply Hne.
      replace p with (p / q * q) by (field; exact Hq0). rewrite H. ring. }
    apply (Rmult_lt_compat_l q) in Hline; [|lra].
    replace (q * (p / q - 1)) with (p - q) in Hline by (field; exact Hq0).
    rewrite E. lra.
Qed.

Section Divergence.

  Context {A : Type} (Q P : distribution A).
  Hypothesis supported : supported_by Q P.

  Let term (y : A) : R :=
    probability Q y * ln (probability Q y / probability P y) - (probability Q y - probability P y).

  Lemma divergence_as_sum : kl_divergence Q P = sum (support P) term.
  Proof.
    destruct supported as [Hsupport _]. unfold term. rewrite !sum_minus.
    rewrite probability_total. rewrite <- Hsupport, probability_total.
    unfold kl_divergence, expectation. ring.
  Qed.

  Lemma term_nonneg (y : A) : In y (support P) ->
    0 <= term y /\ (term y = 0 -> probability Q y = probability P y).
  Proof.
    destruct supported as [Hsupport Hzero]. intros Hy. apply divergence_term.
    - apply probability_nonneg. now rewrite Hsupport.
    - now apply probability_nonneg.
    - now apply Hzero.
  Qed.

  (** KL(Q || P) >= 0. *)
  Theorem kl_divergence_is_nonnegative : 0 <= kl_divergence Q P.
  Proof. rewrite divergence_as_sum. apply sum_nonneg. intros y Hy. now apply term_nonneg. Qed.

  (** KL(Q || P) = 0 exactly if Q(y) = P(y) for every response y. *)
  Theorem kl_divergence_vanishes_only_for_equals :
    kl_divergence Q P = 0 <-> forall y, In y (support P) -> probability Q y = probability P y.
  Proof.
    rewrite divergence_as_sum. split.
    - intros H y Hy. apply term_nonneg; [exact Hy|].
      apply (sum_zero_terms (support P) term); [|exact H|exact Hy].
      intros z Hz. now apply term_nonneg.
    - intros H. rewrite <- (sum_zero (support P)). apply sum_ext_in. intros y Hy.
      unfold term. rewrite (H y Hy). destruct (Req_dec (probability P y) 0) as [->|H0]; [ring|].
      replace (probability P y / probability P y) with 1 by (field; exact H0).
      rewrite ln_1. ring.
  Qed.

End Divergence.

Lemma kl_divergence_from_itself {A : Type} (Q : distribution A) : kl_divergence Q Q = 0.
Proof. apply kl_divergence_vanishes_only_for_equals; [now split|reflexivity]. Qed.

Section Proximal.

  Context {A : Type} (P : distribution A) (eta w : R) (r : A -> bool).

  Lemma mirror_step_vanishes_with_policy (y : A) :
    probability (mirror_step P eta w r) y = 0 <-> probability P y = 0.
  Proof.
    pose proof (normaliser_positive P eta w r) as HZ. simpl. split.
    - intros H. apply Rmult_integral in H. destruct H as [H|H].
      + apply Rmult_integral in H. destruct H as [H|H]; [exact H|].
        pose proof (exp_pos (eta * w * indicator (r y))). unfold mirror_factor in H. lra.
      + pose proof (Rinv_0_lt_compat _ HZ). lra.
    - intros ->. unfold Rdiv. ring.
  Qed.

  Lemma mirror_step_is_supported : supported_by (mirror_step P eta w r) P.
  Proof. split; [reflexivity|]. intros y _. apply mirror_step_vanishes_with_policy. Qed.

  Lemma supported_by_mirror_step (Q : distribution A) :
    supported_by Q P -> supported_by Q (mirror_step P eta w r).
  Proof.
    intros [Hsupport Hzero]. split; [exact Hsupport|].
    intros y Hy H. apply Hzero; [exact Hy|]. now apply mirror_step_vanishes_with_policy.
  Qed.

  (** E_Q[eta w r] - KL(Q || P) = ln E_P[e^(eta w r)] - KL(Q || P') for the mirror step P'. *)
  Theorem proximal_objective_is_normaliser_less_divergence (Q : distribution A) :
    supported_by Q P ->
    proximal_objective P eta w r Q =
    ln (expectation P (mirror_factor eta w r)) - kl_divergence Q (mirror_step P eta w r).
  Proof.
    intros [Hsupport Hzero]. pose proof (normaliser_positive P eta w r) as HZ.
    unfold proximal_objective, kl_divergence.
    rewrite <- (expectation_const Q (ln (expectation P (mirror_factor eta w r)))).
    rewrite <- !expectation_minus. apply sum_ext_in. intros y Hy.
    assert (HyP : In y (support P)) by now rewrite <- Hsupport.
    destruct (Req_dec (probability Q y) 0) as [->|HQ]; [ring|]. f_equal.
    pose proof (probability_nonneg Q y Hy) as HQ0.
    pose proof (probability_nonneg P y HyP) as HP0.
    assert (HP : probability P y <> 0) by (intros H; now apply HQ, Hzero).
    cbn [probability mirror_step]. set (Z := expectation P (mirror_factor eta w r)) in *.
    replace (probability Q y / (probability P y * mirror_factor eta w r y / Z))
      with (probability Q y / probability P y * (Z * exp (- (eta * w * indicator (r y))))).
    - rewrite ln_mult, ln_mult, ln_exp; [ring|exact HZ|apply exp_pos| |].
      + apply Rdiv_lt_0_compat; lra.
      + apply Rmult_lt_0_compat; [exact HZ|apply exp_pos].
    - unfold mirror_factor. rewrite exp_Ropp.
      pose proof (exp_pos (eta * w * indicator (r y))). field. repeat split; lra.
  Qed.

  (** E_Q[eta w r] - KL(Q || P) is largest at the mirror step. *)
  Theorem mirror_step_is_kl_proximal (Q : distribution A) :
    supported_by Q P ->
    proximal_objective P eta w r Q <= proximal_objective P eta w r (mirror_step P eta w r).
  Proof.
    intros HQ. rewrite !proximal_objective_is_normaliser_less_divergence
      by first [exact HQ|exact mirror_step_is_supported].
    pose proof (kl_divergence_is_nonnegative _ _ (supported_by_mirror_step Q HQ)).
    rewrite kl_divergence_from_itself. lra.
  Qed.

  (** And only there: a distribution that attains the maximum is the mirror step. *)
  Theorem mirror_step_is_the_only_kl_proximal (Q : distribution A) :
    supported_by Q P ->
    proximal_objective P eta w r Q = proximal_objective P eta w r (mirror_step P eta w r) ->
    forall y, In y (support P) -> probability Q y = probability (mirror_step P eta w r) y.
  Proof.
    intros HQ Hmax. apply (kl_divergence_vanishes_only_for_equals Q (mirror_step P eta w r)).
    { now apply supported_by_mirror_step. }
    rewrite !proximal_objective_is_normaliser_less_divergence in Hmax
      by first [exact HQ|exact mirror_step_is_supported].
    rewrite kl_divergence_from_itself in Hmax. lra.
  Qed.

  (** The maximum is ln (rho e^(eta w) + 1 - rho). *)
  Theorem greatest_proximal_objective :
    proximal_objective P eta w r (mirror_step P eta w r) =
    ln (success_rate P r * exp (eta * w) + (1 - success_rate P r)).
  Proof.
    rewrite proximal_objective_is_normaliser_less_divergence by exact mirror_step_is_supported.
    rewrite kl_divergence_from_itself, normaliser_of_success_rate. ring.
  Qed.

End Proximal.
