"""What can be read in a document, tracked changes included."""
