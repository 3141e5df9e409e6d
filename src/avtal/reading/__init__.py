"""A content file becomes a tree of values with positions; what is wrong becomes sentences."""
