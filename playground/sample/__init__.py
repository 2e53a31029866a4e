"""The sample publisher: everything the demo knows about Beacon Local, made by one seeded script (`make.py`)."""
