(** * Autoregressive tabular softmax

    Every prefix has a free logit of its own for each of M tokens. Logits of different prefixes are
    orthogonal, so the squared score of a response is a sum over its tokens of probabilities (result
    1.5 of docs/theory.md). Here the score is the gradient of the log-probability of the response.

    Responses have T tokens. After the end of a response, any condition on the prefix, the token 0
    is certain: it has p = 1 and S2 = 1, so that its term of the sum is 0.

    Definitions
      certain_token                  == the token 0 with probability 1
      tabular_tokens M nonempty number ended theta h == how the token after the prefix h is drawn:
        by a softmax with the logits theta(number h * M + a), a < M; after the end it is certain
      tabular_token_score            == the score of a token: e_a - pi in the parameters of h, 0 in
        those of other prefixes
    Results
      response_score_vector_is_sum_of_token_scores == the gradient of ln pi of a response is the sum
        over its tokens, for any policy
      autoregressive_tabular_squared_score == |s|^2 = sum_t (1 - 2 p_t + sum_a p(a|h_t)^2)
      autoregressive_tabular_mean_squared_score == E|s|^2 = sum_t E[1 - sum_a p(a|h_t)^2] *)

From Coq Require Import Reals List Cantor Lra Lia.
From Coquelicot Require Import Hierarchy Derive.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import EffectiveWeights.EffectiveWeight.
From Counterweight Require Import Scores.ZeroMeanScore Scores.Softmax Baselines.ScoreMoments.
From Counterweight Require Import Baselines.TabularSoftmax Baselines.TokenScores.
From Counterweight Require Import Baselines.TokenBaseline.
Import ListNotations.
Open Scope R_scope.

(** ** Many parameters *)

Lemma score_of_token_ext {A : Type} (next : list A -> distribution A)
    (t t' : list A -> A -> nat -> R) (i j : nat) :
  (forall h a, In a (support (next h)) -> t h a i = t' h a j) ->
  forall T h c k, In c (continuations next T h) ->
    score_of_token t h c k i = score_of_token t' h c k j.
Proof.
  intros Hext. induction T as [|T IH]; intros h c k Hc.
  - destruct Hc as [<-|[]]. reflexivity.
  - apply in_continuations_step in Hc as (a & rest & -> & Ha & Hrest).
    destruct k as [|k]; cbn [score_of_token]; [now apply Hext|now apply IH].
Qed.

Section ManyParameters.

  Context {A : Type} (next : (nat -> R) -> list A -> distribution A) (theta : nat -> R) (i : nat).
  Hypothesis positive : forall h a, In a (support (next theta h)) ->
    0 < probability (next theta h) a.
  Hypothesis differentiable : forall h a, In a (support (next theta h)) ->
    ex_derive (fun z => probability (next (with_coordinate theta i z) h) a) (theta i).

  (** grad ln pi(response) = sum_t grad ln pi(token t | past), in coordinate i. *)
  Theorem response_score_vector_is_sum_of_token_scores (T : nat) (c : list A) :
    In c (support (autoregressive (next theta) T [])) ->
    score_vector (fun p => autoregressive (next p) T []) theta c i =
    response_score (fun h a => score_vector (fun p => next p h) theta a) [] T c i.
  Proof.
    intros Hc.
    transitivity (response_score (fun h a (_ : nat) =>
      score (fun z => next (with_coordinate theta i z) h) (theta i) a) [] T c 0).
    - apply (response_score_is_sum_of_token_scores (fun z => next (with_coordinate theta i z)));
        rewrite with_own_coordinate; assumption.
    - apply sum_below_ext. intros k _. apply (score_of_token_ext (next theta)) with (T := T);
        [reflexivity|exact Hc].
  Qed.

End ManyParameters.

(** ** Free logits for every prefix *)

Lemma certain_token_nonneg (a : nat) : In a [0%nat] -> 0 <= indicator (Nat.eqb 0 a).
Proof. intros _. destruct (Nat.eqb 0 a); cbn [indicator]; lra. Qed.

Lemma certain_token_total : sum [0%nat] (fun a => indicator (Nat.eqb 0 a)) = 1.
Proof. cbn. ring. Qed.

Definition certain_token : distribution nat := {|
  support := [0%nat];
  probability := fun a => indicator (Nat.eqb 0 a);
  probability_nonneg := certain_token_nonneg;
  probability_total := certain_token_total;
|}.

Lemma certain_token_collision (M : nat) : (0 < M)%nat ->
  collision_probability certain_token M = 1.
Proof.
  intros HM. rewrite <- (sum_below_pick M 0 (fun _ => 1)) by exact HM. apply sum_below_ext.
  intros y _. cbn [probability certain_token]. destruct (Nat.eqb 0 y); cbn [indicator]; ring.
Qed.

Definition tabular_tokens (M : nat) (nonempty : seq 0 M <> []) (number : list nat -> nat)
    (ended : list nat -> bool) (theta : nat -> R) (h : list nat) : distribution nat :=
  if ended h then certain_token
  else tabular_softmax M nonempty (fun a => theta (number h * M + a)%nat).

Section TabularTokens.

  Context (M : nat) (nonempty : seq 0 M <> []) (number : list nat -> nat).
  Context (ended : list nat -> bool) (theta : nat -> R) (d T : nat).
  Hypothesis prefixes_have_their_own_numbers : forall h g, number h = number g -> h = g.
  Hypothesis all_parameters_are_counted : forall h, (length h < T)%nat ->
    Forall (fun a => (a < M)%nat) h -> (number h * M + M <= d)%nat.

  Let next : (nat -> R) -> list nat -> distribution nat := tabular_tokens M nonempty number ended.

  Definition tabular_token_score (h : list nat) (a i : nat) : R :=
    indicator (Nat.eqb (i / M) (number h)) * tabular_score (next theta h) a (i mod M).

  Lemma tokens_exist : (0 < M)%nat.
  Proof. destruct M; [now destruct nonempty|lia]. Qed.

  Lemma token_is_below h a : In a (support (next theta h)) -> (a < M)%nat.
  Proof.
    unfold next, tabular_tokens. pose proof tokens_exist. destruct (ended h).
    - intros [<-|[]]. assumption.
    - intros Ha. apply in_seq in Ha. lia.
  Qed.

  Lemma tokens_are_below : forall m h c, In c (continuations (next theta) m h) ->
    Forall (fun a => (a < M)%nat) c.
  Proof.
    induction m as [|m IH]; intros h c Hc.
    - destruct Hc as [<-|[]]. constructor.
    - apply in_continuations_step in Hc as (a & rest & -> & Ha & Hrest).
      constructor; [exact (token_is_below h a Ha)|exact (IH _ _ Hrest)].
  Qed.

  Lemma token_probability_positive h a : In a (support (next theta h)) ->
    0 < probability (next theta h) a.
  Proof.
    unfold next, tabular_tokens. destruct (ended h).
    - intros [<-|[]]. cbn. lra.
    - intros _. apply (softmax_probability_positive (seq 0 M) nonempty).
  Qed.

  Lemma token_probability_differentiable i h a : In a (support (next theta h)) ->
    ex_derive (fun z => probability (next (with_coordinate theta i z) h) a) (theta i).
  Proof.
    unfold next, tabular_tokens. destruct (ended h).
    - intros _. eexists. exact (is_derive_const (indicator (Nat.eqb 0 a)) (theta i)).
    - intros Ha. apply (softmax_differentiable (seq 0 M) nonempty
        (fun z b => with_coordinate theta i z (number h * M + b)%nat)); [|exact Ha].
      intros b _. eexists. apply coordinate_slope.
  Qed.

  Lemma score_of_tabular_token h a i : In a (support (next theta h)) ->
    score_vector (fun p => next p h) theta a i = tabular_token_score h a i.
  Proof.
    pose proof tokens_exist as HM. unfold tabular_token_score, next, tabular_tokens.
    destruct (ended h).
    - intros [<-|[]]. unfold score_vector, partial_derivative, tabular_score.
      rewrite Derive_const. cbn [probability certain_token]. ring.
    - intros Ha. unfold tabular_softmax.
      rewrite (softmax_score_vector (seq 0 M) nonempty
        (fun p b => p (number h * M + b)%nat) theta i);
        [|intros b _; eexists; apply coordinate_slope|exact Ha].
      unfold partial_derivative. rewrite (is_derive_unique _ _ _ (coordinate_slope theta i _)).
      rewrite (expectation_ext _ _ (fun b => indicator (Nat.eqb (number h * M + b) i)))
        by (intros b; apply is_derive_unique, coordinate_slope).
      set (P := softmax (seq 0 M) nonempty (fun b => theta (number h * M + b)%nat)).
      apply in_seq in Ha.
      assert (Hindex : forall b, (b < M)%nat -> indicator (Nat.eqb (number h * M + b) i) =
        indicator (Nat.eqb (i / M) (number h)) * indicator (Nat.eqb b (i mod M))).
      { intros b Hb. pose proof (Nat.div_mod i M ltac:(lia)) as Hi.
        destruct (Nat.eqb_spec (number h * M + b) i) as [<-|Hne].
        - rewrite Nat.div_add_l, Nat.div_small, Nat.add_0_r, Nat.eqb_refl by lia.
          rewrite Nat.add_comm, Nat.mod_add, Nat.mod_small, Nat.eqb_refl by lia.
          cbn [indicator]. ring.
        - destruct (Nat.eqb_spec (i / M) (number h)) as [Hn|]; cbn [indicator]; [|ring].
          destruct (Nat.eqb_spec b (i mod M)) as [Hm|]; cbn [indicator]; [|ring].
          exfalso. apply Hne. rewrite Hm, <- Hn. lia. }
      rewrite Hindex by lia.
      rewrite (expectation_ext_in P _ (fun b => indicator (Nat.eqb (i / M) (number h))
        * indicator (Nat.eqb b (i mod M))))
        by (intros b Hb; apply in_seq in Hb; apply Hindex; lia).
      rewrite expectation_scal, (expectation_of_response M P eq_refl)
        by (apply Nat.mod_upper_bound; lia).
      unfold tabular_score. fold P. ring.
  Qed.

  Lemma score_of_tabular_response c i : In c (support (autoregressive (next theta) T [])) ->
    score_vector (fun p => autoregressive (next p) T []) theta c i =
    response_score tabular_token_score [] T c i.
  Proof.
    intros Hc. rewrite response_score_vector_is_sum_of_token_scores;
      [|exact token_probability_positive|apply token_probability_differentiable|exact Hc].
    apply sum_below_ext. intros k _. apply (score_of_token_ext (next theta)) with (T := T);
      [intros h a; apply score_of_tabular_token|exact Hc].
  Qed.

  Lemma tabular_token_scores_are_orthogonal h g a b i : h <> g ->
    tabular_token_score h a i * tabular_token_score g b i = 0.
  Proof.
    intros Hne. unfold tabular_token_score.
    destruct (Nat.eqb_spec (i / M) (number h)) as [->|]; [|cbn [indicator]; ring].
    destruct (Nat.eqb_spec (number h) (number g)) as [H|]; [|cbn [indicator]; ring].
    now apply prefixes_have_their_own_numbers in H.
  Qed.

  Lemma tabular_token_score_has_mean_zero h i :
    expectation (next theta h) (fun a => tabular_token_score h a i) = 0.
  Proof.
    pose proof tokens_exist. unfold tabular_token_score. rewrite expectation_scal.
    replace (expectation _ _) with 0; [ring|]. symmetry.
    unfold next, tabular_tokens. destruct (ended h).
    - unfold expectation, tabular_score. cbn. ring.
    - apply (tabular_score_has_mean_zero M); [reflexivity|]. apply Nat.mod_upper_bound. lia.
  Qed.

  Lemma sum_below_add (m n : nat) (f : nat -> R) :
    sum_below (m + n) f = sum_below m f + sum_below n (fun j => f (m + j)%nat).
  Proof.
    induction n as [|n IH]; [rewrite Nat.add_0_r; cbn; ring|].
    rewrite Nat.add_succ_r. cbn [sum_below]. rewrite IH. ring.
  Qed.

  Lemma tabular_token_squared_norm h a : (number h * M + M <= d)%nat ->
    squared_norm d (tabular_token_score h a) = squared_norm M (tabular_score (next theta h) a).
  Proof.
    intros Hd. pose proof tokens_exist. unfold squared_norm.
    replace d with (number h * M + (M + (d - number h * M - M)))%nat by lia.
    rewrite !sum_below_add.
    rewrite (sum_below_ext (number h * M) _ (fun _ => 0)).
    - rewrite (sum_below_ext (d - number h * M - M) _ (fun _ => 0)).
      + rewrite !sum_below_const, Rmult_0_r, Rmult_0_r, Rplus_0_l, Rplus_0_r.
        apply sum_below_ext. intros j Hj. unfold tabular_token_score.
        rewrite Nat.div_add_l, Nat.div_small, Nat.add_0_r, Nat.eqb_refl by lia.
        rewrite Nat.add_comm, Nat.mod_add, Nat.mod_small by lia. cbn [indicator]. ring.
      + intros j _. unfold tabular_token_score.
        replace (number h * M + (M + j))%nat with ((number h + 1) * M + j)%nat by lia.
        rewrite Nat.div_add_l by lia.
        destruct (Nat.eqb_spec (number h + 1 + j / M) (number h)); [lia|]. cbn [indicator]. ring.
    - intros j Hj. unfold tabular_token_score.
      assert (j / M < number h)%nat by (apply Nat.div_lt_upper_bound; lia).
      destruct (Nat.eqb_spec (j / M) (number h)); [lia|]. cbn [indicator]. ring.
  Qed.

  (** Result 1.5: |s|^2 = sum_t (1 - 2 p_t + sum_a p(a|h_t)^2) for every response. *)
  Theorem autoregressive_tabular_squared_score (c : list nat) :
    In c (support (autoregressive (tabular_tokens M nonempty number ended theta) T [])) ->
    squared_norm d (score_vector
      (fun p => autoregressive (tabular_tokens M nonempty number ended p) T []) theta c) =
    sum_below T (fun k =>
      let P := tabular_tokens M nonempty number ended theta (prefix_before c k) in
      1 - 2 * probability P (nth k c 0%nat) + collision_probability P M).
  Proof.
    intros Hc. pose proof (continuations_length _ _ _ _ Hc) as Hlength.
    pose proof (tokens_are_below _ _ _ Hc) as Hbelow.
    transitivity (squared_norm d (response_score tabular_token_score [] T c)).
    - apply sum_below_ext. intros i _. f_equal. now apply score_of_tabular_response.
    - rewrite orthogonal_tokens_squared_score
        by (intros; now apply tabular_token_scores_are_orthogonal).
      apply sum_below_ext. intros k Hk.
      rewrite (score_of_token_is_score_after_prefix _ 0%nat) by lia.
      rewrite tabular_token_squared_norm.
      + apply tabular_squared_score.
        rewrite Forall_forall in Hbelow. apply Hbelow, nth_In. lia.
      + apply all_parameters_are_counted.
        * unfold prefix_before. rewrite rev_length, firstn_length_le; lia.
        * apply Forall_rev. rewrite <- (firstn_skipn k c) in Hbelow.
          apply Forall_app in Hbelow. apply Hbelow.
  Qed.

  (** Result 1.5: E|s|^2 = sum_t E[1 - sum_a p(a|h_t)^2]. *)
  Theorem autoregressive_tabular_mean_squared_score :
    mean_squared_score (autoregressive (tabular_tokens M nonempty number ended theta) T []) d
      (score_vector (fun p => autoregressive (tabular_tokens M nonempty number ended p) T []) theta)
    = sum_over_prefixes (tabular_tokens M nonempty number ended theta) T (fun h =>
        1 - collision_probability (tabular_tokens M nonempty number ended theta h) M).
  Proof.
    pose proof tokens_exist as HM.
    transitivity (mean_squared_score (autoregressive (next theta) T []) d
      (response_score tabular_token_score [] T)).
    - apply expectation_ext_in. intros c Hc. apply sum_below_ext. intros i _. f_equal.
      now apply score_of_tabular_response.
    - rewrite mean_squared_score_is_sum_over_prefixes
        by (intros; apply tabular_token_score_has_mean_zero).
      apply sum_below_ext. intros k Hk. apply expectation_ext_in. intros u Hu.
      pose proof (continuations_length _ _ _ _ Hu) as Hlength. apply tokens_are_below in Hu.
      transitivity (mean_squared_score (next theta (rev u)) M (tabular_score (next theta (rev u)))).
      + apply expectation_ext. intros a. apply tabular_token_squared_norm.
        apply all_parameters_are_counted; [rewrite rev_length; lia|now apply Forall_rev].
      + unfold next, tabular_tokens. destruct (ended (rev u)).
        * unfold mean_squared_score, expectation. cbn [support probability certain_token sum].
          rewrite tabular_squared_score, certain_token_collision by exact HM. cbn. ring.
        * now apply tabular_mean_squared_score.
  Qed.

End TabularTokens.

(** An instance: two tokens, of which 0 ends the response, at most two of them, and any logits. The
    prefixes are numbered by Cantor's pairing; those of fewer than two tokens have six
    parameters. *)
Fixpoint pairing_number (h : list nat) : nat :=
  match h with
  | [] => 0
  | a :: rest => S (Cantor.to_nat (a, pairing_number rest))
  end.

Lemma pairing_number_injective : forall h g, pairing_number h = pairing_number g -> h = g.
Proof.
  induction h as [|a h IH]; intros [|b g] H; cbn [pairing_number] in H; try discriminate;
    [reflexivity|].
  apply Nat.succ_inj, (f_equal Cantor.of_nat) in H. rewrite !Cantor.cancel_of_to in H.
  injection H as -> H. now rewrite (IH g H).
Qed.

Definition has_zero (h : list nat) : bool := existsb (Nat.eqb 0) h.

Lemma two_tokens_have_six_parameters (h : list nat) : (length h < 2)%nat ->
  Forall (fun a => (a < 2)%nat) h -> (pairing_number h * 2 + 2 <= 6)%nat.
Proof.
  destruct h as [|a [|b h]]; cbn [length]; [cbn; lia| |lia]. intros _ H.
  apply Forall_inv in H. destruct a as [|[|a]]; [cbn; lia|cbn; lia|lia].
Qed.

Lemma two_tokens_nonempty : seq 0 2 <> [].
Proof. discriminate. Qed.

Example two_token_policy_squared_score (theta : nat -> R) :
  let policy p :=
    autoregressive (tabular_tokens 2 two_tokens_nonempty pairing_number has_zero p) 2 [] in
  let next := tabular_tokens 2 two_tokens_nonempty pairing_number has_zero theta in
  squared_norm 6 (score_vector policy theta [1%nat; 1%nat]) =
    (1 - 2 * probability (next []) 1%nat + collision_probability (next []) 2)
    + (1 - 2 * probability (next [1%nat]) 1%nat + collision_probability (next [1%nat]) 2) /\
  squared_norm 6 (score_vector policy theta [0%nat; 0%nat]) =
    1 - 2 * probability (next []) 0%nat + collision_probability (next []) 2.
Proof.
  intros policy next.
  assert (H : forall c, In c (support (policy theta)) ->
    squared_norm 6 (score_vector policy theta c) = sum_below 2 (fun k =>
      let P := next (prefix_before c k) in
      1 - 2 * probability P (nth k c 0%nat) + collision_probability P 2)).
  { apply autoregressive_tabular_squared_score;
      [exact pairing_number_injective|exact two_tokens_have_six_parameters]. }
  split; rewrite H by (cbn; tauto); cbn [sum_below nth]; cbv zeta; unfold prefix_before;
    cbn [firstn rev app].
  - ring.
  - change (next [0%nat]) with certain_token. rewrite certain_token_collision by lia. cbn. ring.
Qed.
