"""What a tag prints: values, prose and marks, as XML."""
