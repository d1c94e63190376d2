from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader.course.batch.class_report import class_report
from grader.course.batch.digest import digest_of
from grader.course.batch.folder import OutputFolder
from grader.course.batch.ledger import Ledger
from grader.course.batch.results import write_missing_reports, write_table
from grader.course.batch.task import Graded
from grader.model import CheckResult, Exercise, Finding, Isolation, Level, Report, Status, Verdict
from grader.report.class_page import class_html, excerpt_of
from grader.report.encoding import to_json
from tests.course.batch.test_ledger import answer
from tests.report.pages import Page

EXERCISE = Exercise(slug="exercise-02", title="Three <at> once", summary="", folder=Path("exercise-02"))
SOURCE = "import asyncio  # by Ann Lee\n\n\nasync def main():  # Ann Lee\n    await one()  # '#' too\n    x = '#1'\n"
REPORT = Report(
    grader_version="0", exercise="exercise-02", title="Three", file="exercise.py", sha256="0" * 64, source=SOURCE,
    outcome=Verdict.FAILED, max_score=3, isolation=Isolation(level="full"),
    checks=(
        CheckResult(id="test_a", title="It <is> so.", status=Status.FAILED, max_points=2, visibility="always"),
        CheckResult(id="test_b", title="And so.", status=Status.PASSED, points=1, max_points=1),
    ),
    findings=(Finding(rule="await-in-loop", level=Level.ESSENTIAL, headline="One after <another>.", line=5),),
)  # fmt: skip
PASSED = replace(
    REPORT, outcome=Verdict.PASSED, findings=(),
    checks=tuple(replace(check, status=Status.PASSED, points=check.max_points) for check in REPORT.checks),
)  # fmt: skip


def graded(id_: str, report: Report, wall: float = 0.1) -> Graded:
    return Graded(
        id=id_, report=zlib.compress(to_json(report).encode()), page=b"", digest=digest_of(report),
        outcome=str(report.outcome), score=report.score, max_score=report.max_score, level="full",
        wall_seconds=wall, cpu_seconds=0.1,
    )  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    reports = [REPORT, REPORT, PASSED, replace(PASSED, notes=("To look at: <it>.",)), PASSED]
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.begin({}, [replace(answer(f"ann-{number}"), late=number == 1) for number in range(7)])
        entries = ledger.claim(6, now=0.0)
        ledger.record(
            graded(entry.id, report, 60.0 if entry is entries[4] else 0.1)
            for entry, report in zip(entries, reports, strict=False)
        )
        ledger.for_a_person(entries[5].id, "=the worker ended")
        yield ledger


def test_a_class_is_counted_together(ledger: Ledger) -> None:
    report = class_report(ledger, EXERCISE)
    assert (report.submissions, report.waiting, report.late) == (7, 1, 1)
    assert report.outcomes == {"failed": 2, "passed": 3}
    assert [(bar.label, bar.count) for bar in report.scores] == [("0", 0), ("1", 2), ("2", 0), ("3", 3)]
    assert (report.median, round(report.mean, 1)) == (3, 2.2)
    assert [(check.title, check.failed, check.passed) for check in report.checks] == [
        ("It <is> so.", 2, 3),
        ("And so.", 0, 5),
    ]
    (mistake,) = report.mistakes
    assert (mistake.rule, mistake.answers, mistake.first) == ("await-in-loop", 2, 2)
    assert mistake.excerpt == ((4, "async def main():"), (5, "    await one()"), (6, "    x = '#1'"))
    assert [one.why for one in report.people] == ["=the worker ended"]
    assert [one.why for one in report.odd] == ["To look at: <it>."]
    assert [one.why for one in report.slow] == ["took 60.0 s; half of all took less than 0.10 s"]


def test_many_scores_are_drawn_in_ranges_with_full_marks_apart(ledger: Ledger) -> None:
    high = CheckResult(id="test_a", title="A", status=Status.PASSED, points=100, max_points=100)
    for entry in ledger.claim(1, now=0.0):
        ledger.record([graded(entry.id, replace(PASSED, checks=(high,), max_score=100))])
    bars = class_report(ledger, EXERCISE).scores
    assert [bar.label for bar in bars][-2:] == ["90 to 99", "100"]
    assert sum(bar.count for bar in bars) == 6


def test_the_page_is_whole_and_everything_in_it_is_escaped(ledger: Ledger) -> None:
    text = class_html(class_report(ledger, EXERCISE))
    page = Page(text)
    assert "<script" not in text
    assert "Ann Lee" not in text
    assert "ann-" not in text
    assert [one.text for one in page.find("h1")] == ["Three <at> once"]
    assert "It <is> so." in [one.text for one in page.find("th")]
    assert any("To look at: <it>." in one.text for one in page.find("li"))


def test_a_class_nobody_is_graded_of_yet_has_a_page(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.begin({}, [answer("ann")])
        assert "not graded yet" in class_html(class_report(ledger, EXERCISE))


def test_an_excerpt_ends_with_the_file() -> None:
    assert excerpt_of("a\nb", 2, 900) == ((1, "a"), (2, "b"))
    assert excerpt_of("a\nb", 7) == excerpt_of("a", None) == ()


def test_a_table_has_no_formula_and_no_score_where_nobody_judged(ledger: Ledger, tmp_path: Path) -> None:
    with OutputFolder(tmp_path / "out") as folder:
        write_table(folder, ledger)
        write_missing_reports(folder, ledger)
        rows = (folder.path / "results.csv").read_text().splitlines()
        assert sum(",,,no,1,person,,'=the worker ended" in row for row in rows) == 1
        assert sum(",,,no,1,waiting,," in row for row in rows) == 1
        reports = sorted(folder.reports.glob("*.json"))
        assert len(reports) == 5
        assert json.loads(reports[0].read_text())["exercise"] == "exercise-02"
        assert all(path.with_suffix(".html").read_text().startswith("<!doctype html>") for path in reports)
