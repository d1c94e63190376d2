"""The choice of a level: by trial, loudly, and never lower than demanded."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.run.sandbox import IsolationMissing, Sandbox, full, levels, open_launcher, remedies, survey
from grader.run.sandbox.process import Launcher, NotHere
from grader.run.sandbox.trial import Trial
from tests.run.sandbox.conftest import reached

PROJECT = Path(__file__).parents[3]
DOCKER_LIKE = [
    sys.executable,
    str(Path(__file__).with_name("docker_like.py")),
    sys.executable,
    "-m",
    "grader",
]
SOLUTION = ["exercise-02", "--submission", "solutions/exercise-02/exercise.py"]

needs_bubblewrap = pytest.mark.skipif(not shutil.which("bwrap"), reason="bubblewrap is not installed")
needs_reduced = pytest.mark.skipif("reduced" not in reached(), reason="no Landlock or no seccomp here")


def grade_in_a_container(*words: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(
        [*DOCKER_LIKE, *words], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )


# ---- where namespaces are refused, as in a container ---------------------------------------------


@needs_bubblewrap
@needs_reduced
def test_where_namespaces_are_refused_an_answer_is_graded_at_reduced():
    done = grade_in_a_container(*SOLUTION, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["isolation"]["level"] == "reduced"


@needs_bubblewrap
def test_where_namespaces_are_refused_full_ends_with_3_the_kernels_words_and_a_remedy():
    done = grade_in_a_container(*SOLUTION, "--isolation", "full")
    assert (done.returncode, done.stdout) == (3, "")
    assert "Operation not permitted" in done.stderr or "No permissions" in done.stderr
    assert "To have it: " in done.stderr


@needs_bubblewrap
@needs_reduced
def test_the_doctor_tells_a_container_from_a_machine():
    done = grade_in_a_container("doctor")
    assert done.returncode == 0
    assert "full     no" in done.stdout
    assert "reduced  yes" in done.stdout


# ---- the trial -----------------------------------------------------------------------------------


def test_the_canary_gets_out_where_there_are_no_walls():
    launcher, trial = Launcher(), Trial()
    trial.begin(launcher)
    worked = trial.finish()
    launcher.close()
    assert {"read a file of the grader's", "start a process", "write in its own folder"} <= set(worked)


@pytest.mark.skipif(not reached(), reason="no level with walls on this machine")
def test_a_box_the_canary_gets_out_of_is_not_the_level_it_claims(monkeypatch):
    monkeypatch.setattr(Trial, "finish", lambda self: ["start a process"])
    found = survey()
    assert [attempt.level for attempt in found if attempt.reached] == ["none"]
    assert "it could start a process" in " ".join(attempt.why for attempt in found)


@pytest.mark.skipif(not reached(), reason="no level with walls on this machine")
def test_a_canary_that_says_nothing_has_not_held(monkeypatch):
    monkeypatch.setattr("grader.run.sandbox.trial._result", lambda channel: [0, []])
    assert not any(attempt.reached for attempt in survey() if attempt.level != "none")


# ---- what is demanded ----------------------------------------------------------------------------


@pytest.fixture
def nothing_here(monkeypatch):
    def box(level):
        raise NotHere(f"{level} is not made for this test")

    monkeypatch.setattr(levels, "_box", box)


def test_ones_own_work_ends_at_what_is_to_be_had(nothing_here):
    launcher, isolation = open_launcher()
    launcher.close()
    assert (isolation.level, isolation.missing) == ("none", levels.MISSING_AT_NONE)


def test_who_demands_at_least_reduced_gets_no_less(nothing_here):
    with pytest.raises(IsolationMissing, match=r"reduced or better(.|\n)*full is not made(.|\n)*To have it"):
        open_launcher(at_least="reduced")


@pytest.mark.parametrize("level", ["full", "reduced"])
def test_a_level_asked_for_by_name_is_that_level_or_none_of_them(nothing_here, level):
    with pytest.raises(IsolationMissing, match=level):
        open_launcher(level)


def test_less_than_demanded_cannot_be_asked_for():
    with pytest.raises(IsolationMissing, match="less than is demanded"):
        open_launcher("none", at_least="reduced")


def test_without_bubblewrap_the_remedy_is_to_install_it(monkeypatch):
    monkeypatch.setattr(full.shutil, "which", lambda _name: None)
    with pytest.raises(IsolationMissing, match="apt install bubblewrap"):
        open_launcher("full")


@pytest.mark.parametrize(
    ("switch", "found", "command"),
    [
        (
            "kernel/apparmor_restrict_unprivileged_userns",
            "1",
            "kernel.apparmor_restrict_unprivileged_userns=0",
        ),
        ("kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"),
    ],
)
def test_a_kernel_switch_in_the_way_is_named(monkeypatch, switch, found, command):
    monkeypatch.setattr(remedies, "_read", lambda path: found if path.endswith(switch) else "")
    monkeypatch.setattr(remedies.os, "geteuid", lambda: 1000)
    assert remedies.for_full("bwrap: setting up uid map: Permission denied") == f"sudo sysctl -w {command}"


# ---- faults --------------------------------------------------------------------------------------


def test_a_dead_launcher_is_replaced_at_its_own_level(level):
    sandbox = Sandbox(level)
    sandbox.launcher._process.kill()
    sandbox.renew()
    assert sandbox.isolation.level == level
    sandbox.close()


def test_a_box_that_cannot_be_had_again_is_not_replaced_by_a_worse_one(level, monkeypatch):
    sandbox = Sandbox(level)
    assert sandbox.isolation.level == level
    monkeypatch.setattr(levels, "_box", lambda _level: (_ for _ in ()).throw(NotHere("gone")))
    sandbox.renew()
    with pytest.raises(IsolationMissing):
        _ = sandbox.launcher
    sandbox.close()


def test_closing_before_anything_was_asked_leaves_nothing(level):
    sandbox = Sandbox(level)
    process = sandbox._begun.launcher._process
    sandbox.close()
    assert process.poll() is not None
