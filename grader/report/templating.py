"""Load templates; what Jinja2 makes of one is kept beside it, as Python keeps its .pyc files.

Compiling takes longer than drawing.  A kept file is used only while it carries the checksum of the
template's present text, the environment's options and the versions, so it is never stale; where the
folder cannot be written, or Python was asked not to write, templates are compiled each time.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

FOLDER = Path(__file__).with_name("templates")
_OPTIONS: dict[str, Any] = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}


class CompiledTemplates(BytecodeCache):
    """Keep compiled templates in `__pycache__`, or where PYTHONPYCACHEPREFIX says."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja2's
        """Name the kept file after the template."""
        return name

    def get_source_checksum(self, source: str) -> str:
        """Name everything that the compiled form depends on."""
        parts = (source, repr(_OPTIONS), jinja2.__version__, sys.version)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a kept template; Jinja2 compares the checksum."""
        try:
            with _kept(bucket).open("rb") as file:
                bucket.load_bytecode(file)
        except (OSError, ValueError, EOFError, TypeError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, whole or not at all."""
        if sys.dont_write_bytecode:
            return
        path = _kept(bucket)
        own = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            own.write_bytes(bucket.bytecode_to_string())
            own.replace(path)
        except OSError:
            with suppress(OSError):
                own.unlink()


def _kept(bucket: Bucket) -> Path:
    return Path(importlib.util.cache_from_source(str(FOLDER / bucket.key)))


@cache
def environment() -> jinja2.Environment:
    """Return the environment of all templates: everything is escaped, an unknown name is an error."""
    loader = jinja2.FileSystemLoader(FOLDER)
    return jinja2.Environment(
        loader=loader,
        undefined=jinja2.StrictUndefined,
        bytecode_cache=CompiledTemplates(),
        auto_reload=False,
        **_OPTIONS,
    )


@cache
def style() -> str:
    """Return the style sheet that every page carries."""
    return (FOLDER / "report.css").read_text(encoding="utf-8")
