"""What a release says of itself is the same wherever it says it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import cqikit
from cqikit.assessments import SCORERS
from cqikit.documents import frameworks
from cqikit.languages import LANGUAGES
from cqikit.spc import CHARTS, RULE_SETS
from tests.packaging import same_bytes
from tests.packaging._provenance import PROJECT, ROOT

SPELLED = {6: "six", 7: "seven", 8: "eight"}
CITATION = (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def said(key: str) -> str:
    (value,) = re.findall(rf"^{key}: (.+)$", CITATION, re.MULTILINE)
    return str(value).strip('"')


def test_the_citation_says_what_the_package_says() -> None:
    assert said("version") == PROJECT["version"] == cqikit.__version__
    assert said("license") == PROJECT["license"]
    assert said("title") == PROJECT["name"]
    assert said("abstract") == f"{PROJECT['description']}."
    assert re.findall(r'^  - name: "(.+)"$', CITATION, re.MULTILINE) == [
        author["name"] for author in PROJECT["authors"]
    ]
    assert re.findall(r"^  - ([^n].*)$", CITATION, re.MULTILINE) == PROJECT["keywords"]


def test_the_package_names_its_pythons_and_its_licence_once() -> None:
    classifiers = PROJECT["classifiers"]
    assert "Programming Language :: Python :: 3.11" in classifiers
    assert PROJECT["requires-python"] == ">=3.11"
    # An SPDX expression takes the place of classifiers (PEP 639).
    assert not [name for name in classifiers if name.startswith("License")]
    assert classifiers == sorted(classifiers)
    assert PROJECT["keywords"] == sorted(PROJECT["keywords"])


@pytest.mark.parametrize("page", ["CITATION.cff", "SECURITY.md", "STABILITY.md"])
def test_nobody_and_no_address_is_invented(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert "@" not in text
    assert "http" not in text
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert Path(ROOT, target).exists()


def test_what_is_built_twice_has_to_be_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, text in (("a", "1"), ("b", "1"), ("c", "2")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.whl").write_text(text)
    assert same_bytes.main([str(tmp_path / "a"), str(tmp_path / "b")]) == 0
    assert capsys.readouterr().out.endswith("  x.whl\nsame\n")
    assert same_bytes.main([str(tmp_path / "a"), str(tmp_path / "c")]) == 1
    assert "x.whl: built twice" in capsys.readouterr().out


def test_the_changelog_counts_right() -> None:
    log = " ".join((ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split())
    # A run chart has no limits: it is no control chart.
    assert f"run charts and {len(CHARTS.names) - 1} kinds of control charts" in log
    assert f"{len(RULE_SETS.names)} sets of rules" in log
    assert f"{len(frameworks().names)} frameworks, {len(SCORERS.names)} roll-ups" in log
    # English is one of those that can be asked for.
    assert f"in {SPELLED[len(LANGUAGES)]} languages" in log


def test_every_chore_is_explained_to_contributors() -> None:
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    chores = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any("nox.session" in ast.unparse(mark) for mark in node.decorator_list)
    }
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert chores == set(re.findall(r"nox -s ([a-z_]+)", guide))
