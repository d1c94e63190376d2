"""One run, inside the guest: put the engine in place, load the learner's file, make the call.

Speaks to the host over one channel: events and turns as they happen, one `end` at the last.
Standard library only.
"""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
import platform
import random
import socket
import sys
import threading
import types
from collections.abc import Callable
from typing import Any, NoReturn

from grader.run import values, wire
from grader.run.guest import engine as engines
from grader.run.guest import loading, output
from grader.run.guest.collaborators import Collaborators
from grader.run.guest.turns import Turns

_exit = os._exit
_PYTHON = platform.python_version()
_DEADLOCKS = ("deadlock", "thread-deadlock")


def prepare() -> engines.Engine:
    """Return an engine that is in place and has not begun: guests are forked with it."""
    engine = engines.Engine()
    engine.install()
    return engine


def run(channel: socket.socket, engine: engines.Engine) -> None:
    """Carry out the one request that arrives on `channel`."""
    request = wire.receive(channel)
    turns = Turns(channel, request["now"])
    job: _Run | None = None

    def leave(status: int) -> NoReturn:
        """End a program that swallows every limit; what was recorded of it still goes out."""
        if job is not None:
            job.end(outcome="stuck", reason=engine.stuck or "cpu-limit")
        _exit(status)

    settings = engines.Settings(start_ns=request["now"], **request["settings"])
    turns.engine = engine
    engine.begin(
        settings,
        learner=loading.learner_predicate(request),
        emit=turns.emit,
        authority=None if request["local_clock"] else turns,
        leave=leave,
    )
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=turns.detach)
    random.seed(settings.seed)
    output.install(turns.emit, lambda: engine.now - engine.start)
    turns.event("run.start", python=_PYTHON, seed=settings.seed)
    turns.flush()  # from here on a sudden end is the learner's doing, not ours
    job = _Run(request, turns, engine)
    _report_exits(job)
    job.carry_out()


def _report_exits(job: _Run) -> None:
    """Let `os._exit` say so before it ends the process: a silent end looks like a crash."""

    def exit_at_once(status: int) -> NoReturn:
        if os.getpid() == job.pid:
            job.end(outcome="exited", reason=f"os._exit({status})" if type(status) is int else "os._exit")
        _exit(status)

    os._exit = exit_at_once


class _Run:
    """The state of the one run this process is for."""

    def __init__(self, request: wire.Frame, turns: Turns, engine: Any) -> None:
        self.request, self.turns, self.engine = request, turns, engine
        self.pid = os.getpid()
        self._ended = False
        self._stuck_at_load = False
        self._result: dict[str, Any] = {}

    def carry_out(self) -> None:
        program = self.request["mode"] == "program"
        try:
            module = loading.load(self.request)
            if module is not None and not program:
                self._call(module)
        except loading.NotLoaded as failure:
            self._result = {"outcome": "not loaded", "error": failure.error, "reason": failure.reason}
        except SystemExit as error:
            self._exited(error, program)
        except engines.Stuck as error:
            self._result = {"outcome": "stuck", "reason": self.engine.stuck or str(error)}
        except BaseException as error:
            self._result = {"outcome": "raised", "error": loading.error_record(error)}
            if program:
                loading.print_exception(error)
            del error
        else:
            if program:
                self._result = {"outcome": "finished"}
        if program:
            self._shut_down()
        self.engine.finish()
        if (
            self.engine.stuck
            and not self._stuck_at_load
            and self._result.get("outcome") in (None, "raised", "finished")
        ):
            self._result = {"outcome": "stuck", "reason": self.engine.stuck}
        if self._result.get("outcome") == "stuck" and self._result.get("reason") in _DEADLOCKS:
            self._result["outcome"] = "deadlocked"
        self.end(**self._result)

    def _exited(self, error: SystemExit, program: bool) -> None:
        code = error.code
        shown = code if code is None or type(code) in (int, str) else type(code).__name__
        if program and code in (None, 0):
            self._result = {"outcome": "finished"}
            return
        if program and type(code) is str:
            print(code, file=sys.stderr)
        self._result = {"outcome": "exited", "reason": f"sys.exit({'' if shown is None else repr(shown)})"}

    def _shut_down(self) -> None:
        """What the interpreter does at its end: wait for threads, run atexit."""
        import atexit

        for step in (threading._shutdown, atexit._run_exitfuncs):  # type: ignore[attr-defined]
            try:
                step()
            except engines.Stuck:
                self._result = {"outcome": "stuck", "reason": self.engine.stuck or "deadlock"}
            except BaseException as error:  # atexit functions of the program may raise anything
                loading.print_exception(error)

    # ---- the call ----------------------------------------------------------------------------

    def _call(self, module: types.ModuleType) -> None:
        collaborators = Collaborators(self.turns, self.engine)
        target, args, kwargs = self._target(module, collaborators)
        self.engine.begin_call()
        self._stuck_at_load = bool(
            self.engine.stuck
        )  # a run of the file's own, which says nothing of this call
        self.turns.begun(output.sent())
        if self._called_from_a_coroutine(target):
            with asyncio.Runner() as runner:
                runner.run(self._call_inside(target, args, kwargs, collaborators))
            return
        result = target(*args, **kwargs)
        kind = _kind(result)
        self._result = {"kind": kind}  # kept by `end` whatever happens next
        if kind == "value":
            self._returned(result, kind, collaborators)
            return
        # Not asyncio.run: the call's end, also one by an error, is told before the runner tidies up.
        with asyncio.Runner() as runner:
            if kind == "awaitable":
                result = _await(result)
            try:
                value = runner.run(result)
            except (Exception, asyncio.CancelledError):
                self.turns.returned()
                raise
            del result
            self._returned(value, kind, collaborators)
            del value

    def _called_from_a_coroutine(self, target: Callable[..., Any]) -> bool:
        """Whether this is a plain function that a program calls while its loop runs: it may need the loop.

        `main` is what a program gives to asyncio.run, and has to do without.
        """
        if self.request["probe"] is not None or self.request["target"] == "main":
            return False
        return isinstance(target, types.FunctionType) and not inspect.iscoroutinefunction(target)

    async def _call_inside(
        self,
        target: Callable[..., Any],
        args: list[Any],
        kwargs: dict[str, Any],
        collaborators: Collaborators,
    ) -> None:
        result = target(*args, **kwargs)
        kind = _kind(result)
        self._result = {"kind": kind}
        value = result if kind == "value" else await result
        del result
        self._returned(value, kind, collaborators)

    def _returned(self, value: Any, kind: str, collaborators: Collaborators) -> None:
        encoded = values.Encoder(collaborators.back_reference).encode(value)
        sent = self.turns.returned(value=encoded)
        self._result = {"outcome": "finished", "kind": kind, "reason": None if sent else "value too large"}

    def _target(
        self, module: types.ModuleType, collaborators: Collaborators
    ) -> tuple[Callable[..., Any], list[Any], dict[str, Any]]:
        decode = values.Decoder(collaborators.make).decode
        args, kwargs = decode(self.request["args"]), decode(self.request["kwargs"])
        if (probe := self.request["probe"]) is not None:
            return loading.probe(probe), [module, *args], kwargs
        return loading.find(module, self.request["target"]), args, kwargs

    def end(self, **result: Any) -> None:
        """Send the one final frame."""
        if self._ended:
            return
        self._ended = True
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError, AttributeError):
                pass  # closed or replaced by the learner
        gc.disable()
        kind = result.pop("kind", None) or self._result.get("kind")
        self.turns.end({"op": "end", "now": self.engine.now, "kind": kind, **result})


def _kind(result: Any) -> str:
    if asyncio.iscoroutine(result):
        return "coroutine"
    return "awaitable" if inspect.isawaitable(result) else "value"


async def _await(awaitable: Any) -> Any:
    return await awaitable
