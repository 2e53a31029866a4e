"""What somebody puts right is kept, and the names in it are learned: told at once, read so from then on, undone."""

from bot.usecases.readers import Readers
from storage.models import CompetitorAlias, Reading
from storage.queries import readings
from tests.flows.chatting import hears, know, logged, press, said_to, tell
from tests.flows.conftest import ANA, GENERAL, MAYA, TEAM, TOM, Field
from tests.flows.steps import confirmation, pick, quiet, whisper, words_of

WANT = "Fresco Bakehouse want a heading for wedding cakes, 900 a year"
BAKERS = "Baker & Sons, Leeds"


def kept(field: Field) -> list[Reading]:
    with field.session() as session:
        return list(readings.page(session, workspace_id=TEAM["id"], behind=None, limit=50))


def refresh(field: Field) -> None:
    """What the clock does each second."""
    field.bot.snapshots.refresh_stale()
    field.bot.readers.refresh()


def put_right(field: Field, user: str = MAYA, words: str = WANT, account: str = BAKERS) -> None:
    """Tell the bot, press Edit, choose the customer, send the form."""
    tell(field, user, words)
    press(field, user, hears(field, user, "edit_draft"), "edit_draft")
    assert field.submit(user, account=pick(field, user, "account", account))["ok"]
    quiet(field)
    refresh(field)


def test_a_customer_that_somebody_put_right_is_read_so_from_the_next_message_on(field: Field) -> None:
    know(field, BAKERS)
    put_right(field)
    told = hears(field, MAYA, "From now on I read “Fresco Bakehouse” as *Baker &amp; Sons, Leeds*.")
    assert "Request logged." in words_of(told)
    tell(field, TOM, "lost fresco bakehouse, too dear")
    hears(field, TOM, "Customer: *Baker &amp; Sons, Leeds*")
    field.command(TOM, "/request Fresco Bakehouse would buy a heading for cakes")
    form = field.views(TOM)[-1]
    assert "Baker & Sons, Leeds" in words_of(form)
