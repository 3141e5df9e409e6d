"""Tags held against the types of what they are given."""
