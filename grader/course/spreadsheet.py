"""What programs that open tables do with texts, and how to stop them."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless_cell(text: str) -> str:
    """Return a free text that no spreadsheet takes for a formula; quotes of CSV do not help."""
    return f"'{text}" if text.startswith(_FORMULA) else text
