"""Mistakes about waiting: a module and a page for each."""
