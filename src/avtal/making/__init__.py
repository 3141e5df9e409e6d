"""From cases and templates to drafts and worklists: one case or many."""
