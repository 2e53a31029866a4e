"""The consent page of the OAuth install: who asks, for what, in which workspace, Allow or Cancel.

See https://docs.slack.dev/authentication/installing-with-oauth
"""

import html
from urllib.parse import parse_qs, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from playground.app.manifest import App
from playground.web.requests import worlds_of
from playground.world import World
from playground.worlds import Worlds

_PAGE = """<!doctype html>
<html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Add {name}</title>
<link rel="stylesheet" href="/static/css/base.css"><link rel="stylesheet" href="/static/css/controls.css">
<link rel="stylesheet" href="/static/css/consent.css">
<main class="consent">
<p class="consent-note">This is a local simulation</p>
<h1>{name} would like to be added to a workspace</h1>
<form method="post">
<label>Workspace <select name="team">{teams}</select></label>
<h2>It asks to be allowed</h2>
<ul>{scopes}</ul>
{optional}
<p class="consent-buttons">
<button class="button" name="allow" value="0">Cancel</button>
<button class="button button-primary" name="allow" value="1">Allow</button>
</p>
</form>
</main>
</html>
"""


async def consent(request: Request) -> Response:
    """Ask (GET), and send the answer back to the app (POST) with a code or `access_denied`."""
    worlds, query = worlds_of(request), request.query_params
    app = worlds.premises.registry.app
    if app is None or query.get("client_id") != app.client_id:
        return PlainTextResponse("No app of this workspace has that client_id.", status_code=400)
    redirect_uri = query.get("redirect_uri") or next(iter(app.redirect_urls), "")
    if not any(redirect_uri.startswith(allowed) for allowed in app.redirect_urls):
        return PlainTextResponse("The manifest does not name that redirect_uri.", status_code=400)
    asked = [scope for scope in query.get("scope", "").split(",") if scope] or list(app.asked_scopes)
    strangers = sorted(set(asked) - set(app.all_scopes))
    if strangers:
        return PlainTextResponse(f"The manifest does not name the scope {', '.join(strangers)}.", status_code=400)
    optional = [scope for scope in app.optional_scopes if scope not in asked]
    if request.method == "GET":
        return HTMLResponse(_page(worlds, app, asked, optional, query.get("team") or ""))
    form = parse_qs((await request.body()).decode())
    answer = {"state": query.get("state", "")}
    if form.get("allow") == ["1"]:
        world = worlds.find(form.get("team", [""])[0]) or worlds.first
        scopes = (*asked, *(scope for scope in optional if scope in form.get("optional", ())))
        answer["code"] = worlds.premises.consents.give(world.team_id, _installer(world), scopes, redirect_uri)
    else:
        answer["error"] = "access_denied"
    separator = "&" if "?" in redirect_uri else "?"
    return RedirectResponse(f"{redirect_uri}{separator}{urlencode(answer)}", status_code=302)


def _installer(world: World) -> str:
    """An admin, or whoever came first."""
    people = world.store.people.members()
    return next((person.id for person in people if person.is_admin), people[0].id if people else "")


def _page(worlds: Worlds, app: App, asked: list[str], optional: list[str], team: str) -> str:
    teams = "".join(
        f'<option value="{one.team_id}"{" selected" * (one.team_id == team)}>{html.escape(one.team.name)}</option>'
        for one in worlds
    )
    boxes = "".join(
        f'<li><label><input type="checkbox" name="optional" value="{html.escape(scope)}" checked> '
        f"{html.escape(scope)}</label></li>"
        for scope in optional
    )
    return _PAGE.format(
        name=html.escape(app.name),
        teams=teams,
        scopes="".join(f"<li>{html.escape(scope)}</li>" for scope in asked),
        optional=f"<h2>If you like, also</h2><ul>{boxes}</ul>" if boxes else "",
    )


ROUTES = [Route("/oauth/v2/authorize", consent, methods=["GET", "POST"])]
