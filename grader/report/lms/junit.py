"""JUnit XML as strict readers take it (the XSD of Jenkins' xunit plug-in): GitLab, Jenkins, Artemis.

There is no standard, and what pytest writes is refused by some.  The tests are called by the checks'
ids, which stay the same when a sentence is mended.  `time` is 0.000: checks are judged on a virtual
clock.  No host name and no date: the same report gives the same bytes.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from grader.model import CheckResult, Report, Status, Verdict
from grader.report.lms.phrases import LOADS, printed, said_of, title_of, unrunnable
from grader.report.lms.writer import Options, Writer

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COUNTED = {"failure": "failures", "error": "errors", "skipped": "skipped"}


def render(report: Report, options: Options) -> bytes:
    """Draw a report as JUnit XML."""
    cases = _cases(report)
    counts = {name: sum(kind == element for _, kind, _, _ in cases) for element, name in _COUNTED.items()}
    numbers = f' tests="{len(cases)}" failures="{counts["failures"]}" errors="{counts["errors"]}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites{numbers} time="0.000">',
        f'  <testsuite name={_attribute(report.exercise)}{numbers} skipped="{counts["skipped"]}"'
        ' time="0.000">',
        *_properties(report),
        *(_case(report.exercise, *case) for case in cases),
    ]
    if report.problem is None and (said := printed(report)):
        lines.append(f"    <system-out>{_text(said)}</system-out>")
    lines += ["  </testsuite>", "</testsuites>"]
    return ("\n".join(lines) + "\n").encode()


_Case = tuple[str, str, str, str]  # name, kind of what is inside, one line, all of it


def _cases(report: Report) -> list[_Case]:
    if report.outcome in (Verdict.UNGRADABLE, Verdict.FAULT):
        first = report.problem.headline if report.problem else LOADS
        names = [check.id for check in report.checks] or ["test_the_file_can_be_run"]
        return [(name, "error", first, unrunnable(report)) for name in names]
    return [_of_check(check) for check in report.checks]


def _of_check(check: CheckResult) -> _Case:
    said = f"{title_of(check)}\n{said_of(check)}"
    kinds = {Status.FAILED: "failure", Status.ERROR: "error", Status.SKIPPED: "skipped"}
    first = check.fact.partition("\n")[0] or title_of(check)
    return check.id, kinds.get(check.status, ""), first, said


def _case(suite: str, name: str, kind: str, first: str, said: str) -> str:
    start = f'    <testcase classname={_attribute(suite)} name={_attribute(name)} time="0.000"'
    if not kind:
        return f"{start}/>"
    inside = f'<{kind} type="{kind}" message={_attribute(first)}>{_text(said)}</{kind}>'
    return f"{start}>{inside}</testcase>"


def _properties(report: Report) -> list[str]:
    values = {
        "outcome": report.outcome,
        "score": report.score,
        "max_score": report.max_score,
        "grader_version": report.grader_version,
        "isolation": report.isolation.level,
    }
    inside = [f'      <property name="{name}" value={_attribute(str(v))}/>' for name, v in values.items()]
    return ["    <properties>", *inside, "    </properties>"]


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text))


def _attribute(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text))


JUNIT = Writer(
    name="junit",
    api_version=1,
    summary="JUnit XML for GitLab, Jenkins, Artemis and others; one test a check.",
    render=render,
    files={"junit.xml": "junit.xml"},
    media_type="application/xml",
    limit=5_000_000,
)
