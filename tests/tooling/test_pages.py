"""Every Python block of every page runs, and a wrong one fails."""

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parent.parent.parent


def run_page(tmp_path: Path, page: str) -> subprocess.CompletedProcess[str]:
    """Run one page the way the suite runs the pages of the site."""
    (tmp_path / "docs" / "how-to").mkdir(parents=True)
    (tmp_path / "docs" / "how-to" / "page.md").write_text(dedent(page))
    (tmp_path / "conftest.py").write_text((ROOT / "conftest.py").read_text("utf-8"))
    (tmp_path / "pytest.ini").touch()
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "docs"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        text=True,
    )


def test_blocks_of_a_page_run_in_one_namespace(tmp_path: Path) -> None:
    page = """\
        # Page

        ```python
        x = 1
        ```

        ```python
        >>> x + 1
        2
        ```
        """
    done = run_page(tmp_path, page)
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout


def test_a_block_that_fails_is_reported(tmp_path: Path) -> None:
    done = run_page(tmp_path, "# Page\n\n```python\nassert False\n```\n")
    assert done.returncode == 1


def test_an_answer_that_is_wrong_is_reported(tmp_path: Path) -> None:
    done = run_page(tmp_path, "# Page\n\n```python\n>>> 1 + 1\n3\n```\n")
    assert done.returncode == 1
    assert "Expected" in done.stdout
