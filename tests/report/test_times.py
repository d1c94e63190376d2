import pytest

from grader.report.times import repeated, seconds, ticks


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 s"),
        (1e-12, "0 s"),
        (1e-6, "1 µs"),
        (0.0005, "0.5 ms"),
        (0.05, "0.05 s"),
        (0.1 + 0.2, "0.3 s"),
        (6.0, "6 s"),
        (119.5, "119.5 s"),
        (150, "2 min 30 s"),
        (7199.9, "2 h"),
        (600_000, "166 h 40 min"),
        (-2, "-2 s"),
    ],
)
def test_durations_read_as_people_write_them(value: float, text: str) -> None:
    assert seconds(value) == text


def test_equal_durations_are_multiplied() -> None:
    assert repeated([2.0]) == "2 s"
    assert repeated([2.0, 2.0, 2.0]) == "3 \N{MULTIPLICATION SIGN} 2 s = 6 s"
    assert repeated([1.0, 2.0]) == "2 times, 3 s"


@pytest.mark.parametrize(
    ("scale", "labels"),
    [
        (0, "0 s"),
        (1e-6, "0 µs, 0.2 µs, 0.4 µs, 0.6 µs, 0.8 µs, 1 µs"),
        (0.0003, "0 ms, 0.05 ms, 0.1 ms, 0.15 ms, 0.2 ms, 0.25 ms, 0.3 ms"),
        (2, "0 s, 0.5 s, 1 s, 1.5 s, 2 s"),
        (5.3, "0 s, 1 s, 2 s, 3 s, 4 s, 5 s"),
        (6, "0 s, 1 s, 2 s, 3 s, 4 s, 5 s, 6 s"),
        (150, "0 s, 30 s, 60 s, 90 s, 120 s, 150 s"),
        (600, "0 min, 2 min, 4 min, 6 min, 8 min, 10 min"),
        (600_000, "0 h, 48 h, 96 h, 144 h"),
    ],
)
def test_ticks_are_round_and_of_one_unit(scale: float, labels: str) -> None:
    assert ", ".join(tick.label for tick in ticks(scale)) == labels


@pytest.mark.parametrize("power", range(-8, 13))
def test_there_are_never_too_many_ticks(power: int) -> None:
    for factor in (1.0, 1.7, 2.5, 7.3, 9.9):
        scale = factor * 10.0**power
        found = ticks(scale)
        assert 2 <= len(found) <= 7
        assert found[-1].at <= scale * (1 + 1e-9)
        assert len({tick.label for tick in found}) == len(found)
