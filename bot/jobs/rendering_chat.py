"""How a draft, several of them, or an answer look at the moment they are said."""

import uuid

from bot.blocks import chat, chat_answers, private
from bot.blocks.chat import Shown
from bot.blocks.kit import Message
from bot.blocks.words import item_called
from bot.errors import BotError
from bot.jobs.outgoing import Nothing, Outgoing, Removal, Rendered, Rendering, in_channel
from bot.usecases import answering, digest, drafts, links, offering, pages, settling
from bot.usecases.actor import Actor
from bot.usecases.chat import BY_ITS_CARD
from bot.usecases.search import Found
from bot.usecases.understanding import Understood
from digests.talking.asking import HERE
from storage.models import Draft, Report
from storage.queries import aliases, market, outbox, reports, requests, workspaces
from storage.queries import drafts as queries

_LOOKED_UP = frozenset({"mine", "open", "customer", "catalog", "who", "about", "new", "digest"})


def draft_message(at: Rendering) -> Rendered:
    """A draft's card as it stands: open, discarded, saved, settled, withdrawn."""
    draft = reports.find_draft(at.session, workspace_id=at.workspace_id, draft_id=at.id("draft_id"))
    if draft is None or draft.understood is None:
        return Nothing("the draft is gone")
    if at.ids.get("card", 0) != drafts.card_of(draft):
        return Removal(*at.posted) if at.posted else Nothing("another card stands for it")
    message = _as_it_stands(at, draft)
    return Outgoing(at.posted[0], message, update_ts=at.posted[1]) if at.posted else in_channel(at, message)


def draft_list(at: Rendering) -> Rendered:
    """Several drafts in one message."""
    ids = [uuid.UUID(one) for one in at.ids["draft_ids"]]
    found = queries.find_all(at.session, workspace_id=at.workspace_id, draft_ids=ids)
    listed = [(_shown(at, draft), _report_of(at, draft) is not None) for draft in found if draft.understood]
    if not listed:
        return Nothing("the drafts are gone")
    message = chat.several(listed, why=at.ids["why"])
    return Outgoing(at.posted[0], message, update_ts=at.posted[1]) if at.posted else in_channel(at, message)


def answer(at: Rendering) -> Rendered:
    """The answer to a question, looked up now."""
    ask = at.ids["ask"]
    if ask == BY_ITS_CARD:
        return Nothing("its card answers it")
    if ask == "lost" and (found := _perhaps(at)) is not None:
        return in_channel(at, found)
    if ask not in _LOOKED_UP:
        return in_channel(at, chat_answers.plain(ask, at.workspace.item_noun, at.ids.get("names", ())))
    try:
        return in_channel(at, _looked_up(at, ask))
    except BotError as error:
        return in_channel(at, private.sorry(error.sentence))


def _looked_up(at: Rendering, ask: str) -> Message:
    actor = Actor(at.workspace_id, at.ids["user_id"])
    about, prefix = at.ids["about"], at.ids["prefix"]
    if ask == "mine":
        lines, is_newest = answering.mine(at.session, actor, about, now=at.now)
        draft = answering.unsaved(at.session, actor, about) if is_newest and about else None
        if draft is not None:
            return chat_answers.unsaved(draft.source_text)
        others = answering.about(at.session, actor, about, (), now=at.now) if is_newest and about else None
        if others is not None and (others.items or others.requests):
            return _found(at, actor, others, ask)
        trails = links.trails(at.session, actor, lines)
        return chat_answers.mine(lines, trails, at.workspace, about, now=at.now, is_newest=is_newest)
    if ask == "new":
        return _new(at, actor, at.ids["place"])
    if ask == "open":
        found = answering.undecided(at.session, actor)
        return chat_answers.undecided(found, links.trails(at.session, actor, found.lines), at.workspace, now=at.now)
    if ask == "digest":
        return chat_answers.of_the_digest(prefix, _page_of_latest(at))
    if ask == "customer":
        return _found(at, actor, answering.of_customer(at.session, actor, about, now=at.now), ask)
    alike = [uuid.UUID(one) for one in at.ids["alike"]]
    result = answering.about(at.session, actor, about, alike, now=at.now)
    return _found(at, actor, result, ask)


def _new(at: Rendering, actor: Actor, place: str) -> Message:
    """What is new there; where there is no such region, that is said, and what is new in one's own."""
    sorry = ""
    try:
        result, items = answering.new(at.session, actor, place, now=at.now)
    except BotError as error:
        sorry = error.sentence
        result, items = answering.new(at.session, actor, HERE, now=at.now)
    coming = [(item.name, item_called(item).removeprefix(item.name).strip(", ")) for item in items]
    page_url = _page_of_latest(at)
    return chat_answers.new(
        result, at.workspace, coming, prefix=at.ids["prefix"], now=at.now, page_url=page_url, sorry=sorry
    )


def _found(at: Rendering, actor: Actor, result: Found, ask: str) -> Message:
    trails = links.trails(at.session, actor, result.reports)
    return chat_answers.found(result, trails, at.workspace, ask, prefix=at.ids["prefix"], now=at.now)


def _page_of_latest(at: Rendering) -> str | None:
    """Where the newest digest of the channel can be read; None where there is no page."""
    report = digest.latest(at.session, at.workspace) if at.public_url else None
    if report is None:
        return None
    period, url = report.period, at.public_url
    return pages.url_of(at.session, at.workspace_id, edition=digest.CHANNEL, period=period, now=at.now, public_url=url)


def _perhaps(at: Rendering) -> Message | None:
    """A few words that are no sentence are looked up, if there is anything to find."""
    actor = Actor(at.workspace_id, at.ids["user_id"])
    result = answering.about(at.session, actor, at.ids["about"], (), now=at.now)
    return _found(at, actor, result, "lost") if result.items or result.requests else None


def _as_it_stands(at: Rendering, draft: Draft) -> Message:
    shown, report = _shown(at, draft), _report_of(at, draft)
    if report is not None:
        return _saved(at, shown, report)
    if draft.dropped_at is not None:
        return chat.dropped(shown, has_expired=drafts.has_expired(draft))
    return chat.card(shown)


def _saved(at: Rendering, shown: Shown, report: Report) -> Message:
    if not report.is_live:
        return private.undone(report.kind)
    wish = outbox.find_by_dedupe(
        at.session, workspace_id=at.workspace_id, dedupe=settling.settle_dedupe(report.report_id)
    )
    facts = reports.report_facts(at.session, workspace_id=at.workspace_id, report_id=report.report_id)
    if facts is None or (wish is not None and not wish.is_done):
        return chat.saving(shown, offering.open_offer(at.session, shown.draft))
    request = facts.request
    ids = [request.request_id] if request else []
    behind = requests.accounts_behind(at.session, workspace_id=at.workspace_id, request_ids=ids)
    return private.confirmation(
        facts,
        accounts=sum(behind.values()),
        first_answer_by=request.first_answer_by if request else None,
        waits_for_setup=not at.workspace.triage_channel_id,
        lessons=aliases.learned_from(at.session, workspace_id=at.workspace_id, report_id=report.report_id),
    )


def _report_of(at: Rendering, draft: Draft) -> Report | None:
    return reports.report_of_draft(at.session, workspace_id=at.workspace_id, draft_id=draft.draft_id)


def _shown(at: Rendering, draft: Draft) -> Shown:
    understood = Understood.parse(draft.understood or {})
    regions = {
        one.region_id: one.name
        for one in workspaces.regions(at.session, workspace_id=at.workspace_id, with_retired=True)
    }
    labels = {
        one.reason_id: one.label for one in market.reasons(at.session, workspace_id=at.workspace_id, with_retired=True)
    }
    which = []
    for one in understood.which:
        account = market.find_account(at.session, workspace_id=at.workspace_id, account_id=one.id) if one.id else None
        region = regions.get(account.region_id, "") if account and account.region_id else ""
        which.append((one.name, region, str(one.id)))
    return Shown(
        draft,
        understood,
        region=regions.get(understood.region_id, "") if understood.region_id else "",
        reasons=tuple(labels[one] for one in understood.reason_ids if one in labels),
        which=tuple(which),
    )
