"""Mistakes about tasks: a module and a page for each."""
