(** * The rules of the catalogue that read only reward and success count

    Each is A(r, k) for a group of n rollouts, as docs/theory.md tabulates it. A(1, 0) and A(0, n)
    never occur: what a definition says there does not matter.

    Definitions
      rate n k              == k / n, the success rate of the group
      dead n k              == all rewards are equal: k = 0 or k = n
      unless_dead n A       == A, and 0 in dead groups
      constant_baseline b   == r - b (REINFORCE is b = 0)
      group_mean n          == r - k/n
      leave_one_out n       == r - the mean reward of the others (RLOO), r for a single rollout
      population_deviation, sample_deviation == of the group's rewards, divisor n or n - 1
      grpo n                == (r - k/n) / population deviation, 0 if dead
      grpo_sample n         == the same with the sample deviation
      grpo_epsilon n e      == the same with e added to the population deviation
      grpo_sample_epsilon n e == the same with e added to the sample deviation
      raft n                == n/k for successes, 0 for failures
      reinforce_rej b n     == r - b, 0 if dead
      maxrl n               == (r - k/n) / (k/n), 0 at k = 0
      linear_r n            == the same, and -1 at k = 0
      sqrt_r n              == (r - k/n) / (k/n sqrt(1 - k/n)), -1 at k = 0, 0 at k = n
      uniform_r n           == n/k for successes, -n/(n - k) for failures
      uniform_r_zero n      == the same, 0 if dead
      plateau_r n           == (r - k/n) e(k/n) / (k/n (1 - k/n)) with e(x) = sd(max(x, 1/2)),
                               sd(x) = sqrt(x (1 - x)); -e(0) = -1/2 at k = 0, e(1) = 0 at k = n
      pass_at_k m n         == m C(n - k, m - 1) / C(n - 1, m - 1) for successes, 0 for failures *)

From Coq Require Import Reals Bool Arith Lia.
From Counterweight Require Import Foundations.Distribution Foundations.Bernstein.
From Counterweight Require Import EffectiveWeights.EffectiveWeight.
Open Scope R_scope.

Definition rate (n k : nat) : R := INR k / INR n.

Definition dead (n k : nat) : bool := (k =? 0)%nat || (k =? n)%nat.

Definition unless_dead (n : nat) (A : advantage_rule) : advantage_rule :=
  fun r k => if dead n k then 0 else A r k.

Definition constant_baseline (b : R) : advantage_rule := fun r _ => indicator r - b.

Definition group_mean (n : nat) : advantage_rule := fun r k => indicator r - rate n k.

Definition leave_one_out (n : nat) : advantage_rule :=
  fun r k =>
    if (n =? 1)%nat then indicator r else indicator r - (INR k - indicator r) / (INR n - 1).

Lemma leave_one_out_of_two_or_more n r k : (2 <= n)%nat ->
  leave_one_out n r k = indicator r - (INR k - indicator r) / (INR n - 1).
Proof. intros Hn. unfold leave_one_out. destruct (Nat.eqb_spec n 1); [lia|reflexivity]. Qed.

Definition population_deviation (n k : nat) : R := sqrt (rate n k * (1 - rate n k)).

Definition sample_deviation (n k : nat) : R :=
  sqrt (INR n / (INR n - 1) * (rate n k * (1 - rate n k))).

Definition grpo (n : nat) : advantage_rule :=
  unless_dead n (fun r k => (indicator r - rate n k) / population_deviation n k).

Definition grpo_sample (n : nat) : advantage_rule :=
  unless_dead n (fun r k => (indicator r - rate n k) / sample_deviation n k).

Definition grpo_epsilon (n : nat) (epsilon : R) : advantage_rule :=
  unless_dead n (fun r k => (indicator r - rate n k) / (population_deviation n k + epsilon)).

Definition grpo_sample_epsilon (n : nat) (epsilon : R) : advantage_rule :=
  unless_dead n (fun r k => (indicator r - rate n k) / (sample_deviation n k + epsilon)).

Definition raft (n : nat) : advantage_rule := fun r k => if r then INR n / INR k else 0.

Definition reinforce_rej (b : R) (n : nat) : advantage_rule := unless_dead n (constant_baseline b).

Definition maxrl (n : nat) : advantage_rule :=
  fun r k => if (k =? 0)%nat then 0 else (indicator r - rate n k) / rate n k.

Definition linear_r (n : nat) : advantage_rule :=
  fun r k => if (k =? 0)%nat then -1 else (indicator r - rate n k) / rate n k.

Definition sqrt_r (n : nat) : advantage_rule :=
  fun r k =>
    if (k =? 0)%nat then -1
    else if (k =? n)%nat then 0
    else (indicator r - rate n k) / (rate n k * sqrt (1 - rate n k)).

Definition uniform_r (n : nat) : advantage_rule :=
  fun r k => if r then / rate n k else - / (1 - rate n k).

Definition uniform_r_zero (n : nat) : advantage_rule := unless_dead n (uniform_r n).

Definition plateau_r (n : nat) : advantage_rule :=
  fun r k =>
    let deviation := if (n <=? 2 * k)%nat then population_deviation n k else 1 / 2 in
    if (k =? 0)%nat then - deviation
    else if (k =? n)%nat then deviation
    else (indicator r - rate n k) * deviation / (rate n k * (1 - rate n k)).

Definition pass_at_k (m n : nat) : advantage_rule :=
  fun r k =>
    if r then INR m * IZR (choose (n - k) (m - 1)) / IZR (choose (n - 1) (m - 1)) else 0.
