"""Compare whole texts with files under golden/.

After a wanted change of wording or layout, write them anew and read the difference:

    GRADE_UPDATE_GOLDEN=1 python -m pytest tests/report && git diff tests/report/golden
"""

from __future__ import annotations

import os
from pathlib import Path

_FOLDER = Path(__file__).with_name("golden")


def check(file: str, text: str) -> None:
    """Assert that the text is what the golden file holds, or write it there when asked to."""
    path = _FOLDER / file
    if os.environ.get("GRADE_UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")
