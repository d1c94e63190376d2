"""Run a submission's call, or a whole program, in a fresh guest."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from grader.model import Limits, Run, Schedule, Submission
from grader.run.host.clock import NS, START, HostLoop
from grader.run.host.session import Session
from grader.run.sandbox.process import Launcher

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")  # differs from process to process; reports must not


async def run_call(
    launcher: Launcher,
    submission: Submission,
    target: str,
    args: Sequence[Any] = (),
    kwargs: Mapping[str, Any] | None = None,
    *,
    file: str = "exercise.py",
    schedule: Schedule | None = None,
    limits: Limits | None = None,
    probe: Mapping[str, Any] | None = None,
) -> Run:
    """Call `target` of the submission in a fresh guest, on the running HostLoop's time.

    probe: a shipped function to call instead, with the learner's module as its first argument.
    Raises LauncherDied when no guest can be had.
    """
    limits, schedule = limits or Limits(), schedule or Schedule()
    process = launcher.start(_rlimits(limits))
    session = Session(process, limits, _as_written(target, args, kwargs or {}), schedule)
    request = {
        **_request("call", submission.source, file, limits, schedule),
        "target": target,
        "args": session.objects.encode(list(args)),
        "kwargs": session.objects.encode(dict(kwargs or {})),
        "probe": probe,
        "now": asyncio.get_running_loop().now,  # type: ignore[attr-defined]
    }
    return await _carry_out(session, request)


def run_alone(launcher: Launcher, submission: Submission, target: str, *, file: str, limits: Limits) -> Run:
    """Call `target` on a clock of its own, outside any suite.  Raises LauncherDied."""
    with asyncio.Runner(loop_factory=HostLoop) as runner:
        return runner.run(run_call(launcher, submission, target, file=file, limits=limits))


def run_program(
    launcher: Launcher,
    source: str,
    *,
    folder: str,
    file: str,
    name: str = "",
    argv: Sequence[str] = (),
    limits: Limits | None = None,
    cwd: str | None = None,
    stdin: int | None = None,
) -> Run:
    """Run a whole program as `python NAME` would, on a clock of its own.  Raises LauncherDied."""
    limits = limits or Limits()

    async def run() -> Run:
        process = launcher.start({"cpu_seconds": None}, cwd=cwd, stdin=stdin)
        session = Session(process, limits, f"python {file}", Schedule(), local_clock=True)
        request = {
            **_request("program", source, file, limits, Schedule()),
            "folder": folder,
            "argv": [name or file, *argv],
            "local_clock": True,
            "now": START,
        }
        return await _carry_out(session, request)

    with asyncio.Runner(loop_factory=HostLoop) as runner:
        return runner.run(run())


async def _carry_out(session: Session, request: dict[str, Any]) -> Run:
    try:
        session.begin(request)
        return await session.outcome
    finally:
        session.cancel()  # nothing happens when it has ended


def _request(mode: str, source: str, file: str, limits: Limits, schedule: Schedule) -> dict[str, Any]:
    return {
        "op": "run",
        "mode": mode,
        "source": source,
        "file": file,
        "folder": None,
        "settings": _settings(limits, schedule),
        "local_clock": False,
        "probe": None,
    }


def _settings(limits: Limits, schedule: Schedule) -> dict[str, Any]:
    """Return the part of limits and schedule the engine keeps, as its settings."""
    return {
        "virtual_ns": round(limits.virtual_seconds * NS),
        "events": limits.events,
        "cpu_seconds": limits.cpu_seconds,
        "wall_seconds": limits.wall_seconds,
        "threads": limits.threads,
        **asdict(schedule),
    }


def _rlimits(limits: Limits) -> dict[str, Any]:
    return asdict(limits)


def _as_written(target: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """Return the call as a learner would write it, collaborators by name."""
    shown = [_short(value) for value in args] + [f"{name}={_short(value)}" for name, value in kwargs.items()]
    return f"{target}({', '.join(shown)})"


def _short(value: Any) -> str:
    if callable(value):
        return str(getattr(value, "__name__", type(value).__name__))
    plain = type(value) in (int, float, str, bool, type(None), list, tuple, dict)
    text = _ADDRESS.sub("", repr(value)) if plain else type(value).__name__
    return text if len(text) <= 40 else text[:37] + "..."
