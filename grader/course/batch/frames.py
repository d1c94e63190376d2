"""What a warm worker and its driver say to each other: one JSON header and some bytes, length first.

Both ends are ours; what a learner's code can send goes through `grader.run.wire`, long before.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import IO, Any

_LENGTHS = struct.Struct(">II")


class Ended(Exception):
    """The other end has gone."""


def send(stream: IO[bytes], header: Mapping[str, Any], blobs: Sequence[bytes] = ()) -> None:
    """Write one frame.  Raises Ended."""
    head = json.dumps({**header, "blobs": [len(blob) for blob in blobs]}).encode()
    try:
        stream.write(b"".join((_LENGTHS.pack(len(head), sum(map(len, blobs))), head, *blobs)))
        stream.flush()
    except (OSError, ValueError) as error:
        raise Ended(str(error)) from None


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Read one frame.  Raises Ended."""
    head_length, blobs_length = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    header: dict[str, Any] = json.loads(_exactly(stream, head_length))
    whole = _exactly(stream, blobs_length)
    blobs, start = [], 0
    for length in header["blobs"]:
        blobs.append(whole[start : start + length])
        start += length
    return header, blobs


def _exactly(stream: IO[bytes], length: int) -> bytes:
    try:
        data = stream.read(length)
    except (OSError, ValueError) as error:
        raise Ended(str(error)) from None
    if len(data) != length:
        raise Ended("the other end has closed")
    return data
