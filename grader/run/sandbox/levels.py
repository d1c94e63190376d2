"""Choose the level by trial: build the best box there is, attack it, and fall back where it gives way.

IsolationMissing   the level that was demanded is not to be had; its text is the remedy
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from grader.model import Isolation
from grader.run import wire
from grader.run.sandbox import remedies
from grader.run.sandbox.process import Box, Launcher, LauncherDied
from grader.run.sandbox.trial import Trial
from grader.run.sandbox.users import close_host

LEVELS = ("full", "reduced", "none")
"""The levels, best first."""

MISSING_AT_NONE = ("files", "network", "processes", "secrets")


class IsolationMissing(Exception):
    """The demanded isolation is not to be had.  The text says what failed and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What became of one level.  why: the primitive that failed, with the kernel's words."""

    level: str
    reached: bool
    why: str = ""
    remedy: str = ""
    missing: tuple[str, ...] = ()
    facts: str = ""


class Sandbox:
    """A launcher at the best level to be had among those allowed.

    The first box is started at once and tried while the caller does other things; `launcher` and
    `isolation` wait for the outcome.  attempts: what became of the levels so far.
    """

    def __init__(self, wanted: str = "auto", at_least: str = "none") -> None:
        close_host()
        self._wanted, self._at_least = wanted, at_least
        self._allowed = _allowed(wanted, at_least)
        self.attempts: list[Attempt] = []
        self._settled: tuple[Launcher, Isolation] | None = None
        self._begun: _Candidate | None = None
        self._begin_next()

    @property
    def launcher(self) -> Launcher:
        """The launcher.  Raises IsolationMissing."""
        return self._settle()[0]

    @property
    def isolation(self) -> Isolation:
        """What it keeps in, and what it does not.  Raises IsolationMissing."""
        return self._settle()[1]

    def renew(self) -> None:
        """Start a fresh box, at the level there was and no other: a fault must not lower the walls."""
        if self._settled is not None:
            self._allowed = [self._settled[1].level]
        self.close()
        self._settled = None
        self._begin_next()

    def close(self) -> None:
        """End the launcher and everything it has started."""
        if self._settled is not None:
            self._settled[0].close()
        elif self._begun is not None:
            self._begun.abandon()
            self._begun = None

    def _begin_next(self) -> None:
        """Start the next level that can be started; those that cannot are noted at once."""
        self._begun = None
        while self._allowed and self._begun is None:
            candidate = _Candidate(self._allowed.pop(0))
            if candidate.failure is None:
                self._begun = candidate
            else:
                self.attempts.append(candidate.failure)

    def _settle(self) -> tuple[Launcher, Isolation]:
        while self._settled is None:
            if self._begun is None:
                raise IsolationMissing(refusal(self._wanted, self._at_least, self.attempts))
            candidate = self._begun
            attempt = candidate.outcome()
            self.attempts.append(attempt)
            if attempt.reached:
                isolation = Isolation(level=attempt.level, missing=attempt.missing)
                self._settled = (candidate.launcher, isolation)
            else:
                self._begin_next()
        return self._settled


def survey() -> list[Attempt]:
    """Try every level and return what became of each, best first (`grade doctor`)."""
    found = []
    for level in LEVELS:
        candidate = _Candidate(level)
        found.append(candidate.failure or candidate.outcome())
        if candidate.failure is None:
            candidate.abandon()
    return found


def refusal(wanted: str, at_least: str, attempts: Iterable[Attempt]) -> str:
    """Say that the demanded level is not to be had, why, and what to do about it."""
    demanded = wanted if wanted != "auto" else f"{at_least} or better"
    lines = [f"Isolation “{demanded}” is not to be had here, so nothing was graded."]
    for attempt in attempts:
        lines += [f"{attempt.level}: {attempt.why}", f"  To have it: {attempt.remedy}"]
    return "\n".join(lines)


def _allowed(wanted: str, at_least: str) -> list[str]:
    if wanted == "auto":
        return list(LEVELS[: LEVELS.index(at_least) + 1])
    if LEVELS.index(wanted) > LEVELS.index(at_least):
        raise IsolationMissing(f"Isolation “{wanted}” is less than is demanded here: {at_least} or better.")
    return [wanted]


# ---- one level ---------------------------------------------------------------------------------


class _Candidate:
    """One level being tried.  failure: why it could not even be started."""

    launcher: Launcher

    def __init__(self, level: str) -> None:
        self.level = level
        self.failure: Attempt | None = None
        self._trial: Trial | None = None
        self._box: Box | None = None
        try:
            self._start()
        except (OSError, LauncherDied) as error:
            said = self.launcher.last_words() if hasattr(self, "launcher") else ""
            self.failure = self._failed(said or str(error), getattr(error, "errno", None))
            self.abandon()

    def _start(self) -> None:
        if self.level == "none":
            self.launcher = Launcher()
            return
        self._box = _box(self.level)
        self.launcher = Launcher(box=self._box)
        self._trial = Trial()
        self._trial.begin(self.launcher)

    def outcome(self) -> Attempt:
        """Wait for the canary and say whether the level has been reached."""
        if self._trial is None:
            return Attempt(level="none", reached=True, missing=MISSING_AT_NONE)
        try:
            said = self.launcher.settle()
            if said["error"] is not None:
                attempt = self._failed(str(said["error"]), said["errno"])
            else:
                attempt = self._judged(said, self._trial.finish())
        except LauncherDied as error:
            attempt = self._failed(str(error), None)
        if not attempt.reached:
            self.abandon()
        return attempt

    def _judged(self, said: wire.Frame, worked: list[str]) -> Attempt:
        if worked:
            why = f"a canary run got out of it: it could {', '.join(worked[:6])}"
            return Attempt(level=self.level, reached=False, why=why, remedy=remedies.for_full(why))
        facts = f"Landlock {said['landlock'] or 'not there'}, user {said['uid']}"
        missing = () if self.level == "full" else _missing_at_reduced(self._box)
        return Attempt(level=self.level, reached=True, missing=missing, facts=facts)

    def _failed(self, why: str, code: int | None) -> Attempt:
        advise: Callable[[], str] = lambda: (  # noqa: E731
            remedies.for_full(why) if self.level == "full" else remedies.for_reduced(why, code)
        )
        remedy = advise() if sys.platform == "linux" else "a Linux machine, or a container on this one"
        return Attempt(level=self.level, reached=False, why=why, remedy=remedy)

    def abandon(self) -> None:
        """End it and whatever it has started."""
        if self._trial is not None:
            self._trial.close()
        if hasattr(self, "launcher"):
            with suppress(Exception):
                self.launcher.close()


def _box(level: str) -> Box:
    """Return a level's box.  Raises OSError or NotHere when it cannot be made."""
    if level == "full":
        from grader.run.sandbox.full import box
    else:
        from grader.run.sandbox.reduced import box
    return box()


def _missing_at_reduced(box: Box | None) -> tuple[str, ...]:
    dropped = box is not None and box.setup["uid"] is not None
    return ("file names", "process limits") if not dropped else ("file names",)
