"""Tables come back: rows matched to records, other people's lists recognised, edits planned, written all or none."""
