"""Try made mutants on a hidden suite: which it catches, which live on, which nobody could tell apart.

A mutant is killed by the first check that it fails.  One that passes them all lives on, unless it is
equivalent: its author says so, or its runs are the same to the last event although the changed line was
reached.  That the line was reached is found out by a probe, the right answer with a way out at that place;
without it a suite that never goes there would call everything there equivalent.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from grader.course.authoring.operators import Mutant, allowances, difference, meaning, mutants
from grader.course.authoring.traces import fingerprint
from grader.course.workers import Workers
from grader.manifest import CatalogError
from grader.model import Conditions, Exercise, Limits, Problem, Status, Submission
from grader.sealed import SUITE
from grader.submission import decode

if TYPE_CHECKING:
    from grader.grading import Grader

_CPU_SECONDS = 1.0  # of one run: many mutants do nothing but turn round and round
_WALL_SECONDS = 5.0


Progress = Callable[[int, int], object]
"""Called with how many mutants have been tried, and how many there are."""


class Fate(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a suite made of a program.

    failed: the first check that caught it.  broken: what the suite itself broke at.  prints: what its runs
    did (`traces`).
    """

    failed: str = ""
    broken: str = ""
    prints: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A program to try.  mutant: None for the right answer itself.  probe: only to see what is reached."""

    exercise: Exercise
    file: str
    source: str
    mutant: Mutant | None = None
    probe: bool = False

    def __str__(self) -> str:
        return f"{self.file} ({self.mutant.operator}, line {self.mutant.line})" if self.mutant else self.file

    @property
    def subject(self) -> str:
        return self.source

    @property
    def suite(self) -> Exercise:
        return self.exercise

    def __call__(self, grader: Grader) -> Tried:
        submission = Submission(name=self.exercise.file, source=self.source, sha256="")
        conditions = Conditions(chance=self.file, until_failure=self.mutant is not None)
        result = grader.judge(self.exercise, submission, conditions)
        if result.not_loaded is not None:
            return Tried(failed="it cannot be loaded")
        failed = next((check.id for check in result.checks if check.status is Status.FAILED), "")
        broken = "" if failed else "; ".join(result.faults)
        return Tried(failed=failed, broken=broken, prints=fingerprint(seen.run for seen in result.runs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A mutant's fate.  by: the check that killed it.  why: what is to be said of one that was not killed."""

    mutant: Mutant
    fate: Fate
    by: str = ""
    why: str = ""
    diff: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """All that was tried on one exercise.  made: how many mutants there are, tried or not."""

    exercise: str
    wanted: float
    made: int
    results: tuple[Result, ...]

    def of(self, fate: Fate) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.fate is fate)

    @property
    def kill_rate(self) -> float:
        """The share that was killed of those that a suite can catch."""
        killed, survived = len(self.of(Fate.KILLED)), len(self.of(Fate.SURVIVED))
        return killed / (killed + survived) if killed + survived else 1.0

    @property
    def enough(self) -> bool:
        return self.kill_rate >= self.wanted

    def kills(self) -> dict[str, int]:
        """Return how many mutants each check killed, most first."""
        names = [result.by for result in self.of(Fate.KILLED)]
        return {
            name: names.count(name)
            for name in sorted(set(names), key=lambda name: (-names.count(name), name))
        }


def mutate(
    exercise: Exercise,
    workers: Workers,
    *,
    limit: int = 0,
    seed: int = 0,
    progress: Progress = lambda _done, _all: None,
) -> Mutation:
    """Try the mutants of an exercise's solution and right answers on its suite.

    limit: try at most so many, the solution's first, the others drawn with `seed`; 0 tries all.
    Raises CatalogError when there is nothing to mutate, or when a right answer does not pass.
    """
    originals = right_answers(exercise)
    made = _made(originals, _suite(exercise))
    chosen = _chosen(made, next(iter(originals)), limit, seed)
    results = _tried(_bounded(exercise), originals, chosen, workers, progress)
    order = {id(mutant): number for number, mutant in enumerate(chosen)}
    return Mutation(
        exercise=exercise.slug,
        wanted=exercise.verify.kill_rate,
        made=len(made),
        results=tuple(sorted(results, key=lambda result: order[id(result.mutant)])),
    )


def right_answers(exercise: Exercise) -> dict[str, str]:
    """Return the texts of all right answers by their files, the solution first.  Raises CatalogError."""
    if exercise.key is None:
        raise CatalogError(
            f"{exercise.slug} has no solutions here. Name their folder: --key DIR (or GRADE_KEY=DIR)."
        )
    paths = [exercise.key / exercise.file, *sorted((exercise.key / "right").glob("*.py"))]
    return {path.relative_to(exercise.key).as_posix(): _read(path) for path in paths}


def _read(path: Path) -> str:
    try:
        answer = decode(path.read_bytes(), path.name)
    except OSError as error:
        raise CatalogError(f"{path} cannot be read: {error.strerror}.") from error
    if isinstance(answer, Problem):
        raise CatalogError(f"{path} is no right answer: {answer.headline}")
    return answer.source


def _suite(exercise: Exercise) -> str:
    path = exercise.key / SUITE if exercise.key else None
    return path.read_text(encoding="utf-8", errors="replace") if path and path.is_file() else ""


def _made(originals: dict[str, str], suite: str) -> list[Mutant]:
    """Return the mutants, the solution's first; none that is right, none with a mistake made before."""
    allowed = allowances(next(iter(originals.values())))
    found: dict[str, Mutant] = {}
    try:
        right = {meaning(text) for text in originals.values()}
        for file, text in originals.items():
            for mutant in mutants(text, file, right, suite):
                said = mutant.allowed or allowed.get(mutant.operator, "")
                found.setdefault(mutant.mistake, replace(mutant, allowed=said))
    except SyntaxError as error:
        raise CatalogError(f"A right answer is no Python: {error}") from error
    return list(found.values())


def _chosen(made: list[Mutant], solution: str, limit: int, seed: int) -> list[Mutant]:
    own = [mutant for mutant in made if mutant.file == solution]
    others = [mutant for mutant in made if mutant.file != solution]
    if not limit or len(made) <= limit:
        return made
    if len(own) >= limit:
        return _sample(own, limit, seed)
    return own + _sample(others, limit - len(own), seed)


def _sample(found: list[Mutant], number: int, seed: int) -> list[Mutant]:
    return [found[index] for index in sorted(random.Random(seed).sample(range(len(found)), number))]


def _bounded(exercise: Exercise) -> Exercise:
    limits: Limits = exercise.limits
    return replace(
        exercise,
        limits=replace(
            limits,
            cpu_seconds=min(limits.cpu_seconds, _CPU_SECONDS),
            wall_seconds=min(limits.wall_seconds, _WALL_SECONDS),
        ),
    )


def _tried(
    exercise: Exercise,
    originals: dict[str, str],
    chosen: list[Mutant],
    workers: Workers,
    progress: Progress,
) -> Iterator[Result]:
    needed = {mutant.file for mutant in chosen}
    own = deque(
        Trial(exercise=exercise, file=file, source=text) for file, text in originals.items() if file in needed
    )
    prints = {}
    for trial, tried in workers.carry_out(own):
        if tried.failed or tried.broken:
            raise CatalogError(
                f"{exercise.slug}: {trial.file} does not pass its own suite: {tried.failed or tried.broken}\n"
                "Only what passes can be mutated; `grade verify` tells more."
            )
        prints[trial.file] = tried.prints
    queue = deque(
        Trial(exercise=exercise, file=mutant.file, source=mutant.source, mutant=mutant) for mutant in chosen
    )
    done = 0
    for trial, tried in workers.carry_out(queue):
        mutant = trial.mutant
        assert mutant is not None
        if _needs_probe(trial, tried, prints):
            queue.append(replace(trial, source=mutant.probe, probe=True))
            continue
        done += 1
        progress(done, len(chosen))
        yield _result(trial, tried, prints, originals[mutant.file])


def _needs_probe(trial: Trial, tried: Tried, prints: dict[str, str]) -> bool:
    mutant = trial.mutant
    assert mutant is not None
    lives = not (trial.probe or tried.failed or tried.broken or mutant.allowed or mutant.quiet)
    return lives and tried.prints == prints[trial.file]


def _result(trial: Trial, tried: Tried, prints: dict[str, str], original: str) -> Result:
    mutant, same = trial.mutant, tried.prints == prints[trial.file]
    assert mutant is not None
    if trial.probe:
        fate = Fate.SURVIVED if same else Fate.EQUIVALENT
        why = "The suite never gets to this line." if same else "Every event is the same."
    elif tried.failed:
        return Result(mutant=mutant, fate=Fate.KILLED, by=tried.failed)
    elif mutant.allowed:
        fate, why = Fate.EQUIVALENT, f"Its author: {mutant.allowed}"
    elif tried.broken:
        fate, why = Fate.SURVIVED, f"The suite itself breaks on it: {tried.broken}"
    elif same:
        fate, why = Fate.SURVIVED, "Nothing in the suite's runs gives it an occasion to differ."
    else:
        fate, why = Fate.SURVIVED, "It runs differently, and no check minds."
    return Result(mutant=mutant, fate=fate, why=why, diff=difference(original, mutant))
