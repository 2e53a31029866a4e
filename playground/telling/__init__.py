"""What the app and the pages are told: events, the objects in payloads, messages as they are written."""
