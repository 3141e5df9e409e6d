"""What must agree between the parts of a case: the machinery; the rules are in `subjects`."""
