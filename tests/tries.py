"""Try changes on a room's tests, which are collected once for all of them.

Each change is tried in a process of its own, forked from one that has loaded the room
and its tests. A change within functions is put into the functions as they stand, and
the tests that pass its line are run, the quickest files first; where the file keeps
what it has worked out, the other tests that pass the file are run as well. A change of
what runs on import is written to a copy of the library, and the tests are begun anew on
that.
"""

from __future__ import annotations

import ast
import contextlib
import ctypes
import gc
import importlib
import json
import math
import os
import pickle
import pkgutil
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import accumulate
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest
from attrs import define, field

from tests.changes import Change

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
#: Tests of other places that speak of a room.
BESIDE: dict[str, tuple[str, ...]] = {
    "files": ("tests/pages/test_bounds.py",),
    "testing": ("tests/assessments/test_laws.py::test_a_broken_scorer_breaks_a_law",),
}
#: Tests that stand among those of a room, and are of the sources of all.
OF_ALL = ("tests/languages/test_catalogs.py",)
#: A test of a changed library may take so many times as long, and so many seconds more,
#: of the processor's time; and as long again so many times while others have it.
TIMES, SECONDS, WAITS = 6.0, 4.0, 8.0
#: What none of the quickest tests notices, so many seconds of them, is said to live.
MOST = 45.0
#: Tests that take no more seconds than these are run before those that do.
QUICK = 0.02, 0.2
#: So many of the tests that noticed other changes of a file are run first.
FIRST = 12
#: So many of the quickest tests are run before the others where they are begun anew.
MANY = 40
MEMORY = 6 * 2**30
#: Words of code that keeps what it has worked out.
KEEPS = ("cache", "@once", "@kept")
#: The exit code of an attempt that could not be made.
BROKEN = 3
OPTIONS = (
    "-q",
    "-x",
    "--no-header",
    "--no-summary",
    "--tb=no",
    "--capture=no",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "--hypothesis-profile=mutants",
    *(f"--ignore={path}" for path in OF_ALL),
)


def places_of(room: str, source: Path) -> list[str]:
    """Return where the tests of a room are, its docstrings among them."""
    reference = [f"tests/reference/{room}"] * (
        ROOT / f"tests/reference/{room}"
    ).exists()
    golden = "tests/architecture/test_golden.py::test_golden_files_are_as_made"
    goldens = [f"{golden}[{room}]"] * (ROOT / f"tests/{room}/golden.py").exists()
    beside = [place for place in BESIDE.get(room, ()) if place not in reference]
    docstrings = str(source / "cqikit" / room)
    return [f"tests/{room}", docstrings, *reference, *beside, *goldens]


@define
class Bench:
    """A room with its tests, ready for changes: a plugin of pytest."""

    room: str
    scratch: Path
    work: Callable[[Bench], None]
    items: list[Any] = field(factory=list)
    #: The tests, by number, that pass each line of each file.
    lines: dict[tuple[str, int], set[int]] = field(factory=dict)
    seconds: dict[int, float] = field(factory=dict)
    functions: dict[CodeType, list[FunctionType]] = field(factory=dict)
    #: The tests that noticed a change of each file, the latest first.
    noticed: dict[str, list[int]] = field(factory=lambda: defaultdict(list))
    nursery: Nursery | None = None

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Look at what passes where, and do the work, instead of running the tests."""
        if session.testsfailed:
            raise SystemExit(f"the tests of {self.room} cannot be collected")
        self.items = session.items
        self._load()
        self._look()
        self.work(self)
        self._check()
        return True

    def _check(self) -> None:
        """Run what noticed changes once more, without one."""
        numbers = {number for held in self.noticed.values() for number in held}
        failed = self.scratch / "failed"

        def begun(number: int) -> None:
            failed.write_text(str(self.items[number].nodeid), encoding="utf-8")

        if forked(lambda: self._run(self._quickest(numbers), begun), 3000) != 0:
            raise SystemExit(f"fails now without a change, too: {failed.read_text()}")

    def _load(self) -> None:
        package = loaded(self.room)
        assert Path(str(package.__file__)).is_relative_to(SOURCE), package.__file__
        self.functions = functions(SOURCE)

    def _look(self) -> None:
        """Run all tests as things are, and keep which lines each passes."""
        importlib.import_module("coverage")  # in a fork, nobody would hear of its lack
        kept, failed = self.scratch / "passes", self.scratch / "failed"
        if forked(lambda: self._watch(kept, failed), 3000) != 0:
            which = failed.read_text("utf-8") if failed.exists() else "none in time"
            raise SystemExit(f"tests of {self.room} fail as they are: {which}")
        self.lines, self.seconds = pickle.loads(kept.read_bytes())

    def _watch(self, kept: Path, failed: Path) -> bool:
        coverage = importlib.import_module("coverage")
        held = coverage.Coverage(
            data_file=str(self.scratch / "coverage"),
            include=[f"{SOURCE}/cqikit/{self.room}/*"],
            config_file=False,
            messages=False,
        )
        held.start()
        seconds: dict[int, float] = {}

        def begun(number: int) -> None:
            held.switch_context(str(number))
            seconds[number] = spent()
            failed.write_text(str(self.items[number].nodeid), encoding="utf-8")

        passed = self._run(range(len(self.items)), begun)
        held.stop()
        ends = [*list(seconds.values())[1:], spent()]
        took = {
            number: end - start
            for (number, start), end in zip(seconds.items(), ends, strict=True)
        }
        data = held.get_data()
        lines = {
            (str(Path(file).relative_to(SOURCE)), line): {
                int(number) for number in contexts if number
            }
            for file in data.measured_files()
            for line, contexts in data.contexts_by_lineno(file).items()
            if any(contexts)
        }
        kept.write_bytes(pickle.dumps((lines, took)))
        return passed

    def _run(self, numbers: Any, begun: Callable[[int], None] = lambda _: None) -> bool:
        """Run tests till the first that fails; return whether none did."""
        numbers = list(numbers)
        for number, following in zip(numbers, [*numbers[1:], None], strict=True):
            begun(number)
            item = self.items[number]
            after = None if following is None else self.items[following]
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if item.session.testsfailed:
                return False
        return True

    def notices(self, tree: ast.Module, change: Change) -> bool:
        """Say whether any test fails with a change."""
        path = SOURCE / change.file
        before = compiled(tree, path)
        change.put(change.new)
        try:
            after = compiled(tree, path)
            text = ast.unparse(tree)
        finally:
            change.put(change.old)
        put = self._in_functions(before, after)
        passing, others = self._in_order(change)
        if put is None or (change.file, change.line) not in self.lines:
            # It runs on import, or what it gives is kept from there on.
            return self._anew(change, text, [*passing, *others])
        if not self._lives(change, put, passing):
            return True
        # What is kept is worked out in the first test that asks; others see it too.
        keeps = any(word in text for word in KEEPS)
        return keeps and not self._lives(change, put, others)

    def _in_functions(
        self, before: CodeType, after: CodeType
    ) -> list[tuple[FunctionType, CodeType]] | None:
        """Return which functions are to have which code, or None if it is not that."""
        found: list[tuple[FunctionType, CodeType]] = []
        if not pairs(before, after, found, self.functions, outermost=True):
            return None
        return found or None

    def _in_order(self, change: Change) -> tuple[list[int], list[int]]:
        """Return the tests that pass a change, and others that pass its file."""
        lines = self.lines.get((change.file, change.line), set())
        passing = lines or set().union(
            *(self.lines.get((change.file, line), set()) for line in change.span)
        )
        of_file: set[int] = set().union(
            *(tests for (file, _), tests in self.lines.items() if file == change.file)
        )
        modules = {self._module(number) for number in passing | of_file}
        others = {
            number
            for number in range(len(self.items))
            if self._module(number) in modules or not modules
        }
        return self._quickest(passing), self._quickest(others - passing)

    def _cheapest(self, modules: Iterable[str]) -> list[str]:
        """Return modules that take no more than `MOST` seconds together."""
        took: dict[str, float] = defaultdict(float)
        for number, seconds in self.seconds.items():
            took[self._module(number)] += seconds
        ordered = sorted(dict.fromkeys(modules), key=lambda module: took[module])
        ends = accumulate(took[module] for module in ordered)
        return [name for name, end in zip(ordered, ends, strict=True) if end <= MOST]

    def _affordable(self, numbers: list[int]) -> list[int]:
        """Return the first tests, as many as take no more than `MOST` seconds."""
        ends = accumulate(self.seconds.get(number, 0) for number in numbers)
        within = sum(end <= MOST for end in ends)
        return numbers[: max(1, within)]

    def _quickest(self, numbers: set[int]) -> list[int]:
        took: dict[str, float] = defaultdict(float)
        for number in numbers:
            took[self._module(number)] += self.seconds.get(number, 0)

        def order(number: int) -> tuple[int, float, str, int]:
            module = self._module(number)
            kind = sum(self.seconds.get(number, 0) > most for most in QUICK)
            return kind, took[module], module, number

        return sorted(numbers, key=order)

    def _module(self, number: int) -> str:
        return str(self.items[number].nodeid).partition("::")[0]

    def _limit(self, numbers: list[int]) -> float:
        return SECONDS + TIMES * sum(self.seconds.get(number, 0) for number in numbers)

    def _lives(
        self,
        change: Change,
        put: list[tuple[FunctionType, CodeType]],
        numbers: list[int],
    ) -> bool:
        if not numbers:
            return True
        # What noticed a change is likely to notice another nearby.
        known = self.noticed[change.file]
        first = [number for number in known if number in set(numbers)][:FIRST]
        ordered = self._affordable(list(dict.fromkeys([*first, *numbers])))
        current = self.scratch / "current"

        def attempt() -> bool:
            for function, code in put:
                function.__code__ = code
            with current.open("w", encoding="ascii") as place:

                def begun(number: int) -> None:
                    place.seek(0)
                    place.write(f"{number:9}")
                    place.flush()
                    allow(self._limit([number]))

                try:
                    return self._run(ordered, begun)
                except (KeyboardInterrupt, pytest.exit.Exception):
                    return False

        code = forked(attempt, self._limit(numbers))
        assert code != BROKEN, put
        if code != 0:
            number = int(current.read_text("ascii"))
            self.noticed[change.file] = [number, *(n for n in known if n != number)]
        return code == 0

    def _anew(self, change: Change, text: str, numbers: list[int]) -> bool:
        """Try a change of what runs on import, in a library of its own."""
        source = self.scratch / "src"
        if self.nursery is None:
            shutil.copytree(SOURCE, source)
            self.nursery = Nursery(self.room, source)
        file = source / change.file
        kept = file.read_text(encoding="utf-8")
        file.write_text(text, encoding="utf-8")
        names = [str(self.items[number].nodeid) for number in numbers]
        tests = [name for name in names if name.startswith("tests")]
        quick = list(dict.fromkeys(name.partition("[")[0] for name in tests))
        modules = self._cheapest(name.partition("::")[0] for name in tests)
        rest = [path for path in places_of(self.room, source) if "::" in path]
        docstrings = str(source / "cqikit" / self.room)
        options = [*OPTIONS, "-c", str(ROOT / "pyproject.toml")]
        options.append(f"--basetemp={self.scratch / 'cases'}")
        try:
            return any(
                not self.nursery.passes([*options, *places], self._limit(numbers) + 30)
                for places in (quick[:MANY], [*modules, docstrings, *rest])
                if places
            )
        finally:
            file.write_text(kept, encoding="utf-8")


class Nursery:
    """A process that has loaded all that the room and its tests need, and not these.

    Tests that are begun anew are run in forks of it, which spares them the loading.
    """

    def __init__(self, room: str, source: Path) -> None:
        needed = sorted(
            name
            for name in sys.modules
            if name.partition(".")[0] not in {"tests", "conftest", "cqikit", "__main__"}
        )
        command = [sys.executable, "-c", "from tests import tries; tries.serve()"]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": f"{source}{os.pathsep}{ROOT}"},
        )
        self._ask(room, needed)

    def passes(self, arguments: list[str], seconds: float) -> bool:
        """Say whether tests pass; the arguments are those of pytest."""
        return int(self._ask(arguments, seconds)) == 0

    def _ask(self, *parts: Any) -> Any:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps(parts).encode() + b"\n")
        stdin.flush()
        return json.loads(stdout.readline())


def loaded(room: str) -> ModuleType:
    """Return a room, of which all files are loaded."""
    package = importlib.import_module(f"cqikit.{room}")
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(found.name)
    return package


def serve() -> None:
    """Load what is needed; then run tests, each time in a fork."""
    room, needed = json.loads(sys.stdin.readline())
    for name in needed:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    # The rooms below it stay, which do not know of it.
    own = loaded(room).__name__
    for name in list(sys.modules):
        if name == own or name.startswith(f"{own}."):
            del sys.modules[name]
    delattr(sys.modules["cqikit"], room)
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        arguments, seconds = json.loads(line)

        def attempt(arguments: list[str] = arguments) -> bool:
            aside = "ignore::pytest.PytestAssertRewriteWarning"
            plugins = [sys.modules[__name__]]
            return pytest.main(["-W", aside, *arguments], plugins=plugins) == 0

        print(json.dumps(forked(attempt, seconds)), flush=True)


def compiled(tree: ast.Module, path: Path) -> CodeType:
    """Return the code of a file, as it is loaded."""
    ast.fix_missing_locations(tree)
    return compile(tree, str(path), "exec", dont_inherit=True)


def functions(under: Path) -> dict[CodeType, list[FunctionType]]:
    """Return all functions that there are of a file or folder, by their code."""
    found: dict[CodeType, list[FunctionType]] = defaultdict(list)
    start = str(under)
    for thing in gc.get_objects():
        if type(thing) is FunctionType:
            code = thing.__code__
            if code.co_filename.startswith(start):
                found[code].append(thing)
    return dict(found)


def pairs(
    before: CodeType,
    after: CodeType,
    found: list[tuple[FunctionType, CodeType]],
    there: dict[CodeType, list[FunctionType]],
    *,
    outermost: bool,
) -> bool:
    """Gather functions whose code differs; say whether that is all that differs."""
    nested = [
        [part for part in code.co_consts if isinstance(part, CodeType)]
        for code in (before, after)
    ]
    if outermost:
        plain = [
            [part for part in code.co_consts if not isinstance(part, CodeType)]
            for code in (before, after)
        ]
        alike = before.co_code == after.co_code and repr(plain[0]) == repr(plain[1])
        if not alike or len(nested[0]) != len(nested[1]):
            return False
    for old, new in zip(*nested, strict=False):
        if old == new:
            continue
        live = there.get(old, [])
        if any(len(new.co_freevars) != len(old.co_freevars) for _ in live):
            return False
        found.extend((function, new) for function in live)
        # The body of a class runs on import, as that of a module does.
        runs = outermost and not old.co_flags & 0x1
        if not pairs(old, new, found, there, outermost=runs):
            return False
        if outermost and not runs and not live:
            return False
    return True


def spent() -> float:
    """Return the seconds that this process, and those that it waited for, have had."""
    had = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in had)


def shut_in(folder: Path) -> None:
    """Let this process, if it is root's, write into a folder and nowhere else.

    A change to how files are written over may write over anything: root's may replace
    /dev/null. Others cannot, and have no need of it.
    """
    if os.geteuid() != 0:
        return
    system = ctypes.CDLL(None, use_errno=True)
    here = str(folder).encode()
    # Mounts of its own; of these the folder is one, and the others are read only.
    calls: list[tuple[Any, ...]] = [
        (system.unshare, 0x20000),
        (system.mount, None, b"/", None, 0x44000, None),
        (system.mount, here, here, None, 0x1000, None),
        (system.mount, None, b"/", None, 0x1021, None),
        (system.mount, None, b"/dev", None, 0x1021, None),
    ]
    for call, *arguments in calls:
        if call(*arguments) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def allow(seconds: float) -> None:
    """Let this process have so many seconds more, within its limit."""
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    until = math.ceil(time.process_time() + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (min(until, most), most))


def forked(attempt: Callable[[], bool], seconds: float) -> int:
    """Try something in a process of its own: 0 if it holds, 1 if not, 2 if late.

    The seconds are the processor's, so that a busy machine makes nothing late.
    """
    child = os.fork()
    if child == 0:
        code = BROKEN
        try:
            os.setsid()
            shut_in(Path(tempfile.gettempdir()))
            nowhere = os.open(os.devnull, os.O_RDWR)
            for number in (0, 1, 2):
                os.dup2(nowhere, number)
            # Not of addresses: some engines lay claim to more of them than they use.
            resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
            most = math.ceil(seconds)
            resource.setrlimit(resource.RLIMIT_CPU, (most, most))
            code = 0 if attempt() else 1
        finally:
            os._exit(code)
    ends = time.monotonic() + WAITS * seconds
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            ended = os.waitstatus_to_exitcode(status)
            return 2 if ended in {-signal.SIGXCPU, -signal.SIGKILL} else ended
        time.sleep(0.01)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 2


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Let Hypothesis stop at the first example that fails."""
    hypothesis = importlib.import_module("hypothesis")
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile(
        "mutants",
        derandomize=True,
        max_examples=40,
        database=None,
        deadline=None,
        phases=phases,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )


def with_tests(room: str, scratch: Path, work: Callable[[Bench], None]) -> None:
    """Collect the tests of a room, and do work with them."""
    os.chdir(ROOT)
    os.environ["TMPDIR"] = os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(scratch)
    tempfile.tempdir = str(scratch)
    if forked(lambda: True, SECONDS) == BROKEN:
        raise SystemExit("root's tests cannot be shut in: try it as another user")
    bench = Bench(room, scratch, work)
    options = [option for option in OPTIONS if option != "-x"]
    options.append(f"--basetemp={scratch / 'cases'}")
    plugins = [bench, sys.modules[__name__]]
    code = pytest.main([*options, *places_of(room, SOURCE)], plugins=plugins)
    if code not in {0, pytest.ExitCode.NO_TESTS_COLLECTED}:
        raise SystemExit(f"the tests of {room} cannot be collected")
