"""The tags of a template: where they stand and what they may say."""
