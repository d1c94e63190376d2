"""Carry the waiting submissions through an Executor, a few at a time, and keep what comes back.

Whatever the executor is, threads here or a cluster, only a bounded window of futures exists at any moment:
what has been graded lives in the ledger, what waits lives in the source.  A future that fails says nothing
about the answer; it costs one try.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from typing import Protocol

from grader.course.batch.errors import BatchFault, BatchMistake, EngineStopped
from grader.course.batch.executors import Pool
from grader.course.batch.ledger import Entry, Ledger
from grader.course.batch.source import Unreadable
from grader.course.batch.task import Graded, Lost, Task, WorkerFault, WrongGrader, grade_task
from grader.run.sandbox import IsolationMissing

AHEAD = 4  # futures for each slot: enough that no slot waits for us, few enough to lose nothing
_GLANCE = 0.2  # real seconds between two looks at whether to stop
_UNFIT = (IsolationMissing, WrongGrader)  # what is the matter with a worker, whatever it is given


class Progress(Protocol):
    """Is told what becomes of the submissions."""

    def graded(self, done: Sequence[Graded]) -> None:
        """Some results are on the disk."""

    def lost(self, id_: str, why: str, state: str) -> None:
        """A try was lost; the state says whether there will be another."""


@dataclass
class Engine:
    """Grades what waits in a ledger.

    task_of: makes the task of a submission; raises Unreadable.  keep: writes its files.  stopping: is asked
    now and then.
    """

    ledger: Ledger
    pool: Pool
    task_of: Callable[[Entry], Task]
    keep: Callable[[Sequence[Graded]], None]
    progress: Progress
    stopping: Callable[[], bool]
    now: Callable[[], float] = time.time
    _pending: dict[Future[Graded], str] = field(default_factory=dict, init=False)

    def run(self) -> bool:
        """Grade until nothing waits; return whether it was not stopped before.

        Raises IsolationMissing, WrongGrader, BatchFault, BatchMistake; what came back is kept.
        """
        try:
            while not self.stopping():
                self._fill()
                if not self._pending:
                    return True
                self._collect(_GLANCE)
                self._give_up_expired()
        except Exception:  # not an interrupt: who asks twice does not want to wait
            self._wind_up()
            raise
        self._wind_up()
        return False

    def _fill(self) -> None:
        room = AHEAD * max(1, self.pool.slots()) - len(self._pending)
        if room <= 0:
            return
        entries = self.ledger.claim(room, self.now())
        for position, entry in enumerate(entries):
            try:
                task = self.task_of(entry)
            except Unreadable as error:
                self.ledger.for_a_person(entry.id, f"its file cannot be read: {error}")
                self.progress.lost(entry.id, str(error), "person")
                continue
            try:
                self._pending[self.pool.executor.submit(grade_task, task)] = entry.id
            except Exception as error:
                self.ledger.release(one.id for one in entries[position:])
                self.pool.interrupted()  # which may know more about it
                raise EngineStopped(f"The engine takes no more work: {_said(error)}.") from error

    def _collect(self, patience: float) -> None:
        """Keep everything that has come back; wait a little when nothing has."""
        done, _ = wait(self._pending, timeout=patience, return_when=FIRST_COMPLETED)
        graded: list[Graded] = []
        failed: list[tuple[str, BaseException]] = []
        for future in done:
            id_ = self._pending.pop(future)
            error = _error(future)
            if error is None:
                graded.append(future.result())
            else:
                failed.append((id_, error))
        if graded:
            self.keep(graded)  # first: what the ledger calls graded has its files
            self.ledger.record(graded)
            self.progress.graded(graded)
        self._settle(failed)

    def _settle(self, failed: Sequence[tuple[str, BaseException]]) -> None:
        """Take a try from those that failed, or none where it is known not to be their doing."""
        unfit = [(id_, error) for id_, error in failed if isinstance(error, _UNFIT)]
        self.ledger.release(id_ for id_, _ in unfit)
        others = [(id_, error) for id_, error in failed if not isinstance(error, _UNFIT)]
        try:
            ours = all(isinstance(error, (Lost, WorkerFault)) for _, error in others)
            interrupted = not ours and self.pool.interrupted()
        except Exception:
            self.ledger.release(id_ for id_, _ in others)
            raise
        if interrupted:
            self.ledger.release(id_ for id_, _ in others)
        else:
            for id_, error in others:
                self._lost(id_, error)
        if unfit:
            raise unfit[0][1]

    def _lost(self, id_: str, error: BaseException) -> None:
        self.progress.lost(id_, _said(error), self.ledger.lost(id_, _said(error)))

    def _give_up_expired(self) -> None:
        """Take back claims nobody has answered for; whatever still comes of them is not listened to."""
        expired = self.ledger.expired(self.now())
        if expired and not self.pool.slots():
            self.ledger.renew(expired, self.now())  # nobody is there who could have answered
            return
        for future in [future for future, id_ in self._pending.items() if id_ in expired]:
            future.cancel()
            self._lost(self._pending.pop(future), TimeoutError("no answer before the lease ended"))

    def _wind_up(self) -> None:
        """Let those finish that have been begun, keep them, and return the others to the queue."""
        waiting = [future for future in self._pending if future.cancel()]
        self.ledger.release(self._pending.pop(future) for future in waiting)
        while self._pending:
            try:
                self._collect(_GLANCE)
            except (*_UNFIT, BatchFault, BatchMistake):
                pass  # said already, by the first one
            self._give_up_expired()


def _error(future: Future[Graded]) -> BaseException | None:
    try:
        return future.exception()
    except BaseException as error:  # CancelledError: a cluster cancels what it has lost
        return error


def _said(error: BaseException) -> str:
    text = str(error).strip().partition("\n")[0][:300]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
