"""One word per chore: the bare `nox` is for every hour, `nox -s ci` is what CI runs.

Most chores share one virtual environment, the workshop (`.nox/workshop`), which holds
the project (editable), every extra, and whatever tools a chore asks for. It is filled
once and used again until `pyproject.toml` changes. Chores whose point is a clean place
(`lint`, `wheel`, `third_party`, `minimum`, `changelog`) have an environment of their
own.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "virtualenv"
nox.options.error_on_missing_interpreters = True
# Tests start hundreds of interpreters: what one compiled, the next need not.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

ROOT = Path(__file__).parent
WORKSHOP = ROOT / ".nox" / "workshop"
PYPROJECT = nox.project.load_toml("pyproject.toml")
PROJECT = "-e.[all,testing]"
CORES = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")
LAWS = ("--noconftest", "tests/architecture/test_house.py")
# Tests of sources, of pages and of what is refused: versions do not change them.
ANY_VERSION = (
    *("architecture", "differential", "doors", "examples", "fuzz", "packaging"),
    *("pages", "tooling", "typing", "validation", "words"),
)
# Chores that keep one core busy: in CI, both lanes run at once.
LANES = (
    ("types", "golden", "changelog", "fuzz"),
    ("lint", "docs", "wheel", "third_party", "differential"),
)
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# What else draws control charts in Python, as the page of speed has it.
PEERS = (
    "shewhart==0.1.1",
    "pycontrolcharts==0.1.2",
    "statprocon==2.0.0",
    "clinical-qikit==0.5.0",
)
IN_BIN = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")


def workshop(session: nox.Session, *groups: str) -> str:
    """Return the Python of the workshop, with the tools of `groups` in it."""
    python = str(WORKSHOP.joinpath(*IN_BIN))
    wanted = Path("pyproject.toml").read_bytes() + sys.version.encode()
    state = hashlib.sha256(wanted).hexdigest()
    stamp = WORKSHOP / "filled.txt"
    held = stamp.read_text().split() if stamp.exists() else []
    if held[:1] != [state]:
        make = (sys.executable, "-m", "virtualenv", "--quiet", "--clear")
        session.run_always(*make, str(WORKSHOP), external=True)
        held = [state]
    missing = [group for group in groups if group not in held]
    if missing:
        tools = nox.project.dependency_groups(PYPROJECT, *missing)
        install = (python, "-m", "pip", "install", "--quiet")
        session.run_always(*install, PROJECT, *tools, external=True)
        stamp.write_text(" ".join([*held, *missing]))
    return python


def watched(session: nox.Session) -> None:
    """Run the suite and hold what it covers to the floor that pyproject.toml sets."""
    python = workshop(session, "cov")
    coverage = (python, "-m", "coverage")
    session.run(*coverage, "erase", external=True)
    chosen = session.posargs or CORES
    session.run(*coverage, "run", "-m", "pytest", *chosen, external=True)
    session.run(*coverage, "combine", "--quiet", external=True)
    session.run(*coverage, "report", "--skip-covered", external=True)


@nox.session
def lint(session: nox.Session) -> None:
    """Judge style and format; `nox -s lint -- --fix` fixes what can be fixed."""
    session.install(*nox.project.dependency_groups(PYPROJECT, "lint"))
    fix = "--fix" in session.posargs
    session.run("ruff", "check", *(["--fix"] if fix else []))
    session.run("ruff", "format", *([] if fix else ["--check"]))


@nox.session(venv_backend="none")
def types(session: nox.Session) -> None:
    """Check types: mypy strict on everything, pyright on the library."""
    python = workshop(session, "types")
    session.run(python, "-m", "mypy", external=True)
    pyright = (python, "-m", "basedpyright", "--pythonpath", python)
    session.run(*pyright, external=True)
    session.run(python, "-m", "tests.typing.pyright_marks", external=True)


@nox.session(venv_backend="none")
def changed(session: nox.Session) -> None:
    """Run the laws, and the tests of what differs from main, or from `-- REF`."""
    python = workshop(session, "test")
    session.run(python, "-m", "pytest", "-q", *LAWS, external=True)
    session.run(python, "-m", "tests.changed", *session.posargs, external=True)


@nox.session(venv_backend="none", default=False)
def tests(session: nox.Session) -> None:
    """Run the suite: `nox -s tests -- tests/spc -k shift`.

    The whole of it runs on up to four cores, a file at a time, as the blocks of a page
    stand on each other; a part of it in one process, which starts sooner. In CI the
    whole of it is watched as `cov` does it, so that it need not run twice.

    Laws that read files run first, and load nothing of the library: what breaks one may
    break the import of everything, and is to be told as itself.
    """
    python = workshop(session, "test")
    if not session.posargs:
        session.run(python, "-m", "pytest", "-q", *LAWS, external=True)
    if "CI" in os.environ and not session.posargs:
        watched(session)
    else:
        session.run(python, "-m", "pytest", *(session.posargs or CORES), external=True)


@nox.session(venv_backend="none", default=False)
def cov(session: nox.Session) -> None:
    """Run the whole suite and hold coverage of lines and branches to its floor."""
    watched(session)


@nox.session(venv_backend="none", default=False)
def examples(session: nox.Session) -> None:
    """Run the examples, the README and the code on every page of the docs."""
    python = workshop(session, "test")
    places = [p for p in ("tests/examples", "README.md", "docs") if Path(p).exists()]
    session.run(python, "-m", "pytest", *places, *session.posargs, external=True)


@nox.session(venv_backend="none", default=False)
def golden(session: nox.Session) -> None:
    """Make the golden files anew and compare; `-- --write` puts them in place."""
    python = workshop(session, "test")
    session.run(python, "-m", "tests.goldens", *session.posargs, external=True)


@nox.session(venv_backend="none", default=False)
def validation(session: nox.Session) -> None:
    """Hold our numbers against published ones; `-- --write` makes their page anew."""
    python = workshop(session, "test")
    session.run(python, "-m", "tests.validation", *session.posargs, external=True)


@nox.session(venv_backend="none", default=False)
def interface(session: nox.Session) -> None:
    """Say which public names changed since the last release, or `-- 0.1.0`."""
    python = workshop(session, "test")
    session.run(python, "-m", "tests.interface", *session.posargs, external=True)


@nox.session(venv_backend="none", default=False)
def catalogs(session: nox.Session) -> None:
    """Say what the translations lack; `-- update` brings them up to date."""
    python = workshop(session, "test")
    session.run(python, "-m", "tests.catalogs", *session.posargs, external=True)


@nox.session(venv_backend="none", default=False)
def docs(session: nox.Session) -> None:
    """Build the site into docs/_build/html, without network; warnings are errors."""
    python = workshop(session, "docs")
    options = ["--fail-on-warning", "--keep-going", "--quiet", "--fresh-env"]
    sphinx = (python, "-m", "sphinx", "--builder", "html")
    session.run(*sphinx, *options, "docs", "docs/_build/html", external=True)


@nox.session(venv_backend="none", default=False)
def bench(session: nox.Session) -> None:
    """Measure what has a bar; `nox -s bench -- panel` runs bench_panel.py alone.

    `-- --write` makes the page docs/reference/speed.md anew, and asks the other
    packages on it, too.
    """
    python = workshop(session, "test")
    if "--write" in session.posargs:
        for each in PEERS:
            session.notify(f"peers({each.partition('==')[0]})", posargs=())
    session.run(python, "-m", "benchmarks.run", *session.posargs, external=True)


@nox.session(default=False, reuse_venv=True)
@nox.parametrize("package", [nox.param(p, id=p.partition("==")[0]) for p in PEERS])
def peers(session: nox.Session, package: str) -> None:
    """Compare and time ours beside another package, and put it on the page of speed."""
    python = workshop(session, "test")
    session.install(package)
    there = str(Path(session.bin, Path(python).name))
    name = package.partition("==")[0]
    session.run(python, "-m", "benchmarks.peers", name, there, external=True)


@nox.session(venv_backend="none", default=False)
def chances(session: nox.Session) -> None:
    """Hold false-alarm labels against a simulation of their own: about two minutes."""
    python = workshop(session, "test")
    session.run(python, "-m", "tests.chances", *session.posargs, external=True)


@nox.session(venv_backend="none", default=False)
def differential(session: nox.Session) -> None:
    """Compare with restatements in plain Python: `-- --count 100000 --seed 7`."""
    python = workshop(session, "test")
    asked = session.posargs or ("--count", "2000")
    session.run(python, "-m", "tests.differential", *asked, external=True)


@nox.session(venv_backend="none", default=False)
def fuzz(session: nox.Session) -> None:
    """Read damaged files and call with odd arguments: `-- --seconds 3600 --seed 7`."""
    python = workshop(session, "test")
    session.run(python, "-m", "tests.fuzz", *session.posargs, external=True)


@nox.session(venv_backend="none", default=False)
def laws(session: nox.Session) -> None:
    """Try every law on new random cases, in pieces: `nox -s laws -- tests/spc`."""
    python = workshop(session, "test")
    asked = session.posargs or ("tests",)
    session.run(python, "-m", "tests.laws", *asked, external=True)


@nox.session(venv_backend="none", default=False)
def mutants(session: nox.Session) -> None:
    """Change a room a little, many times: `nox -s mutants -- spc --count 100`."""
    python = workshop(session, "test", "cov")
    session.run(python, "-m", "tests.mutants", *session.posargs, external=True)


@nox.session(default=False)
def forms(session: nox.Session) -> None:
    """Hold our forms against SurveyJS and fhir.resources; it needs node and npm.

    Not in the bare list: a machine without node can do all else.
    """
    if shutil.which("npm") is None:
        session.error("needs node and npm: install them, or leave this session out")
    folder = Path(session.create_tmp()).resolve()
    session.install("-e.[tables]", "fhir.resources>=8.0")
    npm = ("npm", "install", "--silent", "--no-fund", "--no-audit")
    session.run(*npm, "--prefix", str(folder), "survey-core@2", external=True)
    session.run("python", "-m", "tests.forms.real", str(folder))


@nox.session(venv_backend="none", default=False)
def readers(session: nox.Session) -> None:
    """Open pages in Chromium, with axe-core, and forms in LibreOffice; it needs npm.

    Not in the bare list: a machine without a browser can do all else.
    """
    browsers = ("chromium", "chromium-browser", "google-chrome")
    missing = [] if any(map(shutil.which, browsers)) else ["chromium"]
    missing += [] if shutil.which("npm") else ["node and npm"]
    missing += [] if shutil.which("soffice") else ["soffice, of LibreOffice"]
    if missing:
        needs = " and ".join(missing)
        session.error(f"needs {needs}: install it, or leave this session out")
    python = workshop(session, "test")
    edits = ("tests/forms/test_word_edits.py", "-k", "libreoffice")
    session.run(python, "-m", "pytest", *edits, external=True)
    folder = Path(session.create_tmp()).resolve()
    npm = ("npm", "install", "--silent", "--no-fund", "--no-audit")
    session.run(*npm, "--prefix", str(folder), "axe-core@4", external=True)
    axe = folder / "node_modules" / "axe-core" / "axe.min.js"
    session.run(python, "-m", "tests.reports.readers", str(axe), external=True)


@nox.session(default=False)
def wheel(session: nox.Session) -> None:
    """Build sdist and wheel, look inside, and use the wheel with no extras."""
    session.install(*nox.project.dependency_groups(PYPROJECT, "build"))
    dist = Path(session.create_tmp()).resolve() / "dist"
    for again in (dist, dist / "again"):
        shutil.rmtree(again, ignore_errors=True)
        # The same sources give the same files, whenever they are built.
        env = {"SOURCE_DATE_EPOCH": "1600000000"}
        build = ("python", "-m", "build", "--outdir", str(again), ".")
        session.run(*build, silent=True, env=env)
    built = [str(path) for path in sorted(dist.iterdir()) if path.is_file()]
    session.run("python", "tests/packaging/inspect_built.py", *built)
    same = ("python", "tests/packaging/same_bytes.py", str(dist), str(dist / "again"))
    session.run(*same)
    # A second, empty environment: nothing but the wheel and what it says it needs.
    clean = Path(session.create_tmp()).resolve() / "clean"
    make = (sys.executable, "-m", "virtualenv", "--quiet", "--clear")
    session.run(*make, str(clean), external=True)
    python = str(clean.joinpath(*IN_BIN))
    wheel_file = next(path for path in built if path.endswith(".whl"))
    install = (python, "-m", "pip", "install", "--quiet", wheel_file)
    session.run(*install, external=True)
    inspect = (python, "-I", "-W", "error", "tests/packaging/inspect_installed.py")
    session.run(*inspect, external=True)


@nox.session(default=False)
def from_sdist(session: nox.Session) -> None:
    """Build the sdist, unpack it where nothing else is, and run the suite from it."""
    session.install(*nox.project.dependency_groups(PYPROJECT, "build"))
    folder = Path(session.create_tmp()).resolve()
    shutil.rmtree(folder)
    folder.mkdir()
    make = ("python", "-m", "build", "--sdist", "--outdir", str(folder), ".")
    session.run(*make, silent=True)
    (sdist,) = folder.glob("*.tar.gz")
    shutil.unpack_archive(sdist, folder, filter="data")
    (top,) = (path for path in folder.iterdir() if path.is_dir())
    session.chdir(top)
    tools = nox.project.dependency_groups(PYPROJECT, "test")
    session.install(".[all,testing]", *tools)
    session.run("pytest", *(session.posargs or CORES))


@nox.session(default=False)
def third_party(session: nox.Session) -> None:
    """Build on cqikit as a stranger would: from its wheel, in a package of one's own.

    The programs of `examples/embed` run on it, too. Types are checked as a stranger's
    own are, by mypy and pyright, so `py.typed` has to be there and to hold.
    """
    dist = Path(session.create_tmp()).resolve()
    for old in dist.glob("*.whl"):
        old.unlink()
    make = ("python", "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(dist))
    session.run(*make, ".")
    (wheel_file,) = dist.glob("*.whl")
    tools = nox.project.dependency_groups(PYPROJECT, "third_party")
    cqikit = f"{wheel_file}[plot,tables,testing]"
    session.install(cqikit, "./tests/third_party", *tools)
    session.chdir("tests/third_party")
    session.run("pytest", "--rootdir=.", "-c", "pyproject.toml", *session.posargs)
    session.run("mypy", "--config-file", "pyproject.toml")
    # What is wrong is told from the wheel, too.
    session.run("mypy", "--strict", "--config-file=", "../typing/wrong_statements.py")
    session.run("basedpyright")


@nox.session(venv_backend="none", default=False)
def pythons(session: nox.Session) -> None:
    """Run the suite on every Python there is: `nox -s pythons -- 3.13 tests/spc`.

    Each has an environment of its own, with the newest versions of all that the project
    needs; the one that runs nox has had its turn in `tests`. What is missing is said.
    """
    versions = [word for word in session.posargs if word in PYTHONS]
    places = [word for word in session.posargs if word not in PYTHONS]
    missing = []
    for version in versions or PYTHONS:
        found = interpreter(version)
        if found is None:
            missing.append(version)
            continue
        folder = WORKSHOP.parent / f"python-{version}"
        python = str(folder.joinpath(*IN_BIN))
        if not folder.exists():
            make = (sys.executable, "-m", "virtualenv", "--quiet", "--python", found)
            session.run(*make, str(folder), external=True)
        tools = nox.project.dependency_groups(PYPROJECT, "test")
        install = (python, "-m", "pip", "install", "--quiet", "--upgrade")
        session.run(*install, PROJECT, *tools, external=True)
        session.run(python, "-m", "pytest", "-q", *(places or CORES), external=True)
    for version in missing:
        session.warn(f"Python {version} is not on this machine: nothing is known of it")


def interpreter(version: str) -> str | None:
    """Return a Python of this version that starts, None where there is none."""
    found = shutil.which(f"python{version}")
    # A manager of versions may leave a name that starts nothing.
    begun = found and subprocess.run([found, "-c", ""], check=False)  # noqa: S603
    return found if begun and begun.returncode == 0 else None


@nox.session(default=False)
def engines(session: nox.Session) -> None:
    """Ask Spark, Dask, DuckDB and polars what is asked here, and run their pages.

    Spark runs on this machine, and needs a Java (17 or later) that the system has:
    where there is none, its tests and page are left out, and that is said.
    """
    tools = nox.project.dependency_groups(PYPROJECT, "engines")
    session.install(PROJECT, *tools)
    left_out: list[str] = []
    if shutil.which("java") is None:
        session.warn("no Java is on this machine: nothing is known of Spark")
        left_out = ["tests/engines/test_spark.py", "docs/how-to/spark.md"]
    pages = [f"docs/how-to/{name}.md" for name in ("spark", "dask", "duckdb")]
    places = [page for page in pages if page not in left_out]
    ignored = [f"--ignore={place}" for place in left_out]
    # Spark says so where it is tried with a pandas that is newer than itself.
    newer = ("-W", "ignore:PySpark does not yet fully support pandas:FutureWarning")
    session.run("pytest", "tests/engines", *places, *ignored, *newer, *session.posargs)


@nox.session(default=False)
def minimum(session: nox.Session) -> None:
    """Run the rooms' tests with the oldest versions that pyproject.toml says will do.

    The suite has run with the newest ones: here are no pages, none of `ANY_VERSION`,
    and fewer random cases. `nox -s minimum -- tests src docs` runs all of it. CI runs
    it only on Pythons for which all of those versions were ever built.
    """
    project = PYPROJECT["project"]
    listed = [project["dependencies"], *project["optional-dependencies"].values()]
    bounds = {bound for group in listed for bound in group if ">=" in bound}
    pins = sorted(bound.replace(">=", "==") for bound in bounds)
    # Of the time of the oldest matplotlib: it calls what later ones warn of. Later
    # ones of Arrow than this ask for NumPy 2 when they are imported.
    pins += ["pyparsing<3.2", "pyarrow<23"]
    tools = nox.project.dependency_groups(PYPROJECT, "test")
    session.install(PROJECT, *pins, *tools)
    apart = [f"--ignore=tests/{name}" for name in ANY_VERSION]
    few = ("tests", "src", *apart, "--hypothesis-profile=few")
    session.run("pytest", *(session.posargs or (*CORES, *few)))


@nox.session(default=False)
def changelog(session: nox.Session) -> None:
    """Show the changelog that the fragments make; `-- --write` releases it."""
    session.install(*nox.project.dependency_groups(PYPROJECT, "changelog"))
    write = "--write" in session.posargs
    session.run("towncrier", "build", *(["--yes"] if write else ["--draft"]))


@nox.session(venv_backend="none", default=False)
def ci(session: nox.Session) -> None:
    """Run everything that must hold before a change lands, but for the suite.

    The suite is the README's second command, which `.ci/run` runs before this.
    """
    # One place for both lanes: filled before either asks for it.
    workshop(session, "types", "docs", "test")
    with ThreadPoolExecutor(len(LANES)) as pool:
        ended = list(pool.map(lane, LANES))
    # What failed is read first by whoever looks at the end.
    for done in sorted(ended, key=lambda done: done.returncode != 0):
        sys.stdout.buffer.write(done.stdout)
        sys.stdout.flush()
    if any(done.returncode for done in ended):
        session.error("a chore failed: what it said stands above")
    if (3, 11) <= sys.version_info < (3, 13):
        session.notify("minimum")
    # A bar that is missed stands at the end, where it is read.
    session.notify("bench")


def lane(chores: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    """Run chores one after another in a process of their own, up to one that fails."""
    command = (sys.executable, "-m", "nox", "--stop-on-first-error", "-s", *chores)
    return subprocess.run(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
