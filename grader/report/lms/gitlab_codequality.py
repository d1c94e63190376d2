"""GitLab's Code Quality report: the findings, each at its line, shown beside a merge request's changes."""

from __future__ import annotations

import hashlib
from typing import Any

from grader.model import Finding, Level, Report, Verdict
from grader.report.lms.phrases import to_json, unrunnable
from grader.report.lms.writer import Options, Writer

_SEVERITIES = {Level.ESSENTIAL: "major", Level.ACTIONABLE: "minor", Level.INFORMATIVE: "info"}


def render(report: Report, options: Options) -> bytes:
    """Draw a report's findings for GitLab; after our own fault there are none."""
    path = (options.get("path") or report.file).removeprefix("./")
    if report.outcome is Verdict.FAULT:
        return to_json([])
    if report.problem is not None and not report.findings:
        return to_json(
            [_issue(path, report.problem.line, report.problem.kind, unrunnable(report), "critical")]
        )
    return to_json([_of_finding(path, finding) for finding in report.findings])


def _of_finding(path: str, finding: Finding) -> dict[str, Any]:
    return _issue(path, finding.line, finding.rule, finding.headline, _SEVERITIES[finding.level])


def _issue(path: str, line: int | None, name: str, text: str, severity: str) -> dict[str, Any]:
    identity = "\0".join((path, str(line), name, text))
    return {
        "description": text,
        "check_name": name,
        "fingerprint": hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest(),
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line or 1}},
    }


GITLAB_CODEQUALITY = Writer(
    name="gitlab-codequality",
    api_version=1,
    summary="GitLab's Code Quality report: the findings, each at its line.",
    render=render,
    files={"gl-code-quality-report.json": "gl-code-quality-report.json"},
    media_type="application/json",
)
