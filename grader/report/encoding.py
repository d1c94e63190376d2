"""Reports and runs as JSON, and back: the contract every other format is drawn from.

The text is ASCII, its keys stand in one order, and the same record gives the same bytes.  A reader
ignores keys it does not know, so that a later grader may add some without a new schema version.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import grader
from grader.model import Report, RunRecord, Traced

SCHEMA_VERSION = 1

_ATOMS = frozenset({str, int, float, bool, NoneType})
_ORDER = (
    "schema_version", "grader_version", "exercise", "title", "file", "sha256", "outcome", "score",
    "max_score", "untouched", "first_step", "call", "notes", "problem", "checks", "findings", "rule_errors",
    "runs", "reference", "isolation", "suite", "source",
)  # fmt: skip

_Reader = Callable[[Any, str], Any]


def to_json(report: Report) -> str:
    """Write a report as JSON: one line per check, finding and run."""
    plain = {**_plain(report), "score": report.score}
    return _document({key: plain[key] for key in _ORDER})


def from_json(text: str) -> Report:
    """Read a report back; ValueError names the first field that does not fit."""
    data = _object(text)
    report: Report = _reader(Report)(data, "")
    if data.get("score", report.score) != report.score:
        raise ValueError(f"score: {data['score']!r} is not the sum of the checks' points, {report.score}")
    return report


def run_to_json(traced: Traced, *, file: str, source: str = "") -> str:
    """Write one run as JSON, the record a report has under `runs`, with the file it was made from."""
    return _document(
        {
            "schema_version": SCHEMA_VERSION,
            "grader_version": grader.__version__,
            "file": file,
            "findings": _plain(traced.findings),
            "rule_errors": _plain(traced.rule_errors),
            "run": _plain(traced.run),
            "source": source,
        }
    )


def run_from_json(text: str) -> RunRecord:
    """Read the run back from the JSON of a trace."""
    data = _object(text)
    if "run" not in data:
        raise ValueError("run: missing")
    run: RunRecord = _reader(RunRecord)(data["run"], "run")
    return run


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a report; the one of a trace is its definition `trace`."""
    text = Path(__file__).with_name("schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def trace_schema() -> dict[str, Any]:
    """Return the JSON Schema of what `run_to_json` writes."""
    whole = schema()
    return {"$schema": whole["$schema"], "$defs": whole["$defs"], "$ref": "#/$defs/trace"}


# ---- writing -------------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    # dataclasses.asdict copies every leaf; this is about five times as fast on a long timeline.
    kind: Any = type(value)
    if kind in _ATOMS:
        return value
    if kind is tuple:
        return [_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return {name: _plain(getattr(value, name)) for name in _names(kind)}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def _document(data: Mapping[str, Any]) -> str:
    """Lay out the outermost level by hand: the C encoder, far faster, knows no indentation."""
    return "{\n" + ",\n".join(f' "{key}": {_member(value)}' for key, value in data.items()) + "\n}\n"


def _member(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(map(_compact, value)) + "\n ]"
    return _compact(value)


def _compact(value: Any) -> str:
    return json.dumps(value, allow_nan=False)


# ---- reading -------------------------------------------------------------------------------


def _object(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("the JSON is nested too deeply") from None
    if not isinstance(data, dict):
        raise ValueError(f"the JSON holds {_kind(data)}, not an object")
    version = data.get("schema_version", "missing")
    if type(version) is not int or version != SCHEMA_VERSION:
        raise ValueError(f"schema_version: {version!r}, this grader reads {SCHEMA_VERSION}")
    return data


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a JSON number")


@cache
def _reader(hint: Any) -> _Reader:
    """Return the function that checks and converts one value of a record's type hint."""
    if isinstance(hint, UnionType):
        inner = next(arg for arg in get_args(hint) if arg is not NoneType)
        return lambda value, where: None if value is None else _reader(inner)(value, where)
    if get_origin(hint) is tuple:
        return _tuple_reader(get_args(hint)[0])
    if issubclass(hint, StrEnum):
        return _enum_reader(hint)
    if hint is float:
        return _float
    if hint in _ATOMS:
        return _exact_reader(hint)
    return _record_reader(hint)


def _tuple_reader(inner: Any) -> _Reader:
    def read(value: Any, where: str) -> tuple[Any, ...]:
        _expect(list, value, where)
        item = _reader(inner)
        return tuple(item(one, f"{where}[{index}]") for index, one in enumerate(value))

    return read


def _enum_reader(kind: type[StrEnum]) -> _Reader:
    def read(value: Any, where: str) -> StrEnum:
        _expect(str, value, where)
        try:
            return kind(value)
        except ValueError:
            raise ValueError(f"{where}: {value!r} is none of {', '.join(kind)}") from None

    return read


def _exact_reader(kind: type[Any]) -> _Reader:
    def read(value: Any, where: str) -> Any:
        _expect(kind, value, where)
        return value

    return read


def _float(value: Any, where: str) -> float:
    if type(value) is not int:
        _expect(float, value, where)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(f"{where}: the number is too large")
    return number


def _record_reader(kind: type[Any]) -> _Reader:
    hints = get_type_hints(kind)
    members = [(one.name, hints[one.name], _required(one)) for one in fields(kind)]

    def read(value: Any, where: str) -> Any:
        _expect(dict, value, where)
        found = {}
        for name, hint, required in members:
            inside = f"{where}.{name}" if where else name
            if name in value:
                found[name] = _reader(hint)(value[name], inside)
            elif required:
                raise ValueError(f"{inside}: missing")
        return kind(**found)

    return read


def _required(one: Any) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _expect(kind: type[Any], value: Any, where: str) -> None:
    if type(value) is not kind:
        raise ValueError(f"{where or 'report'}: {_kind(value)}, expected {_WORDS[kind]}")


_WORDS: dict[type[Any], str] = {
    str: "a string", int: "a whole number", float: "a number", bool: "true or false",
    list: "a list", dict: "an object", NoneType: "null",
}  # fmt: skip


def _kind(value: Any) -> str:
    return _WORDS[type(value)]
