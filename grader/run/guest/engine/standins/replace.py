"""Put new things under old names."""

from __future__ import annotations

from typing import Any


def put(owner: Any, **things: Any) -> None:
    """Set attributes of a module or class of the standard library.

    In one place and by name, as each assignment would be a type error of its own.
    """
    for name, thing in things.items():
        setattr(owner, name, thing)


def put_known(owner: Any, **things: Any) -> None:
    """The same, for names that not every version or system has."""
    put(owner, **{name: thing for name, thing in things.items() if hasattr(owner, name)})


def dress(function: Any, like: Any) -> Any:
    """Give a stand-in the name, the module and the docstring of what it stands in for."""
    for attribute in ("__module__", "__name__", "__qualname__", "__doc__"):
        try:
            setattr(function, attribute, getattr(like, attribute))
        except (AttributeError, TypeError):
            pass  # built-in functions do not have them all
    return function
