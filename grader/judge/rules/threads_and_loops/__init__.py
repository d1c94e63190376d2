"""Mistakes about threads and loops: a module and a page for each."""
