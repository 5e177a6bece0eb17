(** * Certified times

    The least products of time and budget, and those of the limit weights over the least (results
    3.1, 3.3 and 3.4 of docs/theory.md), to 25 correctly rounded decimal places, which the tests of
    the Swift library read from certified.json.

    Results
      *_least_time_from_*_to_*  == T* B of a clock and a mobility between two success rates;
        from_1_100_to_9_10 is from 1/100 to 9/10
      *_log_odds_least_time_*   == the same with the log-odds budget
      *_time_ratio_*            == T B of a limit weight over T* B

    Definitions are in PowerIntegrals.v. *)

From Coq Require Import Reals.
From Interval Require Import Tactic.
From Counterweight Require Import MinimumTime.Definitions MinimumTime.LogOddsBudget.
From Counterweight Require Import Certified.Enclosure Certified.PowerIntegrals.
Open Scope R_scope.

(** ** Least times *)

Theorem regular_natural_least_time_from_1_1000_to_1_2 :
  encloses 22726775387963416144305208 25
    (least_time_product (clock_cost regular) (mobility_of natural) (1 / 1000) (1 / 2)).
Proof. enclose_least_time. Qed.

Theorem regular_natural_least_time_from_1_1000_to_9_10 :
  encloses 59284236487150947560664886 25
    (least_time_product (clock_cost regular) (mobility_of natural) (1 / 1000) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem regular_natural_least_time_from_1_100_to_9_10 :
  encloses 52796858637613834891247889 25
    (least_time_product (clock_cost regular) (mobility_of natural) (1 / 100) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem regular_natural_least_time_from_1_10_to_9_10 :
  encloses 34395056853146302193701235 25
    (least_time_product (clock_cost regular) (mobility_of natural) (1 / 10) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem regular_natural_least_time_from_2_5_to_9_10 :
  encloses 12738579077049050026741277 25
    (least_time_product (clock_cost regular) (mobility_of natural) (2 / 5) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem regular_natural_least_time_from_3_5_to_19_20 :
  encloses 8434798563762373425438327 25
    (least_time_product (clock_cost regular) (mobility_of natural) (3 / 5) (19 / 20)).
Proof. enclose_least_time. Qed.

Theorem regular_vanilla_least_time_from_1_1000_to_1_2 :
  encloses 477032615723846295105413948 25
    (least_time_product (clock_cost regular) (mobility_of vanilla) (1 / 1000) (1 / 2)).
Proof. enclose_least_time. Qed.

Theorem regular_vanilla_least_time_from_1_1000_to_9_10 :
  encloses 828824401141969203523740935 25
    (least_time_product (clock_cost regular) (mobility_of vanilla) (1 / 1000) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem regular_vanilla_least_time_from_1_100_to_9_10 :
  encloses 461359428213937563102873329 25
    (least_time_product (clock_cost regular) (mobility_of vanilla) (1 / 100) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem regular_vanilla_least_time_from_1_10_to_9_10 :
  encloses 193111833730013116455004660 25
    (least_time_product (clock_cost regular) (mobility_of vanilla) (1 / 10) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem regular_vanilla_least_time_from_2_5_to_9_10 :
  encloses 67739935987185853066863783 25
    (least_time_product (clock_cost regular) (mobility_of vanilla) (2 / 5) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem regular_vanilla_least_time_from_3_5_to_19_20 :
  encloses 64463883179166475198536011 25
    (least_time_product (clock_cost regular) (mobility_of vanilla) (3 / 5) (19 / 20)).
Proof. enclose_least_time. Qed.

Theorem effective_natural_least_time_from_1_1000_to_1_2 :
  encloses 426513784003214327838844260 25
    (least_time_product (clock_cost effective) (mobility_of natural) (1 / 1000) (1 / 2)).
Proof. enclose_least_time. Qed.

Theorem effective_natural_least_time_from_1_1000_to_9_10 :
  encloses 583489608677059090527953349 25
    (least_time_product (clock_cost effective) (mobility_of natural) (1 / 1000) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem effective_natural_least_time_from_1_100_to_9_10 :
  encloses 284253762645918389988241751 25
    (least_time_product (clock_cost effective) (mobility_of natural) (1 / 100) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem effective_natural_least_time_from_1_10_to_9_10 :
  encloses 88922799737445684358606191 25
    (least_time_product (clock_cost effective) (mobility_of natural) (1 / 10) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem effective_natural_least_time_from_2_5_to_9_10 :
  encloses 19839758279939967764954530 25
    (least_time_product (clock_cost effective) (mobility_of natural) (2 / 5) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem effective_natural_least_time_from_3_5_to_19_20 :
  encloses 10734974844842744061568575 25
    (least_time_product (clock_cost effective) (mobility_of natural) (3 / 5) (19 / 20)).
Proof. enclose_least_time. Qed.

Theorem effective_vanilla_least_time_from_1_1000_to_1_2 :
  encloses 38584728161138563878944242952 25
    (least_time_product (clock_cost effective) (mobility_of vanilla) (1 / 1000) (1 / 2)).
Proof. enclose_least_time. Qed.

Theorem effective_vanilla_least_time_from_1_1000_to_9_10 :
  encloses 41875127920099367224527420134 25
    (least_time_product (clock_cost effective) (mobility_of vanilla) (1 / 1000) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem effective_vanilla_least_time_from_1_100_to_9_10 :
  encloses 4548851672309885864004736070 25
    (least_time_product (clock_cost effective) (mobility_of vanilla) (1 / 100) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem effective_vanilla_least_time_from_1_10_to_9_10 :
  encloses 518164274546039065287626469 25
    (least_time_product (clock_cost effective) (mobility_of vanilla) (1 / 10) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem effective_vanilla_least_time_from_2_5_to_9_10 :
  encloses 102399306424136679122037669 25
    (least_time_product (clock_cost effective) (mobility_of vanilla) (2 / 5) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem effective_vanilla_least_time_from_3_5_to_19_20 :
  encloses 79701168905851242568497743 25
    (least_time_product (clock_cost effective) (mobility_of vanilla) (3 / 5) (19 / 20)).
Proof. enclose_least_time. Qed.

(** ** Least times with the log-odds budget *)

Theorem regular_natural_log_odds_least_time_from_1_1000_to_1_2 :
  encloses 477032615723846295105413948 25
    (measured_least_time_product (clock_cost regular)
      (mobility_of natural) log_odds_density (1 / 1000) (1 / 2)).
Proof. enclose_least_time. Qed.

Theorem regular_natural_log_odds_least_time_from_1_100_to_9_10 :
  encloses 461359428213937563102873329 25
    (measured_least_time_product (clock_cost regular)
      (mobility_of natural) log_odds_density (1 / 100) (9 / 10)).
Proof. enclose_least_time. Qed.

Theorem effective_natural_log_odds_least_time_from_1_1000_to_1_2 :
  encloses 38584728161138563878944242952 25
    (measured_least_time_product (clock_cost effective)
      (mobility_of natural) log_odds_density (1 / 1000) (1 / 2)).
Proof. enclose_least_time. Qed.

Theorem effective_natural_log_odds_least_time_from_1_100_to_9_10 :
  encloses 4548851672309885864004736070 25
    (measured_least_time_product (clock_cost effective)
      (mobility_of natural) log_odds_density (1 / 100) (9 / 10)).
Proof. enclose_least_time. Qed.

(** ** Time ratios of the limit weights *)

Theorem reinforce_regular_natural_time_ratio_from_1_100_to_9_10 :
  encloses 11449898150080987015759104 25
    (time_ratio regular natural reinforce_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_0_0 inverse_powers_2_2. Qed.

Theorem grpo_regular_natural_time_ratio_from_1_100_to_9_10 :
  encloses 10000000000000000000000000 25
    (time_ratio regular natural grpo_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_1_1 inverse_powers_1_1. Qed.

Theorem linear_r_regular_natural_time_ratio_from_1_100_to_9_10 :
  encloses 19538984583450018515025386 25
    (time_ratio regular natural linear_r_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_2_0 inverse_powers_0_2. Qed.

Theorem sqrt_r_regular_natural_time_ratio_from_1_100_to_9_10 :
  encloses 13708535279958840693540089 25
    (time_ratio regular natural sqrt_r_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_2_1 inverse_powers_0_1. Qed.

Theorem uniform_r_regular_natural_time_ratio_from_1_100_to_9_10 :
  encloses 11449898150080987015759104 25
    (time_ratio regular natural uniform_r_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_2_2 inverse_powers_0_0. Qed.

Theorem reinforce_regular_vanilla_time_ratio_from_1_100_to_9_10 :
  encloses 23431296226353676800184509 25
    (time_ratio regular vanilla reinforce_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_0_0 inverse_powers_4_4. Qed.

Theorem grpo_regular_vanilla_time_ratio_from_1_100_to_9_10 :
  encloses 12466986360369934039199794 25
    (time_ratio regular vanilla grpo_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_1_1 inverse_powers_3_3. Qed.

Theorem linear_r_regular_vanilla_time_ratio_from_1_100_to_9_10 :
  encloses 15393007535126250180954126 25
    (time_ratio regular vanilla linear_r_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_2_0 inverse_powers_2_4. Qed.

Theorem sqrt_r_regular_vanilla_time_ratio_from_1_100_to_9_10 :
  encloses 11147105147901251243842567 25
    (time_ratio regular vanilla sqrt_r_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_2_1 inverse_powers_2_3. Qed.

Theorem uniform_r_regular_vanilla_time_ratio_from_1_100_to_9_10 :
  encloses 10000000000000000000000000 25
    (time_ratio regular vanilla uniform_r_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_2_2 inverse_powers_2_2. Qed.

Theorem reinforce_effective_natural_time_ratio_from_1_100_to_9_10 :
  encloses 33088848772328006037375914 25
    (time_ratio effective natural reinforce_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_0_0 inverse_powers_4_2. Qed.

Theorem grpo_effective_natural_time_ratio_from_1_100_to_9_10 :
  encloses 15547003788713703766477686 25
    (time_ratio effective natural grpo_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_1_1 inverse_powers_3_1. Qed.

Theorem linear_r_effective_natural_time_ratio_from_1_100_to_9_10 :
  encloses 10752454727228888179868908 25
    (time_ratio effective natural linear_r_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_2_0 inverse_powers_2_2. Qed.

Theorem sqrt_r_effective_natural_time_ratio_from_1_100_to_9_10 :
  encloses 10000000000000000000000000 25
    (time_ratio effective natural sqrt_r_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_2_1 inverse_powers_2_1. Qed.

Theorem uniform_r_effective_natural_time_ratio_from_1_100_to_9_10 :
  encloses 10752454727228888179868908 25
    (time_ratio effective natural uniform_r_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_2_2 inverse_powers_2_0. Qed.

Theorem reinforce_effective_vanilla_time_ratio_from_1_100_to_9_10 :
  encloses 102258981921616807375265222 25
    (time_ratio effective vanilla reinforce_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_0_0 inverse_powers_6_4. Qed.

Theorem grpo_effective_vanilla_time_ratio_from_1_100_to_9_10 :
  encloses 35406113809972751780378062 25
    (time_ratio effective vanilla grpo_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_1_1 inverse_powers_5_3. Qed.

Theorem linear_r_effective_vanilla_time_ratio_from_1_100_to_9_10 :
  encloses 12015395677230979584846751 25
    (time_ratio effective vanilla linear_r_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_2_0 inverse_powers_4_4. Qed.

Theorem sqrt_r_effective_vanilla_time_ratio_from_1_100_to_9_10 :
  encloses 13063729176798953352511781 25
    (time_ratio effective vanilla sqrt_r_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_2_1 inverse_powers_4_3. Qed.

Theorem uniform_r_effective_vanilla_time_ratio_from_1_100_to_9_10 :
  encloses 15780319691983072699889002 25
    (time_ratio effective vanilla uniform_r_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_time_ratio inverse_powers_2_2 inverse_powers_4_2. Qed.

Theorem plateau_regular_natural_time_ratio_from_1_100_to_9_10 :
  encloses 11649842342592101287149587 25
    (time_ratio regular natural plateau_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_plateau_time_ratio inverse_powers_0_0 inverse_powers_1_1. Qed.

Theorem plateau_regular_vanilla_time_ratio_from_1_100_to_9_10 :
  encloses 10151828775769892810605794 25
    (time_ratio regular vanilla plateau_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_plateau_time_ratio inverse_powers_2_2 inverse_powers_3_3. Qed.

Theorem plateau_effective_natural_time_ratio_from_1_100_to_9_10 :
  encloses 10389034642939291981123903 25
    (time_ratio effective natural plateau_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_plateau_time_ratio inverse_powers_2_0 inverse_powers_3_1. Qed.

Theorem plateau_effective_vanilla_time_ratio_from_1_100_to_9_10 :
  encloses 15064859459791909178402565 25
    (time_ratio effective vanilla plateau_limit_weight (1 / 100) (9 / 10)).
Proof. enclose_plateau_time_ratio inverse_powers_4_2 inverse_powers_5_3. Qed.
