(** * The implicit objective of a group rule

    Every count-based rule ascends an expected score of groups: the score of a group with k
    successes is F(k) = (1/n) (w_0 + ... + w_(k-1)), and the derivative of its expectation
    phi_n(rho) is the effective weight Omega_n(rho) (result 2.4 of docs/theory.md).

    Definitions
      group_score n A k          == F(k)
      implicit_objective n A p   == phi_n(p) = E F(k) over k ~ Bin(n, p)
    Results
      implicit_objective_at_zero == phi_n(0) = 0
      derivative_of_implicit_objective_is_effective_weight == phi_n' = Omega_n
      implicit_objective_is_integral_of_effective_weight   == phi_n(p) is the integral of Omega_n
      expected_group_score_is_implicit_objective           == E F(k) over groups is phi_n(rho)
      implicit_objective_along_a_curve   == d/dt of E F(k) is Omega_n(rho) d rho/dt
      expected_group_gradient_is_gradient_of_expected_group_score == E g = d/dt of E F(k)
      implicit_objective_of_constant_baseline, implicit_objective_of_leave_one_out == rho
      implicit_objective_of_group_mean   == (1 - 1/n) rho
      implicit_objective_of_raft         == sum over i = 1..n of (1 - q^i)/i
      implicit_objective_of_linear_r     == the same
      implicit_objective_of_maxrl        == the same up to n - 1
      implicit_objective_of_pass_at_k    == 1 - q^m *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Rcomplements Hierarchy Continuity Derive AutoDerive.
From Coquelicot Require Import RInt RInt_analysis.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group.
From Counterweight Require Import Scores.ZeroMeanScore.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.WeightsOfRules.
Open Scope R_scope.

Definition group_score (n : nat) (A : advantage_rule) (k : nat) : R :=
  sum_below k (bernstein_coefficient A) / INR n.

Definition implicit_objective (n : nat) (A : advantage_rule) (p : R) : R :=
  binomial_expectation n p (group_score n A).

Lemma implicit_objective_ext n (A B : advantage_rule) p :
  (forall j, (j < n)%nat -> bernstein_coefficient A j = bernstein_coefficient B j) ->
  implicit_objective n A p = implicit_objective n B p.
Proof.
  intros H. apply binomial_expectation_ext. intros k Hk. unfold group_score. f_equal.
  apply sum_below_ext. intros j Hj. apply H. lia.
Qed.

(** ** The derivative of a binomial expectation *)

(** d/dp E f(k) over Bin(n + 1, p) is (n + 1) E[f(j + 1) - f(j)] over j ~ Bin(n, p). *)
Lemma is_derive_binomial_expectation n : forall (f : nat -> R) p,
  is_derive (fun x => binomial_expectation (S n) x f) p
    (INR (S n) * binomial_expectation n p (fun j => f (S j) - f j)).
Proof.
  induction n as [|n IH]; intros f p.
  - apply (is_derive_ext (fun x => x * f 1%nat + (1 - x) * f 0%nat)).
    + intros x. unfold binomial_expectation, bernstein. simpl. ring.
    + unfold binomial_expectation, bernstein. auto_derive; [exact I|]. simpl. ring.
  - set (f1 := fun k => f (S k)).
    apply (is_derive_ext (fun x =>
      x * binomial_expectation (S n) x f1 + (1 - x) * binomial_expectation (S n) x f)).
    + intros x. now rewrite (binomial_expectation_step (S n)).
    + pose proof (IH f1 p) as H1. pose proof (IH f p) as H.
      assert (Hstep : binomial_expectation (S n) p (fun j => f (S j) - f j) =
        p * binomial_expectation n p (fun j => f1 (S j) - f1 j)
        + (1 - p) * binomial_expectation n p (fun j => f (S j) - f j))
        by apply binomial_expectation_step.
      assert (Hminus : binomial_expectation (S n) p (fun j => f (S j) - f j) =
        binomial_expectation (S n) p f1 - binomial_expectation (S n) p f)
        by apply binomial_expectation_minus.
      rewrite (S_INR (S n)), Rmult_plus_distr_r, Rmult_1_l. rewrite Hminus at 2. rewrite Hstep.
      clear IH. generalize dependent (INR (S n)). intros N H1 H.
      evar_last.
      * apply (is_derive_plus (fun x => x * binomial_expectation (S n) x f1)
          (fun x => (1 - x) * binomial_expectation (S n) x f)).
        -- apply (is_derive_mult (fun x => x) (fun x => binomial_expectation (S n) x f1));
             [apply (is_derive_id p)|exact H1].
        -- apply (is_derive_mult (fun x => 1 - x) (fun x => binomial_expectation (S n) x f));
             [|exact H].
           auto_derive; [exact I|reflexivity].
      * unfold plus, mult, one. simpl. unfold mult, one. simpl. ring.
Qed.

Lemma continuous_effective_weight n (A : advantage_rule) p : continuous (effective_weight n A) p.
Proof.
  destruct n as [|[|n]].
  - apply (continuous_ext (fun _ => 0)); [reflexivity|apply continuous_const].
  - apply (continuous_ext (fun _ => bernstein_coefficient A 0)); [|apply continuous_const].
    intros x. unfold effective_weight, bernstein. simpl. ring.
  - apply (continuous_ext (fun x => binomial_expectation (S n) x (bernstein_coefficient A))).
    + intros x. now rewrite effective_weight_as_expectation.
    + apply (ex_derive_continuous (V := R_NormedModule)). eexists.
      apply is_derive_binomial_expectation.
Qed.

(** ** The objective *)

(** Result 2.4: phi_n(0) = 0. *)
Theorem implicit_objective_at_zero (A : advantage_rule) n : implicit_objective n A 0 = 0.
Proof.
  unfold implicit_objective, binomial_expectation. rewrite sum_below_shift.
  rewrite (sum_below_ext _ _ (fun _ => 0)).
  - rewrite sum_below_const. unfold group_score. simpl. unfold Rdiv. ring.
  - intros k _. unfold bernstein. simpl. ring.
Qed.

(** Result 2.4: phi_n' = Omega_n, at every rho. *)
Theorem derivative_of_implicit_objective_is_effective_weight (A : advantage_rule) n p :
  (1 <= n)%nat -> is_derive (implicit_objective n A) p (effective_weight n A p).
Proof.
  destruct n as [|n]; [lia|intros _]. unfold implicit_objective.
  evar_last; [apply is_derive_binomial_expectation|].
  rewrite effective_weight_as_expectation, <- binomial_expectation_scal.
  apply binomial_expectation_ext. intros j _. unfold group_score. cbn [sum_below].
  field. apply not_0_INR. lia.
Qed.

Lemma is_RInt_effective_weight (A : advantage_rule) n (G : R -> R) p :
  (forall x, is_derive G x (effective_weight n A x)) ->
  is_RInt (effective_weight n A) 0 p (G p - G 0).
Proof.
  intros H. apply (is_RInt_derive G (effective_weight n A)); intros x _;
    [apply H|apply continuous_effective_weight].
Qed.

(** Result 2.4: phi_n(p) is the integral of Omega_n from 0 to p. *)
Theorem implicit_objective_is_integral_of_effective_weight (A : advantage_rule) n p :
  (1 <= n)%nat -> is_RInt (effective_weight n A) 0 p (implicit_objective n A p).
Proof.
  intros Hn.
  replace (implicit_objective n A p) with (implicit_objective n A p - implicit_objective n A 0)
    by (rewrite implicit_objective_at_zero; ring).
  apply is_RInt_effective_weight. intros x.
  now apply derivative_of_implicit_objective_is_effective_weight.
Qed.

(** The expected score of a group of n independent rollouts is phi_n(rho). *)
Theorem expected_group_score_is_implicit_objective {Y : Type} (P : distribution Y)
    (r : Y -> bool) (A : advantage_rule) n :
  expectation (iid P n) (fun g => group_score n A (successes r g)) =
  implicit_objective n A (success_rate P r).
Proof. apply expectation_iid_count. Qed.

(** Result 2.4: along every curve of policies, d/dt E F(k) = Omega_n(rho) d rho/dt. *)
Theorem implicit_objective_along_a_curve {Y : Type} (policy : R -> distribution Y)
    (r : Y -> bool) (A : advantage_rule) n t speed :
  (1 <= n)%nat ->
  is_derive (fun u => success_rate (policy u) r) t speed ->
  is_derive (fun u => expectation (iid (policy u) n) (fun g => group_score n A (successes r g))) t
    (effective_weight n A (success_rate (policy t) r) * speed).
Proof.
  intros Hn H.
  apply (is_derive_ext (fun u => implicit_objective n A (success_rate (policy u) r))).
  - intros u. symmetry. apply expected_group_score_is_implicit_objective.
  - evar_last.
    + apply (is_derive_comp (implicit_objective n A)); [|exact H].
      now apply derivative_of_implicit_objective_is_effective_weight.
    + apply Rmult_comm.
Qed.

(** Result 2.4: the expected group gradient of every count-based rule is the derivative of the
    expected group score, E g = d/dt E F(k), for policies with differentiable probabilities > 0. *)
Theorem expected_group_gradient_is_gradient_of_expected_group_score {Y : Type}
    (policy : R -> distribution Y) (responses : list Y) (r : Y -> bool) (A : advantage_rule) n t :
  (1 <= n)%nat ->
  (forall u, support (policy u) = responses) ->
  (forall y, In y responses -> 0 < probability (policy t) y) ->
  (forall y, In y responses -> ex_derive (fun u => probability (policy u) y) t) ->
  is_derive (fun u => expectation (iid (policy u) n) (fun g => group_score n A (successes r g))) t
    (expectation (iid (policy t) n) (group_gradient A r (score policy t))).
Proof.
  intros Hn Hsupport Hpositive Hderivable.
  rewrite expected_group_gradient_is_effective_weight_times_gradient;
    [|now apply (expected_score_is_zero policy responses)|assumption].
  apply implicit_objective_along_a_curve; [assumption|].
  now apply (derivative_of_success_rate_is_success_gradient policy responses).
Qed.

(** ** Closed forms *)

Lemma implicit_objective_is_antiderivative (A : advantage_rule) n (G : R -> R) p :
  (1 <= n)%nat -> (forall x, is_derive G x (effective_weight n A x)) ->
  implicit_objective n A p = G p - G 0.
Proof.
  intros Hn H. rewrite <- (is_RInt_unique _ _ _ _ (is_RInt_effective_weight A n G p H)).
  symmetry. now apply is_RInt_unique, implicit_objective_is_integral_of_effective_weight.
Qed.

Lemma implicit_objective_of_constant_weight (A : advantage_rule) n c p :
  (1 <= n)%nat -> (forall x, effective_weight n A x = c) -> implicit_objective n A p = c * p.
Proof.
  intros Hn H. rewrite (implicit_objective_is_antiderivative A n (fun x => c * x));
    [ring|assumption|].
  intros x. rewrite H. auto_derive; [exact I|ring].
Qed.

(** A constant baseline: phi_n = rho. *)
Theorem implicit_objective_of_constant_baseline b n p :
  (1 <= n)%nat -> implicit_objective n (constant_baseline b) p = p.
Proof.
  intros Hn. rewrite (implicit_objective_of_constant_weight _ n 1); [ring|assumption|].
  intros x. now apply effective_weight_of_constant_baseline.
Qed.

(** The mean of the group: phi_n = (1 - 1/n) rho. *)
Theorem implicit_objective_of_group_mean n p :
  (1 <= n)%nat -> implicit_objective n (group_mean n) p = (1 - 1 / INR n) * p.
Proof.
  intros Hn. apply implicit_objective_of_constant_weight; [assumption|].
  intros x. now apply effective_weight_of_group_mean.
Qed.

(** RLOO: phi_n = rho for n >= 2. *)
Theorem implicit_objective_of_leave_one_out n p :
  (2 <= n)%nat -> implicit_objective n (leave_one_out n) p = p.
Proof.
  intros Hn. rewrite (implicit_objective_of_constant_weight _ n 1); [ring|lia|].
  intros x. now apply effective_weight_of_leave_one_out.
Qed.

(** The antiderivative of (1 - q^n)/rho = 1 + q + ... + q^(n-1). *)
Lemma is_derive_harmonic_objective n p :
  is_derive (fun x => sum_below n (fun i => (1 - (1 - x) ^ S i) / INR (S i))) p
    (sum_below n (fun i => (1 - p) ^ i)).
Proof.
  induction n as [|n IH]; [apply (is_derive_const 0 p)|]. cbn [sum_below].
  apply (is_derive_plus (fun x => sum_below n (fun i => (1 - (1 - x) ^ S i) / INR (S i)))
    (fun x => (1 - (1 - x) ^ S n) / INR (S n))); [exact IH|].
  assert (INR (S n) <> 0) by (apply not_0_INR; lia).
  auto_derive; [exact I|].
  change (match n with O => 1 | S _ => INR n + 1 end) with (INR (S n)).
  replace (1 + - p) with (1 - p) by ring. field. assumption.
Qed.

(** RAFT: phi_n = sum over i = 1..n of (1 - q^i)/i = H_n - sum of q^i/i. *)
Theorem implicit_objective_of_raft n p :
  (1 <= n)%nat ->
  implicit_objective n (raft n) p = sum_below n (fun i => (1 - (1 - p) ^ S i) / INR (S i)).
Proof.
  intros Hn. rewrite (implicit_objective_is_antiderivative _ _
    (fun x => sum_below n (fun i => (1 - (1 - x) ^ S i) / INR (S i)))); [|assumption|].
  - rewrite (sum_below_ext n (fun i => (1 - (1 - 0) ^ S i) / INR (S i)) (fun _ => 0)).
    + rewrite sum_below_const. ring.
    + intros i _. rewrite Rminus_0_r, pow1. unfold Rdiv. ring.
  - intros x. rewrite effective_weight_of_raft_as_sum by assumption.
    apply is_derive_harmonic_objective.
Qed.

(** Linear-R: the objective of RAFT. *)
Theorem implicit_objective_of_linear_r n p :
  implicit_objective n (linear_r n) p = implicit_objective n (raft n) p.
Proof.
  apply implicit_objective_ext. intros j Hj. rewrite coefficient_of_linear_r by assumption.
  unfold bernstein_coefficient, raft. ring.
Qed.

(** MaxRL: the objective of RAFT with one rollout less. *)
Theorem implicit_objective_of_maxrl n p :
  (1 <= n)%nat -> implicit_objective (S n) (maxrl (S n)) p = implicit_objective n (raft n) p.
Proof.
  intros Hn. rewrite (implicit_objective_is_antiderivative _ _ (implicit_objective n (raft n))).
  - rewrite implicit_objective_at_zero. ring.
  - lia.
  - intros x. rewrite maxrl_is_raft_with_one_rollout_less by assumption.
    now apply derivative_of_implicit_objective_is_effective_weight.
Qed.

(** pass@m of n rollouts: phi_n = 1 - q^m, the probability that one of m rollouts succeeds. *)
Theorem implicit_objective_of_pass_at_k m n p :
  (1 <= m <= n)%nat -> implicit_objective n (pass_at_k m n) p = 1 - (1 - p) ^ m.
Proof.
  intros Hm. rewrite (implicit_objective_is_antiderivative _ _ (fun x => - (1 - x) ^ m));
    [|lia|].
  - rewrite Rminus_0_r, pow1. ring.
  - intros x. rewrite effective_weight_of_pass_at_k by assumption.
    auto_derive; [exact I|]. replace (Init.Nat.pred m) with (m - 1)%nat by lia.
    replace (1 + - x) with (1 - x) by ring. ring.
Qed.
