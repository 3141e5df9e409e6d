"""What shows that nothing was changed, taken away or added; backups, which must show the same."""
