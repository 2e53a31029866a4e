"""What the product does, without Slack: session and dataclasses in, models out."""
