"""What every room stands on: field checks, catalogs, tables, findings, periods."""

from cqikit._door import opening

_FOUND_IN = {
    "_arguments": "a_callable a_day arguments each_has has list_of mapping_of",
    "_by_value": "FrozenDict Partial as_frozen by_value read_only same sealed",
    "_cadence": "Cadence CadenceLike Closure",
    "_catalog": "Catalog Named",
    "_checks": (
        "Check Context FindingKind Found FunctionCheck check found run_checks "
        "unknown_keys"
    ),
    "_choice": "Choice",
    "_codes": "codes_of decoded first_rows joined_codes",
    "_converters": (
        "ChoiceOf FrozenOf OptionalChoiceOf OptionalTupleOf SeveralOf Texts TupleOf "
        "as_several as_texts"
    ),
    "_elapsed": "between_events is_dated",
    "_fields": (
        "as_day as_optional_day as_tuple at_least at_most between each finite "
        "instance_of is_day is_key is_language is_text non_blank non_empty one_of "
        "optional plain_number unique"
    ),
    "_findings": "Finding Severity by_severity prefixed",
    "_forms": "and_more combined few",
    "_html": "html_table",
    "_keys": "key_of",
    "_log": "Logged advance latest possible replay state",
    "_normal": "normal_reach",
    "_numbers": "format_number plural",
    "_periods": (
        "STARTS Frequency FrequencyWord Period PeriodLike as_optional_period "
        "parse_period period_at period_of"
    ),
    "_problems": "problem_of",
    "_spans": "periods_between",
    "_table": "Guard Row Table day_before guard",
    "_timeline": "EVENTS Timeline arrange timeline",
    "_visible": "kept_apart visible",
    "_weekdays": "Weekday",
    "_wording": "ENGLISH Part Sentence Wording did_you_mean places say some_of worded",
    "_written": "DateStyle DateStyleWord Writing",
    "_written_columns": "writing_of",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
