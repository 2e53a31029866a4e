"""HTTP: Slack endpoints, health, metrics."""
