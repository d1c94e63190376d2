"""Find out who is who among the tasks: which is the call's own, what ran in each, who waited for it."""

from __future__ import annotations

from grader.judge.trace_names import waited_tasks
from grader.judge.trace_tables import Recording

MADE_BY_HAND = frozenset({"create_task", "ensure_future", "TaskGroup", "Task", "run_coroutine_threadsafe"})
"""The asyncio functions by which a program makes a task knowingly; gather and the like make some, too."""
_TOP = frozenset({None, "run", "run_until_complete"})


def main_task(recording: Recording) -> int | None:
    """Return the number of the call's own task: the first that no task made and the program ran."""
    tops = {number for _, number in recording.mains}
    for life in recording.lives.values():
        if life.by is None and (life.via in _TOP or life.id in tops):
            return life.id
    return None


def functions(recording: Recording) -> dict[int, set[str]]:
    """Return, for each task, the names of all functions seen on its stack."""
    frames = {
        life.id: {frame for stand in life.stands for frame in stand.frames}
        for life in recording.lives.values()
    }
    for block in recording.blocks:
        if block.task is not None:
            frames[block.task].update(block.frames)
    found: dict[int, set[str]] = {}
    for life in recording.lives.values():
        coros = {coro for _, coro in frames[life.id]}
        if life.started is not None:
            coros.add(life.own)
        names = {recording.coros[coro].name for coro in coros if coro in recording.coros}
        names |= {
            recording.places[place].function for place, _ in frames[life.id] if place in recording.places
        }
        found[life.id] = names | ({life.coroutine} if life.started is not None else set())
    return found


def waiters(recording: Recording, main: int | None) -> dict[int, dict[int | None, None]]:
    """Return, for each task, who waited for it or took it when done; None is the program itself."""
    pairs: list[tuple[int | None, int | None]] = [
        (number, life.id)
        for life in recording.lives.values()
        for stand in life.stands
        for number in waited_tasks(stand.on)
    ]
    pairs += recording.taken
    pairs += [(number, None) for _, number in recording.mains]
    pairs.append((main, None))
    found: dict[int, dict[int | None, None]] = {}
    for number, by in pairs:
        if number is not None:
            found.setdefault(number, {})[by] = None
    return found
