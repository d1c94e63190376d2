"""shadow_conftest [import shadowing]
TRIES: lie beside the answer as pytest's configuration
MUST: never imported by the grader
KIND: shadow:conftest.py
"""

from pathlib import Path

Path(__file__).with_name("MARK").write_text("imported")


def pytest_sessionfinish(session):
    session.exitstatus = 0
