"""A program that burns the processor is stopped once, wherever the shot finds it."""

from __future__ import annotations

import sys
from collections import deque
from types import FrameType, SimpleNamespace
from typing import Any

import pytest

from grader.run.guest.engine.standins import cpu_watch
from grader.run.guest.engine.stuck import CpuLimit


def frame_of(module: str) -> FrameType:
    """Return the frame of a function that a module of this name calls."""
    space: dict[str, Any] = {"__name__": module, "sys": sys}
    exec("def here():\n    return sys._getframe()\nframe = here()", space)
    found: FrameType = space["frame"]
    return found


OURS, THEIRS = frame_of("grader.run.guest.engine.clock"), frame_of("exercise")


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> tuple[cpu_watch.CpuWatch, deque[Any]]:
    monkeypatch.setattr(cpu_watch, "_set_timer", lambda *timer: None)
    actor, deferred = object(), deque[Any]()
    clock: Any = SimpleNamespace(
        current=actor, main=actor, deferred=deferred, parked=0, unwind_by=lambda error, frame: None
    )
    return cpu_watch.CpuWatch(clock, lambda frame: CpuLimit()), deferred


def test_a_shot_in_the_middle_of_our_work_is_put_off(
    watch: tuple[cpu_watch.CpuWatch, deque[Any]],
) -> None:
    watching, deferred = watch
    watching._shot(0, OURS)
    watching._shot(0, OURS)
    (late,) = deferred
    with pytest.raises(CpuLimit):
        late()


def test_a_shot_that_was_put_off_does_not_follow_one_that_hit(
    watch: tuple[cpu_watch.CpuWatch, deque[Any]],
) -> None:
    watching, deferred = watch
    watching._shot(0, OURS)
    with pytest.raises(CpuLimit):
        watching._shot(0, THEIRS)
    for late in deferred:
        late()  # the program is being unwound already
