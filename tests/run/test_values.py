"""Values cross by exact type, or as a description."""

import json
import math

import pytest

from grader.run import values


def there_and_back(value):
    made = []

    def make(data):
        made.append(data)
        return data["t"]

    data = json.loads(json.dumps(values.Encoder().encode(value)))
    return values.Decoder(make).decode(data)


@pytest.mark.parametrize(
    "value",
    [
        None, True, 0, -1, 2**60, -(2**100), 1.5, -0.0, "text", "emoji \U0001f600", b"\x00\xff", [], (), {}, set(),
        [1, (2, [3]), {"a": (4,)}], {(1, 2): "tuple key", 3: None}, {1, 2}, frozenset({"a"}), math.inf,
        {"t": "dict", "v": 1}, ["a"] * 1000,
    ],
    ids=repr,
)  # fmt: skip
def test_plain_data_comes_back_equal_and_of_the_same_type(value):
    back = there_and_back(value)
    assert back == value
    assert type(back) is type(value)


def test_nan_comes_back_as_nan():
    assert math.isnan(there_and_back(math.nan))


class Named(str):
    pass


class Angry:
    def __str__(self):
        raise ValueError("no")

    def __eq__(self, other):
        return True

    __hash__ = None


@pytest.mark.parametrize(
    "value",
    [Named("x"), object(), Angry(), len, type],
    ids=["subclass", "object", "angry", "function", "type"],
)
def test_everything_else_is_described_never_copied(value):
    assert there_and_back(value) == "object"
    assert there_and_back([value]) == ["object"]


def test_an_awaitable_is_marked_and_its_text_holds_no_result():
    async def fetch():
        return "secret"

    coroutine = fetch()
    data = values.Encoder().encode([coroutine])[0]
    coroutine.close()
    assert data["awaitable"] is True
    assert "secret" not in data["text"]
    assert "0x" not in data["text"]


def test_an_exception_tells_its_classes_and_its_members():
    data = values.Encoder().encode(ExceptionGroup("two", [ValueError("a"), KeyError("b")]))
    assert data["type"] == "ExceptionGroup"
    assert data["message"] == "two"
    assert [member["type"] for member in data["exceptions"]] == ["ValueError", "KeyError"]
    assert "LookupError" in data["exceptions"][1]["bases"]


def test_depth_and_count_are_bounded():
    deep = []
    for _ in range(10_000):
        deep = [deep]
    assert len(json.dumps(values.Encoder().encode(deep))) < 2 * values.MAX_TEXT
    wide = values.Encoder().encode([[i] for i in range(values.MAX_ITEMS)])
    assert any(type(item) is dict for item in wide)


def test_a_set_is_sent_in_one_order():
    names = {f"name-{i}" for i in range(50)}
    assert values.Encoder().encode(names) == values.Encoder().encode(set(sorted(names, reverse=True)))  # noqa: C414  # inserted in another order


@pytest.mark.parametrize(
    "data",
    [
        {"t": "dict", "v": [[[], 1]]},
        {"t": "dict", "v": [[1]]},
        {"t": "dict"},
        {"t": "set", "v": [[1]]},
        {"t": "bytes", "v": "not base64!"},
        {"t": "int", "v": "f" * 5000},
        {"t": "float", "v": "1e5"},
        {"t": "code", "v": "x"},
        {},
    ],
    ids=repr,
)
def test_what_no_encoder_makes_is_refused(data):
    with pytest.raises(ValueError, match=r"encoded|tag"):
        values.Decoder(lambda data: None).decode(data)


def test_a_set_whose_items_were_made_to_collide_is_refused():
    same = [hex(number * (2**61 - 1)) for number in range(values.MAX_COLLISIONS + 2)]
    items = [{"t": "int", "v": number} for number in same]
    for data in ({"t": "set", "v": items}, {"t": "dict", "v": [[item, 0] for item in items]}):
        with pytest.raises(ValueError, match="one hash"):
            values.Decoder(lambda data: data).decode(data)
    equal = {"t": "set", "v": [1.5] * 1000 + list(range(1000))}
    assert len(values.Decoder(lambda data: data).decode(equal)) == 1001


def test_a_text_says_nothing_of_where_objects_lie_in_memory():
    text = "<coroutine object fetch at 0x7f5ed8654b40>"
    assert values.Encoder().encode([text, "0x7f", "at 0x12"]) == [
        "<coroutine object fetch>",
        "0x7f",
        "at 0x12",
    ]
