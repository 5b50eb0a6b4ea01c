"""The frameworks that come with the library, as values."""

from cqikit.assessments._frameworks._all import FRAMEWORKS

__all__ = ["FRAMEWORKS"]
