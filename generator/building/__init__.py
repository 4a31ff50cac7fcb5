"""Everything put together: all outputs of a catalog built, previewed, and judged before either."""
