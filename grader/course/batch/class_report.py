"""Count a class together from the ledger: a pass over the digests, a few reports for the examples."""

from __future__ import annotations

import statistics
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.course.batch.digest import Digest, read_digest
from grader.course.batch.ledger import Entry, Ledger
from grader.model import Exercise, Report
from grader.report.class_page import (
    MOST_IDS,
    Bar,
    CheckCount,
    ClassReport,
    Mistake,
    ToLookAt,
    excerpt_of,
)
from grader.report.encoding import from_json

_MOST_MISTAKES = 12
_SLOW = 5.0  # times the median
_SLOW_FROM = 1.0  # real seconds below which nobody waits
_MOST_BARS = 12


@dataclass
class _Counts:
    """What one pass over the ledger counts."""

    outcomes: Counter[str] = field(default_factory=Counter)
    scores: Counter[int] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    checks: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    rules: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    ids: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    examples: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    people: list[ToLookAt] = field(default_factory=list)
    odd: list[ToLookAt] = field(default_factory=list)
    walls: list[tuple[float, str]] = field(default_factory=list)
    max_score: int = 0
    late: int = 0
    waiting: int = 0
    sample: str = ""
    """A judged answer: its report knows the checks' titles."""

    def add(self, entry: Entry) -> None:
        self.late += entry.late
        if entry.state == "person":
            self.people.append(ToLookAt(id=entry.id, why=entry.why))
        elif entry.state != "graded" or entry.digest is None:
            self.waiting += 1
        else:
            self._add_graded(entry, read_digest(entry.digest))

    def _add_graded(self, entry: Entry, digest: Digest) -> None:
        self.outcomes[str(entry.outcome)] += 1
        self.levels[str(entry.level)] += 1
        self.walls.append((entry.wall_seconds or 0.0, entry.id))
        if digest.odd:
            self.odd.append(ToLookAt(id=entry.id, why="; ".join(digest.odd)))
        self.scores[entry.score or 0] += 1
        if entry.outcome in ("passed", "failed"):
            self.sample = self.sample or entry.id
            self.max_score = max(self.max_score, entry.max_score or 0)
            for check, status in digest.checks.items():
                self.checks[check][status] += 1
        for position, rule in enumerate(digest.rules):
            self._add_rule(entry.id, rule, position, digest)

    def _add_rule(self, id_: str, rule: str, position: int, digest: Digest) -> None:
        self.rules[rule] += 1
        self.first[rule] += position == 0
        if len(self.ids[rule]) < MOST_IDS:
            self.ids[rule].append(id_)
        # The best example has this mistake alone, and is short.
        fitness = (position + len(digest.rules), digest.lines, id_)
        self.examples[rule] = min(self.examples.get(rule, fitness), fitness)


def class_report(ledger: Ledger, exercise: Exercise) -> ClassReport:
    """Return what is known of all submissions together."""
    counts = _Counts()
    for entry in ledger.entries():
        counts.add(entry)
    scores = sorted(counts.scores.elements())
    return ClassReport(
        exercise=exercise.slug,
        title=exercise.title,
        submissions=len(counts.walls) + len(counts.people) + counts.waiting,
        outcomes=dict(counts.outcomes),
        max_score=counts.max_score,
        mean=statistics.fmean(scores) if scores else 0.0,
        median=statistics.median(scores) if scores else 0.0,
        scores=_bars(counts.scores, counts.max_score),
        checks=tuple(_checks(ledger, counts)),
        mistakes=tuple(_mistakes(ledger, counts)),
        people=tuple(counts.people),
        odd=tuple(counts.odd),
        slow=tuple(_slow(counts.walls)),
        late=counts.late,
        waiting=counts.waiting,
        unmatched=len(ledger.unmatched()),
        levels=tuple(sorted(counts.levels)),
    )


def _bars(scores: Counter[int], most: int) -> tuple[Bar, ...]:
    """Return a bar for each score, or for ranges of them where there are many; full marks stand alone."""
    if not scores or not most:
        return ()
    width = -(-most // (_MOST_BARS - 1)) if most >= _MOST_BARS else 1
    bars = []
    for low in range(0, most, width):
        high = min(low + width, most) - 1
        count = sum(scores[score] for score in range(low, high + 1))
        bars.append(Bar(label=str(low) if low == high else f"{low} to {high}", count=count))
    return (*bars, Bar(label=str(most), count=scores[most]))


def _checks(ledger: Ledger, counts: _Counts) -> Iterator[CheckCount]:
    report = _report(ledger, counts.sample)
    titles = {check.id: check for check in report.checks} if report else {}
    for check, ended in sorted(counts.checks.items(), key=lambda one: (-one[1]["failed"], one[0])):
        known = titles.get(check)
        yield CheckCount(
            title=known.title if known else check,
            topic=known.topic if known else "",
            failed=ended["failed"],
            skipped=ended["skipped"],
            passed=ended["passed"],
        )


def _mistakes(ledger: Ledger, counts: _Counts) -> Iterator[Mistake]:
    common = sorted(counts.rules, key=lambda rule: (-counts.first[rule], -counts.rules[rule], rule))
    for rule in common[:_MOST_MISTAKES]:
        example = counts.examples[rule][2]
        report = _report(ledger, example)
        finding = next((one for one in report.findings if one.rule == rule), None) if report else None
        yield Mistake(
            rule=rule,
            answers=counts.rules[rule],
            first=counts.first[rule],
            headline=finding.headline if finding else "",
            ids=tuple(dict.fromkeys((example, *counts.ids[rule])))[:MOST_IDS],
            example=example,
            excerpt=excerpt_of(report.source, finding.line, finding.end_line) if report and finding else (),
        )


def _slow(walls: list[tuple[float, str]]) -> Iterator[ToLookAt]:
    if not walls:
        return
    usual = statistics.median(wall for wall, _ in walls)
    for wall, id_ in sorted(walls, reverse=True)[:20]:
        if wall > max(_SLOW_FROM, _SLOW * usual):
            yield ToLookAt(id=id_, why=f"took {wall:.1f} s; half of all took less than {usual:.2f} s")


def _report(ledger: Ledger, id_: str) -> Report | None:
    data = ledger.report(id_) if id_ else None
    return from_json(zlib.decompress(data).decode()) if data is not None else None
