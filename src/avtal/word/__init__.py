"""Word files: bytes in, bytes out. Knows nothing of content or files."""
