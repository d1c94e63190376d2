"""Mistakes about testing: a module and a page for each."""
