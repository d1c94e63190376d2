"""Numbers and values in the words of a report."""

from __future__ import annotations

from typing import Any

from grader.model import Opaque, RunError

_LONGEST = 200


def seconds(value: float) -> str:
    """Return virtual seconds as a learner reads them: `2 s`, `0.25 s`."""
    return f"{round(value, 3):g} s"


def shown(value: Any) -> str:
    """Return a value's repr, cut to a readable length; what is no plain data by its type."""
    text = _repr(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _repr(value: Any) -> str:
    if isinstance(value, Opaque):
        return f"a {value.type} that was not awaited" if value.awaitable else value.text
    if isinstance(value, RunError):
        return f"{value.type}({value.message!r})"
    if type(value) is list:
        return f"[{', '.join(map(_inner, value))}]"
    if type(value) is tuple:
        return f"({', '.join(map(_inner, value))}{',' if len(value) == 1 else ''})"
    if type(value) is dict:
        return "{" + ", ".join(f"{_inner(k)}: {_inner(v)}" for k, v in value.items()) + "}"
    return repr(value)


def _inner(value: Any) -> str:
    return f"<{value.type}>" if isinstance(value, Opaque) and value.awaitable else _repr(value)
