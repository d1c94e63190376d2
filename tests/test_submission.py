"""`grader.submission`: what comes off the disk is text that can be graded, or a clear reason why not."""

import hashlib
import io
from pathlib import Path

import pytest

from grader.model import Problem, Submission
from grader.submission import MAX_BYTES, SubmissionError, decode, read_bytes, read_submission


def problem(data: bytes) -> Problem:
    found = decode(data, "exercise.py")
    assert isinstance(found, Problem)
    assert found.headline.endswith(".")
    assert found.advice.endswith(".")
    return found


def text(data: bytes) -> str:
    found = decode(data, "exercise.py")
    assert isinstance(found, Submission)
    return found.source


def test_plain_text_keeps_its_name_and_the_digest_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "answer.py"
    path.write_bytes("x = 'é'\n".encode())
    assert read_submission(path) == Submission(
        name="answer.py", source="x = 'é'\n", sha256=hashlib.sha256(path.read_bytes()).hexdigest()
    )


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert text(b"\xef\xbb\xbfx = 1\n") == "x = 1\n"


def test_line_ends_of_every_system_read_the_same() -> None:
    assert text(b"a = 1\r\nb = 2\rc = 3\n") == "a = 1\nb = 2\nc = 3\n"


def test_a_coding_cookie_changes_nothing() -> None:
    assert text("# -*- coding: utf-7 -*-\nx = 'é'\n".encode()) == "# -*- coding: utf-7 -*-\nx = 'é'\n"
    assert problem("# coding: latin-1\nx = 'é'\n".encode("latin-1")).line == 2


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n", b"  \r\n\t\n"])
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    assert problem(data).kind == "empty"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-32", "UTF-32")],
)
def test_wide_encodings_are_recognised_with_and_without_a_mark(encoding: str, name: str) -> None:
    found = problem("import asyncio\n".encode(encoding))
    assert found.details == f"It is saved as {name}."
    assert "UTF-8" in found.advice


def test_a_nul_byte_is_found_with_its_line() -> None:
    found = problem(b"import asyncio\r\n\r\nx = '\0'\r\n")
    assert (found.kind, found.line) == ("nul-byte", 3)


def test_a_byte_that_is_not_utf8_is_found_with_its_line_and_place() -> None:
    found = problem(b"import asyncio\nname = 'caf\xe9'\n")
    assert (found.kind, found.line) == ("not-utf8", 2)
    assert found.details == "Byte 0xe9 on line 2 is not UTF-8 (byte 12 of the line)."


def test_a_file_of_the_allowed_size_is_read_and_one_byte_more_is_not() -> None:
    assert len(text(b"#" * MAX_BYTES)) == MAX_BYTES
    assert problem(b"#" * (MAX_BYTES + 1)).kind == "too-big"


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "exercise.py"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    assert len(read_bytes(path)) == MAX_BYTES + 1


def test_standard_input_is_read_for_a_dash() -> None:
    assert read_bytes(Path("-"), io.BytesIO(b"x = 1")) == b"x = 1"


def test_what_cannot_be_read_is_a_mistake_of_the_command_line(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="There is no file"):
        read_bytes(tmp_path / "nowhere.py")
    with pytest.raises(SubmissionError, match="is a folder"):
        read_bytes(tmp_path)
    with pytest.raises(SubmissionError, match="cannot be read"):
        read_bytes(tmp_path / "nul\0.py")
    (tmp_path / "file").touch()
    with pytest.raises(SubmissionError, match="cannot be read: Not a directory"):
        read_bytes(tmp_path / "file" / "exercise.py")
