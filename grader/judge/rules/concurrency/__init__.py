"""Mistakes about concurrency: a module and a page for each."""
