"""Decide and explain: questions asked of a recorded run, the pytest suites, the misconception rules."""
