"""Read and check one `exercise.toml`.

Every mistake comes out as a `CatalogError` that names the file, the key, what was found and what
is allowed: the reader is an instructor who wrote the file a minute ago.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from grader.model import DETAILS, VISIBILITIES, CheckPolicy, Exercise, Limits, VerifyPolicy

MANIFEST = "exercise.toml"
FORMAT = 1

_TEXTS = ("title", "summary", "chapter", "file", "call", "first_step")
_LISTS = ("concepts", "topics")
_REQUIRED = ("format", "title", "summary")
_KEYS = ("format", *_TEXTS, *_LISTS, "kind", "limits", "checks", "verify")
_KINDS = ("practice", "exam")

_RANGES: Mapping[str, tuple[float, float]] = {
    "cpu_seconds": (0.1, 600),
    "wall_seconds": (0.1, 3600),
    "virtual_seconds": (0.001, 10**7),  # from about 1.7e7 on, a float cannot tell nanoseconds apart
    "memory_bytes": (32 * 1024**2, 64 * 1024**3),
    "output_bytes": (0, 64 * 1024**2),
    "file_bytes": (0, 1024**3),
    "open_files": (16, 65_536),
    "threads": (0, 4096),
    "processes": (0, 1024),
    "events": (100, 1_000_000),
    "idle_steps": (100, 100_000_000),
}
_PROOFS: Mapping[str, tuple[float, float]] = {"kill_rate": (0, 1), "schedules": (0, 1000)}
_WHOLE = {field.name for field in (*fields(Limits), *fields(VerifyPolicy)) if field.type == "int"}
_SWITCHES = ("writable", "loopback")


class CatalogError(Exception):
    """An exercise cannot be found or read: who, what was found, what to do.  Meant to be shown as it is."""


def read(folder: Path, key: Path | None) -> Exercise:
    """Read the exercise in a folder."""
    path = folder / MANIFEST
    table = _parse(path)
    _check_keys(path, table)
    values: dict[str, Any] = {name: _text(path, name, table[name]) for name in _TEXTS if name in table}
    lists: dict[str, Any] = {name: _texts(path, name, table[name]) for name in _LISTS if name in table}
    _check_names(path, values)
    return Exercise(
        slug=folder.name,
        folder=folder,
        key=key,
        kind=_one_of(path, "kind", table.get("kind", _KINDS[0]), _KINDS),
        limits=_limits(path, _table(path, "limits", table)),
        checks=_checks(path, _table(path, "checks", table)),
        verify=VerifyPolicy(**_numbers(path, "verify", _table(path, "verify", table), _PROOFS)),
        **values,
        **lists,
    )


def _parse(path: Path) -> dict[str, Any]:
    import tomllib  # here, so that `grade --help` and completion do not pay for it

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CatalogError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CatalogError(
            f"{path} is not UTF-8 text (byte {error.start + 1}). Please save it as UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{path} is not valid TOML: {error}.") from error


def _check_keys(path: Path, table: Mapping[str, Any]) -> None:
    # The format first: the keys of a later format are none of our business.
    if (found := table.get("format", FORMAT)) != FORMAT or isinstance(found, bool):
        raise _mistake(path, "format", found, f"{FORMAT}; a higher number needs a newer grader")
    for name in table:
        if name not in _KEYS:
            raise _unknown(path, name, _KEYS)
    for name in _REQUIRED:
        if name not in table:
            raise CatalogError(f"{path}: {name} is missing. Needed: {', '.join(_REQUIRED)}.")


def _text(path: Path, name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _mistake(path, name, value, "a text in quotes")
    if not value.strip() and name in _REQUIRED:
        raise _mistake(path, name, value, "a text that says something")
    if any(ord(one) < ord(" ") or one == "\x7f" for one in (value if name == "title" else "")):
        raise _mistake(path, name, value, "one line of text")
    return value.strip()


def _texts(path: Path, name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise _mistake(path, name, value, "a list of texts in quotes")
    return tuple(item.strip() for item in value)


def _check_names(path: Path, values: Mapping[str, str]) -> None:
    # `file` is joined to folders, also to a learner's: it must not lead out of them.
    file = values.get("file", "exercise.py")
    if not re.fullmatch(r"[^\W\d]\w*\.py", file):
        raise _mistake(path, "file", file, "a Python file's name without a folder, such as exercise.py")
    call = values.get("call", "main")
    if call and not call.isidentifier():
        raise _mistake(path, "call", call, 'the name of a function, such as main, or "" for none')


def _limits(path: Path, table: Mapping[str, Any]) -> Limits:
    switches = {name: table[name] for name in _SWITCHES if name in table}
    for name, value in switches.items():
        if not isinstance(value, bool):
            raise _mistake(path, f"[limits] {name}", value, "true or false")
    rest = {name: value for name, value in table.items() if name not in switches}
    return Limits(**_numbers(path, "limits", rest, _RANGES, _SWITCHES), **switches)


def _checks(path: Path, table: Mapping[str, Any]) -> tuple[CheckPolicy, ...]:
    allowed = {"visibility": VISIBILITIES, "detail": DETAILS}
    policies = []
    for test in table:
        where = f"[checks.{test}] "
        said = _table(path, test, table, f'a table: [checks.{test}], or [checks."*"] for all others')
        for name, value in said.items():
            if name not in allowed:
                raise _unknown(path, name, allowed, where)
            _one_of(path, where + name, value, allowed[name])
        policies.append(CheckPolicy(test=test, **said))
    return tuple(policies)


def _table(path: Path, name: str, within: Mapping[str, Any], allowed: str = "") -> dict[str, Any]:
    found = within.get(name, {})
    if not isinstance(found, dict):
        raise _mistake(path, name, found, allowed or f"a table: [{name}]")
    return found


def _one_of(path: Path, name: str, value: object, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise _mistake(path, name, value, join(allowed, "or"))
    return value


def _numbers(
    path: Path,
    where: str,
    table: Mapping[str, Any],
    ranges: Mapping[str, tuple[float, float]],
    others: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Return the numbers of a table, each of its type and within its range."""
    for name, value in table.items():
        if name not in ranges:
            raise _unknown(path, name, (*ranges, *others), f"[{where}] ")
        low, high = ranges[name]
        kind = "whole number" if name in _WHOLE else "number"
        right_type = type(value) is int or (type(value) is float and name not in _WHOLE)
        if not right_type or not low <= value <= high:  # written so that nan is out of range
            raise _mistake(path, f"[{where}] {name}", value, f"a {kind} from {low:,} to {high:,}")
    return {name: n if name in _WHOLE else float(n) for name, n in table.items()}


def _mistake(path: Path, name: str, found: object, allowed: str) -> CatalogError:
    return CatalogError(f"{path}: {name} is {found!r}. Allowed: {allowed}.")


def _unknown(path: Path, name: str, known: Iterable[str], where: str = "") -> CatalogError:
    near = near_names(name, known)
    meant = f" Did you mean {join(near, 'or')}?" if near else ""
    return CatalogError(f"{path}: {where}{name} is not a known key.{meant}\nKnown: {', '.join(known)}.")


def near_names(word: str, known: Iterable[str]) -> list[str]:
    """Return the known names a mistyped word may have meant, nearest first."""
    import difflib

    return difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)


def join(names: Iterable[str], word: str) -> str:
    """Write names as a sentence does: "a, b or c"."""
    *first, last = names
    return f"{', '.join(first)} {word} {last}" if first else last
