(** * Finite sums

    Sums over a list and over the naturals below a bound, and how they behave.

    Definitions
      sum l f       == f summed over the members of the list l
      sum_below n f == f 0 + ... + f (n - 1)
    Results are named after what they say: sum_ext, sum_plus, sum_scal, sum_swap, ... *)

From Coq Require Import Reals List Lra Lia.
Import ListNotations.
Open Scope R_scope.

Fixpoint sum {A : Type} (l : list A) (f : A -> R) : R :=
  match l with
  | [] => 0
  | a :: rest => f a + sum rest f
  end.

Fixpoint sum_below (n : nat) (f : nat -> R) : R :=
  match n with
  | O => 0
  | S m => sum_below m f + f m
  end.

Section SumOverList.

  Context {A B : Type}.
  Implicit Types (l : list A) (f g : A -> R).

  Lemma sum_ext_in l f g : (forall a, In a l -> f a = g a) -> sum l f = sum l g.
  Proof.
    induction l as [|a l IH]; intros H; simpl; [reflexivity|].
    rewrite (H a) by (left; reflexivity). rewrite IH; [reflexivity|].
    intros b Hb. apply H. right. exact Hb.
  Qed.

  Lemma sum_ext l f g : (forall a, f a = g a) -> sum l f = sum l g.
  Proof. intros H. apply sum_ext_in. intros a _. apply H. Qed.

  Lemma sum_plus l f g : sum l (fun a => f a + g a) = sum l f + sum l g.
  Proof. induction l as [|a l IH]; simpl; [lra|rewrite IH; lra]. Qed.

  Lemma sum_minus l f g : sum l (fun a => f a - g a) = sum l f - sum l g.
  Proof. induction l as [|a l IH]; simpl; [lra|rewrite IH; lra]. Qed.

  Lemma sum_scal l (c : R) f : sum l (fun a => c * f a) = c * sum l f.
  Proof. induction l as [|a l IH]; simpl; [lra|rewrite IH; lra]. Qed.

  Lemma sum_scal_r l (c : R) f : sum l (fun a => f a * c) = sum l f * c.
  Proof. induction l as [|a l IH]; simpl; [lra|rewrite IH; lra]. Qed.

  Lemma sum_const l (c : R) : sum l (fun _ => c) = INR (length l) * c.
  Proof.
    induction l as [|a l IH]; [simpl; lra|].
    change (sum (a :: l) (fun _ => c)) with (c + sum l (fun _ => c)).
    change (length (a :: l)) with (S (length l)). rewrite IH, S_INR. lra.
  Qed.

  Lemma sum_zero l : sum l (fun _ => 0) = 0.
  Proof. rewrite sum_const. lra. Qed.

  Lemma sum_app l l' f : sum (l ++ l') f = sum l f + sum l' f.
  Proof. induction l as [|a l IH]; simpl; [lra|rewrite IH; lra]. Qed.

  Lemma sum_map (h : B -> A) (k : list B) f : sum (map h k) f = sum k (fun b => f (h b)).
  Proof. induction k as [|b k IH]; simpl; [reflexivity|rewrite IH; reflexivity]. Qed.

  Lemma sum_flat_map (h : B -> list A) (k : list B) f :
    sum (flat_map h k) f = sum k (fun b => sum (h b) f).
  Proof.
    induction k as [|b k IH]; simpl; [reflexivity|]. rewrite sum_app, IH. reflexivity.
  Qed.

  Lemma sum_nonneg l f : (forall a, In a l -> 0 <= f a) -> 0 <= sum l f.
  Proof.
    induction l as [|a l IH]; intros H; simpl; [lra|].
    pose proof (H a (or_introl eq_refl)).
    pose proof (IH (fun b Hb => H b (or_intror Hb))). lra.
  Qed.

  Lemma sum_le l f g : (forall a, In a l -> f a <= g a) -> sum l f <= sum l g.
  Proof.
    intros H. assert (0 <= sum l (fun a => g a - f a)).
    { apply sum_nonneg. intros a Ha. specialize (H a Ha). lra. }
    rewrite sum_minus in *. lra.
  Qed.

  Lemma sum_zero_terms l f :
    (forall a, In a l -> 0 <= f a) -> sum l f = 0 -> forall a, In a l -> f a = 0.
  Proof.
    induction l as [|b l IH]; intros H Hsum a Ha; [destruct Ha|].
    simpl in Hsum. pose proof (H b (or_introl eq_refl)).
    assert (0 <= sum l f) by (apply sum_nonneg; intros c Hc; apply H; right; exact Hc).
    destruct Ha as [<-|Ha]; [lra|].
    apply IH; [intros c Hc; apply H; right; exact Hc|lra|exact Ha].
  Qed.

  Lemma sum_positive l f :
    (forall a, In a l -> 0 < f a) -> l <> [] -> 0 < sum l f.
  Proof.
    destruct l as [|a l]; intros H Hl; [congruence|]. simpl.
    pose proof (H a (or_introl eq_refl)).
    assert (0 <= sum l f) by (apply sum_nonneg; intros b Hb; apply Rlt_le, H; right; exact Hb).
    lra.
  Qed.

End SumOverList.

Lemma sum_swap {A B : Type} (l : list A) (k : list B) (f : A -> B -> R) :
  sum l (fun a => sum k (f a)) = sum k (fun b => sum l (fun a => f a b)).
Proof.
  induction l as [|a l IH]; simpl; [now rewrite sum_zero|].
  rewrite IH, <- sum_plus. reflexivity.
Qed.

Section SumBelow.

  Implicit Types (n : nat) (f g : nat -> R).

  Lemma sum_below_ext n f g : (forall j, (j < n)%nat -> f j = g j) -> sum_below n f = sum_below n g.
  Proof.
    induction n as [|n IH]; intros H; simpl; [reflexivity|].
    rewrite IH, (H n) by (intros; try apply H; lia). reflexivity.
  Qed.

  Lemma sum_below_plus n f g : sum_below n (fun j => f j + g j) = sum_below n f + sum_below n g.
  Proof. induction n as [|n IH]; simpl; [lra|rewrite IH; lra]. Qed.

  Lemma sum_below_minus n f g : sum_below n (fun j => f j - g j) = sum_below n f - sum_below n g.
  Proof. induction n as [|n IH]; simpl; [lra|rewrite IH; lra]. Qed.

  Lemma sum_below_scal n (c : R) f : sum_below n (fun j => c * f j) = c * sum_below n f.
  Proof. induction n as [|n IH]; simpl; [lra|rewrite IH; lra]. Qed.

  Lemma sum_below_const n (c : R) : sum_below n (fun _ => c) = INR n * c.
  Proof. induction n as [|n IH]; [simpl; lra|]. cbn [sum_below]. rewrite IH, S_INR. lra. Qed.

  Lemma sum_below_shift n f : sum_below (S n) f = f O + sum_below n (fun j => f (S j)).
  Proof.
    induction n as [|n IH]; [simpl; lra|].
    change (sum_below (S (S n)) f) with (sum_below (S n) f + f (S n)). rewrite IH. simpl. lra.
  Qed.

  Lemma sum_below_nonneg n f : (forall j, (j < n)%nat -> 0 <= f j) -> 0 <= sum_below n f.
  Proof.
    induction n as [|n IH]; intros H; simpl; [lra|].
    pose proof (H n ltac:(lia)). pose proof (IH (fun j Hj => H j ltac:(lia))). lra.
  Qed.

  Lemma sum_below_le n f g :
    (forall j, (j < n)%nat -> f j <= g j) -> sum_below n f <= sum_below n g.
  Proof.
    induction n as [|n IH]; intros H; simpl; [lra|].
    pose proof (H n ltac:(lia)). pose proof (IH (fun j Hj => H j ltac:(lia))). lra.
  Qed.

  Lemma sum_below_sum {A : Type} n (l : list A) (f : nat -> A -> R) :
    sum_below n (fun j => sum l (f j)) = sum l (fun a => sum_below n (fun j => f j a)).
  Proof.
    induction n as [|n IH]; simpl; [now rewrite sum_zero|]. now rewrite IH, <- sum_plus.
  Qed.

End SumBelow.
