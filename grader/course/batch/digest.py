"""What the class report needs of one report: small, for a hundred thousand are read to draw it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from grader.model import Outcome, Report

_ODD = {Outcome.KILLED: "killed", Outcome.FAULT: "a run of it gave nothing"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One report in short.

    checks: how each ended, by its id.  rules: the findings' rules, the first one explains most.  odd: what
    a human may want to look at.  lines: of the source.
    """

    checks: dict[str, str]
    rules: list[str]
    odd: list[str]
    lines: int


def digest_of(report: Report) -> str:
    """Write the digest of a report as JSON."""
    digest = Digest(
        checks={check.id: str(check.status) for check in report.checks},
        rules=list(dict.fromkeys(finding.rule for finding in report.findings)),
        odd=list(dict.fromkeys(_odd(report))),
        lines=report.source.count("\n"),
    )
    return json.dumps(asdict(digest))


def read_digest(text: str) -> Digest:
    """Read it back."""
    return Digest(**json.loads(text))


def _odd(report: Report) -> list[str]:
    runs = [
        f"{_ODD[run.outcome]}: {run.reason}" if run.reason else _ODD[run.outcome]
        for run in report.runs
        if run.outcome in _ODD
    ]
    paced = ["was paced by real time"] if any(run.paced for run in report.runs) else []
    faults = [f"the rule {fault.rule} failed" for fault in report.rule_errors]
    return [*report.notes, *runs, *paced, *faults]
