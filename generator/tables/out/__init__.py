"""Books written: as .xlsx, and as .csv and .json."""
