"""What admins do with the sentences of their digest: read, try, keep, and go back to ours."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import FormError, NotAllowed
from bot.usecases import audit, digest
from bot.usecases.actor import Actor
from digests.own_sentences import samples
from digests.own_sentences.checking import check
from digests.own_sentences.grammar import Unusable
from digests.own_sentences.saying import say
from digests.own_sentences.wordable import WORDABLE, Wordable
from digests.phrases import PLAIN, Words
from digests.report import DigestReport
from storage.database import Session
from storage.models import OwnSentence, Role, Workspace
from storage.queries import own_sentences, workspaces

# The field in which a sentence is written; its errors stand below it.
TEMPLATE = "own_template"


@dataclass(frozen=True)
class Tried:
    """A sentence as it would be told: its line, or what is wrong with it. `of` says of which digest the line is."""

    line: str = ""
    problem: str = ""
    of: str = ""


@dataclass(frozen=True)
class OwnWords:
    """A workspace's own sentences by name; `built_in` is what ours says, `of` which digest it is said of."""

    language: str
    templates: Mapping[str, str]
    built_in: Mapping[str, Tried]


def read(session: Session, actor: Actor) -> OwnWords:
    """What the form shows. Raises NotAllowed for whoever is no admin."""
    workspace = _for_admin(session, actor)
    own = own_sentences.of_workspace(session, workspace_id=actor.workspace_id, language=workspace.language)
    return OwnWords(
        language=workspace.language,
        templates={one.name: one.template for one in own},
        built_in={name: _ours(session, workspace, wordable) for name, wordable in WORDABLE.items()},
    )


def attempt(session: Session, actor: Actor, name: str, template: str) -> Tried:
    """How a sentence would read in the latest digest that has a place for it, or what is wrong with it."""
    workspace = _for_admin(session, actor)
    wordable = WORDABLE[name]
    if not template:
        return _ours(session, workspace, wordable)
    if problem := check(name, template, language=workspace.language):
        return Tried(problem=problem)
    report, of = _shown(session, workspace, wordable)
    try:
        return Tried(line=say(wordable, template, report, Words(report, PLAIN)), of=of)
    except Unusable as why:
        return Tried(problem=str(why))


def keep(session: Session, actor: Actor, name: str, template: str, *, now: datetime) -> None:
    """Word a sentence so, or as it is built in where nothing was written. Raises NotAllowed, FormError."""
    workspace = _for_admin(session, actor)
    if template and (problem := check(name, template, language=workspace.language)):
        raise FormError({TEMPLATE: problem})
    key = {"workspace_id": actor.workspace_id, "name": name, "language": workspace.language}
    there = own_sentences.find(session, **key)
    before = there.template if there else ""
    if template == before:
        return
    if there is not None and not template:
        session.delete(there)
    elif there is not None:
        there.template, there.set_at, there.set_by_id = template, now, actor.user_id
    else:
        session.add(OwnSentence(**key, template=template, set_at=now, set_by_id=actor.user_id))
    audit.note(
        session,
        actor,
        "word the digest",
        now=now,
        subject=f"{name}:{workspace.language}",
        before={"template": before},
        after={"template": template},
    )


def _for_admin(session: Session, actor: Actor) -> Workspace:
    roles = workspaces.roles_of(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    if not roles.has(Role.ADMIN):
        raise NotAllowed("Only an admin can word the digest.")
    return workspaces.get_workspace(session, workspace_id=actor.workspace_id)


def _ours(session: Session, workspace: Workspace, wordable: Wordable) -> Tried:
    report, of = _shown(session, workspace, wordable)
    return Tried(line=Words(report, PLAIN).say(wordable.block), of=of)


def _shown(session: Session, workspace: Workspace, wordable: Wordable) -> tuple[DigestReport, str]:
    """The latest digest, or a sample where that has no such sentence; without own words, and in today's language."""
    latest = digest.latest(session, workspace)
    if latest is not None and wordable.applies(latest):
        return replace(latest, own=(), language=workspace.language), f"the digest of week {latest.week.number}"
    return next(filter(wordable.applies, samples.typical(workspace.language))), "a made-up digest"
