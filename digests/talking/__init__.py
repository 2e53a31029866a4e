"""What somebody does by a message: log something, correct it, ask a question."""
