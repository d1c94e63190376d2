"""The host's end of a guest's channel and pipes: frames in and out, output kept, limits watched."""

from __future__ import annotations

import os
import select
import time

from grader.model import Limits
from grader.run import wire
from grader.run.sandbox.process import GuestProcess
from grader.run.values import without_addresses

_CHUNK = 1 << 16
_PATIENCE = 1
"""How often the wall limit starts anew while more programs want to run than there are processors."""


class Over(wire.Closed):
    """A limit that the host keeps has been passed; the text names it."""


class GuestChannel:
    """Reads a guest's frames and what it prints, within the run's real time and output."""

    def __init__(self, process: GuestProcess, limits: Limits) -> None:
        self._process, self._limits = process, limits
        self._reader = wire.FrameReader()
        self._text = {process.stdout: bytearray(), process.stderr: bytearray()}
        self._open = {process.channel.fileno(), process.stdout, process.stderr}
        self._deadline = time.monotonic() + limits.wall_seconds
        self._patience = _PATIENCE
        process.channel.settimeout(limits.wall_seconds)  # a guest need not read what we send

    @property
    def drained(self) -> bool:
        """Whether nothing has arrived after the last frame."""
        return self._reader.empty

    def send(self, frame: wire.Frame) -> None:
        """Send a frame.  Raises wire.Closed when the guest has gone or does not read."""
        try:
            self._process.channel.sendall(wire.pack(frame))
        except OSError as error:
            raise wire.Closed(str(error)) from None

    def receive(self) -> wire.Frame:
        """Wait for the next frame, keeping output meanwhile.  Raises wire.WireError, Closed or Over."""
        while (frame := self._reader.next()) is None:
            self._read_some()
        return frame

    def _read_some(self) -> None:
        """Wait for bytes of the guest's: frames, or output, which must not fill its pipe."""
        left = self._deadline - time.monotonic()
        ready = select.select(list(self._open), [], [], max(0.0, left))[0]
        if not ready:
            self._give_time()
        for descriptor in ready:
            data = self._read(descriptor)
            if descriptor == self._process.channel.fileno():
                if not data:
                    raise wire.Closed("the guest has gone")
                self._reader.feed(data)
            elif data:
                self._keep(descriptor, data)
            else:
                self._open.discard(descriptor)

    def _give_time(self) -> None:
        """Let the guest have more time on a crowded machine: its verdict must not hang on its neighbours."""
        if not self._patience or not _is_crowded():
            raise Over("wall-limit")
        self._patience -= 1
        self._deadline = time.monotonic() + self._limits.wall_seconds

    def _read(self, descriptor: int) -> bytes:
        try:
            return os.read(descriptor, _CHUNK)
        except ConnectionResetError:  # it went with something of ours unread
            return b""

    def _keep(self, descriptor: int, data: bytes) -> None:
        self._text[descriptor] += data
        if sum(map(len, self._text.values())) > self._limits.output_bytes:
            raise Over("output-limit")

    def finish(self, skip_out: int = 0, skip_err: int = 0) -> tuple[str, str]:
        """Take what the pipes of the ended guest still hold, close them, return stdout and stderr.

        skip_out, skip_err: bytes of each that are not the call's own.
        """
        for descriptor, text in self._text.items():
            os.set_blocking(descriptor, False)
            try:
                while len(text) < self._limits.output_bytes and (data := os.read(descriptor, _CHUNK)):
                    text.extend(data)
            except BlockingIOError:
                pass  # a descendant that outlived the kill holds the pipe
        out, err = (
            self._decoded(text[skip:])
            for text, skip in zip(self._text.values(), (skip_out, skip_err), strict=True)
        )
        self._process.close()
        return out, err

    def _decoded(self, text: bytearray) -> str:
        decoded = text[: self._limits.output_bytes].decode("utf-8", "replace").replace("\r\n", "\n")
        return without_addresses(decoded)


def _is_crowded() -> bool:
    return hasattr(os, "getloadavg") and os.getloadavg()[0] > (os.cpu_count() or 1)
