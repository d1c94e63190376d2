"""What of the suite's objects a guest may see and call."""

import asyncio

import pytest

from grader.model import Opaque, RunError
from grader.run.host.objects import HostObjects, decode_error, takes


async def fetch(url):
    return url


def plain(x):
    return x


class Resource:
    def __init__(self):
        self.steps = 0
        self._secret = "hidden"

    async def step(self):
        self.steps += 1

    def peek(self):
        return self.steps

    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        return None

    def _private(self):
        return self._secret


def call(target, method="__call__", args=(), kwargs=()):
    return {
        "target": target,
        "method": method,
        "args": list(args),
        "kwargs": {"t": "dict", "v": list(kwargs)},
    }


def test_functions_and_objects_are_told_apart_by_kind():
    objects = HostObjects()
    forms = objects.encode([fetch, plain, Resource()])
    assert [form["methods"] for form in forms[:2]] == [{"__call__": "async"}, {"__call__": "plain"}]
    assert forms[2]["methods"] == {
        "step": "async",
        "peek": "plain",
        "__aenter__": "async",
        "__aexit__": "async",
    }
    assert forms[2]["attributes"] == ["steps"]


def test_the_same_object_keeps_its_number_and_comes_back_as_itself():
    objects = HostObjects()
    first, (again,) = objects.encode(fetch), objects.encode([fetch])
    assert first == again
    assert objects.decode({"t": "proxy", "id": first["id"]}) is fetch


def test_a_call_finds_its_function_and_arguments():
    objects, resource = HostObjects(), Resource()
    objects.encode([plain, resource])
    function, args, kwargs = objects.find(call(0, args=[1], kwargs=[["y", 2]]))
    assert (function, args, kwargs) == (plain, [1], {"y": 2})
    assert objects.find(call(1, "peek"))[0]() == 0
    assert objects.find(call(1, ".steps"))[0]() == 0


@pytest.mark.parametrize(
    "frame",
    [call(9), call(-1), call(0, "__class__"), call(0, "_private"), call(0, "._secret"), call(0, ".__dict__"),
     call(0, "nothing"), call(0, "step", kwargs=[[1, 2]]), call(0, "step") | {"args": 5}],
    ids=repr,
)  # fmt: skip
def test_a_guest_reaches_only_what_it_was_given(frame):
    objects = HostObjects()
    objects.encode(Resource())
    with pytest.raises(ValueError, match=r"no such|not arguments"):
        objects.find(frame)


def test_what_a_plain_function_returns_may_be_awaitable():
    objects = HostObjects()
    coroutine = fetch("u")
    assert objects.encode(coroutine)["methods"] == {"__await__": "async"}
    assert asyncio.run(objects.find(call(0, "__await__"))[0]()) == "u"


def test_a_blocking_function_says_how_long_it_takes():
    @takes(2.0)
    def read(url):
        return url

    assert read.__grader_takes__ == 2.0


def test_the_guests_objects_are_descriptions_only():
    objects = HostObjects()
    assert objects.decode({"t": "object", "type": "Task", "text": "<Task>", "awaitable": True}) == Opaque(
        type="Task", text="<Task>", awaitable=True
    )
    error = {
        "t": "exception",
        "type": "E",
        "bases": ["E", "Exception"],
        "message": "m",
        "exceptions": [],
        "line": 3,
    }
    assert objects.decode(error) == RunError(type="E", message="m", bases=("E", "Exception"), line=3)


@pytest.mark.parametrize(
    "data",
    [None, {"t": "exception"}, {"t": "exception", "type": 1, "bases": [], "message": "", "exceptions": []},
     {"t": "exception", "type": "E", "bases": [1], "message": "", "exceptions": []}],
    ids=repr,
)  # fmt: skip
def test_what_is_no_exception_is_refused(data):
    with pytest.raises(ValueError, match=r"not"):
        decode_error(data)
