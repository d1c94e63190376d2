"""The ways in which a program can be stuck, as exceptions that unwind the learner's code.

Stuck                   BaseException: `except Exception` must not swallow it
+-- Deadlock            nothing is ready, nothing is scheduled, nobody outside can wake anything
|   +-- ThreadDeadlock  the same, and it is a thread that stands in a blocking call
+-- Livelock            tasks run for ever without anything happening
+-- VirtualTimeLimit    something ticks for ever
+-- CpuLimit            the processor burns (`while True: pass`)
+-- WallLimit           the world outside did not answer
"""

from __future__ import annotations

from typing import ClassVar


class Stuck(BaseException):
    """The program cannot, or must not, go on.  `kind` is what the `stuck` event says."""

    kind: ClassVar[str] = "stuck"

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.kind}: {detail}" if detail else self.kind)


class Deadlock(Stuck):
    """Every task waits for something that can never happen."""

    kind = "deadlock"


class ThreadDeadlock(Deadlock):
    """A thread stands in a blocking call that nobody will ever end."""

    kind = "thread-deadlock"


class Livelock(Stuck):
    """Nothing but bare yields, again and again."""

    kind = "livelock"


class VirtualTimeLimit(Stuck):
    """The next thing to happen lies beyond the limit of virtual time."""

    kind = "virtual-time-limit"


class CpuLimit(Stuck):
    """The program used up its processor time."""

    kind = "cpu-limit"


class WallLimit(Stuck):
    """The program waited for the real world longer than allowed."""

    kind = "wall-limit"


KINDS: dict[str, type[Stuck]] = {
    kind.kind: kind for kind in (Deadlock, ThreadDeadlock, Livelock, VirtualTimeLimit, CpuLimit, WallLimit)
}
