"""The facts: models, queries and migrations; the only code that speaks SQL."""
