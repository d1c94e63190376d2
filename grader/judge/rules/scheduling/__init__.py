"""Mistakes about scheduling: a module and a page for each."""
