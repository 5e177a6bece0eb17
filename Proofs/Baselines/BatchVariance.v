(** * The variance of a batch of groups, one for each of several prompts

    An advantage that reads the own reward and the success counts of all groups of the batch, such
    as the reward less the batch mean: given the counts, scores are independent within each class of
    each prompt, so the variance of the batch gradient is that of one group prompt by prompt plus
    the variance that the counts alone cause (result 1.10 of docs/theory.md). Every prompt has a
    group of n independent rollouts. A response carries its prompt: rewards and scores are functions
    of it, and a prompt is a distribution of its responses. The mean over a batch needs n >= 1 and
    at least one prompt; without a rollout both sides of the results are 0 by convention.

    Definitions
      batch_rule                == A(x, r, K): the prompt, the own reward and all success counts
      prompts_expectation n prompts f == E f over independent groups of n, one for each prompt
      prompts_variance n prompts f == the variance of f over the same
      success_counts r B        == K, the success count of every group
      sum_over_groups B h       == sum over x of h x g_x over the groups g_x of the batch B
      batch_gradient A r s B    == the mean of A(x, r, K) s over all rollouts of the batch
      counts_expectation n prompts r f == E f(K) over independent k_x ~ Bin(n, rho_x)
      counts_variance n prompts r f == the variance of f(K) over the same
      sum_over_prompts prompts K h == sum over x of h x P_x k_x
      batch_count_effect n prompts A r s K == (1/N) sum over x of grad rho_x
        (k_x A(x, 1, K)/rho_x - (n - k_x) A(x, 0, K)/(1 - rho_x)), N the number of all rollouts
    Results
      expectation_of_success_counts == K is distributed as independent k_x ~ Bin(n, rho_x)
      expected_batch_gradient   == E g = E of the count effect
      variance_of_batch_rule_one_coordinate == the variance of one coordinate
      variance_of_batch_rule    == the trace *)

From Coq Require Import Reals Bool List Lra Lia.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Foundations.Bernstein Foundations.Group.
From Counterweight Require Import EffectiveWeights.EffectiveWeight.
From Counterweight Require Import Baselines.ScoreMoments Baselines.GroupVariance.
Import ListNotations.
Open Scope R_scope.

Definition batch_rule : Type := nat -> bool -> list nat -> R.

Fixpoint prompts_expectation {Y : Type} (n : nat) (prompts : list (distribution Y))
    (f : list (list Y) -> R) : R :=
  match prompts with
  | [] => f []
  | P :: rest => expectation (iid P n) (fun g => prompts_expectation n rest (fun B => f (g :: B)))
  end.

Definition prompts_variance {Y : Type} (n : nat) (prompts : list (distribution Y))
    (f : list (list Y) -> R) : R :=
  prompts_expectation n prompts (fun B => (f B - prompts_expectation n prompts f) ^ 2).

Definition success_counts {Y : Type} (r : Y -> bool) (B : list (list Y)) : list nat :=
  map (successes r) B.

Fixpoint sum_over_groups {Y : Type} (B : list (list Y)) (h : nat -> list Y -> R) : R :=
  match B with
  | [] => 0
  | g :: rest => h O g + sum_over_groups rest (fun x => h (S x))
  end.

Definition batch_gradient {Y : Type} (A : batch_rule) (r : Y -> bool) (s : Y -> R)
    (B : list (list Y)) : R :=
  sum_over_groups B (fun x g => sum g (fun y => A x (r y) (success_counts r B) * s y))
  / INR (length (concat B)).

Fixpoint counts_expectation {Y : Type} (n : nat) (prompts : list (distribution Y))
    (r : Y -> bool) (f : list nat -> R) : R :=
  match prompts with
  | [] => f []
  | P :: rest => binomial_expectation n (success_rate P r) (fun k =>
      counts_expectation n rest r (fun K => f (k :: K)))
  end.

Definition counts_variance {Y : Type} (n : nat) (prompts : list (distribution Y))
    (r : Y -> bool) (f : list nat -> R) : R :=
  counts_expectation n prompts r (fun K => (f K - counts_expectation n prompts r f) ^ 2).

Fixpoint sum_over_prompts {Y : Type} (prompts : list (distribution Y)) (K : list nat)
    (h : nat -> distribution Y -> nat -> R) : R :=
  match prompts, K with
  | P :: ps, k :: ks => h O P k + sum_over_prompts ps ks (fun x => h (S x))
  | _, _ => 0
  end.

Definition batch_count_effect {Y : Type} (n : nat) (prompts : list (distribution Y))
    (A : batch_rule) (r : Y -> bool) (s : Y -> R) (K : list nat) : R :=
  sum_over_prompts prompts K (fun x P k =>
    success_gradient P r s
    * (INR k * A x true K / success_rate P r - INR (n - k) * A x false K / (1 - success_rate P r)))
  / INR (length prompts * n).

Section PromptsExpectation.

  Context {Y : Type} (n : nat).
  Implicit Types (prompts : list (distribution Y)) (f g : list (list Y) -> R).

  Lemma prompts_expectation_ext prompts : forall f g,
    (forall B, length B = length prompts -> Forall (fun h => length h = n) B -> f B = g B) ->
    prompts_expectation n prompts f = prompts_expectation n prompts g.
  Proof.
    induction prompts as [|P prompts IH]; intros f g H; cbn [prompts_expectation].
    - now apply H.
    - apply expectation_iid_ext. intros h Hh. apply IH. intros B HB Hgroups.
      apply H; [simpl; now rewrite HB|now constructor].
  Qed.

  Lemma prompts_expectation_plus prompts : forall f g,
    prompts_expectation n prompts (fun B => f B + g B) =
    prompts_expectation n prompts f + prompts_expectation n prompts g.
  Proof.
    induction prompts as [|P prompts IH]; intros f g; cbn [prompts_expectation]; [reflexivity|].
    rewrite <- expectation_plus. apply expectation_ext. intros h.
    apply (IH (fun B => f (h :: B)) (fun B => g (h :: B))).
  Qed.

  Lemma prompts_expectation_scal prompts : forall c f,
    prompts_expectation n prompts (fun B => c * f B) = c * prompts_expectation n prompts f.
  Proof.
    induction prompts as [|P prompts IH]; intros c f; cbn [prompts_expectation]; [reflexivity|].
    rewrite <- expectation_scal. apply expectation_ext. intros h.
    apply (IH c (fun B => f (h :: B))).
  Qed.

  Lemma prompts_expectation_const prompts : forall c,
    prompts_expectation n prompts (fun _ => c) = c.
  Proof.
    induction prompts as [|P prompts IH]; intros c; cbn [prompts_expectation]; [reflexivity|].
    rewrite (expectation_ext _ _ (fun _ => c)) by (intros; apply IH). apply expectation_const.
  Qed.

  Lemma prompts_variance_second_moment prompts f :
    prompts_variance n prompts f =
    prompts_expectation n prompts (fun B => f B ^ 2) - prompts_expectation n prompts f ^ 2.
  Proof.
    unfold prompts_variance. set (m := prompts_expectation n prompts f).
    rewrite (prompts_expectation_ext _ _ (fun B => f B ^ 2 + ((- 2 * m) * f B + m ^ 2)))
      by (intros; ring).
    rewrite !prompts_expectation_plus, prompts_expectation_scal, prompts_expectation_const.
    fold m. ring.
  Qed.

  (** Result 1.10: the success counts are independent, k_x ~ Bin(n, rho_x). *)
  Theorem expectation_of_success_counts (r : Y -> bool) prompts : forall F : list nat -> R,
    prompts_expectation n prompts (fun B => F (success_counts r B)) =
    counts_expectation n prompts r F.
  Proof.
    induction prompts as [|P prompts IH]; intros F; [reflexivity|].
    cbn [prompts_expectation counts_expectation]. rewrite <- (expectation_iid_count P r).
    apply expectation_ext. intros g. apply (IH (fun K => F (successes r g :: K))).
  Qed.

End PromptsExpectation.

(** ** One coordinate *)

Section OneCoordinate.

  Context {Y : Type} (n : nat) (r : Y -> bool) (s : Y -> R).

  Let success_noise (P : distribution Y) (g : list Y) : R :=
    sum g (fun y => indicator (r y) * (s y - success_mean P r s)).
  Let failure_noise (P : distribution Y) (g : list Y) : R :=
    sum g (fun y => indicator (negb (r y)) * (s y - failure_mean P r s)).
  Let success_spread (P : distribution Y) : R :=
    success_mean P r (fun y => s y ^ 2) - success_mean P r s ^ 2.
  Let failure_spread (P : distribution Y) : R :=
    failure_mean P r (fun y => s y ^ 2) - failure_mean P r s ^ 2.

  Fixpoint batch_noise (prompts : list (distribution Y)) (B : list (list Y)) (A : batch_rule) : R :=
    match prompts, B with
    | P :: ps, g :: rest =>
        let k := successes r g in
        A O true (k :: success_counts r rest) * success_noise P g
        + A O false (k :: success_counts r rest) * failure_noise P g
        + batch_noise ps rest (fun x b K => A (S x) b (k :: K))
    | _, _ => 0
    end.

  Let proper (P : distribution Y) : Prop := expectation P s = 0 /\ 0 < success_rate P r < 1.

  Lemma group_noise_has_mean_zero P (f h : nat -> R) : proper P ->
    expectation (iid P n) (fun g => f (successes r g) * success_noise P g
      + h (successes r g) * failure_noise P g) = 0.
  Proof.
    intros [Hzero Hrho]. rewrite expectation_plus.
    unfold success_noise, failure_noise.
    rewrite !(class_centred_sum_has_mean_zero P r); [ring| |].
    - now apply (failure_part_is_class_centred P r s).
    - now apply (success_part_is_class_centred P r s).
  Qed.

  Lemma group_noise_second_moment P (f h c : nat -> R) : proper P ->
    expectation (iid P n) (fun g => f (successes r g) * success_noise P g ^ 2
      + h (successes r g) * failure_noise P g ^ 2
      + c (successes r g) * (success_noise P g * failure_noise P g)) =
    binomial_expectation n (success_rate P r) (fun k =>
      success_spread P * (INR k * f k) + failure_spread P * (INR (n - k) * h k)).
  Proof.
    intros [Hzero Hrho].
    rewrite !expectation_plus, binomial_expectation_plus, !binomial_expectation_scal.
    pose proof (successes_in_group_noise P r s Hrho n f) as Hsuccess.
    pose proof (failures_in_group_noise P r s Hrho n h) as Hfailure. cbv zeta in *.
    unfold success_spread, failure_spread. rewrite <- Hsuccess, <- Hfailure.
    assert (Hcross : expectation (iid P n) (fun g =>
      c (successes r g) * (success_noise P g * failure_noise P g)) = 0).
    { unfold success_noise, failure_noise.
      rewrite (class_centred_sums_are_uncorrelated P r _ _ n
        (success_part_is_class_centred P r s Hrho) (failure_part_is_class_centred P r s Hrho)).
      rewrite (expectation_ext _ _ (fun _ => 0)); [apply expectation_const|].
      intros g. rewrite (sum_ext _ _ (fun _ => 0)), sum_zero; [ring|].
      intros y. destruct (r y); cbn [indicator negb]; ring. }
    rewrite Hcross, Rplus_0_r. f_equal; apply expectation_ext; intros g;
      unfold success_noise, failure_noise; ring.
  Qed.

  Lemma batch_noise_has_mean_zero prompts : Forall proper prompts ->
    forall (A : batch_rule) (F : list nat -> R),
    prompts_expectation n prompts (fun B => F (success_counts r B) * batch_noise prompts B A) = 0.
  Proof.
    induction 1 as [|P prompts HP Hprompts IH]; intros A F; cbn [prompts_expectation batch_noise].
    - ring.
    - rewrite (expectation_ext _ _ (fun g =>
        counts_expectation n prompts r (fun K =>
          F (successes r g :: K) * A O true (successes r g :: K)) * success_noise P g
        + counts_expectation n prompts r (fun K =>
          F (successes r g :: K) * A O false (successes r g :: K)) * failure_noise P g)).
      + apply (group_noise_has_mean_zero P
          (fun k => counts_expectation n prompts r (fun K => F (k :: K) * A O true (k :: K)))
          (fun k => counts_expectation n prompts r (fun K => F (k :: K) * A O false (k :: K)))).
        exact HP.
      + intros g. set (k := successes r g).
        rewrite <- !(expectation_of_success_counts n r prompts).
        rewrite (prompts_expectation_ext n prompts _ (fun B =>
          success_noise P g * (F (k :: success_counts r B) * A O true (k :: success_counts r B))
          + (failure_noise P g
             * (F (k :: success_counts r B) * A O false (k :: success_counts r B))
             + F (k :: success_counts r B)
               * batch_noise prompts B (fun x b K => A (S x) b (k :: K)))))
          by (intros; change (success_counts r (g :: B)) with (k :: success_counts r B); ring).
        rewrite !prompts_expectation_plus, !prompts_expectation_scal.
        rewrite (IH _ (fun K => F (k :: K))). ring.
  Qed.

  Lemma batch_noise_second_moment prompts : Forall proper prompts ->
    forall A : batch_rule,
    prompts_expectation n prompts (fun B => batch_noise prompts B A ^ 2) =
    counts_expectation n prompts r (fun K => sum_over_prompts prompts K (fun x P k =>
      success_spread P * (INR k * A x true K ^ 2)
      + failure_spread P * (INR (n - k) * A x false K ^ 2))).
  Proof.
    induction 1 as [|P prompts HP Hprompts IH]; intros A;
      cbn [prompts_expectation batch_noise counts_expectation sum_over_prompts]; [ring|].
    set (mean := counts_expectation n prompts r).
    transitivity (expectation (iid P n) (fun g => let k := successes r g in
      (mean (fun K => A O true (k :: K) ^ 2) * success_noise P g ^ 2
       + mean (fun K => A O false (k :: K) ^ 2) * failure_noise P g ^ 2
       + 2 * mean (fun K => A O true (k :: K) * A O false (k :: K))
         * (success_noise P g * failure_noise P g))
      + mean (fun K => sum_over_prompts prompts K (fun x P k' =>
          success_spread P * (INR k' * A (S x) true (k :: K) ^ 2)
          + failure_spread P * (INR (n - k') * A (S x) false (k :: K) ^ 2))))).
    - apply expectation_ext. intros g. set (k := successes r g). cbv zeta. unfold mean.
      rewrite <- (IH (fun x b K => A (S x) b (k :: K))).
      rewrite <- !(expectation_of_success_counts n r prompts).
      set (rest := fun x b K => A (S x) b (k :: K)).
      rewrite (prompts_expectation_ext n prompts _ (fun B => let K := k :: success_counts r B in
        (success_noise P g ^ 2 * A O true K ^ 2 + (failure_noise P g ^ 2 * A O false K ^ 2
         + 2 * (success_noise P g * failure_noise P g) * (A O true K * A O false K)))
        + (2 * success_noise P g * (A O true K * batch_noise prompts B rest)
           + (2 * failure_noise P g * (A O false K * batch_noise prompts B rest)
              + batch_noise prompts B rest ^ 2)))) by (intros; cbv zeta; ring).
      cbv zeta. rewrite !prompts_expectation_plus, !prompts_expectation_scal.
      rewrite (batch_noise_has_mean_zero prompts Hprompts rest (fun K => A O true (k :: K))).
      rewrite (batch_noise_has_mean_zero prompts Hprompts rest (fun K => A O false (k :: K))).
      ring.
    - rewrite expectation_plus.
      rewrite (group_noise_second_moment P (fun k => mean (fun K => A O true (k :: K) ^ 2))
        (fun k => mean (fun K => A O false (k :: K) ^ 2))
        (fun k => 2 * mean (fun K => A O true (k :: K) * A O false (k :: K))) HP).
      rewrite (expectation_iid_count P r n (fun k => mean (fun K => sum_over_prompts prompts K
        (fun x P k' => success_spread P * (INR k' * A (S x) true (k :: K) ^ 2)
          + failure_spread P * (INR (n - k') * A (S x) false (k :: K) ^ 2))))).
      rewrite <- binomial_expectation_plus. apply binomial_expectation_ext. intros k _.
      unfold mean. rewrite <- !(expectation_of_success_counts n r prompts).
      rewrite <- !Rmult_assoc, <- !prompts_expectation_scal, <- !prompts_expectation_plus.
      apply prompts_expectation_ext. intros. cbv beta. ring.
  Qed.

  Lemma group_sum_by_parts P g (a : bool -> R) : proper P -> length g = n ->
    sum g (fun y => a (r y) * s y) =
    a true * success_noise P g + a false * failure_noise P g
    + success_gradient P r s * (INR (successes r g) * a true / success_rate P r
        - INR (n - successes r g) * a false / (1 - success_rate P r)).
  Proof.
    intros [Hzero Hrho] Hg. unfold success_noise, failure_noise.
    destruct (class_means_of_score P r s Hzero Hrho) as [-> ->]. set (c := success_gradient P r s).
    rewrite (sum_ext g (fun y => indicator (r y) * _) (fun y =>
      indicator (r y) * s y - c / success_rate P r * indicator (r y))) by (intros; ring).
    rewrite (sum_ext g (fun y => indicator (negb (r y)) * _) (fun y =>
      indicator (negb (r y)) * s y - - c / (1 - success_rate P r) * indicator (negb (r y))))
      by (intros; ring).
    rewrite (sum_ext g (fun y => a (r y) * s y) (fun y =>
      a true * (indicator (r y) * s y) + a false * (indicator (negb (r y)) * s y)))
      by (intros y; destruct (r y); cbn [indicator negb]; ring).
    rewrite sum_plus, !sum_minus, !sum_scal, failure_count_as_sum, <- successes_as_sum, Hg.
    field. lra.
  Qed.

  Lemma batch_sum_by_parts prompts : Forall proper prompts -> forall (A : batch_rule) B,
    length B = length prompts -> Forall (fun g => length g = n) B ->
    sum_over_groups B (fun x g => sum g (fun y => A x (r y) (success_counts r B) * s y)) =
    batch_noise prompts B A
    + sum_over_prompts prompts (success_counts r B) (fun x P k => success_gradient P r s
        * (INR k * A x true (success_counts r B) / success_rate P r
           - INR (n - k) * A x false (success_counts r B) / (1 - success_rate P r))).
  Proof.
    induction 1 as [|P prompts HP Hprompts IH]; intros A [|g B] HB Hgroups; try discriminate HB.
    - simpl. ring.
    - apply Forall_cons_iff in Hgroups as [Hg Hrest]. injection HB as HB.
      set (k := successes r g).
      change (success_counts r (g :: B)) with (k :: success_counts r B).
      cbn [sum_over_groups sum_over_prompts batch_noise].
      rewrite (IH (fun x b K => A (S x) b (k :: K)) B HB Hrest).
      rewrite (group_sum_by_parts P g (fun b => A O b (k :: success_counts r B)) HP Hg).
      fold k. ring.
  Qed.

  Lemma number_of_rollouts B : Forall (fun g : list Y => length g = n) B ->
    length (concat B) = (length B * n)%nat.
  Proof. induction 1 as [|g B Hg _ IH]; simpl; [reflexivity|]. rewrite app_length. lia. Qed.

  Lemma batch_gradient_by_parts prompts (A : batch_rule) B : Forall proper prompts ->
    length B = length prompts -> Forall (fun g => length g = n) B ->
    batch_gradient A r s B =
    / INR (length prompts * n) * batch_noise prompts B A
    + batch_count_effect n prompts A r s (success_counts r B).
  Proof.
    intros Hprompts HB Hgroups. unfold batch_gradient, batch_count_effect.
    rewrite (batch_sum_by_parts prompts Hprompts A B HB Hgroups).
    rewrite (number_of_rollouts B Hgroups), HB. unfold Rdiv. ring.
  Qed.

  Context (prompts : list (distribution Y)).
  Hypothesis scores_have_mean_zero : forall P, In P prompts -> expectation P s = 0.
  Hypothesis some_succeed_some_fail : forall P, In P prompts -> 0 < success_rate P r < 1.

  Lemma prompts_are_proper : Forall proper prompts.
  Proof. apply Forall_forall. intros P HP. split; auto. Qed.

  (** Result 1.10 for several prompts: E g = (1/N) E sum over x of
      grad rho_x (k_x A(x, 1, K)/rho_x - (n - k_x) A(x, 0, K)/(1 - rho_x)). *)
  Theorem expected_batch_gradient (A : batch_rule) :
    prompts_expectation n prompts (batch_gradient A r s) =
    counts_expectation n prompts r (batch_count_effect n prompts A r s).
  Proof.
    rewrite <- (expectation_of_success_counts n r prompts).
    rewrite (prompts_expectation_ext n prompts _ (fun B =>
      / INR (length prompts * n) * (1 * batch_noise prompts B A)
      + batch_count_effect n prompts A r s (success_counts r B))).
    - rewrite prompts_expectation_plus, prompts_expectation_scal.
      rewrite (batch_noise_has_mean_zero prompts prompts_are_proper A (fun _ => 1)). ring.
    - intros B HB Hgroups.
      rewrite (batch_gradient_by_parts prompts) by auto using prompts_are_proper. ring.
  Qed.

  (** Result 1.10 for several prompts, one coordinate: Var g = (1/N^2) E sum over x of
      (sigma+_x^2 k_x A(x, 1, K)^2 + sigma-_x^2 (n - k_x) A(x, 0, K)^2) + Var_K of the count
      effect, where sigma+^2 = E[s^2 | r = 1] - E[s | r = 1]^2, sigma-^2 likewise. *)
  Theorem variance_of_batch_rule_one_coordinate (A : batch_rule) :
    prompts_variance n prompts (batch_gradient A r s) =
    / INR (length prompts * n) ^ 2
      * counts_expectation n prompts r (fun K => sum_over_prompts prompts K (fun x P k =>
          (success_mean P r (fun y => s y ^ 2) - success_mean P r s ^ 2)
            * (INR k * A x true K ^ 2)
          + (failure_mean P r (fun y => s y ^ 2) - failure_mean P r s ^ 2)
            * (INR (n - k) * A x false K ^ 2)))
    + counts_variance n prompts r (batch_count_effect n prompts A r s).
  Proof.
    pose proof prompts_are_proper as Hproper.
    set (M := batch_count_effect n prompts A r s).
    replace (counts_variance n prompts r M)
      with (prompts_variance n prompts (fun B => M (success_counts r B))).
    2:{ unfold prompts_variance, counts_variance.
        now rewrite <- !(expectation_of_success_counts n r prompts). }
    rewrite !prompts_variance_second_moment, expected_batch_gradient. fold M.
    rewrite (expectation_of_success_counts n r prompts M).
    pose proof (batch_noise_second_moment prompts Hproper A) as Hnoise.
    unfold success_spread, failure_spread in Hnoise. rewrite <- Hnoise.
    set (N := INR (length prompts * n)).
    rewrite (prompts_expectation_ext n prompts (fun B => batch_gradient A r s B ^ 2) (fun B =>
      / N ^ 2 * batch_noise prompts B A ^ 2
      + (2 * / N * (M (success_counts r B) * batch_noise prompts B A)
         + M (success_counts r B) ^ 2))).
    - rewrite !prompts_expectation_plus, !prompts_expectation_scal.
      rewrite (batch_noise_has_mean_zero prompts Hproper A M). ring.
    - intros B HB Hgroups. rewrite (batch_gradient_by_parts prompts) by assumption.
      fold N M. rewrite <- !pow_inv. ring.
  Qed.

End OneCoordinate.

(** ** Trace of the covariance *)

Lemma sum_over_prompts_ext {Y : Type} (prompts : list (distribution Y)) : forall K h h',
  (forall x P k, h x P k = h' x P k) ->
  sum_over_prompts prompts K h = sum_over_prompts prompts K h'.
Proof.
  induction prompts as [|P prompts IH]; intros [|k K] h h' H; try reflexivity.
  cbn [sum_over_prompts]. now rewrite H, (IH K _ (fun x => h' (S x))).
Qed.

Lemma sum_over_prompts_sum_below {Y : Type} (prompts : list (distribution Y)) d : forall K h,
  sum_below d (fun i => sum_over_prompts prompts K (h i)) =
  sum_over_prompts prompts K (fun x P k => sum_below d (fun i => h i x P k)).
Proof.
  induction prompts as [|P prompts IH]; intros [|k K] h; cbn [sum_over_prompts];
    try (rewrite sum_below_const; ring).
  now rewrite sum_below_plus, (IH K (fun i x => h i (S x))).
Qed.

Lemma counts_expectation_sum_below {Y : Type} (n : nat) (prompts : list (distribution Y))
    (r : Y -> bool) d (f : nat -> list nat -> R) :
  sum_below d (fun i => counts_expectation n prompts r (f i)) =
  counts_expectation n prompts r (fun K => sum_below d (fun i => f i K)).
Proof.
  induction d as [|d IH]; cbn [sum_below].
  - rewrite <- (expectation_of_success_counts n r prompts). now rewrite prompts_expectation_const.
  - rewrite IH, <- !(expectation_of_success_counts n r prompts).
    now rewrite prompts_expectation_plus.
Qed.

Section Trace.

  Context {Y : Type} (n d : nat) (r : Y -> bool) (s : Y -> nat -> R).
  Context (prompts : list (distribution Y)).
  Hypothesis scores_have_mean_zero :
    forall P i, In P prompts -> (i < d)%nat -> expectation P (fun y => s y i) = 0.
  Hypothesis some_succeed_some_fail : forall P, In P prompts -> 0 < success_rate P r < 1.

  (** Result 1.10 for several prompts: Var g = (1/N^2) E sum over x of (sigma+_x^2 k_x A(x, 1, K)^2
      + sigma-_x^2 (n - k_x) A(x, 0, K)^2) + tr Var_K[(1/N) sum over x of
      grad rho_x (k_x A(x, 1, K)/rho_x - (n - k_x) A(x, 0, K)/(1 - rho_x))]. *)
  Theorem variance_of_batch_rule (A : batch_rule) :
    sum_below d (fun i =>
      prompts_variance n prompts (batch_gradient A r (fun y => s y i))) =
    / INR (length prompts * n) ^ 2
      * counts_expectation n prompts r (fun K => sum_over_prompts prompts K (fun x P k =>
          success_variance P d r s * (INR k * A x true K ^ 2)
          + failure_variance P d r s * (INR (n - k) * A x false K ^ 2)))
    + sum_below d (fun i =>
        counts_variance n prompts r (batch_count_effect n prompts A r (fun y => s y i))).
  Proof.
    rewrite (sum_below_ext d _ _ (fun i Hi => variance_of_batch_rule_one_coordinate n r
      (fun y => s y i) prompts (fun P HP => scores_have_mean_zero P i HP Hi)
      some_succeed_some_fail A)).
    rewrite sum_below_plus, sum_below_scal, counts_expectation_sum_below. do 2 f_equal.
    rewrite <- !(expectation_of_success_counts n r prompts). apply prompts_expectation_ext.
    intros B _ _. rewrite sum_over_prompts_sum_below. apply sum_over_prompts_ext.
    intros x P k. rewrite success_variance_by_coordinates, failure_variance_by_coordinates.
    rewrite sum_below_plus, !(Rmult_comm (sum_below d _)), <- !sum_below_scal.
    f_equal; apply sum_below_ext; intros; ring.
  Qed.

End Trace.

(** ** An instance *)

(** Two prompts and one parameter. Even responses succeed; the first prompt has the responses 0, 1
    with the scores 1/2, -1/2, the second 2, 3, 4 with the scores 1, -1/2, 0. *)
Definition shared_score (y i : nat) : R :=
  match y with O => 1 / 2 | 1%nat => - (1 / 2) | 2%nat => 1 | 3%nat => - (1 / 2) | _ => 0 end.

Definition first_prompt : distribution nat.
Proof.
  refine {| support := [0; 1]%nat; probability := fun _ => 1 / 2 |}; [intros; lra|simpl; lra].
Defined.

Definition second_prompt : distribution nat.
Proof.
  refine {| support := [2; 3; 4]%nat;
    probability := fun y => if Nat.eqb y 3 then 1 / 2 else 1 / 4 |}.
  - intros y _. destruct (Nat.eqb y 3); lra.
  - simpl. lra.
Defined.

(** The reward less the mean reward of the batch of two groups of n. *)
Definition mean_of_two_groups (n : nat) : batch_rule := fun _ b K =>
  indicator b - sum K INR / INR (2 * n).

(** One rollout for each prompt: the variance under the batch mean is 5/256. *)
Example variance_with_batch_mean_of_two_prompts :
  prompts_variance 1 [first_prompt; second_prompt]
    (batch_gradient (mean_of_two_groups 1) Nat.even (fun y => shared_score y 0)) = 5 / 256.
Proof.
  assert (Hrate : forall P, In P [first_prompt; second_prompt] -> success_rate P Nat.even = 1 / 2).
  { intros P [<-|[<-|[]]]; unfold success_rate, expectation; simpl; lra. }
  rewrite variance_of_batch_rule_one_coordinate.
  - unfold counts_variance, counts_expectation, batch_count_effect, sum_over_prompts.
    rewrite !Hrate by (simpl; auto).
    unfold success_mean, failure_mean. rewrite !Hrate by (simpl; auto).
    unfold success_gradient, expectation, mean_of_two_groups, binomial_expectation, bernstein.
    cbn -[Rdiv IZR pow]. field.
  - intros P [<-|[<-|[]]]; unfold expectation; simpl; lra.
  - intros P HP. rewrite (Hrate P HP). lra.
Qed.

Example trace_with_batch_mean_of_two_prompts :
  sum_below 1 (fun i => prompts_variance 1 [first_prompt; second_prompt]
    (batch_gradient (mean_of_two_groups 1) Nat.even (fun y => shared_score y i))) = 5 / 256.
Proof.
  assert (Hrate : forall P, In P [first_prompt; second_prompt] -> success_rate P Nat.even = 1 / 2).
  { intros P [<-|[<-|[]]]; unfold success_rate, expectation; simpl; lra. }
  rewrite variance_of_batch_rule.
  - unfold counts_variance, counts_expectation, batch_count_effect, sum_over_prompts.
    rewrite !Hrate by (simpl; auto).
    unfold success_variance, failure_variance, success_mean, failure_mean, squared_norm.
    rewrite !Hrate by (simpl; auto).
    unfold success_gradient, expectation, mean_of_two_groups, binomial_expectation, bernstein.
    cbn -[Rdiv IZR pow]. field.
  - intros P [|i] [<-|[<-|[]]] Hi; try lia; unfold expectation; simpl; lra.
  - intros P HP. rewrite (Hrate P HP). lra.
Qed.
