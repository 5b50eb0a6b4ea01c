"""Typed building blocks for continuous quality improvement.

Import the rooms you need: ``from cqikit import measures, spc``.

From the ground up, each room building only on those above it in this list:

- ``errors``: every error class
- ``core``: field checks, catalogs, state machines as rows, findings, periods
- ``measures``: measures, aims, targets, and series of observations with their audit
- ``actions``: action steps with who, what and when
- ``plans``, ``pdsa``, ``drivers``, ``assessments``, ``spc``: the field's primitives
- ``projects``, ``collaboratives``: one improvement project; many teams
- ``documents``, ``tables``, ``drawing``, ``calendars``, ``plugins``, ``testing``:
  ways in and out
- ``forms``: answers from the forms that people use; frameworks out as such forms
- ``folders``, ``reports``: what is made of these: an effort read from a folder; pages
- ``cli``: the command line

Importing ``cqikit`` itself loads none of them.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
