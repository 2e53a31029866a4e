"""A digest in which something moved, as it arrives in the channel."""

from typing import Any

from bot.usecases import digest
from storage.models import ShowPicture
from storage.queries import workspaces
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.market import DUE, Market
from tests.flows.conftest import DIGEST, PRIYA, TEAM, Field


class HereAlready(Market):
    """A market in the workspace that the bot came to."""

    def __post_init__(self) -> None:
        self.workspace = workspaces.get_workspace(self.session, workspace_id=self.workspace_id)


def digest_of_a_moving_week(
    field: Field, show: ShowPicture = ShowPicture.MESSAGE, *, lost_deals: int = 0
) -> dict[str, Any]:
    """Thirty weeks in which something moves at last, and the digest of the last one, as it arrives."""
    with field.bot.database.write() as session:
        market = HereAlready(session, workspace_id=TEAM["id"])
        market.workspace.show_picture = show
        publisher.moving_weeks(market)
        for number in range(lost_deals):
            market.lost(
                "U1", f"Gone {number}", reasons=["Too dear for what it brings" if number % 3 else "Away on leave"]
            )
        publisher.count_weeks(market)
        digest.digest_now(session, market.workspace, DUE, asked_by=PRIYA)
    field.bot.worker.wake()
    return field.message(DIGEST, "Solar panels")
