"""Word files with tracked changes, proved before they are given."""
