"""A report is a document, too, of its own room."""

from __future__ import annotations

from cqikit import documents, folders, reports


def test_a_report_is_read_as_it_was_written() -> None:
    effort = folders.read("examples/child_care")
    report = reports.compose(effort.project, effort.collaborative, guide=effort.guide)
    tree = documents.unstructure(report, types=reports.TYPES)
    assert documents.structure(tree, reports.Report, types=reports.TYPES) == report
    text = documents.to_json(report, types=reports.TYPES)
    assert documents.parse(text, types=reports.TYPES, most=len(text)) == report
