"""What a rule is made of: what it declares, what its detector sees, and where its page lies.

A rule's module says `LEVEL`, and where it applies `SILENCES` (ids of the rules whose findings are
mere consequences of this one) and `SYMPTOM = True` (it names what is amiss, not why: it comes last,
and not at all when a cause is known).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.model import Fact, Level, Place

if TYPE_CHECKING:
    from grader.judge.rules.case import Case

ESSENTIAL, ACTIONABLE, INFORMATIVE = Level.ESSENTIAL, Level.ACTIONABLE, Level.INFORMATIVE

Word = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Something a detector saw.

    place: the smallest span of source it is about.  facts: what the run showed, in order.  words: what
    the page's texts may name, `{count:call}`, `{took}`; a float is a number of seconds, an int a count.
    run: index of the run it was seen in; None when it was seen in the source alone.  python_says:
    Python's own message, unchanged.  cause: what a check that failed there was about; then the finding is
    essential, whatever the rule's level.
    """

    place: Place | None = None
    facts: tuple[Fact, ...] = ()
    words: Mapping[str, Word] = field(default_factory=dict)
    run: int | None = None
    python_says: str = ""
    cause: bool = False


Detector = Callable[["Case"], Iterable[Sighting]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One misconception.  page: the file with its texts, read when a finding needs it."""

    id: str
    group: str
    level: Level
    detect: Detector
    page: Path
    silences: frozenset[str] = frozenset()
    symptom: bool = False


class NotARule(Exception):
    """A module among the rules that is none; the text says what it lacks."""


def rule_of(module: Any, page: Path, group: str = "") -> Rule:
    """Read what a rule's module declares.  Raises NotARule."""
    name = module.__name__.rpartition(".")[2]
    detect, level = getattr(module, "detect", None), getattr(module, "LEVEL", None)
    if not callable(detect):
        raise NotARule(f"{name}.py has no function `detect`")
    if not isinstance(level, Level):
        raise NotARule(f"{name}.py has no LEVEL: ESSENTIAL, ACTIONABLE or INFORMATIVE")
    return Rule(
        id=name.replace("_", "-"),
        group=group,
        level=level,
        detect=detect,
        page=page,
        silences=frozenset(getattr(module, "SILENCES", ())),
        symptom=bool(getattr(module, "SYMPTOM", False)),
    )


def at(moment: float | None, text: str) -> Fact:
    """Return a fact: what happened at that moment of the run."""
    return Fact(at=moment, text=text)


def code(text: str) -> str:
    """Write a piece of program as code in a sentence, whatever is in it."""
    return f"`{' '.join(text.replace('`', chr(39)).split())}`"
