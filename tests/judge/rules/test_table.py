"""The table of rules says what the rules are."""

from tests.judge.rules.table import FILE, table


def test_the_table_of_rules_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == table(), "python -m tests.judge.rules.table"
