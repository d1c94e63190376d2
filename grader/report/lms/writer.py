"""What a writer is: a pure function from a report to files, and what the command has to know of it.

A package offers one by an entry point of the group `asyncio_grader.writers` (docs/formats.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from grader.model import Report

API_VERSION = 1
"""The version of this record that a writer is made for; others are refused."""

STDOUT = "-"
"""As a place: standard output.  A place `$NAME` is the file that the variable NAME names, to append to."""

Options = Mapping[str, str]
Render = Callable[[Report, Options], bytes | Mapping[str, bytes]]


class MissingOption(Exception):
    """An option that a writer cannot do without is not given, or has a value it cannot use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """One format.

    api_version: `1`, written as a number, so that a later grader knows what the writer was made for.
    render: (report, options) -> bytes, or the bytes of each of its files; pure, no I/O, no clock.
    files: names of the files -> where each goes unless it is told; the first is the one `--to NAME:PATH`
    names.  media_type: of the first file.
    audience: "learner" gets a redacted report, "platform" hidden checks as well, since it shows them
    to those who may see them; "staff" everything.
    exits: "verdict" as ever; "graded" 0 once there is a score; "always" 0, for faults stand in the file.
    isolation: the least that must keep answers in; "reduced" where the score counts.
    needs, reads: options it must have and may have.  The command takes them from the environment.
    limit: bytes that the platform takes at most.  pending: the file to have in place while grading runs.
    """

    name: str
    api_version: int
    summary: str
    render: Render
    files: Mapping[str, str]
    media_type: str
    audience: Literal["learner", "platform", "staff"] = "learner"
    exits: Literal["verdict", "graded", "always"] = "verdict"
    isolation: Literal["none", "reduced"] = "none"
    needs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    limit: int = 1_000_000
    pending: Callable[[], bytes] | None = None
