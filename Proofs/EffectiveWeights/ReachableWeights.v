(** * Which weights a group can reach

    The effective weights of groups of n are exactly the polynomials of degree at most n - 1, they
    determine the coefficients w_j, and none has a pole (result 2.3 of docs/theory.md).

    Results
      effective_weight_is_polynomial == Omega_n(p) = a_0 + a_1 p + ... + a_(n-1) p^(n-1)
      every_polynomial_is_an_effective_weight == and every such polynomial is that of some rule
      reachable_weights_are_the_polynomials_of_degree_below_group_size == both
      effective_weight_determines_coefficients
        == rules of one weight on any interval have the same w_j
      effective_weight_is_bounded_by_largest_coefficient == |Omega_n| <= max |w_j|
      no_finite_group_has_the_weight_one_over_rho == no Omega_n is 1/rho near 0 *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Rbar Hierarchy Derive.
From Counterweight Require Import Foundations.FiniteSum Foundations.Bernstein.
From Counterweight Require Import EffectiveWeights.EffectiveWeight.
From Counterweight Require Import EffectiveWeights.WeightsOfRules.
From Counterweight Require Import EffectiveWeights.ImplicitObjective.
Open Scope R_scope.

(** ** Polynomials *)

Lemma binomial_expectation_is_polynomial n : forall f : nat -> R,
  exists a : nat -> R, forall p,
    binomial_expectation n p f = sum_below (S n) (fun i => a i * p ^ i).
Proof.
  induction n as [|n IH]; intros f.
  - exists f. intros p. unfold binomial_expectation, bernstein. simpl. ring.
  - destruct (IH (fun k => f (S k))) as [a Ha]. destruct (IH f) as [b Hb].
    exists (fun i => (if Nat.ltb n i then 0 else b i)
      + match i with O => 0 | S j => a j - b j end).
    intros p. rewrite binomial_expectation_step, Ha, Hb.
    transitivity (sum_below (S (S n)) (fun i => (if Nat.ltb n i then 0 else b i) * p ^ i)
      + sum_below (S (S n)) (fun i => match i with O => 0 | S j => a j - b j end * p ^ i)).
    + rewrite (sum_below_shift (S n) (fun i => match i with O => 0 | S j => a j - b j end * p ^ i)).
      rewrite (sum_below_ext _ (fun j => (a j - b j) * p ^ S j)
        (fun j => p * (a j * p ^ j) - p * (b j * p ^ j))) by (intros; simpl; ring).
      rewrite sum_below_minus, !sum_below_scal.
      change (sum_below (S (S n)) (fun i => (if Nat.ltb n i then 0 else b i) * p ^ i)) with
        (sum_below (S n) (fun i => (if Nat.ltb n i then 0 else b i) * p ^ i)
         + (if Nat.ltb n (S n) then 0 else b (S n)) * p ^ S n).
      rewrite (proj2 (Nat.ltb_lt n (S n))) by lia.
      rewrite (sum_below_ext (S n) (fun i => (if Nat.ltb n i then 0 else b i) * p ^ i)
        (fun i => b i * p ^ i)); [ring|].
      intros i Hi. rewrite (proj2 (Nat.ltb_ge n i)) by lia. reflexivity.
    + rewrite <- sum_below_plus. apply sum_below_ext. intros i _. ring.
Qed.

(** p^i is the combination sum_j C(j, i)/C(n, i) B_(j,n) of the Bernstein basis, for i <= n. *)
Lemma expected_choices_among_successes n p : forall i,
  binomial_expectation n p (fun j => IZR (choose j i)) = IZR (choose n i) * p ^ i.
Proof.
  induction n as [|n IH]; intros i.
  - unfold binomial_expectation, bernstein. destruct i; simpl; ring.
  - rewrite binomial_expectation_step, IH. destruct i as [|i].
    + rewrite (binomial_expectation_ext _ _ _ (fun _ => 1)) by (intros; now rewrite choose_O).
      rewrite binomial_expectation_const, !choose_O. simpl. ring.
    + rewrite (binomial_expectation_ext _ _ (fun k => IZR (choose (S k) (S i)))
        (fun k => IZR (choose k i) + IZR (choose k (S i))))
        by (intros; rewrite choose_pascal; apply plus_IZR).
      rewrite binomial_expectation_plus, !IH, choose_pascal, plus_IZR. simpl pow. ring.
Qed.

Lemma binomial_expectation_sum_below n p m (f : nat -> nat -> R) :
  binomial_expectation n p (fun k => sum_below m (fun i => f i k)) =
  sum_below m (fun i => binomial_expectation n p (f i)).
Proof.
  induction m as [|m IH]; cbn [sum_below]; [apply binomial_expectation_const|].
  now rewrite binomial_expectation_plus, IH.
Qed.

(** Result 2.3: the effective weight of every rule is a polynomial of degree at most n - 1. *)
Theorem effective_weight_is_polynomial (A : advantage_rule) n :
  exists a : nat -> R, forall p, effective_weight n A p = sum_below n (fun i => a i * p ^ i).
Proof.
  destruct n as [|n]; [exists (fun _ => 0); reflexivity|].
  destruct (binomial_expectation_is_polynomial n (bernstein_coefficient A)) as [a Ha].
  exists a. intros p. now rewrite effective_weight_as_expectation.
Qed.

(** Result 2.3: a_0 + a_1 rho + ... + a_(n-1) rho^(n-1) is the weight of the rule that rewards
    successes by A(1, j + 1) = sum_i a_i C(j, i)/C(n - 1, i) and failures by 0. *)
Theorem every_polynomial_is_an_effective_weight (a : nat -> R) n p :
  effective_weight n (fun r k => if r then
      sum_below n (fun i => a i * IZR (choose (k - 1) i) / IZR (choose (n - 1) i)) else 0) p =
  sum_below n (fun i => a i * p ^ i).
Proof.
  destruct n as [|n]; [reflexivity|]. rewrite effective_weight_as_expectation.
  unfold bernstein_coefficient. replace (S n - 1)%nat with n by lia.
  rewrite (binomial_expectation_ext _ _ _ (fun j => sum_below (S n) (fun i =>
    a i / IZR (choose n i) * IZR (choose j i)))).
  - rewrite (binomial_expectation_sum_below n p (S n)
      (fun i j => a i / IZR (choose n i) * IZR (choose j i))).
    apply sum_below_ext. intros i Hi.
    rewrite binomial_expectation_scal, expected_choices_among_successes.
    pose proof (choose_positive n i ltac:(lia)). field. lra.
  - intros j _. rewrite Rminus_0_r. replace (S j - 1)%nat with j by lia.
    apply sum_below_ext. intros i _. unfold Rdiv. ring.
Qed.

(** Result 2.3: a group of n reaches exactly the polynomials of degree at most n - 1, where two
    functions of rho are the same if they agree at every real rho, that is as polynomials. *)
Theorem reachable_weights_are_the_polynomials_of_degree_below_group_size n (Omega : R -> R) :
  (exists A : advantage_rule, forall p, effective_weight n A p = Omega p) <->
  (exists a : nat -> R, forall p, Omega p = sum_below n (fun i => a i * p ^ i)).
Proof.
  split.
  - intros [A HA]. destruct (effective_weight_is_polynomial A n) as [a Ha].
    exists a. intros p. now rewrite <- HA.
  - intros [a Ha]. eexists. intros p. rewrite Ha. apply every_polynomial_is_an_effective_weight.
Qed.

(** ** The coefficients *)

Lemma binomial_expectation_vanishes n a b : a < b -> forall f : nat -> R,
  (forall p, a < p < b -> binomial_expectation n p f = 0) -> forall j, (j <= n)%nat -> f j = 0.
Proof.
  intros Hab. set (m := (a + b) / 2). assert (Hm : a < m < b) by (unfold m; lra).
  induction n as [|n IH]; intros f H j Hj.
  - specialize (H m Hm). unfold binomial_expectation, bernstein in H. simpl in H.
    replace j with 0%nat by lia. lra.
  - assert (Hsteps : forall i, (i <= n)%nat -> f (S i) - f i = 0).
    { apply (IH (fun i => f (S i) - f i)). intros p Hp.
      assert (Hd : is_derive (fun x => binomial_expectation (S n) x f) p 0).
      { apply (is_derive_ext_loc (fun _ : R => 0)); [|apply (is_derive_const 0 p)].
        apply (locally_interval _ p a b); [apply Hp|apply Hp|]. intros y Ha Hb.
        symmetry. apply H. split; assumption. }
      apply is_derive_unique in Hd.
      rewrite (is_derive_unique _ _ _ (is_derive_binomial_expectation n f p)) in Hd.
      apply Rmult_integral in Hd as [Hd|Hd]; [|exact Hd].
      exfalso. revert Hd. apply not_0_INR. lia. }
    assert (Hconstant : forall i, (i <= S n)%nat -> f i = f 0%nat).
    { induction i as [|i IHi]; intros Hi; [reflexivity|].
      rewrite <- IHi by lia. specialize (Hsteps i ltac:(lia)). lra. }
    rewrite Hconstant by assumption. rewrite <- (H m Hm).
    rewrite (binomial_expectation_ext _ _ f (fun _ => f 0%nat)) by assumption.
    now rewrite binomial_expectation_const.
Qed.

(** Result 2.3: two rules have the same effective weight on an interval a < rho < b if and only if
    they have the same coefficients w_0, ..., w_(n-1); so on one interval if and only if on all. *)
Theorem effective_weight_determines_coefficients (A B : advantage_rule) n a b : a < b ->
  (forall p, a < p < b -> effective_weight n A p = effective_weight n B p) <->
  (forall j, (j < n)%nat -> bernstein_coefficient A j = bernstein_coefficient B j).
Proof.
  intros Hab. split.
  - destruct n as [|n]; [lia|]. intros H j Hj. apply Rminus_diag_uniq.
    apply (binomial_expectation_vanishes n a b Hab
      (fun i => bernstein_coefficient A i - bernstein_coefficient B i)); [|lia].
    intros p Hp. rewrite binomial_expectation_minus, <- !effective_weight_as_expectation.
    rewrite H by exact Hp. ring.
  - intros H p _. apply sum_below_ext. intros j Hj. now rewrite H.
Qed.

(** ** No poles *)

(** Result 2.3: |Omega_n(rho)| is at most the largest |w_j|. *)
Theorem effective_weight_is_bounded_by_largest_coefficient (A : advantage_rule) n p M :
  (1 <= n)%nat -> 0 <= p <= 1 ->
  (forall j, (j < n)%nat -> Rabs (bernstein_coefficient A j) <= M) ->
  Rabs (effective_weight n A p) <= M.
Proof.
  destruct n as [|n]; [lia|]. intros _ Hp H. rewrite effective_weight_as_expectation.
  assert (Hw : forall j, (j <= n)%nat -> - M <= bernstein_coefficient A j <= M).
  { intros j Hj. specialize (H j ltac:(lia)). unfold Rabs in H.
    destruct (Rcase_abs (bernstein_coefficient A j)); lra. }
  apply Rabs_le. split.
  - apply Rle_trans with (binomial_expectation n p (fun _ => - M)).
    + rewrite binomial_expectation_const. lra.
    + apply binomial_expectation_le; [assumption|]. intros j Hj. now apply Hw.
  - apply Rle_trans with (binomial_expectation n p (fun _ => M)).
    + apply binomial_expectation_le; [assumption|]. intros j Hj. now apply Hw.
    + rewrite binomial_expectation_const. lra.
Qed.

Lemma term_below_sum n (f : nat -> R) j :
  (forall i, 0 <= f i) -> (j < n)%nat -> f j <= sum_below n f.
Proof.
  intros Hf. induction n as [|n IH]; intros Hj; [lia|]. cbn [sum_below]. pose proof (Hf n).
  destruct (Nat.eq_dec j n) as [->|].
  - pose proof (sum_below_nonneg n f (fun i _ => Hf i)). lra.
  - specialize (IH ltac:(lia)). lra.
Qed.

(** Result 2.3: no rule of a finite group has the weight 1/rho, however near to 0 one looks. *)
Theorem no_finite_group_has_the_weight_one_over_rho (A : advantage_rule) n delta :
  (1 <= n)%nat -> 0 < delta -> ~ (forall p, 0 < p < delta -> effective_weight n A p = 1 / p).
Proof.
  intros Hn Hdelta H.
  set (M := sum_below n (fun j => Rabs (bernstein_coefficient A j))).
  assert (HM : 0 <= M) by (apply sum_below_nonneg; intros; apply Rabs_pos).
  set (p := Rmin delta 1 / (M + 2)).
  assert (Hmin : 0 < Rmin delta 1) by (apply Rmin_glb_lt; lra).
  assert (Hp : p * (M + 2) = Rmin delta 1) by (unfold p; field; lra).
  pose proof (Rmin_l delta 1). pose proof (Rmin_r delta 1).
  assert (0 < p) by (apply Rdiv_lt_0_compat; lra).
  assert (p < delta) by nra. assert (p <= 1) by nra.
  assert (Hbound : Rabs (effective_weight n A p) <= M).
  { apply effective_weight_is_bounded_by_largest_coefficient; [assumption|lra|].
    intros j Hj. apply (term_below_sum n (fun i => Rabs (bernstein_coefficient A i)));
      [intros; apply Rabs_pos|assumption]. }
  rewrite H in Hbound by lra. pose proof (Rle_abs (1 / p)).
  assert (1 / p * p = 1) by (field; lra). nra.
Qed.
