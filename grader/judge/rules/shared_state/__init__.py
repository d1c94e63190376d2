"""Mistakes about shared state: a module and a page for each."""
