"""SARIF 2.1.0: the findings as a code scanner's, for editors and code hosts."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from grader.model import Finding, Level, Report, Verdict
from grader.report.lms.phrases import to_json, told, unrunnable
from grader.report.lms.writer import Options, Writer

_LEVELS = {Level.ESSENTIAL: "error", Level.ACTIONABLE: "warning", Level.INFORMATIVE: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, options: Options) -> bytes:
    """Draw a report's findings as SARIF."""
    path = (options.get("path") or report.file).removeprefix("./")
    fault = report.outcome is Verdict.FAULT
    results = [] if fault else _results(report, path)
    driver = {"name": "asyncio-grader", "version": report.grader_version, "rules": _rules(report, results)}
    invocation: dict[str, Any] = {"executionSuccessful": not fault}
    if fault:
        note = {"level": "error", "message": {"text": unrunnable(report)}}
        invocation["toolExecutionNotifications"] = [note]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": results,
    }
    return to_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _results(report: Report, path: str) -> list[dict[str, Any]]:
    problem = report.problem
    if problem is not None and not report.findings:
        region = {"startLine": problem.line or 1}
        return [_result(problem.kind, "error", unrunnable(report), path, region)]
    return [
        _result(one.rule, _LEVELS[one.level], told(one, report.file), path, _region(one))
        for one in report.findings
    ]


def _result(rule: str, level: str, text: str, path: str, region: dict[str, int]) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": quote(path)}, "region": region}
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }


def _region(finding: Finding) -> dict[str, int]:
    region = {"startLine": finding.line or 1}
    if finding.line and finding.column:
        region["startColumn"] = finding.column
        if finding.end_line and finding.end_column:
            region |= {"endLine": finding.end_line, "endColumn": finding.end_column}
    return region


def _rules(report: Report, results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Describe each rule that has a result."""
    known = {one.rule: one for one in report.findings}
    return [_rule(name, known.get(name)) for name in dict.fromkeys(result["ruleId"] for result in results)]


def _rule(name: str, finding: Finding | None) -> dict[str, Any]:
    belief = (finding.belief or finding.why or finding.headline) if finding else "The file can be run."
    help_text = (finding.docs if finding else "") or belief
    return {
        "id": name,
        "shortDescription": {"text": name.replace("-", " ")},
        "fullDescription": {"text": belief or name},
        "help": {"text": help_text or name},
    }


SARIF = Writer(
    name="sarif",
    api_version=1,
    summary="SARIF 2.1.0: the findings, for editors and code hosts.",
    render=render,
    files={"grade.sarif": "grade.sarif"},
    media_type="application/sarif+json",
)
