"""Between the workspace, the app and the open pages: sockets, requests, limits, and trouble on command."""
