(** * Where several prompts should end

    Result 3.6: to bring the mean rate of N prompts from x_i > 0 to a target soonest, which end y_i
    of each prompt is best? The costs of an end are those of MinimumTime/SharedBudgets.v. What is
    proved are conditions that every best end meets; which prompts it raises is left open.

    Definitions
      best_end N admissible cost y == no admissible z with the mean of y costs less than y
      linear_cost x i z == log-odds of z less those of x_i
      energy_cost x i z == (angle of z less angle of x_i)^2, so that their sum is T^2
    Results
      raised_prompts_end_at_one_rate_or_its_complement == linear: two prompts that a best end raises
        end at the same rate, or at rho and 1 - rho
      complementary_ends_tie == in the second case every exchange between the two is as good
      three_raised_prompts_end_at_one_rate == so that it is excluded if a third prompt is raised
      some_best_end_raises_to_one_rate == and one of the best ends raises all to one rate
      energy_ends_share_one_multiplier == energy: u_i(T) - u_i(0) = mu sin u_i(T) for all i
      energy_raises_all_prompts == so that if one prompt is raised, all are *)

From Coq Require Import Reals List Classical_Prop Lra Lia.
From Coquelicot Require Import Coquelicot.
From Counterweight Require Import Foundations.FiniteSum Foundations.Distribution.
From Counterweight Require Import Scores.Softmax.
From Counterweight Require Import MinimumTime.Definitions MinimumTime.ClosedForms.
From Counterweight Require Import MinimumTime.SharedBudgets.

Open Scope R_scope.

Definition best_end (N : nat) (admissible : nat -> R -> Prop) (cost : nat -> R -> R)
    (y : nat -> R) : Prop :=
  (forall i, (i < N)%nat -> admissible i (y i)) /\
  forall z, (forall i, (i < N)%nat -> admissible i (z i)) -> sum_below N z = sum_below N y ->
    sum_below N (fun i => cost i (y i)) <= sum_below N (fun i => cost i (z i)).

Definition linear_cost (x : nat -> R) (i : nat) (z : R) : R := log_odds z - log_odds (x i).

Definition energy_cost (x : nat -> R) (i : nat) (z : R) : R := (angle z - angle (x i)) ^ 2.

Definition exchange (y : nat -> R) (i j : nat) (e : R) (k : nat) : R :=
  y k + indicator (Nat.eqb i k) * e - indicator (Nat.eqb j k) * e.

Lemma exchange_keeps_sum (N : nat) (y : nat -> R) (i j : nat) (e : R) :
  (i < N)%nat -> (j < N)%nat -> sum_below N (exchange y i j e) = sum_below N y.
Proof.
  intros Hi Hj. unfold exchange.
  rewrite sum_below_minus, sum_below_plus.
  rewrite (sum_below_pick N i (fun _ => e)), (sum_below_pick N j (fun _ => e)) by assumption. ring.
Qed.

Lemma cost_of_exchange (N : nat) (cost : nat -> R -> R) (y : nat -> R) (i j : nat) (e : R) :
  (i < N)%nat -> (j < N)%nat -> i <> j ->
  sum_below N (fun k => cost k (exchange y i j e k)) =
  sum_below N (fun k => cost k (y k))
  + (cost i (y i + e) - cost i (y i)) + (cost j (y j - e) - cost j (y j)).
Proof.
  intros Hi Hj Hij.
  rewrite <- (sum_below_pick N i (fun k => cost k (y k + e) - cost k (y k))) by exact Hi.
  rewrite <- (sum_below_pick N j (fun k => cost k (y k - e) - cost k (y k))) by exact Hj.
  rewrite <- !sum_below_plus. apply sum_below_ext. intros k _. unfold exchange.
  destruct (Nat.eqb_spec i k) as [->|Hik], (Nat.eqb_spec j k) as [->|Hjk]; cbn [indicator].
  - now destruct Hij.
  - replace (y k + 1 * e - 0 * e) with (y k + e) by ring. ring.
  - replace (y k + 0 * e - 1 * e) with (y k - e) by ring. ring.
  - replace (y k + 0 * e - 0 * e) with (y k) by ring. ring.
Qed.

(** At a best end the marginal costs of two prompts that can be moved both ways are equal. *)
Lemma marginal_costs_are_equal (N : nat) (admissible : nat -> R -> Prop) (cost : nat -> R -> R)
    (y : nat -> R) (i j : nat) (ci cj d : R) :
  best_end N admissible cost y -> (i < N)%nat -> (j < N)%nat -> 0 < d ->
  (forall e, - d < e < d -> admissible i (y i + e) /\ admissible j (y j + e)) ->
  is_derive (cost i) (y i) ci -> is_derive (cost j) (y j) cj -> ci = cj.
Proof.
  intros [Hy Hbest] Hi Hj Hd Hadmissible Di Dj.
  destruct (Nat.eq_dec i j) as [<-|Hij].
  { rewrite <- (is_derive_unique _ _ _ Di). now apply is_derive_unique. }
  set (phi := fun e => cost i (y i + e) + cost j (y j - e)).
  assert (Dphi : is_derive phi 0 (1 * ci + -1 * cj)).
  { apply (is_derive_plus (fun e => cost i (y i + e)) (fun e => cost j (y j - e))).
    - apply (is_derive_comp (cost i) (fun e => y i + e)); [now rewrite Rplus_0_r|].
      auto_derive; [exact I|reflexivity].
    - apply (is_derive_comp (cost j) (fun e => y j - e)); [now rewrite Rminus_0_r|].
      auto_derive; [exact I|ring]. }
  apply is_derive_Reals in Dphi.
  pose (derivable := exist _ _ Dphi : derivable_pt phi 0).
  assert (H : derive_pt phi 0 derivable = 0).
  { apply (deriv_minimum phi (- d) d); [lra|lra|]. intros e He1 He2.
    assert (Hsum := Hbest (exchange y i j e)).
    rewrite cost_of_exchange, exchange_keeps_sum in Hsum by assumption.
    unfold phi. rewrite Rplus_0_r, Rminus_0_r.
    enough (sum_below N (fun k => cost k (y k)) <= sum_below N (fun k => cost k (y k))
      + (cost i (y i + e) - cost i (y i)) + (cost j (y j - e) - cost j (y j))) by lra.
    apply Hsum; [|reflexivity].
    intros k Hk. unfold exchange.
    destruct (Nat.eqb_spec i k) as [->|Hik], (Nat.eqb_spec j k) as [->|Hjk]; cbn [indicator].
    - now destruct Hij.
    - replace (y k + 1 * e - 0 * e) with (y k + e) by ring. apply Hadmissible. lra.
    - replace (y k + 0 * e - 1 * e) with (y k + - e) by ring. apply Hadmissible. lra.
    - replace (y k + 0 * e - 0 * e) with (y k) by ring. now apply Hy. }
  simpl in H. lra.
Qed.

(** Linear budget: two prompts that a best end raises end at one common rate rho, or one at rho and
    one at 1 - rho. *)
Theorem raised_prompts_end_at_one_rate_or_its_complement (N : nat) (x y : nat -> R) (i j : nat) :
  (forall k, (k < N)%nat -> 0 < x k) ->
  best_end N (fun k z => x k <= z < 1) (linear_cost x) y ->
  (i < N)%nat -> (j < N)%nat -> x i < y i -> x j < y j ->
  y i = y j \/ y i + y j = 1.
Proof.
  intros Hx Hbest Hi Hj Hri Hrj.
  pose proof (Hx i Hi) as Hxi. pose proof (Hx j Hj) as Hxj.
  pose proof (proj1 Hbest i Hi) as Hyi. pose proof (proj1 Hbest j Hj) as Hyj. cbv beta in Hyi, Hyj.
  assert (D : forall k, (k < N)%nat -> x k < y k ->
    is_derive (linear_cost x k) (y k) (uniform_r_limit_weight (y k) - 0)).
  { intros k Hk Hr. pose proof (Hx k Hk). pose proof (proj1 Hbest k Hk) as Hyk. cbv beta in Hyk.
    apply (is_derive_minus log_odds (fun _ => log_odds (x k)) (y k)).
    - apply is_derive_log_odds. lra.
    - apply (is_derive_const (log_odds (x k)) (y k)). }
  set (d := Rmin (Rmin (y i - x i) (1 - y i)) (Rmin (y j - x j) (1 - y j))).
  assert (Hd : 0 < d /\ d <= y i - x i /\ d <= 1 - y i /\ d <= y j - x j /\ d <= 1 - y j)
    by (unfold d, Rmin; repeat destruct Rle_dec; lra).
  assert (E := marginal_costs_are_equal N _ _ y i j _ _ d Hbest Hi Hj (proj1 Hd)
    ltac:(cbv beta; intros; lra) (D i Hi Hri) (D j Hj Hrj)).
  unfold uniform_r_limit_weight in E.
  assert (Hm : y i * (1 - y i) = y j * (1 - y j)).
  { assert (E' : 1 / (y i * (1 - y i)) = 1 / (y j * (1 - y j))) by lra.
    replace (y i * (1 - y i)) with (/ (1 / (y i * (1 - y i)))) by (field; lra).
    rewrite E'. field. lra. }
  assert (Hproduct : (y i - y j) * (1 - (y i + y j)) = 0) by lra.
  apply Rmult_integral in Hproduct. lra.
Qed.

Lemma log_odds_of_complement (u : R) : 0 < u < 1 -> log_odds (1 - u) = - log_odds u.
Proof.
  intros Hu. unfold log_odds. replace ((1 - u) / (1 - (1 - u))) with (/ (u / (1 - u)))
    by (field; lra).
  apply ln_Rinv. apply Rdiv_lt_0_compat; lra.
Qed.

(** Linear budget: if a best end has y_i + y_j = 1 for two prompts, then y_i + e and y_j - e are as
    good, as long as both stay admissible. *)
Theorem complementary_ends_tie (N : nat) (x y : nat -> R) (i j : nat) (e : R) :
  (forall k, (k < N)%nat -> 0 < x k) ->
  best_end N (fun k z => x k <= z < 1) (linear_cost x) y ->
  (i < N)%nat -> (j < N)%nat -> i <> j -> y i + y j = 1 ->
  x i <= y i + e < 1 -> x j <= y j - e < 1 ->
  best_end N (fun k z => x k <= z < 1) (linear_cost x) (exchange y i j e).
Proof.
  intros Hx [Hy Hbest] Hi Hj Hij Hone Hei Hej.
  pose proof (Hx i Hi) as Hxi. pose proof (Hx j Hj) as Hxj.
  pose proof (Hy i Hi) as Hyi. pose proof (Hy j Hj) as Hyj. cbv beta in Hyi, Hyj.
  split.
  - intros k Hk. specialize (Hy k Hk). cbv beta in Hy |- *. unfold exchange.
    destruct (Nat.eqb_spec i k) as [->|Hik], (Nat.eqb_spec j k) as [->|Hjk]; cbn [indicator];
      first [congruence|lra].
  - intros z Hz Hsum. rewrite exchange_keeps_sum in Hsum by assumption.
    rewrite cost_of_exchange by assumption. specialize (Hbest z Hz Hsum).
    enough (linear_cost x i (y i + e) - linear_cost x i (y i)
      + (linear_cost x j (y j - e) - linear_cost x j (y j)) = 0) by lra.
    unfold linear_cost. replace (y j) with (1 - y i) by lra.
    replace (1 - y i - e) with (1 - (y i + e)) by ring.
    rewrite !log_odds_of_complement by lra. ring.
Qed.

(** Linear budget: if a best end raises three prompts or more, all of them end at one rate. *)
Theorem three_raised_prompts_end_at_one_rate (N : nat) (x y : nat -> R) (i j k : nat) :
  (forall l, (l < N)%nat -> 0 < x l) ->
  best_end N (fun l z => x l <= z < 1) (linear_cost x) y ->
  (i < N)%nat -> (j < N)%nat -> (k < N)%nat -> k <> i -> k <> j ->
  x i < y i -> x j < y j -> x k < y k -> y i = y j.
Proof.
  intros Hx Hbest Hi Hj Hk Hki Hkj Hri Hrj Hrk. apply NNPP. intros Hne.
  assert (Hij : i <> j) by (intros ->; now apply Hne).
  destruct (raised_prompts_end_at_one_rate_or_its_complement N x y i j) as [|Hone]; auto.
  pose proof (proj1 Hbest i Hi) as Hyi. pose proof (proj1 Hbest j Hj) as Hyj. cbv beta in Hyi, Hyj.
  assert (Hmove : exists e, 0 < e /\ e <> 1 - 2 * y i /\ y i + e < 1 /\ x j < y j - e).
  { set (d := Rmin (1 - y i) (y j - x j)).
    assert (Hd : 0 < d /\ d <= 1 - y i /\ d <= y j - x j)
      by (unfold d, Rmin; destruct Rle_dec; lra).
    destruct (Req_dec (d / 2) (1 - 2 * y i)); [exists (d / 3)|exists (d / 2)]; repeat split; lra. }
  destruct Hmove as (e & He & Hgeneric & Hei & Hej).
  assert (Htie : best_end N (fun l z => x l <= z < 1) (linear_cost x) (exchange y i j e))
    by (apply complementary_ends_tie; auto; lra).
  assert (Ei : exchange y i j e i = y i + e).
  { unfold exchange. rewrite Nat.eqb_refl. destruct (Nat.eqb_spec j i); [congruence|].
    cbn [indicator]. ring. }
  assert (Ek : exchange y i j e k = y k).
  { unfold exchange. destruct (Nat.eqb_spec i k); [congruence|].
    destruct (Nat.eqb_spec j k); [congruence|]. cbn [indicator]. ring. }
  assert (H := raised_prompts_end_at_one_rate_or_its_complement N x y i k Hx Hbest Hi Hk Hri Hrk).
  assert (H' := raised_prompts_end_at_one_rate_or_its_complement N x _ i k Hx Htie Hi Hk).
  rewrite Ei, Ek in H'. specialize (H' ltac:(lra) Hrk). lra.
Qed.

(** Linear budget: if there is a best end, there is one of the same mean that raises all the prompts
    that it raises to one rate. *)
Theorem some_best_end_raises_to_one_rate (N : nat) (x y : nat -> R) :
  (forall k, (k < N)%nat -> 0 < x k) ->
  best_end N (fun k z => x k <= z < 1) (linear_cost x) y ->
  exists z, best_end N (fun k z => x k <= z < 1) (linear_cost x) z /\
    sum_below N z = sum_below N y /\
    forall i j, (i < N)%nat -> (j < N)%nat -> x i < z i -> x j < z j -> z i = z j.
Proof.
  intros Hx Hbest.
  destruct (classic (exists i j, (i < N)%nat /\ (j < N)%nat /\ x i < y i /\ x j < y j /\ y i < y j))
    as [(i & j & Hi & Hj & Hri & Hrj & Hlt)|Hnone].
  2: { exists y. split; [exact Hbest|]. split; [reflexivity|]. intros i j Hi Hj Hri Hrj.
    destruct (Rtotal_order (y i) (y j)) as [H|[H|H]]; [|exact H|];
      exfalso; apply Hnone; [exists i, j|exists j, i]; auto. }
  assert (Hij : i <> j) by (intros ->; lra).
  destruct (raised_prompts_end_at_one_rate_or_its_complement N x y i j) as [|Hone];
    [auto..|lra|].
  pose proof (proj1 Hbest i Hi) as Hyi. pose proof (proj1 Hbest j Hj) as Hyj. cbv beta in Hyi, Hyj.
  set (e := Rmin (1 / 2 - y i) (y j - x j)).
  assert (He : 0 < e /\ e <= 1 / 2 - y i /\ e <= y j - x j /\ (e = 1 / 2 - y i \/ e = y j - x j))
    by (unfold e, Rmin; destruct Rle_dec; lra).
  exists (exchange y i j e). split; [apply complementary_ends_tie; auto; lra|].
  split; [now apply exchange_keeps_sum|].
  assert (Hcase : forall k, (k < N)%nat -> x k < exchange y i j e k ->
    exchange y i j e k = y i + e \/ exchange y i j e k = y j - e /\ y j - e = y i + e).
  { intros k Hk. unfold exchange.
    destruct (Nat.eqb_spec i k) as [->|Hik], (Nat.eqb_spec j k) as [->|Hjk]; cbn [indicator];
      intros Hr; [congruence|lra|lra|].
    rewrite (three_raised_prompts_end_at_one_rate N x y i j k) in Hlt by (auto; lra). lra. }
  intros u v Hu Hv Hru Hrv. pose proof (Hcase u Hu Hru). pose proof (Hcase v Hv Hrv). lra.
Qed.

Lemma angle_is_increasing (u v : R) :
  0 < u < 1 -> 0 < v < 1 -> angle u < angle v <-> u < v.
Proof.
  intros Hu Hv. pose proof (angle_of_rate u Hu) as Au. pose proof (angle_of_rate v Hv) as Av.
  assert (Hback : forall s t, 0 < s < 1 -> 0 < t < 1 -> 0 < angle s -> angle t < PI ->
    angle s < angle t -> s < t).
  { intros s t Hs Ht As At Hst. rewrite <- (rate_of_angle s Hs), <- (rate_of_angle t Ht).
    assert (0 < sin (angle s / 2)) by (apply sin_gt_0; lra).
    assert (sin (angle s / 2) < sin (angle t / 2)) by (apply sin_increasing_1; lra). nra. }
  split; intros H; [apply Hback; tauto|].
  destruct (Rtotal_order (angle u) (angle v)) as [Hlt|[Heq|Hgt]]; [exact Hlt| |].
  - rewrite <- (rate_of_angle u Hu), <- (rate_of_angle v Hv), Heq in H. lra.
  - pose proof (Hback v u Hv Hu (proj1 Av) (proj2 Au) Hgt). lra.
Qed.

Section Energy.

  Variables (N : nat) (x y : nat -> R).
  Hypothesis starts : forall k, (k < N)%nat -> 0 < x k < 1.
  Hypothesis best : best_end N (fun _ z => 0 < z < 1) (energy_cost x) y.

  Lemma sine_of_angle (z : R) : 0 < z < 1 -> 0 < sin (angle z) /\
    sin (angle z) * grpo_limit_weight z = 2.
  Proof.
    intros Hz. pose proof (angle_of_rate z Hz) as Ha.
    assert (Hs : 0 < sin (angle z)) by (apply sin_gt_0; lra). split; [exact Hs|].
    assert (Hc : 0 < cos (angle z / 2)) by (apply cos_gt_0; lra).
    assert (Hh : 0 < sin (angle z / 2)) by (apply sin_gt_0; lra).
    pose proof (rate_of_angle z Hz) as Hrate.
    pose proof (sin2_cos2 (angle z / 2)) as H1. unfold Rsqr in H1.
    assert (Hroot : sqrt (z * (1 - z)) = sin (angle z / 2) * cos (angle z / 2)).
    { rewrite <- (sqrt_square (sin (angle z / 2) * cos (angle z / 2))) by nra.
      f_equal. transitivity (sin (angle z / 2) ^ 2 * (1 - sin (angle z / 2) ^ 2)).
      - now rewrite Hrate.
      - rewrite <- H1. ring. }
    unfold grpo_limit_weight. rewrite Hroot.
    replace (angle z) with (2 * (angle z / 2)) at 1 by field. rewrite sin_2a. field. lra.
  Qed.

  Lemma energy_ends_balance (i j : nat) : (i < N)%nat -> (j < N)%nat ->
    (angle (y i) - angle (x i)) * sin (angle (y j)) =
    (angle (y j) - angle (x j)) * sin (angle (y i)).
  Proof.
    intros Hi Hj.
    pose proof (proj1 best i Hi) as Hyi. pose proof (proj1 best j Hj) as Hyj. cbv beta in Hyi, Hyj.
    assert (D : forall k, (k < N)%nat -> is_derive (energy_cost x k) (y k)
      ((grpo_limit_weight (y k) - 0) * (2 * (angle (y k) - angle (x k))))).
    { intros k Hk. apply (is_derive_comp (fun u : R => u ^ 2) (fun z => angle z - angle (x k))).
      - auto_derive; [exact I|ring].
      - apply (is_derive_minus angle (fun _ => angle (x k)) (y k)).
        + apply is_derive_asin_sqrt. exact (proj1 best k Hk).
        + apply (is_derive_const (angle (x k)) (y k)). }
    set (d := Rmin (Rmin (y i) (1 - y i)) (Rmin (y j) (1 - y j))).
    assert (Hd : 0 < d /\ d <= y i /\ d <= 1 - y i /\ d <= y j /\ d <= 1 - y j)
      by (unfold d, Rmin; repeat destruct Rle_dec; lra).
    assert (E := marginal_costs_are_equal N _ _ y i j _ _ d best Hi Hj (proj1 Hd)
      ltac:(cbv beta; intros; lra) (D i Hi) (D j Hj)).
    destruct (sine_of_angle (y i) Hyi) as [Pi Si]. destruct (sine_of_angle (y j) Hyj) as [Pj Sj].
    replace (grpo_limit_weight (y i)) with (2 / sin (angle (y i))) in E
      by (rewrite <- Si; field; lra).
    replace (grpo_limit_weight (y j)) with (2 / sin (angle (y j))) in E
      by (rewrite <- Sj; field; lra).
    apply (f_equal (fun t => t * (sin (angle (y i)) * sin (angle (y j))) / 4)) in E.
    replace ((2 / sin (angle (y i)) - 0) * (2 * (angle (y i) - angle (x i)))
      * (sin (angle (y i)) * sin (angle (y j))) / 4)
      with ((angle (y i) - angle (x i)) * sin (angle (y j))) in E by (field; lra).
    rewrite E. field. lra.
  Qed.

  (** Energy budget: at a best end there is a mu with u_i(T) - u_i(0) = mu sin u_i(T) for all
      prompts, where u = 2 asin sqrt rho and 0 < x_k < 1. *)
  Theorem energy_ends_share_one_multiplier :
    exists mu, forall i, (i < N)%nat -> angle (y i) - angle (x i) = mu * sin (angle (y i)).
  Proof.
    destruct N as [|n] eqn:HN; [exists 0; intros; lia|]. rewrite <- HN in *.
    destruct (sine_of_angle (y 0%nat) (proj1 best 0%nat ltac:(lia))) as [P0 _].
    exists ((angle (y 0%nat) - angle (x 0%nat)) / sin (angle (y 0%nat))). intros i Hi.
    replace ((angle (y 0%nat) - angle (x 0%nat)) / sin (angle (y 0%nat)) * sin (angle (y i)))
      with ((angle (y 0%nat) - angle (x 0%nat)) * sin (angle (y i)) / sin (angle (y 0%nat)))
      by (field; lra).
    rewrite <- (energy_ends_balance i 0%nat) by lia. field. lra.
  Qed.

  (** Every prompt gets work: if the best end raises one prompt, it raises all, for 0 < x_k < 1. *)
  Theorem energy_raises_all_prompts (i j : nat) :
    (i < N)%nat -> (j < N)%nat -> x i < y i -> x j < y j.
  Proof.
    intros Hi Hj Hr.
    destruct (sine_of_angle (y i) (proj1 best i Hi)) as [Pi _].
    destruct (sine_of_angle (y j) (proj1 best j Hj)) as [Pj _].
    pose proof (energy_ends_balance i j Hi Hj) as H.
    pose proof (starts i Hi) as Hxi. pose proof (starts j Hj) as Hxj.
    pose proof (proj1 best i Hi) as Hyi. pose proof (proj1 best j Hj) as Hyj. cbv beta in Hyi, Hyj.
    assert (Hrise : angle (x i) < angle (y i)) by (apply angle_is_increasing; lra).
    apply angle_is_increasing; [exact Hxj|exact Hyj|]. nra.
  Qed.

End Energy.
