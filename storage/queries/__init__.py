"""Typed questions to the database: session first, the rest by keyword; every one names the workspace."""
