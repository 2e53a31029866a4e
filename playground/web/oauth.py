"""The consent page of the OAuth install: who asks, for what, Allow or Cancel."""

import html
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from playground.manifest import InstalledApp
from playground.world import World

_PAGE = """<!doctype html>
<html lang="en-GB"><meta charset="utf-8"><title>Add {name} to {team}</title>
<h1>{name} would like to be added to {team}</h1>
<p>It asks for: {scopes}</p>
<form method="post"><button name="allow" value="1">Allow</button> <button name="allow" value="0">Cancel</button></form>
</html>
"""


async def consent(request: Request) -> Response:
    """Ask (GET), and send the answer back to the app (POST) with a code or `access_denied`."""
    world: World = request.app.state.world
    query = request.query_params
    app = world.known_app
    if app is None or query.get("client_id") != app.client_id:
        return PlainTextResponse("No app of this workspace has that client_id.", status_code=400)
    redirect_uri = query.get("redirect_uri") or next(iter(app.redirect_urls), "")
    if not any(redirect_uri.startswith(allowed) for allowed in app.redirect_urls):
        return PlainTextResponse("The manifest does not name that redirect_uri.", status_code=400)
    if request.method == "GET":
        return HTMLResponse(_page(world, app))
    body = (await request.body()).decode()
    answer = {"state": query.get("state", "")}
    if body == "allow=1":
        people = [person for person in world.store.people.all() if not person.is_bot]
        installer = next((person.id for person in people if person.is_admin), people[0].id if people else "")
        answer["code"] = world.consents.give(installer, redirect_uri)
    else:
        answer["error"] = "access_denied"
    separator = "&" if "?" in redirect_uri else "?"
    return RedirectResponse(f"{redirect_uri}{separator}{urlencode(answer)}", status_code=302)


def _page(world: World, app: InstalledApp) -> str:
    return _PAGE.format(
        name=html.escape(app.name), team=html.escape(world.team.name), scopes=html.escape(", ".join(app.scopes))
    )


ROUTES = [Route("/oauth/v2/authorize", consent, methods=["GET", "POST"])]
