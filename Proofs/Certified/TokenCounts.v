(** * Expectations over the four counts of a group

    In a group of n rollouts a token leaves four counts: its successes and failures, and those of
    the rollouts without it. If the four outcomes have the probabilities a/D, b/D, c/D and d/D,
    expectations are sums of multinomial terms with integers, one for every number k of successes.

    Definitions
      pascal n h            == sum_k C(n, k) h(k, n - k)
      pascal_numerator n h  == the same with integers
      count_numerator n k a b c d F == C(n, k) sum_x C(k, x) a^x c^(k-x)
        sum_y C(n-k, y) b^y d^(n-k-y) F x y (k-x) (n-k-y)
      count_numerators n a b c d F  == these for k = 0, ..., n
      counted r uses h n weight L == h g = weight k L(x, y, z, w) with weight k > 0, in groups g
        of n with the four counts x, y, z and w
    Results
      pascal_step           == one more draw
      expectation_of_counts == E f(counts) as such a sum
      expectation_of_counted, negative_probability_of_counted, negative_mass_of_counted == E h,
        P(h < 0) and E max(-h, 0) of a counted h by their integers *)

From Coq Require Import Reals List Bool Lra Lia ZArith.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group.
From Counterweight Require Import FalsePenalties.Definitions.
From Counterweight Require Import Certified.Enclosure.
Import ListNotations.
Open Scope R_scope.

(** ** Sums with binomial coefficients *)

Definition pascal (n : nat) (h : nat -> nat -> R) : R :=
  sum_below (S n) (fun k => IZR (choose n k) * h k (n - k)%nat).

Lemma pascal_step n h :
  pascal (S n) h = pascal n (fun k m => h (S k) m) + pascal n (fun k m => h k (S m)).
Proof.
  unfold pascal. rewrite (sum_below_shift (S n)), choose_O, Nat.sub_0_r.
  rewrite (sum_below_ext _ _ (fun k => IZR (choose n k) * h (S k) (n - k)%nat
    + IZR (choose n (S k)) * h (S k) (n - k)%nat))
    by (intros; rewrite choose_pascal, plus_IZR, Nat.sub_succ; ring).
  rewrite sum_below_plus.
  assert (Htail : sum_below (S n) (fun k => IZR (choose n (S k)) * h (S k) (n - k)%nat) =
    sum_below n (fun k => IZR (choose n (S k)) * h (S k) (S (n - S k)))).
  { cbn [sum_below]. rewrite choose_above by lia. rewrite Rmult_0_l, Rplus_0_r.
    apply sum_below_ext. intros k Hk. now replace (S (n - S k)) with (n - k)%nat by lia. }
  rewrite Htail, (sum_below_shift n (fun k => IZR (choose n k) * h k (S (n - k)))).
  rewrite choose_O, Nat.sub_0_r. ring.
Qed.

Lemma pascal_ext n h h' :
  (forall k m, (k + m)%nat = n -> h k m = h' k m) -> pascal n h = pascal n h'.
Proof. intros H. apply sum_below_ext. intros k Hk. rewrite H by lia. reflexivity. Qed.

Lemma pascal_plus n h h' :
  pascal n (fun k m => h k m + h' k m) = pascal n h + pascal n h'.
Proof. unfold pascal. rewrite <- sum_below_plus. apply sum_below_ext. intros. ring. Qed.

Lemma pascal_scal n c h : pascal n (fun k m => c * h k m) = c * pascal n h.
Proof. unfold pascal. rewrite <- sum_below_scal. apply sum_below_ext. intros. ring. Qed.

Definition pascal_numerator (n : nat) (h : nat -> nat -> Z) : Z :=
  fold_right Z.add 0%Z
    (map (fun jc => (snd jc * h (fst jc) (n - fst jc)%nat)%Z)
      (combine (seq 0 (S n)) (pascal_row n))).

Lemma pascal_of_integers n h :
  pascal n (fun k m => IZR (h k m)) = IZR (pascal_numerator n h).
Proof.
  unfold pascal, pascal_numerator. rewrite <- (pascal_row_length n).
  rewrite (sum_below_ext _ _ (fun k =>
    IZR (nth k (pascal_row n) 0%Z) * IZR (h (0 + k)%nat (n - (0 + k))%nat)))
    by (intros; now rewrite choose_is_pascal_entry).
  generalize 0%nat at 1 2 3. induction (pascal_row n) as [|c row IH]; intros j; [reflexivity|].
  cbn [length seq combine map fold_right fst snd]. rewrite sum_below_shift, plus_IZR, mult_IZR.
  rewrite Nat.add_0_r, <- IH. cbn [nth]. f_equal. apply sum_below_ext. intros k _.
  now replace (S j + k)%nat with (j + S k)%nat by lia.
Qed.

(** ** Four outcomes *)

Definition count_numerator (n k : nat) (a b c d : Z) (F : nat -> nat -> nat -> nat -> Z) : Z :=
  (nth k (pascal_row n) 0 * pascal_numerator k (fun x z => a ^ Z.of_nat x * c ^ Z.of_nat z *
    pascal_numerator (n - k) (fun y w => b ^ Z.of_nat y * d ^ Z.of_nat w * F x y z w)))%Z.

(** The numerators for k = 0, ..., n. *)
Definition count_numerators (n : nat) (a b c d : Z) (F : nat -> nat -> nat -> nat -> Z) : list Z :=
  map (fun k => count_numerator n k a b c d F) (seq 0 (S n)).

Section FourOutcomes.

  Context {Y : Type} (P : distribution Y) (r uses : Y -> bool).
  Variables a b c d D : Z.
  Hypothesis positive : (0 < D)%Z.
  Hypothesis success_with :
    success_rate P (fun y => r y && uses y) = IZR a / IZR D.
  Hypothesis failure_with :
    success_rate P (fun y => negb (r y) && uses y) = IZR b / IZR D.
  Hypothesis success_without :
    success_rate P (fun y => r y && negb (uses y)) = IZR c / IZR D.
  Hypothesis failure_without :
    success_rate P (fun y => negb (r y) && negb (uses y)) = IZR d / IZR D.

  Lemma expectation_of_outcome (t s v w : R) :
    expectation P (fun y =>
      if r y then if uses y then t else v else if uses y then s else w) =
    (IZR a * t + IZR b * s + IZR c * v + IZR d * w) / IZR D.
  Proof.
    rewrite (expectation_ext _ _ (fun y =>
      t * indicator (r y && uses y) + s * indicator (negb (r y) && uses y)
      + v * indicator (r y && negb (uses y)) + w * indicator (negb (r y) && negb (uses y))))
      by (intros y; destruct (r y), (uses y); cbn [indicator andb negb]; ring).
    rewrite !expectation_plus, !expectation_scal.
    change (t * success_rate P (fun y => r y && uses y)
      + s * success_rate P (fun y => negb (r y) && uses y)
      + v * success_rate P (fun y => r y && negb (uses y))
      + w * success_rate P (fun y => negb (r y) && negb (uses y)) =
      (IZR a * t + IZR b * s + IZR c * v + IZR d * w) / IZR D).
    rewrite success_with, failure_with, success_without, failure_without.
    field. apply not_0_IZR. lia.
  Qed.

  Let term k m (f : nat -> nat -> nat -> nat -> R) : R :=
    pascal k (fun x z => IZR a ^ x * IZR c ^ z *
      pascal m (fun y w => IZR b ^ y * IZR d ^ w * f x y z w)).

  Lemma expectation_of_counts n : forall f : nat -> nat -> nat -> nat -> R,
    expectation (iid P n) (fun g => f (successes_with r uses g) (failures_with r uses g)
      (successes_without r uses g) (failures_without r uses g)) =
    pascal n (fun k m => term k m f) / IZR D ^ n.
  Proof.
    assert (HD : IZR D <> 0) by (apply not_0_IZR; lia).
    induction n as [|n IH]; intros f.
    - rewrite expectation_iid_none. unfold term, pascal. cbn [sum_below Nat.sub].
      rewrite !choose_O. unfold successes_with, failures_with, successes_without, failures_without.
      cbn [successes pow]. field.
    - rewrite expectation_iid_step, pascal_step.
      rewrite (expectation_ext _ _ (fun y =>
        if r y then
          if uses y then pascal n (fun k m => term k m (fun x y z w => f (S x) y z w)) / IZR D ^ n
          else pascal n (fun k m => term k m (fun x y z w => f x y (S z) w)) / IZR D ^ n
        else
          if uses y then pascal n (fun k m => term k m (fun x y z w => f x (S y) z w)) / IZR D ^ n
          else pascal n (fun k m => term k m (fun x y z w => f x y z (S w))) / IZR D ^ n)).
      2: { intros y. rewrite <- !IH. destruct (r y) eqn:Hr, (uses y) eqn:Hu;
             apply expectation_ext; intros g;
             unfold successes_with, failures_with, successes_without, failures_without;
             cbn [successes]; rewrite Hr, Hu; reflexivity. }
      rewrite expectation_of_outcome.
      assert (H1 : pascal n (fun k m => term (S k) m f) =
        IZR a * pascal n (fun k m => term k m (fun x y z w => f (S x) y z w))
        + IZR c * pascal n (fun k m => term k m (fun x y z w => f x y (S z) w))).
      { rewrite <- !pascal_scal, <- pascal_plus. apply pascal_ext. intros k m _. unfold term.
        rewrite pascal_step, <- !pascal_scal.
        f_equal; apply pascal_ext; intros x z _; simpl pow; ring. }
      assert (H2 : pascal n (fun k m => term k (S m) f) =
        IZR b * pascal n (fun k m => term k m (fun x y z w => f x (S y) z w))
        + IZR d * pascal n (fun k m => term k m (fun x y z w => f x y z (S w)))).
      { rewrite <- !pascal_scal, <- pascal_plus. apply pascal_ext. intros k m _. unfold term.
        rewrite <- !pascal_scal, <- pascal_plus. apply pascal_ext. intros x z _.
        rewrite pascal_step, Rmult_plus_distr_l. rewrite <- !pascal_scal.
        f_equal; apply pascal_ext; intros y w _; simpl pow; ring. }
      rewrite H1, H2. simpl pow. field. split; [apply pow_nonzero|]; exact HD.
  Qed.

  (** The same for a weight of k times an integer. *)
  Lemma expectation_of_weighted_counts n (weight : nat -> R) F :
    expectation (iid P n) (fun g => weight (successes r g) *
      IZR (F (successes_with r uses g) (failures_with r uses g)
        (successes_without r uses g) (failures_without r uses g))) =
    row_sum (count_numerators n a b c d F) 0 (fun m k => weight k * IZR m)
      / IZR (D ^ Z.of_nat n).
  Proof.
    rewrite row_sum_is_sum_below. unfold count_numerators at 1. rewrite map_length, seq_length.
    rewrite (sum_below_ext _ _ (fun k => weight k * IZR (count_numerator n k a b c d F))).
    2: { intros k Hk. unfold count_numerators.
         rewrite (nth_indep _ 0%Z (count_numerator n 0 a b c d F))
           by (rewrite map_length, seq_length; exact Hk).
         rewrite (map_nth (fun j => count_numerator n j a b c d F)), seq_nth by exact Hk.
         reflexivity. }
    set (f x y z w := weight (x + z)%nat * IZR (F x y z w)).
    rewrite (expectation_ext _ _ (fun g => f (successes_with r uses g) (failures_with r uses g)
      (successes_without r uses g) (failures_without r uses g)))
      by (intros g; unfold f; now rewrite (successes_by_token r uses)).
    rewrite expectation_of_counts, pow_IZR. f_equal. apply sum_below_ext. intros k _.
    unfold count_numerator, term, f. rewrite mult_IZR, <- choose_is_pascal_entry.
    rewrite <- pascal_of_integers.
    rewrite (pascal_ext k _ (fun x z => weight k * IZR (a ^ Z.of_nat x * c ^ Z.of_nat z *
      pascal_numerator (n - k) (fun y w => b ^ Z.of_nat y * d ^ Z.of_nat w * F x y z w))%Z)).
    - rewrite pascal_scal. ring.
    - intros x z Hk. rewrite !mult_IZR, <- !pow_IZR, <- pascal_of_integers.
      rewrite (pascal_ext (n - k) _ (fun y w => weight k *
        IZR (b ^ Z.of_nat y * d ^ Z.of_nat w * F x y z w)%Z)).
      + rewrite pascal_scal. ring.
      + intros y w _. rewrite !mult_IZR, <- !pow_IZR, Hk. ring.
  Qed.

  (** ** Functions of a group that are a positive weight of k times an integer *)

  Definition counted (h : list Y -> R) (n : nat) (weight : nat -> R)
      (L : nat -> nat -> nat -> nat -> Z) : Prop :=
    (forall k, (k <= n)%nat -> 0 < weight k) /\
    forall g, length g = n -> h g = weight (successes r g) *
      IZR (L (successes_with r uses g) (failures_with r uses g)
        (successes_without r uses g) (failures_without r uses g)).

  Variables (h : list Y -> R) (n : nat) (weight : nat -> R) (L : nat -> nat -> nat -> nat -> Z).
  Hypothesis h_counted : counted h n weight L.

  Lemma expectation_of_counted :
    expectation (iid P n) h =
    row_sum (count_numerators n a b c d L) 0 (fun m k => weight k * IZR m) / IZR (D ^ Z.of_nat n).
  Proof.
    destruct h_counted as [_ H]. rewrite <- expectation_of_weighted_counts.
    apply expectation_iid_ext. exact H.
  Qed.

  Lemma negative_probability_of_counted :
    expectation (iid P n) (fun g => if Rlt_dec (h g) 0 then 1 else 0) =
    row_sum (count_numerators n a b c d (fun x y z w => if (L x y z w <? 0)%Z then 1 else 0)%Z)
      0 (fun m k => 1 * IZR m) / IZR (D ^ Z.of_nat n).
  Proof.
    destruct h_counted as [Hw H]. rewrite <- (expectation_of_weighted_counts n (fun _ => 1)).
    apply expectation_iid_ext. intros g Hg. rewrite (H g Hg).
    pose proof (Hw (successes r g) ltac:(rewrite <- Hg; apply successes_le_length)) as Hpos.
    set (l := L _ _ _ _). destruct (Z.ltb_spec l 0) as [Hl|Hl];
      apply IZR_lt in Hl || apply IZR_le in Hl.
    - destruct (Rlt_dec _ _) as [|Hn]; [ring|]. elim Hn. nra.
    - destruct (Rlt_dec _ _) as [Hn|]; [|ring]. nra.
  Qed.

  Lemma negative_mass_of_counted :
    expectation (iid P n) (fun g => Rmax (- h g) 0) =
    row_sum (count_numerators n a b c d (fun x y z w => Z.max (- L x y z w) 0)%Z)
      0 (fun m k => weight k * IZR m) / IZR (D ^ Z.of_nat n).
  Proof.
    destruct h_counted as [Hw H]. rewrite <- expectation_of_weighted_counts.
    apply expectation_iid_ext. intros g Hg. rewrite (H g Hg).
    pose proof (Hw (successes r g) ltac:(rewrite <- Hg; apply successes_le_length)) as Hpos.
    set (l := L _ _ _ _). destruct (Z.max_spec (- l) 0) as [[Hl ->]|[Hl ->]].
    - assert (0 < IZR l) by (apply IZR_lt; lia). rewrite Rmax_right by nra. ring.
    - rewrite opp_IZR. assert (IZR l <= 0) by (apply IZR_le; lia). rewrite Rmax_left by nra. ring.
  Qed.

End FourOutcomes.
