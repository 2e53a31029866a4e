"""What people wrote in the regional channels: chat, and things a customer said that nobody has logged yet."""

from collections.abc import Sequence
from random import Random

from playground.sample.names import Account
from playground.sample.people import Person
from playground.sample.shape import workday
from playground.sample.texts import rows

HEAD_OFFICE, COORDINATOR = "General", "-1"


def messages(
    rng: Random, people: Sequence[Person], accounts: Sequence[Account], channels: dict[str, str]
) -> list[dict[str, str | int]]:
    """The channels' messages, oldest first; `channels` maps a region (or nothing, for general) to a channel id."""
    said: list[dict[str, str | int]] = []
    for place, (days_ago, at, who, trade, text) in rows("chatter"):
        region = "" if place == HEAD_OFFICE else place
        here = [p for p in people if p.region == region]
        writers = [p for p in here if (p.role == "coordinator") == (who == COORDINATOR)]
        fitting = [account.name for account in accounts if account.region == region and account.trade == trade]
        said.append(
            {
                "channel": channels[region],
                "user": writers[0 if who == COORDINATOR else int(who)].id,
                "days_ago": workday(int(days_ago)),
                "at": at,
                "text": text.replace("{account}", rng.choice(fitting)) if trade else text,
            }
        )
    return sorted(said, key=lambda line: (-int(line["days_ago"]), str(line["at"])))
