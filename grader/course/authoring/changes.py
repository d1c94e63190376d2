"""Notice which exercises have changed, by the times of their files."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from grader.catalog import Catalog
from grader.course.authoring.key import files

_PAUSE = 0.5  # real seconds between two looks

State = dict[Path, tuple[tuple[Path, int, int], ...]]


def wait_for_change(
    folders: list[Path], catalog: Catalog, pause: Callable[[float], None] = time.sleep
) -> list[Path]:
    """Return the folders of the exercises that changed, as soon as some did and writing has ended."""
    before = state(folders, catalog)
    changed: list[Path] = []
    while True:
        pause(_PAUSE)
        now = state(folders, catalog)
        if changed and now == before:
            return changed
        changed += [folder for folder in folders if now[folder] != before[folder] and folder not in changed]
        before = now


def state(folders: list[Path], catalog: Catalog) -> State:
    """Return what tells a changed exercise: its files, their times and sizes."""
    return {folder: tuple(_stamps(folder, catalog)) for folder in folders}


def _stamps(folder: Path, catalog: Catalog) -> list[tuple[Path, int, int]]:
    found = []
    for path in files(folder, catalog.key_place(folder)):
        try:
            seen = path.stat()
        except OSError:  # gone between two looks
            continue
        found.append((path, seen.st_mtime_ns, seen.st_size))
    return found
