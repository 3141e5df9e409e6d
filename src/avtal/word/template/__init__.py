"""A template checked whole and prepared, and advice on its form."""
