"""One Alembic tree for all engines, inside the package so that it ships."""
