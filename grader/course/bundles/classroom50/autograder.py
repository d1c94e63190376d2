"""Classroom 50's entry: grade the checkout in the current folder, write result.json and release-body.md.

The job runs in the learner's own repository, with rights to it: what it says is provisional.  Grade the
downloaded repositories again, with `grade batch`, before it counts.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

BUNDLE = Path(os.environ.get("CLASSROOM50_BUNDLE_DIR") or Path(__file__).parent)
# What the grader needs of the job's environment; its tokens stay out of reach of the answer.
KEPT = (
    *("PATH", "HOME", "LANG", "TMPDIR", "PIP_INDEX_URL", "PIP_NO_INDEX", "PIP_FIND_LINKS", "GITHUB_OUTPUT"),
    *("CLASSROOM", "ASSIGNMENT", "ASSIGNMENT_TYPE", "USERNAME", "OWNER"),
    *("SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL", "REVIEW_URL"),
)


def main() -> int:
    """Install the grader beside the bundle, and grade.  0 when graded, whatever the score."""
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    with tempfile.TemporaryDirectory() as folder:
        python = _install(Path(folder), environment)
        words = [(BUNDLE / "EXERCISE").read_text().strip(), "--exercises", str(BUNDLE / "exercises")]
        words += ["--submission", ".", "--isolation", (BUNDLE / "ISOLATION").read_text().strip()]
        words += ["--to", "classroom50:result.json"]
        return subprocess.run([python, "-m", "grader", *words], env=environment, check=False).returncode


def _install(folder: Path, environment: dict[str, str]) -> str:
    given = os.environ.get("GRADER_PYTHON")
    if given:
        return given
    if shutil.which("apt-get") and not shutil.which("bwrap"):
        subprocess.run(["sudo", "-n", "apt-get", "install", "-y", "bubblewrap"], check=False)
    venv.create(folder / "venv", with_pip=True)
    python = str(folder / "venv" / "bin" / "python")
    wheels = [str(path) for path in BUNDLE.glob("*.whl")]
    subprocess.run([python, "-m", "pip", "install", "-q", *wheels], env=environment, check=True)
    return python


if __name__ == "__main__":
    sys.exit(main())
