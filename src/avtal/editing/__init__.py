"""What writes in content files, and leaves all else in them as it stands."""
