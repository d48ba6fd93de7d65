"""Files of the web app, also of one that was built while the server runs.

WhiteNoise lists them when the server starts. The page is read for every visit: after the app was
built anew it asks for files that are not on that list, and the files of the page before are gone.
"""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware

_BUILT = "/assets/"


class BuiltFilesMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise, which looks again where a built file is not, or no longer, as it was listed."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if path.startswith(_BUILT) and path not in self.files:
            self._look_for(path)
        try:
            return super().__call__(request)
        except FileNotFoundError:
            if self.files.pop(path, None) is None:
                raise
            return HttpResponse(status=404)

    def _look_for(self, url: str) -> None:
        root = settings.WEBAPP_ROOT
        if root is None or not self.url_is_canonical(url):
            return
        folder = Path(root).resolve()
        path = (folder / url.removeprefix("/")).resolve()
        if path.is_relative_to(folder / "assets") and path.is_file():
            self.add_file_to_dictionary(url, str(path))
