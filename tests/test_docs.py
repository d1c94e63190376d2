"""The documents say what is so: commands, files, tests and fields they name exist, and outputs are real."""

import dataclasses
import inspect
import os
import re
import shlex
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import click
import pytest

from grader import model, suite
from grader.cli import ends
from grader.cli.root import COMMANDS, DEFAULT, root
from grader.manifest import _KEYS, _PROOFS, _RANGES, _SWITCHES
from grader.report import lms

ROOT = Path(__file__).parents[1]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")
UPDATE = "GRADE_UPDATE_README"


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def command(name: str) -> click.Command:
    found = root.get_command(click.Context(root), name)
    assert found is not None
    return found


# ---- commands ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [DEFAULT, *COMMANDS])
def test_every_command_and_option_has_help_and_is_in_the_readme(name: str) -> None:
    assert name == DEFAULT or f"`grade {name}" in README
    assert command(name).help
    for param in command(name).params:
        if isinstance(param, click.Option):
            assert param.help, param.name
            assert f"`{param.opts[0]}" in README, param.opts[0]


def test_commands_in_the_documents_are_understood() -> None:
    typed = [
        code.partition("grade ")[2].replace("[ARGS]...", "")
        for path in DOCUMENTS
        for code in _typed(path.read_text(encoding="utf-8"))
    ]
    assert len(typed) > 10
    for words in map(shlex.split, typed):
        name, rest = (words[0], words[1:]) if words[0] in COMMANDS else (DEFAULT, words)
        if rest:  # `grade show` alone is a mention; with words it has to be understood
            command(name).make_context(name, rest).close()


def _typed(text: str) -> list[str]:
    """What a document shows of the command line: lines of shell blocks, and code inside sentences."""
    consoles = re.findall(r"^\$ (grade .*)$", text, re.MULTILINE)  # the other lines there are output
    scripts = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = re.findall(r"^(?:\S*/)?(grade .*)$", "\n".join(scripts), re.MULTILINE)
    return consoles + lines + re.findall(r"`(grade [^`]+)`", text)


def test_the_readme_has_one_command_line_to_grade_and_one_to_test() -> None:
    """`.ci/run` runs these two, from a fresh copy."""
    lines = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert [line.rpartition(" ")[2] for line in lines] == ["exercise-02", "pytest"]


def test_exit_codes_are_told_alike_everywhere() -> None:
    codes = {ends.PASSED, ends.NOT_PASSED, ends.USAGE, ends.NO_ISOLATION, ends.FAULT}
    assert codes == {0, 1, 2, 3, 4}
    assert isinstance(root.epilog, str)
    for text in (README.partition("Exit codes:")[2], root.epilog):
        assert codes <= set(map(int, re.findall(r"\d+", text)))
    table = (ROOT / "docs/report-format.md").read_text(encoding="utf-8").partition("## Exit codes")[2]
    assert set(map(int, re.findall(r"^\| (\d+) \|", table, re.MULTILINE))) == codes | {ends.INTERRUPTED}


# ---- what is named exists ------------------------------------------------------------------


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_links_and_paths_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    paths = re.findall(r"`((?:grader|docs|tests|\.ci)/[\w./]+)`", text)
    missing = [link for link in links if not (path.parent / link).exists()]
    assert missing + [one for one in paths if not (ROOT / one).exists()] == []


def test_tests_that_keep_an_invariant_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    sources = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py"))
    tests = set(re.findall(r"^(?:async )?def (test_\w+)", sources, re.MULTILINE))
    assert set(re.findall(r"`(test_\w+)`", text)) - tests == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_headings_are_in_steps(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    levels = [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


# ---- contracts in words --------------------------------------------------------------------


def test_every_field_of_the_report_is_described() -> None:
    text = (ROOT / "docs/report-format.md").read_text(encoding="utf-8")
    kinds = [kind for kind in vars(model).values() if dataclasses.is_dataclass(kind)]
    hidden = {model.Run, model.Exercise, model.Limits, model.Submission, model.Opaque}  # not in a report
    hidden |= {model.CheckPolicy, model.VerifyPolicy, model.Conditions}
    shown = [kind for kind in kinds if kind not in hidden]
    fields = {field.name for record in shown for field in dataclasses.fields(record)}
    words = {*model.Outcome, *model.Verdict, *model.Status, *model.Level, *model.VISIBILITIES, *model.DETAILS}
    assert {name for name in {*fields, *words} if f"`{name}`" not in text} == set()


def test_every_key_of_a_manifest_is_described() -> None:
    text = (ROOT / "docs/suite-api.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert example
    keys = re.findall(r"^(\w+) =|^\[(\w+)[.\]]", example.group(1), re.MULTILINE)
    tables = {*_RANGES, *_SWITCHES, *_PROOFS, "visibility", "detail"}
    assert {one or other for one, other in keys} == {*_KEYS, *tables}


def test_limits_in_the_documents_are_the_defaults() -> None:
    text = (ROOT / "docs/suite-api.md").read_text(encoding="utf-8")
    for name, value in dataclasses.asdict(model.Limits()).items():
        written = str(value).lower() if isinstance(value, bool) else str(value)
        assert re.search(rf"^{name} = {re.escape(written)}$", text, re.MULTILINE), (name, value)


def test_everything_a_suite_may_import_is_described() -> None:
    text = (ROOT / "docs/suite-api.md").read_text(encoding="utf-8")
    fixtures = {
        "SubmissionRun": "The run",
        "SubmissionUnderTest": "submission.run",
    }  # a suite meets them unnamed
    assert [name for name in suite.__all__ if fixtures.get(name, name) not in text] == []
    methods = [
        name for name, _ in inspect.getmembers(type(suite.expect(1)), inspect.isfunction) if name[0] != "_"
    ]
    assert [name for name in methods if f"`{name}" not in text] == []
    attributes = [
        name for name in dir(suite.SubmissionRun) if name[0] != "_" and name not in {"run", "index"}
    ]
    assert [name for name in attributes if f"`{name}`" not in text] == []


def test_every_format_for_platforms_is_described() -> None:
    text = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    rows = {cells[1]: cells for line in text.splitlines() if len(cells := line.split("|")) == 6}
    codes = {"verdict": "1, 4", "graded": "0, 4", "always": "0, 0"}
    for name in lms.names():
        writer = lms.load(name)
        _, _, files, isolation, exits, _ = rows[f" `{name}` "]
        assert isolation.strip(" `") == {"none": "\N{EN DASH}"}.get(writer.isolation, writer.isolation)
        assert exits.strip() == codes[writer.exits]
        for file, place in writer.files.items():
            assert (f"`{place}" if place[0] != "-" else "standard output") in files, file
        assert [option for option in (*writer.needs, *writer.reads) if f"`{option}`" not in text] == []


# ---- the tour ------------------------------------------------------------------------------


def test_the_tour_shows_what_really_comes_out(tmp_path: Path) -> None:
    """Set GRADE_UPDATE_README=1 to write the real output into README.md."""
    tour = re.search(r"```python\n(.*?)```.*?```console\n\$ grade exercise-02\n(.*?)```", README, re.DOTALL)
    assert tour
    answer, shown = tour.groups()
    for folder in ("exercises/exercise-02", "solutions/exercise-02"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "exercises/exercise-02/exercise.py").write_text(answer, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-m", "grader", "exercise-02"],
        cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    if os.environ.get(UPDATE):
        (ROOT / "README.md").write_text(README.replace(shown, done.stdout), encoding="utf-8")
    assert done.stdout == shown or os.environ.get(UPDATE)
