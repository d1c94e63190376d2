"""Say why a file cannot be run, and what may surprise whoever runs it elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from grader.model import Exercise, Problem, Run


def not_loaded(run: Run, exercise: Exercise) -> Problem:
    """Say why a file cannot be run: Python's own words, and what to do."""
    error = run.error
    if error is None or error.type == "SystemExit":
        how = f"sys.exit() on line {error.line}" if error is not None else run.reason
        return Problem(
            kind="exited",
            headline=f"The file ends the program while it is loaded ({how}).",
            advice='Put what ends the program under `if __name__ == "__main__":`.',
        )
    where = f" on line {error.line}" if error.line else ""
    if run.reason == "syntax":
        kind = "syntax"
        headline = f"Python cannot read the file: there is a {error.type}{where}."
        advice = "Mend that line first."
    elif run.reason == "stuck":
        kind = "stuck"
        headline = f"The file does not come to its end when it is loaded: it hangs{where}."
        advice = (
            'What waits or repeats for ever at the left margin belongs under `if __name__ == "__main__":`.'
        )
    elif run.reason == "missing":
        kind = "missing"
        headline = f"The file has {error.message.removesuffix(' in the file')}, which {exercise.slug} calls."
        headline = headline.replace("no '", "no function '")
        advice = "Check how the name is written, and that it is defined at the left margin of the file."
    elif run.reason == "not callable":
        kind = "not-callable"
        headline = f"{error.message}, not a function."
        advice = "Define it with `async def`."
    else:
        kind = "import"
        headline = f"The file stops with {error.type}{where} when it is loaded."
        advice = "The last line above says what is the matter, the lines before it where."
    details = "" if kind == "stuck" else error.traceback.rstrip()
    return Problem(kind=kind, headline=headline, advice=advice, details=details, line=error.line)


def hidden_modules(names: Iterable[str]) -> tuple[str, ...]:
    """Return a note for each file that has the name of one of Python's own modules.

    Nothing beside a submission is ever imported here; on the learner's machine it would be.
    """
    return tuple(
        f"{name} has the name of a module of Python's own: run beside it, `import {stem}` finds that file "
        "instead. Another name avoids the surprise."
        for name in sorted(set(names))
        if name.endswith(".py") and (stem := name.removesuffix(".py")) in sys.stdlib_module_names
    )
