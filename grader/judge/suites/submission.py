"""The `submission` fixture: what a hidden test calls, and the run it gets back."""

from __future__ import annotations

import ast
import functools
import inspect
import random
import re
import textwrap
import types
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from grader.judge.suites.expectations import Unmet
from grader.judge.trace import Trace
from grader.model import Limits, Outcome, Run, RunError, Schedule, Submission
from grader.run import values
from grader.run.host.objects import HostObjects
from grader.run.host.runs import run_call
from grader.run.sandbox.process import Launcher, LauncherDied


def in_guest(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a function of the suite as one that runs beside the learner's code, not in the host.

    Its source is shipped; it is called with the learner's module first.  It may use `asyncio`,
    modules its suite has imported, and names of the suite that hold plain data.
    """
    function.__grader_in_guest__ = True  # type: ignore[attr-defined]
    return function


Function = TypeVar("Function", bound=Callable[..., Coroutine[Any, Any, Any]])


def shared(function: Function) -> Function:
    """Have a helper of a suite carried out once for each set of arguments, for all checks of a grading.

    It takes the submission first; its other arguments are told apart by their repr.  Every check gets the
    same object, or the same Unmet: to be looked at, and left as it is.
    """

    @functools.wraps(function)
    async def once(submission: SubmissionUnderTest, *args: Any, **kwargs: Any) -> Any:
        return await submission.once(function, args, kwargs)

    return once  # type: ignore[return-value]


network = types.ModuleType("grader.run.guest.network", "A network inside the guest; empty in the host.")
"""Stands for the guest's module of that name, which only `@in_guest` functions use."""


class NotLoaded(Exception):
    """The submission cannot be run at all; the suite stops here."""

    def __init__(self, run: Run) -> None:
        super().__init__(run.reason)
        self.run = run


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionRun:
    """One run, as a hidden test sees it.  Times in virtual seconds."""

    run: Run
    trace: Trace
    index: int

    @property
    def call(self) -> str:
        """The call as a learner would write it, `main()`."""
        return self.run.call

    @property
    def value(self) -> Any:
        """What the call returned: plain data, or `Opaque` for an object or something left to await."""
        return self.run.value

    @property
    def kind(self) -> str | None:
        """What calling the function gave: "coroutine", "awaitable" or "value"."""
        return self.run.kind

    @property
    def error(self) -> RunError | None:
        """The exception that came out, as data."""
        return self.run.error

    @property
    def outcome(self) -> Outcome:
        return self.run.outcome

    @property
    def reason(self) -> str | None:
        return self.run.reason

    @property
    def elapsed(self) -> float:
        """Virtual seconds from the call to its end, by the host's clock."""
        return self.run.elapsed

    @property
    def stdout(self) -> str:
        return self.run.stdout

    def __getattr__(self, name: str) -> Any:
        """`tasks`, `never_awaited`, `blocked`, `pending` ...: whatever the trace can be asked."""
        if name in ("tasks", "never_awaited", "blocked", "pending"):
            return getattr(self.trace, name)
        raise AttributeError(f"a run has no {name!r}; its trace may (run.trace.{name})")


@dataclass(frozen=True, slots=True)
class _Shared:
    """What a shared helper came to, and the runs it looked at."""

    result: Any
    unmet: Unmet | None
    runs: tuple[int, ...]


class SubmissionUnderTest:
    """Runs the submission on a test's request, each distinct call once."""

    def __init__(
        self,
        submission: Submission,
        launcher: Launcher,
        limits: Limits,
        file: str,
        seed: str = "",
        schedule: Schedule | None = None,
    ) -> None:
        """Prepare for runs under `schedule`, where the suite itself does not ask for another one."""
        self._submission, self._launcher = submission, launcher
        self._limits, self._file, self._seed = limits, file, seed
        self._schedule = schedule or Schedule()
        self._remembered: dict[Any, SubmissionRun] = {}
        self._shared: dict[Any, _Shared] = {}
        self.runs: list[SubmissionRun] = []
        self.used: list[int] = []

    async def run(
        self,
        target: str | Callable[..., Any],
        /,
        *args: Any,
        stagger: float | None = None,
        set_order: str | None = None,
        seed: int | None = None,
        ties: int | None = None,
        limits: Limits | None = None,
        **kwargs: Any,
    ) -> SubmissionRun:
        """Call a function of the learner's module, or an `@in_guest` function, in a fresh guest.

        Further keyword arguments go to the function.  A call whose arguments are plain data is run
        once and remembered, since it is deterministic.  Raises NotLoaded when the file cannot be run.
        """
        schedule = self._asked_for(stagger=stagger, set_order=set_order, seed=seed, ties=ties)
        key = _key(target, args, kwargs, schedule, limits)
        if key is not None and key in self._remembered:
            return self._use(self._remembered[key])
        probe = None if isinstance(target, str) else ship(target)
        run = await run_call(
            self._launcher,
            self._submission,
            target if isinstance(target, str) else target.__name__,
            args,
            kwargs,
            file=self._file,
            schedule=schedule,
            limits=limits or self._limits,
            probe=probe,
        )
        seen = SubmissionRun(run=run, trace=Trace(run), index=len(self.runs))
        self.runs.append(seen)
        if key is not None:
            self._remembered[key] = seen
        return self._use(seen)

    async def once(self, helper: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """Return what a `shared` helper gives, or raise the Unmet that it raises."""
        key = (helper, repr(args), repr(kwargs))
        if key in self._shared:
            kept = self._shared[key]
            self.used += kept.runs
        else:
            before = len(self.used)
            result, unmet = None, None
            try:
                result = await helper(self, *args, **kwargs)
            except Unmet as error:
                unmet = error
            kept = self._shared[key] = _Shared(result, unmet, tuple(self.used[before:]))
        if kept.unmet is not None:
            raise kept.unmet
        return kept.result

    def _asked_for(self, **options: Any) -> Schedule:
        """Return the schedule of a run: what the test names, and the suite's for all else."""
        named = {name: value for name, value in options.items() if value is not None}
        if "set_order" in named:
            _known(named["set_order"])
        return replace(self._schedule, **named)

    def random(self, name: str) -> random.Random:
        """Return a source of chance for what an answer must not know beforehand: urls, counts, delays.

        The same name gives the same numbers in every test of one grading.  They follow from the suite
        and the answer, so that the same answer is judged alike, and a changed one meets others.
        """
        return random.Random(f"{self._seed}/{name}")

    def _use(self, seen: SubmissionRun) -> SubmissionRun:
        self.used.append(seen.index)
        if seen.outcome is Outcome.NOT_LOADED:
            raise NotLoaded(seen.run)
        if (missing := _missing_name(seen)) is not None:
            raise Unmet(
                f"There is no {missing} in the file yet.", "The exercise's text says what it is to do."
            )
        if seen.outcome is Outcome.FAULT:
            said = seen.run.stderr.strip().rpartition("\n")[2]
            raise LauncherDied(f"the guest launcher gave no guest: {seen.reason}: {said}".removesuffix(": "))
        return seen


def _missing_name(seen: SubmissionRun) -> str | None:
    """Return the name that an `@in_guest` function looked for in the learner's module, in vain."""
    error = seen.error
    if seen.outcome is not Outcome.RAISED or error is None or error.type != "AttributeError":
        return None
    found = re.fullmatch(r"module 'exercise' has no attribute '(\w+)'.*", error.message)
    return found[1] if found else None


def _known(set_order: str) -> None:
    if set_order not in ("created", "reversed"):
        raise ValueError(f'set_order is "created" or "reversed", not {set_order!r}')


def _key(target: Any, args: Any, kwargs: Any, schedule: Schedule, limits: Limits | None) -> Any:
    """Return what identifies a call, or None when a collaborator makes it one of a kind."""
    objects = HostObjects()
    encoded = objects.encode([list(args), dict(kwargs)])
    return None if objects.used else (target, repr(encoded), schedule, limits)


def ship(function: Callable[..., Any]) -> dict[str, Any]:
    """Return an `@in_guest` function's source, with the plain data and the modules it names.

    Raises TypeError for a function that is not marked.
    """
    if not getattr(function, "__grader_in_guest__", False):
        raise TypeError(f"{function!r} runs beside the learner's code only when it is marked @in_guest")
    space, modules, names = function.__globals__, {}, {}
    for name in sorted(_names_of(function.__code__)):
        if name not in space:
            continue
        if isinstance(space[name], types.ModuleType):
            modules[name] = space[name].__name__
        else:
            names[name] = space[name]
    encoder = values.Encoder(lambda _value: {"t": "object"})
    return {
        "name": function.__name__,
        "source": _body(function),
        "modules": modules,
        "names": encoder.encode(names),
    }


@functools.lru_cache(maxsize=64)  # Python finds a function's end by tokens, and suites ship one many times
def _body(function: Callable[..., Any]) -> str:
    """Return a function's source without its decorators."""
    source = textwrap.dedent(inspect.getsource(function))
    first = ast.parse(source).body[0].lineno  # of its `def`
    return "".join(source.splitlines(keepends=True)[first - 1 :])


def _names_of(code: types.CodeType) -> set[str]:
    inner = [_names_of(const) for const in code.co_consts if isinstance(const, types.CodeType)]
    return set(code.co_names).union(*inner)
