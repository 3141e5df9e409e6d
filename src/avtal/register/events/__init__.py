"""What can happen in the register: an event of each kind, its chain, and its older forms."""
