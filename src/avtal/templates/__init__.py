"""The templates of a folder, held against what a case can give them."""
