"""Mistakes about blocking: a module and a page for each."""
