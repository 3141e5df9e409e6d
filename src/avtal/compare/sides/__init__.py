"""What a user wrote becomes one of the two sides of a comparison."""
