"""Put what a run showed into a page's texts: names, counts and seconds.

{name}          a text, as it is; a float as seconds ("2.5 s"), an int as a number word ("three")
{count:call}    an int with its noun: "one call", "three calls"
{count:fetch,fetches}   with a plural of its own
{count:times}   "once", "twice", "three times"
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from grader.judge.rules.rule import Word

FIELD = re.compile(r"\{([a-z][a-z_]*)(?::([^{}]*))?\}")
FENCE = re.compile(r"^```.*?^```[ \t]*$", re.MULTILINE | re.DOTALL)
LONGEST_WORD, LONGEST_HEADLINE = 60, 72
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
            "twelve")  # fmt: skip
_TIMES = {1: "once", 2: "twice"}


def fields(text: str) -> set[str]:
    """Return the names that a text asks for, code blocks aside."""
    return {match[1] for match in FIELD.finditer(FENCE.sub("", text))}


def fill(text: str, words: Mapping[str, Word]) -> str:
    """Return the text with its names filled in; code blocks stay as they are.  Raises KeyError."""
    parts, end = [], 0
    for block in FENCE.finditer(text):
        parts += [_fill(text[end : block.start()], words), block[0]]
        end = block.end()
    filled = "".join([*parts, _fill(text[end:], words)])
    first = FIELD.match(text)  # a number word begins a sentence; a name stays as it is written
    counted = first is not None and isinstance(words[first[1]], int)
    return filled[:1].upper() + filled[1:] if counted else filled


def _fill(text: str, words: Mapping[str, Word]) -> str:
    return FIELD.sub(lambda match: _word(words[match[1]], match[2]), text)


def headline(templates: Iterable[str], words: Mapping[str, Word]) -> str:
    """Fill in the first headline that names only what is known and is short enough."""
    fitting = [text for text in templates if fields(text) <= words.keys()]
    filled = [fill(text, words) for text in fitting]
    if not filled:
        raise KeyError("no headline fits the words " + ", ".join(sorted(words)))
    return next(
        (text for text in filled if len(text) <= LONGEST_HEADLINE), _cut(filled[-1], LONGEST_HEADLINE)
    )


def _word(value: Word, form: str | None) -> str:
    if isinstance(value, str):
        return _cut(" ".join(value.replace("`", "'").split()), LONGEST_WORD)
    if isinstance(value, float):
        return seconds(value)
    if form is None:
        return number(value)
    if form == "times":
        return _TIMES.get(value, f"{number(value)} times")
    one, _, many = form.partition(",")
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def number(value: int) -> str:
    """Write a count: small ones as a word."""
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else str(value)


def seconds(value: float) -> str:
    """Write a duration in virtual seconds: `2 s`, `0.25 s`, `3 ms`."""
    if 0 < abs(value) < 0.01:
        return f"{round(value * 1000, 3):g} ms"
    return f"{round(value, 3):.10g} s"


def listed(items: Iterable[object]) -> str:
    """Join some things as a sentence does: `12, 13 and 14`."""
    texts = [str(item) for item in items]
    return " and ".join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
