"""Draw the table of docs/security.md from what the arena wrote, one column a run.

python -m tests.run.sandbox.table "full, root"=full-root.json "none"=none.json ...
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main() -> None:
    columns = {}
    for word in sys.argv[1:]:
        title, _, path = word.rpartition("=")
        columns[title] = json.loads(Path(path).read_text(encoding="utf-8"))
    for title, run in columns.items():
        held = sum(not fate["got"] for fate in run["attacks"].values())
        missing = f"; missing: {', '.join(run['missing'])}" if run["missing"] else ""
        print(f"* **{title}**: level `{run['level']}`{missing}: {held} of {len(run['attacks'])} held.")
    print(f"\n| attack | kind | {' | '.join(columns)} |\n|{' --- |' * (len(columns) + 2)}")
    first = next(iter(columns.values()))["attacks"]
    for name in first:
        cells = [_cell(run["attacks"].get(name)) for run in columns.values()]
        print(f"| `{name}` | {first[name]['kind']} | {' | '.join(cells)} |")


def _cell(fate: dict[str, object] | None) -> str:
    if fate is None:
        return "not run"
    got = "; ".join(map(str, fate["got"]))  # type: ignore[call-overload]
    return (
        f"**{got[:90].replace('|', '/')}**"
        if got
        else f"held ({str(fate['ended']).split(':')[0].split(' ')[0]})"
    )


if __name__ == "__main__":
    main()
