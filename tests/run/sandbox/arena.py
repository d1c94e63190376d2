"""An arena for attacks: things worth stealing or breaking, and a referee who looks at them afterwards.

    python -m tests.run.sandbox.arena LEVEL FOLDER [NAME...]

grades every attack in FOLDER at LEVEL against exercise-02, all with one grader, as a class would be
graded, and prints what came of each as JSON.  An attack is a file whose docstring names KIND, TRIES and
MUST; instead of being an answer itself, it may define `build() -> bytes`, or be a file that lies
beside one (KIND: shadow:NAME).  Only ever run strangers' attacks at `none` in a machine, or at least a
process namespace, that you can throw away: they do signal whatever they find.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import secrets
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.catalog import find_root
from grader.grading import Grader, prepare
from grader.model import Exercise, Report, Verdict
from grader.report import render

PROJECT = Path(__file__).parents[3]
TOKEN = "token-" + secrets.token_hex(12)
"""Planted in key, environment, home and this process's memory; nothing a guest sends may hold it."""
HARMLESS = b"async def fetch_data(url):\n    return None\n\n\nasync def main():\n    return None\n"
# exercise-02 looks at main() only when fetch_data() is right; attacks in it shall be met all the same.
_ALSO = '''

@pytest.mark.points(1)
async def test_main_whatever_else(submission):
    """main() ends, after two seconds."""
    run = await submission.run("main")
    expect(run).elapsed(2)
'''
TCP_PORT = UDP_PORT = 45871
FORMATS = ("terminal", "json", "markdown", "html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One attack: the answer's bytes, and the files that lie beside it."""

    name: str
    kind: str
    tries: str
    data: bytes
    beside: dict[str, str] = field(default_factory=dict)
    leak: str = ""
    solves: bool = False


def read(path: Path) -> Attack:
    """Read an attack from its file."""
    text = path.read_text(encoding="utf-8")
    doc = ast.get_docstring(ast.parse(text)) or ""
    found = dict(re.findall(r"^([A-Z_]+): *(.*)$", doc, re.MULTILINE))
    kind = found.get("KIND", "submission")
    title = re.match(r"\S+ \[(.*)\]", doc)
    data, beside = text.encode(), {}
    if kind == "builder":
        space: dict[str, object] = {}
        exec(compile(text, str(path), "exec"), space)
        data = space["build"]()  # type: ignore[operator]
    elif kind == "shadowfiles":
        space = {}
        exec(compile(text, str(path), "exec"), space)
        data, beside = HARMLESS, space["FILES"]  # type: ignore[assignment]
    elif kind.startswith("shadow:"):
        data, beside = HARMLESS, {kind.partition(":")[2]: text}
    return Attack(
        name=path.stem,
        kind=title.group(1) if title else kind,
        tries=found.get("TRIES", ""),
        data=data,
        beside=beside,
        leak=found.get("LEAK_MARK", ""),
        solves=found.get("SOLVES", "") == "yes",
    )


class Arena:
    """Everything an attack could want, in one folder, and the sockets it could call."""

    def __init__(self, folder: Path, level: str, **limits: float) -> None:
        """Plant an exercise in the folder, with limits other than its own where they are given."""
        self.folder = folder
        planted = _plant(folder)
        self.exercise = replace(planted, limits=replace(planted.limits, **limits))  # type: ignore[arg-type]
        self._before = _state(folder)
        self._sockets = list(_listen())
        self.grader: Grader = prepare(level)
        self._memory = TOKEN.encode() * 64
        self._solution = (PROJECT / "solutions/exercise-02/exercise.py").read_bytes()
        self.settled = self.grader.grade(self.exercise, self._solution, "exercise.py").isolation

    def close(self) -> None:
        self.grader.close()
        for sock in self._sockets:
            sock.close()

    def face(self, attack: Attack, *, next_one: bool = True) -> tuple[list[str], Report, float]:
        """Grade an attack; return what it got away with, its report, and the seconds it took."""
        work = self.folder / "answers"
        shutil.rmtree(work, ignore_errors=True)
        for name, text in attack.beside.items():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_text(text, encoding="utf-8")
        work.mkdir(exist_ok=True)
        data = attack.data.replace(b"@FOLDER@", str(self.folder).encode()).replace(
            b"_HOST_", b"%d" % os.getpid()
        )
        (work / "exercise.py").write_bytes(data)
        self._before = _state(self.folder)
        start = time.monotonic()
        with _inside(work):
            report = self.grader.grade(self.exercise, data, "exercise.py", sorted(attack.beside))
        took = time.monotonic() - start
        return self._complaints(attack, report, took, next_one), report, took

    def _complaints(self, attack: Attack, report: Report, took: float, next_one: bool) -> list[str]:
        found = []
        texts = [render(report, kind) for kind in FORMATS]
        if any(TOKEN in text for text in texts):
            found.append("leaked a token")
        if attack.leak and attack.leak in "".join(run.stdout for run in report.runs):
            found.append(f"printed {attack.leak!r}")
        if report.outcome is Verdict.PASSED and not attack.solves:
            found.append("passed")
        if report.outcome is Verdict.FAULT:
            found.append(f"fault: {report.problem.details if report.problem else ''}")
        if _state(self.folder) != self._before:
            found.append("changed files")
        if Path("/tmp/attack-world").exists() and any(Path("/tmp/attack-world").glob("MARK*")):
            found.append("was executed by the grader")
        found += [f"reached us over {name}" for name in self._called()]
        if left := self._survivors():
            found.append(f"left {left} processes")
        if any("\x1b" in text for text in texts[1:]) or "\x1b[2J" in texts[0]:
            found.append("wrote to the terminal")
        if took > 10 * self.exercise.limits.wall_seconds:
            found.append(f"took {took:.0f} s")
        if next_one:
            following = self.grader.grade(self.exercise, self._solution, "exercise.py")
            if following.outcome is not Verdict.PASSED:
                found.append(f"the next answer got: {following.outcome}")
        return found

    def _called(self) -> Iterator[str]:
        for sock in self._sockets:
            heard = False
            try:
                while True:
                    if sock.type == socket.SOCK_STREAM:
                        sock.accept()[0].close()
                    else:
                        sock.recv(100)
                    heard = True
            except BlockingIOError:
                pass
            if heard:
                yield f"{sock.family.name} {sock.type.name}"

    def _survivors(self) -> int:
        """Count what runs below the launcher; in a box the launcher itself is below bubblewrap."""
        process = self.grader._sandbox.launcher._process
        assert process is not None
        deadline = time.monotonic() + 1.0
        expected = 1 if self.grader._sandbox.isolation.level == "full" else 0
        while len(found := _below(process.pid)) > expected and time.monotonic() < deadline:
            time.sleep(0.01)
        return max(0, len(found) - expected)


def _plant(folder: Path) -> Exercise:
    """Lay out a course whose key, home and suite hold tokens, readable by all: the worst case."""
    folder.mkdir(exist_ok=True)
    for name in ("exercises", "solutions"):
        shutil.copytree(PROJECT / name / "exercise-02", folder / name / "exercise-02")
    suite = folder / "solutions/exercise-02/test_hidden.py"
    suite.write_text(suite.read_text(encoding="utf-8") + _ALSO + f"\n# {TOKEN}\n", encoding="utf-8")
    home = folder / "home"
    home.mkdir()
    (home / "secret.txt").write_text(TOKEN, encoding="utf-8")
    (folder / "results.json").write_text('{"score": 0}', encoding="utf-8")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    os.environ["HOME"], os.environ["GRADER_SECRET"] = str(home), TOKEN
    exercise = find_root(exercises=folder / "exercises").load("exercise-02")
    limits = replace(exercise.limits, cpu_seconds=0.5, wall_seconds=4.0)
    return replace(exercise, limits=limits)


def _state(folder: Path) -> dict[str, tuple[int, str]]:
    """Return mode and content of every file, but for what the referee itself lays out."""
    return {
        str(path): (
            path.stat().st_mode,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in sorted(folder.rglob("*"))
    }


def _listen() -> Iterator[socket.socket]:
    for family, kind, address in (
        (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", TCP_PORT)),
        (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", UDP_PORT)),
        (socket.AF_UNIX, socket.SOCK_STREAM, "\0attack-canary"),
        (socket.AF_UNIX, socket.SOCK_DGRAM, "\0attack-canary-datagrams"),
    ):
        sock = socket.socket(family, kind)
        try:
            sock.bind(address)
        except OSError:  # another test run on this machine has it: the other sockets remain
            sock.close()
            continue
        if kind == socket.SOCK_STREAM:
            sock.listen()
        sock.setblocking(False)
        yield sock


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _below(pid: int) -> list[int]:
    """Return every process below one."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (
                    (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
                )
            except OSError:
                continue
            if fields[0] != "Z":
                parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


def how_it_ended(report: Report) -> str:
    """Say in a few words what the report says."""
    if report.problem is not None:
        return f"{report.outcome}: {report.problem.kind}"
    run = next((run for run in report.runs if run.outcome != "finished"), None)
    reason = f" ({run.outcome}: {run.reason})" if run and run.reason else f" ({run.outcome})" if run else ""
    return f"{report.outcome}{reason}"[:80]


def main() -> None:
    import tempfile

    level, folder, *names = sys.argv[1:]
    paths = [p for p in sorted(Path(folder).glob("*.py")) if not names or p.stem in names]
    attacks = [read(path) for path in paths]
    table = {}
    with tempfile.TemporaryDirectory() as space:
        arena = Arena(Path(space), level)
        try:
            for attack in attacks:
                got, report, took = arena.face(attack)
                table[attack.name] = {
                    "kind": attack.kind, "got": got, "ended": how_it_ended(report), "seconds": round(took, 2)
                }  # fmt: skip
                print(attack.name, table[attack.name], file=sys.stderr, flush=True)
        finally:
            settled = arena.settled
            arena.close()
    print(
        json.dumps(
            {"level": settled.level, "missing": settled.missing, "uid": os.geteuid(), "attacks": table}
        )
    )


if __name__ == "__main__":
    main()
