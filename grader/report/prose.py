"""Short texts with `code` in them: what a check says and what a finding shows."""

from __future__ import annotations

import re

_CODE = re.compile(r"(`+)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,2})(\w(?:[^*\n]*[^\s*])?)\1(?![\w*])")


def pieces(text: str) -> list[tuple[str, bool]]:
    """Split text at its code spans; each piece says whether it is code."""
    found, at = [], 0
    for match in _CODE.finditer(text):
        if match.start() > at:
            found.append((text[at : match.start()], False))
        found.append((match[2].strip() or match[2], True))
        at = match.end()
    if at < len(text):
        found.append((text[at:], False))
    return found


def without_emphasis(text: str) -> str:
    """Drop the stars around *emphasised* words, outside of code, where nothing can be slanted."""
    return "".join(f"`{part}`" if code else _EMPHASIS.sub(r"\2", part) for part, code in pieces(text))
