"""A hint where the text model knows English and customers are quoted in other languages."""

from digests.languages import foreign_share
from storage.database import Session
from storage.queries import likeness

# So many of the newest wants are looked at; of fewer than the least, a share says nothing.
_NEWEST, _LEAST = 500, 25
_TOO_MANY = 0.2
_KNOWS_ENGLISH = "minilm"


def hint(session: Session, workspace_id: str, model: str) -> str:
    """A sentence for whoever runs the bot, by the name or id of its text model; empty where all is well."""
    if not model.startswith(_KNOWS_ENGLISH):
        return ""
    texts = likeness.newest_wants(session, workspace_id=workspace_id, limit=_NEWEST)
    share = foreign_share(texts)
    if len(texts) < _LEAST or share <= _TOO_MANY:
        return ""
    return (
        f"{round(share * 100)} of 100 recent texts are not in English, which is all that the text model knows: "
        "similar requests and themes are missed. Set EMBED_MODEL=multilingual, then run `groundswell reindex`."
    )
