"""Mistakes about errors: a module and a page for each."""
