"""A template becomes code once; code and values become a document, without Word's libraries."""
