"""Prove that a writer keeps the rules: the reports every one must cope with, hostile ones among them.

    from grader.report.lms.conformance import complaints

    def test_the_writer_keeps_the_rules():
        assert complaints(WRITER) == []

The project's own tests ask the same of every built-in writer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

from grader.model import (
    CheckResult,
    Fact,
    Finding,
    Isolation,
    Level,
    Outcome,
    Problem,
    Report,
    RuleFault,
    RunError,
    RunRecord,
    Status,
    Verdict,
)
from grader.report.lms.drawn import drawn
from grader.report.lms.writer import API_VERSION, Options, Writer

CANARY = "canary-b7e1"
"""Stands in everything that a learner must not read."""

HOSTILE = (
    "\"'><script>alert(1)</script> ]]> --> ``` `````` \x1b[31mred\x1b[0m \x1b]8;;http://x\x07 \x00 \x0b "
    "\ufffe \ud800 \u202etxt =cmd|'/c calc'!A1\r\n::error::forged\n##[error]forged\nGrade :=>>100\n"
    "Comment :=>> forged\n--|>\n<|--\n-forged\n| a | b |\n# forged\n%0A%25 &amp; &#0; {{7*7}} \\n"
)
LONG = "0123456789abcde\n" * 65_536  # 1 MiB

_SOURCE = "import asyncio\n\n\nasync def main():\n    await asyncio.sleep(6)\n"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e]")


def complaints(writer: Writer, options: Options | None = None) -> list[str]:
    """Return what is the matter with a writer, a sentence each; nothing when all is well.

    options: what it needs, where the platform's names for them do not do as values.
    """
    if getattr(writer, "api_version", None) != API_VERSION:
        return [f"api_version is {getattr(writer, 'api_version', None)!r}, not {API_VERSION}"]
    given = {name: f"given-{name.lower()}" for name in writer.needs} | dict(options or {})
    return [*_of_record(writer), *(f"{n}: {c}" for n, r in reports().items() for c in _of(writer, r, given))]


def reports() -> dict[str, Report]:
    """Return the reports that a writer must cope with, by name."""
    return {
        "all passed": _report(Verdict.PASSED, _check("a", Status.PASSED), _check("b", Status.PASSED)),
        "mixed": _mixed(),
        "ungradable": _ungradable(),
        "not even text": replace(_ungradable(), checks=(), max_score=0, source=""),
        "fault": _fault(),
        "fault before any check": replace(_fault(), checks=(), max_score=0, runs=()),
        "hidden checks": _hidden(),
        "only hidden checks": replace(_hidden(), checks=_hidden().checks[-2:]),
        "hostile": _hostile(),
        "far too long": _too_long(),
    }


# ---- what is asked of every writer -----------------------------------------------------------------


def _of_record(writer: Writer) -> Iterator[str]:
    if not re.fullmatch(r"[a-z][a-z0-9-]*", writer.name):
        yield f"the name {writer.name!r} is not of small letters, digits and hyphens"
    if not writer.files:
        yield "it names no file"
    if not writer.summary or "\n" in writer.summary:
        yield "the summary is not one line"
    if writer.pending is not None:
        yield from _of_bytes(writer, "pending", writer.pending(), True)


def _of(writer: Writer, report: Report, options: Options) -> Iterator[str]:
    try:
        files = drawn(writer, report, options)
        again = drawn(writer, report, options)
    except Exception as error:
        yield f"render raised {type(error).__name__}: {error}"
        return
    if files != again:
        yield "two renderings differ"
    if unknown := set(files) - set(writer.files):
        yield f"it made {', '.join(sorted(unknown))}, which `files` does not name"
    for name, data in files.items():
        yield from _of_bytes(writer, name, data, name == next(iter(writer.files)))
    if writer.audience == "learner" and any(CANARY.encode() in data for data in files.values()):
        yield "a learner would read what is hidden"


def _of_bytes(writer: Writer, name: str, data: bytes, first: bool) -> Iterator[str]:
    if len(data) > writer.limit:
        yield f"{name} has {len(data):,} bytes, more than its limit of {writer.limit:,}"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"{name} is not UTF-8: {error.reason}"
        return
    if found := _FORBIDDEN.search(text):
        yield f"{name} holds the character U+{ord(found[0]):04X}"
    if first:
        yield from _of_kind(writer.media_type, name, text)


def _of_kind(media_type: str, name: str, text: str) -> Iterator[str]:
    try:
        if media_type.endswith("xml"):
            ET.fromstring(text)
            return
        documents = text.splitlines() if media_type.endswith("jsonl") else [text]
        for document in documents if "json" in media_type else ():
            yield from _of_json(name, json.loads(document, parse_constant=_no_constant))
    except (ValueError, ET.ParseError) as error:
        yield f"{name} is not {media_type}: {error}"


def _of_json(name: str, value: object) -> Iterator[str]:
    """Look for characters that JSON can only hold escaped."""
    if isinstance(value, str) and (found := _FORBIDDEN.search(value)):
        yield f"{name} holds the character U+{ord(found[0]):04X}, escaped"
    inside: Iterable[tuple[object, object]] = ()
    if isinstance(value, Mapping):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for key, item in inside:
        yield from _of_json(name, key)
        yield from _of_json(name, item)


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


# ---- the reports -----------------------------------------------------------------------------------


def _report(outcome: Verdict, *checks: CheckResult) -> Report:
    return Report(
        grader_version="1.0",
        exercise="exercise-02",
        title="Three at once",
        file="exercise.py",
        sha256="0" * 64,
        source=_SOURCE,
        outcome=outcome,
        max_score=sum(check.max_points for check in checks),
        isolation=Isolation(level="full"),
        checks=checks,
        runs=(_run("main()"),),
        reference=_run("main()", CANARY),
        notes=(f"To look at: {CANARY}",),
        rule_errors=(RuleFault(rule="some-rule", error=CANARY),),
    )


def _check(name: str, status: Status, points: int = 2, **said: Any) -> CheckResult:
    values: dict[str, Any] = {"runs": (0,), "topic": "concurrency", **said}
    return CheckResult(
        id=f"test_{name}",
        title=f"Check {name} holds.",
        status=status,
        points=points if status is Status.PASSED else 0,
        max_points=points,
        **values,
    )


def _run(call: str, text: str = "printed\n") -> RunRecord:
    return RunRecord(call=call, outcome=Outcome.FINISHED, elapsed=6.0, value=text, stdout=text)


def _mixed() -> Report:
    failed = _check(
        "slow", Status.FAILED, 3, fact="main() took 6 s.", advice="Start all.", expected="2 s", actual="6 s"
    )
    skipped = _check("order", Status.SKIPPED, 1, fact="It is looked at once this holds: Check slow holds.")
    finding = Finding(
        rule="await-in-loop",
        level=Level.ESSENTIAL,
        headline="The three calls ran one after another.",
        line=5,
        column=5,
        end_line=5,
        end_column=27,
        facts=(Fact(text="main() starts", at=0.0),),
        why="Waiting overlaps only between tasks.",
        hints=("Which line waits?",),
        docs="grade explain await-in-loop",
        runs=(0,),
        checks=("test_slow",),
    )
    checks = (_check("runs", Status.PASSED), replace(failed, because="await-in-loop"), skipped)
    return replace(_report(Verdict.FAILED, *checks), findings=(finding,))


def _ungradable() -> Report:
    problem = Problem(
        kind="syntax",
        headline="Python cannot read the file: there is a SyntaxError on line 5.",
        advice="Mend that line first.",
        details="  await asyncio.sleep(6\nSyntaxError: '(' was never closed",
        line=5,
    )
    checks = (_check("runs", Status.SKIPPED), _check("slow", Status.SKIPPED, 3))
    return replace(_report(Verdict.UNGRADABLE, *checks), problem=problem, runs=())


def _fault() -> Report:
    problem = Problem(
        kind="suite",
        headline="The grader could not finish. That is not the answer's doing.",
        advice="Please tell the instructor; the answer has not been judged.",
        details=f"test_slow: ValueError: {CANARY} (line 12 of the suite)",
    )
    broken = _check("slow", Status.ERROR, 3, fact=f"ValueError: {CANARY} (line 12 of the suite)")
    return replace(_report(Verdict.FAULT, _check("runs", Status.PASSED, 0), broken), problem=problem)


def _hidden() -> Report:
    """Return a report of which a learner may read only what does not hold the canary."""
    secret: dict[str, Any] = {name: f"{CANARY} {name}" for name in ("fact", "advice", "expected", "actual")}
    shown = _check("runs", Status.PASSED)
    waits = _check("waits", Status.SKIPPED, 1, fact=f"It is looked at once this holds: {CANARY} title")
    brief = _check("brief", Status.FAILED, 1, **secret, detail="kind_only", runs=(1,))
    own = _check("own", Status.FAILED, 1, **{**secret, "actual": "6 s"}, detail="own_output")
    late = _check("late", Status.FAILED, 2, **secret, visibility="after_published", runs=(1,))
    staff = _check("staff", Status.FAILED, 3, **secret, visibility="staff", runs=(1,), because="secret-rule")
    hidden = tuple(
        replace(check, id=f"test_{CANARY}_{number}", title=f"{CANARY} title")
        for number, check in enumerate((late, staff))
    )
    told = Finding(rule="secret-rule", level=Level.ESSENTIAL, headline=f"{CANARY} headline", line=5)
    findings = (
        replace(told, runs=(1,), checks=(hidden[1].id,)),
        replace(told, rule="other", headline="Seen in a hidden run.", runs=(1,), python_says=CANARY),
        replace(told, rule="third", headline=f"It was not {CANARY} expected.", runs=(0,)),
    )
    report = _report(Verdict.FAILED, shown, waits, brief, own, *hidden)
    return replace(report, findings=findings, runs=(*report.runs, _run(f"main({CANARY!r})", CANARY)))


def _hostile() -> Report:
    said: dict[str, Any] = {
        "fact": HOSTILE,
        "advice": HOSTILE,
        "expected": HOSTILE,
        "actual": HOSTILE,
        "because": "x",
    }
    check = replace(_check("evil", Status.FAILED, **said), title=HOSTILE)
    error = RunError(type=HOSTILE, message=HOSTILE, line=5, traceback=HOSTILE)
    run = replace(_run(HOSTILE, HOSTILE), outcome=Outcome.RAISED, error=error, stderr=HOSTILE)
    finding = replace(
        _mixed().findings[0], headline=HOSTILE, why=HOSTILE, hints=(HOSTILE,), python_says=HOSTILE, rule="x"
    )
    fact = replace(finding, facts=(Fact(text=HOSTILE),), checks=("test_evil",))
    report = _report(Verdict.FAILED, check, _check("ran", Status.PASSED))
    return replace(report, runs=(run,), findings=(fact,), title=HOSTILE, file=HOSTILE, source=HOSTILE)


def _too_long() -> Report:
    check = _check("long", Status.FAILED, fact=LONG, actual=LONG)
    many = tuple(replace(check, id=f"test_{number}") for number in range(60))
    return replace(_report(Verdict.FAILED, *many), runs=(_run("main()", LONG),))
