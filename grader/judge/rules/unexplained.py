"""Say what the run showed when no rule knows the mistake: facts in words, without a cause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import at, code
from grader.judge.rules.wording import LONGEST_HEADLINE, seconds
from grader.model import Fact, Finding, Level

RULE = "not-recognised"
_MOST = 4


def unexplained(case: Case) -> Finding:
    """Return a finding that holds the facts of the run which the first failed check looked at."""
    check = case.failed[0]
    seen = next((one for one in case.suspects if one.index in check.runs), case.main)
    error = seen.run.error if seen is not None else None
    return Finding(
        rule=RULE,
        level=Level.ESSENTIAL,
        headline=_headline(check.fact or check.title) or "One check has not passed yet.",
        line=error.line if error is not None else None,
        facts=tuple(_facts(seen))[:_MOST] if seen is not None else (),
        why=check.advice,
        python_says=f"{error.type}: {error.message}".removesuffix(": ") if error is not None else "",
        runs=(seen.index,) if seen is not None else (),
        checks=(check.id,),
    )


def _headline(fact: str) -> str:
    """Return the fact, or as many of its clauses as a headline has room for.

    A check's title says what was asked for: as a headline it would read as if that had happened.
    """
    if len(fact) <= LONGEST_HEADLINE:
        return fact
    clauses = re.match(rf"(.{{12,{LONGEST_HEADLINE - 1}}})[.;:] ", fact)
    return f"{clauses[1]}." if clauses else ""


def _facts(seen: Seen) -> Iterator[Fact]:
    trace, run = seen.trace, seen.run
    if trace.stuck:
        yield at(trace.duration, trace.stuck)
    if run.error is not None:
        where = f" on line {run.error.line}" if run.error.line else ""
        yield at(run.elapsed, f"{code(run.call)} ends with {run.error.type}{where}.")
    for block in trace.blocked[:2]:
        where = f"line {block.place.line}" if block.place else code(block.what)
        yield at(block.start, f"For {seconds(block.seconds)} nothing but {where} can run.")
    for never in trace.never_awaited[:2]:
        yield at(None, f"{code(never.name + '()')} is called and never runs.")
    tasks = [task for task in trace.tasks if task.id != trace.main_id]
    if trace.pending:
        yield at(
            trace.duration, f"{code(run.call)} ends; {len(trace.pending)} of {len(tasks)} tasks still wait."
        )
    for line in sorted(trace.lines, key=lambda one: -one.waited)[:2]:
        if line.waited:
            times = f"{line.times} times, " if line.times > 1 else ""
            yield at(None, f"Line {line.line} waits {times}{seconds(line.waited)} in all.")
