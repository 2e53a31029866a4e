"""The meaning: weeks, reports and their words; knows no Slack and no clock."""
