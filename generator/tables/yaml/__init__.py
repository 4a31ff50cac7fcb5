"""YAML files changed in place: only what an edit says, comments and order kept."""
