"""The catalog as sheets: which columns there are, how a cell says a value, what a file says of its own origin."""
