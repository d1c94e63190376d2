"""Find gradebooks by name: those of the package by a table that costs no import, others by entry points."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from grader.course.gradebooks.gradebook import API_VERSION, Gradebook, GradebookError

ENTRY_POINTS = "asyncio_grader.gradebooks"
BUILT_IN = ("canvas", "moodle", "classroom50")


def names() -> tuple[str, ...]:
    """Return the names of all gradebooks; none is loaded."""
    return (*BUILT_IN, *sorted(set(_installed()) - set(BUILT_IN)))


def origin(name: str) -> str:
    """Say who a gradebook comes from: "built in", or the name of a package."""
    return "built in" if name in BUILT_IN else _package(_installed()[name])


def load(name: str) -> Gradebook:
    """Load one gradebook.  Raises GradebookError, whatever is the matter with it."""
    if name in BUILT_IN:
        built_in: Gradebook = getattr(import_module(f"{__package__}.{name}"), name.upper())
        return built_in
    point = _installed().get(name)
    if point is None:
        raise GradebookError(f"There is no gradebook {name!r}. There are {', '.join(names())}.")
    try:
        found = point.load()
    except Exception as error:  # somebody else's package
        raise GradebookError(f"{_called(point)} cannot be loaded: {type(error).__name__}: {error}") from error
    if (version := getattr(found, "api_version", None)) != API_VERSION:
        raise GradebookError(
            f"{_called(point)} is made for api_version {version!r}, this grader has {API_VERSION}. "
            "Another version of that package may fit."
        )
    if not isinstance(found, Gradebook):
        raise GradebookError(f"{_called(point)} is a {type(found).__name__}, not a Gradebook.")
    return found


@cache
def _installed() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=ENTRY_POINTS)}


def _called(point: EntryPoint) -> str:
    return f"The gradebook {point.name} of {_package(point)}"


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else point.value
