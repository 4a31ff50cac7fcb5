"""The plain folder dressed by mkdocs: theme, shells, finished pages, the preview's server."""
