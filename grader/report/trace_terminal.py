"""One run as text for a terminal: what each task waited for, what blocked the loop, how it ended."""

from __future__ import annotations

from collections import defaultdict

from grader.model import Blocked, Finding, NeverAwaited, Outcome, RunRecord, TaskRecord, Traced, Wait
from grader.report.chart import chart
from grader.report.excerpt import excerpt
from grader.report.finding_terminal import finding_lines
from grader.report.pen import Pen
from grader.report.story import (
    ending,
    error_text,
    for_ever,
    made_by,
    most_in_flight,
    real_waits,
    rule_faults,
    schedule_text,
    what_for,
)
from grader.report.terminal import badge
from grader.report.times import repeated, seconds
from grader.report.visible import lines_of, one_line, shorten

_MOST_TASKS = 30
_MOST_WAITS = 8
_MOST_PLACES = 8
_MOST_OUTPUT_LINES = 2_000
_LONGEST_LINE = 1_000
_HOW = {"left": "still alive at the end"}
_ENDS = {"returned": "good", "raised": "bad", "cancelled": "near", "left": "near"}


def trace_terminal(
    traced: Traced,
    *,
    title: str,
    source: str = "",
    width: int = 80,
    colour: bool = False,
    ascii: bool = False,  # noqa: A002 - the word of the option
) -> str:
    """Draw one run for a terminal; `source` is the text of the file it was made from."""
    pen, run = Pen(width=max(40, width), colour=colour, ascii=ascii), traced.run
    blocks = [
        _output(run, pen),
        _header(run, title, pen),
        chart(run, pen, most=24),
        *_findings(traced, title, source, pen),
        _trouble(run, source, pen),
        _blocked(run, source, pen),
        _never_awaited(run, source, pen),
        _left(run, pen),
        _tasks(run, pen),
        pen.wrap(rule_faults(traced.rule_errors)) if traced.rule_errors else [],
    ]
    return pen.finish([line for block in blocks if block for line in (*block, "")][:-1])


def _header(run: RunRecord, title: str, pen: Pen) -> list[str]:
    good = run.outcome is Outcome.FINISHED
    word = str(run.outcome).capitalize()
    facts = [f"{one_line(run.call)} {'took' if good else 'stopped after'} {seconds(run.elapsed)}"]
    if peak := most_in_flight(run):
        facts.append(f"{peak} in flight at once")
    if run.value and good:
        facts.append(f"gave {one_line(run.value)}")
    name = pen.paint(pen.cut(one_line(title), pen.width - 20), "strong")
    lines = [f"{badge(word, 'good' if good else 'bad', pen)}  {name}", pen.cut(", ".join(facts))]
    if text := schedule_text(run.schedule):
        lines += pen.wrap(f"Schedule: {text}.")
    if run.paced:
        lines.append("It waited for something outside, so some times are real and may vary.")
    return lines


def _findings(traced: Traced, title: str, source: str, pen: Pen) -> list[list[str]]:
    """Draw what the rules say, the one that explains most first."""
    words = ("Look here first", "Also", "Also")
    return [
        finding_lines(one, word, title, source, pen) + _read_more(one, pen)
        for one, word in zip(traced.findings, words, strict=False)
    ]


def _read_more(finding: Finding, pen: Pen) -> list[str]:
    return [pen.paint(f"  {one_line(finding.docs)}", "link")] if finding.docs.startswith("grade ") else []


# ---- what stands out -----------------------------------------------------------------------


def _trouble(run: RunRecord, source: str, pen: Pen) -> list[str]:
    if run.outcome is Outcome.FINISHED:
        return []
    lines = [pen.paint("How it ended", "bad"), *pen.wrap(one_line(ending(run)), "  ")]
    if run.stuck:
        lines += pen.wrap(one_line(run.stuck), "  ", most=12)
    if run.error is not None:
        lines += excerpt(source, run.error.line, pen)
        lines += [pen.paint(f"  {line}", "faint") for line in lines_of(shorten(run.error.traceback, 3000))]
    return lines


def _blocked(run: RunRecord, source: str, pen: Pen) -> list[str]:
    places: dict[tuple[int, str], list[Blocked]] = defaultdict(list)
    for one in run.blocked:
        places[one.place.line if one.place else 0, one.what].append(one)
    if not places:
        return []
    total = seconds(sum(one.seconds for one in run.blocked))
    lines = [f"{pen.paint('The event loop was blocked', 'bad')} for {total}: nothing else could run"]
    for (line, what), times in list(places.items())[:_MOST_PLACES]:
        spent = repeated([one.seconds for one in times])
        lines.append(pen.cut(f"  {_line(line)}{one_line(what)}: {spent}"))
        lines += excerpt(source, line or None, pen, before=0)
    return lines + _more(len(places) - _MOST_PLACES, "place", pen)


def _never_awaited(run: RunRecord, source: str, pen: Pen) -> list[str]:
    places: dict[int, list[NeverAwaited]] = defaultdict(list)
    for one in run.never_awaited:
        places[one.place.line if one.place else 0].append(one)
    if not places:
        return []
    lines = [pen.paint("Made and never awaited", "bad")]
    for line, made in list(places.items())[:_MOST_PLACES]:
        count = f" ({len(made)} times)" if len(made) > 1 else ""
        lines.append(pen.cut(f"  {_line(line)}{one_line(made[0].message)}{count}"))
        lines += excerpt(source, line or None, pen, before=0)
    return lines + _more(len(places) - _MOST_PLACES, "place", pen)


def _left(run: RunRecord, pen: Pen) -> list[str]:
    left = [task for task in run.tasks if task.id in run.pending or task.how == "left"]
    if not left or run.outcome is not Outcome.FINISHED:
        return []
    lines = [f"{pen.paint('Left behind', 'near')}: still alive when {one_line(run.call)} ended"]
    for task in left[:_MOST_PLACES]:
        where = f", {_wait_text(task.waits[-1])}" if task.waits else ""
        lines.append(pen.cut(f"  task {task.id}  {one_line(task.name or task.coroutine)}{where}"))
    return lines + _more(len(left) - _MOST_PLACES, "task", pen)


# ---- the tasks -----------------------------------------------------------------------------


def _tasks(run: RunRecord, pen: Pen) -> list[str]:
    if not run.tasks:
        return []
    lines = [pen.paint("Tasks", "strong")]
    for task in run.tasks[:_MOST_TASKS]:
        lines += _task(task, run, pen)
    return lines + _more(len(run.tasks) - _MOST_TASKS, "task", pen)


def _task(task: TaskRecord, run: RunRecord, pen: Pen) -> list[str]:
    name = pen.paint(pen.cut(one_line(task.name or task.coroutine), pen.width // 2), "strong")
    how = pen.paint(_HOW.get(task.how, pen.cut(one_line(task.how), 20)), _ENDS.get(task.how, "faint"))
    lines = [f"  {task.id:>2}  {name}  {how}{_result(task, pen)}"]
    lines.append(pen.paint(pen.cut(f"      {one_line(made_by(task, run.tasks))}"), "faint"))
    waits = real_waits(task, run)
    for wait in waits[:_MOST_WAITS]:
        forever = for_ever(wait, task, run)
        span = f"{seconds(wait.start)} {pen.glyph('to')} {'for ever' if forever else seconds(wait.end)}"
        lines.append(pen.cut(f"      {span:<15} {_wait_text(wait)}"))
    return lines + [f"    {line}" for line in _more(len(waits) - _MOST_WAITS, "wait", pen)]


def _result(task: TaskRecord, pen: Pen) -> str:
    text = error_text(task.error) if task.error is not None else task.value or ""
    return f" {pen.cut(one_line(text), pen.width // 3)}" if text and text != "None" else ""


def _wait_text(wait: Wait) -> str:
    lines = [place.line for place in wait.stack] or ([wait.place.line] if wait.place else [])
    where = f"line {', '.join(map(str, lines))}: " if lines else ""
    return f"{where}{one_line(what_for(wait))}"


def _line(line: int) -> str:
    return f"line {line}: " if line else ""


def _more(count: int, word: str, pen: Pen) -> list[str]:
    return [f"  {pen.glyph('ellipsis')} {count} more {word}{'s' * (count > 1)}"] if count > 0 else []


def _output(run: RunRecord, pen: Pen) -> list[str]:
    """The program's own output, as it would stand there without us, unindented."""
    printed = lines_of(run.stdout)
    lines = [pen.cut(line, _LONGEST_LINE) for line in printed[:_MOST_OUTPUT_LINES]]
    lines += _more(len(printed) - _MOST_OUTPUT_LINES, "line", pen)
    if run.stderr:
        said = lines_of(run.stderr)
        lines += [
            pen.paint("Written to stderr", "strong"),
            *(pen.cut(line, _LONGEST_LINE) for line in said[:_MOST_OUTPUT_LINES]),
        ]
        lines += _more(len(said) - _MOST_OUTPUT_LINES, "line", pen)
    return lines
