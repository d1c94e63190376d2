"""Grade a source of submissions into a folder: the one place that knows the order of things.

    order = Order(exercise=exercise, source=path, output=folder)
    summary = run(order, progress, stopping)

open the folder -> take the source in, or find it as it was -> grade the solution -> grade what waits ->
write the results.  Killed anywhere and run again with the same words, it goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from grader import __version__
from grader.course.batch.bundle import Bundle, pack
from grader.course.batch.class_report import class_report
from grader.course.batch.cluster import Cluster
from grader.course.batch.engine import Engine, Progress
from grader.course.batch.errors import BatchMistake, EngineStopped, FolderError, LedgerError
from grader.course.batch.executors import Pool, Threads, cores, load_pool, wait_for_slots
from grader.course.batch.folder import OutputFolder
from grader.course.batch.formats import Formats, open_formats
from grader.course.batch.handed_in import Unmatched
from grader.course.batch.importers.pattern import Pattern
from grader.course.batch.importers.shelf import Chosen, detect, load
from grader.course.batch.intake import Answer, intake
from grader.course.batch.ledger import Entry, Ledger
from grader.course.batch.results import (
    write_missing_reports,
    write_reports,
    write_table,
    write_unmatched,
)
from grader.course.batch.source import Tree, open_source
from grader.course.batch.task import PATIENCE, Graded, Task, WrongGrader
from grader.course.batch.trial import grade_solution
from grader.course.batch.workers import shared
from grader.model import Exercise
from grader.report.class_page import class_html
from grader.run.sandbox.users import close_host

CLASS_REPORT = "class.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What an instructor asks for.

    importer, pattern: the layout, where it is not to be detected.  regrade: "failed", "faults" or "all".
    workers: how many answers are graded at the same time; None is one for each processor.  engine:
    `module:factory` of an Executor.  cluster: a scheduler's address, or its file.  to: formats to write as
    well, `NAME[:PATH]`.
    """

    exercise: Exercise
    source: Path
    output: Path
    workers: int | None = None
    importer: str | None = None
    pattern: str | None = None
    regrade: str | None = None
    isolation: str = "auto"
    engine: str | None = None
    to: tuple[str, ...] = ()
    cluster: str | None = None
    patience: float = PATIENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How a batch ended.  finished: it was not stopped before its end."""

    submissions: int
    outcomes: dict[str, int]
    people: int
    waiting: int
    unmatched: int
    finished: bool
    importer: str
    faults: tuple[str, ...] = field(default=())


class Telling(Progress, Protocol):
    """Hears how far the batch is."""

    def begins(self, total: int, done: int) -> None:
        """So many submissions there are, so many need nothing more."""

    def note(self, text: str) -> None:
        """Something that the instructor may want to know."""


def run(order: Order, progress: Telling, stopping: Callable[[], bool]) -> Summary:
    """Grade everything that waits.  Raises BatchMistake, BatchFault, IsolationMissing."""
    if order.output.resolve() == order.source.resolve():
        raise FolderError(
            f"--output {order.output} is SOURCE itself; its files would lie among the answers.\n"
            "Name another folder."
        )
    close_host()  # names are in this process's memory
    with OutputFolder(order.output) as folder, Ledger(folder.ledger) as ledger:
        bundle = pack(order.exercise)
        formats = open_formats(order.to, folder)
        with open_source(order.source) as tree:
            faults = _take_in(order, ledger, tree, bundle)
            ledger.release_all()
            try:
                finished = _grade(order, ledger, folder, formats, tree, bundle, progress, stopping)
                stopped = ""
            except EngineStopped as error:
                finished, stopped = False, str(error)
        write_missing_reports(folder, ledger)
        formats.write_missing(ledger)
        write_table(folder, ledger)
        unmatched = write_unmatched(folder, ledger)
        folder.write(
            CLASS_REPORT, class_html(class_report(ledger, order.exercise)).encode("utf-8", "replace")
        )
        summary = _summary(ledger, unmatched, finished, faults)
    if stopped:
        raise EngineStopped(
            f"{stopped}\n{summary.submissions - summary.waiting} of {summary.submissions} submissions are "
            f"done and kept, {summary.waiting} are left; the same command goes on with them."
        )
    return summary


def _summary(ledger: Ledger, unmatched: int, finished: bool, faults: tuple[str, ...]) -> Summary:
    counts = ledger.counts()
    return Summary(
        submissions=sum(counts.values()),
        outcomes=ledger.outcomes(),
        people=counts.get("person", 0),
        waiting=counts.get("waiting", 0) + counts.get("claimed", 0),
        unmatched=unmatched,
        finished=finished,
        importer=ledger.about()["importer"],
        faults=faults,
    )


# ---- taking in -----------------------------------------------------------------------------


def _take_in(order: Order, ledger: Ledger, tree: Tree, bundle: Bundle) -> tuple[str, ...]:
    """Put the source into the ledger, or see that it is the one that is there."""
    known = ledger.about()
    if known:
        _check_exercise(order, known, bundle)
    chosen = _importer(order, tree, known)
    found = list(intake(tree, chosen.importer, order.exercise))
    answers = {one.key: one.sha256 for one in found if isinstance(one, Answer)}
    if known:
        _check_source(order, ledger.answers(), answers)
    elif not answers:
        raise BatchMistake(_nobody(order, chosen, [one for one in found if isinstance(one, Unmatched)]))
    about = {
        "exercise": order.exercise.slug,
        "title": order.exercise.title,
        "bundle": bundle.sha256,
        "grader": __version__,
    }
    if not known:
        ledger.begin({**about, "importer": chosen.name, "pattern": order.pattern or ""}, found)
    elif order.regrade:
        ledger.regrade(order.regrade, about)
    return chosen.faults


def _importer(order: Order, tree: Tree, known: dict[str, str]) -> Chosen:
    if order.pattern:
        return Chosen(name="pattern", importer=Pattern(order.pattern))
    if order.importer:
        return Chosen(name=order.importer, importer=load(order.importer))
    if known.get("pattern"):
        return Chosen(name="pattern", importer=Pattern(known["pattern"]))
    return Chosen(name=known["importer"], importer=load(known["importer"])) if known else detect(tree)


def _check_exercise(order: Order, known: dict[str, str], bundle: Bundle) -> None:
    if known["exercise"] != order.exercise.slug:
        raise LedgerError(
            f"{order.output} holds a batch of {known['exercise']}, not of {order.exercise.slug}.\n"
            "Name a folder of its own for each exercise: --output DIR."
        )
    if order.regrade == "all":
        return
    for name, now, what in (
        ("bundle", bundle.sha256, f"The hidden suite of {order.exercise.slug}"),
        ("grader", __version__, "The grader"),
    ):
        if known[name] != now:
            raise LedgerError(
                f"{what} has changed since the batch in {order.output} was begun; "
                "two halves of a class would be graded apart.\n"
                "To grade everybody by the new one: --regrade all. To keep the old: another --output DIR."
            )


def _check_source(order: Order, known: dict[str, str], found: dict[str, str]) -> None:
    new, gone = len(found.keys() - known.keys()), len(known.keys() - found.keys())
    changed = sum(found[key] != known[key] for key in found.keys() & known.keys())
    if new or gone or changed:
        raise LedgerError(
            f"{order.source} is not the source that the batch in {order.output} was begun with: "
            f"{new} new, {changed} changed, {gone} gone.\n"
            "Name the source as it was, or grade the new one into another folder: --output DIR."
        )


def _nobody(order: Order, chosen: Chosen, unmatched: list[Unmatched]) -> str:
    shown = "\n".join(f"  {one.path}: {one.why}" for one in unmatched[:10])
    return (
        f"{order.source} holds nobody's answer, read as “{chosen.name}”.\n{shown or '  It is empty.'}\n"
        "Say which layout it has with --from, or describe its names with --pattern."
    )


# ---- grading -------------------------------------------------------------------------------


def _grade(
    order: Order,
    ledger: Ledger,
    folder: OutputFolder,
    formats: Formats,
    tree: Tree,
    bundle: Bundle,
    progress: Telling,
    stopping: Callable[[], bool],
) -> bool:
    counts = ledger.counts()
    waiting = counts.get("waiting", 0)
    progress.begins(sum(counts.values()), sum(counts.values()) - waiting)
    if not waiting:
        return True
    pool = _pool(order)
    scratch = None if pool.elsewhere else str(folder.work)

    def task(data: bytes, id_: str, beside: tuple[str, ...] = ()) -> Task:
        # Never the file's own name: platforms put the learner's into it.
        return Task(
            id=id_, data=data, file=order.exercise.file, beside=beside, bundle=bundle, scratch=scratch,
            isolation=order.isolation, patience=order.patience, elsewhere=pool.elsewhere,
        )  # fmt: skip

    def task_of(entry: Entry) -> Task:
        return task(tree.read(entry.path), entry.id, entry.beside)

    def keep(done: Sequence[Graded]) -> None:
        write_reports(folder, done)
        formats.write(done)

    try:
        if not wait_for_slots(pool, progress.note, stopping):
            return False
        grade_solution(order.exercise, task, pool)
        return Engine(ledger, pool, task_of, keep, progress, stopping).run()
    except WrongGrader as error:
        raise BatchMistake(f"{error}.\nInstall the same version everywhere.") from error
    finally:
        pool.close()
        shared().close()


def _pool(order: Order) -> Pool:
    if order.cluster:
        return Cluster(order.cluster)
    if order.engine:
        return load_pool(order.engine, order.workers)
    return Threads(order.workers or cores())
