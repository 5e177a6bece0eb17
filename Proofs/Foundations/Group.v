(** * Groups of independent rollouts

    A group is a list of n independent draws from one distribution: the rollouts of one prompt.

    Definitions
      iid P n                == the distribution of groups of n independent draws from P
      successes r g          == k, how many members of the group g have reward r
      picks g                == every member of g together with the others, in order
      group_mean_of g h      == (1/n) times the sum over members a with others o of h a o
    Results
      expectation_iid_step   == the first member is independent of the others
      expectation_iid_count  == the success count is binomial: E f(k) over k ~ Bin(n, rho)
      expectation_iid_picks  == members are alike: sum_i h(y_i, others) has mean n E E h(y, others)
      expectation_group_mean == so the group mean of h(y_i, others) has mean E E h(y, others)
      expectation_iid_members == E of sum_i f(y_i) is n E f *)

From Coq Require Import Reals List Permutation Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein.
Import ListNotations.
Open Scope R_scope.

Section IndependentDraws.

  Context {A : Type} (P : distribution A).

  Fixpoint groups (n : nat) : list (list A) :=
    match n with
    | O => [[]]
    | S m => flat_map (fun a => map (cons a) (groups m)) (support P)
    end.

  Definition group_probability (g : list A) : R :=
    fold_right (fun a product => probability P a * product) 1 g.

  Lemma group_probability_step a g :
    group_probability (a :: g) = probability P a * group_probability g.
  Proof. reflexivity. Qed.

  Lemma in_groups_step n g :
    In g (groups (S n)) -> exists a h, g = a :: h /\ In a (support P) /\ In h (groups n).
  Proof.
    simpl. intros H. apply in_flat_map in H as (a & Ha & H). apply in_map_iff in H as (h & <- & Hh).
    exists a, h. auto.
  Qed.

  Lemma groups_length n : forall g, In g (groups n) -> length g = n.
  Proof.
    induction n as [|n IH]; intros g H.
    - destruct H as [<-|[]]. reflexivity.
    - apply in_groups_step in H as (a & h & -> & _ & Hh). simpl. now rewrite (IH h Hh).
  Qed.

  Lemma group_probability_nonneg n : forall g, In g (groups n) -> 0 <= group_probability g.
  Proof.
    induction n as [|n IH]; intros g H.
    - destruct H as [<-|[]]. unfold group_probability. simpl. lra.
    - apply in_groups_step in H as (a & h & -> & Ha & Hh). rewrite group_probability_step.
      apply Rmult_le_pos; [now apply probability_nonneg|now apply IH].
  Qed.

  Lemma sum_groups_step n (f : list A -> R) :
    sum (groups (S n)) (fun g => group_probability g * f g) =
    expectation P (fun a => sum (groups n) (fun h => group_probability h * f (a :: h))).
  Proof.
    cbn [groups]. rewrite sum_flat_map. apply sum_ext. intros a. rewrite sum_map, <- sum_scal.
    apply sum_ext. intros h. rewrite group_probability_step. ring.
  Qed.

  Lemma group_probability_total n : sum (groups n) group_probability = 1.
  Proof.
    induction n as [|n IH]; [unfold group_probability; simpl; lra|].
    rewrite (sum_ext _ _ (fun g => group_probability g * 1)) by (intros; ring).
    rewrite sum_groups_step, (expectation_ext _ _ (fun _ => 1)); [apply expectation_const|].
    intros a. transitivity (sum (groups n) group_probability); [|exact IH].
    apply sum_ext. intros h. ring.
  Qed.

  Definition iid (n : nat) : distribution (list A) := {|
    support := groups n;
    probability := group_probability;
    probability_nonneg := group_probability_nonneg n;
    probability_total := group_probability_total n;
  |}.

  Lemma expectation_iid_none (f : list A -> R) : expectation (iid 0) f = f [].
  Proof. unfold expectation, group_probability. simpl. ring. Qed.

  Lemma expectation_iid_step n (f : list A -> R) :
    expectation (iid (S n)) f = expectation P (fun a => expectation (iid n) (fun h => f (a :: h))).
  Proof. apply sum_groups_step. Qed.

  Lemma expectation_iid_ext n (f g : list A -> R) :
    (forall h, length h = n -> f h = g h) -> expectation (iid n) f = expectation (iid n) g.
  Proof. intros H. apply expectation_ext_in. intros h Hh. apply H, groups_length, Hh. Qed.

End IndependentDraws.

Fixpoint successes {A : Type} (r : A -> bool) (g : list A) : nat :=
  match g with
  | [] => O
  | a :: rest => if r a then S (successes r rest) else successes r rest
  end.

Fixpoint picks {A : Type} (g : list A) : list (A * list A) :=
  match g with
  | [] => []
  | a :: rest => (a, rest) :: map (fun pick => (fst pick, a :: snd pick)) (picks rest)
  end.

Definition group_mean_of {A : Type} (g : list A) (h : A -> list A -> R) : R :=
  sum (picks g) (fun pick => h (fst pick) (snd pick)) / INR (length g).

Section Groups.

  Context {A : Type} (P : distribution A).
  Implicit Types (g : list A).

  Lemma successes_le_length (r : A -> bool) g : (successes r g <= length g)%nat.
  Proof. induction g as [|a g IH]; simpl; [lia|]. destruct (r a); lia. Qed.

  Lemma successes_as_sum (r : A -> bool) g : INR (successes r g) = sum g (fun a => indicator (r a)).
  Proof.
    induction g as [|a g IH]; [reflexivity|]. cbn [successes sum].
    destruct (r a); cbn [indicator]; rewrite ?S_INR, IH; lra.
  Qed.

  Lemma expectation_iid_count (r : A -> bool) n : forall f : nat -> R,
    expectation (iid P n) (fun g => f (successes r g)) =
    binomial_expectation n (success_rate P r) f.
  Proof.
    induction n as [|n IH]; intros f.
    - rewrite expectation_iid_none. unfold binomial_expectation, bernstein. simpl. ring.
    - rewrite expectation_iid_step, binomial_expectation_step, <- !IH.
      rewrite (expectation_ext _ _ (fun a =>
        indicator (r a) * expectation (iid P n) (fun g => f (S (successes r g)))
        + indicator (negb (r a)) * expectation (iid P n) (fun g => f (successes r g)))).
      + rewrite expectation_plus, !expectation_scal_r, failure_rate. reflexivity.
      + intros a. cbn [successes]. destruct (r a); cbn [indicator negb]; ring.
  Qed.

  Lemma expectation_iid_picks n : forall h : A -> list A -> R,
    expectation (iid P (S n)) (fun g => sum (picks g) (fun pick => h (fst pick) (snd pick))) =
    INR (S n) * expectation P (fun a => expectation (iid P n) (h a)).
  Proof.
    induction n as [|n IH]; intros h.
    - rewrite expectation_iid_step. simpl (INR 1). rewrite Rmult_1_l. apply expectation_ext.
      intros a. rewrite !expectation_iid_none. cbn [picks sum map fst snd]. ring.
    - rewrite expectation_iid_step.
      rewrite (expectation_ext _ _ (fun a => expectation (iid P (S n)) (h a)
        + expectation (iid P (S n)) (fun g =>
            sum (picks g) (fun pick => h (fst pick) (a :: snd pick))))).
      + rewrite expectation_plus.
        assert (Hothers : expectation P (fun a => expectation (iid P (S n)) (fun g =>
            sum (picks g) (fun pick => h (fst pick) (a :: snd pick)))) =
          INR (S n) * expectation P (fun b => expectation (iid P (S n)) (h b))).
        { rewrite (expectation_ext _ _ (fun a => INR (S n) *
            expectation P (fun b => expectation (iid P n) (fun g => h b (a :: g)))))
            by (intros a; apply (IH (fun b g => h b (a :: g)))).
          rewrite expectation_scal, expectation_swap. f_equal. apply expectation_ext.
          intros b. now rewrite expectation_iid_step. }
        rewrite Hothers, (S_INR (S n)). ring.
      + intros a. rewrite <- expectation_plus. apply expectation_ext. intros g.
        cbn [picks sum fst snd]. now rewrite sum_map.
  Qed.

  (** The group mean of terms that see one member and the others has the expectation of one term. *)
  Lemma expectation_group_mean n (h : A -> list A -> R) :
    expectation (iid P (S n)) (fun g => group_mean_of g h) =
    expectation P (fun a => expectation (iid P n) (h a)).
  Proof.
    rewrite (expectation_iid_ext _ _ _ (fun g =>
      / INR (S n) * sum (picks g) (fun pick => h (fst pick) (snd pick)))).
    - rewrite expectation_scal, expectation_iid_picks.
      assert (INR (S n) <> 0) by (apply not_0_INR; lia). field. assumption.
    - intros g Hg. unfold group_mean_of. rewrite Hg. unfold Rdiv. ring.
  Qed.

  Lemma sum_picks_members g (f : A -> R) : sum (picks g) (fun pick => f (fst pick)) = sum g f.
  Proof.
    induction g as [|a g IH]; [reflexivity|]. cbn [picks sum fst]. now rewrite sum_map, <- IH.
  Qed.

  Lemma in_picks g a others : In (a, others) (picks g) -> Permutation g (a :: others).
  Proof.
    revert a others. induction g as [|b g IH]; intros a others H; [destruct H|].
    simpl in H. destruct H as [H|H].
    - injection H as <- <-. reflexivity.
    - apply in_map_iff in H as ([c rest] & H & Hin). simpl in H. injection H as <- <-.
      apply IH in Hin. rewrite Hin. apply perm_swap.
  Qed.

  Lemma successes_permutation (r : A -> bool) g g' :
    Permutation g g' -> successes r g = successes r g'.
  Proof.
    induction 1; simpl; repeat match goal with |- context [r ?a] => destruct (r a) end; congruence.
  Qed.

  Lemma successes_of_pick (r : A -> bool) g a others :
    In (a, others) (picks g) ->
    successes r g = if r a then S (successes r others) else successes r others.
  Proof. intros H. apply in_picks in H. now rewrite (successes_permutation _ _ _ H). Qed.

  Lemma length_of_pick g a others : In (a, others) (picks g) -> length g = S (length others).
  Proof. intros H. apply in_picks, Permutation_length in H. exact H. Qed.

  (** A sum over members whose terms also see the group's success count. *)
  Lemma sum_members_with_count (r : A -> bool) g (h : A -> nat -> R) :
    sum g (fun a => h a (successes r g)) =
    sum (picks g) (fun pick => h (fst pick)
      (if r (fst pick) then S (successes r (snd pick)) else successes r (snd pick))).
  Proof.
    rewrite <- (sum_picks_members g (fun a => h a (successes r g))).
    apply sum_ext_in. intros [a others] H. simpl. now rewrite (successes_of_pick _ _ _ _ H).
  Qed.

  Lemma expectation_iid_members n (f : A -> R) :
    expectation (iid P n) (fun g => sum g f) = INR n * expectation P f.
  Proof.
    induction n as [|n IH].
    - rewrite expectation_iid_none. simpl. ring.
    - rewrite expectation_iid_step.
      rewrite (expectation_ext _ _ (fun a => f a + INR n * expectation P f)).
      + rewrite expectation_plus, expectation_const, S_INR. ring.
      + intros a. cbn [sum]. now rewrite expectation_plus, expectation_const, IH.
  Qed.

End Groups.
