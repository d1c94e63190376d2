"""Mistakes about taskgroup: a module and a page for each."""
