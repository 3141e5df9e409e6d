"""A case: its folder becomes validated content; what follows from the content alone."""
