"""Which texts mean the same: vectors of texts, and the nearest among very many."""
