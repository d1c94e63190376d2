"""Run a hidden pytest suite against a submission, and turn its tests into check results.

The only package that knows pytest.
"""
