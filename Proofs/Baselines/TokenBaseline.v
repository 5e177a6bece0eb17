(** * A baseline of its own for every prefix

    The gradient sum_t (r - b(h_t)) s_t has a baseline b(h) for every prefix h of the response. It
    is unbiased for every b, and its variance separates over prefixes, for any parametrisation: the
    optimum b*(h) is found for every prefix by itself (result 1.7 of docs/theory.md). All that is
    used is that the score of a token has mean zero given the tokens before it. The reward is any
    function of the whole response.

    The model is that of TokenScores.v: T tokens, shorter responses being followed by a certain end
    token with score 0. A prefix is the list of its tokens, latest first.

    Definitions
      prefix_before c k              == h_k, the prefix of c that token k is drawn after
      token_baseline_gradient t r b T c == sum_t (r - b(h_t)) s_t for the response c
      token_baseline_variance next d t r b T == V(b), the trace of its covariance
      sum_over_prefixes next T F     == sum over the prefixes h that a token is drawn after of
        P(visit h) F(h)
      prefix_squared_score next d t h == E[|s_h|^2 | h]
      prefix_rewarded_score next d t r T h == E[r s_h . s | h], s being the whole response's score
      optimal_token_baseline next d t r T h == b*(h) = E[r s_h . s | h] / E[|s_h|^2 | h]
      prefix_value next r T h        == the value E[r | h]
    Results
      token_baseline_keeps_mean      == E[sum_t (r - b(h_t)) s_t] = E[r s] for every b
      mean_squared_score_is_sum_over_prefixes == E|s|^2 = sum_h P(visit h) E[|s_h|^2 | h]
      token_baseline_excess_variance_separates == V(b) - V(b* ) =
        sum_h P(visit h) (b(h) - b*(h))^2 E[|s_h|^2 | h]
      optimal_token_baseline_minimises_variance == V(b* ) <= V(b)
      optimal_token_baseline_is_unique == V(b) = V(b* ) only if b = b* at every prefix that is
        visited and has a score
      constant_token_baseline_is_baseline == if b(h) is one number b, V(b) is that of (r - b) s
      optimal_token_baseline_is_no_worse_than_a_constant == V(b* ) <= tr Var[(r - b) s]
      optimal_token_baseline_of_orthogonal_tokens == if scores after different prefixes are
        orthogonal, b*(h) = E[|s_h|^2 E[r | h, token] | h] / E[|s_h|^2 | h], if that
        divisor is > 0 *)

From Coq Require Import Reals List Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import EffectiveWeights.EffectiveWeight.
From Counterweight Require Import Scores.ZeroMeanScore Scores.Softmax Baselines.ScoreMoments.
From Counterweight Require Import Baselines.OptimalBaseline Baselines.TokenScores.
Import ListNotations.
Open Scope R_scope.

Definition inner_product (d : nat) (v w : nat -> R) : R := sum_below d (fun i => v i * w i).

Definition prefix_before {A : Type} (c : list A) (k : nat) : list A := rev (firstn k c).

Definition token_baseline_gradient {A : Type} (t : list A -> A -> nat -> R) (r b : list A -> R)
    (T : nat) (c : list A) (i : nat) : R :=
  sum_below T (fun k => (r c - b (prefix_before c k)) * score_of_token t [] c k i).

Definition token_baseline_variance {A : Type} (next : list A -> distribution A) (d : nat)
    (t : list A -> A -> nat -> R) (r b : list A -> R) (T : nat) : R :=
  trace_variance (autoregressive next T []) d (token_baseline_gradient t r b T).

Definition sum_over_prefixes {A : Type} (next : list A -> distribution A) (T : nat)
    (F : list A -> R) : R :=
  sum_below T (fun k => expectation (autoregressive next k []) (fun u => F (rev u))).

Definition prefix_squared_score {A : Type} (next : list A -> distribution A) (d : nat)
    (t : list A -> A -> nat -> R) (h : list A) : R :=
  expectation (next h) (fun a => squared_norm d (t h a)).

Definition prefix_rewarded_score {A : Type} (next : list A -> distribution A) (d : nat)
    (t : list A -> A -> nat -> R) (r : list A -> R) (T : nat) (h : list A) : R :=
  expectation (autoregressive next (T - length h) h) (fun c =>
    r (rev h ++ c)
    * inner_product d (score_of_token t h c 0) (response_score t [] T (rev h ++ c))).

Definition optimal_token_baseline {A : Type} (next : list A -> distribution A) (d : nat)
    (t : list A -> A -> nat -> R) (r : list A -> R) (T : nat) (h : list A) : R :=
  prefix_rewarded_score next d t r T h / prefix_squared_score next d t h.

Definition prefix_value {A : Type} (next : list A -> distribution A) (r : list A -> R) (T : nat)
    (h : list A) : R :=
  expectation (autoregressive next (T - length h) h) (fun c => r (rev h ++ c)).

(** ** Prefix and rest *)

Lemma squared_norm_scal d v c : squared_norm d (fun i => c * v i) = c ^ 2 * squared_norm d v.
Proof.
  unfold squared_norm. rewrite <- sum_below_scal. apply sum_below_ext. intros. ring.
Qed.

Lemma squared_norm_zero d v : squared_norm d v = 0 -> forall i, (i < d)%nat -> v i = 0.
Proof.
  unfold squared_norm. induction d as [|d IH]; intros H i Hi; [lia|]. cbn [sum_below] in H.
  pose proof (squared_norm_nonneg d v) as Hrest. unfold squared_norm in Hrest.
  pose proof (pow2_ge_0 (v d)).
  destruct (Nat.eq_dec i d) as [->|Hne]; [|apply IH; lra || lia].
  apply Rsqr_0_uniq. unfold Rsqr. lra.
Qed.

Section PrefixAndRest.

  Context {A : Type} (next : list A -> distribution A) (t : list A -> A -> nat -> R).

  Lemma continuations_length T : forall h c, In c (continuations next T h) -> length c = T.
  Proof.
    induction T as [|T IH]; intros h c H.
    - destruct H as [<-|[]]. reflexivity.
    - apply in_continuations_step in H as (a & rest & -> & _ & H). cbn [length].
      now rewrite (IH _ _ H).
  Qed.

  (** The first k tokens, then the other m given those. *)
  Lemma expectation_by_prefix k m : forall h F,
    expectation (autoregressive next (k + m) h) F =
    expectation (autoregressive next k h) (fun u =>
      expectation (autoregressive next m (rev u ++ h)) (fun c => F (u ++ c))).
  Proof.
    induction k as [|k IH]; intros h F.
    - now rewrite expectation_autoregressive_none.
    - cbn [Nat.add]. rewrite !expectation_autoregressive_step. apply expectation_ext. intros a.
      rewrite IH. apply expectation_ext. intros u. cbn [rev]. now rewrite <- app_assoc.
  Qed.

  Lemma score_of_token_after_prefix : forall u h c,
    score_of_token t h (u ++ c) (length u) = score_of_token t (rev u ++ h) c 0.
  Proof.
    induction u as [|a u IH]; intros h c; [reflexivity|].
    cbn [app length score_of_token rev]. now rewrite IH, <- app_assoc.
  Qed.

  Lemma score_of_token_is_score_after_prefix (e : A) c k : (k < length c)%nat ->
    score_of_token t [] c k = t (prefix_before c k) (nth k c e).
  Proof.
    intros Hk. pose proof (score_of_token_after_prefix (firstn k c) [] (skipn k c)) as H.
    rewrite firstn_skipn, firstn_length_le, app_nil_r in H by lia. rewrite H. unfold prefix_before.
    assert (Hnth := app_nth2 (firstn k c) (skipn k c) e (n := k)).
    rewrite firstn_skipn, firstn_length_le, Nat.sub_diag in Hnth by lia. rewrite Hnth by lia.
    destruct (skipn k c) as [|a rest] eqn:Hrest; [|reflexivity].
    apply (f_equal (@length A)) in Hrest. rewrite skipn_length in Hrest. cbn in Hrest. lia.
  Qed.

  Lemma scaled_score_of_token (b : list A -> R) i : forall c h k,
    score_of_token (fun g a j => b g * t g a j) h c k i =
    b (prefix_before c k ++ h) * score_of_token t h c k i.
  Proof.
    unfold prefix_before. induction c as [|a c IH]; intros h [|k]; cbn [score_of_token]; try ring.
    - reflexivity.
    - rewrite IH. cbn [firstn rev]. now rewrite <- app_assoc.
  Qed.

  (** What is seen at token k, by the prefix of k tokens and the rest. *)
  Lemma expectation_at_token T k (F : list A -> (nat -> R) -> list A -> R) : (k <= T)%nat ->
    expectation (autoregressive next T []) (fun c =>
      F (prefix_before c k) (score_of_token t [] c k) c) =
    expectation (autoregressive next k []) (fun u =>
      expectation (autoregressive next (T - length (rev u)) (rev u)) (fun c =>
        F (rev u) (score_of_token t (rev u) c 0) (rev (rev u) ++ c))).
  Proof.
    intros Hk. replace T with (k + (T - k))%nat at 1 by lia. rewrite expectation_by_prefix.
    apply expectation_ext_in. intros u Hu. apply continuations_length in Hu.
    rewrite rev_length, rev_involutive, app_nil_r, Hu. apply expectation_ext. intros c.
    unfold prefix_before. rewrite <- Hu at 2. rewrite score_of_token_after_prefix, app_nil_r.
    rewrite firstn_app, <- Hu, firstn_all, Nat.sub_diag. cbn [firstn]. now rewrite app_nil_r.
  Qed.

  Lemma sum_over_prefixes_ext T F G :
    (forall h, (length h < T)%nat -> F h = G h) ->
    sum_over_prefixes next T F = sum_over_prefixes next T G.
  Proof.
    intros H. apply sum_below_ext. intros k Hk. apply expectation_ext_in. intros u Hu.
    apply continuations_length in Hu. apply H. rewrite rev_length. lia.
  Qed.

  Lemma sum_over_prefixes_minus T F G :
    sum_over_prefixes next T (fun h => F h - G h) =
    sum_over_prefixes next T F - sum_over_prefixes next T G.
  Proof.
    unfold sum_over_prefixes. rewrite <- sum_below_minus. apply sum_below_ext. intros k _.
    now rewrite expectation_minus.
  Qed.

  Lemma sum_over_prefixes_scal T x F :
    sum_over_prefixes next T (fun h => x * F h) = x * sum_over_prefixes next T F.
  Proof.
    unfold sum_over_prefixes. rewrite <- sum_below_scal. apply sum_below_ext. intros k _.
    now rewrite expectation_scal.
  Qed.

End PrefixAndRest.

(** ** The baseline *)

Section TokenBaseline.

  Context {A : Type} (next : list A -> distribution A) (d : nat) (t : list A -> A -> nat -> R).
  Context (r : list A -> R) (T : nat).
  Hypothesis token_score_has_mean_zero :
    forall h i, (i < d)%nat -> expectation (next h) (fun a => t h a i) = 0.

  Let P : distribution (list A) := autoregressive next T [].
  Let s : list A -> nat -> R := response_score t [] T.
  Let scaled (b : list A -> R) (h : list A) (a : A) (i : nat) : R := b h * t h a i.
  Let weighted (b : list A -> R) : list A -> nat -> R := response_score (scaled b) [] T.

  Lemma scaled_score_has_mean_zero b h i : (i < d)%nat ->
    expectation (next h) (fun a => scaled b h a i) = 0.
  Proof.
    intros Hi. unfold scaled. rewrite expectation_scal, token_score_has_mean_zero by exact Hi. ring.
  Qed.

  Lemma token_baseline_gradient_splits b c i :
    token_baseline_gradient t r b T c i = r c * s c i - weighted b c i.
  Proof.
    unfold token_baseline_gradient, weighted, s, response_score, scaled.
    rewrite <- sum_below_scal, <- sum_below_minus. apply sum_below_ext. intros k _.
    rewrite scaled_score_of_token, app_nil_r. ring.
  Qed.

  (** Result 1.7: E[sum_t (r - b(h_t)) s_t] = E[r s] for every b. *)
  Theorem token_baseline_keeps_mean (b : list A -> R) (i : nat) : (i < d)%nat ->
    expectation (autoregressive next T []) (fun c => token_baseline_gradient t r b T c i) =
    expectation (autoregressive next T []) (fun c => r c * response_score t [] T c i).
  Proof.
    intros Hi. rewrite (expectation_ext _ _ (fun c => r c * s c i - weighted b c i))
      by (intros; apply token_baseline_gradient_splits).
    rewrite expectation_minus.
    rewrite (response_score_has_mean_zero next d (scaled b) (scaled_score_has_mean_zero b) i Hi).
    unfold s. ring.
  Qed.

  Lemma mean_squared_weighted_score b :
    mean_squared_score P d (weighted b) =
    sum_over_prefixes next T (fun h => b h ^ 2 * prefix_squared_score next d t h).
  Proof.
    unfold P, weighted.
    rewrite (mean_squared_score_is_sum_over_tokens _ _ _ (scaled_score_has_mean_zero b)).
    apply sum_below_ext. intros k Hk.
    rewrite (expectation_ext _ _ (fun c =>
      b (prefix_before c k) ^ 2 * squared_norm d (score_of_token t [] c k))).
    - rewrite (expectation_at_token next t T k (fun h v _ => b h ^ 2 * squared_norm d v)) by lia.
      apply expectation_ext_in. intros u Hu. apply continuations_length in Hu.
      rewrite expectation_scal. f_equal. rewrite rev_length, Hu.
      replace (T - k)%nat with (S (T - k - 1)) by lia. rewrite expectation_autoregressive_step.
      apply expectation_ext. intros a. cbn [score_of_token]. apply expectation_const.
    - intros c. rewrite <- squared_norm_scal. apply sum_below_ext. intros i _.
      unfold scaled. now rewrite scaled_score_of_token, app_nil_r.
  Qed.

  (** Result 1.5': E|s|^2 = sum_h P(visit h) E[|s_h|^2 | h] over all prefixes h. *)
  Theorem mean_squared_score_is_sum_over_prefixes :
    mean_squared_score (autoregressive next T []) d (response_score t [] T) =
    sum_over_prefixes next T (prefix_squared_score next d t).
  Proof.
    transitivity (mean_squared_score P d (weighted (fun _ => 1))).
    - apply expectation_ext. intros c. apply sum_below_ext. intros i _. f_equal.
      apply sum_below_ext. intros k _. unfold scaled. rewrite scaled_score_of_token. ring.
    - rewrite mean_squared_weighted_score. apply sum_over_prefixes_ext. intros. ring.
  Qed.

  Lemma rewarded_product b :
    expectation P (fun c => r c * inner_product d (s c) (weighted b c)) =
    sum_over_prefixes next T (fun h => b h * prefix_rewarded_score next d t r T h).
  Proof.
    rewrite (expectation_ext _ _ (fun c => sum_below T (fun k =>
      b (prefix_before c k) * (r c * inner_product d (score_of_token t [] c k) (s c))))).
    - rewrite expectation_sum_below. apply sum_below_ext. intros k Hk. unfold P.
      rewrite (expectation_at_token next t T k (fun h v c => b h * (r c * inner_product d v (s c))))
        by lia.
      apply expectation_ext. intros u. now rewrite expectation_scal.
    - intros c. unfold inner_product, weighted, response_score.
      rewrite (sum_below_ext d _ (fun i => sum_below T (fun k =>
        b (prefix_before c k) * (score_of_token t [] c k i * s c i)))).
      + rewrite <- sum_seq. rewrite <- (sum_below_sum T (seq 0 d) (fun k i =>
          b (prefix_before c k) * (score_of_token t [] c k i * s c i))).
        rewrite <- sum_below_scal. apply sum_below_ext. intros k _.
        rewrite sum_seq, sum_below_scal. ring.
      + intros i _. rewrite <- sum_below_scal. apply sum_below_ext. intros k _.
        unfold scaled. rewrite scaled_score_of_token, app_nil_r. ring.
  Qed.

  Lemma token_baseline_second_moment b :
    expectation P (fun c => squared_norm d (token_baseline_gradient t r b T c)) =
    expectation P (fun c => r c ^ 2 * squared_norm d (s c))
    + sum_over_prefixes next T (fun h => b h ^ 2 * prefix_squared_score next d t h
        - 2 * (b h * prefix_rewarded_score next d t r T h)).
  Proof.
    rewrite sum_over_prefixes_minus, sum_over_prefixes_scal.
    rewrite <- mean_squared_weighted_score, <- rewarded_product. unfold mean_squared_score.
    rewrite <- expectation_scal, <- expectation_minus, <- expectation_plus.
    apply expectation_ext. intros c. unfold squared_norm, inner_product.
    rewrite <- !sum_below_scal, <- sum_below_minus, <- sum_below_plus. apply sum_below_ext.
    intros i _. rewrite token_baseline_gradient_splits. ring.
  Qed.

  Lemma token_baseline_variance_by_prefix b :
    token_baseline_variance next d t r b T =
    expectation P (fun c => r c ^ 2 * squared_norm d (s c))
    - squared_norm d (fun i => expectation P (fun c => r c * s c i))
    + sum_over_prefixes next T (fun h => b h ^ 2 * prefix_squared_score next d t h
        - 2 * (b h * prefix_rewarded_score next d t r T h)).
  Proof.
    transitivity (expectation P (fun c => squared_norm d (token_baseline_gradient t r b T c))
      - squared_norm d (fun i => expectation P (fun c => r c * s c i))).
    - unfold token_baseline_variance, trace_variance, squared_norm.
      rewrite expectation_sum_below, <- sum_below_minus. apply sum_below_ext. intros i Hi.
      rewrite variance_second_moment, token_baseline_keeps_mean by exact Hi. reflexivity.
    - rewrite token_baseline_second_moment. ring.
  Qed.

  (** The numerator of b*(h) vanishes with its denominator. *)
  Lemma squared_score_times_optimal_token_baseline h : (length h < T)%nat ->
    prefix_squared_score next d t h * optimal_token_baseline next d t r T h =
    prefix_rewarded_score next d t r T h.
  Proof.
    intros Hh. unfold optimal_token_baseline.
    destruct (Req_dec (prefix_squared_score next d t h) 0) as [H|H]; [|now field].
    rewrite H, Rmult_0_l. unfold prefix_rewarded_score.
    replace (T - length h)%nat with (S (T - length h - 1)) by lia.
    rewrite expectation_autoregressive_step. unfold expectation at 1.
    rewrite <- (sum_zero (support (next h))). apply sum_ext_in. intros a Ha.
    assert (Hterm : probability (next h) a * squared_norm d (t h a) = 0).
    { apply (sum_zero_terms (support (next h))
        (fun a => probability (next h) a * squared_norm d (t h a))); [|exact H|exact Ha].
      intros e He. apply Rmult_le_pos; [now apply probability_nonneg|apply squared_norm_nonneg]. }
    apply Rmult_integral in Hterm. destruct Hterm as [->|Hnorm]; [ring|].
    rewrite (expectation_ext _ _ (fun _ => 0)), expectation_const; [ring|]. intros c.
    cbn [score_of_token]. unfold inner_product. rewrite (sum_below_ext d _ (fun _ => 0)).
    - rewrite sum_below_const. ring.
    - intros i Hi. rewrite (squared_norm_zero d _ Hnorm i Hi). ring.
  Qed.

  (** Result 1.7: V(b) - V(b* ) = sum_h P(visit h) (b(h) - b*(h))^2 E[|s_h|^2 | h]. *)
  Theorem token_baseline_excess_variance_separates (b : list A -> R) :
    token_baseline_variance next d t r b T
    - token_baseline_variance next d t r (optimal_token_baseline next d t r T) T =
    sum_over_prefixes next T (fun h =>
      (b h - optimal_token_baseline next d t r T h) ^ 2 * prefix_squared_score next d t h).
  Proof.
    rewrite !token_baseline_variance_by_prefix.
    match goal with |- ?x + ?y - (?x + ?z) = _ =>
      replace (x + y - (x + z)) with (y - z) by ring end.
    rewrite <- sum_over_prefixes_minus. apply sum_over_prefixes_ext. intros h Hh.
    rewrite <- squared_score_times_optimal_token_baseline by exact Hh. ring.
  Qed.

  Lemma prefix_excess_nonneg b h : 0 <=
    (b h - optimal_token_baseline next d t r T h) ^ 2 * prefix_squared_score next d t h.
  Proof.
    apply Rmult_le_pos; [apply pow2_ge_0|]. apply expectation_nonneg. intros.
    apply squared_norm_nonneg.
  Qed.

  (** Result 1.7: V(b* ) <= V(b) for every baseline per prefix. *)
  Theorem optimal_token_baseline_minimises_variance (b : list A -> R) :
    token_baseline_variance next d t r (optimal_token_baseline next d t r T) T
    <= token_baseline_variance next d t r b T.
  Proof.
    pose proof (token_baseline_excess_variance_separates b) as H.
    assert (0 <= sum_over_prefixes next T (fun h =>
      (b h - optimal_token_baseline next d t r T h) ^ 2 * prefix_squared_score next d t h)).
    { apply sum_below_nonneg. intros k _. apply expectation_nonneg. intros.
      apply prefix_excess_nonneg. }
    lra.
  Qed.

  (** Result 1.7: V(b) = V(b* ) exactly when b(h) = b*(h) for all prefixes h with P(visit h) > 0 and
      E[|s_h|^2 | h] > 0. *)
  Theorem optimal_token_baseline_is_unique (b : list A -> R) :
    token_baseline_variance next d t r b T =
    token_baseline_variance next d t r (optimal_token_baseline next d t r T) T <->
    (forall k u, (k < T)%nat -> In u (support (autoregressive next k [])) ->
      0 < probability (autoregressive next k []) u ->
      0 < prefix_squared_score next d t (rev u) ->
      b (rev u) = optimal_token_baseline next d t r T (rev u)).
  Proof.
    pose proof (token_baseline_excess_variance_separates b) as Hexcess.
    set (F := fun h => (b h - optimal_token_baseline next d t r T h) ^ 2
      * prefix_squared_score next d t h) in Hexcess.
    pose proof (prefix_excess_nonneg b : forall h, 0 <= F h) as HF.
    unfold sum_over_prefixes in Hexcess. rewrite <- sum_seq in Hexcess. split.
    - intros Heq k u Hk Hu Hvisit Hscore.
      rewrite Heq, Rminus_diag_eq in Hexcess by reflexivity.
      assert (Hlevel := sum_zero_terms (seq 0 T)
        (fun k => expectation (autoregressive next k []) (fun u => F (rev u)))
        (fun k _ => expectation_nonneg _ _ (fun u _ => HF (rev u))) (eq_sym Hexcess) k).
      assert (Hterm : probability (autoregressive next k []) u * F (rev u) = 0).
      { apply (sum_zero_terms (support (autoregressive next k [])) (fun u =>
          probability (autoregressive next k []) u * F (rev u)));
          [|apply Hlevel, in_seq; lia|exact Hu].
        intros v Hv. apply Rmult_le_pos; [now apply probability_nonneg|apply HF]. }
      unfold F in Hterm. apply Rminus_diag_uniq, Rsqr_0_uniq. unfold Rsqr.
      apply Rmult_integral in Hterm. destruct Hterm as [Hterm|Hterm]; [lra|].
      apply Rmult_integral in Hterm. destruct Hterm; lra.
    - intros Hsame. apply Rminus_diag_uniq. rewrite Hexcess, <- (sum_zero (seq 0 T)).
      apply sum_ext_in. intros k Hk. apply in_seq in Hk.
      unfold expectation. rewrite <- (sum_zero (support (autoregressive next k []))).
      apply sum_ext_in. intros u Hu. unfold F.
      pose proof (probability_nonneg (autoregressive next k []) u Hu) as Hvisit.
      assert (Hscore : 0 <= prefix_squared_score next d t (rev u))
        by (apply expectation_nonneg; intros; apply squared_norm_nonneg).
      destruct Hvisit as [Hvisit|<-]; [|ring]. destruct Hscore as [Hscore|<-]; [|ring].
      rewrite (Hsame k u ltac:(lia) Hu Hvisit Hscore). ring.
  Qed.

End TokenBaseline.

(** One number b for all prefixes is the baseline of OptimalBaseline.v: V(b) = tr Var[(r - b) s]. *)
Theorem constant_token_baseline_is_baseline {A : Type} (next : list A -> distribution A) (d : nat)
    (t : list A -> A -> nat -> R) (r : list A -> bool) (T : nat) (b : R) :
  token_baseline_variance next d t (fun c => indicator (r c)) (fun _ => b) T =
  rollout_variance (autoregressive next T []) d r (response_score t [] T) b.
Proof.
  apply sum_below_ext. intros i _. rewrite !variance_second_moment.
  assert (H : forall c, token_baseline_gradient t (fun c => indicator (r c)) (fun _ => b) T c i =
    (indicator (r c) - b) * response_score t [] T c i)
    by (intros; exact (sum_below_scal T (indicator (r c) - b) _)).
  f_equal; [|f_equal]; apply expectation_ext; intros c; now rewrite H.
Qed.

(** Result 1.7: the optimum of every prefix has at most the variance of any single number b. *)
Theorem optimal_token_baseline_is_no_worse_than_a_constant {A : Type}
    (next : list A -> distribution A) (d : nat) (t : list A -> A -> nat -> R) (r : list A -> bool)
    (T : nat) (b : R) :
  (forall h i, (i < d)%nat -> expectation (next h) (fun a => t h a i) = 0) ->
  token_baseline_variance next d t (fun c => indicator (r c))
    (optimal_token_baseline next d t (fun c => indicator (r c)) T) T
  <= rollout_variance (autoregressive next T []) d r (response_score t [] T) b.
Proof.
  intros Hzero. rewrite <- constant_token_baseline_is_baseline.
  now apply optimal_token_baseline_minimises_variance.
Qed.

(** ** Orthogonal tokens *)

Section OrthogonalTokens.

  Context {A : Type} (next : list A -> distribution A) (d : nat) (t : list A -> A -> nat -> R).
  Context (r : list A -> R) (T : nat).
  Hypothesis pasts_are_orthogonal : forall h g a b i,
    (i < d)%nat -> h <> g -> t h a i * t g b i = 0.

  Lemma product_with_response_score (h : list A) (a : A) (c : list A) : (length h < T)%nat ->
    inner_product d (t h a) (response_score t [] T (rev h ++ a :: c)) = squared_norm d (t h a).
  Proof.
    intros Hh. apply sum_below_ext. intros i Hi. unfold response_score.
    rewrite <- sum_below_scal.
    rewrite <- (sum_below_pick T (length h) (fun _ => t h a i ^ 2)) by exact Hh.
    apply sum_below_ext. intros k _. destruct (Nat.eqb_spec (length h) k) as [<-|Hne].
    - rewrite <- rev_length, score_of_token_after_prefix, rev_involutive, app_nil_r.
      cbn [score_of_token indicator]. ring.
    - cbn [indicator]. rewrite Rmult_0_l.
      destruct (le_lt_dec (length (rev h ++ a :: c)) k) as [Hlong|Hk].
      + assert (Hzero : forall (l g : list A) j, (length l <= j)%nat ->
          score_of_token t g l j i = 0).
        { induction l as [|e l IH]; intros g [|j] Hj; cbn in *; try reflexivity; try lia.
          apply IH. lia. }
        rewrite Hzero by exact Hlong. ring.
      + rewrite (score_of_token_is_score_after_prefix t a) by exact Hk.
        apply pasts_are_orthogonal; [exact Hi|]. intros Heq. apply Hne. rewrite Heq.
        unfold prefix_before. rewrite rev_length, firstn_length_le; lia.
  Qed.

  (** Result 1.7 for orthogonal tokens: b*(h) = E[|s_h|^2 E(r | h, token) | h] / E[|s_h|^2 | h], the
      values after each token h can continue with, weighted with that token's squared score, if
      E[|s_h|^2 | h] > 0. *)
  Theorem optimal_token_baseline_of_orthogonal_tokens (h : list A) : (length h < T)%nat ->
    optimal_token_baseline next d t r T h =
    expectation (next h) (fun a => squared_norm d (t h a) * prefix_value next r T (a :: h))
    / expectation (next h) (fun a => squared_norm d (t h a)).
  Proof.
    intros Hh. unfold optimal_token_baseline, prefix_rewarded_score. f_equal.
    replace (T - length h)%nat with (S (T - S (length h))) by lia.
    rewrite expectation_autoregressive_step. apply expectation_ext. intros a.
    unfold prefix_value. cbn [length rev]. rewrite <- expectation_scal. apply expectation_ext.
    intros c. cbn [score_of_token]. rewrite product_with_response_score by exact Hh.
    rewrite <- app_assoc. cbn [app]. ring.
  Qed.

End OrthogonalTokens.

(** ** An instance *)

(** The responses of bits of TokenScores.v, which end with the first false, at most two tokens and
    one parameter for all positions, at success rate 1/2 for each. Only (true, true) is rewarded.
    The optimum is 1/2 at the start and 1 after true, the values are 1/4 and 1/2. *)
Definition both_true (c : list bool) : bool := forallb (fun a => a) c.

Definition bits_baseline (at_start after_true : R) (h : list bool) : R :=
  match h with
  | [] => at_start
  | _ => after_true
  end.

Lemma shared_sigmoid_token_score_has_mean_zero (x : R) (h : list bool) (i : nat) : (i < 1)%nat ->
  expectation (shared_sigmoid x h) (fun a => shared_sigmoid_score x h a i) = 0.
Proof.
  intros _. unfold shared_sigmoid, shared_sigmoid_score. destruct (has_ended h).
  - apply expectation_const.
  - apply sigmoid_expected_score_is_zero.
Qed.

Lemma fair_bit_expectation (f : bool -> R) :
  expectation (sigmoid_policy 0) f = / 2 * (f true + f false).
Proof.
  unfold expectation. cbn [support sigmoid_policy softmax sum probability].
  unfold softmax_probability, partition_function, sigmoid_logit. cbn [sum].
  rewrite exp_0. field.
Qed.

Lemma fair_bit_score (a : bool) : score sigmoid_policy 0 a = indicator a - / 2.
Proof.
  rewrite sigmoid_score. unfold success_rate. rewrite fair_bit_expectation. cbn [indicator]. field.
Qed.

Lemma certain_end_expectation (f : bool -> R) : expectation certain_end f = f false.
Proof. unfold expectation. cbn. ring. Qed.

Lemma two_fair_bits_expectation (f : list bool -> R) :
  expectation (autoregressive (shared_sigmoid 0) 2 []) f =
  / 2 * f [false; false] + / 4 * (f [true; true] + f [true; false]).
Proof.
  rewrite expectation_autoregressive_step. change (shared_sigmoid 0 []) with (sigmoid_policy 0).
  rewrite fair_bit_expectation, !expectation_autoregressive_step.
  change (shared_sigmoid 0 [true]) with (sigmoid_policy 0).
  change (shared_sigmoid 0 [false]) with certain_end.
  rewrite fair_bit_expectation, certain_end_expectation, !expectation_autoregressive_none. field.
Qed.

Lemma second_fair_bit_expectation (f : list bool -> R) :
  expectation (autoregressive (shared_sigmoid 0) 1 [true]) f = / 2 * (f [true] + f [false]).
Proof.
  rewrite expectation_autoregressive_step. change (shared_sigmoid 0 [true]) with (sigmoid_policy 0).
  now rewrite fair_bit_expectation, !expectation_autoregressive_none.
Qed.

Example shared_sigmoid_optimal_token_baseline :
  let reward c := indicator (both_true c) in
  let best := optimal_token_baseline (shared_sigmoid 0) 1 (shared_sigmoid_score 0) reward 2 in
  let value := prefix_value (shared_sigmoid 0) reward 2 in
  best [] = / 2 /\ value [] = / 4 /\ best [true] = 1 /\ value [true] = / 2.
Proof.
  unfold optimal_token_baseline, prefix_rewarded_score, prefix_squared_score, prefix_value.
  unfold inner_product, squared_norm, response_score. cbn [length Nat.sub rev app].
  rewrite !two_fair_bits_expectation, !second_fair_bit_expectation.
  change (shared_sigmoid 0 []) with (sigmoid_policy 0).
  change (shared_sigmoid 0 [true]) with (sigmoid_policy 0).
  rewrite !fair_bit_expectation. unfold shared_sigmoid_score.
  cbn [sum_below score_of_token has_ended existsb negb orb both_true forallb andb indicator].
  rewrite !fair_bit_score. cbn [indicator]. repeat split; field.
Qed.

(** V = (b(start) - 1/2)^2 / 4 + (b(true) - 1)^2 / 8: without a baseline 3/16, with the value of
    every prefix 3/64, with the best single number 1/48, and with the optimum of every prefix 0. The
    value per prefix is worse than a single number here. *)
Example shared_sigmoid_token_baseline_variance (at_start after_true : R) :
  token_baseline_variance (shared_sigmoid 0) 1 (shared_sigmoid_score 0)
    (fun c => indicator (both_true c)) (bits_baseline at_start after_true) 2 =
  (at_start - / 2) ^ 2 / 4 + (after_true - 1) ^ 2 / 8.
Proof.
  unfold token_baseline_variance, trace_variance. cbn [sum_below].
  rewrite variance_second_moment, !two_fair_bits_expectation.
  unfold token_baseline_gradient, shared_sigmoid_score, prefix_before, bits_baseline.
  cbn [sum_below score_of_token has_ended existsb negb orb both_true forallb andb indicator].
  cbn [firstn rev app]. rewrite !fair_bit_score. cbn [indicator]. field.
Qed.

Example value_of_prefix_is_worse_than_a_constant :
  let V := fun b => token_baseline_variance (shared_sigmoid 0) 1 (shared_sigmoid_score 0)
    (fun c => indicator (both_true c)) b 2 in
  V (bits_baseline 0 0) = 3 / 16 /\ V (bits_baseline (/ 4) (/ 2)) = 3 / 64 /\
  V (bits_baseline (2 / 3) (2 / 3)) = / 48 /\ V (bits_baseline (/ 2) 1) = 0.
Proof.
  cbv zeta beta. rewrite !shared_sigmoid_token_baseline_variance. repeat split; field.
Qed.

(** The hypothesis holds for any reward, any number of tokens and any parameter. *)
Example shared_sigmoid_token_baseline_excess_variance (x : R) (r b : list bool -> R) (T : nat) :
  let V := fun b => token_baseline_variance (shared_sigmoid x) 1 (shared_sigmoid_score x) r b T in
  let best := optimal_token_baseline (shared_sigmoid x) 1 (shared_sigmoid_score x) r T in
  V b - V best = sum_over_prefixes (shared_sigmoid x) T (fun h =>
    (b h - best h) ^ 2 * prefix_squared_score (shared_sigmoid x) 1 (shared_sigmoid_score x) h).
Proof.
  apply token_baseline_excess_variance_separates, shared_sigmoid_token_score_has_mean_zero.
Qed.

(** The score of the whole response has mean zero, so that OptimalBaseline.v holds for it too. *)
Example shared_sigmoid_excess_variance (x : R) (r : list bool -> bool) (T : nat) (b : R) :
  let P := autoregressive (shared_sigmoid x) T [] in
  let s := response_score (shared_sigmoid_score x) [] T in
  rollout_variance P 1 r s b - rollout_variance P 1 r s (optimal_baseline P 1 r s) =
  (b - optimal_baseline P 1 r s) ^ 2 * sum_over_prefixes (shared_sigmoid x) T
    (prefix_squared_score (shared_sigmoid x) 1 (shared_sigmoid_score x)).
Proof.
  intros P s. pose proof (shared_sigmoid_token_score_has_mean_zero x) as Hzero.
  rewrite <- (mean_squared_score_is_sum_over_prefixes _ _ _ _ Hzero).
  apply excess_variance_is_squared_distance. intros i Hi.
  now apply (response_score_has_mean_zero _ 1).
Qed.

(** With one free logit for every past, tokens are orthogonal. *)
Example separate_sigmoid_optimal_token_baseline (d T : nat) (r : list bool -> R) (h : list bool) :
  (length h < T)%nat ->
  optimal_token_baseline (fun _ => sigmoid_policy 0) d separate_sigmoid_score r T h =
  expectation (sigmoid_policy 0) (fun a => squared_norm d (separate_sigmoid_score h a)
    * prefix_value (fun _ => sigmoid_policy 0) r T (a :: h))
  / expectation (sigmoid_policy 0) (fun a => squared_norm d (separate_sigmoid_score h a)).
Proof.
  apply (optimal_token_baseline_of_orthogonal_tokens (fun _ => sigmoid_policy 0)).
  intros g l a b i _ Hne. unfold separate_sigmoid_score.
  destruct (Nat.eqb_spec i (past_number g)) as [->|]; [|cbn [indicator]; ring].
  destruct (Nat.eqb_spec (past_number g) (past_number l)) as [H|]; [|cbn [indicator]; ring].
  now apply past_number_injective in H.
Qed.
