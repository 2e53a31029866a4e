"""`groundswell demo`: the real bot in a local workspace on this machine, with a year of a sample publisher's feedback."""
