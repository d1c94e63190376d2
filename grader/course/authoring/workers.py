"""Keep a few worker processes busy with gradings."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType

from grader.course.authoring.bench import Grading
from grader.course.authoring.worker import Assignment, serve

_AHEAD = 100  # assignments to look through for one that suits a worker
_PATIENCE = 5.0  # real seconds for a worker to end once it has been told to


class WorkerFailed(Exception):
    """A grading could not be carried out: our fault, not the exercise's."""


class Workers:
    """Up to `number` processes, started when there is work for them, each with a warm guest launcher."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._context = multiprocessing.get_context("spawn")  # a fork would share our pytest and our signals
        self._processes: dict[Connection, SpawnProcess] = {}
        self._idle: list[Connection] = []
        self._graded: dict[Connection, set[Path]] = {}

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

    def grade(self, queue: deque[Assignment]) -> Iterator[tuple[Assignment, Grading]]:
        """Yield every assignment with its grading, as they are done.  The queue may grow meanwhile.

        Raises WorkerFailed.
        """
        busy: dict[Connection, Assignment] = {}
        while queue or busy:
            while queue and (worker := self._free()) is not None:
                busy[worker] = self._next_for(worker, queue)
                worker.send(busy[worker])
            for ready in wait(list(busy)):
                assert isinstance(ready, Connection)
                assignment = busy.pop(ready)
                grading = self._received(ready, assignment)
                yield assignment, grading

    def _next_for(self, worker: Connection, queue: deque[Assignment]) -> Assignment:
        """Take an assignment out of the queue, one whose answer another worker has graded if there is one.

        What differs between processes, such as addresses, then shows in what should be the same report.
        """
        known = self._graded.setdefault(worker, set())
        places = range(min(len(queue), _AHEAD))
        place = next((place for place in places if queue[place].answer.path not in known), 0)
        chosen = queue[place]
        del queue[place]
        known.add(chosen.answer.path)
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

    def _received(self, worker: Connection, assignment: Assignment) -> Grading:
        try:
            answer = worker.recv()
        except (EOFError, OSError):
            self._processes[worker].join(_PATIENCE)
            answer = f"the worker ended with {self._processes[worker].exitcode}"
        else:
            self._idle.append(worker)
        if isinstance(answer, Grading):
            return answer
        raise WorkerFailed(f"{assignment.answer.path} could not be graded: {answer}")
