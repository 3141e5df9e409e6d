"""Two documents side by side: lines, rows and words, and what came back from outside."""
