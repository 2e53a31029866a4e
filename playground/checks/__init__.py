"""What Slack would refuse is refused: blocks, views, texts, and our own payloads."""
