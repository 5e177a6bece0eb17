(** * A baseline that is independent of the own rollout

    Any number that is computed from the other rollouts of the group can be subtracted from a
    rollout's reward: the expected group gradient stays the gradient of the success rate. With the
    own rollout left out, no weighted mean is biased (results 1.8 and 1.9 of docs/theory.md). An
    instance is in GroupExamples.v.

    More generally the baseline of a rollout can be any random variable, in any joint law of
    rollouts and baselines, as long as it is independent of that rollout (result 1.0). It can depend
    on the own reward as a function does: the example is r_1 xor r_2 at the success rate 1/2.

    Definitions
      baseline_gradient b r s g == (1/n) sum_i (r_i - b(others of i)) s_i over the group g
      has_law J y P             == the random response y on the sample space of J has the law P
      independent_in J b y      == P(b in U and y in V) = P(b in U) P(y in V) for all events U, V
      is_value v x              == x = v, as an event
      jointly_drawn_gradient n b r s y == (1/n) sum_i (r_i - b_i) s_i over random rollouts y_i with
        random baselines b_i
    Results
      baseline_of_the_others_keeps_expected_gradient == E (1/n) sum_i (r_i - b(others)) s_i
                                                        = grad rho for every function b
      baseline_independent_of_the_response_keeps_mean == E[(r - b) s] = E[r s] for a random b that
        is independent of the response
      baselines_independent_of_the_own_rollout_keep_expected_gradient ==
        E (1/n) sum_i (r_i - b_i) s_i = grad rho if each b_i is so *)

From Coq Require Import Reals List Bool Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Group EffectiveWeights.EffectiveWeight.
Import ListNotations.
Open Scope R_scope.

Definition baseline_gradient {Y : Type} (b : list Y -> R) (r : Y -> bool) (s : Y -> R)
    (g : list Y) : R :=
  group_mean_of g (fun y others => (indicator (r y) - b others) * s y).

(** Results 1.8 and 1.9: E (1/n) sum_i (r_i - b(others of i)) s_i = grad rho for n >= 1 independent
    rollouts of any finite policy and any function b of the other rollouts. *)
Theorem baseline_of_the_others_keeps_expected_gradient {Y : Type} (P : distribution Y)
    (r : Y -> bool) (s : Y -> R) (b : list Y -> R) n :
  expectation P s = 0 -> (1 <= n)%nat ->
  expectation (iid P n) (baseline_gradient b r s) = success_gradient P r s.
Proof.
  intros Hs Hn. destruct n as [|n]; [lia|]. unfold baseline_gradient.
  rewrite expectation_group_mean.
  rewrite (expectation_ext _ _ (fun y =>
    indicator (r y) * s y - expectation (iid P n) b * s y)).
  - rewrite expectation_minus, expectation_scal, Hs. unfold success_gradient. ring.
  - intros y. rewrite expectation_scal_r, expectation_minus, expectation_const.
    change (expectation (iid P n) (fun g => b g)) with (expectation (iid P n) b). ring.
Qed.

(** ** Any joint law of rollouts and baselines *)

Definition has_law {Z Y : Type} (J : distribution Z) (y : Z -> Y) (P : distribution Y) : Prop :=
  forall f : Y -> R, expectation J (fun z => f (y z)) = expectation P f.

Definition independent_in {Z Y : Type} (J : distribution Z) (b : Z -> R) (y : Z -> Y) : Prop :=
  forall (U : R -> bool) (V : Y -> bool),
    success_rate J (fun z => U (b z) && V (y z)) =
    success_rate J (fun z => U (b z)) * success_rate J (fun z => V (y z)).

Definition jointly_drawn_gradient {Z Y : Type} (n : nat) (b : nat -> Z -> R) (r : Y -> bool)
    (s : Y -> R) (y : nat -> Z -> Y) (z : Z) : R :=
  / INR n * sum_below n (fun i => (indicator (r (y i z)) - b i z) * s (y i z)).

Definition is_value (v x : R) : bool := if Req_EM_T x v then true else false.

Lemma value_as_sum (l : list R) (x : R) : NoDup l -> In x l ->
  sum l (fun v => v * indicator (is_value v x)) = x.
Proof.
  induction 1 as [|v l Hv _ IH]; intros Hx; [destruct Hx|]. cbn [sum]. unfold is_value at 1.
  destruct (Req_EM_T x v) as [->|Hne]; cbn [indicator].
  - rewrite (sum_ext_in l _ (fun _ => 0)), sum_const; [ring|]. intros u Hu. unfold is_value.
    destruct (Req_EM_T v u) as [->|_]; [now elim Hv|cbn [indicator]; ring].
  - destruct Hx as [->|Hx]; [now elim Hne|]. rewrite IH by exact Hx. ring.
Qed.

Section JointLaw.

  Context {Z Y : Type} (J : distribution Z).

  Lemma expectation_by_values (x : Z -> R) (f : Z -> R) :
    expectation J (fun z => x z * f z) =
    sum (nodup Req_EM_T (map x (support J))) (fun v =>
      v * expectation J (fun z => indicator (is_value v (x z)) * f z)).
  Proof.
    rewrite (sum_ext _ _ (fun v => expectation J (fun z =>
      v * (indicator (is_value v (x z)) * f z)))) by (intros; now rewrite expectation_scal).
    rewrite <- expectation_sum. apply expectation_ext_in. intros z Hz.
    rewrite (sum_ext _ _ (fun v => v * indicator (is_value v (x z)) * f z)) by (intros; ring).
    rewrite sum_scal_r, value_as_sum; [reflexivity|apply NoDup_nodup|].
    now apply nodup_In, in_map.
  Qed.

  (** Events suffice: E[b s(y)] = E b E s(y). *)
  Lemma expectation_of_independent_product (b : Z -> R) (y : Z -> Y) (s : Y -> R) :
    independent_in J b y ->
    expectation J (fun z => b z * s (y z)) = expectation J b * expectation J (fun z => s (y z)).
  Proof.
    intros H.
    assert (Hevent : forall U : R -> bool,
      expectation J (fun z => indicator (U (b z)) * s (y z)) =
      success_rate J (fun z => U (b z)) * expectation J (fun z => s (y z))).
    { intros U. rewrite (expectation_ext J (fun z => indicator (U (b z)) * s (y z))
        (fun z => s (y z) * indicator (U (b z)))) by (intros; ring).
      rewrite (expectation_ext J (fun z => s (y z)) (fun z => s (y z) * 1)) by (intros; ring).
      rewrite !expectation_by_values, <- sum_scal. apply sum_ext. intros v.
      specialize (H U (fun c => is_value v (s c))). unfold success_rate in H.
      rewrite (expectation_ext J (fun z => indicator (is_value v (s (y z))) * indicator (U (b z)))
        (fun z => indicator (U (b z) && is_value v (s (y z)))))
        by (intros z; destruct (U (b z)), (is_value v (s (y z))); cbn [indicator andb]; ring).
      rewrite H. rewrite (expectation_ext J (fun z => indicator (is_value v (s (y z))) * 1)
        (fun z => indicator (is_value v (s (y z))))) by (intros; ring). unfold success_rate. ring. }
    rewrite (expectation_ext J b (fun z => b z * 1)) by (intros; ring).
    rewrite !expectation_by_values, <- sum_scal_r. apply sum_ext. intros v.
    rewrite (Hevent (is_value v)). unfold success_rate.
    rewrite (expectation_ext J (fun z => indicator (is_value v (b z)) * 1)
      (fun z => indicator (is_value v (b z)))) by (intros; ring). ring.
  Qed.

  Context (P : distribution Y) (r : Y -> bool) (s : Y -> R).
  Hypothesis score_has_mean_zero : expectation P s = 0.

  (** Result 1.0: E[(r - b) s] = E[r s] for every random b that is independent of the response. *)
  Theorem baseline_independent_of_the_response_keeps_mean (y : Z -> Y) (b : Z -> R) :
    has_law J y P -> independent_in J b y ->
    expectation J (fun z => (indicator (r (y z)) - b z) * s (y z)) = success_gradient P r s.
  Proof.
    intros Hlaw Hindependent.
    rewrite (expectation_ext J _ (fun z => indicator (r (y z)) * s (y z) - b z * s (y z)))
      by (intros; ring).
    rewrite expectation_minus, (expectation_of_independent_product b y s Hindependent).
    rewrite (Hlaw s), (Hlaw (fun c => indicator (r c) * s c)), score_has_mean_zero.
    unfold success_gradient. ring.
  Qed.

  (** Result 1.0 for n >= 1 rollouts of one policy, drawn jointly with their baselines in any way:
      E (1/n) sum_i (r_i - b_i) s_i = grad rho if each b_i is independent of rollout i. *)
  Theorem baselines_independent_of_the_own_rollout_keep_expected_gradient (n : nat)
      (y : nat -> Z -> Y) (b : nat -> Z -> R) :
    (1 <= n)%nat -> (forall i, (i < n)%nat -> has_law J (y i) P) ->
    (forall i, (i < n)%nat -> independent_in J (b i) (y i)) ->
    expectation J (jointly_drawn_gradient n b r s y) = success_gradient P r s.
  Proof.
    intros Hn Hlaw Hindependent. unfold jointly_drawn_gradient.
    rewrite expectation_scal,
      (expectation_sum_below J n (fun i z => (indicator (r (y i z)) - b i z) * s (y i z))).
    rewrite (sum_below_ext n _ (fun _ => success_gradient P r s)), sum_below_const.
    - field. apply not_0_INR. lia.
    - intros i Hi. apply baseline_independent_of_the_response_keeps_mean; auto.
  Qed.

End JointLaw.

(** Two rollouts of a fair coin that succeeds with heads. The baseline r_1 xor r_2 of both is a
    function of the own reward and the other's, and yet independent of the own rollout. *)
Definition fair_coin : distribution bool.
Proof.
  refine {| support := [true; false]; probability := fun _ => / 2 |};
    [intros; lra|simpl; lra].
Defined.

Definition two_coins : distribution (bool * bool).
Proof.
  refine {| support := list_prod [true; false] [true; false]; probability := fun _ => / 4 |};
    [intros; lra|simpl; lra].
Defined.

Definition coin (i : nat) (z : bool * bool) : bool := match i with O => fst z | _ => snd z end.

Definition xor_baseline (i : nat) (z : bool * bool) : R := indicator (xorb (fst z) (snd z)).

Example xor_baseline_is_independent (i : nat) :
  has_law two_coins (coin i) fair_coin /\ independent_in two_coins (xor_baseline i) (coin i).
Proof.
  split.
  - intros f. unfold expectation, coin. destruct i; simpl; field.
  - intros U V. unfold success_rate, expectation, xor_baseline, coin.
    destruct i; simpl; destruct (U 1), (U 0), (V true), (V false); simpl; field.
Qed.

Example xor_baseline_keeps_expected_gradient :
  expectation two_coins (jointly_drawn_gradient 2 xor_baseline (fun y => y)
    (fun y => indicator y - / 2) coin) = / 4.
Proof.
  rewrite (baselines_independent_of_the_own_rollout_keep_expected_gradient two_coins fair_coin).
  - unfold success_gradient, expectation. simpl. field.
  - unfold expectation. simpl. field.
  - lia.
  - intros i _. apply xor_baseline_is_independent.
  - intros i _. apply xor_baseline_is_independent.
Qed.
