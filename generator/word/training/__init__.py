"""The handbook for training (培训手册): the supervision items of a division, or all, in one Word document."""
