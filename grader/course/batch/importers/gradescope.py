"""A Gradescope export: `submission_<n>/...`, and who they are in `submission_metadata.yml`.

The metadata is a Ruby hash written as YAML.  What is read of it are its two outer levels and the
submitters, by their indentation, which whatever stands inside of texts cannot have; so no YAML is needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from grader.course.batch.handed_in import HandedIn, Unmatched
from grader.course.batch.source import LIST_BYTES, Tree, Unreadable

_METADATA = "submission_metadata.yml"
_PATH = re.compile(r"(?P<root>(?:[^/]+/)?)submission_(?P<number>\d+)/(?P<file>.+)$")
_SUBMISSION = re.compile(r"submission_(\d+):\s*$")
_FIELD = re.compile(r"  :(\w+):(?: (.*))?$")
_OF_SUBMITTER = re.compile(r"(?:  |    )(?P<first>- |  ):(?P<name>\w+): (?P<value>.*)$")
_ESCAPES = re.compile(r"\\x([0-9A-Fa-f]{2})")

Submitters = tuple[dict[str, str], ...]


def sniff(tree: Tree) -> float:
    """The metadata file is its mark; without it the folders' names are."""
    named = any(path.rpartition("/")[2] == _METADATA for path in tree.paths)
    matched = any(_PATH.match(path) for path in tree.paths)
    return (0.95 if named else 0.6) if matched else 0.0


def submissions(tree: Tree) -> Iterator[HandedIn | Unmatched]:
    """Tell submissions apart by their numbers; a group hands in once."""
    metadata = next((path for path in tree.paths if path.rpartition("/")[2] == _METADATA), None)
    submitters = _submitters(tree, metadata) if metadata else {}
    for path in tree.paths:
        if path == metadata:
            continue
        if (found := _PATH.match(path)) is None:
            yield Unmatched(path=path, why="outside of the folders submission_<number>")
        else:
            number = found["number"]
            group = submitters.get(number) or ({},)
            learners = tuple({"submission": number, **learner} for learner in group)
            yield HandedIn(key=number, path=path, name=found["file"], learners=learners)


def _submitters(tree: Tree, metadata: str) -> dict[str, Submitters]:
    try:
        text = tree.read(metadata, LIST_BYTES).decode("utf-8", "replace")
    except Unreadable:
        return {}
    return read_submitters(text)


def read_submitters(text: str) -> dict[str, Submitters]:
    """Return who handed in each submission, by its number."""
    found: dict[str, list[dict[str, str]]] = {}
    group: list[dict[str, str]] | None = None
    among_submitters = False
    for line in text.splitlines():
        if match := _SUBMISSION.match(line):
            group, among_submitters = found.setdefault(match[1], []), False
        elif match := _FIELD.match(line):
            among_submitters = match[1] == "submitters"
        elif group is not None and among_submitters and (match := _OF_SUBMITTER.match(line)):
            if match["first"] == "- ":
                group.append({})
            if group and (value := _scalar(match["value"].strip())):
                group[-1][match["name"]] = value
    return {number: tuple(group) for number, group in found.items()}


def _scalar(text: str) -> str:
    """Return what a YAML scalar on one line says; anchors and what is nested say nothing."""
    if text in {"", "~", "null"} or text[0] in "&*[{|>!":
        return ""
    if text[0] == "'":
        return text[1:].removesuffix("'").replace("''", "'")
    if text[0] == '"':
        try:
            return str(json.loads(_ESCAPES.sub(r"\\u00\1", text)))
        except ValueError:
            return text.strip('"')
    return text
