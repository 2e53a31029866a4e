"""The pages of digests, for people outside Slack who were given a link.

Nothing is listed and nothing is told to who has no link: what is unknown, and what was never there, look the same. A
page says itself that it is to be shown to nobody else: no search engine, no frame, no shared cache, no address that is
passed on to the next site.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bot.usecases import pages
from bot.usecases.pages import Archive, Closed, Opened
from digests import page
from digests.page import Past
from digests.weeks import Week
from storage.database import Database

logger = logging.getLogger(__name__)

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": f"{page.POLICY}; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
ARCHIVE = "archive"

_NOTICES = {
    Closed.UNKNOWN: (
        404,
        "There is nothing here",
        "Perhaps a part of the link was lost on its way. Copy the whole of it, or ask whoever gave it to you.",
    ),
    Closed.EXPIRED: (
        410,
        "This link has expired",
        f"A link works for {pages.OPEN_FOR.days} days. Ask whoever gave it to you for a new one.",
    ),
    Closed.ENDED: (
        410,
        "This link works no more",
        "Somebody ended it. Ask whoever gave it to you for a new one.",
    ),
}


@dataclass(frozen=True)
class Pages:
    """Makes pages of what the use cases open; `public_url` is where these pages are."""

    database: Database
    clock: Callable[[], datetime]
    public_url: str

    def show(self, workspace_id: str, token: str, leaf: str = "") -> HTMLResponse:
        """The page of a digest, of a past week, or the list of past weeks; or a kind word why not."""
        try:
            with self.database.read() as session:
                found: Opened | Archive | Closed
                if leaf == ARCHIVE:
                    found = pages.open_archive(session, workspace_id, token, self.clock())
                else:
                    found = pages.open_page(session, workspace_id, token, self.clock(), leaf or None)
            return self._answer(found, lambda to: pages.address(self.public_url, workspace_id, token, to))
        except Exception:  # whatever went wrong, a stranger reads a sentence and no more
            logger.exception("a page could not be made")
            return _html(500, page.notice("Something went wrong", "Please try again in a few minutes."))

    def _answer(self, found: Opened | Archive | Closed, address: Callable[[str], str]) -> HTMLResponse:
        match found:
            case Opened():
                return _html(200, _digest_page(found, address))
            case Archive():
                return _html(200, _archive_page(found, address))
            case Closed():
                status, heading, sentence = _NOTICES[found]
                return _html(status, page.notice(heading, sentence))


def page_routes(made: Pages) -> list[Route]:
    """`GET /digest/{workspace}/{token}`, with `/{period}` for a past week and `/archive` for the list of them."""

    async def show(request: Request) -> HTMLResponse:
        return await run_in_threadpool(made.show, **request.path_params)

    path = "/digest/{workspace_id}/{token}"
    return [Route(path, show), Route(f"{path}/{{leaf}}", show)]


def _digest_page(found: Opened, address: Callable[[str], str]) -> str:
    return page.page(
        found.report,
        names=found.is_named,
        customers=found.customers,
        archive=[page.Before(f"Week {Week.parse(period).number}", address(period)) for period in found.earlier],
        archive_url=address(ARCHIVE) if found.has_archive else "",
        ends=found.ends,
    )


def _archive_page(found: Archive, address: Callable[[str], str]) -> str:
    weeks: list[Past] = [
        page.past(report, address(report.period), names=found.is_named, customers=found.customers)
        for report in found.reports
    ]
    return page.archive(found.workspace, weeks)


def _html(status: int, text: str) -> HTMLResponse:
    return HTMLResponse(text, status, HEADERS)
