"""The built pages of web/dist: widget script, demo shop, console, survey assets."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, FastAPI
from fastapi import Path as InPath
from fastapi.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles

from api.settings import Settings

NOT_BUILT = "This page is not built yet: run `npm ci && npm run build` in web/ (dev.py does it itself).\n"
UNHASHED = {"Cache-Control": "no-cache"}
FOR_EVERY_SITE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


class HashedFiles(StaticFiles):
    """Files whose names carry a hash of their content: they never change."""

    def file_response(self, *arguments: object, **more: object) -> Response:
        """The file, good for a year."""
        answer = super().file_response(*arguments, **more)  # type: ignore[arg-type]
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer


def install(app: FastAPI, settings: Settings) -> None:
    """Serve what is built; a page that is not built says so."""
    dist = settings.web_dist.resolve()
    router = APIRouter(include_in_schema=False)

    @router.get("/widget.js")
    def widget() -> Response:
        return _page(dist / "widget" / "huisheng.js", FOR_EVERY_SITE)

    if settings.demo:

        @router.get("/")
        @router.get("/demo")
        @router.get("/demo/")
        def demo() -> Response:
            return _page(dist / "demo" / "index.html")
    else:

        @router.get("/")
        def front() -> Response:
            return RedirectResponse("/console/")

    @router.get("/console")
    def to_console() -> Response:
        return RedirectResponse("/console/")

    @router.get("/console/{path:path}")
    def console(path: Annotated[str, InPath(max_length=300)]) -> Response:
        return _page(dist / "console" / "index.html")

    for page in ("demo", "console", "survey"):
        files = HashedFiles(directory=dist / page / "assets", check_dir=False)
        app.mount(f"/{page}/assets", files, name=f"{page}-assets")
    app.include_router(router)


def _page(file: Path, headers: dict[str, str] | None = None) -> Response:
    if not file.is_file():
        return PlainTextResponse(NOT_BUILT, 503)
    return FileResponse(file, headers={**UNHASHED, **(headers or {})})
