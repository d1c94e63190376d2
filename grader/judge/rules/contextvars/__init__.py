"""Mistakes about contextvars: a module and a page for each."""
