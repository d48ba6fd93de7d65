"""Two doors: the API, and the web app for every other address."""

from django.urls import include, path, re_path

from limn.api.root import api
from limn.api.routes import no_such_route, patterns
from limn.api.webapp import login_by_link, web_app

urlpatterns = [
    path("api/", include(patterns(api))),
    re_path(r"^api(/.*)?$", no_such_route),
    path("login/<str:token>", login_by_link),
    re_path(r"^(?!static/).*$", web_app),
]
