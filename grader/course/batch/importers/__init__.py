"""Importers, a layout of submissions each; they are found because they lie here (`shelf`)."""
