"""The zip file of parts that a Word document is."""
