"""A report as text for a terminal: the verdict, the checks, the one thing to look at, what ran when."""

from __future__ import annotations

from collections.abc import Sequence

from grader.model import CheckResult, Outcome, Report, RunRecord, Status, Verdict
from grader.report.chart import chart
from grader.report.excerpt import excerpt
from grader.report.finding_terminal import bold, finding_lines, place_line
from grader.report.pen import Pen
from grader.report.story import (
    advice,
    ending,
    enough,
    headline,
    main_run,
    most_in_flight,
    rule_faults,
    runs_of,
    schedule_text,
    tally,
    telling_run,
    tone,
    verdict_word,
    with_status,
)
from grader.report.times import seconds
from grader.report.visible import columns, lines_of, one_line, shorten

_MOST_OUTPUT_LINES = 6
_COMMAND = 26  # columns for a command of usual length
_POINTS = 9  # columns for "10 of 10"


def terminal(
    report: Report,
    *,
    width: int = 80,
    colour: bool = False,
    ascii: bool = False,  # noqa: A002 - the word of the option
    next_steps: Sequence[tuple[str, str]] = (),
) -> str:
    """Draw a report for a terminal; `next_steps` are commands and what each one does."""
    pen = Pen(width=max(40, width), colour=colour, ascii=ascii)
    blocks = [_header(report, pen)]
    if report.problem is not None or report.untouched:
        blocks += _unjudged(report, pen)
    else:
        blocks += [
            _checks(report, pen),
            _first_thing(report, pen),
            _finding(report, pen),
            _others(report, pen),
            _timeline(report, pen),
            _output(report, pen),
        ]
    blocks += [pen.wrap(f"Note: {one_line(note)}") for note in report.notes]
    if text := rule_faults(report.rule_errors):
        blocks.append([pen.paint(line, "faint") for line in pen.wrap(text)])
    blocks.append(step_lines(next_steps, pen))
    return pen.finish([line for block in blocks if block for line in (*block, "")][:-1])


def badge(word: str, mood: str, pen: Pen) -> str:
    """Draw a verdict so that it stands out with and without colour."""
    return pen.paint(f" {word} ", f"badge {mood}") if pen.colour else f"[{word}]"


def _header(report: Report, pen: Pen) -> list[str]:
    word = verdict_word(report)
    score = "" if report.problem is not None or report.untouched or not report.checks else str(tally(report))
    title = one_line(report.exercise)
    if report.title:
        title += f" {pen.glyph('dot')} {one_line(report.title)}"
    room = pen.width - len(word) - 4 - (len(score) + 3 if score else 0)
    line = f"{badge(word, tone(report), pen)}  {pen.paint(pen.cut(title, room), 'strong')}"
    return [f"{line}{' ' * (room - columns(pen.cut(title, room)))}   {score}" if score else line]


def _unjudged(report: Report, pen: Pen) -> list[list[str]]:
    """Say why nothing was judged, and what to do first."""
    blocks = [[pen.paint(line, "strong") for line in pen.wrap(one_line(headline(report)))]]
    problem = report.problem
    if problem is not None and problem.details:
        # Python's own text, its caret included: searched for, and compared with what python prints.
        blocks.append([f"  {line}" for line in lines_of(shorten(problem.details, 2000))])
    elif problem is not None and not report.findings:
        blocks.append(
            excerpt(report.source, problem.line, pen, column=problem.column, end=_next(problem.column))
        )
    if text := advice(report):
        blocks.append(pen.wrap(one_line(text)))
    return blocks if report.untouched else [*blocks, _finding(report, pen)]


def _next(column: int | None) -> int | None:
    return None if column is None else column + 1


# ---- checks --------------------------------------------------------------------------------


def _checks(report: Report, pen: Pen) -> list[str]:
    lines = [line for check in with_status(report, Status.PASSED) for line in _check_line(check, pen)]
    for check in with_status(report, Status.FAILED):
        lines += [*_check_line(check, pen), *_check_detail(check, pen), *_see(check, report, pen)]
    for check in with_status(report, Status.SKIPPED, Status.ERROR):
        lines += [*_check_line(check, pen), *_aside(check, pen)]
    return lines


def _check_line(check: CheckResult, pen: Pen) -> list[str]:
    style = {Status.PASSED: "good", Status.FAILED: "bad"}.get(check.status, "faint")
    mark = pen.paint(pen.glyph(check.status), style)
    points = f"{check.points} of {check.max_points}" if check.max_points else ""
    room = pen.width - 2 - _POINTS
    first, *rest = pen.wrap(one_line(check.title or check.id), most=2, room=room)
    return [
        f"{mark} {pen.pad(first, room)}{pen.paint(points.rjust(_POINTS), 'faint')}",
        *(f"  {line}" for line in rest),
    ]


def _check_detail(check: CheckResult, pen: Pen) -> list[str]:
    if check.fact:
        return pen.wrap(one_line(check.fact), "  ", most=3)
    pairs = (("expected", check.expected), ("the run gave", check.actual))
    return [pen.cut(f"  {word + ':':<13} {one_line(text)}") for word, text in pairs if text]


def _see(check: CheckResult, report: Report, pen: Pen) -> list[str]:
    """Name the finding below that explains a failed check, unless there is only one to choose from."""
    if check.because is None or len(report.findings) < 2:
        return []
    return [pen.paint(pen.cut(f"  see {one_line(check.because)}, below"), "faint")]


def _aside(check: CheckResult, pen: Pen) -> list[str]:
    if check.status is Status.ERROR:
        text = check.fact or "The check itself failed. It costs no points."
    else:
        text = check.fact or "Not tried yet: another check comes first."
    return [pen.paint(line, "faint") for line in pen.wrap(one_line(text), "  ", most=2)]


# ---- the one thing -------------------------------------------------------------------------


def _first_thing(report: Report, pen: Pen) -> list[str]:
    if report.outcome is Verdict.PASSED:
        return pen.wrap(one_line(headline(report)))
    failed = with_status(report, Status.FAILED)
    if report.findings or not failed:
        return []
    run = _run_of(report, failed[0])
    line = run.error.line if run is not None and run.error is not None else None
    lines = [
        place_line("Look here first", report.file, line, pen),
        *bold(failed[0].fact or failed[0].title, pen),
    ]
    lines += excerpt(report.source, line, pen)
    return lines + (pen.wrap(one_line(failed[0].advice), "  ") if failed[0].advice else [])


def _finding(report: Report, pen: Pen) -> list[str]:
    if not report.findings:
        return []
    quoted = report.problem is not None and bool(report.problem.details)
    words = "Worth a look" if report.outcome is Verdict.PASSED else "Look here first"
    return finding_lines(report.findings[0], words, report.file, report.source, pen, quoted=quoted)


def _run_of(report: Report, check: CheckResult) -> RunRecord | None:
    chosen = runs_of(report, check)
    return chosen[0] if chosen else main_run(report)


def _others(report: Report, pen: Pen) -> list[str]:
    """Name what else was found, in one line each."""
    lines = []
    for finding in report.findings[1:]:
        where = f"line {finding.line}: " if finding.line else ""
        name = f" ({one_line(finding.rule)})" if finding.docs else ""
        lines += pen.wrap(f"{where}{one_line(finding.headline)}{name}", "  ", most=2)
    return [pen.paint("Also", "near"), *lines] if lines else []


# ---- what ran when, and what it printed ----------------------------------------------------


def _timeline(report: Report, pen: Pen) -> list[str]:
    run = telling_run(report)
    if run is None:
        return []
    limit = enough(run, report.reference)
    drawn = chart(run, pen, enough=limit)
    text = f"{one_line(run.call)}: {seconds(run.elapsed)}"
    if schedule := schedule_text(run.schedule):
        text = f"{text}, with {schedule}"
    if run.outcome is not Outcome.FINISHED:
        text += f", {one_line(ending(run))}"
    peak = most_in_flight(run)
    if peak and limit is not None and report.reference is not None:
        text += f", {peak} in flight at once (a solution: {most_in_flight(report.reference)})"
    return [*pen.wrap(text), *drawn] if drawn or run.outcome is not Outcome.FINISHED else []


def _output(report: Report, pen: Pen) -> list[str]:
    run = telling_run(report)
    if run is None or report.outcome is Verdict.PASSED or not run.stdout:
        return []
    lines = lines_of(run.stdout)
    more = len(lines) - _MOST_OUTPUT_LINES
    shown = [pen.cut(f"  {line}") for line in lines[:_MOST_OUTPUT_LINES]]
    shown += [f"  {pen.glyph('ellipsis')} {more} more line{'s' * (more > 1)}"] if more > 0 else []
    return ["The program printed", *(pen.paint(line, "faint") for line in shown)]


def step_lines(steps: Sequence[tuple[str, str]], pen: Pen) -> list[str]:
    """Draw commands to type next, one below the other, and what each one does."""
    commands = [one_line(command) for command, _ in steps]
    fitting = [columns(command) for command in commands if columns(command) <= pen.width // 2]
    column = max([_COMMAND, *fitting])
    # A command is copied whole, so it is never cut; a terminal that is too narrow wraps the line.
    return [
        f"{pen.paint(command + ' ' * max(0, column - columns(command)), 'link')}  {text}"
        for command, (_, text) in zip(commands, steps, strict=True)
    ]
