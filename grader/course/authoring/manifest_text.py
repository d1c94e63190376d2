"""Write an `exercise.toml` that explains every key where it stands."""

from __future__ import annotations

import json
import re
import tomllib


def in_quotes(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)


def explained(manifest: str, template: str, title: str) -> str:
    """Return a manifest with its values, a title, and the explanations of the template.

    Keys it leaves out stand there as comments.  What cannot be explained without changing it stays as it is.
    """
    values = tomllib.loads(manifest) | {"title": title}
    start = re.search(r"^\[", manifest, re.MULTILINE)
    tables = manifest[start.start() :] if start else ""
    blocks = [_block(block, values) for block in template.strip().split("\n\n")]
    text = "\n\n".join([block for block in blocks if block] + ([tables.strip()] if tables else [])) + "\n"
    return text if _reads_as(text, values) else _titled(manifest, title)


def _block(block: str, values: dict[str, object]) -> str:
    """Return a block of the template: a comment, then a key or a table that is itself a comment."""
    *comment, last = block.splitlines()
    if table := re.search(r"^# \[(\w+)", block, re.MULTILINE):
        return "" if table[1] in values else block
    name = last.partition(" = ")[0]
    line = f"{name} = {_toml(values[name])}" if name in values else f"# {last}"
    return "\n".join([*comment, line])


def _toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return in_quotes(value) if isinstance(value, str) else str(value)


def _reads_as(text: str, values: dict[str, object]) -> bool:
    try:
        return tomllib.loads(text) == values
    except tomllib.TOMLDecodeError:
        return False


def _titled(manifest: str, title: str) -> str:
    return re.sub(
        r"^title\s*=.*$", lambda _: f"title = {in_quotes(title)}", manifest, count=1, flags=re.MULTILINE
    )
