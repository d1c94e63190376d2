"""Put an exercise, its sealed suite and the grader into the form that a platform takes.

The scripts a platform starts lie in the folder of its name and hold nothing of an exercise: its name and
the isolation demanded travel as files beside them.  A bundle has no solution, no right answer, no mutant.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.catalog import CatalogError
from grader.course.learner.course import exercise_files
from grader.manifest import join
from grader.model import Exercise
from grader.run.sandbox.process import Launcher

_HERE = Path(__file__).parent
_IMAGE = "OWNER/asyncio-grader"  # the instructor puts the name of the image built from Dockerfile here
_MUSTACHE = "{{=<% %>=}}\n"  # a task may hold braces, which PrairieLearn would take for its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What every platform gets.  files: the exercise with its sealed suite, by path within its folder."""

    exercise: Exercise
    files: Mapping[str, bytes]
    wheel: tuple[str, bytes]
    isolation: str

    def course(self, top: str, *, with_wheel: bool = True) -> dict[str, bytes]:
        """Return what the grader needs, below a folder: exercise, suite, demands, wheel."""
        slug = self.exercise.slug
        found = {f"{top}exercises/{slug}/{name}": data for name, data in self.files.items()}
        found[f"{top}EXERCISE"] = f"{slug}\n".encode()
        found[f"{top}ISOLATION"] = f"{self.isolation}\n".encode()
        return found | ({top + self.wheel[0]: self.wheel[1]} if with_wheel else {})

    def filled(self, name: str) -> bytes:
        """Return a file of ours with the exercise's words in the places marked for them."""
        readme = self.files.get("README.md", self.exercise.summary.encode()).decode("utf-8", "replace")
        words = {
            "@SLUG@": self.exercise.slug,
            "@FILE@": self.exercise.file,
            "@ISOLATION@": self.isolation,
            "@README@": readme.rstrip(),
        }
        text = (_HERE / name).read_text(encoding="utf-8")
        for mark, word in words.items():
            text = text.replace(mark, word)
        return text.encode()


def export(target: str, exercise: Exercise, wheel: tuple[str, bytes], isolation: str) -> dict[str, bytes]:
    """Return the files of a bundle.  Raises CatalogError when the suite is not to be had, or may not go."""
    if exercise.kind == "exam" and TARGETS[target].learners_read_it:
        closed = join([name for name, one in TARGETS.items() if not one.learners_read_it], "or")
        raise CatalogError(
            f"{exercise.slug} is an exam: its suite stays with the instructor, and learners can read what "
            f"a {target} bundle holds.\nExport it for {closed}, or grade what was handed in: grade batch."
        )
    launcher = Launcher()  # for the instructor's own solution: no box is needed
    try:
        files = exercise_files(exercise, launcher, exam_too=True)
    finally:
        launcher.close()
    return TARGETS[target].files(Bundle(exercise=exercise, files=files, wheel=wheel, isolation=isolation))


# ---- one platform each -----------------------------------------------------------------------------


def _gradescope(bundle: Bundle) -> dict[str, bytes]:
    scripts = {name: _own(f"gradescope/{name}") for name in ("setup.sh", "run_autograder")}
    return scripts | bundle.course("")


def _classroom50(bundle: Bundle) -> dict[str, bytes]:
    return {"autograder.py": _own("classroom50/autograder.py")} | bundle.course("")


def _prairielearn(bundle: Bundle) -> dict[str, bytes]:
    exercise = bundle.exercise
    top = f"questions/{exercise.slug}/"
    page = bundle.filled("prairielearn/question.html")
    files = {
        f"{top}info.json": json.dumps(_info(exercise), indent=2).encode() + b"\n",
        f"{top}question.html": _MUSTACHE.encode() + page if b"{{" in page else page,
        f"{top}{exercise.file}": bundle.files[exercise.file],
        f"{top}tests/run.sh": _own("prairielearn/run.sh"),
        "docker/Dockerfile": _own("prairielearn/Dockerfile"),
        f"docker/{bundle.wheel[0]}": bundle.wheel[1],
    }
    return files | bundle.course(f"{top}tests/", with_wheel=False)


def _info(exercise: Exercise) -> dict[str, object]:
    # PrairieLearn wants a uuid that never changes and is nobody else's: it follows from the name.
    return {
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"asyncio-grader/{exercise.slug}")),
        "title": exercise.title,
        "topic": exercise.chapter or "asyncio",
        "tags": list(exercise.concepts),
        "type": "v3",
        "gradingMethod": "External",
        "partialCredit": True,
        "externalGradingOptions": {
            "image": _IMAGE,
            "entrypoint": "/grade/tests/run.sh",
            "timeout": 120,
            "enableNetworking": False,
        },
    }


def _github(bundle: Bundle) -> dict[str, bytes]:
    return {".github/workflows/grade.yml": bundle.filled("github/grade.yml")} | _repository(bundle)


def _gitlab(bundle: Bundle) -> dict[str, bytes]:
    return {".gitlab-ci.yml": bundle.filled("gitlab/gitlab-ci.yml")} | _repository(bundle)


def _repository(bundle: Bundle) -> dict[str, bytes]:
    """Return a repository that learners copy: the task, the stub, and the grader in a folder of its own."""
    shown = {name: data for name, data in bundle.files.items() if name in ("README.md", bundle.exercise.file)}
    return shown | bundle.course(".grader/")


def _own(name: str) -> bytes:
    return (_HERE / name).read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A kind of platform: what its bundle is, and what to do with it, in one line each.

    learners_read_it: the bundle, or where it lies, is open to learners.
    """

    files: Callable[[Bundle], dict[str, bytes]]
    what: str
    then: str
    learners_read_it: bool = False


TARGETS: Mapping[str, Target] = {
    "gradescope": Target(
        files=_gradescope,
        what="autograder.zip with setup.sh and run_autograder (Codio takes it as well)",
        then="Upload the zip under Configure Autograder, then test it with a right answer.",
    ),
    "classroom50": Target(
        files=_classroom50,
        what="the folder of an assignment's autograder",
        then="Put the files into autograders/ASSIGNMENT of the classroom's repository.",
        learners_read_it=True,  # published as a page; its address stands in the learner's repository
    ),
    "prairielearn": Target(
        files=_prairielearn,
        what="a question (info.json, question.html, tests) and the Dockerfile of its image",
        then="Build docker/ and push the image, name it in info.json, copy the question into the course.",
    ),
    "github": Target(
        files=_github,
        what="a repository with a GitHub Actions workflow",
        then="Make it a template repository; each learner starts from a copy.",
        learners_read_it=True,
    ),
    "gitlab": Target(
        files=_gitlab,
        what="a project with a GitLab CI pipeline",
        then="Make it a project that learners fork.",
        learners_read_it=True,
    ),
}
