"""A state file with a great many messages, written past the server because that is quick."""

from pathlib import Path

from playground.store import Channel, Database, Message, Person, Store, Team
from playground.world import BOT

CHANNELS = 20
PEOPLE = 10
START = 1_700_000_000
BUSY = "C0"
"""The channel that holds more than half of the messages."""


def stamp(number: int) -> str:
    """The ts of a message by its number."""
    return f"{START + number}.000100"


def fill(path: Path, messages: int) -> None:
    """Write people, channels and so many messages, three of ten in threads."""
    store = Store.of(Database(str(path)), Team().id)
    people = [f"U{number}" for number in range(PEOPLE)]
    with store.database.transaction():
        for user in people:
            store.people.save(Person(user, user.lower(), real_name=f"Person {user}"))
        for number in range(CHANNELS):
            store.channels.save(Channel(f"C{number}", f"channel-{number}"))
            store.channels.set_members(f"C{number}", [*people, BOT])
        for number in range(messages):
            store.messages.save(_message(number))
    store.database.close()


def _message(number: int) -> Message:
    tens, ones = divmod(number, 10)
    return Message(
        channel=BUSY if tens % 2 else f"C{tens // 2 % CHANNELS}",
        ts=stamp(number),
        user=f"U{tens % PEOPLE}",
        text=f"Message {number}: a customer asked for drone surveys again.",
        thread_ts=stamp(tens * 10) if ones > 6 else None,
    )
