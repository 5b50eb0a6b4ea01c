"""Forms by name: what the exports of each tool have in common.

Facts of formats, each with the page that says so or what shows it; no tool's code.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from cqikit.assessments import Status
from cqikit.core import (
    Catalog,
    TupleOf,
    arguments,
    as_texts,
    as_tuple,
    at_least,
    each,
    instance_of,
    is_key,
    is_text,
    non_blank,
    one_of,
    say,
)
from cqikit.forms._choices import REASONS
from cqikit.forms._fhir import ABSENT_CODES

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["FORMS", "Form"]


def _frozen_codes(value: Mapping[str, Status]) -> Any:
    return as_tuple(value.items() if isinstance(value, Mapping) else value)


@frozen(kw_only=True)
class Form:
    """What the exports of one tool look like.

    Parameters
    ----------
    name : str
        The name by which it is asked for.
    title : str
        What people call it.
    signs : tuple of str
        Columns by which an export is known, all of them; ``*`` for any text.
    respondent, on : str
        The column that tells respondents apart, and that of the day.
    own : tuple of str
        Columns that the tool adds and that are no questions.
    skip : int
        Rows below the header that are no answers.
    delimiter : str
        What stands between the cells of its CSV.
    between : str
        What stands between the name of a group of questions and that of one.
    tests : tuple of (str, str)
        Columns with the text that marks a row as a test.
    unfinished : tuple of (str, str)
        Columns (``*`` for any text) with the text by which the tool marks a response
        that was begun and not sent; "" for an empty cell.
    numbers_choices : bool
        Whether it numbers choices itself, from 1, where nobody says otherwise.
    people : tuple of str
        Columns that tell a person, whatever tells respondents apart.
    occasions : tuple of str
        Columns that tell one time from another of the same person.
    codes : mapping of str to Status
        Codes whose meaning the tool itself publishes.
    source : str
        The page that says so, or what it was seen in.

    Examples
    --------
    >>> FORMS["qualtrics"].skip, FORMS["qualtrics"].is_own("ResponseId")
    (2, True)
    """

    name: str = field(validator=is_key)
    title: str = field(validator=is_text)
    signs: tuple[str, ...] = field(default=(), converter=as_texts)
    respondent: str = field(default="", validator=is_text)
    on: str = field(default="", validator=is_text)
    own: tuple[str, ...] = field(default=(), converter=as_texts)
    skip: int = field(default=0, validator=at_least(0))
    delimiter: str = field(default="", validator=is_text)
    between: str = field(default="/", validator=non_blank)
    tests: tuple[tuple[str, str], ...] = field(
        default=(), converter=TupleOf[tuple[str, str]]
    )
    unfinished: tuple[tuple[str, str], ...] = field(
        default=(), converter=TupleOf[tuple[str, str]]
    )
    numbers_choices: bool = field(default=False, validator=instance_of(bool))
    people: tuple[str, ...] = field(default=(), converter=as_texts)
    occasions: tuple[str, ...] = field(default=(), converter=as_texts)
    codes: tuple[tuple[str, Status], ...] = field(
        default=(), converter=_frozen_codes, validator=each(instance_of(tuple))
    )
    source: str = field(default="", validator=is_text)

    @arguments()
    def knows(self, columns: Iterable[str]) -> bool:
        """Say whether an export with these columns is one of this tool."""
        there = list(columns)
        return bool(self.signs) and all(_first(sign, there) for sign in self.signs)

    @arguments()
    def is_own(self, column: str) -> bool:
        """Say whether a column is the tool's own, and so no question."""
        return any(fnmatchcase(column, pattern) for pattern in self.own)

    @arguments(name=one_of("respondent", "on"))
    def column(self, name: str, columns: Iterable[str]) -> str:
        """Return the column that `respondent` or `on` means among `columns`."""
        pattern = getattr(self, name)
        return _first(pattern, list(columns)) if pattern else ""


def _first(pattern: str, columns: list[str]) -> str:
    found = [column for column in columns if fnmatchcase(column, pattern)]
    return found[0] if found else ""


#: Of each tool; a table that none knows is plain, wide or long.
FORMS: Final = Catalog(
    (
        Form(
            name="fhir",
            title="FHIR R4 QuestionnaireResponse",
            respondent="_respondent",
            on="_authored",
            own=("_id", "_respondent", "_subject", "_authored", "_status"),
            unfinished=(("_status", "in-progress"), ("_status", "stopped")),
            codes=ABSENT_CODES,
            source="https://hl7.org/fhir/R4/valueset-data-absent-reason.html",
        ),
        Form(
            name="qualtrics",
            title="Qualtrics",
            signs=("ResponseId", "RecordedDate"),
            respondent="ResponseId",
            on="RecordedDate",
            own=(
                "StartDate",
                "EndDate",
                "Status",
                "IPAddress",
                "Progress",
                "Duration (in seconds)",
                "Finished",
                "RecordedDate",
                "ResponseId",
                "Recipient*",
                "ExternalReference",
                "Location*",
                "DistributionChannel",
                "UserLanguage",
            ),
            skip=2,
            tests=(("Status", "Survey Preview"),),
            unfinished=(("Finished", "False"), ("Finished", "0")),
            numbers_choices=True,
            people=("RecipientEmail",),
            source="https://www.qualtrics.com/support/survey-platform/"
            "data-and-analysis-module/data/download-data/understanding-your-dataset/",
        ),
        Form(
            name="kobo",
            title="KoboToolbox",
            signs=("_uuid", "_submission_time"),
            respondent="_id",
            on="_submission_time",
            own=("_*", "start", "end", "today", "deviceid", "username", "meta/*"),
            delimiter=";",
            source="https://rdrr.io/cran/KoboconnectR/man/kobo_df_download.html",
        ),
        Form(
            name="odk",
            title="ODK Central and Briefcase",
            signs=("SubmissionDate", "KEY"),
            respondent="KEY",
            on="SubmissionDate",
            own=(
                "SubmissionDate",
                "KEY",
                "isValidated",
                "meta-*",
                "Submitter*",
                "Attachments*",
                "Status",
                "ReviewState",
                "DeviceID",
                "Edits",
                "FormVersion",
                "start",
                "end",
            ),
            between="-",
            source="https://github.com/getodk/briefcase/blob/master/docs/"
            "export-format.md",
        ),
        Form(
            name="limesurvey",
            title="LimeSurvey",
            signs=("id", "submitdate", "lastpage"),
            respondent="id",
            on="submitdate",
            own=(
                "id",
                "submitdate",
                "lastpage",
                "startlanguage",
                "seed",
                "token",
                "startdate",
                "datestamp",
                "ipaddr",
                "refurl",
            ),
            unfinished=(("submitdate", ""),),
            people=("token",),
            source="the header row of exports that public projects show; headings as"
            " question codes",
        ),
        Form(
            name="microsoft-forms",
            title="Microsoft Forms",
            signs=("I[Dd]", "Start time", "Completion time"),
            respondent="I[Dd]",
            on="Completion time",
            own=(
                "I[Dd]",
                "Start time",
                "Completion time",
                "Email",
                "Name",
                "Last modified time",
            ),
            people=("Email",),
            source="the header row of exports that public projects show; the names are"
            " those of an English form",
        ),
        Form(
            name="redcap",
            title="REDCap",
            signs=("*_complete",),
            respondent="record_id",
            on="*_timestamp",
            own=("record_id", "redcap_*", "*_complete", "*_timestamp"),
            unfinished=(("*_timestamp", "[not completed]"),),
            occasions=("redcap_event_name", "redcap_repeat_instance"),
            source="the header rows of an export and of a data dictionary",
        ),
        Form(
            name="redcap-labels",
            title="REDCap, with labels",
            signs=("Record ID", "Complete[?]"),
            respondent="Record ID",
            on="Survey Timestamp",
            own=("Record ID", "Survey *", "Complete[?]*", "Event Name", "Repeat *"),
            unfinished=(("Survey Timestamp", "[not completed]"),),
            occasions=("Event Name", "Repeat Instance"),
            source="the header row of an export with labels",
        ),
        Form(
            name="google-forms",
            title="Google Forms",
            signs=("Timestamp",),
            on="Timestamp",
            own=("Timestamp", "Username", "Email Address", "Score"),
            people=("Email Address", "Username"),
            source="the header row of an export",
        ),
        Form(
            name="workbook",
            title="The workbook of write_workbook",
            signs=("respondent", "role", "unit", "on"),
            respondent="respondent",
            on="on",
            codes={status.words: status for status in REASONS},
        ),
        Form(name="plain", title="A plain table, wide or long"),
    ),
    kind=say("form"),
)
