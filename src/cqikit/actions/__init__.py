"""Action steps: who does what by when, how strong they are, what became of them."""

from cqikit._door import opening

_FOUND_IN = {
    "_checks": "CHECKS doubtful_words stale_after",
    "_deadline": "Deadline",
    "_events": "Drop Event Finish Hold Move Note Own Reopen Replace Resume Start",
    "_languages": "WORDS",
    "_step": (
        "ActionStep Concern ConcernWord Lever advance asked deadline is_draft "
        "is_outside latest overdue owner possible read_step said_in stale state "
        "understood"
    ),
    "_strength": "Dimension Grade Score Strength strength",
    "_table": "TABLE Status",
    "_words": "Dates Words",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
