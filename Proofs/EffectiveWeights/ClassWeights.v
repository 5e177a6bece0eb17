(** * Class weights, and the price of punishing groups that all fail

    The class weight rho (1 - rho) Omega_n multiplies the difference between the mean scores of
    successes and failures (result 2.1 of docs/theory.md). What A(0, 0) = -1 buys and costs is read
    off Linear-R and MaxRL, which differ in nothing else (results 2.7 and 1.10).

    A mean over nothing, such as mu+ at rho = 0, is 0.

    Definitions
      class_weight n A p == p (1 - p) Omega_n(p)
    Results
      expected_group_gradient_is_class_weight_times_difference_of_class_means
        == E g = rho (1 - rho) Omega_n(rho) (mu+ - mu-)
      effective_weight_of_linear_r_is_that_of_maxrl_plus_power == Omega_n differs by q^(n-1)
      punishment_multiplies_the_weight_at_zero  == Omega_n(0) is n/(n - 1) times as large
      punishment_adds_to_within_class_variance  == q^n sigma-^2 / n
      punishment_leaves_variance_without_successes
        == at rho = 0 the variance is E|s|^2 / n for Linear-R, 0 for MaxRL *)

From Coq Require Import Reals Arith Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.DeadGroups EffectiveWeights.WeightsOfRules.
From Counterweight Require Import EffectiveWeights.SplitWeights.
From Counterweight Require Import Baselines.ScoreMoments Baselines.LeaveOneOut.
From Counterweight Require Import Baselines.GroupVariance.
Open Scope R_scope.

Definition class_weight (n : nat) (A : advantage_rule) (p : R) : R :=
  p * (1 - p) * effective_weight n A p.

(** Result 2.1: E g = rho (1 - rho) Omega_n(rho) (mu+ - mu-), mu+ = E[s | r = 1] and
    mu- = E[s | r = 0]. *)
Theorem expected_group_gradient_is_class_weight_times_difference_of_class_means {Y : Type}
    (P : distribution Y) (r : Y -> bool) (s : Y -> R) (A : advantage_rule) n :
  expectation P s = 0 -> (1 <= n)%nat ->
  expectation (iid P n) (group_gradient A r s) =
  class_weight n A (success_rate P r) * (success_mean P r s - failure_mean P r s).
Proof.
  intros Hs Hn. rewrite expected_group_gradient_is_effective_weight_times_gradient by assumption.
  pose proof (failure_score_is_minus_success_score P r s Hs) as Hfailure.
  rewrite failure_part_is_rate_times_mean in Hfailure. unfold class_weight.
  assert (Hsuccess : success_gradient P r s = success_rate P r * success_mean P r s)
    by apply success_part_is_rate_times_mean.
  set (rho := success_rate P r) in *.
  transitivity (effective_weight n A rho * ((1 - rho) * (rho * success_mean P r s)
    - rho * ((1 - rho) * failure_mean P r s))); [|ring].
  rewrite Hfailure, <- Hsuccess. ring.
Qed.

(** ** The price of A(0, 0) = -1 *)

(** Result 2.7: Linear-R's Omega_n is MaxRL's plus q^(n-1). *)
Theorem effective_weight_of_linear_r_is_that_of_maxrl_plus_power n p : (1 <= n)%nat ->
  effective_weight n (linear_r n) p = effective_weight n (maxrl n) p + (1 - p) ^ (n - 1).
Proof.
  destruct n as [|n]; [lia|intros _]. replace (S n - 1)%nat with n by lia.
  rewrite !effective_weight_as_expectation, <- (Rmult_1_l ((1 - p) ^ n)).
  rewrite <- binomial_expectation_at_none, <- binomial_expectation_plus.
  apply binomial_expectation_ext. intros j _. unfold bernstein_coefficient, maxrl, linear_r.
  change (S j =? 0)%nat with false. destruct (j =? 0)%nat; ring.
Qed.

(** With A(0, 0) = -1, Omega_n(0) is n/(n - 1) times that with A(0, 0) = 0, for n >= 2. *)
Theorem punishment_multiplies_the_weight_at_zero n : (2 <= n)%nat ->
  effective_weight n (linear_r n) 0 = INR n / (INR n - 1) * effective_weight n (maxrl n) 0.
Proof.
  intros Hn. destruct (effective_weights_at_zero n Hn) as (_ & -> & -> & _).
  assert (1 < INR n) by (apply lt_1_INR; lia). field. lra.
Qed.

(** A(0, 0) = -1 adds q^n sigma-^2 / n to the within-class variance of result 1.10. *)
Theorem punishment_adds_to_within_class_variance n p v_success v_failure : (1 <= n)%nat ->
  within_class_variance n p v_success v_failure (linear_r n) =
  within_class_variance n p v_success v_failure (maxrl n) + (1 - p) ^ n * v_failure / INR n.
Proof.
  intros Hn. assert (INR n <> 0) by (apply not_0_INR; lia). unfold within_class_variance.
  rewrite (binomial_expectation_ext n p (fun k => INR k * linear_r n true k ^ 2)
    (fun k => INR k * maxrl n true k ^ 2)).
  2:{ intros k _. unfold linear_r, maxrl. destruct (Nat.eqb_spec k 0) as [->|]; simpl; ring. }
  rewrite (binomial_expectation_ext n p (fun k => INR (n - k) * linear_r n false k ^ 2)
    (fun k => INR (n - k) * maxrl n false k ^ 2 + (if (k =? 0)%nat then INR n else 0))).
  2:{ intros k _. unfold linear_r, maxrl.
      destruct (Nat.eqb_spec k 0) as [->|]; [rewrite Nat.sub_0_r|]; ring. }
  rewrite binomial_expectation_plus, binomial_expectation_at_none. field. assumption.
Qed.

(** At rho = 0 the variance is E|s|^2 / n with A(0, 0) = -1 and 0 with A(0, 0) = 0. *)
Theorem punishment_leaves_variance_without_successes {Y : Type} (P : distribution Y) (d : nat)
    (r : Y -> bool) (s : Y -> nat -> R) n :
  (forall i, (i < d)%nat -> expectation P (fun y => s y i) = 0) ->
  (1 <= n)%nat -> success_rate P r = 0 ->
  group_variance P n d (linear_r n) r s = mean_squared_score P d s / INR n /\
  group_variance P n d (maxrl n) r s = 0.
Proof.
  intros Hs Hn Hrho. rewrite !variance_of_count_rule_without_successes by assumption.
  unfold linear_r, maxrl. cbn [Nat.eqb]. unfold Rdiv. split; ring.
Qed.
