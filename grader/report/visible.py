"""Make text of a learner's harmless and readable: what cannot be seen is spelled out.

Control characters could drive a terminal, bidirectional ones could show code in another order than
it runs, lone surrogates cannot be written to a file at all.  All of them appear as Python escapes, and
so does the first character of what a CI service takes for a command when it reads it in a log.
"""

from __future__ import annotations

import re
import unicodedata

# Left alone: tab and newline, and the joiners that ordinary writing and emoji need (U+200C, U+200D).
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_COMMAND = re.compile(r"(?<!\S):(?=:[A-Za-z][\w-]*(?: [^\n]*)?::)|#(?=#(?:vso|teamcity)?\[)")
"""`::error::` of GitHub, at the start of any word since lines are wrapped; `##vso[`, `##[`, `##teamcity[`."""
_DOUBLE = frozenset("WF")


def visible(text: str) -> str:
    """Spell out every character that would act instead of being seen; tabs and newlines stay."""
    if "::" in text or "##" in text:
        text = _COMMAND.sub(_escape, text)
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(_escape, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Make text visible and keep it on one line."""
    return visible(text).replace("\n", "\\n").replace("\t", " ")


def lines_of(text: str) -> list[str]:
    """Split text at newlines, nowhere else, each line visible; tabs become four spaces."""
    return visible(text).replace("\t", "    ").removesuffix("\n").split("\n") if text else []


def columns(text: str) -> int:
    """Count the terminal columns that text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns_of(char) for char in text)


def cut(text: str, width: int, *, mark: str = "…") -> str:
    """Shorten text to a number of terminal columns; a mark says that something is missing."""
    if columns(text) <= width:
        return text
    kept, room = [], width - columns(mark)
    for char in text:
        room -= _columns_of(char)
        if room < 0:
            break
        kept.append(char)
    return "".join(kept).rstrip() + mark if width > 0 else ""


def shorten(text: str, limit: int) -> str:
    """Keep the first lines of long output, at most `limit` characters, and say how much is missing."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    head = head[: head.rfind("\n") + 1] or head
    return f"{head}… {len(text) - len(head):,} more characters\n"


def _columns_of(char: str) -> int:
    if unicodedata.combining(char) or char in "\u200c\u200d\ufe0e\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(char) in _DOUBLE else 1


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
