"""Two doors: the API, and the web app for every other address."""

from django.urls import path, re_path

from limn.api.root import api
from limn.api.webapp import login_by_link, web_app

urlpatterns = [
    path("api/", api.urls),
    path("login/<str:token>", login_by_link),
    re_path(r"^(?!api/|static/).*$", web_app),
]
