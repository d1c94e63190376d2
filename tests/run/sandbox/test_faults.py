"""What may go wrong around a grading: a full disk, a host killed in the middle.  It is never the answer's fault."""

import errno
import os
import select
import signal
import subprocess
import sys
import tempfile

import pytest

from grader.catalog import find_root
from grader.grading import prepare
from grader.model import Verdict
from tests.run.sandbox.arena import PROJECT, _below

SOLUTION = (PROJECT / "solutions/exercise-02/exercise.py").read_bytes()
GRADE = [sys.executable, "-m", "grader", "exercise-02", "--isolation", "none"]
COURSE = ["--exercises", str(PROJECT / "exercises"), "--key", str(PROJECT / "solutions")]

SUITE = '''\
"""Hidden suite whose collaborator hangs for real, so that the host can be killed while it waits."""
import os, signal, pytest

pytestmark = pytest.mark.asyncio

async def test_in_the_middle(submission):
    """One."""
    async def fetch():
        os.write(FD, b"called")
        signal.pause()
    await submission.run("main", fetch)
'''
HOST = """\
import sys
from pathlib import Path
from grader.catalog import find_root
from grader.grading import prepare
exercise = find_root(exercises=Path(sys.argv[1])).load("hangs")
with prepare(sys.argv[2]) as grader:
    grader.grade(exercise, b"async def main(fetch):\\n    await fetch()\\n", "exercise.py")
"""


def test_a_full_disk_is_no_obstacle_in_a_box(level, monkeypatch):
    def refuse(*_args, **_options):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for name in ("TemporaryFile", "NamedTemporaryFile", "mkstemp", "mkdtemp", "gettempdir"):
        monkeypatch.setattr(tempfile, name, refuse)
    exercise = find_root(PROJECT).load("exercise-02")
    with prepare(level) as grader:
        assert grader.grade(exercise, SOLUTION, "exercise.py").outcome is Verdict.PASSED


def test_without_a_box_a_full_disk_is_our_fault_and_says_so(tmp_path):
    (tmp_path / "answer.py").write_bytes(SOLUTION)
    no_byte_fits = (
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))"
    )
    start = (
        f"import os, resource, sys; {no_byte_fits}; os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    )
    words = [*GRADE[1:], *COURSE, "--submission", str(tmp_path / "answer.py")]
    done = subprocess.run([sys.executable, "-c", start, *words], cwd=PROJECT, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 4, done.stderr
    assert "That is not the answer's doing." in done.stdout
    assert "cannot start a run (No usable temporary directory" in done.stdout


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="process descriptors are Linux's")
@pytest.mark.parametrize("isolation", ["auto", "none"])
def test_nothing_is_left_of_a_host_killed_in_the_middle(tmp_path, isolation):
    called, told = os.pipe()
    for place, name, text in (
        ("exercises", "exercise.toml", 'format = 1\ntitle = "T"\nsummary = "S"\n'),
        ("solutions", "test_hidden.py", SUITE.replace("FD", str(told))),
    ):
        (tmp_path / place / "hangs").mkdir(parents=True)
        (tmp_path / place / "hangs" / name).write_text(text)
    host = subprocess.Popen([sys.executable, "-c", HOST, str(tmp_path / "exercises"), isolation],
                            cwd=PROJECT, pass_fds=[told])  # fmt: skip
    os.close(told)
    assert os.read(called, 6) == b"called"
    below = [os.pidfd_open(pid) for pid in _below(host.pid)]
    assert len(below) >= 2, "a launcher and a guest"
    host.send_signal(signal.SIGKILL)
    host.wait()
    for process in below:
        assert select.select([process], [], [], 20)[0], "a process outlived its host"
        os.close(process)
    os.close(called)
