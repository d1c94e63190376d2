"""Invariants of the whole code base that no single module can keep."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "grader").rglob("*.py"))
GUEST = [
    ROOT / "grader/run/wire.py",
    ROOT / "grader/run/values.py",
    *sorted((ROOT / "grader/run/guest").rglob("*.py")),
]
LONGEST = 320


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """Absolute module names that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names if node.module == "grader.run"}
    return found


def test_imports_go_down_only() -> None:
    """The contracts stand in pyproject.toml."""
    pytest.importorskip("importlinter")
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()"]
    done = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_is_responsible_for(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_bytes()))
    assert docstring
    assert docstring.splitlines()[0].rstrip().endswith((".", ":")), docstring.splitlines()[0]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_stays_short_enough_to_read(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, "is there a second responsibility in it?"


@pytest.mark.parametrize("path", GUEST, ids=name)
def test_what_runs_beside_the_learner_needs_the_standard_library_only(path: Path) -> None:
    ours = {"grader.run", "grader.run.wire", "grader.run.values"}
    foreign = {
        module
        for module in imports(path)
        if module.partition(".")[0] not in sys.stdlib_module_names
        and module not in ours
        and not module.startswith("grader.run.guest")
    }
    assert foreign == set()


def test_a_learner_s_code_is_never_loaded_in_the_host() -> None:
    """No exec, eval, pickle or import by path on the trusted side."""
    banned = re.compile(
        r"(?<![\w.])(exec|eval|__import__)\(|\bimport (pickle|marshal|runpy|shelve)\b|spec_from_file_location"
    )
    trusted = [path for path in MODULES if "guest" not in path.relative_to(ROOT).parts]
    found = {
        name(path): hit.group()
        for path in trusted
        if (hit := banned.search(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize("path", sorted(ROOT.glob("solutions/*/test_hidden.py")), ids=name)
def test_no_check_reads_the_real_clock_or_the_answer_s_source(path: Path) -> None:
    assert imports(path) & {"time", "datetime", "ast", "inspect", "tokenize", "pathlib", "os"} == set()


def test_no_file_names_a_machine_or_a_registry() -> None:
    homes = ("w" + "ork", "r" + "oot", "h" + "ome", "U" + "sers")
    machine = re.compile(
        r"(?<![\w.}/-])/(?:" + "|".join(homes) + r")/[a-z.]|index-" + r"url|https?://[^/\s]*@"
    )
    found = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        text_file = path.suffix in {
            ".py",
            ".md",
            ".toml",
            ".html",
            ".json",
            ".txt",
            ".css",
            ".j2",
            ".ini",
            ".yaml",
        }
        if (
            not text_file
            or {"samples", "solutions", "programs"} & set(parts)
            or any(p[0] == "." for p in parts[:-1])
        ):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{name(path)}: {hit.group()}" for hit in machine.finditer(text)]
    assert found == []
