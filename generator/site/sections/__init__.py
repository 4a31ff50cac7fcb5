"""Sections of pages, one module a thing shown; each function takes views and returns Markdown."""
