"""How values cross between host and guest: plain data by value, everything else by description.

JSON holds None, booleans, numbers, text and lists as they are; other types are tagged objects,
`{"t": "tuple", "v": [...]}`.  Types are matched exactly (`type(x) is list`): a learner's subclass of
list is an object of his own and is described, never copied.  An object that is neither plain data
nor an exception becomes `{"t": "object", ...}`; a host object handed to the guest becomes
`{"t": "proxy", "id": n, ...}` and comes back as itself.

Standard library only: this module is loaded on both sides.
"""

from __future__ import annotations

import base64
import inspect
import math
import re
from collections.abc import Callable
from typing import Any

MAX_DEPTH = 24
MAX_ITEMS = 20_000
MAX_TEXT = 64_000
MAX_COLLISIONS = 100
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,16}\b")

Special = Callable[[Any], Any]


def _never(_value: Any) -> Any:
    return None


class Encoder:
    """Turns values into JSON-ready data within a budget of items.

    special: asked first for each value that is not plain data; it returns the JSON-ready form,
    or None to have the value described.
    """

    def __init__(self, special: Special = _never) -> None:
        self._special = special
        self._budget = MAX_ITEMS

    def encode(self, value: Any, depth: int = 0) -> Any:
        kind = type(value)
        self._budget -= 1
        if value is None or kind is bool:
            return value
        if kind is int:
            return value if -(1 << 53) < value < (1 << 53) else self._big(value)
        if kind is float:
            return value if math.isfinite(value) else {"t": "float", "v": repr(value)}
        if kind is str and len(value) <= MAX_TEXT and _is_utf8(value):
            return without_addresses(value)  # it may be the str() of an object
        if (
            depth < MAX_DEPTH
            and self._budget > 0
            and (container := self._container(value, kind, depth)) is not None
        ):
            return container
        special = self._special(value)
        if special is None and isinstance(value, BaseException):
            special = self.error(value, depth)
        return describe(value) if special is None else special

    def _container(self, value: Any, kind: type, depth: int) -> Any:
        if kind is list:
            return [self.encode(item, depth + 1) for item in value]
        if kind is tuple:
            return {"t": "tuple", "v": [self.encode(item, depth + 1) for item in value]}
        if kind is dict:
            return {
                "t": "dict",
                "v": [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in value.items()],
            }
        if kind is set or kind is frozenset:
            # Sorted by what is sent: the order of a set of text must not depend on the process.
            return {
                "t": kind.__name__,
                "v": sorted((self.encode(item, depth + 1) for item in value), key=repr),
            }
        if kind is bytes and len(value) <= MAX_TEXT:
            return {"t": "bytes", "v": base64.b64encode(value).decode("ascii")}
        return None

    def _big(self, value: int) -> Any:
        return {"t": "int", "v": hex(value)} if value.bit_length() <= 4096 else describe(value)

    def error(self, error: BaseException, depth: int = 0) -> dict[str, Any]:
        """Return an exception as data: names of its classes, text, members of a group, arguments."""
        members = error.exceptions if isinstance(error, BaseExceptionGroup) and depth < 8 else ()
        return {
            "t": "exception",
            "type": type(error).__name__,
            "bases": [cls.__name__ for cls in type(error).__mro__ if cls is not object][:20],
            "message": message_of(error),
            "args": [] if members else [self.encode(item, depth + 1) for item in _args_of(error)],
            "exceptions": [self.error(member, depth + 1) for member in members[:50]],
        }


def _args_of(error: BaseException) -> tuple[Any, ...]:
    args = error.args
    return args if type(args) is tuple else ()


def message_of(error: BaseException) -> str:
    """Return str(error), also when the exception's own __str__ fails."""
    try:
        text = str(error.message) if isinstance(error, BaseExceptionGroup) else str(error)
    except Exception as failure:  # the learner's __str__ may raise anything
        return f"<str() of it raised {type(failure).__name__}>"
    return clean(text[:2000])


def describe(value: Any) -> dict[str, Any]:
    """Return what can be said of an object: its type, its text, and whether it still needs an await."""
    awaitable = inspect.isawaitable(value)
    return {
        "t": "object",
        "type": type(value).__name__[:200],
        "text": _text_of(value, awaitable),
        "awaitable": awaitable,
    }


def _text_of(value: Any, awaitable: bool) -> str:
    if awaitable:  # its repr holds an address, and of a finished task even the result
        return f"<{type(value).__name__} {getattr(value, '__qualname__', '')}".rstrip()[:200] + ">"
    try:
        text = str(value)
    except Exception as failure:
        return f"<str() of it raised {type(failure).__name__}>"
    return clean(text[:MAX_TEXT])


def without_addresses(text: str) -> str:
    """Leave out where objects lie in memory: that differs from run to run, and a report must not."""
    return _ADDRESS.sub("", text) if " at 0x" in text else text


def clean(text: str) -> str:
    """Return text that can be sent: lone surrogates replaced, addresses left out."""
    text = without_addresses(text)
    return text if _is_utf8(text) else text.encode("utf-8", "replace").decode("utf-8")


def _is_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


class Decoder:
    """Turns JSON-ready data back into values.  Raises ValueError for what `Encoder` never makes.

    make: called with each tagged object that is not plain data ("exception", "object", "proxy").
    """

    def __init__(self, make: Callable[[dict[str, Any]], Any]) -> None:
        self._make = make

    def decode(self, data: Any) -> Any:
        if type(data) is list:
            return [self.decode(item) for item in data]
        if type(data) is not dict:
            return data
        tag, content = data.get("t"), data.get("v")
        if tag in ("exception", "object", "proxy"):
            return self._make(data)
        try:
            return self._tagged(tag, content)
        except (TypeError, ValueError, AttributeError, OverflowError) as error:
            raise ValueError(f"not an encoded {tag}: {error}") from None

    def _tagged(self, tag: Any, content: Any) -> Any:
        if tag == "dict":
            pairs = [(self.decode(key), self.decode(value)) for key, value in content]
            _check_hashes([key for key, _ in pairs])
            return dict(pairs)
        if tag in ("tuple", "set", "frozenset"):
            items = [self.decode(item) for item in content]
            if tag != "tuple":
                _check_hashes(items)
            return {"tuple": tuple, "set": set, "frozenset": frozenset}[tag](items)
        if tag == "bytes":
            return base64.b64decode(content, validate=True)
        if tag == "int" and type(content) is str and len(content) < 1100:
            return int(content, 16)
        if tag == "float" and content in ("nan", "inf", "-inf"):
            return float(content)
        raise ValueError("unknown tag")


def _check_hashes(items: list[Any]) -> None:
    """Raise ValueError for many different items of one hash: a set of them takes minutes to build."""
    met: dict[int, list[Any]] = {}
    for item in items:
        alike = met.setdefault(hash(item), [])
        if item not in alike:
            alike.append(item)
        if len(alike) > MAX_COLLISIONS:
            raise ValueError("too many items of one hash")
