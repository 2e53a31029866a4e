"""Which texts belong together: themes that nobody had to name before, that stay themselves from week to week."""
