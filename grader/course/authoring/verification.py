"""Draw verifications: a table with a line for each exercise, what is amiss and how to mend it, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from grader.course.authoring.bench import Fault, Role, Trial
from grader.course.authoring.mutation import Fate, Mutation
from grader.course.authoring.mutation_text import document
from grader.course.authoring.verify import Verification
from grader.model import Status, Verdict
from grader.report.pen import Pen

_MOST = 12  # faults shown of one exercise: the first ones cause the others
_COLUMNS = (
    ("exercise", 14),
    ("solution", 9),
    ("right", 7),
    ("mutants", 8),
    ("checks", 7),
    ("same", 8),
    ("cpu", 8),
    ("killed", 0),
)


def heading(*, mutants: bool = False) -> str:
    """Return the table's first line.  mutants: made ones are tried as well."""
    columns = _COLUMNS if mutants else _COLUMNS[:-1]
    return "".join(f"{name:<{width}}" for name, width in columns).rstrip()


def drawn(verification: Verification, here: Path, **look: Any) -> str:
    """Draw one exercise: its line of the table, and its faults.  here: paths are shown as seen from it."""
    pen = Pen(**look)
    faults = [fault for fault in verification.faults if not fault.warning]
    warnings = [fault for fault in verification.faults if fault.warning]
    mark = (
        pen.paint(pen.glyph("passed"), "good")
        if verification.proved
        else pen.paint(pen.glyph("failed"), "bad")
    )
    lines = [f"{mark} {_row(verification)}"]
    for fault in (*faults, *warnings)[:_MOST]:
        lines += _fault(fault, here, pen)
    if (left := len(verification.faults) - _MOST) > 0:
        lines.append(f"    {left} more of this exercise are not shown; mend these first.")
    return pen.finish(lines)


def _row(verification: Verification) -> str:
    bench = verification.bench
    cells = [bench.exercise.slug, *_counts(verification)]
    widths = [_COLUMNS[0][1] - 2, *(width for _, width in _COLUMNS[1:])]
    return "".join(
        f"{cell:<{max(width, len(cell) + 1)}}" for cell, width in zip(cells, widths, strict=True)
    ).rstrip()


def _counts(verification: Verification) -> list[str]:
    bench = verification.bench
    solution, right, mutants = (bench.of(role) for role in (Role.SOLUTION, Role.RIGHT, Role.MUTANT))
    checks = [check for trial in solution for check in trial.report.checks]
    failed = {c.id for trial in mutants for c in trial.report.checks if c.status is Status.FAILED}
    gradings = sum(trial.repeated + 1 for trial in bench.trials)
    same = sum(trial.repeated + 1 for trial in bench.trials if not trial.difference)
    slowest = max((trial.cpu_seconds for trial in bench.trials), default=0.0)
    return [
        f"{sum(t.report.score for t in solution)}/{sum(t.report.max_score for t in solution)}",
        _of(map(_passed, right)),
        _of(_told(trial) for trial in mutants),
        _of(check.id in failed for check in checks),
        f"{same}/{gradings}",
        f"{slowest:.2f} s",
        _killed(verification.mutation),
    ]


def _killed(mutation: Mutation | None) -> str:
    """Say how many of the made mutants that can be told from a right answer were."""
    if mutation is None:
        return ""
    killed, survived = len(mutation.of(Fate.KILLED)), len(mutation.of(Fate.SURVIVED))
    return f"{killed}/{killed + survived}"


def _of(holds: Iterable[bool]) -> str:
    found = list(holds)
    return f"{sum(found)}/{len(found)}"


def _passed(trial: Trial) -> bool:
    return all(report.outcome is Verdict.PASSED for report in trial.reports)


def _told(trial: Trial) -> bool:
    findings = trial.report.findings
    return not _passed(trial) and bool(findings) and findings[0].rule == trial.answer.path.stem


def _fault(fault: Fault, here: Path, pen: Pen) -> list[str]:
    place = _place(fault, here)
    word = pen.paint("warning", "near") if fault.warning else pen.paint("refused", "bad")
    return [
        f"  {word}  {place}" if place else f"  {word}",
        *pen.wrap(fault.what, indent="    "),
        *pen.wrap(fault.fix, indent=f"    {pen.glyph('left')} ")[:1],
        *pen.wrap(fault.fix, indent="      ")[1:],
    ]


def _place(fault: Fault, here: Path) -> str:
    if fault.file is None:
        return ""
    path = fault.file.relative_to(here) if fault.file.is_relative_to(here) else fault.file
    return f"{path}:{fault.line}" if fault.line else str(path)


def summary(verifications: Sequence[Verification], seconds: float) -> str:
    """Say in one line what came of all of them.  seconds: real ones."""
    refused = [one.bench.exercise.slug for one in verifications if not one.proved]
    gradings = sum(
        trial.repeated + 1 + len(trial.ordered) for one in verifications for trial in one.bench.trials
    )
    number = len(verifications)
    mutants = sum(len(one.mutation.results) for one in verifications if one.mutation)
    tried = f" and {mutants} made mutants" if mutants else ""
    proved = f"{number - len(refused)} of {number} proved, {gradings} gradings{tried} in {seconds:.0f} s."
    return f"{proved} Refused: {', '.join(refused)}" if refused else proved


def as_json(verifications: Sequence[Verification], seconds: float, here: Path) -> str:
    """Write verifications as JSON, for continuous integration."""
    plain = {
        "proved": all(one.proved for one in verifications),
        "seconds": round(seconds, 2),
        "exercises": [_plain(one, here) for one in verifications],
    }
    return json.dumps(plain, indent=1) + "\n"


def _plain(verification: Verification, here: Path) -> dict[str, Any]:
    names = ("solution", "right", "mutants", "checks", "same")
    bench = verification.bench
    return {
        "exercise": bench.exercise.slug,
        "proved": verification.proved,
        **dict(zip(names, _counts(verification), strict=False)),
        "cpu_seconds": round(max((trial.cpu_seconds for trial in bench.trials), default=0.0), 3),
        **({"mutation": document(verification.mutation)} if verification.mutation else {}),
        "faults": [
            {
                "what": fault.what,
                "fix": fault.fix,
                "place": _place(fault, here),
                "warning": fault.warning,
            }
            for fault in verification.faults
        ],
    }
