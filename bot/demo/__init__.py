"""`groundswell demo`: the real bot in a local workspace, with a year of a sample publisher's feedback."""
