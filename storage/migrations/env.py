"""How Alembic runs here: on our own connection, with foreign keys off on SQLite, rows counted before and after."""

from alembic import context

from storage.database import Database
from storage.migrations import runner
from storage.models import Base


def main() -> None:
    """Migrate the database that the caller handed over (`runner.upgrade`), or the one of the command line."""
    database: Database | None = context.config.attributes.get("database")
    own = database is None
    if database is None:
        database = Database(context.config.get_main_option("sqlalchemy.url") or runner.SCRATCH)
    with runner.migrating(database) as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=database.is_sqlite,
            compare_type=True,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
    if own:
        database.close()


main()
