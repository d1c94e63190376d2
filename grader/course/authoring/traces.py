"""What a run did, in a form that two programs share when nobody could tell them apart.

Left out is what only says where in the text something stands, by which name a task was made, and how often
the same coroutine was written: a change of the text moves lines and columns.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from grader.model import Run, RunError

_ADDRESS = re.compile(r"0x[0-9a-f]+")
_PLACES = frozenset({"at", "loc", "def", "coro", "via", "name", "line", "alive"})
_NOT_DONE = frozenset({"loc", "coro", "run.start", "call.start"})


def fingerprint(runs: Iterable[Run]) -> str:
    """Return a digest of what the runs did: equal for programs that did the same."""
    told = "\n".join(map(_told, runs))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def _told(run: Run) -> str:
    events = [_stripped(event) for event in run.events if event["ev"] not in _NOT_DONE]
    ended = (run.call, run.schedule, run.outcome, run.reason, run.kind, run.elapsed, run.stdout)
    return _ADDRESS.sub("", f"{ended!r} {run.value!r} {_error(run.error)} {events!r}")


def _error(error: RunError | None) -> Any:
    if error is None:
        return None
    return error.type, error.message, tuple(map(_error, error.exceptions))


def _stripped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _stripped(inner) for key, inner in sorted(value.items()) if key not in _PLACES}
    return [_stripped(inner) for inner in value] if isinstance(value, list) else value
