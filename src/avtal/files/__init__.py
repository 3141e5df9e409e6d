"""Files and folders that are never half-written, and what the operating system says no to."""
