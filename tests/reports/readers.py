"""Open pages in a browser, as their readers do: `nox -s readers`.

axe-core looks for what would keep people from reading a page, in Chromium, at the width
of a screen and of a telephone, light and dark; and the browser says whether the page is
wider than it. The page is a copy without its policy, as axe is a script, and stands in
a frame, as no window of a browser is as narrow as a telephone.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from html import escape, unescape
from pathlib import Path
from typing import Any, Final

from benchmarks.bench_reports import composed
from cqikit import reports
from tests.examples import loaded

#: In pixels: a screen and a telephone.
WIDTHS: Final = (1280, 390)
SCHEMES: Final = {"light": "1", "dark": "0"}
NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
EXAMPLES: Final = ("answers", "child_care", "home_visiting", "measles", "scutari")
POLICY: Final = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
ASK: Final = """
document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
axe.run(document, { resultTypes: ["violations"] }).then((found) => {
  const said = found.violations.map((fault) =>
    [fault.id, fault.help, fault.nodes.length, fault.nodes[0].html.slice(0, 200)]);
  const wide = document.documentElement;
  const over = wide.scrollWidth - wide.clientWidth;
  if (over > 0) said.push(["page", "is wider than the screen", over, ""]);
  parent.postMessage(JSON.stringify([innerWidth, found.passes.length, said]), "*");
});
"""
HEAR: Final = """
addEventListener("message", (told) => {
  const said = document.createElement("pre");
  said.id = "found";
  said.textContent = told.data;
  document.body.append(said);
});
"""


def browser() -> str:
    """Return where Chromium is; "" where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), "")


def looked_at(page: str, axe: str, width: int, scheme: str) -> list[Any]:
    """Return the width, how many rules hold, and what does not, in words."""
    asked = f"<script>{axe}</script><script>{ASK}</script></body>"
    copy = POLICY.sub("", page).replace("</body>", asked)
    frame = f'<iframe width="{width}" height="900" style="border: 0"'
    outer = f'<body><script>{HEAR}</script>{frame} srcdoc="{escape(copy)}"></iframe>'
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(outer, encoding="utf-8")
        command = [
            *(browser(), "--headless", "--no-sandbox", "--disable-gpu"),
            *("--window-size=1400,1000", "--virtual-time-budget=120000"),
            f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}",
            *("--dump-dom", file.as_uri()),
        ]
        ran = subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=300
        )
    # The last is what the script wrote: a page has no such element.
    said = re.findall(r'<pre id="found">(.*?)</pre>', ran.stdout, re.DOTALL)[-1]
    found: list[Any] = json.loads(unescape(said))
    return found


def main(axe: Path) -> int:
    """Look at every example and at 274 teams, and return how many faults there are."""
    script = axe.read_text(encoding="utf-8")
    # What has a fault is found out, or nothing is said of all others.
    wrong = "<body><img src=''><p style='color: #ccc'>pale</p></body>"
    _, _, found = looked_at(wrong, script, 390, "light")
    if not {"image-alt", "color-contrast"} <= {fault[0] for fault in found}:
        print(f"a page with two faults has {found}")
        return 1
    pages = {name: loaded.page(name) for name in EXAMPLES}
    pages["274 teams"] = reports.to_html(composed())
    faults = 0
    for name, page in pages.items():
        for width in WIDTHS:
            for scheme in SCHEMES:
                wide, held, found = looked_at(page, script, width, scheme)
                print(f"{name}, {wide} px, {scheme}: {held} rules hold")
                for fault in found:
                    print("  ", *fault)
                faults += len(found) + (wide != width)
    return faults


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1])), 1))
