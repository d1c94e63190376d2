"""What an `async with` has bound is used after its block, when the block has closed it."""

import ast
import re
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.managers import closings
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.model import RunError

LEVEL = ESSENTIAL
SILENCES = ("except-hides-error",)

_FRAME = re.compile(r'^ *(?:[|+] +)*File "[^"]*", line (\d+)', re.MULTILINE)
_OTHER_MISTAKES = ("AttributeError", "NameError", "TypeError", "KeyError", "IndexError", "UnboundLocalError")


def detect(case: Case) -> Iterable[Sighting]:
    yield from _answers(case)
    yield from _returned(case)
    blocks = [(node, names) for node in case.source.nodes if (names := _bound(node))]
    for seen in case.suspects if blocks else ():
        error = seen.run.error
        if error is None:
            continue
        for block, name, use in _uses(case, blocks, error):
            facts = (
                at(
                    None,
                    f"The block on lines {block.lineno} to {block.end_lineno} ends, and closes {code(name)}.",
                ),
                at(seen.trace.duration, f"Line {use.lineno} uses what came from it, after that."),
            )
            said = f"{error.type}: {error.message}".removesuffix(": ")
            yield seen.sighting(case.source.place_of(use), facts, said, name=name)
            return


def _returned(case: Case) -> Iterator[Sighting]:
    """Yield what a block has bound and a `return` inside it hands out, in runs that ended with an error."""
    for node, name in _handed_out(case):
        for seen in case.suspects:
            error = seen.run.error
            if error is None or error.type in _OTHER_MISTAKES or error.line is None:
                continue
            facts = (
                at(
                    None,
                    f"The {code('return')} leaves the {code('async with')}, which closes {code(name)}.",
                ),
                at(seen.trace.duration, f"Whoever gets {code(name)} uses it after that: {error.type}."),
            )
            said = f"{error.type}: {error.message}".removesuffix(": ")
            yield seen.sighting(case.source.place_of(node), facts, said)


def _handed_out(case: Case) -> Iterator[tuple[ast.Return, str]]:
    """Yield each `return` of a name from inside the `async with` that has bound it."""
    for node in case.source.nodes:
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Name):
            mine = (up for up in case.source.above(node) if node.value.id in _bound(up))
            if any(case.source.function_of(up) is case.source.function_of(node) for up in mine):
                yield node, node.value.id


def _answers(case: Case) -> Iterator[Sighting]:
    """Yield what goes on giving answers after the block, where a check has asked for an error."""
    for check in case.failed:
        for seen in case.runs if check.expected.endswith("Error") else ():
            closed = max((call.end for call in closings(case, seen)), default=None)
            if seen.index not in check.runs or not seen.finished or closed is None:
                continue
            for call in seen.trace.calls():
                name = call.function.rpartition(".")[2]
                if call.place is None and call.finished and call.start >= closed and name[:2] != "__":
                    facts = (
                        at(closed, "The block has ended, and what it opened is closed."),
                        at(call.end, f"{code(name + '()')} waits and gives an answer all the same."),
                    )
                    where = next(iter(case.source.functions(name)), None)
                    yield seen.sighting(case.source.place_of(where), facts, method=f"{name}()")


def _bound(node: ast.AST) -> set[str]:
    """Return the names that an `async with` binds."""
    items = node.items if isinstance(node, ast.AsyncWith) else []
    targets = [item.optional_vars for item in items if item.optional_vars is not None]
    return {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}


def _uses(
    case: Case, blocks: list[tuple[ast.AST, set[str]]], error: RunError
) -> Iterator[tuple[ast.AsyncWith, str, ast.Name]]:
    """Yield the names on the lines of the error that come from a block which had ended by then.

    Of an error that tells of another mistake, those that were awaited above: what they gave was no answer.
    """
    lines = {int(line) for line in _FRAME.findall(error.traceback)}
    other = error.type in _OTHER_MISTAKES
    for block, names in blocks:
        if not isinstance(block, ast.AsyncWith) or block.end_lineno is None:
            continue
        made = _made_inside(block, names)
        around = case.source.function_of(block) or case.source.tree
        for node in ast.walk(around) if around is not None else ():
            if not isinstance(node, ast.Name) or node.id not in made or node.lineno <= block.end_lineno:
                continue
            if _is_awaited(case, node, names, max(lines, default=0)) if other else node.lineno in lines:
                yield block, made[node.id], node


def _is_awaited(case: Case, node: ast.Name, names: set[str], last: int) -> bool:
    """Tell whether a method of what the block has bound is awaited there: `await reader.read()`."""
    method = case.source.parent(node)
    call = case.source.parent(method) if isinstance(method, ast.Attribute) else None
    awaited = isinstance(call, ast.Call) and isinstance(case.source.parent(call), ast.Await)
    return awaited and node.id in names and node.lineno <= last


def _made_inside(block: ast.AsyncWith, names: set[str]) -> dict[str, str]:
    """Return the names that hold what the block bound or made of it, and which one that is."""
    made = {name: name for name in names}
    for node in ast.walk(block):
        if isinstance(node, ast.Assign):
            used = {part.id for part in ast.walk(node.value) if isinstance(part, ast.Name)} & names
            made |= {target.id: min(used) for target in node.targets if isinstance(target, ast.Name) and used}
    return made
