"""hatchling's build hook: give wheel and sdist the stock course, with its suites sealed.

hatchling loads this file by its path (`pyproject.toml`); nothing of the package imports it.  An sdist
has the sealed suites beside the stubs, so that a wheel can be built from it without the key.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PLACE = {"wheel": "grader/stock/", "sdist": ""}


class CourseHook(BuildHookInterface[Any]):
    """Adds the learner's files of every exercise to what is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Seal the suites into a temporary folder, and have its files included."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from grader.catalog import find_root
            from grader.course.learner.course import learner_files

            files = learner_files(find_root(exercises=Path(self.root) / "exercises"))
        finally:
            sys.path.remove(self.root)
        self._folder = TemporaryDirectory(prefix="course-")
        for name, data in files.items():
            path = Path(self._folder.name) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            if self.target_name == "wheel" or name.endswith(".sealed"):
                build_data["force_include"][str(path)] = _PLACE[self.target_name] + name

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the temporary folder."""
        if version != "editable":
            self._folder.cleanup()
