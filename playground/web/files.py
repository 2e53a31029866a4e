"""The page's own files, read anew for each request, so that a reload shows the newest."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FRESH = {"Cache-Control": "no-store"}
_PAGE = Path(__file__).parents[1] / "page"
_CLASSIC = {"theme.js"}
"""Scripts that are no modules."""


class FreshFiles(StaticFiles):
    """Files that the browser never keeps."""

    def __init__(self) -> None:
        super().__init__(directory=_PAGE, check_dir=False)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, with the header that forbids keeping it."""
        response = await super().get_response(path, scope)
        response.headers.update(FRESH)
        return response


async def index(_: Request) -> Response:
    """The page, with a hint for each module: else the browser finds them import by import, one after the other."""
    path = _PAGE / "index.html"
    if not path.is_file():
        return PlainTextResponse("The page is not here.", status_code=404)
    modules = sorted(one.relative_to(_PAGE).as_posix() for one in _PAGE.rglob("*.js") if one.name not in _CLASSIC)
    hints = "".join(f'  <link rel="modulepreload" href="/static/{module}">\n' for module in modules)
    html = path.read_text(encoding="utf-8").replace("</head>", f"{hints}</head>", 1)
    return Response(html, media_type="text/html", headers=FRESH)
