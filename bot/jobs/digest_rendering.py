"""The messages of a digest as they are said now, with the picture that the workspace wants of each."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from bot.blocks import digest as blocks
from bot.blocks import kit, native_chart
from bot.blocks.kit import Block, Message
from bot.jobs.outgoing import Hold, Nothing, Outgoing, Picture, Rendered, Rendering, Sharing, in_channel
from bot.usecases import digest, pages
from bot.usecases.digest import Posting
from bot.usecases.opinions import DigestKey
from digests import pictures
from digests.charts.figures import Drawing
from digests.outline import Part
from digests.phrases import PLAIN, Words
from digests.report import DigestReport
from storage.models import OutboxMessage, ShowPicture
from storage.queries import outbox

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drawn:
    """A picture of a digest: how its file is called, whether there is something to show, and the drawing."""

    name: str
    shown: Callable[[DigestReport], object]
    draw: Callable[[DigestReport], Drawing]


# What can be shown with each message: a picture of ours, or a chart that Slack draws. None is the channel message.
PICTURES: dict[Part | None, Drawn] = {
    None: Drawn("movers", pictures.shown, pictures.movers),
    Part.DEALS: Drawn("deals", pictures.pareto_shown, pictures.pareto),
}
CHARTS: dict[Part | None, Callable[[DigestReport], Block | None]] = {
    None: native_chart.movers,
    Part.DEALS: native_chart.lost_reasons,
}


def channel_message(at: Rendering) -> Rendered:
    """The digest itself."""
    posting = _posting(at)
    key = DigestKey(at.ids["edition"], at.ids["period"])
    say = partial(
        blocks.message,
        posting.report,
        next_due=posting.next_due,
        late_since=posting.late_since,
        is_brief=posting.is_brief,
        key=key,
        page_url=pages.url_of(
            at.session,
            at.workspace_id,
            edition=key.edition,
            period=key.period,
            now=at.now,
            public_url=at.public_url,
        ),
    )
    for name, why in Words(posting.report, PLAIN).unusable.items():
        logger.warning("an own sentence could not be used: %s: %s", name, why)
    outgoing = in_channel(at, say())
    if posting.is_brief or posting.report.is_quiet or not isinstance(outgoing, Outgoing):
        return outgoing
    return _illustrated(at, outgoing, posting.report, None, say)


def thread_message(at: Rendering) -> Rendered:
    """One message of its thread."""
    report, part, root = _posting(at).report, Part(at.ids["part"]), _root(at)
    if root is None or root.ts is None or root.channel_id is None:
        return Hold("waits for its digest")
    say = partial(blocks.thread_message, report, part)
    return _illustrated(at, Outgoing(root.channel_id, say(), thread_ts=root.ts), report, part, say)


def shared_picture(at: Rendering) -> Rendered:
    """A picture shared into the thread, after the message that says the same; `part` is empty for the digest itself."""
    if at.workspace.show_picture is not ShowPicture.THREAD:
        return Nothing("pictures are shown in another way by now")
    report, root = _posting(at).report, _root(at)
    drawn = PICTURES.get(Part(at.ids["part"]) if at.ids["part"] else None)
    if drawn is None or not drawn.shown(report):
        return Nothing("there is no picture of it")
    if root is None or root.ts is None or root.channel_id is None:
        return Hold("waits for its digest")
    return Sharing(
        channel_id=root.channel_id,
        thread_ts=root.ts,
        name=f"{drawn.name}-{report.period}.png",
        title=Words(report, PLAIN).phrase(f"file_{drawn.name}"),
        draw=lambda: drawn.draw(report),
    )


def _illustrated(
    at: Rendering, outgoing: Outgoing, report: DigestReport, part: Part | None, say: Callable[..., Message]
) -> Outgoing:
    """The same message with its picture, or with Slack's own chart and the picture for where Slack refuses that."""
    how, drawn = at.workspace.show_picture, PICTURES.get(part)
    chart = CHARTS[part](report) if how is ShowPicture.CHART and part in CHARTS else None
    if how is not ShowPicture.MESSAGE and chart is None:
        return outgoing
    picture = None
    if drawn is not None and drawn.shown(report):
        picture = Picture(
            name=f"{drawn.name}-{report.period}.png",
            draw=lambda: drawn.draw(report),
            show=lambda file_id, alt: say(picture=kit.picture(file_id, alt)),
        )
    return replace(outgoing, picture=picture, chart=say(picture=chart) if chart else None)


def _posting(at: Rendering) -> Posting:
    return digest.posting(
        at.session,
        at.workspace,
        edition=at.ids["edition"],
        period=at.ids["period"],
        is_brief=at.ids.get("is_brief", False),
        now=at.now,
    )


def _root(at: Rendering) -> OutboxMessage | None:
    """The digest whose thread this is."""
    key = digest.dedupe(at.ids["edition"], at.ids["period"])
    return outbox.find_by_dedupe(at.session, workspace_id=at.workspace_id, dedupe=key)
