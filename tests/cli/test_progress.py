import io
from collections.abc import Iterator

from grader.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def seconds() -> Iterator[float]:
    yield from (0.0, 0.0, 10.0, 20.0, 80.0)


def told(stream: io.StringIO) -> str:
    times = seconds()
    progress = Progress(stream, now=lambda: next(times))
    progress.begins(400, 100)
    progress.graded(["x"] * 50)
    progress.lost("abc", "the worker\x1b ended", "waiting")
    progress.graded(["x"] * 50)
    progress.ends()
    return stream.getvalue()


def test_a_terminal_has_one_line_that_moves() -> None:
    lines = told(Terminal()).replace("\r", "|").split("\n")
    assert lines[0] == "|100 of 400 were graded before"
    assert lines[1].startswith(
        "|[#########...............] 150 of 400  5.0 a second, 50 s left|abc: the worker? ended; "
    )
    assert lines[2] == "|[############............] 200 of 400  5.0 a second, 40 s left"


def test_elsewhere_there_are_plain_lines() -> None:
    assert told(io.StringIO()).splitlines() == [
        "100 of 400 were graded before",
        "150 of 400 graded, 5.0 a second, 50 s left",
        "abc: the worker? ended; it is tried again",
        "200 of 400 graded, 5.0 a second, 40 s left",
    ]
