"""The digest of one person: the channel's figures, narrowed to what they chose and told for their own period."""
