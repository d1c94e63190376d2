"""Write down what became of an exercise's mutants: for people, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from grader.course.authoring.mutation import Fate, Mutation, Result
from grader.course.authoring.operators import OPERATORS

_SAYS = {operator.name: operator.says for operator in OPERATORS}


def as_text(mutation: Mutation) -> str:
    """Return the survivors with their diffs, what each check killed, and the rate."""
    blocks = ["\n".join(_survivor(result)) for result in mutation.of(Fate.SURVIVED)]
    if equivalent := mutation.of(Fate.EQUIVALENT):
        blocks.append("\n".join(["Equivalent, and not counted:", *map(_one_line, equivalent)]))
    if kills := mutation.kills():
        width = len(str(max(kills.values())))
        lines = [f"  {number:>{width}}  {check}" for check, number in kills.items()]
        blocks.append("\n".join(["Killed first by:", *lines]))
    return "\n\n".join([*blocks, summary(mutation)]) + "\n"


def summary(mutation: Mutation) -> str:
    """Return the outcome in one line."""
    counts = ", ".join(f"{len(mutation.of(fate))} {fate}" for fate in Fate)
    tried = len(mutation.results)
    of_all = f" of {mutation.made}" if tried < mutation.made else ""
    verdict = "" if mutation.enough else f"; {mutation.wanted:.0%} are asked for"
    rate = f"Kill rate {mutation.kill_rate:.1%}{verdict}."
    return f"{mutation.exercise}: {tried}{of_all} mutants: {counts}. {rate}"


def as_json(mutations: Iterable[Mutation]) -> str:
    """Return everything as JSON, killed mutants without their texts."""
    return json.dumps([document(mutation) for mutation in mutations], ensure_ascii=False, indent=1) + "\n"


def _survivor(result: Result) -> list[str]:
    mutant = result.mutant
    return [
        f"survived  {mutant.operator}: {_SAYS[mutant.operator]}  ({mutant.file}, line {mutant.line})",
        f"  {result.why}",
        *(f"  {line}" for line in result.diff.splitlines()),
    ]


def _one_line(result: Result) -> str:
    mutant = result.mutant
    return f"  {mutant.file}:{mutant.line}  {mutant.operator}  {result.why}"


def document(mutation: Mutation) -> dict[str, object]:
    """Return all that is known, ready for JSON."""
    return {
        "exercise": mutation.exercise,
        "made": mutation.made,
        "tried": len(mutation.results),
        **{str(fate): len(mutation.of(fate)) for fate in Fate},
        "kill_rate": round(mutation.kill_rate, 4),
        "wanted": mutation.wanted,
        "killed_first_by": mutation.kills(),
        "mutants": [_mutant(result) for result in mutation.results],
    }


def _mutant(result: Result) -> dict[str, object]:
    mutant = result.mutant
    found: dict[str, object] = {
        "operator": mutant.operator,
        "file": mutant.file,
        "line": mutant.line,
        "fate": str(result.fate),
    }
    if result.fate is Fate.KILLED:
        return found | {"by": result.by}
    return found | {"why": result.why, "diff": result.diff}
