(** * Scores of tokens

    A response is written token by token, every token drawn given the past. The score of the
    response is the sum of the scores of its tokens, each of which has mean zero given the past:
    martingale differences. So E|s|^2 = sum_t E|s_t|^2 for any parametrisation, although the tokens
    of a single response need not be orthogonal (results 1.5 and 1.5' of docs/theory.md).

    Responses have T tokens here. Shorter ones are followed by an end token that is certain and has
    score 0; the length counts the tokens that are drawn before the past has ended.

    Definitions
      autoregressive next T h        == T tokens after the past h (latest token first), each drawn
        from next given the past
      token_score t h c k            == s_k, the score t of token k of c given the tokens before it
      response_score t h T c         == s, the sum of the scores of the T tokens
      drawn_length ended h c         == how many tokens of c are drawn before the past has ended
    Results
      response_score_is_sum_of_token_scores == the score of a response is the sum over its tokens
      mean_squared_score_is_sum_over_tokens == E|s|^2 = sum_t E|s_t|^2
      constant_fisher_trace_makes_length_exact == if E(|s_t|^2 | past) = f until the end, then
        E|s|^2 = f E length
      orthogonal_tokens_squared_score == if scores after different pasts are orthogonal, |s|^2 =
        sum_t |s_t|^2 for every response *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Hierarchy Derive.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import EffectiveWeights.EffectiveWeight.
From Counterweight Require Import Scores.ZeroMeanScore Scores.Softmax Baselines.ScoreMoments.
Import ListNotations.
Open Scope R_scope.

Section Autoregressive.

  Context {A : Type} (next : list A -> distribution A).

  Fixpoint continuations (T : nat) (h : list A) : list (list A) :=
    match T with
    | O => [[]]
    | S m => flat_map (fun a => map (cons a) (continuations m (a :: h))) (support (next h))
    end.

  Fixpoint continuation_probability (h c : list A) : R :=
    match c with
    | [] => 1
    | a :: rest => probability (next h) a * continuation_probability (a :: h) rest
    end.

  Lemma in_continuations_step T h c : In c (continuations (S T) h) ->
    exists a rest, c = a :: rest /\ In a (support (next h)) /\ In rest (continuations T (a :: h)).
  Proof.
    simpl. intros H. apply in_flat_map in H as (a & Ha & H).
    apply in_map_iff in H as (rest & <- & Hrest). exists a, rest. auto.
  Qed.

  Lemma continuation_probability_nonneg T : forall h c,
    In c (continuations T h) -> 0 <= continuation_probability h c.
  Proof.
    induction T as [|T IH]; intros h c H.
    - destruct H as [<-|[]]. simpl. lra.
    - apply in_continuations_step in H as (a & rest & -> & Ha & Hrest). cbn.
      apply Rmult_le_pos; [now apply probability_nonneg|now apply IH].
  Qed.

  Lemma sum_continuations_step T h (f : list A -> R) :
    sum (continuations (S T) h) (fun c => continuation_probability h c * f c) =
    expectation (next h) (fun a => sum (continuations T (a :: h))
      (fun c => continuation_probability (a :: h) c * f (a :: c))).
  Proof.
    cbn [continuations]. rewrite sum_flat_map. apply sum_ext. intros a.
    rewrite sum_map, <- sum_scal. apply sum_ext. intros c.
    cbn [continuation_probability]. ring.
  Qed.

  Lemma continuation_probability_total T : forall h,
    sum (continuations T h) (continuation_probability h) = 1.
  Proof.
    induction T as [|T IH]; intros h; [simpl; ring|].
    rewrite (sum_ext _ _ (fun c => continuation_probability h c * 1)) by (intros; ring).
    rewrite sum_continuations_step, (expectation_ext _ _ (fun _ => 1)); [apply expectation_const|].
    intros a. transitivity (sum (continuations T (a :: h)) (continuation_probability (a :: h)));
      [|apply IH]. apply sum_ext. intros c. ring.
  Qed.

  Definition autoregressive (T : nat) (h : list A) : distribution (list A) := {|
    support := continuations T h;
    probability := continuation_probability h;
    probability_nonneg := continuation_probability_nonneg T h;
    probability_total := continuation_probability_total T h;
  |}.

  Lemma expectation_autoregressive_none h (f : list A -> R) :
    expectation (autoregressive 0 h) f = f [].
  Proof. unfold expectation. cbn. ring. Qed.

  Lemma expectation_autoregressive_step T h (f : list A -> R) :
    expectation (autoregressive (S T) h) f =
    expectation (next h) (fun a => expectation (autoregressive T (a :: h)) (fun c => f (a :: c))).
  Proof. apply sum_continuations_step. Qed.

End Autoregressive.

Fixpoint token_score {A : Type} (t : list A -> A -> nat -> R) (h c : list A) (k : nat) : nat -> R :=
  match c, k with
  | [], _ => fun _ => 0
  | a :: _, O => t h a
  | a :: rest, S j => token_score t (a :: h) rest j
  end.

Definition response_score {A : Type} (t : list A -> A -> nat -> R) (h : list A) (T : nat)
    (c : list A) (i : nat) : R :=
  sum_below T (fun k => token_score t h c k i).

Fixpoint drawn_length {A : Type} (ended : list A -> bool) (h c : list A) : nat :=
  match c with
  | [] => O
  | a :: rest => if ended h then O else S (drawn_length ended (a :: h) rest)
  end.

Lemma response_score_step {A : Type} (t : list A -> A -> nat -> R) h T a c i :
  response_score t h (S T) (a :: c) i = t h a i + response_score t (a :: h) T c i.
Proof. unfold response_score. now rewrite sum_below_shift. Qed.

(** ** The score of a response *)

Section ResponseScore.

  Context {A : Type} (next : R -> list A -> distribution A) (x : R).
  Hypothesis positive : forall h a, In a (support (next x h)) -> 0 < probability (next x h) a.
  Hypothesis differentiable : forall h a, In a (support (next x h)) ->
    ex_derive (fun z => probability (next z h) a) x.

  Let t (h : list A) (a : A) (i : nat) : R := score (fun z => next z h) x a.

  Lemma continuation_probability_derivative T : forall h c, In c (continuations (next x) T h) ->
    0 < continuation_probability (next x) h c /\
    is_derive (fun z => continuation_probability (next z) h c) x
      (continuation_probability (next x) h c * response_score t h T c 0).
  Proof.
    induction T as [|T IH]; intros h c H.
    - destruct H as [<-|[]]. unfold response_score. cbn [continuation_probability sum_below].
      split; [lra|]. rewrite Rmult_0_r. exact (is_derive_const 1 x).
    - apply in_continuations_step in H as (a & rest & -> & Ha & Hrest).
      apply IH in Hrest as [Hpos Hderive]. cbn [continuation_probability].
      pose proof (positive h a Ha) as Htoken.
      split; [now apply Rmult_lt_0_compat|]. rewrite response_score_step.
      assert (Hscore : Derive (fun z => probability (next z h) a) x =
        probability (next x h) a * t h a 0).
      { unfold t. rewrite (score_is_relative_derivative (fun z => next z h) [a] x);
          [field; lra| | |now left]; intros b [<-|[]]; [exact Htoken|now apply differentiable]. }
      match goal with |- is_derive _ _ ?l => replace l with
        (probability (next x h) a * t h a 0 * continuation_probability (next x) (a :: h) rest
         + probability (next x h) a * (continuation_probability (next x) (a :: h) rest
           * response_score t (a :: h) T rest 0)) by ring end.
      apply (is_derive_mult (fun z => probability (next z h) a)
        (fun z => continuation_probability (next z) (a :: h) rest)).
      + rewrite <- Hscore. apply Derive_correct, differentiable, Ha.
      + exact Hderive.
  Qed.

  (** d/dx ln pi(response) = sum_t d/dx ln pi(token t | past). *)
  Theorem response_score_is_sum_of_token_scores (T : nat) (h c : list A) :
    In c (support (autoregressive (next x) T h)) ->
    score (fun z => autoregressive (next z) T h) x c =
    response_score (fun past a _ => score (fun z => next z past) x a) h T c 0.
  Proof.
    intros Hc. destruct (continuation_probability_derivative T h c Hc) as [Hpos Hderive].
    unfold score at 1. cbn [probability autoregressive]. apply is_derive_unique.
    fold t. replace (response_score t h T c 0) with
      (continuation_probability (next x) h c * response_score t h T c 0
       * / continuation_probability (next x) h c) by (field; lra).
    apply (is_derive_comp ln (fun z => continuation_probability (next z) h c)).
    - apply is_derive_Reals, derivable_pt_lim_ln, Hpos.
    - exact Hderive.
  Qed.

End ResponseScore.

(** ** Martingale differences *)

Section MartingaleDifferences.

  Context {A : Type} (next : list A -> distribution A) (d : nat) (t : list A -> A -> nat -> R).
  Hypothesis token_score_has_mean_zero :
    forall h i, (i < d)%nat -> expectation (next h) (fun a => t h a i) = 0.

  Lemma response_score_has_mean_zero (i : nat) (Hi : (i < d)%nat) (T : nat) : forall h,
    expectation (autoregressive next T h) (fun c => response_score t h T c i) = 0.
  Proof.
    induction T as [|T IH]; intros h; [apply expectation_autoregressive_none|].
    rewrite expectation_autoregressive_step.
    rewrite <- (token_score_has_mean_zero h i Hi). apply expectation_ext. intros a.
    rewrite (expectation_ext _ _ (fun c => t h a i + response_score t (a :: h) T c i))
      by (intros; apply response_score_step).
    rewrite expectation_plus, expectation_const, IH. ring.
  Qed.

  Lemma mean_squared_score_step T h :
    mean_squared_score (autoregressive next (S T) h) d (response_score t h (S T)) =
    expectation (next h) (fun a => squared_norm d (t h a))
    + expectation (next h) (fun a =>
        mean_squared_score (autoregressive next T (a :: h)) d (response_score t (a :: h) T)).
  Proof.
    unfold mean_squared_score.
    rewrite expectation_autoregressive_step, <- expectation_plus. apply expectation_ext. intros a.
    rewrite (expectation_ext _ _ (fun c =>
      (squared_norm d (t h a) + squared_norm d (response_score t (a :: h) T c))
      + sum_below d (fun i => 2 * t h a i * response_score t (a :: h) T c i))).
    - rewrite expectation_plus, expectation_plus, expectation_const, expectation_sum_below.
      rewrite (sum_below_ext d _ (fun _ => 0)).
      + rewrite sum_below_const. ring.
      + intros i Hi. rewrite expectation_scal, response_score_has_mean_zero by exact Hi. ring.
    - intros c. unfold squared_norm. rewrite <- !sum_below_plus. apply sum_below_ext.
      intros i _. rewrite response_score_step. ring.
  Qed.

  (** Result 1.5': E|s|^2 = sum_t E|s_t|^2 if every token's score has mean zero given the past. *)
  Theorem mean_squared_score_is_sum_over_tokens (T : nat) : forall h : list A,
    mean_squared_score (autoregressive next T h) d (response_score t h T) =
    sum_below T (fun k =>
      expectation (autoregressive next T h) (fun c => squared_norm d (token_score t h c k))).
  Proof.
    induction T as [|T IH]; intros h.
    - unfold mean_squared_score. rewrite expectation_autoregressive_none.
      unfold response_score, squared_norm. cbn [sum_below].
      rewrite (sum_below_ext d _ (fun _ => 0)) by (intros; ring). rewrite sum_below_const. ring.
    - rewrite mean_squared_score_step, sum_below_shift. f_equal.
      + rewrite expectation_autoregressive_step. apply expectation_ext. intros a.
        cbn [token_score]. now rewrite expectation_const.
      + rewrite (expectation_ext _ _ _ (fun a => IH (a :: h))), expectation_sum_below.
        apply sum_below_ext. intros k _. now rewrite expectation_autoregressive_step.
  Qed.

  (** Result 1.5': if E(|s_t|^2 | past) = f until the response has ended and 0 afterwards, then
      E|s|^2 = f E length. *)
  Theorem constant_fisher_trace_makes_length_exact (ended : list A -> bool) (f : R) (T : nat) :
    (forall h a, ended h = true -> ended (a :: h) = true) ->
    (forall h, expectation (next h) (fun a => squared_norm d (t h a)) =
      if ended h then 0 else f) ->
    forall h, mean_squared_score (autoregressive next T h) d (response_score t h T) =
      f * expectation (autoregressive next T h) (fun c => INR (drawn_length ended h c)).
  Proof.
    intros Hended Htrace. induction T as [|T IH]; intros h.
    - rewrite mean_squared_score_is_sum_over_tokens, expectation_autoregressive_none.
      cbn [sum_below drawn_length INR]. ring.
    - rewrite mean_squared_score_step, Htrace, expectation_autoregressive_step.
      rewrite (expectation_ext _ _ _ (fun a => IH (a :: h))), expectation_scal.
      destruct (ended h) eqn:Hh.
      + assert (Hnone : forall g c, ended g = true -> drawn_length ended g c = 0%nat)
          by (intros g [|b c] Hg; [reflexivity|]; cbn [drawn_length]; now rewrite Hg).
        rewrite (expectation_ext _ _ (fun _ => 0)), expectation_const.
        * rewrite (expectation_ext _ _ (fun _ => 0)), expectation_const; [ring|]. intros a.
          rewrite (expectation_ext _ _ (fun _ => 0)), expectation_const; [reflexivity|].
          intros c. now rewrite Hnone.
        * intros a. rewrite (expectation_ext _ _ (fun _ => 0)), expectation_const; [reflexivity|].
          intros c. now rewrite Hnone by now apply Hended.
      + rewrite (expectation_ext _ (fun a => expectation _ (fun c => INR (drawn_length ended h _)))
          (fun a => 1 + expectation (autoregressive next T (a :: h))
            (fun c => INR (drawn_length ended (a :: h) c)))).
        * rewrite expectation_plus, expectation_const. ring.
        * intros a. rewrite <- (expectation_const (autoregressive next T (a :: h)) 1) at 1.
          rewrite <- expectation_plus. apply expectation_ext. intros c.
          cbn [drawn_length]. rewrite Hh, S_INR. ring.
  Qed.

End MartingaleDifferences.

(** ** Orthogonal tokens *)

Section OrthogonalTokens.

  Context {A : Type} (d : nat) (t : list A -> A -> nat -> R).
  Hypothesis pasts_are_orthogonal : forall h g a b i,
    (i < d)%nat -> h <> g -> t h a i * t g b i = 0.

  Lemma later_token_scores_are_orthogonal (h : list A) (a : A) (i : nat) : (i < d)%nat ->
    forall (c g : list A) k, (length h < length g)%nat -> t h a i * token_score t g c k i = 0.
  Proof.
    intros Hi. induction c as [|b c IH]; intros g [|k] Hlength; cbn [token_score]; try ring.
    - apply pasts_are_orthogonal; [exact Hi|]. intros ->. lia.
    - apply IH. cbn [length]. lia.
  Qed.

  (** Result 1.5: if the scores of tokens after different pasts have no parameter in common, then
      |s|^2 = sum_t |s_t|^2 for every single response. *)
  Theorem orthogonal_tokens_squared_score (T : nat) : forall h c : list A,
    squared_norm d (response_score t h T c) =
    sum_below T (fun k => squared_norm d (token_score t h c k)).
  Proof.
    induction T as [|T IH]; intros h c.
    - unfold squared_norm, response_score. cbn [sum_below].
      rewrite (sum_below_ext d _ (fun _ => 0)) by (intros; ring). rewrite sum_below_const. ring.
    - destruct c as [|a c].
      + unfold squared_norm, response_score. cbn [token_score].
        rewrite (sum_below_ext d _ (fun _ => 0))
          by (intros; rewrite sum_below_const; ring).
        rewrite sum_below_const. rewrite (sum_below_ext (S T) _ (fun _ => 0)).
        * rewrite sum_below_const. ring.
        * intros k _. rewrite (sum_below_ext d _ (fun _ => 0)) by (intros; ring).
          rewrite sum_below_const. ring.
      + rewrite sum_below_shift. cbn [token_score]. rewrite <- IH. unfold squared_norm.
        rewrite <- sum_below_plus. apply sum_below_ext. intros i Hi. rewrite response_score_step.
        assert (Hcross : t h a i * response_score t (a :: h) T c i = 0).
        { unfold response_score. rewrite <- sum_below_scal.
          rewrite (sum_below_ext T _ (fun _ => 0)); [rewrite sum_below_const; ring|].
          intros k _. apply later_token_scores_are_orthogonal; [exact Hi|]. cbn [length]. lia. }
        nra.
  Qed.

End OrthogonalTokens.

(** ** Instances *)

(** Responses of bits that end with the first false: every token is drawn by the same sigmoid, one
    parameter for all positions. *)
Lemma end_nonneg (a : bool) : In a [false] -> 0 <= 1.
Proof. lra. Qed.

Lemma end_total : sum [false] (fun _ => 1) = 1.
Proof. simpl. ring. Qed.

Definition certain_end : distribution bool := {|
  support := [false];
  probability := fun _ => 1;
  probability_nonneg := end_nonneg;
  probability_total := end_total;
|}.

Definition has_ended (h : list bool) : bool := existsb negb h.

Definition shared_sigmoid (x : R) (h : list bool) : distribution bool :=
  if has_ended h then certain_end else sigmoid_policy x.

Definition shared_sigmoid_score (x : R) (h : list bool) (a : bool) (i : nat) : R :=
  if has_ended h then 0 else score sigmoid_policy x a.

(** Its tokens share their parameter, so that they are not orthogonal; and yet E|s|^2 = f E length,
    where f is the mean square of the sigmoid's score. *)
Example shared_sigmoid_mean_squared_score (x : R) (T : nat) :
  mean_squared_score (autoregressive (shared_sigmoid x) T []) 1
    (response_score (shared_sigmoid_score x) [] T) =
  expectation (sigmoid_policy x) (fun a => score sigmoid_policy x a ^ 2)
  * expectation (autoregressive (shared_sigmoid x) T [])
      (fun c => INR (drawn_length has_ended [] c)).
Proof.
  apply constant_fisher_trace_makes_length_exact.
  - intros h i _. unfold shared_sigmoid, shared_sigmoid_score. destruct (has_ended h).
    + apply expectation_const.
    + apply sigmoid_expected_score_is_zero.
  - intros h a Hh. unfold has_ended in *. cbn [existsb]. rewrite Hh. apply Bool.orb_true_r.
  - intros h. unfold shared_sigmoid, shared_sigmoid_score, squared_norm. destruct (has_ended h).
    + rewrite (expectation_ext _ _ (fun _ => 0)) by (intros; cbn [sum_below]; ring).
      apply expectation_const.
    + apply expectation_ext. intros a. cbn [sum_below]. ring.
Qed.

(** The score of such a response is the sum over its tokens: the hypotheses hold. *)
Example shared_sigmoid_response_score (x : R) (T : nat) (c : list bool) :
  In c (support (autoregressive (shared_sigmoid x) T [])) ->
  score (fun z => autoregressive (shared_sigmoid z) T []) x c =
  response_score (fun past a _ => score (fun z => shared_sigmoid z past) x a) [] T c 0.
Proof.
  apply (response_score_is_sum_of_token_scores shared_sigmoid).
  - intros h a _. unfold shared_sigmoid. destruct (has_ended h).
    + cbn. lra.
    + apply softmax_probability_positive, sigmoid_responses_nonempty.
  - intros h a Ha. unfold shared_sigmoid in *. destruct (has_ended h).
    + eexists. exact (is_derive_const 1 x).
    + apply softmax_differentiable; [|exact Ha]. intros b _. eexists. apply sigmoid_slope.
Qed.

(** One free logit for every past of bits, numbered by past_number: tokens are orthogonal. *)
Fixpoint past_number (h : list bool) : nat :=
  match h with
  | [] => 1
  | a :: rest => if a then S (2 * past_number rest) else 2 * past_number rest
  end.

Definition separate_sigmoid_score (h : list bool) (a : bool) (i : nat) : R :=
  indicator (Nat.eqb i (past_number h)) * (indicator a - / 2).

Lemma past_number_positive h : (0 < past_number h)%nat.
Proof. induction h as [|[|] h IH]; cbn [past_number]; lia. Qed.

Lemma past_number_injective : forall h g, past_number h = past_number g -> h = g.
Proof.
  induction h as [|a h IH]; intros [|b g] H; cbn [past_number] in H.
  - reflexivity.
  - pose proof (past_number_positive g). destruct b; lia.
  - pose proof (past_number_positive h). destruct a; lia.
  - assert (Hsame : past_number h = past_number g /\ a = b)
      by (destruct a, b; split; reflexivity || lia).
    destruct Hsame as [Hsame ->]. now rewrite (IH g Hsame).
Qed.

Example separate_sigmoid_squared_score (d T : nat) (c : list bool) :
  squared_norm d (response_score separate_sigmoid_score [] T c) =
  sum_below T (fun k => squared_norm d (token_score separate_sigmoid_score [] c k)).
Proof.
  apply orthogonal_tokens_squared_score. intros h g a b i _ Hne. unfold separate_sigmoid_score.
  destruct (Nat.eqb_spec i (past_number h)) as [->|]; [|cbn [indicator]; ring].
  destruct (Nat.eqb_spec (past_number h) (past_number g)) as [H|]; [|cbn [indicator]; ring].
  now apply past_number_injective in H.
Qed.
