"""The wheel this grader was installed from, made again from its own files: learners get the same one."""

from __future__ import annotations

import base64
import hashlib
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from grader.course.learner.packing import zipped

_NAME = "asyncio-grader"
# Written by whoever installed it; direct_url.json even names a folder of this machine.
_NOT_OF_THE_WHEEL = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json")


def own_wheel() -> tuple[str, bytes] | None:
    """Return the wheel's file name and bytes, or None when the grader runs from a checkout.

    The layout is the one of https://packaging.python.org/en/latest/specifications/binary-distribution-format/
    """
    try:
        installed = distribution(_NAME)
    except PackageNotFoundError:
        return None
    files = _files(installed)
    if "grader/__init__.py" not in files:  # an editable install has a pointer only
        return None
    info = next(name.partition("/")[0] for name in files if name.endswith(".dist-info/METADATA"))
    lines = [f"{name},sha256={_digest(data)},{len(data)}" for name, data in sorted(files.items())]
    files[f"{info}/RECORD"] = "\n".join([*lines, f"{info}/RECORD,,", ""]).encode()

    return f"{info.removesuffix('.dist-info')}-py3-none-any.whl", zipped(files)


def _files(installed: Distribution) -> dict[str, bytes]:
    found = {}
    for path in installed.files or ():
        name = path.as_posix()
        if name.startswith(("..", "/")) or "__pycache__" in name or path.name in _NOT_OF_THE_WHEEL:
            continue
        found[name] = path.read_binary()
    return found


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
