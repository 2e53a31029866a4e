"""The edge: everything Slack can say to us and we to it."""
