"""The app: its manifest, its installation in each workspace, and how it goes."""
