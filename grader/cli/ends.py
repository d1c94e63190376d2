"""How the command line ends: exit codes, and exceptions turned into one short message.

Mistakes of the user are 2, whatever goes wrong inside the grader is 4 and says so; a traceback of
ours is shown to nobody who did not ask for it with GRADE_DEBUG=1.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from types import FrameType

PASSED = 0
NOT_PASSED = 1
USAGE = 2
NO_ISOLATION = 3
FAULT = 4
INTERRUPTED = 130


class Mistake(click.ClickException):
    """Something on the command line, or a file it names, is not as it must be."""

    exit_code = USAGE


class NoIsolation(click.ClickException):
    """The isolation that was demanded is not to be had, so nothing was graded."""

    exit_code = NO_ISOLATION


class Fault(click.ClickException):
    """The grader itself failed; this says nothing about the answer."""

    exit_code = FAULT


@contextmanager
def exit_codes() -> Iterator[None]:
    """Give every exception that leaves a command its message and its exit code."""
    from grader.manifest import CatalogError
    from grader.submission import SubmissionError

    try:
        with _interruptible():
            yield
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except (CatalogError, SubmissionError) as error:
        raise Mistake(str(error)) from error
    except KeyboardInterrupt as interrupt:
        click.echo("\nInterrupted.", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from interrupt
    except Exception as error:
        if type(error).__name__ == "IsolationMissing":  # not imported: small commands load nothing big
            raise NoIsolation(str(error)) from error
        if os.environ.get("GRADE_DEBUG"):
            import traceback

            traceback.print_exc()
        raise Fault(_apology(error)) from error


_interrupted = False


def stop_if_interrupted() -> None:
    """Raise the KeyboardInterrupt that something in between has swallowed: pytest makes it an exit code."""
    if _interrupted:
        raise KeyboardInterrupt


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the command at once.

    With Python's own handler in place, asyncio's runners turn the first Ctrl-C into a cancellation, which
    has to wait until their loop wakes up: that may be when the learner's program is done.
    """
    global _interrupted
    import signal
    import threading

    _interrupted = False
    if threading.current_thread() is not threading.main_thread():  # only that one may set handlers
        yield
        return
    before = signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    global _interrupted
    _interrupted = True
    raise KeyboardInterrupt


def _apology(error: Exception) -> str:
    by_sqlite = "database or disk is full" in str(error)
    if by_sqlite or getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        place = getattr(error, "filename", None)
        return (
            f"The disk is full{f': {place}' if place else ''}. Make room, and give the same command again.\n"
            "This says nothing about the answer, and nobody loses points by it."
        )
    text = str(error).strip().partition("\n")[0][:200]
    command = " ".join(["grade", *sys.argv[1:]])
    again = (
        ""
        if os.environ.get("GRADE_DEBUG")
        else f"\nTo report it, add what this shows: GRADE_DEBUG=1 {command}"
    )
    return (
        f"The grader itself failed: {type(error).__name__}{': ' if text else ''}{text}\n"
        f"This says nothing about the answer, and nobody loses points by it.{again}"
    )
