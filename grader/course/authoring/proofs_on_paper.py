"""What has to hold of an exercise's own texts, before anything is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from grader.course.authoring.bench import Bench, Fault
from grader.course.authoring.clocks import drawn, written
from grader.course.authoring.contract import Part, contract, mentions, names_class
from grader.manifest import join
from grader.sealed import SUITE

README = "README.md"


def files_are_there(bench: Bench) -> Iterator[Fault]:
    """Refuse an exercise that lacks one of its files; nothing else can be proved then."""
    exercise = bench.exercise
    if exercise.key is None:
        yield Fault(
            what=f"{exercise.slug} has no key here.",
            fix=f"Make the folder solutions/{exercise.slug}, or say where the key lies: --key DIR.",
            file=exercise.folder,
        )
        return
    needed = {
        exercise.folder / README: "the task, as a learner reads it",
        exercise.folder / exercise.file: "the stub a learner fills in",
        exercise.key / exercise.file: "the reference solution",
        exercise.key / SUITE: "the hidden suite",
    }
    for path, what in needed.items():
        if not path.is_file():
            yield Fault(what=f"{path.name} is missing.", fix=f"Write it: {what}.", file=path)


def texts_are_utf8(bench: Bench) -> Iterator[Fault]:
    """Refuse a text in another encoding: elsewhere it would be read as another text, or not at all."""
    exercise = bench.exercise
    assert exercise.key is not None
    for path in (exercise.folder / README, exercise.folder / exercise.file, exercise.key / SUITE):
        data = path.read_bytes()
        try:
            data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            yield Fault(what=f"{path.name} is not UTF-8 text.", fix="Save it as UTF-8.", file=path, line=line)


def texts_are_python(bench: Bench) -> Iterator[Fault]:
    """Refuse a stub or a suite that Python cannot read."""
    exercise = bench.exercise
    assert exercise.key is not None
    for path, text in ((exercise.folder / exercise.file, bench.stub), (exercise.key / SUITE, bench.suite)):
        try:
            ast.parse(text)
        except (SyntaxError, ValueError) as error:
            line, why = getattr(error, "lineno", None), getattr(error, "msg", error)
            yield Fault(
                what=f"Python cannot read it: {why}.", fix="Mend that line first.", file=path, line=line
            )


def no_test_hides_another(bench: Bench) -> Iterator[Fault]:
    """Refuse a suite with two tests of one name: Python forgets the first, and its points with it."""
    seen: dict[str, int] = {}
    for node in ast.parse(bench.suite).body:
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or not node.name.startswith("test"):
            continue
        if node.name in seen:
            yield Fault(
                what=f"{node.name} is there twice; the one on line {seen[node.name]} is never looked at.",
                fix="Give one of them another name.",
                file=bench.suite_path,
                line=node.lineno,
            )
        seen[node.name] = node.lineno


def answers_have_names_that_are_read(bench: Bench) -> Iterator[Fault]:
    """Remark on what lies among the answers and is none of them."""
    assert bench.exercise.key is not None
    for folder in ("right", "mutants"):
        for path in sorted((bench.exercise.key / folder).glob("[!._]*")):
            if path.suffix != ".py" or not path.is_file():
                yield Fault(
                    what=f"{folder}/{path.name} is no Python file, and is not looked at.",
                    fix=f"Put an answer right into {folder}/, as NAME.py, or take it out.",
                    file=path,
                    warning=True,
                )


def manifest_says_enough(bench: Bench) -> Iterator[Fault]:
    """Refuse a manifest whose call cannot be made, or that speaks of checks there are none of."""
    exercise = bench.exercise
    manifest = exercise.folder / "exercise.toml"
    callable_ = [part.name for part in contract(bench.stub) if not part.owner and not part.needed]
    if exercise.call and exercise.call not in callable_:
        rest = f'{join(callable_, "or")}, or none: call = "".' if callable_ else 'there is none: call = "".'
        yield Fault(
            what=f"call is “{exercise.call}”, and the stub has no such function without arguments.",
            fix=f"Name the function that reports are to draw: {rest}",
            file=manifest,
        )
    for name in ("chapter", "concepts", "topics", "first_step"):
        if not getattr(exercise, name):
            yield Fault(
                what=f"{name} is not filled in.",
                fix=_MEANT[name],
                file=manifest,
                warning=True,
            )


_MEANT = {
    "chapter": "Say to which chapter of the course it belongs.",
    "concepts": "List what is practised; `grade list` shows it.",
    "topics": "List what points are given for: the topics of the suite's checks.",
    "first_step": "Say what to do first; whoever hands in the untouched stub reads it.",
}


def readme_names_the_contract(bench: Bench) -> Iterator[Fault]:
    """Refuse a README that leaves out a function or class of the stub, or gives it other parameters."""
    path = bench.exercise.folder / README
    parts = contract(bench.stub)
    if not parts:
        stub = bench.exercise.folder / bench.exercise.file
        fix = "Write the functions a learner is to fill in, each with a docstring and a TODO."
        yield Fault(what="The stub has no function and no class.", fix=fix, file=stub)
    for part in parts:
        if (fault := _not_named(part, bench.readme, path)) is not None:
            yield fault


def _not_named(part: Part, readme: str, path: Path) -> Fault | None:
    found = mentions(readme, part.name)
    if any(mention.parameters == part.parameters for mention in found):
        return None
    is_class = part.written.startswith("class ")
    if is_class and not part.parameters and names_class(readme, part.name):
        return None
    whole = f"{part.owner}.{part.name}" if part.owner else part.name
    if not found:
        return Fault(
            what=f"The README does not name {whole}({', '.join(part.parameters)}).",
            fix=f"Write its signature into it as code: `{_signature(part)}`",
            file=path,
        )
    return Fault(
        what=f"The README has {found[0].written}; the stub has {whole}({', '.join(part.parameters)}).",
        fix="Give both the same parameters, in the same order.",
        file=path,
        line=found[0].line,
    )


def _signature(part: Part) -> str:
    if part.written.startswith("class "):
        return f"{part.name}({', '.join(part.parameters)})"
    return part.written


def no_clock_is_named(bench: Bench) -> Iterator[Fault]:
    """Refuse a suite that has a real clock in its text."""
    assert bench.exercise.key is not None
    for read in written(bench.suite):
        yield clock_fault(bench, read.what, read.line)


def no_chance_is_named(bench: Bench) -> Iterator[Fault]:
    """Refuse a suite that draws numbers which are others in every grading."""
    for read in drawn(bench.suite):
        yield Fault(
            what=f"The suite leaves something to chance: {read.what}.",
            fix="The same answer would be judged differently. Take `submission.random(NAME)`, "
            "or a `random.Random(SEED)`.",
            file=bench.suite_path,
            line=read.line,
        )


def clock_fault(bench: Bench, what: str, line: int) -> Fault:
    """Return the refusal of a suite that reads a clock."""
    assert bench.exercise.key is not None
    return Fault(
        what=f"The suite reads the real clock: {what}.",
        fix="Real time differs from machine to machine. Ask the run (`run.elapsed`, `run.trace`), or take "
        "`asyncio.get_running_loop().time()` and `asyncio.sleep`: in a test these are virtual.",
        file=bench.exercise.key / SUITE,
        line=line,
    )
