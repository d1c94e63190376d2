"""Mistakes about streams: a module and a page for each."""
