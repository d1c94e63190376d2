"""The learner's source for the page: coloured, with what each line cost and what was found there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from markupsafe import Markup, escape
from pygments.lexers.python import PythonLexer
from pygments.token import STANDARD_TYPES, Token, _TokenType

from grader.model import Finding, Place, RunRecord
from grader.report.times import multiple, repeated, seconds
from grader.report.visible import visible

_WHOLE = 60  # a source of so many lines is shown whole
_AROUND = 4
_LONGEST = 400
_MOST_COLOURED = 200_000  # characters; colouring more would make the page wait

_Span = tuple[int, int | None] | None  # columns of a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the listing.  gap: lines are left out before it."""

    number: int
    code: Markup
    cost: str = ""
    blocked: bool = False
    hot: bool = False
    findings: tuple[Finding, ...] = ()
    gap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The lines that matter, and how many are left out."""

    lines: tuple[Line, ...]
    hidden: int

    @property
    def costly(self) -> bool:
        """Tell whether any line took time."""
        return any(line.cost for line in self.lines)


def listing(
    source: str, findings: tuple[Finding, ...], run: RunRecord | None, problem: int | None = None
) -> Listing:
    """Choose and colour the lines of the source that a report shows; `problem` is a line to mark."""
    texts = source.removesuffix("\n").split("\n")
    costs = _costs(run) if run is not None else {}
    at: dict[int, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.line is not None:
            at[one.line].append(one)
    error = run.error.line if run is not None and run.error is not None else problem
    marks = _marks(findings)
    shown = _shown(len(texts), {*marks, *([error] if error else []), *costs})
    coloured = _coloured(source, marks)
    lines, last = [], 0
    for number in shown:
        cost, blocked = costs.get(number, ("", False))
        found = tuple(at.get(number, ()))
        line = Line(
            number=number,
            code=coloured[number - 1],
            cost=cost,
            blocked=blocked,
            hot=bool(found) or number == error,
            findings=found,
            gap=number != last + 1,
        )
        lines.append(line)
        last = number
    return Listing(lines=tuple(lines), hidden=len(texts) - len(lines))


def _shown(count: int, matter: set[int]) -> list[int]:
    if count <= _WHOLE:
        return list(range(1, count + 1))
    near = {line + shift for line in matter for shift in range(-_AROUND, _AROUND + 1)}
    chosen = [line for line in sorted(near) if 1 <= line <= count]
    return (chosen or list(range(1, _WHOLE + 1)))[: 3 * _WHOLE]


# ---- what a line cost ----------------------------------------------------------------------


def _costs(run: RunRecord) -> dict[int, tuple[str, bool]]:
    """Add up, line by line, how long tasks waited there and how long it blocked the loop."""
    waits: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for task in run.tasks:
        for wait in task.waits:
            places = wait.stack or ((wait.place,) if wait.place else ())
            for line in {place.line for place in places}:
                waits[line].append((wait.start, wait.end))
    blocks: dict[int, list[float]] = defaultdict(list)
    for one in run.blocked:
        if one.place is not None:
            blocks[one.place.line].append(one.seconds)
    costs = {line: (_waited(spans), False) for line, spans in waits.items()}
    costs |= {line: (f"{repeated(times)} blocked", True) for line, times in blocks.items()}
    return {line: cost for line, cost in costs.items() if cost[0]}


def _waited(spans: list[tuple[float, float]]) -> str:
    lengths = [end - start for start, end in spans if end > start]
    if not lengths:
        return ""
    union = _union(spans)
    if len(lengths) > 1 and union < sum(lengths) - 1e-9:
        same = max(lengths) - min(lengths) < 1e-9
        many = multiple(lengths) if same else f"{len(lengths)} waits"
        return f"{many} in {seconds(union)}"
    return repeated(lengths)


def _union(spans: list[tuple[float, float]]) -> float:
    total, reached = 0.0, float("-inf")
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total


# ---- colours -------------------------------------------------------------------------------


def _marks(findings: tuple[Finding, ...]) -> dict[int, _Span]:
    """Return what to mark on every line that a finding is about; the first to name a line decides."""
    marks: dict[int, _Span] = {}
    for one in findings:
        if one.line is not None:
            marks.setdefault(one.line, _span(one))
    for place in (place for one in findings for place in one.places):
        marks.setdefault(place.line, _span(place))
    return marks


def _span(at: Finding | Place) -> _Span:
    """Return the columns to mark, from 0; None as the end means the end of the line."""
    if at.column is None or at.column < 1:
        return None
    same_line = at.end_line in (None, at.line)
    return at.column - 1, at.end_column - 1 if same_line and at.end_column else None


def _coloured(source: str, marks: dict[int, _Span]) -> list[Markup]:
    rows: list[list[Markup]] = [[]]
    column = 0
    for kind, text in _tokens(source):
        for index, part in enumerate(text.split("\n")):
            if index:
                rows.append([])
                column = 0
            rows[-1].append(_token(kind, part, column, marks.get(len(rows))))
            column += len(part)
    return [Markup("").join(row) for row in rows]


def _tokens(source: str) -> list[tuple[_TokenType, str]]:
    plain = [(Token.Text, source)]
    if len(source) > _MOST_COLOURED:
        return plain
    tokens = list(PythonLexer(stripnl=False, ensurenl=False).get_tokens(source))
    # Pygments may change line ends; columns would then point beside the mark.
    return tokens if "".join(text for _, text in tokens) == source else plain


def _token(kind: _TokenType, text: str, column: int, mark: _Span) -> Markup:
    """Write a piece of one line; what lies between the marked columns goes into <mark>."""
    text = text[: max(0, _LONGEST - column)] if column + len(text) > _LONGEST else text
    if mark is None:
        return _styled(kind, text)
    first = min(max(mark[0] - column, 0), len(text))
    end = len(text) if mark[1] is None else min(max(mark[1] - column, first), len(text))
    middle = Markup("<mark>{}</mark>").format(_styled(kind, text[first:end])) if end > first else ""
    return Markup("").join((_styled(kind, text[:first]), middle, _styled(kind, text[end:])))


def _styled(kind: _TokenType, text: str) -> Markup:
    if not text:
        return Markup("")
    name = STANDARD_TYPES.get(kind, "")
    # The class names get a prefix: Pygments' own are as short as `n` and meet others on a page.
    safe = escape(visible(text))
    return Markup('<span class="py-{}">{}</span>').format(name, safe) if name and text.strip() else safe
