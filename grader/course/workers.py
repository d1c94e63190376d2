"""Keep a few worker processes busy with jobs that need a grader.

pytest wants a whole process to itself, so gradings run side by side in processes, each with a warm guest
launcher.  Jobs about the same suite, one after the other, share a session of pytest.
A job is data that can be pickled and called with a grader: a frozen dataclass with `__call__`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Hashable, Iterator
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from grader.model import Exercise

if TYPE_CHECKING:
    from grader.grading import Grader

_AHEAD = 100  # jobs to look through for one that suits a worker
_PATIENCE = 5.0  # real seconds for a worker to end once it has been told to
R_co = TypeVar("R_co", covariant=True)


class WorkerFailed(Exception):
    """A job could not be carried out: our fault, not that of an exercise or an answer."""


class Job(Protocol[R_co]):
    """Something to be done with a grader in another process.

    str() of it names it.  subject: what it is about.  Jobs about the same go to different processes where
    they can: what differs between processes, such as addresses, then shows in what should be the same.
    suite: the exercise whose hidden suite it runs, if that may have been collected before.
    """

    @property
    def subject(self) -> Hashable: ...

    @property
    def suite(self) -> Exercise | None: ...

    def __call__(self, grader: Grader) -> R_co: ...


J = TypeVar("J", bound=Job[Any])


def enough() -> int:
    """Return how many workers keep every processor busy: a grading and its guests wait for each other."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return usable + 1


class Workers:
    """Up to `number` processes, started when there is work for them."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._context = multiprocessing.get_context("spawn")  # a fork would share our pytest and our signals
        self._processes: dict[Connection, SpawnProcess] = {}
        self._idle: list[Connection] = []
        self._known: dict[Connection, set[Hashable]] = {}

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for connection in self._idle:
            connection.send(None)
        for connection, process in self._processes.items():
            if connection not in self._idle:
                process.terminate()
        for connection, process in self._processes.items():
            process.join(_PATIENCE)
            if process.is_alive():
                process.kill()
                process.join()
            connection.close()

    def carry_out(self, queue: deque[J]) -> Iterator[tuple[J, Any]]:
        """Yield every job with what it gave, as they are done.  The queue may grow meanwhile.

        Raises WorkerFailed.
        """
        busy: dict[Connection, J] = {}
        while queue or busy:
            while queue and (worker := self._free()) is not None:
                busy[worker] = self._next_for(worker, queue)
                worker.send(busy[worker])
            for ready in wait(list(busy)):
                assert isinstance(ready, Connection)
                job = busy.pop(ready)
                yield job, self._received(ready, job)

    def _next_for(self, worker: Connection, queue: deque[J]) -> J:
        """Take a job out of the queue, one about what this worker has not seen yet if there is one."""
        known = self._known.setdefault(worker, set())
        places = range(min(len(queue), _AHEAD))
        place = next((place for place in places if queue[place].subject not in known), 0)
        chosen = queue[place]
        del queue[place]
        known.add(chosen.subject)
        return chosen

    def _free(self) -> Connection | None:
        if self._idle:
            return self._idle.pop()
        if len(self._processes) >= self._number:
            return None
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        self._processes[ours] = process
        return ours

    def _received(self, worker: Connection, job: object) -> Any:
        try:
            done, answer = worker.recv()
        except (EOFError, OSError):
            process = self._processes[worker]
            process.join(_PATIENCE)
            raise WorkerFailed(
                f"{job} could not be graded: the worker ended with {process.exitcode}"
            ) from None
        self._idle.append(worker)
        if not done:
            raise WorkerFailed(f"{job} could not be graded: {answer}")
        return answer


def serve(connection: Connection) -> None:
    """Carry out whatever comes over the connection.  An exception goes back as its text."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends us
    from grader.grading import prepare

    with prepare() as grader:
        _Served(connection, grader).run()


class _Served:
    """The jobs of a worker, one after the other.

    next: the one that has come and is not done; None when there are no more.
    """

    def __init__(self, connection: Connection, grader: Grader) -> None:
        self._connection, self._grader = connection, grader
        self.next = self._received()

    def run(self) -> None:
        """Carry out jobs until there are no more."""
        while self.next is not None:
            suite = self.next.suite
            if suite is None or self._grader.collect(suite, partial(self._carry_out_all, suite)):
                self._carry_out(self.next)

    def _carry_out_all(self, suite: Exercise) -> None:
        """Carry out this job and all that come, until one has another suite."""
        while self.next is not None and self.next.suite == suite:
            self._carry_out(self.next)

    def _carry_out(self, job: Job[Any]) -> None:
        try:
            answer: tuple[bool, object] = (True, job(self._grader))
        except Exception as error:
            answer = (False, f"{type(error).__name__}: {error}")
        try:
            self._connection.send(answer)
        except OSError:
            pass  # the parent has gone; reading will tell
        self.next = self._received()

    def _received(self) -> Job[Any] | None:
        try:
            job: Job[Any] | None = self._connection.recv()
        except (EOFError, OSError):  # the parent has gone
            return None
        return job
