"""What happens by itself: the clock and the outbox worker."""
