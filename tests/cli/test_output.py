"""Where texts go, and what the terminal can show."""

import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from grader.cli.ends import Mistake
from grader.cli.output import Destination, choose, say, terminal_look, write_file
from tests.cli.conftest import ENVIRONMENT

FORMATS = ("terminal", "json", "markdown", "html")


class Screen(io.TextIOWrapper):
    """Standard output as a terminal of the given encoding."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = True) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def shown(self) -> bytes:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue()


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return monkeypatch


def test_colour_is_for_terminals_that_want_it(plain: pytest.MonkeyPatch) -> None:
    plain.setattr(sys, "stdout", Screen())
    assert terminal_look().colour
    plain.setenv("NO_COLOR", "1")
    assert not terminal_look().colour
    plain.setenv("NO_COLOR", "")  # an empty value means nothing, says no-color.org
    assert terminal_look().colour
    plain.setenv("TERM", "dumb")
    assert not terminal_look().colour
    plain.setattr(sys, "stdout", Screen(terminal=False))
    assert not terminal_look().colour


def test_a_terminal_without_line_drawing_gets_ascii(plain: pytest.MonkeyPatch) -> None:
    plain.setattr(sys, "stdout", Screen("utf-8"))
    assert not terminal_look().ascii
    plain.setattr(sys, "stdout", screen := Screen("ascii"))
    assert terminal_look().ascii
    say("é → x")
    assert screen.shown() == b"? ? x\n"


@pytest.mark.parametrize(("columns", "width"), [("100", 100), ("7", 40), ("1000", 120), ("0", 80), ("x", 80)])
def test_the_width_is_the_terminal_s_within_reason(
    plain: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    plain.setattr(sys, "stdout", Screen(terminal=False))
    plain.setenv("COLUMNS", columns)
    assert terminal_look().width == width


def test_a_page_is_not_poured_into_a_terminal(plain: pytest.MonkeyPatch) -> None:
    plain.setattr(sys, "stdout", Screen())
    assert choose("html", None, FORMATS, "r.html") == Destination(format="html", path=Path("r.html"))
    assert choose("html", Path("-"), FORMATS, "r.html") == Destination(format="html", path=None)
    assert choose("json", None, FORMATS, "r.html") == Destination(format="json", path=None)
    plain.setattr(sys, "stdout", Screen(terminal=False))
    assert choose("html", None, FORMATS, "r.html") == Destination(format="html", path=None)


def test_an_ending_that_is_no_format_here_means_the_first(tmp_path: Path) -> None:
    assert choose(None, tmp_path / "x.md", ("terminal", "json"), "r.html").format == "terminal"


def test_a_file_is_replaced_whole_and_keeps_what_it_was(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("old")
    link = tmp_path / "link.json"
    link.symlink_to(path)
    write_file(link, "né")
    assert link.is_symlink()
    assert path.read_bytes() == "né".encode()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link.json", "report.json"]
    assert stat.S_IMODE(path.stat().st_mode) & 0o400


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_file(Path(os.devnull), "x")
    assert not Path(os.devnull).is_file()


def test_a_file_that_cannot_be_written_is_a_mistake_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="cannot be written"):
        write_file(tmp_path / "nowhere" / "report.json", "x")
    assert list(tmp_path.iterdir()) == []


def test_a_reader_who_leaves_early_is_no_error() -> None:
    code = "from grader.cli.output import say\nfor _ in range(20_000): say('to fill the pipe')\nexit(7)"
    command = f'"{sys.executable}" -c "$CODE" | head -1; echo "${{PIPESTATUS[0]}}"'
    environment = {**ENVIRONMENT, "CODE": code}
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, env=environment
    )
    assert done.stdout == "to fill the pipe\n7\n"
    assert done.stderr == ""
