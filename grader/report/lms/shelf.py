"""Find writers by name: those of the package by a table that costs no import, others by entry points."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from grader.report.lms.writer import API_VERSION, Writer

ENTRY_POINTS = "asyncio_grader.writers"
BUILT_IN = (
    *("gradescope", "codio", "classroom50", "github", "junit", "prairielearn", "exercism", "codegrade"),
    *("coderunner", "vpl", "check50", "gitlab-codequality", "sarif"),
)
_MODULES = {"codio": "gradescope"}


class BadWriter(Exception):
    """There is no such writer, or it cannot be used.  The text says why."""


def names() -> tuple[str, ...]:
    """Return the names of all writers; none is loaded."""
    return (*BUILT_IN, *sorted(set(_installed()) - set(BUILT_IN)))


def origin(name: str) -> str:
    """Say who a writer comes from: "built in", or the name of a package."""
    point = None if name in BUILT_IN else _installed().get(name)
    return "built in" if point is None else _package(point)


def load(name: str) -> Writer:
    """Load one writer.  Raises BadWriter, whatever is the matter with it."""
    if name in BUILT_IN:
        module = import_module(f"{__package__}.{_MODULES.get(name, name).replace('-', '_')}")
        writer: Writer = getattr(module, name.replace("-", "_").upper())
        return writer
    point = _installed().get(name)
    if point is None:
        near = get_close_matches(name, names(), 1)
        hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(names())}."
        raise BadWriter(f"There is no format {name!r}. {hint}")
    try:
        found = point.load()
    except Exception as error:  # somebody else's package
        raise BadWriter(
            f"The format {name} of {_package(point)} cannot be loaded: {type(error).__name__}: {error}"
        ) from error
    return _checked(name, found, point)


def _checked(name: str, found: object, point: EntryPoint) -> Writer:
    version = getattr(found, "api_version", None)
    if version != API_VERSION:
        raise BadWriter(
            f"The format {name} of {_package(point)} is made for api_version {version!r}, "
            f"this grader has {API_VERSION}. Another version of that package may fit."
        )
    if not isinstance(found, Writer):
        raise BadWriter(
            f"The format {name} of {_package(point)} is a {type(found).__name__}, "
            "not a grader.report.lms.Writer."
        )
    return found


@cache
def _installed() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=ENTRY_POINTS)}


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else point.value
