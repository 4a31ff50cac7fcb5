"""What is filled in: kinds of values and how each is shown, fields' names as people write them, answers to checks."""
