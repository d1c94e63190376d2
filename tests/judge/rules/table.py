"""The table of rules in `docs/rules.md`, made from the rules themselves.

`python -m tests.judge.rules.table` writes it again.
"""

from pathlib import Path

from grader.judge.rules import shelf
from grader.judge.rules.page import read_page

ROOT = Path(__file__).parents[3]
FILE = ROOT / "docs" / "rules.md"
HEAD = """\
# The rules

What the grader can tell a learner beyond “it did not pass”: one rule for each misconception, found by what
a run did.  `grade explain RULE` prints a rule's page.  This table is made from the rules and from the wrong
answers under `solutions/`, by `python -m tests.judge.rules.table`; a test keeps it so.

Levels: *essential* explains why a check failed; *actionable* is worth a change though everything passed;
*informative* is good to know.
"""


def table() -> str:
    """Return the whole file."""
    shown: dict[str, list[str]] = {}
    for path in sorted(ROOT.glob("solutions/*/mutants/*.py")):
        shown.setdefault(path.stem, []).append(path.parts[-3].removeprefix("exercise-"))
    groups: dict[str, list[str]] = {}
    for rule in shelf.own_rules():
        page = read_page(rule.page)
        row = f"| `{rule.id}` | {page.title} | {rule.level} | {', '.join(shown.get(rule.id, ()))} |"
        groups.setdefault(rule.group, []).append(row)
    parts = [
        f"\n## {group.capitalize()}\n\n| rule | what is believed | level | exercises |\n|---|---|---|---|\n"
        + "\n".join(rows)
        + "\n"
        for group, rows in sorted(groups.items())
    ]
    return HEAD + "".join(parts)


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8")
