(** * From trajectories to integrals over the success rate

    Result 3.1 speaks of integrals over rho. They are what a trajectory of the mean field
    d rho / dt = w(rho) m(rho) accumulates: its time on the clock, and its budget, which is the
    energy of the updates (3.3).

    Definitions
      follows m w rho s == rho is a trajectory on [0, s]
    Results
      accumulated_cost_is_time == the integral of c(rho(t)) dt is the integral of c / (w m) d rho
      accumulated_energy_is_budget == the integral of w^2 m dt is the integral of w d rho
      accumulated_squared_weight_is_measured_budget == the integral of w^2 dt is that of w / m d rho
      accumulated_weight_is_the_same_for_all == the integral of w dt is that of 1 / m d rho,
        whatever the weight: it bounds nothing *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Counterweight Require Import MinimumTime.Definitions MinimumTime.CauchySchwarz.

Open Scope R_scope.

(** rho moves by d rho / dt = w(rho) m(rho), both continuous and positive where it passes. *)
Definition follows (m w rho : R -> R) (s : R) : Prop :=
  forall t, 0 <= t <= s ->
    is_derive rho t (w (rho t) * m (rho t)) /\
    (continuous w (rho t) /\ 0 < w (rho t)) /\ (continuous m (rho t) /\ 0 < m (rho t)).

Section Trajectory.

  Variables (m w rho : R -> R) (s : R).
  Hypothesis s_nonnegative : 0 <= s.
  Hypothesis rho_follows : follows m w rho s.

  Lemma substitution (f : R -> R) :
    (forall t, 0 <= t <= s -> continuous f (rho t)) ->
    RInt (fun t => w (rho t) * m (rho t) * f (rho t)) 0 s = RInt f (rho 0) (rho s).
  Proof.
    intros Hf.
    apply (RInt_comp f rho (fun t => w (rho t) * m (rho t))); intros t Ht;
      rewrite Rmin_left, Rmax_right in Ht by exact s_nonnegative.
    - now apply Hf.
    - destruct (rho_follows t Ht) as [Hd [[Hw _] [Hm _]]]. split; [exact Hd|].
      assert (Hrho : continuous rho t)
        by (apply (ex_derive_continuous rho); eexists; exact Hd).
      apply (continuous_product (fun t => w (rho t)) (fun t => m (rho t)));
        now apply continuous_comp.
  Qed.

  (** int c(rho(t)) dt = int c / (w m) d rho. *)
  Theorem accumulated_cost_is_time (c : R -> R) :
    (forall t, 0 <= t <= s -> continuous c (rho t)) ->
    RInt (fun t => c (rho t)) 0 s = time c m w (rho 0) (rho s).
  Proof.
    intros Hc. unfold time. rewrite <- substitution.
    - apply RInt_ext_on; [exact s_nonnegative|]. intros t Ht.
      destruct (rho_follows t Ht) as [_ [[_ Hw] [_ Hm]]]. field. split; lra.
    - intros t Ht. destruct (rho_follows t Ht) as [_ [Hw Hm]].
      destruct (continuous_positive_product w m (rho t) Hw Hm) as [H1 H2].
      apply (continuous_quotient c (fun x => w x * m x)); [now apply Hc|exact H1|lra].
  Qed.

  (** int w(rho(t))^2 m(rho(t)) dt = int w d rho. *)
  Theorem accumulated_energy_is_budget :
    RInt (fun t => w (rho t) ^ 2 * m (rho t)) 0 s = budget w (rho 0) (rho s).
  Proof.
    unfold budget. rewrite <- substitution by (intros t Ht; now apply rho_follows).
    apply RInt_ext_on; [exact s_nonnegative|]. intros t Ht. ring.
  Qed.

  (** int w(rho(t))^2 dt = int w / m d rho. *)
  Theorem accumulated_squared_weight_is_measured_budget :
    RInt (fun t => w (rho t) ^ 2) 0 s = measured_budget (fun x => 1 / m x) w (rho 0) (rho s).
  Proof.
    unfold measured_budget. rewrite <- substitution.
    - apply RInt_ext_on; [exact s_nonnegative|]. intros t Ht.
      destruct (rho_follows t Ht) as [_ [[_ Hw] [_ Hm]]]. field. lra.
    - intros t Ht. destruct (rho_follows t Ht) as [_ [[Hw _] [Hm Pm]]].
      apply (continuous_product w (fun x => 1 / m x)); [exact Hw|].
      apply (continuous_quotient (fun _ => 1)); [apply continuous_const|exact Hm|lra].
  Qed.

  (** int w(rho(t)) dt = int 1 / m d rho, whatever the weight. *)
  Theorem accumulated_weight_is_the_same_for_all :
    RInt (fun t => w (rho t)) 0 s = RInt (fun x => 1 / m x) (rho 0) (rho s).
  Proof.
    rewrite <- substitution.
    - apply RInt_ext_on; [exact s_nonnegative|]. intros t Ht.
      destruct (rho_follows t Ht) as [_ [_ [_ Hm]]]. field. lra.
    - intros t Ht. destruct (rho_follows t Ht) as [_ [_ [Hm Pm]]].
      apply (continuous_quotient (fun _ => 1)); [apply continuous_const|exact Hm|lra].
  Qed.

End Trajectory.
