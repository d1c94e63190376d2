"""Write what a batch found: a report and a page for each answer, one table, one class report.

Everything can be drawn from the ledger again.
"""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterator, Sequence

from grader.course.batch.folder import OutputFolder
from grader.course.batch.learner_page import learner_page
from grader.course.batch.ledger import Entry, Ledger
from grader.course.batch.task import Graded
from grader.course.spreadsheet import harmless_cell
from grader.report.encoding import from_json
from grader.report.visible import one_line

RESULTS = "results.csv"
UNMATCHED = "unmatched.txt"
_COLUMNS = ("id", "outcome", "score", "max_score", "late", "attempt", "state", "isolation", "why")


def write_reports(folder: OutputFolder, done: Sequence[Graded]) -> None:
    """Write the reports of answers that have been graded just now."""
    for one in done:
        folder.write(f"reports/{one.id}.json", zlib.decompress(one.report))
        folder.write(f"reports/{one.id}.html", zlib.decompress(one.page))


def write_missing_reports(folder: OutputFolder, ledger: Ledger) -> None:
    """Draw the reports that are in the ledger and not in the folder: somebody has moved them."""
    there = {path.name for path in folder.reports.iterdir()}
    for entry in ledger.entries():
        if {f"{entry.id}.json", f"{entry.id}.html"} <= there or (data := ledger.report(entry.id)) is None:
            continue
        text = zlib.decompress(data)
        folder.write(f"reports/{entry.id}.json", text)
        folder.write(f"reports/{entry.id}.html", learner_page(from_json(text.decode())))


def write_table(folder: OutputFolder, ledger: Ledger) -> None:
    """Write `results.csv`: scores by opaque ids, no name."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for entry in ledger.entries():
        table.writerow(harmless_cell("" if value is None else str(value)) for value in _row(entry))
    folder.write(RESULTS, text.getvalue().encode())


def _row(entry: Entry) -> Iterator[object]:
    """A submission left to a person has no score: it has not been judged, and that is not zero."""
    judged = entry.state == "graded"
    yield from (entry.id, entry.outcome if judged else "", entry.score if judged else "")
    yield from (entry.max_score if judged else "", "yes" if entry.late else "no", entry.attempt, entry.state)
    yield from (entry.level if judged else "", entry.why)


def write_unmatched(folder: OutputFolder, ledger: Ledger) -> int:
    """List what of the source was not graded; return how much that is."""
    rows = ledger.unmatched()
    lines = [f"{one_line(row.path)}: {one_line(row.why)}\n" for row in rows]
    folder.write(UNMATCHED, "".join(lines).encode("utf-8", "replace"))
    return len(rows)
