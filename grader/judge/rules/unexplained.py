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
_OPENING = re.compile(
    r"(?:After|At|By|For|If|In|When|With|Without)\b(?:[^.;:]|\.(?=\d))*?, (?=[A-Za-z`]|\d+ of)"
)
_VERDICT = re.compile(r"[\w.]+ (?:did|ended|gave|gives|never|returned|took)\b|.* still ran\b")


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
    """Return the fact, or what of it a headline has room for: what was seen, and not under which conditions.

    A check's title says what was asked for: as a headline it would read as if that had happened.
    """
    if len(fact) <= LONGEST_HEADLINE:
        return fact
    opening = _OPENING.match(_masked(fact))
    said = fact[opening.end() :] if opening else fact
    if len(said) > LONGEST_HEADLINE:
        said = _clause(said)
    if len(said) > LONGEST_HEADLINE:
        said = f"{said[: LONGEST_HEADLINE - 1]}…"
    first = said.split(maxsplit=1)[0]
    return f"{said[:1].upper()}{said[1:]}" if first.isalpha() and first != "async" else said


def _clause(said: str) -> str:
    """Return the clause that tells what happened: the first when it names a call's end, else the last."""
    masked, start, parts = _masked(said), 0, []
    for found in re.finditer(r"[.;] |$", masked):
        parts.append(said[start : found.start()].rstrip(".") + ".")
        start = found.end()
    told = _VERDICT.match(_masked(parts[0])) or parts[-1].startswith(("It ", "They "))
    clause = parts[0] if told else parts[-1]
    joint = re.search(r", (?:and (?=[^,]*$)|(?=where ))", _masked(clause))
    if joint and len(clause) > LONGEST_HEADLINE:
        clause = clause[joint.end() :] if joint[0] == ", and " else f"{clause[: joint.start()]}."
    colon = re.match(r"(.{12,}?): ", _masked(clause))
    return f"{clause[: colon.end(1)]}." if colon and len(clause) > LONGEST_HEADLINE else clause


def _masked(text: str) -> str:
    """Return the text with what stands in quotes and brackets blotted out: no clause ends in there."""
    for pattern in (r"'[^']*'|\"[^\"]*\"", r"\[[^][]*\]", r"\([^()]*\)", r"\([^()]*\)"):
        text = re.sub(pattern, lambda found: "_" * len(found[0]), text)
    return text


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
