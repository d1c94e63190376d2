"""`grade show EXERCISE`: the task as its README tells it, where the answer goes, and what gives points."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import exercise_argument, places

if TYPE_CHECKING:
    import ast

    from grader.model import Exercise


@click.command(short_help="Show an exercise's task and its points.")
@exercise_argument
@places
def show(exercise: str, exercises: Path | None, key: Path | None) -> None:
    """Show the task of EXERCISE, the file to edit, and how its points are spread."""
    from grader.cli.output import say, terminal_look
    from grader.cli.target import default_submission, find
    from grader.report import render_page

    found = find(exercise, exercises, key).exercise
    look = terminal_look()
    text = render_page(_readme(found), width=look.width, colour=look.colour, ascii=look.ascii)
    say(text, colour=look.colour)
    facts = [("File", str(default_submission(found)))]
    if found.call:
        facts.append(("Runs", f"{found.call}()"))
    if points := _points(found):
        spread = ", ".join(f"{topic} {number}" for topic, number in points.items())
        facts.append(("Points", f"{sum(points.values())}: {spread}"))
    facts.append(("Grade", f"grade {found.slug}"))
    say("\n" + "\n".join(f"{name + ':':<8}{text}" for name, text in facts))


def _readme(exercise: Exercise) -> str:
    """Return the task's text."""
    try:
        return (exercise.folder / "README.md").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return f"# {exercise.title}\n\n{exercise.summary}"


def _points(exercise: Exercise) -> dict[str, int]:
    """Add up the points of the hidden suite by topic, from its markers alone: nothing is run.

    Empty without a key, and when plain reading cannot tell (a test with parameters is several checks).
    """
    import ast

    points: dict[str, int] = {}
    try:
        suite = ast.parse(_suite(exercise))
    except (OSError, SyntaxError, ValueError):
        return {}
    for node in suite.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            marks = dict(map(_mark, node.decorator_list))
            topic, number = marks.get("topic", "other"), marks.get("points", 1)
            if "parametrize" in marks or not isinstance(topic, str) or not isinstance(number, int):
                return {}
            points[topic] = points.get(topic, 0) + number
    return points


def _suite(exercise: Exercise) -> bytes:
    from grader.sealed import SUITE, files_of

    if exercise.key is not None:
        return (exercise.key / SUITE).read_bytes()
    return files_of(exercise.sealed).get(SUITE, b"") if exercise.sealed else b""


def _mark(decorator: ast.expr) -> tuple[str, object]:
    """Read `@pytest.mark.points(3)` as ("points", 3)."""
    import ast

    call = decorator if isinstance(decorator, ast.Call) else None
    function = call.func if call else decorator
    value = call.args[0] if call and call.args else None
    name = function.attr if isinstance(function, ast.Attribute) else ""
    return name, value.value if isinstance(value, ast.Constant) else None
