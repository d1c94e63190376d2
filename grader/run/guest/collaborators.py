"""What the guest sees of the host's objects: functions and objects whose calls run in the host.

A coroutine function becomes an awaitable proxy.  Its call goes to the host with the next turn;
when the task that awaits it is cancelled, the cancellation goes there too and the proxy goes on
waiting, as `await` on a real coroutine would, until the host's side has really ended.
Standard library only.
"""

from __future__ import annotations

import asyncio
import builtins
import itertools
from typing import Any

from grader.run import values
from grader.run.guest.engine.recording import texts
from grader.run.guest.turns import Turns

_NS = 1_000_000_000


class Collaborators:
    """All proxies of one run, by the host's numbers for the objects."""

    def __init__(self, turns: Turns, engine: Any) -> None:
        self._turns, self._engine = turns, engine
        self._numbers = itertools.count(1)
        self._known: dict[int, Any] = {}
        self._ids: dict[int, int] = {}
        engine.register_call(_wait_for_host.__code__, "label")

    # ---- data <-> objects ----------------------------------------------------------------------

    def make(self, data: dict[str, Any]) -> Any:
        """Build what a tagged object from the host stands for."""
        if data["t"] == "exception":
            return rebuild_error(data, self.decode)
        number = data["id"]
        if number not in self._known:
            self._known[number] = proxy = self._proxy(data)
            self._ids[id(proxy)] = number
        return self._known[number]

    def decode(self, data: Any) -> Any:
        return values.Decoder(self.make).decode(data)

    def back_reference(self, value: Any) -> dict[str, Any] | None:
        """Encode a proxy that goes back to the host as the object it stands for."""
        number = self._ids.get(id(value))
        return None if number is None else {"t": "proxy", "id": number}

    def _encode(self, value: Any) -> Any:
        return values.Encoder(self.back_reference).encode(value)

    # ---- proxies -------------------------------------------------------------------------------

    def _proxy(self, data: dict[str, Any]) -> Any:
        """Make a proxy: a plain function where the host's object is one, else an object of a new class."""
        methods = data["methods"]
        if list(methods) == ["__call__"] and not data["attributes"]:
            return self._function(data["id"], "__call__", data["name"], methods["__call__"], bound=False)
        space: dict[str, Any] = {
            method: self._function(data["id"], method, f"{data['name']}.{method}", kind, bound=True)
            for method, kind in methods.items()
        }
        space.update({name: _attribute(self, data["id"], name) for name in data["attributes"]})
        if (waiting := space.get("__await__")) is not None:
            space["__await__"] = lambda proxy: waiting(proxy).__await__()
        return type(data["name"], (), {"__slots__": ("__weakref__",), "__module__": "exercise", **space})()

    def _function(self, number: int, method: str, name: str, kind: str, *, bound: bool) -> Any:
        def request(args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
            return {
                "target": number,
                "method": method,
                "args": self._encode(list(args)),
                "kwargs": self._encode(kwargs),
            }

        def label(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
            return f"{name}({texts.arguments([*args, *kwargs.values()])})"

        async def awaited(*args: Any, **kwargs: Any) -> Any:
            given = args[bound:]
            return await _wait_for_host(self, request(given, kwargs), label(given, kwargs))

        def called(*args: Any, **kwargs: Any) -> Any:
            given = args[bound:]
            return self.call_now(request(given, kwargs), label(given, kwargs))

        collaborator = awaited if kind == "async" else called
        collaborator.__name__ = method if bound else name
        collaborator.__qualname__ = name
        collaborator.__module__ = "exercise"
        return collaborator

    # ---- calls ---------------------------------------------------------------------------------

    def call_now(self, call: dict[str, Any], label: str) -> Any:
        """Call a plain function of the host's; it may take virtual time, which blocks like time.sleep."""
        answer = self._turns.call_now(call)
        if answer.get("takes"):
            self._engine.sleep(answer["takes"] / _NS, label)
        return self.settle(answer)

    def settle(self, answer: dict[str, Any]) -> Any:
        """Return or raise what the host's function did."""
        if answer.get("cancelled"):
            raise asyncio.CancelledError
        if "error" in answer:
            raise self.decode(answer["error"])
        return self.decode(answer.get("value"))

    def start(self, call: dict[str, Any], arrived: _Arrival) -> int:
        number = next(self._numbers)
        loop = arrived.loop

        def deliver(answer: dict[str, Any]) -> None:
            self._engine.post(loop, arrived.put, answer)

        self._turns.call_later(number, call, deliver)
        return number

    def cancel(self, number: int) -> None:
        self._turns.cancel(number)


class _Arrival:
    """Where a call's answer arrives, and who is to be woken by it."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.answer: dict[str, Any] | None = None
        self.waiter: asyncio.Future[None] | None = None

    def put(self, answer: dict[str, Any]) -> None:
        self.answer = answer
        if self.waiter is not None and not self.waiter.done():
            self.waiter.set_result(None)


async def _wait_for_host(collaborators: Collaborators, call: dict[str, Any], label: str) -> Any:
    """Wait until the host's coroutine has ended, passing a cancellation on to it."""
    arrival = _Arrival()
    number = collaborators.start(call, arrival)
    while arrival.answer is None:
        arrival.waiter = arrival.loop.create_future()
        try:
            await arrival.waiter
        except asyncio.CancelledError:
            if arrival.answer is not None:
                raise  # it had ended already: as for a task that is cancelled while ready
            collaborators.cancel(number)
        except GeneratorExit:
            collaborators.cancel(number)
            raise
    return collaborators.settle(arrival.answer)


def _attribute(collaborators: Collaborators, number: int, name: str) -> property:
    """Read a plain attribute of the host's object, afresh each time."""

    def read(_self: Any) -> Any:
        call = {"target": number, "method": "." + name, "args": [], "kwargs": {"t": "dict", "v": []}}
        return collaborators.call_now(call, name)

    return property(read)


# ---- exceptions of the host's -------------------------------------------------------------------

_classes: dict[tuple[str, ...], type[BaseException]] = {}


def rebuild_error(data: dict[str, Any], decode: Any) -> BaseException:
    """Make the exception anew: the builtin or asyncio class itself, else a class of the same name."""
    if data["exceptions"]:
        members = [rebuild_error(member, decode) for member in data["exceptions"]]
        plain = all(isinstance(member, Exception) for member in members)
        return (ExceptionGroup if plain else BaseExceptionGroup)(data["message"], members)  # type: ignore[type-var]
    cls = _class_of(tuple(data["bases"]) or ("Exception",))
    try:
        return cls(*[decode(item) for item in data["args"]])
    except Exception:  # a class that insists on other arguments
        return RuntimeError(f"{data['type']}: {data['message']}")


def _class_of(names: tuple[str, ...]) -> type[BaseException]:
    known = getattr(builtins, names[0], None) or getattr(asyncio, names[0], None)
    if isinstance(known, type) and issubclass(known, BaseException):
        return known
    if names not in _classes:
        base = _class_of(names[1:]) if len(names) > 1 else Exception
        _classes[names] = type(names[0], (base,), {"__module__": "exercise"})
    return _classes[names]
