"""The suite's objects as a guest may use them: what is wired, what a call does.

Any object handed to a guest that is not plain data becomes a proxy there.  Coroutine functions,
plain functions and objects with such methods may stand anywhere in the arguments, and may be
returned by a collaborator.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

from grader.model import Opaque, RunError
from grader.run import values

# Python's protocols a collaborator may take part in; other special methods stay in the host.
_SPECIAL = ("__call__", "__aenter__", "__aexit__", "__aiter__", "__anext__", "__enter__", "__exit__",
            "__iter__", "__next__", "__len__", "__getitem__", "__setitem__", "__contains__")  # fmt: skip
# Methods of builtin async generators return awaitables without being coroutine functions.
_AWAITED = ("__aenter__", "__aexit__", "__anext__", "asend", "athrow", "aclose")


def takes(seconds: float | Callable[..., float]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a plain function as one that blocks its caller for that many virtual seconds.

    seconds: a number, or a function that gives one for the arguments of the call.
    """

    def mark(function: Callable[..., Any]) -> Callable[..., Any]:
        function.__grader_takes__ = seconds  # type: ignore[attr-defined]
        return function

    return mark


class HostObjects:
    """The objects one guest has been given, by number."""

    def __init__(self) -> None:
        self._objects: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._forms: list[dict[str, Any]] = []

    @property
    def used(self) -> bool:
        """Whether any object has been handed over."""
        return bool(self._objects)

    # ---- host -> guest -------------------------------------------------------------------------

    def encode(self, value: Any) -> Any:
        """Return JSON-ready data for an argument or a result."""
        return values.Encoder(self._wire).encode(value)

    def _wire(self, value: Any) -> dict[str, Any] | None:
        if isinstance(value, (BaseException, type, asyncio.AbstractEventLoop)):
            return None
        if id(value) not in self._numbers:
            form = self._form(value)
            if form is None:
                return None
            self._numbers[id(value)] = len(self._objects)
            self._objects.append(value)
            self._forms.append(form)
        return self._forms[self._numbers[id(value)]]

    def _form(self, value: Any) -> dict[str, Any] | None:
        methods = {
            name: kind for name in _public_names(value) if (kind := _kind_of(getattr(value, name, None)))
        }
        if inspect.isawaitable(value):
            methods = {"__await__": "async"}  # what a plain function returned for the guest to await
        elif inspect.isroutine(value) or not methods.keys() - {"__call__"}:
            methods = {"__call__": _kind_of(value) or "plain"} if callable(value) else {}
        if not methods:
            return None
        attributes = (
            [name for name in vars(value) if not name.startswith("_")] if hasattr(value, "__dict__") else []
        )
        return {
            "t": "proxy",
            "id": len(self._objects),
            "name": str(getattr(value, "__name__", type(value).__name__)),
            "methods": methods,
            "attributes": [] if inspect.isroutine(value) else [a for a in attributes if a not in methods],
        }

    # ---- guest -> host -------------------------------------------------------------------------

    def decode(self, data: Any) -> Any:
        """Return what the guest sent.  Raises ValueError for what no guest of ours sends."""
        return values.Decoder(self._make).decode(data)

    def _make(self, data: dict[str, Any]) -> Any:
        if data["t"] == "proxy":
            number = data.get("id")
            if type(number) is not int or not 0 <= number < len(self._objects):
                raise ValueError("no such object")
            return self._objects[number]
        return decode_error(data) if data["t"] == "exception" else _opaque(data)

    def find(self, call: dict[str, Any]) -> tuple[Callable[..., Any], list[Any], dict[str, Any]]:
        """Return the function a call names and its decoded arguments.  Raises ValueError."""
        number, method = call["target"], call["method"]
        if not 0 <= number < len(self._objects):
            raise ValueError("no such object")
        owner, form = self._objects[number], self._forms[number]
        args, kwargs = self.decode(call["args"]), self.decode(call["kwargs"])
        if type(args) is not list or type(kwargs) is not dict or not all(type(key) is str for key in kwargs):
            raise ValueError("not arguments")
        if method.startswith(".") and method[1:] in form["attributes"]:
            return lambda: getattr(owner, method[1:]), [], {}
        if method not in form["methods"]:
            raise ValueError(f"no such method: {method[:80]!r}")
        if method == "__await__":
            return lambda: owner, [], {}
        return (owner if method == "__call__" else getattr(owner, method)), args, kwargs


def _public_names(value: Any) -> list[str]:
    return [name for name in dir(type(value)) if not name.startswith("_") or name in _SPECIAL]


def _kind_of(method: Any) -> str | None:
    if not callable(method):
        return None
    call = method if inspect.isroutine(method) else getattr(type(method), "__call__", None)  # noqa: B004  # its kind, not whether it is there
    is_async = inspect.iscoroutinefunction(method) or inspect.iscoroutinefunction(call)
    return "async" if is_async or getattr(method, "__name__", "") in _AWAITED else "plain"


# ---- data of the guest's -------------------------------------------------------------------------


def decode_error(data: Any) -> RunError:
    """Return an exception of the guest's as a record.  Raises ValueError when it is not one."""
    if type(data) is not dict or data.get("t") != "exception":
        raise ValueError("not an exception")
    bases, members = data.get("bases"), data.get("exceptions")
    if type(bases) is not list or not all(type(name) is str for name in bases) or type(members) is not list:
        raise ValueError("not an exception")
    line = data.get("line")
    function = data.get("function")
    return RunError(
        type=_text(data, "type"),
        message=_text(data, "message"),
        bases=tuple(bases),
        line=line if type(line) is int else None,
        function=function if type(function) is str else None,
        traceback=_text(data, "traceback") if "traceback" in data else "",
        exceptions=tuple(decode_error(member) for member in members),
    )


def _opaque(data: dict[str, Any]) -> Opaque:
    return Opaque(type=_text(data, "type"), text=_text(data, "text"), awaitable=data.get("awaitable") is True)


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    if type(value) is not str:
        raise ValueError(f"{key} is not text")
    return value
