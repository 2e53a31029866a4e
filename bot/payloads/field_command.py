"""What was typed after `/field`: a word for what to do, and the rest."""

from dataclasses import dataclass

from bot.payloads import edge
from bot.payloads.edge import Body, Command


@dataclass(frozen=True)
class FieldCommand:
    """`/gs-field find drone surveys`: word "find", rest "drone surveys", prefix "/gs-"."""

    command: Command
    word: str
    rest: str

    @property
    def prefix(self) -> str:
        """What goes before our commands here."""
        return self.command.prefix


def field_command(body: Body) -> FieldCommand:
    """Read `/field …`; the word is empty when nothing was typed."""
    command = edge.command(body)
    # A line end or a no-break space parts words as well: people paste.
    word, *rest = command.words.split(maxsplit=1) or [""]
    return FieldCommand(command=command, word=word.lower(), rest="".join(rest).strip())
