"""A report, or one run, as a single page: no script, no network, readable offline and on paper."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

import grader
from grader.model import CheckResult, Outcome, Report, RunRecord, Status, Traced, Verdict
from grader.report import story
from grader.report.drawing import Drawing, draw
from grader.report.lanes import scale_of
from grader.report.listing import listing
from grader.report.prose import pieces
from grader.report.templating import environment, style
from grader.report.times import repeated, seconds
from grader.report.visible import one_line, shorten, visible

_MOST_OUTPUT = 20_000
_INVISIBLE = 0.02  # of the axis: a drawing so short would show nothing
_MOST_TASKS = 60
_MOST_WAITS = 12
_LEGEND = (
    ("run", "its code runs"),
    ("waiting", "waiting: others can run"),
    ("endless", "waits for ever"),
    ("blocked", "blocks the event loop: nothing else can run"),
    ("ready", "ready, but the event loop is blocked"),
    ("thread", "a thread at work"),
    ("not-started", "not started yet"),
    ("returned", "finished"),
    ("raised", "ended by an exception"),
    ("cancelled", "cancelled"),
    ("left", "still alive at the end"),
)


def html(report: Report) -> str:
    """Draw a report as one self-contained page."""
    run = story.main_run(report)
    drawings = _drawings(report, run)
    judged = report.problem is None and not report.untouched
    place = report.problem.line if report.problem is not None else None
    shown = (
        listing(report.source, report.findings, run, place)
        if report.source and not report.untouched
        else None
    )
    lines = {row.number for row in shown.lines} if shown else set()
    return _render(
        "page.html.j2",
        report=report,
        tone=story.tone(report),
        judged=judged,
        run=run,
        drawings=drawings,
        legend=_legend(drawings),
        others=_others(report),
        listing=shown,
        placed=sum(one.line in lines for one in report.findings),
        loose=tuple(one for one in report.findings if one.line not in lines),
        topics=_topics(report.checks),
        failed_output=run is not None and report.outcome is not Verdict.PASSED,
    )


def trace_html(traced: Traced, *, title: str, source: str = "") -> str:
    """Draw one run as a page: what its tasks did, what blocked the loop, how it ended."""
    run = traced.run
    drawing = draw(
        run, id="run", title=run.call, scale=scale_of(run), tone=_run_tone(run), note=_schedule(run)
    )
    return _render(
        "trace.html.j2",
        run=run,
        title=title,
        tone="good" if run.outcome is Outcome.FINISHED else "bad",
        drawings=(drawing,),
        legend=_legend((drawing,)),
        listing=listing(source, traced.findings, run) if source else None,
        findings=traced.findings,
        faults=traced.rule_errors,
        troubles=_troubles(run),
        version=grader.__version__,
        most_tasks=_MOST_TASKS,
        most_waits=_MOST_WAITS,
    )


def _render(template: str, **context: Any) -> str:
    page: str = _environment().get_template(template).render(**context)
    return page


@cache
def _environment() -> Any:
    env = environment()
    env.globals.update(
        css=Markup(style()), say=prose, md=formatted, line=one_line, seconds=seconds, cut=_cut, story=story
    )
    return env


# ---- what is drawn -------------------------------------------------------------------------


def _drawings(report: Report, run: RunRecord | None) -> tuple[Drawing, ...]:
    """Draw the run, and the solution's beside it where both made the same call, on one axis."""
    if run is None:
        return ()
    reference = (
        report.reference if report.reference is not None and report.reference.call == run.call else None
    )
    reference = reference if report.outcome is not Verdict.PASSED else None
    if not run.elapsed and (reference is None or not reference.elapsed):
        return ()  # nothing took time: dots at the left edge tell nobody anything
    scale = scale_of(run, reference)
    tone = _run_tone(run, reference)
    drawn = [
        draw(
            run,
            id="run",
            title="This program",
            scale=scale,
            tone=tone,
            note=_schedule(run),
            reference=reference,
        )
    ]
    if reference is not None:
        drawn.append(_solution(reference, run, scale))
    return tuple(drawn)


def _solution(reference: RunRecord, run: RunRecord, scale: float) -> Drawing:
    saved = run.elapsed - reference.elapsed if story.enough(run, reference) is not None else 0.0
    own = scale_of(reference)
    if own < scale * _INVISIBLE:
        return draw(
            reference, id="solution", title="A solution", note="an axis of its own", scale=own, tone="good"
        )
    return draw(reference, id="solution", title="A solution", scale=scale, tone="good", saved=saved)


def _others(report: Report) -> tuple[Drawing, ...]:
    return tuple(
        draw(
            run, id=f"other-{number}", title=run.call, scale=scale_of(run), tone="plain", note=_schedule(run)
        )
        for number, run in enumerate(story.other_runs(report)[:6], 1)
    )


def _run_tone(run: RunRecord, reference: RunRecord | None = None) -> str:
    if run.outcome is not Outcome.FINISHED or story.enough(run, reference) is not None:
        return "bad"
    return "plain" if reference is not None or run.blocked else "good"


def _schedule(run: RunRecord) -> str:
    return story.schedule_text(run.schedule)


def _legend(drawings: tuple[Drawing, ...]) -> list[tuple[str, str]]:
    kinds = frozenset[str]().union(*(drawing.kinds for drawing in drawings))
    entries = [(kind, words) for kind, words in _LEGEND if kind in kinds]
    if any(drawing.enough is not None for drawing in drawings):
        entries.append(("enough", "could be finished here"))
    return entries


def _troubles(run: RunRecord) -> list[dict[str, Any]]:
    """List what stands out in a run: what blocked the loop, was never awaited, or was left behind."""
    blocked: dict[tuple[int, str], list[float]] = defaultdict(list)
    for block in run.blocked:
        blocked[block.place.line if block.place else 0, block.what].append(block.seconds)
    told = [
        {"line": line, "what": what, "words": f"blocked the event loop: {repeated(times)}"}
        for (line, what), times in blocked.items()
    ]
    never = Counter((one.place.line if one.place else 0, one.message) for one in run.never_awaited)
    told += [
        {"line": line, "what": message, "words": f"({count} times)" if count > 1 else ""}
        for (line, message), count in never.items()
    ]
    left = [task for task in run.tasks if task.id in run.pending] if run.outcome is Outcome.FINISHED else []
    told += [
        {
            "line": task.line,
            "what": task.name or task.coroutine,
            "words": f"was still alive when {run.call} ended",
        }
        for task in left
    ]
    return told[:30]


def _topics(checks: tuple[CheckResult, ...]) -> list[dict[str, Any]]:
    """Group the checks by topic, in the order in which the suite first names each."""
    order = {topic: index for index, topic in reversed(list(enumerate(check.topic for check in checks)))}
    ordered = sorted(checks, key=lambda check: order[check.topic])
    groups = [(topic, list(group)) for topic, group in groupby(ordered, key=lambda check: check.topic)]
    return [
        {
            "name": topic,
            "checks": group,
            "points": sum(check.points for check in group),
            "most": sum(check.max_points for check in group),
            "passed": sum(check.status is Status.PASSED for check in group),
        }
        for topic, group in groups
    ]


# ---- texts ---------------------------------------------------------------------------------


def prose(text: str) -> Markup:
    """Write a sentence; `code` in it becomes an element, nothing else means anything."""
    parts = (
        Markup("<code>{}</code>").format(part) if code else escape(part)
        for part, code in pieces(one_line(text))
    )
    return Markup("").join(parts)


def formatted(text: str) -> Markup:
    """Write a rule's Markdown; HTML in it is shown, not obeyed."""
    return Markup(_markdown().render(visible(text)))


def _cut(text: str, limit: int = _MOST_OUTPUT) -> str:
    return visible(shorten(text, limit))


@cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt  # takes 20 ms, and many pages need none

    renderer = MarkdownIt("commonmark", {"html": False}).disable("image")
    renderer.add_render_rule("fence", _fence)
    return renderer


def _fence(_self: Any, tokens: Any, index: int, *_rest: Any) -> str:
    # A block that can scroll has to be reachable with the keyboard.
    block = Markup('<pre tabindex="0" role="group" aria-label="Example"><code>{}</code></pre>\n')
    return str(block.format(tokens[index].content))
