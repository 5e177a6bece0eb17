(** * Enclosures of real numbers by decimal digits

    What a certified reference number says, and how it is proved. The digits are found elsewhere;
    only the proofs here vouch for them.

    Definitions
      encloses digits places x == x rounds to digits / 10^places: they differ by at most half a
        unit of the last decimal place
      pascal_row n == the binomial coefficients C(n, 0), ..., C(n, n), made row by row
      row_sum row j f == f c0 j + f c1 (j + 1) + ... over the members of the row
      success_numerators n a b == C(n, j) a^j (b - a)^(n - j) for j = 0, ..., n
    Results
      choose_is_pascal_entry == the members of pascal_row n are the binomial coefficients
      bernstein_at_fraction  == at a/b, Bernstein polynomials are success_numerators over b^n
      binomial_expectation_at_fraction, effective_weight_at_fraction == so expectations and
        effective weights are sums with integers
    Tactics
      evaluate_expectations == applies that, with the integers computed
      expand   == unfolds rules and finite sums to arithmetic
      enclose  == proves [encloses digits places x] for weights, objectives and coefficients
      rational == proves that such an x equals a fraction *)

From Coq Require Import Reals List Lra Lia ZArith FunctionalExtensionality.
From Interval Require Import Tactic.
From Counterweight Require Import Foundations.FiniteSum Foundations.Bernstein.
From Counterweight Require Import EffectiveWeights.EffectiveWeight.
From Counterweight Require Import EffectiveWeights.ImplicitObjective.
Import ListNotations.
Open Scope R_scope.

Definition encloses (digits : Z) (places : nat) (x : R) : Prop :=
  Rabs (x - IZR digits / 10 ^ places) <= / (2 * 10 ^ places).

(** ** Binomial coefficients in linear time for each row *)

Fixpoint next_row (left : Z) (row : list Z) : list Z :=
  match row with
  | [] => [left]
  | c :: rest => (left + c)%Z :: next_row c rest
  end.

Fixpoint pascal_row (n : nat) : list Z :=
  match n with
  | O => [1%Z]
  | S m => next_row 0 (pascal_row m)
  end.

Fixpoint row_sum (row : list Z) (j : nat) (f : Z -> nat -> R) : R :=
  match row with
  | [] => 0
  | c :: rest => f c j + row_sum rest (S j) f
  end.

Lemma nth_next_row row : forall left k,
  nth k (next_row left row) 0%Z =
  (match k with O => left | S j => nth j row 0 end + nth k row 0)%Z.
Proof.
  induction row as [|c rest IH]; intros left [|k]; cbn [next_row nth]; try lia.
  rewrite IH. destruct k; cbn [nth]; lia.
Qed.

Lemma choose_is_pascal_entry n : forall k, choose n k = nth k (pascal_row n) 0%Z.
Proof.
  induction n as [|n IH]; intros k.
  - destruct k as [|[|k]]; reflexivity.
  - cbn [pascal_row]. rewrite nth_next_row, <- IH. destruct k as [|k].
    + rewrite !choose_O. reflexivity.
    + rewrite <- IH. reflexivity.
Qed.

Lemma pascal_row_length n : length (pascal_row n) = S n.
Proof.
  assert (H : forall row left, length (next_row left row) = S (length row)).
  { induction row as [|c rest IH]; intros left; simpl; [|rewrite IH]; reflexivity. }
  induction n as [|n IH]; simpl; [|rewrite H, IH]; reflexivity.
Qed.

Lemma row_sum_is_sum_below row f : forall j,
  row_sum row j f = sum_below (length row) (fun i => f (nth i row 0%Z) (j + i)%nat).
Proof.
  induction row as [|c rest IH]; intros j; [reflexivity|].
  cbn [row_sum length]. rewrite IH, sum_below_shift, Nat.add_0_r. f_equal.
  apply sum_below_ext. intros i _. cbn [nth]. f_equal. lia.
Qed.

(** C(n, j) a^j (b - a)^(n - j), in order of j: the numerators of the Bernstein basis at a/b. *)
Definition success_numerators (n : nat) (a b : Z) : list Z :=
  map (fun jc => (snd jc * (a ^ Z.of_nat (fst jc) * (b - a) ^ Z.of_nat (n - fst jc)))%Z)
    (combine (seq 0 (S n)) (pascal_row n)).

Lemma nth_success_numerators n a b j : (j <= n)%nat ->
  nth j (success_numerators n a b) 0%Z =
  (choose n j * (a ^ Z.of_nat j * (b - a) ^ Z.of_nat (n - j)))%Z.
Proof.
  intros Hj. unfold success_numerators.
  set (f := fun jc : nat * Z => _).
  assert (Hl : length (combine (seq 0 (S n)) (pascal_row n)) = S n)
    by (rewrite combine_length, seq_length, pascal_row_length; lia).
  rewrite (nth_indep _ 0%Z (f (0%nat, 0%Z))) by (rewrite map_length, Hl; lia).
  rewrite map_nth, combine_nth by (rewrite seq_length, pascal_row_length; reflexivity).
  rewrite seq_nth by lia. rewrite <- choose_is_pascal_entry. reflexivity.
Qed.

Lemma bernstein_at_fraction n j a b : (0 < b)%Z -> (j <= n)%nat ->
  bernstein n j (IZR a / IZR b) = IZR (nth j (success_numerators n a b) 0%Z) / IZR (b ^ Z.of_nat n).
Proof.
  intros Hb Hj. assert (Hb' : IZR b <> 0) by (apply not_0_IZR; lia).
  rewrite nth_success_numerators by assumption. unfold bernstein.
  replace (1 - IZR a / IZR b) with (IZR (b - a) / IZR b) by (rewrite minus_IZR; field; assumption).
  assert (Hn : IZR b ^ n = IZR b ^ j * IZR b ^ (n - j)) by (rewrite <- pow_add; f_equal; lia).
  unfold Rdiv. rewrite !Rpow_mult_distr, !mult_IZR, <- !pow_IZR, !pow_inv, Hn, Rinv_mult. ring.
Qed.

(** The expectation over k ~ Bin(n, a/b), with integers alone but for the values f k. *)
Lemma binomial_expectation_at_fraction n a b f row power : (0 < b)%Z ->
  success_numerators n a b = row -> (b ^ Z.of_nat n)%Z = power ->
  binomial_expectation n (IZR a / IZR b) f = row_sum row 0 (fun c k => IZR c * f k) / IZR power.
Proof.
  intros Hb <- <-. rewrite row_sum_is_sum_below.
  assert (Hl : length (success_numerators n a b) = S n).
  { unfold success_numerators.
    rewrite map_length, combine_length, seq_length, pascal_row_length. lia. }
  rewrite Hl. unfold Rdiv at 2. rewrite Rmult_comm, <- sum_below_scal.
  apply sum_below_ext. intros k Hk. rewrite bernstein_at_fraction by lia.
  cbn [plus]. unfold Rdiv. ring.
Qed.

Lemma effective_weight_at_fraction n A a b row power : (1 <= n)%nat -> (0 < b)%Z ->
  success_numerators (n - 1) a b = row -> (b ^ Z.of_nat (n - 1))%Z = power ->
  effective_weight n A (IZR a / IZR b) =
  row_sum row 0 (fun c j => IZR c * bernstein_coefficient A j) / IZR power.
Proof.
  destruct n as [|n]; [lia|intros _]. rewrite effective_weight_as_expectation.
  replace (S n - 1)%nat with n by lia. apply binomial_expectation_at_fraction.
Qed.

Lemma INR_is_IZR : INR = fun n => IZR (Z.of_nat n).
Proof. apply functional_extensionality. exact INR_IZR_INZ. Qed.

(** ** Tactics *)

Ltac compute_or_lia := first [vm_compute; reflexivity | lia].

Ltac evaluate_expectations :=
  repeat match goal with
  | |- context [effective_weight ?n ?A (IZR ?a / IZR ?b)] =>
      let row := eval vm_compute in (success_numerators (n - 1) a b) in
      let power := eval vm_compute in (b ^ Z.of_nat (n - 1))%Z in
      rewrite (effective_weight_at_fraction n A a b row power) by compute_or_lia
  | |- context [binomial_expectation ?n (IZR ?a / IZR ?b) ?f] =>
      let row := eval vm_compute in (success_numerators n a b) in
      let power := eval vm_compute in (b ^ Z.of_nat n)%Z in
      rewrite (binomial_expectation_at_fraction n a b f row power) by compute_or_lia
  end.

Ltac expand :=
  cbv -[choose row_sum sum_below Rplus Rminus Rmult Rdiv Ropp Rinv Rabs Rle IZR INR pow sqrt];
  rewrite ?INR_is_IZR;
  cbv -[Rplus Rminus Rmult Rdiv Ropp Rinv Rabs Rle IZR pow sqrt].

Ltac enclose :=
  unfold encloses, implicit_objective; evaluate_expectations; expand; interval with (i_prec 150).

Ltac rational :=
  unfold implicit_objective; evaluate_expectations; expand; field.
