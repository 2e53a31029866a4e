"""The link by which a reader stops the letters: a page for people, one POST for mail programs (RFC 8058).

Opening it changes nothing, because scanners of mail follow every link. What it answers is the same for every token, so
that nobody learns from it who is on a list.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bot.usecases import mail
from storage.database import Database

PATH: Final = "/mail/{workspace_id}/{token}/stop"

_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>%(title)s</title>
<style>
:root { color-scheme: light dark; --ink: #1b1f24; --grey: #5b6470; --paper: #fff; --line: #d9dde2; --ground: #f4f6f8;
  --call: #b84a00; --on: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --grey: #a7afb9; --paper: #1e2227; --line: #3a4048;
  --ground: #15181c; --call: #ff9d57; --on: #15181c; } }
body { margin: 0; padding: 12vh 16px 0; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 26rem; margin: 0 auto; padding: 28px; background: var(--paper); border: 1px solid var(--line);
  border-radius: 12px; }
h1 { margin: 0 0 8px; font-size: 22px; line-height: 1.25; }
p { margin: 0 0 20px; color: var(--grey); }
p:last-child { margin: 0; }
button { font: inherit; font-weight: 600; min-height: 44px; padding: 0 20px; border: 0; border-radius: 8px;
  background: var(--call); color: var(--on); cursor: pointer; }
button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
</style>
</head>
<body>
<main>
<h1>%(title)s</h1>
%(body)s
</main>
</body>
</html>
"""
_ASK = _PAGE % {
    "title": "Stop the weekly letters?",
    "body": '<p>The weekly field digest will not come to you by e-mail any more.</p>\n<form method="post">'
    '<button type="submit">Stop the letters</button></form>',
}
_DONE = _PAGE % {
    "title": "The letters are stopped",
    "body": "<p>No more will be sent to you. Changed your mind? Ask whoever put you on the list.</p>",
}


def mail_route(database: Database, clock: Callable[[], datetime]) -> Route:
    """`GET` asks whether the letters should stop, `POST` stops them, as often as one likes; both need no login."""

    def stop(workspace_id: str, token: str) -> None:
        with database.read() as session:
            # Whoever tries tokens at random must not keep those waiting who have something to write.
            if not mail.may_stop(session, workspace_id, token):
                return
        with database.write() as session:
            mail.stop(session, workspace_id, token, now=clock())

    async def answer(request: Request) -> HTMLResponse:
        workspace_id, token = request.path_params["workspace_id"], request.path_params["token"]
        if request.method != "POST":
            return HTMLResponse(_ASK, headers=_HEADERS)
        if _KEY.fullmatch(workspace_id) and _KEY.fullmatch(token):
            await run_in_threadpool(stop, workspace_id, token)
        return HTMLResponse(_DONE, headers=_HEADERS)

    return Route(PATH, answer, methods=["GET", "POST"])
