"""Short texts for values of the learner's program, without ever running the learner's code.

Only objects of exact built-in types are shown: a `__repr__` or `__str__` of the learner's own could
print, wait, fail, or tell an address that differs from run to run.  Containers are shown one level deep.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterable
from typing import Any

LIMIT = 200  # characters of one whole text
_PART = 60  # characters of one string within a text
_ITEMS = 5  # items of a container
_HUGE = 10**30  # Python may refuse to write larger integers, and nobody would read them
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,16}\b")  # differs from run to run; a recording must not
_BRACKETS: dict[type[Any], tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    frozenset: ("{", "}"),
    dict: ("{", "}"),
}


def short(value: Any) -> str:
    """Return a short text for `value`: its repr where that is safe, else the name of its type."""
    kind: type[Any] = type(value)
    text = scalar(value)
    if text is not None:
        return text
    brackets = _BRACKETS.get(kind)
    if brackets is None:
        return f"<{kind.__name__}>"
    if kind is dict:
        items: Iterable[str] = (f"{_item(key)}: {_item(item)}" for key, item in _first(value.items()))
    else:
        items = (_item(item) for item in _first(value))
    inside = ", ".join(items)
    if len(value) > _ITEMS:
        inside += ", …"
    return cut(brackets[0] + inside + brackets[1])


def scalar(value: Any) -> str | None:
    """Return the repr of an exact str, bytes, number, bool or None; None for anything else."""
    kind = type(value)
    if kind is str:
        value = _ADDRESS.sub("", value)
    if kind is str or kind is bytes:
        return repr(value) if len(value) <= _PART else repr(value[: _PART - 1])[:-1] + "…" + repr(value)[-1]
    if kind is int:
        return repr(value) if -_HUGE < value < _HUGE else "<int>"
    if value is None or kind is bool or kind is float:
        return repr(value)
    return None


def arguments(values: Iterable[Any]) -> str:
    """Return the text between the brackets of a call.  What is not plain data shows as `…`."""
    return cut(", ".join([_argument(value) for value in values]))


def _argument(value: Any) -> str:
    text = scalar(value)
    if text is not None:
        return text
    plain = type(value) is list and len(value) <= _ITEMS and all(scalar(item) is not None for item in value)
    return short(value) if plain else "…"


def message(error: BaseException) -> str:
    """Return what the exception says, where it says so with built-in code and plain arguments."""
    return cut(_ADDRESS.sub("", _said(error)[:2000]))


def _said(error: BaseException) -> str:
    writer = type(error).__str__
    if type(writer) is types.WrapperDescriptorType and all(scalar(item) is not None for item in error.args):
        if isinstance(error, OSError) and scalar(error.filename) is None:
            return short(error.args)
        return str(error)
    if not error.args:
        return ""
    if len(error.args) == 1 and type(error.args[0]) is str:
        return error.args[0]
    return short(error.args[0] if len(error.args) == 1 else error.args)


def cut(text: str) -> str:
    """Shorten a text to LIMIT characters."""
    return text if len(text) <= LIMIT else text[: LIMIT - 1] + "…"


def _item(value: Any) -> str:
    text = scalar(value)
    return f"<{type(value).__name__}>" if text is None else text


def _first(values: Iterable[Any]) -> Iterable[Any]:
    return (value for value, _ in zip(values, range(_ITEMS), strict=False))
