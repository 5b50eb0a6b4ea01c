"""Which tests the page is made of, and what has no published number."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from tests.reference.assessments import (
    test_published_assessments as agreement,
)
from tests.reference.assessments import (
    test_published_scores as scores,
)
from tests.reference.assessments import (
    test_structures as structures,
)
from tests.reference.collaboratives import test_published_between as teams
from tests.reference.pdsa import test_published_fidelity as cycles
from tests.reference.plans import test_published_action_steps as steps
from tests.spc import test_published as charts
from tests.spc import test_reference_qicharts2 as qicharts2
from tests.spc import test_reference_tools as tools
from tests.spc.laws import (
    test_boxes,
    test_critical,
    test_funnel,
    test_joint,
    test_pareto,
    test_published_run_lengths,
    test_published_runs,
)
from tests.spc.rules import test_reference_rules as rules
from tests.validation._run import Test

__all__ = ["CLOSING", "INSTRUMENTS", "PARTS", "STEPS", "TOOLS", "WITHOUT", "Part"]


@frozen
class Part:
    """A section with numbers: its head, and the tests that compare them."""

    title: str
    tests: tuple[Test, ...]


PARTS: Final = (
    Part("Limits of charts", (charts.test_printed_answers_are_reached,)),
    Part(
        "Constants of charts", (charts.test_constants_are_those_of_the_printed_table,)
    ),
    Part(
        "How long until a signal",
        (
            test_published_run_lengths.test_western_electric_rules_take_as_long_as_printed,
            test_published_run_lengths.test_windows_that_wait_take_longer,
            test_published_run_lengths.test_ewma_charts_with_flat_limits_take_as_long_as_printed,
            test_published_run_lengths.test_ewma_charts_with_widening_limits_take_less,
            test_published_run_lengths.test_cusum_charts_take_as_long_as_printed,
            test_published_run_lengths.test_bernoulli_cusums_take_as_many_cases_as_others_found,
        ),
    ),
    Part(
        "Runs: how many, how long, how likely",
        (
            test_published_runs.test_points_on_the_median_are_in_no_run,
            test_published_runs.test_too_few_runs_are_called_so,
            test_published_runs.test_anhoej_limits_are_those_computed_elsewhere,
            test_critical.test_critical_runs_about_a_median_are_those_computed_elsewhere,
            test_boxes.test_limits_are_the_published_ones_from_10_to_100_points,
            test_joint.test_boxes_have_the_published_specificity_and_sensitivity,
            test_joint.test_long_runs_are_as_likely_as_computed_elsewhere,
            test_joint.test_published_examples_of_numbers_of_runs,
        ),
    ),
    Part(
        "Scores of self-assessments",
        (
            scores.test_a_mean_leaves_out_what_was_left_blank_and_turns_items_round,
            scores.test_a_section_left_out_leaves_the_highest_sum,
            scores.test_domains_of_class_are_means_with_negative_climate_turned_round,
            scores.test_percent_positive_is_the_mean_of_items,
            scores.test_points_are_added_and_the_sum_has_the_level,
            scores.test_weights_of_what_has_no_score_go_to_the_rest,
            scores.test_the_lowest_of_what_is_critical_counts,
            scores.test_a_bundle_is_kept_by_whoever_gets_all_of_it,
            scores.test_independent_rates_multiply,
            agreement.test_the_ladder_is_that_of_the_environment_rating_scales,
        ),
    ),
    Part(
        "Agreement, reliability and change",
        (
            agreement.test_intraclass_correlations_are_those_of_shrout_and_fleiss,
            agreement.test_alpha_of_items_is_the_consistency_of_the_mean_of_judges,
            agreement.test_krippendorffs_alpha_is_that_of_his_example,
            agreement.test_weighted_kappa_is_that_of_cohen,
            agreement.test_the_interval_of_alpha_is_feldts,
            agreement.test_reliable_change_is_that_of_jacobson_and_truax,
            agreement.test_the_critical_change_is_as_printed,
            agreement.test_signed_ranks_are_those_of_hollander_and_wolfe,
            agreement.test_the_paired_interval_is_that_of_students_sleep_data,
            agreement.test_agreement_is_measured_against_random_answers,
            agreement.test_the_interval_of_agreement_is_that_of_bonetts_variance,
            agreement.test_the_critical_value_of_agreement_is_that_of_dunlap,
        ),
    ),
    Part(
        "Cycles: fidelity, intervals, forecasts",
        (
            cycles.test_the_published_counts_come_out,
            cycles.test_the_published_rates_stand_beside_ours,
            cycles.test_intervals_are_as_published,
            cycles.test_the_brier_score_is_half_of_that_over_both_outcomes,
        ),
    ),
    Part(
        "Closing figures",
        (teams.test_the_variance_between_means_is_that_of_dersimonian_and_laird,),
    ),
)
TOOLS: Final = (
    qicharts2.test_limits_are_those_of_qicharts2,
    qicharts2.test_what_is_refused_makes_other_lines,
    qicharts2.test_a_time_of_zero_is_refused_as_it_is_by_qicharts2,
    qicharts2.test_bernoulli_cusums_are_those_of_qicharts2,
    qicharts2.test_a_stack_has_the_limits_of_each_facet,
    test_pareto.test_bars_are_those_of_qicharts2,
    tools.test_limits_are_those_of_nhsrplotthedots,
    tools.test_limits_are_those_of_powerbi_spc,
    tools.test_limits_of_subgroups_are_those_of_qcc,
    tools.test_limits_of_values_and_counts_are_those_of_qcc,
    tools.test_ewma_is_that_of_qcc,
    tools.test_cusum_is_that_of_qcc,
    tools.test_every_case_of_qcc_is_compared_or_not_offered,
    test_funnel.test_conservative_limits_are_those_of_another_tool,
    rules.test_qcc_flags_the_same_points,
    rules.test_qcc_judges_a_window_by_the_limits_of_its_last_point,
    rules.test_powerbi_spc_flags_the_same_points,
    rules.test_nhsr_plot_the_dots_says_the_same,
    rules.test_qicharts2_says_the_same_of_runs,
    rules.test_many_series_at_once_have_the_runs_of_each,
    rules.test_runcharter_draws_the_same_medians,
)
INSTRUMENTS: Final = (
    structures.test_parts_have_the_published_names_in_their_order,
    structures.test_domains_have_the_published_dimensions_in_their_order,
    structures.test_parts_have_the_published_numbers_of_items,
    structures.test_scales_have_the_published_ends,
    structures.test_levels_have_the_published_names,
    structures.test_factors_have_the_published_highest_levels,
    structures.test_sums_have_the_published_ends,
)
STEPS: Final = (
    steps.test_every_weak_step_is_weak,
    steps.test_every_strong_step_is_strong,
)

#: What no published number or case of a tool was found for, and the test that holds it.
PINNED: Final = (
    "parameters as its source has them; a series that signals and one that just does "
    "not: `spc/rules/test_presets.py::test_a_rule_signals_from_its_edge_on`"
)
EXACT: Final = (
    "sums of chances, term by term: "
    "`spc/test_chart_kinds.py::test_exact_limits_leave_no_more_than_the_tail_outside`"
)
BY_HAND: Final = "worked out by hand: `assessments/{}`"
PINNED_SETS: Final = (
    *("shewhart-runs", "perla", "ihi", "making-data-count", "nelson"),
    *("westgard", "minitab"),
)
WITHOUT: Final[dict[str, str]] = {
    **dict.fromkeys(("c-exact", "u-exact", "g-exact"), EXACT),
    **dict.fromkeys(PINNED_SETS, PINNED),
    "g": "false alarms: "
    "`spc/test_advice.py::test_sigma_limits_cry_wolf_as_often_as_is_known`",
    "t-exponential": "quantiles in closed form: "
    "`spc/test_published.py::test_exponential_limits_are_quantiles`",
    "mean-of-items": BY_HAND.format(
        "test_criteria.py::test_the_total_of_a_rating_scale_is_the_mean_of_items"
    ),
    "sum": BY_HAND.format(
        "test_levels_of_scores.py::test_a_sum_is_that_of_the_printed_form"
    ),
    "sum-prorated": BY_HAND.format(
        "test_levels_of_scores.py::test_a_sum_lacks_no_item_unless_the_policy_says_so"
    ),
    "block": BY_HAND.format(
        "test_criteria.py::test_a_block_needs_every_criterion_up_to_its_level"
    ),
    "hybrid": BY_HAND.format(
        "test_criteria.py::test_a_hybrid_climbs_blocks_and_then_points"
    ),
}
#: Figures of a closing report, none of which is printed anywhere with its data.
CLOSING: Final = {
    "teams engaged": "test_engagement.py::test_engaged_teams_by_each_policy",
    "per cent of teams that report": "test_engagement.py::test_averages_over_periods",
    "teams that submit cycles": "test_engagement.py"
    "::test_teams_are_counted_that_submit_not_cycles",
    "aggregate of all teams": "test_silent.py"
    "::test_sums_and_medians_are_those_worked_out_in_plain_python",
    "pooled aggregate": "test_silent.py::test_pooled_is_the_weighted_mean_of_teams",
    "baseline, shift and what came since": "test_results.py"
    "::test_a_favourable_shift_has_a_shifted_median",
    "teams that meet the aim": "test_results.py"
    "::test_a_team_meets_the_aim_by_its_current_median",
    "confidence in the data": "test_confidence.py"
    "::test_recounts_are_compared_with_what_was_reported",
    "the mix of teams": "test_mix.py::test_the_mix_of_before_is_by_hand",
    "levels of teams, proportions": "test_between.py"
    "::test_proportions_are_shrunk_as_a_beta_binomial",
    "levels of teams, rates": "test_between.py"
    "::test_rates_are_shrunk_as_a_gamma_poisson",
    "levels of teams, means": "test_between.py::test_means_are_shrunk_as_normals",
    "funnel with a variance between teams": "test_between.py"
    "::test_a_funnel_allows_for_what_teams_differ_by",
    "what is proposed at closing": "test_closing_guide.py"
    "::test_the_example_is_closed_as_plain_python_closes_it",
    "what is lost after closing": "test_closing_guide.py"
    "::test_the_example_loses_what_plain_python_sees_lost",
}
