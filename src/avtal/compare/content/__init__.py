"""What changed in the content, in the words of the domain."""
