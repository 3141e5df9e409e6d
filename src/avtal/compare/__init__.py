"""Two versions of a case side by side: what changed in meaning, where it shows, redlines."""
