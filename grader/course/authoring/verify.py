"""Prove exercises: read, grade every answer of the key, judge what came of it.  Start reading here.

    with Workers(2) as workers:
        for verification in verify(exercises, workers, Plan()):
            ...

What has to hold stands in the two tables of proofs below, one line each.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.catalog import Catalog, CatalogError
from grader.course.authoring import proofs_by_grading as graded
from grader.course.authoring import proofs_on_paper as paper
from grader.course.authoring.bench import Bench, Fault, Proof, Role
from grader.course.authoring.key import bench_of
from grader.course.authoring.mutation import Fate, Mutation, Progress, mutate
from grader.course.authoring.trials import Plan, Trials
from grader.course.authoring.worker import Assignment
from grader.course.workers import Workers
from grader.manifest import MANIFEST
from grader.model import Exercise

NEEDED: tuple[Proof, ...] = (paper.files_are_there, paper.texts_are_utf8, paper.texts_are_python)
"""What has to hold before anything can be graded."""

WITHOUT_ANSWERS: tuple[Proof, ...] = (
    paper.manifest_says_enough,
    paper.readme_names_the_contract,
    paper.no_clock_is_named,
    paper.no_chance_is_named,
    paper.no_test_hides_another,
    graded.suite_works,
    graded.grading_is_quick,
)
"""What has to hold even when only the solution could be graded, with a suite that is of no use."""

PROOFS: tuple[Proof, ...] = (
    *WITHOUT_ANSWERS,
    graded.stub_is_a_beginning,
    graded.right_answers_pass,
    graded.mutants_are_caught,
    graded.rules_hold_their_tongue,
    graded.checks_can_fail,
    graded.points_add_up,
    graded.every_grading_is_the_same,
    graded.no_clock_is_read,
    graded.nothing_hidden_is_shown,
    graded.answers_are_enough,
    paper.answers_have_names_that_are_read,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What came of proving one exercise.  mutation: what became of its made mutants, if they were tried."""

    bench: Bench
    faults: tuple[Fault, ...] = ()
    mutation: Mutation | None = None

    @property
    def proved(self) -> bool:
        return all(fault.warning for fault in self.faults)


def verify(catalog: Catalog, folders: Iterable[Path], workers: Workers, plan: Plan) -> Iterator[Verification]:
    """Prove the exercises in some folders, yielding each once its last answer is graded.

    Raises WorkerFailed.
    """
    queue: deque[Assignment] = deque()
    trials: dict[Path, Trials] = {}
    for folder in folders:
        bench, faults = _laid_out(catalog, folder)
        if faults:
            yield Verification(bench=bench, faults=faults)
            continue
        trials[bench.exercise.folder] = Trials(bench, plan)
        queue.append(trials[bench.exercise.folder].first())
    for assignment, grading in workers.carry_out(queue):
        tried = trials[assignment.exercise.folder]
        queue.extendleft(reversed(tried.take(assignment, grading)))
        if tried.are_complete:
            yield _judged(tried.bench())


def with_mutants(
    verification: Verification, workers: Workers, limit: int, seed: int, progress: Progress
) -> Verification:
    """Return the verification with made mutants tried, and a fault where the suite misses too many.

    An exercise that is refused already has to be mended first.  limit, seed, progress: see `mutate`.
    Raises WorkerFailed.
    """
    if not verification.proved:
        return verification
    exercise = verification.bench.exercise
    mutation = mutate(exercise, workers, limit=limit, seed=seed, progress=progress)
    faults = verification.faults
    if not mutation.enough:
        missed = len(mutation.of(Fate.SURVIVED))
        fault = Fault(
            what=f"The suite misses {missed} of {len(mutation.results)} made mutants: "
            f"{mutation.kill_rate:.1%} killed, {mutation.wanted:.0%} are asked for.",
            fix=f"See them: grade mutate {exercise.slug}. Add a check, or say on its line why one may live.",
            file=verification.bench.suite_path,
        )
        faults = (*faults, fault)
    return replace(verification, mutation=mutation, faults=faults)


def _laid_out(catalog: Catalog, folder: Path) -> tuple[Bench, tuple[Fault, ...]]:
    try:
        bench = bench_of(catalog.load(folder))
    except CatalogError as error:
        exercise = Exercise(slug=folder.name, title="", summary="", folder=folder)
        fix = "Mend it; docs/suite-api.md lists every key and what it may hold."
        return Bench(exercise=exercise), (Fault(what=str(error), fix=fix, file=folder / MANIFEST),)
    faults = next(filter(None, (_faults((proof,), bench) for proof in NEEDED)), ())
    return bench, faults


def _judged(bench: Bench) -> Verification:
    return Verification(
        bench=bench, faults=_faults(PROOFS if bench.of(Role.STUB) else WITHOUT_ANSWERS, bench)
    )


def _faults(proofs: Iterable[Proof], bench: Bench) -> tuple[Fault, ...]:
    return tuple(dict.fromkeys(fault for proof in proofs for fault in proof(bench)))
