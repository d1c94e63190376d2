"""Wrong answers made from a right one: one small mistake each, of the kinds learners make with asyncio.

An operator is one function in a module here; there is no list of them.  A mutant that does not compile, or
that says the same as what it was made from, is left out.

An author who has looked at a mutant and finds nothing wrong with it says so on one of the lines it changes,
or, for all answers to an exercise, on a line of its own in the solution:

    await asyncio.wait_for(main(), 60)  # may live: drop-timeout, an extra of this answer
    # may live: return-exceptions, the contract says nothing of errors
"""

from __future__ import annotations

import ast
import difflib
import re
import warnings
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType

from grader.course.authoring.operators import awaiting, ending, sharing, tasks
from grader.course.authoring.operators.source import Change, Edit, Operator, Source

_MODULES: tuple[ModuleType, ...] = (awaiting, tasks, ending, sharing)
OPERATORS: tuple[Operator, ...] = tuple(
    value for module in _MODULES for value in vars(module).values() if isinstance(value, Operator)
)
NAMES = frozenset(operator.name for operator in OPERATORS)
_MAY_LIVE = re.compile(r"#\s*may live:\s*(.*)")
_REACHED = "raise SystemExit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A wrong answer, and where it came from.

    file: the right answer's, relative to the key.  source: the mutant's text.  mistake: equal for mutants of
    several answers in which the same part says the same wrong thing.  probe: the right answer, made to end
    where the mutant differs.
    quiet: see `Operator`.  allowed: what its author says why it may live.
    """

    operator: str
    file: str
    line: int
    source: str
    mistake: str
    probe: str
    quiet: bool = False
    allowed: str = ""


def meaning(text: str) -> str:
    """Return what a program says, whatever it looks like.  Raises SyntaxError."""
    return ast.dump(ast.parse(text))


def mutants(text: str, file: str, right: Collection[str] = (), suite: str = "") -> Iterator[Mutant]:
    """Yield the mutants of a program in the order of its lines, each once.  Raises SyntaxError.

    right: meanings of programs that are known to be right.  suite: the suite's text, which may name what
    otherwise only `python exercise.py` would run.
    """
    source = Source(text)
    seen = {meaning(text), *right}
    for line, node, operator, change in _changes(source, suite):
        changed = source.changed(change)
        if not _compiles(changed) or (says := meaning(changed)) in seen:
            continue
        seen.add(says)
        yield Mutant(
            operator=operator.name,
            file=file,
            line=line,
            source=changed,
            mistake=_mistake(source, changed),
            probe=_probe(source, node, change),
            quiet=operator.quiet,
            allowed=dict(_said(_touched(source, change))).get(operator.name, ""),
        )


def _changes(source: Source, suite: str) -> list[tuple[int, ast.AST, Operator, Change]]:
    """Return all changes but those to what only `python exercise.py` runs: a guest imports the file."""
    left_alone = _only_for_main(source, suite)
    found = [
        (source.line_of(min(edit.start for edit in change)), node, operator, change)
        for operator in OPERATORS
        for node in source.nodes
        if left_alone.isdisjoint((node, *source.around(node)))
        for change in operator.changes(source, node)
    ]
    return sorted(found, key=lambda each: each[0])


def _only_for_main(source: Source, suite: str) -> set[ast.AST]:
    """Return the guards of `__main__`, and the functions that nothing but a guard names."""
    guards = {
        node for node in source.tree.body if isinstance(node, ast.If) and "'__main__'" in ast.dump(node.test)
    }
    inside = {node for guard in guards for node in ast.walk(guard)}
    named = {node.id for node in source.nodes if isinstance(node, ast.Name) and node not in inside}
    named |= set(re.findall(r"\w+", suite))
    shown = {node.id for node in inside if isinstance(node, ast.Name)} - named
    return guards | {node for node in source.tree.body if getattr(node, "name", "") in shown}


def _mistake(source: Source, changed: str) -> str:
    """Return what a mutant says in those parts at its top level that the right answer has not."""
    kept = set(map(ast.dump, source.tree.body))
    return "\n".join(part for part in map(ast.dump, ast.parse(changed).body) if part not in kept)


def difference(before: str, mutant: Mutant) -> str:
    """Return what a mutant changes, as a unified diff."""
    lines = difflib.unified_diff(
        before.splitlines(),
        mutant.source.splitlines(),
        mutant.file,
        f"{mutant.file} ({mutant.operator})",
        "",
        "",
        2,
        "",
    )
    return "\n".join(lines)


def _compiles(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            compile(text, "mutant", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _probe(source: Source, node: ast.AST, change: Change) -> str:
    """Return the text with a way out just before the first statement that a mutant changes."""
    if isinstance(node, ast.ExceptHandler):
        statement = node.body[0]
    else:
        first = min(edit.start for edit in change)
        statement = source.statement(source.at(first))
    start = source.span(statement)[0]
    alone = not source.between(start - statement.col_offset, start).strip()
    text = f"{_REACHED}\n{source.indent(statement)}" if alone else f"{_REACHED}; "
    return source.changed([Edit(start=start, end=start, text=text)])


def allowances(text: str) -> dict[str, str]:
    """Return the operators that a solution lets live everywhere, with what it says of them."""
    return dict(_said([line for line in text.splitlines() if line.startswith("#")]))


def _said(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if found := _MAY_LIVE.search(line):
            names = [word.strip(",;.:") for word in found[1].split()]
            yield from ((name, found[1].strip()) for name in names if name in NAMES)


def _touched(source: Source, change: Change) -> list[str]:
    """Return the lines that a change begins or ends on."""
    lines = source.text.splitlines()
    numbers = {source.line_of(place) for edit in change for place in (edit.start, edit.end)}
    return [lines[number - 1] for number in sorted(numbers)]
