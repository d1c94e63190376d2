"""record(source) -> Recording: play a program on the engine, in a process of its own, and read its events."""

import gc
import json
import os
import signal
import sys
import textwrap
import types
import warnings
from pathlib import Path

import pytest

from grader.run import wire
from grader.run.guest.engine import Engine, Settings, Stuck

FILE = "exercise.py"


class Recording:
    """The events of one run, with places as `line: text`, and coroutines as `name(arguments)`."""

    def __init__(self, events, source, ended):
        self.raw, self.ended = events, ended
        self._lines = source.splitlines()
        self._places = {event["id"]: self._text(event) for event in events if event["ev"] == "loc"}
        self._coros = {
            event["id"]: f"{event['name']}({event['args']})" for event in events if event["ev"] == "coro"
        }
        self.events = [self._shown(event) for event in events if event["ev"] not in ("loc", "coro")]

    def of(self, *kinds):
        return [event for event in self.events if event["ev"] in kinds]

    def tasks(self, *fields):
        """The fields of every task but the main one, in the order of their making."""
        rows = [tuple(event[field] for field in fields) for event in self.of("task.create")[1:]]
        return [row[0] for row in rows] if len(fields) == 1 else rows

    def waits(self, task=1):
        """What a task waited for: the kind and whatever else is told of it."""
        return [event["on"] for event in self.of("task.wait") if event["task"] == task]

    def _text(self, place):
        line = place["line"]
        if place["column"] is None:
            return str(line)
        end = place["end_column"] - 1 if place["end_line"] == line else None
        return f"{line}: {self._lines[line - 1][place['column'] - 1 : end]}"

    def _shown(self, event):
        event = dict(event)
        if "at" in event:
            event["at"] = [self._frame(frame) for frame in event["at"]]
        if event.get("coro") is not None:
            event["coro"] = self._coros[event["coro"]]
        if event.get("error"):
            event["error"] = {**event["error"], "at": [self._places[n] for n in event["error"]["at"]]}
        return event

    def _frame(self, frame):
        return self._places[frame] if type(frame) is int else (self._places[frame[0]], self._coros[frame[1]])


def _play(source, settings):
    """Run the program, and return how it ended and its events (in the child)."""
    gc.freeze()  # what pytest has made is none of the program's
    warnings.resetwarnings()
    warnings._showwarnmsg_impl = lambda message: None  # pytest's would keep the coroutines it is told of
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115  # this process ends at once
    events = []
    engine = Engine(records=settings.pop("records", True))
    engine.install()
    engine.begin(Settings(**settings), learner={FILE: FILE}.get, emit=events.append)
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    ended = "finished"
    try:
        exec(compile(source, FILE, "exec"), module.__dict__)
    except Stuck:
        ended = engine.stuck
    except BaseException as error:
        ended = type(error).__name__
    engine.finish()
    return ended, events


@pytest.fixture
def record():
    """record(source, **settings) -> Recording.  Every event is one that may be sent to the host."""

    def record(source, **settings):
        source = textwrap.dedent(source)
        reader, writer = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # 3.12+: fork while threads run
            child = os.fork()
        if child == 0:
            try:
                signal.alarm(60)
                data = json.dumps(_play(source, settings)).encode()
            except BaseException as error:  # ours: it must not run on as a second pytest
                data = json.dumps([f"not played: {error!r}", []]).encode()
            with os.fdopen(writer, "wb") as answer:
                answer.write(data)
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader, "rb") as answer:
            ended, events = json.loads(answer.read())
        os.waitpid(child, 0)
        assert not [event for event in events if not wire._event(event)]
        return Recording(events, source, ended)

    return record
