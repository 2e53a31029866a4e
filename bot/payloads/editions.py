"""The form “Your digest” as it was sent: a wish for each kind of edition that it asks about."""

import uuid

from bot.payloads import edge
from bot.payloads.edge import Body, Fields
from bot.usecases.wishes import EditionField, Wish, rhythm_field
from storage.models import EditionKind, Rhythm
from storage.queries.editions import Only


def wishes(body: Body) -> list[Wish]:
    """Read the form; ValueError for an id or a rhythm that is none of ours."""
    fields = edge.submission(body).fields
    return [
        Wish(kind, Rhythm(fields.choice(rhythm_field(kind)) or Rhythm.NEVER), _only(kind, fields))
        for kind in EditionKind
        if rhythm_field(kind) in fields.values
    ]


def _only(kind: EditionKind, fields: Fields) -> Only:
    match kind:
        case EditionKind.DIGEST:
            return Only(
                regions=_ids(fields, EditionField.REGIONS),
                themes=_ids(fields, EditionField.THEMES),
                competitors=_ids(fields, EditionField.COMPETITORS),
                accounts=_ids(fields, EditionField.ACCOUNTS),
            )
        case EditionKind.TEAM:
            return Only(team=tuple(dict.fromkeys(fields.users(EditionField.TEAM))))
        case EditionKind.REP:
            return Only()


def _ids(fields: Fields, name: str) -> frozenset[uuid.UUID]:
    return frozenset(uuid.UUID(chosen) for chosen in fields.choices(name))
