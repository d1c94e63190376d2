"""Mistakes about timeouts: a module and a page for each."""
