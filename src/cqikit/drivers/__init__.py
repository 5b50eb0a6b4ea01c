"""Driver diagrams: aim, drivers and change ideas, layered and without circles."""

from cqikit._door import opening

_FOUND_IN = {
    "_aims": "AIM_CHECKS aim_checks",
    "_checks": "CHECKS measure_checks primaries_between",
    "_diagram": (
        "ChangeIdea Diagram Driver Item Layer Link Strength Tier causes_of effects_of "
        "item items layer_of"
    ),
    "_edits": "add link remove replace unlink",
    "_priorities": "Quadrant Ranked Rating multivote pick weighted_matrix",
    "_theory": "THEORY_CHECKS DriverState IdeaState Movement Theory Trial theory",
    "_views": "Branch dot mermaid outline tree",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
