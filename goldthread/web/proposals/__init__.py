"""Pages of proposals: the list, one proposal, its discussion, answers, consensus, promises."""
