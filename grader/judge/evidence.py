"""Note what a human should look at before trusting a pass: ways to reach what records the run.

The recording is made in the learner's own process, so code that goes looking for it can forge it.
There are honest uses of all of these; a note never costs a point, and learners do not see it.
"""

from __future__ import annotations

import ast

_LARGEST = 100_000  # characters; the text may be anybody's
_NAMES = {
    "sys": {"_getframe", "_current_frames", "settrace", "setprofile", "monitoring"},
    "gc": {"get_objects", "get_referrers", "get_referents"},
    "inspect": {"stack", "currentframe", "trace"},
    "os": {"write", "writev", "sendfile"},
    "ctypes": {"*"},
    "_ctypes": {"*"},
    "traceback": {"walk_stack"},
}
_ATTRIBUTES = {"f_back", "tb_frame", "cr_frame", "gi_frame", "ag_frame", "f_locals", "f_globals"}


def notes(source: str) -> tuple[str, ...]:
    """Return a sentence for each way to the recorder that the text uses, by line."""
    if len(source) > _LARGEST:
        return ()
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    found = {name: line for node in reversed(nodes) for name, line in _uses(node)}
    return tuple(
        f"To look at: line {line} uses {name}, with which a program can reach what records it."
        for name, line in sorted(found.items(), key=lambda item: (item[1], item[0]))
    )


def _uses(node: ast.AST) -> list[tuple[str, int]]:
    match node:
        case ast.Attribute(value=ast.Name(id=module), attr=name) if name in _NAMES.get(module, ()):
            return [(f"{module}.{name}", node.lineno)]
        case ast.Attribute(attr=name) if name in _ATTRIBUTES:
            return [(name, node.lineno)]
        case ast.Import(names=names):
            return [(alias.name, node.lineno) for alias in names if "*" in _NAMES.get(alias.name, ())]
        case ast.ImportFrom(module=str(module), names=names):
            known = _NAMES.get(module, set())
            if "*" in known:
                return [(module, node.lineno)]
            return [(f"{module}.{alias.name}", node.lineno) for alias in names if alias.name in known]
    return []
