"""A report as Markdown, for the summary page of a CI run.

Whatever a learner wrote stands in code spans and fences or is escaped: it shows, and acts in no way.
"""

from __future__ import annotations

import re

from grader.model import CheckResult, Finding, Outcome, Report, Status, Verdict
from grader.report.chart import chart
from grader.report.excerpt import excerpt
from grader.report.pen import Pen
from grader.report.prose import pieces, without_emphasis
from grader.report.story import (
    advice,
    ending,
    enough,
    exactness,
    further_lines,
    headline,
    isolation_text,
    rule_faults,
    suite_text,
    tally,
    telling_run,
    verdict_word,
    with_status,
)
from grader.report.times import seconds
from grader.report.visible import one_line, shorten, visible

_PEN = Pen(width=96)
_MARKS = {Status.PASSED: "✔", Status.FAILED: "✘", Status.SKIPPED: "\N{EN DASH}", Status.ERROR: "?"}
_PUNCTUATION = re.compile(r"([\\`*\[\]<>|~&$]|(?<!\w)_|_(?!\w))")
_MENTION = re.compile(r"(?<!\w)([@#]\w[\w/-]*)")
_LINE_START = re.compile(r"^(\s*\d*)([-+#=.)])")
_BARE_PIPE = re.compile(r"(?<!\\)\|")
_PIPE = r"\\|"
_FENCED = re.compile(r"^(`{3,}|~{3,})[^\n]*\n(.*?)^\1`*\s*$", re.MULTILINE | re.DOTALL)


def markdown(report: Report) -> str:
    """Draw a report as GitHub-flavoured Markdown."""
    title = " · ".join(prose(text) for text in (report.exercise, report.title) if text)
    parts = [f"## {verdict_word(report)}: {title}", _summary(report)]
    if report.problem is not None or report.untouched:
        parts += _unjudged(report)
    else:
        parts += [_checks(report), *_findings(report), *_timeline(report), *_output(report)]
    parts += [f"> {prose(note)}" for note in report.notes]
    parts.append(_footer(report))
    return "\n\n".join(part for part in parts if part) + "\n"


def prose(text: str) -> str:
    """Write text so that Markdown shows it as it is; `code` in it becomes a code span."""
    return "".join(code_span(part) if code else _escaped(part) for part, code in pieces(one_line(text)))


def code_span(text: str) -> str:
    """Write text as a code span, with more backticks than it has in a row."""
    ticks = _longer_than(text, 1)
    pad = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def fence(text: str, language: str = "text") -> str:
    """Write text as a fenced block, with a fence longer than any run of backticks in it."""
    ticks = _longer_than(text, 3)
    return f"{ticks}{language}\n{visible(text).rstrip(chr(10))}\n{ticks}"


def _longer_than(text: str, least: int) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)


def _escaped(text: str) -> str:
    parts = _MENTION.split(text)
    # A mention would send mail to somebody; in a code span it does not.
    parts[::2] = [_LINE_START.sub(r"\1\\\2", _PUNCTUATION.sub(r"\\\1", part)) for part in parts[::2]]
    parts[1::2] = [code_span(part) for part in parts[1::2]]
    return "".join(parts)


def _summary(report: Report) -> str:
    if report.problem is not None or report.untouched or not report.checks:
        return prose(headline(report))
    return f"**{tally(report)}** · {prose(headline(report))}"


def _unjudged(report: Report) -> list[str]:
    problem = report.problem
    details = fence(shorten(problem.details, 2000)) if problem is not None and problem.details else ""
    return [details, prose(advice(report)), *([] if report.untouched else _findings(report))]


# ---- checks --------------------------------------------------------------------------------


def _checks(report: Report) -> str:
    if not report.checks:
        return ""
    named = len(report.findings) > 1  # then the checks say which of them they mean
    order = (Status.PASSED, Status.FAILED, Status.SKIPPED, Status.ERROR)
    rows = [_row(check, named) for status in order for check in with_status(report, status)]
    return "\n".join(["| | Check | Points |", "|:-:|:--|--:|", *rows])


def _row(check: CheckResult, named: bool) -> str:
    text = prose(check.title or check.id)
    if check.status is Status.FAILED:
        said = check.fact or (
            f"expected {check.expected}, the run gave {check.actual}" if check.expected else ""
        )
        text = f"**{text}**" + (f" {prose(said)}" if said else "")
        text += f" *See {code_span(one_line(check.because))}.*" if check.because and named else ""
    elif check.status is Status.ERROR:
        text += " *The check itself failed; it costs no points.*"
    elif check.status is Status.SKIPPED:
        text += " *Not tried yet.*"
    points = f"{check.points} of {check.max_points}" if check.max_points else ""
    # A table is split at | before code spans are looked for; what prose() has escaped stays so.
    return f"| {_MARKS[check.status]} | {_BARE_PIPE.sub(_PIPE, text)} | {points} |"


# ---- findings ------------------------------------------------------------------------------


def _findings(report: Report) -> list[str]:
    parts = []
    first = "Worth a look" if report.outcome is Verdict.PASSED else "Look here first"
    for index, finding in enumerate(report.findings[:3]):
        words = first if index == 0 else "Also"
        where = f": {code_span(one_line(report.file))}, line {finding.line}" if finding.line else ""
        name = f" {code_span(one_line(finding.rule))}" if finding.docs else ""
        parts += [f"### {words}{where}", f"**{prose(finding.headline)}**{name}", *_finding(report, finding)]
    return parts


def _finding(report: Report, finding: Finding) -> list[str]:
    end = finding.end_column if finding.end_line in (None, finding.line) else None
    shown = excerpt(report.source, finding.line, _PEN, column=finding.column, end=end)
    facts = [
        f"- {'' if fact.at is None else f'**{seconds(fact.at)}** '}{prose(fact.text)}"
        for fact in finding.facts
    ]
    hints = [_hint(number, hint) for number, hint in enumerate(finding.hints, 1)]
    further, said = further_lines(finding), finding.python_says
    return [
        fence("\n".join(shown)) if shown else "",
        f"The same on {further}." if further else "",
        f"Python says: {code_span(one_line(said))}" if said else "",
        "\n".join(facts),
        prose(without_emphasis(finding.why)),
        *hints,
    ]


def _hint(number: int, text: str) -> str:
    parts, at = [], 0
    for match in _FENCED.finditer(text):
        parts += [prose(without_emphasis(text[at : match.start()].strip())), fence(match[2], "python")]
        at = match.end()
    parts.append(prose(without_emphasis(text[at:].strip())))
    body = "\n\n".join(part for part in parts if part)
    return f"<details><summary>Hint {number}</summary>\n\n{body}\n\n</details>"


# ---- the run -------------------------------------------------------------------------------


def _timeline(report: Report) -> list[str]:
    run = telling_run(report)
    if run is None:
        return []
    drawn = chart(run, _PEN, enough=enough(run, report.reference))
    how = "" if run.outcome is Outcome.FINISHED else f", {prose(ending(run))}"
    title = f"### What ran when\n\n{code_span(one_line(run.call))}: {seconds(run.elapsed)}{how}"
    return [title, fence("\n".join(line.rstrip() for line in drawn))] if drawn else [title] if how else []


def _output(report: Report) -> list[str]:
    run = telling_run(report)
    if run is None or report.outcome is Verdict.PASSED:
        return []
    parts = []
    if run.error is not None and run.error.traceback:
        parts.append(fence(shorten(run.error.traceback, 3000)))
    if run.stdout:
        body = fence(shorten(run.stdout, 3000))
        parts.append(f"<details><summary>What the program printed</summary>\n\n{body}\n\n</details>")
    return parts


def _footer(report: Report) -> str:
    notes = [f"Graded by asyncio-grader {report.grader_version}."]
    if report.runs:
        notes.append(exactness(report.runs))
    notes += [isolation_text(report.isolation), suite_text(report.suite)]
    notes.append(rule_faults(report.rule_errors))
    return prose(" ".join(filter(None, notes)))
