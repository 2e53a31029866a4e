"""What lasts a moment: trigger ids, response addresses, open forms."""
