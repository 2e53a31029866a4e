"""Slack's dictionaries in, frozen dataclasses out; nobody else opens them."""
