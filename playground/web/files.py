"""The page's own files: kept in memory, looked at anew at each start of a page, so that a reload shows the newest."""

import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

FRESH = {"Cache-Control": "no-store"}
_ASK_AGAIN = "no-cache"
_FOR_EVER = "public, max-age=31536000, immutable"
_PAGE = Path(__file__).parents[1] / "page"
_CLASSIC = {"theme.js"}
"""Scripts that are no modules."""


@dataclass(frozen=True)
class _File:
    """A file as it was at `modified` (nanoseconds)."""

    modified: int
    content: bytes
    tag: str
    media_type: str


class PageFiles:
    """Small files, read again when they changed.

    The page itself takes them from an address that names the version of them all (`/static/v/{version}/{path}`), which
    a browser may keep for ever: opening it again asks for none of its eighty files. Others (an app's icon, the consent
    page) use `/static/{path}`; there the browser asks each time, and is told when nothing changed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._files: dict[str, _File] = {}
        self._version = ""

    async def answer(self, request: Request) -> Response:
        """The file of a request."""
        file = self._find(str(request.path_params["path"]))
        if file is None:
            return PlainTextResponse("There is no such file.", status_code=404)
        is_this_version = request.path_params.get("version") == self._version
        headers = {"Cache-Control": _FOR_EVER if is_this_version else _ASK_AGAIN, "ETag": file.tag}
        if request.headers.get("if-none-match") == file.tag:
            return Response(status_code=304, headers=headers)
        return Response(file.content, media_type=file.media_type, headers=headers)

    async def index(self, _: Request) -> Response:
        """The page itself."""
        if not (self._folder / "index.html").is_file():
            return PlainTextResponse("The page is not here.", status_code=404)
        return Response(self.html(), media_type="text/html", headers=FRESH)

    def html(self) -> str:
        """The page, with a hint for each module: else the browser finds them import by import, one after the other."""
        files = sorted(path for path in self._folder.rglob("*") if path.is_file())
        self._version = self._digest(files)
        modules = [self._name(path) for path in files if path.suffix == ".js" and path.name not in _CLASSIC]
        hints = "".join(f'  <link rel="modulepreload" href="/static/{module}">\n' for module in modules)
        html = (self._folder / "index.html").read_text(encoding="utf-8").replace("</head>", f"{hints}</head>", 1)
        return html.replace('"/static/', f'"/static/v/{self._version}/')

    def _digest(self, files: list[Path]) -> str:
        """What tells these files from all that were here before: a digest of names and times."""
        seen = "".join(f"{self._name(path)} {path.stat().st_mtime_ns}\n" for path in files)
        return sha256(seen.encode()).hexdigest()[:16]

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _find(self, path: str) -> _File | None:
        place = (self._folder / path).resolve()
        if not place.is_relative_to(self._folder) or not place.is_file():
            return None
        modified = place.stat().st_mtime_ns
        known = self._files.get(path)
        if known is None or known.modified != modified:
            content = place.read_bytes()
            media_type = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
            known = _File(modified, content, f'"{sha256(content).hexdigest()[:32]}"', media_type)
            self._files[path] = known
        return known


page_files = PageFiles(_PAGE)
