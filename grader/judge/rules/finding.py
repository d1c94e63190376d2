"""Carry out the rules on a case: the door of this package.

told = findings(case)
told.findings      # at most three, the one that explains most first
told.because       # id of a failed check -> id of the rule that explains it
told.faults        # rules that raised: ours, and nobody's loss
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.judge.rules import shelf, wording
from grader.judge.rules.case import Case
from grader.judge.rules.page import Page, read_page
from grader.judge.rules.ranking import Candidate, explained, ranked
from grader.judge.rules.rule import Rule, Sighting, Word
from grader.judge.rules.unexplained import unexplained
from grader.model import Finding, Level, Place, RuleFault

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")  # it differs from run to run
MAX_SIGHTINGS, MAX_PLACES, MAX_FACTS = 200, 8, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the rules have to say."""

    findings: tuple[Finding, ...] = ()
    because: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[RuleFault, ...] = ()


def findings(case: Case, beside: Path | None = None) -> Told:
    """Ask every rule, and return what a report shows.  Never raises for what a rule does."""
    rules, amiss = shelf.all_rules(beside)
    return judged(case, rules, amiss)


def judged(case: Case, rules: Iterable[Rule], amiss: tuple[RuleFault, ...] = ()) -> Told:
    """Ask these rules."""
    faults = list(amiss)
    candidates = []
    for rule in rules:
        try:
            seen = _sightings(rule, case)
        except Exception as error:
            faults.append(_fault(rule, error))
            continue
        if seen:
            explains = explained(seen, case.checks)
            caused = bool(explained((one for one in seen if one.cause), case.checks))
            weighed = replace(rule, level=Level.ESSENTIAL) if caused else rule
            candidates.append(Candidate(rule=weighed, sightings=seen, explains=explains))
    made: list[Finding] = []
    because: dict[str, str] = {}
    for one in ranked(candidates, case.checks):
        try:
            made.append(_finding(one, case))
        except Exception as error:
            faults.append(_fault(one.rule, error))
            continue
        because |= {check: one.rule.id for check in one.explains if check not in because}
    if case.failed and not any(finding.level is Level.ESSENTIAL for finding in made):
        made.insert(0, unexplained(case))
    return Told(findings=tuple(made), because=because, faults=tuple(faults))


def _sightings(rule: Rule, case: Case) -> tuple[Sighting, ...]:
    found = []
    for seen in rule.detect(case):
        if not isinstance(seen, Sighting):
            raise TypeError(f"detect gave {type(seen).__name__}, not a Sighting")
        if seen.place is None:  # what the suite's own lines did is nothing to tell a learner
            continue
        found.append(seen)
        if len(found) == MAX_SIGHTINGS:
            break
    return tuple(found)


def _fault(rule: Rule, error: Exception) -> RuleFault:
    return RuleFault(rule=rule.id, error=f"{type(error).__name__}: {error}"[:300])


# ---- from a sighting to a finding ----------------------------------------------------------------


def _finding(one: Candidate, case: Case) -> Finding:
    page, first = read_page(one.rule.page), one.sightings[0]
    places = _places(one.sightings, case)
    place = places[0] if places else None
    words = {**_known(places, first, case), **first.words}
    return Finding(
        rule=one.rule.id,
        level=one.rule.level,
        headline=wording.headline(page.headlines, words),
        line=place.line if place else None,
        column=place.column if place else None,
        end_line=place.end_line if place else None,
        end_column=place.end_column if place else None,
        facts=first.facts[:MAX_FACTS],
        why=wording.fill(page.why, words),
        hints=tuple(wording.fill(hint, words) for hint in page.hints),
        docs=f"grade explain {one.rule.id}",
        places=places,
        belief=_sentence(page),
        python_says=_ADDRESS.sub("", next((s.python_says for s in one.sightings if s.python_says), "")),
        runs=tuple(dict.fromkeys(seen.run for seen in one.sightings if seen.run is not None)),
        checks=tuple(check.id for check in case.checks if check.id in one.explains),
    )


def _known(places: tuple[Place, ...], first: Sighting, case: Case) -> dict[str, Word]:
    """Return the words that every page may use."""
    lines = sorted({place.line for place in places})
    run = next((seen.run for seen in case.runs if seen.index == first.run), None)
    known: dict[str, Word] = {"call": run.call if run is not None else f"{case.call}()"}
    if lines:
        known |= {
            "line": str(places[0].line),
            "lines": f"line{'s' if len(lines) > 1 else ''} {wording.listed(lines)}",
            "function": places[0].function or "the file",
        }
    return known


def _sentence(page: Page) -> str:
    return " ".join(page.belief.split())


def _places(sightings: Iterable[Sighting], case: Case) -> tuple[Place, ...]:
    """Return the places, each once, with columns as a reader counts them."""
    found: dict[tuple[int, int | None], Place] = {}
    for seen in sightings:
        if seen.place is not None:
            place = _readable(seen.place, case)
            found.setdefault((place.line, place.column), place)
    return tuple(found.values())[:MAX_PLACES]


def _readable(place: Place, case: Case) -> Place:
    end_line = place.end_line or place.line
    return Place(
        file=place.file,
        line=place.line,
        function=place.function,
        column=case.source.characters(place.line, place.column),
        end_line=place.end_line,
        end_column=case.source.characters(end_line, place.end_column),
    )
