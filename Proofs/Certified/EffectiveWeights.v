(** * Certified effective weights

    Values of effective weights, of their Bernstein coefficients and of implicit objectives
    (results 2.1, 2.3 and 2.4 of docs/theory.md) that the tests of the Swift library read from
    certified.json: rules with roots to 25 correctly rounded decimal places, the others exactly.

    A theorem is named after its rule, what is certified, n and the success rate: p3_5 is 3/5.

    Results
      *_weight_n*_p*      == Omega_n(p)
      *_objective_n*_p*   == phi_n(p)
      *_coefficient_n*_j* == w_j
      the rate is p3_10 for 3/10 and so on; grpo_epsilon_1_10 has epsilon 1/10, reinforce_rej_1_2
      has b = 1/2, pass_at_2 has m = 2, sqrt_r_zero is sqrt_r with 0 in dead groups *)

From Coq Require Import Reals List.
From Interval Require Import Tactic.
From Counterweight Require Import EffectiveWeights.EffectiveWeight EffectiveWeights.Rules.
From Counterweight Require Import EffectiveWeights.ImplicitObjective.
From Counterweight Require Import Certified.Enclosure.
Open Scope R_scope.

(** ** GRPO with the population deviation: Omega_n = E sqrt(k (n - k)) / (n rho (1 - rho)) *)

Theorem grpo_weight_n2_p1_1000 :
  encloses 10000000000000000000000000 25 (effective_weight 2 (grpo 2) (1 / 1000)).
Proof. enclose. Qed.

Theorem grpo_weight_n2_p1_100 :
  encloses 10000000000000000000000000 25 (effective_weight 2 (grpo 2) (1 / 100)).
Proof. enclose. Qed.

Theorem grpo_weight_n2_p1_10 :
  encloses 10000000000000000000000000 25 (effective_weight 2 (grpo 2) (1 / 10)).
Proof. enclose. Qed.

Theorem grpo_weight_n2_p3_10 :
  encloses 10000000000000000000000000 25 (effective_weight 2 (grpo 2) (3 / 10)).
Proof. enclose. Qed.

Theorem grpo_weight_n2_p1_2 :
  encloses 10000000000000000000000000 25 (effective_weight 2 (grpo 2) (1 / 2)).
Proof. enclose. Qed.

Theorem grpo_weight_n2_p3_5 :
  encloses 10000000000000000000000000 25 (effective_weight 2 (grpo 2) (3 / 5)).
Proof. enclose. Qed.

Theorem grpo_weight_n2_p9_10 :
  encloses 10000000000000000000000000 25 (effective_weight 2 (grpo 2) (9 / 10)).
Proof. enclose. Qed.

Theorem grpo_weight_n4_p1_1000 :
  encloses 17315871700553546766949785 25 (effective_weight 4 (grpo 4) (1 / 1000)).
Proof. enclose. Qed.

Theorem grpo_weight_n4_p1_100 :
  encloses 17274562015790135231156029 25 (effective_weight 4 (grpo 4) (1 / 100)).
Proof. enclose. Qed.

Theorem grpo_weight_n4_p1_10 :
  encloses 16902816622064793806925060 25 (effective_weight 4 (grpo 4) (1 / 10)).
Proof. enclose. Qed.

Theorem grpo_weight_n4_p3_10 :
  encloses 16345894683899488302459189 25 (effective_weight 4 (grpo 4) (3 / 10)).
Proof. enclose. Qed.

Theorem grpo_weight_n4_p1_2 :
  encloses 16160254037844386467637232 25 (effective_weight 4 (grpo 4) (1 / 2)).
Proof. enclose. Qed.

Theorem grpo_weight_n4_p3_5 :
  encloses 16206664199358161926342721 25 (effective_weight 4 (grpo 4) (3 / 5)).
Proof. enclose. Qed.

Theorem grpo_weight_n4_p9_10 :
  encloses 16902816622064793806925060 25 (effective_weight 4 (grpo 4) (9 / 10)).
Proof. enclose. Qed.

Theorem grpo_weight_n8_p1_1000 :
  encloses 26420073291142244164973843 25 (effective_weight 8 (grpo 8) (1 / 1000)).
Proof. enclose. Qed.

Theorem grpo_weight_n8_p1_100 :
  encloses 26088622435194704070736287 25 (effective_weight 8 (grpo 8) (1 / 100)).
Proof. enclose. Qed.

Theorem grpo_weight_n8_p1_10 :
  encloses 23276890521071750796648919 25 (effective_weight 8 (grpo 8) (1 / 10)).
Proof. enclose. Qed.

Theorem grpo_weight_n8_p3_10 :
  encloses 19627215902509924245988699 25 (effective_weight 8 (grpo 8) (3 / 10)).
Proof. enclose. Qed.

Theorem grpo_weight_n8_p1_2 :
  encloses 18556559496093328075452687 25 (effective_weight 8 (grpo 8) (1 / 2)).
Proof. enclose. Qed.

Theorem grpo_weight_n8_p3_5 :
  encloses 18817503502006607454685358 25 (effective_weight 8 (grpo 8) (3 / 5)).
Proof. enclose. Qed.

Theorem grpo_weight_n8_p9_10 :
  encloses 23276890521071750796648919 25 (effective_weight 8 (grpo 8) (9 / 10)).
Proof. enclose. Qed.

Theorem grpo_weight_n16_p1_1000 :
  encloses 38585027951900749479574030 25 (effective_weight 16 (grpo 16) (1 / 1000)).
Proof. enclose. Qed.

Theorem grpo_weight_n16_p1_100 :
  encloses 37329918463659506777276536 25 (effective_weight 16 (grpo 16) (1 / 100)).
Proof. enclose. Qed.

Theorem grpo_weight_n16_p1_10 :
  encloses 28478123620732888297707099 25 (effective_weight 16 (grpo 16) (1 / 10)).
Proof. enclose. Qed.

Theorem grpo_weight_n16_p3_10 :
  encloses 20924922647018606871020897 25 (effective_weight 16 (grpo 16) (3 / 10)).
Proof. enclose. Qed.

Theorem grpo_weight_n16_p1_2 :
  encloses 19341226048784480572742865 25 (effective_weight 16 (grpo 16) (1 / 2)).
Proof. enclose. Qed.

Theorem grpo_weight_n16_p3_5 :
  encloses 19706212636974855259532551 25 (effective_weight 16 (grpo 16) (3 / 5)).
Proof. enclose. Qed.

Theorem grpo_weight_n16_p9_10 :
  encloses 28478123620732888297707099 25 (effective_weight 16 (grpo 16) (9 / 10)).
Proof. enclose. Qed.

(** ** The other rules with roots *)

Theorem grpo_sample_weight_n4_p1_10 :
  encloses 14638268590217984346262053 25 (effective_weight 4 (grpo_sample 4) (1 / 10)).
Proof. enclose. Qed.

Theorem grpo_sample_weight_n8_p3_5 :
  encloses 17602162744731883334299042 25 (effective_weight 8 (grpo_sample 8) (3 / 5)).
Proof. enclose. Qed.

Theorem grpo_sample_weight_n16_p1_100 :
  encloses 36144538131258507843673589 25 (effective_weight 16 (grpo_sample 16) (1 / 100)).
Proof. enclose. Qed.

Theorem grpo_epsilon_1_10_weight_n4_p1_10 :
  encloses 13788186572603655429850415 25 (effective_weight 4 (grpo_epsilon 4 (1 / 10)) (1 / 10)).
Proof. enclose. Qed.

Theorem grpo_epsilon_1_10_weight_n8_p3_5 :
  encloses 15461916380988611895292342 25 (effective_weight 8 (grpo_epsilon 8 (1 / 10)) (3 / 5)).
Proof. enclose. Qed.

Theorem grpo_epsilon_1_10_weight_n16_p1_100 :
  encloses 26644147924396010949768291 25 (effective_weight 16 (grpo_epsilon 16 (1 / 10)) (1 / 100)).
Proof. enclose. Qed.

Theorem sqrt_r_weight_n4_p1_10 :
  encloses 39367599701023168786909190 25 (effective_weight 4 (sqrt_r 4) (1 / 10)).
Proof. enclose. Qed.

Theorem sqrt_r_weight_n8_p3_5 :
  encloses 25520527086415459402676407 25 (effective_weight 8 (sqrt_r 8) (3 / 5)).
Proof. enclose. Qed.

Theorem sqrt_r_weight_n16_p1_100 :
  encloses 153498127479618935143308523 25 (effective_weight 16 (sqrt_r 16) (1 / 100)).
Proof. enclose. Qed.

Theorem sqrt_r_zero_weight_n4_p1_10 :
  encloses 32077599701023168786909190 25 (effective_weight 4 (unless_dead 4 (sqrt_r 4)) (1 / 10)).
Proof. enclose. Qed.

Theorem sqrt_r_zero_weight_n8_p3_5 :
  encloses 25504143086415459402676407 25 (effective_weight 8 (unless_dead 8 (sqrt_r 8)) (3 / 5)).
Proof. enclose. Qed.

Theorem sqrt_r_zero_weight_n16_p1_100 :
  encloses 144897543933206049894368983 25
    (effective_weight 16 (unless_dead 16 (sqrt_r 16)) (1 / 100)).
Proof. enclose. Qed.

Theorem plateau_r_weight_n4_p1_10 :
  encloses 22718205080756887729352745 25 (effective_weight 4 (plateau_r 4) (1 / 10)).
Proof. enclose. Qed.

Theorem plateau_r_weight_n8_p3_5 :
  encloses 19078346100680850296731280 25 (effective_weight 8 (plateau_r 8) (3 / 5)).
Proof. enclose. Qed.

Theorem plateau_r_weight_n16_p1_100 :
  encloses 79321619503067187219954884 25 (effective_weight 16 (plateau_r 16) (1 / 100)).
Proof. enclose. Qed.

(** ** Rules whose weights are rational *)

Theorem group_mean_weight_n4_p1_10 :
  effective_weight 4 (group_mean 4) (1 / 10) = 3 / 4.
Proof. rational. Qed.

Theorem group_mean_weight_n8_p3_5 :
  effective_weight 8 (group_mean 8) (3 / 5) = 7 / 8.
Proof. rational. Qed.

Theorem group_mean_weight_n16_p1_100 :
  effective_weight 16 (group_mean 16) (1 / 100) = 15 / 16.
Proof. rational. Qed.

Theorem leave_one_out_weight_n4_p1_10 :
  effective_weight 4 (leave_one_out 4) (1 / 10) = 1.
Proof. rational. Qed.

Theorem leave_one_out_weight_n8_p3_5 :
  effective_weight 8 (leave_one_out 8) (3 / 5) = 1.
Proof. rational. Qed.

Theorem leave_one_out_weight_n16_p1_100 :
  effective_weight 16 (leave_one_out 16) (1 / 100) = 1.
Proof. rational. Qed.

Theorem raft_weight_n4_p1_10 :
  effective_weight 4 (raft 4) (1 / 10) = 3439 / 1000.
Proof. rational. Qed.

Theorem raft_weight_n8_p3_5 :
  effective_weight 8 (raft 8) (3 / 5) = 130123 / 78125.
Proof. rational. Qed.

Theorem raft_weight_n16_p1_100 :
  effective_weight 16 (raft 16) (1 / 100) =
  14854222890512436035498558801599 / 1000000000000000000000000000000.
Proof. rational. Qed.

Theorem reinforce_rej_1_2_weight_n4_p1_10 :
  effective_weight 4 (reinforce_rej (1 / 2) 4) (1 / 10) = 127 / 200.
Proof. rational. Qed.

Theorem reinforce_rej_1_2_weight_n8_p3_5 :
  effective_weight 8 (reinforce_rej (1 / 2) 8) (3 / 5) = 30787 / 31250.
Proof. rational. Qed.

Theorem reinforce_rej_1_2_weight_n16_p1_100 :
  effective_weight 16 (reinforce_rej (1 / 2) 16) (1 / 100) =
  2279883290717422950212092097 / 4000000000000000000000000000.
Proof. rational. Qed.

Theorem maxrl_weight_n4_p1_10 :
  effective_weight 4 (maxrl 4) (1 / 10) = 271 / 100.
Proof. rational. Qed.

Theorem maxrl_weight_n8_p3_5 :
  effective_weight 8 (maxrl 8) (3 / 5) = 25999 / 15625.
Proof. rational. Qed.

Theorem maxrl_weight_n16_p1_100 :
  effective_weight 16 (maxrl 16) (1 / 100) =
  139941645358711475106046048501 / 10000000000000000000000000000.
Proof. rational. Qed.

Theorem linear_r_weight_n4_p1_10 :
  effective_weight 4 (linear_r 4) (1 / 10) = 3439 / 1000.
Proof. rational. Qed.

Theorem linear_r_weight_n8_p3_5 :
  effective_weight 8 (linear_r 8) (3 / 5) = 130123 / 78125.
Proof. rational. Qed.

Theorem linear_r_weight_n16_p1_100 :
  effective_weight 16 (linear_r 16) (1 / 100) =
  14854222890512436035498558801599 / 1000000000000000000000000000000.
Proof. rational. Qed.

Theorem uniform_r_weight_n4_p1_10 :
  effective_weight 4 (uniform_r 4) (1 / 10) = 91 / 20.
Proof. rational. Qed.

Theorem uniform_r_weight_n8_p3_5 :
  effective_weight 8 (uniform_r 8) (3 / 5) = 64431 / 15625.
Proof. rational. Qed.

Theorem uniform_r_weight_n16_p1_100 :
  effective_weight 16 (uniform_r 16) (1 / 100) =
  158643239006134461365086598117 / 10000000000000000000000000000.
Proof. rational. Qed.

Theorem uniform_r_zero_weight_n4_p1_10 :
  effective_weight 4 (uniform_r_zero 4) (1 / 10) = 191 / 50.
Proof. rational. Qed.

Theorem uniform_r_zero_weight_n8_p3_5 :
  effective_weight 8 (uniform_r_zero 8) (3 / 5) = 63968 / 15625.
Proof. rational. Qed.

Theorem uniform_r_zero_weight_n16_p1_100 :
  effective_weight 16 (uniform_r_zero 16) (1 / 100) =
  75021327729860788058073529301 / 5000000000000000000000000000.
Proof. rational. Qed.

Theorem pass_at_2_weight_n4_p1_10 :
  effective_weight 4 (pass_at_k 2 4) (1 / 10) = 9 / 5.
Proof. rational. Qed.

Theorem pass_at_2_weight_n8_p3_5 :
  effective_weight 8 (pass_at_k 2 8) (3 / 5) = 4 / 5.
Proof. rational. Qed.

Theorem pass_at_2_weight_n16_p1_100 :
  effective_weight 16 (pass_at_k 2 16) (1 / 100) = 99 / 50.
Proof. rational. Qed.

(** ** Implicit objectives *)

Theorem grpo_objective_n8_p3_10 :
  encloses 6716652533747438759641054 25 (implicit_objective 8 (grpo 8) (3 / 10)).
Proof. enclose. Qed.

Theorem grpo_objective_n16_p1_10 :
  encloses 3298023942751620075006416 25 (implicit_objective 16 (grpo 16) (1 / 10)).
Proof. enclose. Qed.

Theorem sqrt_r_objective_n4_p7_10 :
  encloses 21545370069599316635317322 25 (implicit_objective 4 (sqrt_r 4) (7 / 10)).
Proof. enclose. Qed.

Theorem sqrt_r_objective_n8_p1_10 :
  encloses 7271985741301756211155315 25 (implicit_objective 8 (sqrt_r 8) (1 / 10)).
Proof. enclose. Qed.

Theorem raft_objective_n8_p3_10 :
  implicit_objective 8 (raft 8) (3 / 10) = 8547312153 / 5600000000.
Proof. rational. Qed.

Theorem uniform_r_objective_n6_p1_2 :
  implicit_objective 6 (uniform_r 6) (1 / 2) = 49 / 20.
Proof. rational. Qed.

Theorem maxrl_objective_n8_p1_10 :
  implicit_objective 8 (maxrl 8) (1 / 10) = 10602069 / 17500000.
Proof. rational. Qed.

(** ** Bernstein coefficients *)

Theorem grpo_coefficient_n8_j0 :
  encloses 26457513110645905905016158 25 (bernstein_coefficient (grpo 8) 0).
Proof. enclose. Qed.

Theorem grpo_coefficient_n8_j3 :
  encloses 17745966692414833770358531 25 (bernstein_coefficient (grpo 8) 3).
Proof. enclose. Qed.

Theorem sqrt_r_coefficient_n8_j2 :
  encloses 32628856451581710836842266 25 (bernstein_coefficient (sqrt_r 8) 2).
Proof. enclose. Qed.

Theorem linear_r_coefficient_n8_j5 :
  bernstein_coefficient (linear_r 8) 5 = 4 / 3.
Proof. rational. Qed.
