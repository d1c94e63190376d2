"""`--to` of a batch: the files of every answer that was judged, redacted, whole, the same however they came."""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader import model
from grader.course.batch.digest import digest_of
from grader.course.batch.errors import FormatError
from grader.course.batch.folder import OutputFolder
from grader.course.batch.formats import open_formats
from grader.course.batch.intake import Answer
from grader.course.batch.ledger import Ledger
from grader.course.batch.task import Graded
from grader.report.encoding import to_json
from grader.report.lms import names
from tests.course.gradebooks.test_gradebook_command import CANARY, report

FORMATS = [name for name in names() if name != "classroom50"]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[OutputFolder]:
    mask = os.umask(0o022)
    with OutputFolder(tmp_path / "out") as opened:
        yield opened
    os.umask(mask)


@pytest.fixture
def ledger(folder: OutputFolder) -> Iterator[Ledger]:
    with Ledger(folder.ledger) as opened:
        opened.begin(
            {"exercise": "exercise-02", "importer": "x"}, [Answer(key=k, path=k, sha256=k) for k in "ab"]
        )
        yield opened


def result(id_: str, one: model.Report | None = None) -> Graded:
    one = one or report("somebody")
    return Graded(
        id=id_, report=zlib.compress(to_json(one).encode()), page=b"", digest=digest_of(one), outcome=str(one.outcome),
        score=7, max_score=10, level="full", wall_seconds=1.0, cpu_seconds=1.0,
    )  # fmt: skip


def files(top: Path) -> dict[str, bytes]:
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in top.rglob("*")
        if path.is_file() and not path.name.startswith((".lock", "ledger"))
    }


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_privately_and_redacted(folder: OutputFolder, name: str) -> None:
    open_formats([name], folder).write([result("abc")])
    found = files(folder.path)
    assert found
    assert all(path.startswith(f"{name}/abc") for path in found)
    for path in (folder.path / name).rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    if name not in ("gradescope", "coderunner"):  # these platforms hide what is hidden themselves
        assert all(CANARY.encode() not in data for data in found.values())


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("junit", ["junit/abc.xml"]),
        ("github", ["github/abc/log.txt", "github/abc/summary.md"]),
        ("junit:{out}/them", ["them/abc.xml"]),
        ("github:{out}/them", ["them/abc/log.txt", "them/abc/summary.md"]),
        ("junit:{out}/{id}/TEST-{id}.xml", ["abc/TEST-abc.xml"]),
        ("github:{out}/{id}/s.md", ["abc/log.txt", "abc/s.md"]),
    ],
)
def test_files_go_where_they_are_told(folder: OutputFolder, word: str, expected: list[str]) -> None:
    open_formats([word.replace("{out}", str(folder.path))], folder).write([result("abc")])
    assert sorted(files(folder.path)) == expected


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["classroom50"], "CLASSROOM, ASSIGNMENT"),
        (["juint"], "Did you mean junit"),
        (["junit:-"], "a file for each answer"),
        (["github:x-{id}.md"], "has 2 files. Name a folder"),
        (["junit:{out}/ledger.sqlite/x"], "folder cannot be made"),
        (["check50:{out}/reports"], "is for the reports themselves"),
        (["check50:{out}/x", "sarif:{out}/x", "gradescope:{out}/x"], "write the same files"),
        (["junit", "junit"], "write the same files"),
    ],
)
def test_what_cannot_be_written_is_said_before_anything_is_graded(
    folder: OutputFolder, words: list[str], said: str
) -> None:
    folder.ledger.write_bytes(b"")
    with pytest.raises(FormatError, match=said):
        open_formats([word.replace("{out}", str(folder.path)) for word in words], folder)


def test_what_is_missing_is_written_again_with_the_same_bytes(folder: OutputFolder, ledger: Ledger) -> None:
    formats = open_formats(["junit", "github"], folder)
    done = [result(entry.id) for entry in ledger.claim(2, 0.0)]
    formats.write(done)
    ledger.record(done)
    for one in done:
        folder.write(f"reports/{one.id}.json", zlib.decompress(one.report))
    before = files(folder.path)
    for path in before:
        if not path.startswith("reports/"):
            (folder.path / path).unlink()
    formats.write_missing(ledger)
    assert files(folder.path) == before


def test_files_of_an_earlier_grading_are_replaced(folder: OutputFolder, ledger: Ledger) -> None:
    done = [result(entry.id) for entry in ledger.claim(2, 0.0)]
    formats = open_formats(["junit"], folder)
    formats.write(done)
    again = [result(one.id, replace(report("x"), source="# newer\n", grader_version="9")) for one in done]
    ledger.record(again)  # graded again by a command that did not ask for the format
    for one in again:
        folder.write(f"reports/{one.id}.json", zlib.decompress(one.report))
        os.utime(folder.path / f"junit/{one.id}.xml", ns=(0, 0))
    formats.write_missing(ledger)
    assert all(b'value="9"' in (folder.path / f"junit/{one.id}.xml").read_bytes() for one in again)


def test_what_is_left_to_a_person_has_no_file_not_even_an_old_one(
    folder: OutputFolder, ledger: Ledger
) -> None:
    formats = open_formats(["junit"], folder)
    first, second = (result(entry.id) for entry in ledger.claim(2, 0.0))
    formats.write([first, second])
    ledger.record([first, second])
    formats.write([replace(first, outcome="fault")])
    ledger.for_a_person(second.id, "lost")
    formats.write_missing(ledger)
    assert sorted(files(folder.path)) == [f"junit/{first.id}.xml"]  # the ledger knows it as graded


def test_a_format_of_others_that_fails_is_a_fault_of_ours(
    folder: OutputFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from grader.course.batch import formats
    from grader.course.batch.errors import FormatFailed
    from grader.report.lms import load

    def broken(_: model.Report, __: object) -> bytes:
        raise ZeroDivisionError("theirs")

    theirs = replace(load("junit"), name="theirs", render=broken)
    monkeypatch.setattr(formats, "load", lambda name: theirs)
    with pytest.raises(FormatFailed, match="theirs failed: ZeroDivisionError"):
        open_formats(["theirs"], folder).write([result("abc")])
