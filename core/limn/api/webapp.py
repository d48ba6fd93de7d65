"""The web app's page for every address that is not the API's, and one-time login links.

The files it loads, named by their content, are served by WhiteNoise from the same folder.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.utils.html import escape
from django.views.decorators.http import require_safe

from limn.identity.actions import use_login_link
from limn.sdk.errors import LimnError

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Limn</title>
<body style="font: 16px/1.5 sans-serif; max-width: 40em; margin: 4em auto; padding: 0 1em">
<h1>{title}</h1>{text}</body></html>"""
_NOT_BUILT = """<p>The web app is not installed, or installed without being built. In a checkout run
<code>python -m limn_webapp.build</code>, then start the server again.</p>
<p>The API answers: <a href="/api/server/about">/api/server/about</a>.</p>"""


@require_safe
def web_app(request: HttpRequest) -> HttpResponse:
    """The app's page, which then shows what the address names; files of the app are no pages."""
    if request.path.startswith("/assets/"):
        return HttpResponse(status=404)
    if settings.WEBAPP_ROOT is None:
        text = _PAGE.format(title="The server runs, without the web app", text=_NOT_BUILT)
        return HttpResponse(text, status=503)
    get_token(request)  # the app's first unsafe request needs the cookie
    page = (settings.WEBAPP_ROOT / "index.html").read_bytes()
    return HttpResponse(page, headers={"Cache-Control": "no-cache"})


@require_safe
def login_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in the one the link was made for, and go to the app."""
    if request.method == "HEAD":  # as previews of links send it; it must not use the link up
        return HttpResponse()
    try:
        use_login_link(request, token)
    except LimnError as error:
        text = f'<p>{escape(str(error))}</p><p><a href="/">To the app</a></p>'
        page = _PAGE.format(title="This link does not sign you in", text=text)
        return HttpResponse(page, status=error.status)
    return HttpResponseRedirect("/", headers={"Referrer-Policy": "no-referrer"})
