"""Ask how the value of a run goes with the calls it came from."""

from __future__ import annotations

import re
from typing import Any

from grader.judge.trace import Trace
from grader.judge.trace_names import split_call

_TEXT = re.compile(r"'((?:[^'\\]|\\.)+)'|\"((?:[^\"\\]|\\.)+)\"")
_NUMBERS = re.compile(r"(\d+)")


def texts_asked_for(trace: Trace) -> tuple[str, ...]:
    """The texts by which the calls of one function differ, as a reader counts: `data2` before `data10`.

    Of the functions that were called more than once, the one with most calls.  In the order in which the
    run's own call names them, when it names them all.
    """
    found: dict[str, list[str]] = {}
    calls = [(call.function, call.args) for call in (*trace.calls(), *trace.host_calls())]
    in_threads = [wait.what for thread in trace.threads for wait in thread.waits]
    calls += [split_call(what) for what in (*in_threads, *(block.what for block in trace.blocked))]
    for function, args in calls:
        if match := _TEXT.search(args):
            found.setdefault(function, []).append(match[1] or match[2])
    most = max(found.values(), key=len, default=[])
    if len(most) < 2:
        return ()
    asked = trace.run.call
    if all(repr(text) in asked for text in most):
        return tuple(sorted(set(most), key=lambda text: asked.index(repr(text))))
    return tuple(sorted(set(most), key=_counting))


def places_in(trace: Trace, value: Any) -> tuple[int, ...] | None:
    """For each item of a list or tuple, or each key of a dict, which of `texts_asked_for` it names.

    None unless every item names exactly one, and every text is named by exactly one.
    """
    texts = texts_asked_for(trace)
    if not isinstance(value, list | tuple | dict) or not texts or len(value) != len(texts):
        return None
    order = [[n for n, text in enumerate(texts) if text in str(item)] for item in value]
    if any(len(named) != 1 for named in order):
        return None
    found = tuple(named[0] for named in order)
    return found if len(set(found)) == len(texts) else None


def _counting(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in _NUMBERS.split(text)]
