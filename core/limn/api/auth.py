"""Who is asking: token, personal access token, session or password, in CVAT's order.

`Authorization: Token …`, `Authorization: Bearer …`, the session cookie (with `X-CSRFTOKEN` on
everything that may change something), `Authorization: Basic …`. Wrong credentials are refused
even where none are needed.
"""

import base64
from copy import copy
from typing import cast

from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from limn.identity import actions, callers, queries
from limn.identity.address import address_of
from limn.identity.callers import Standing
from limn.permissions.actor import Actor
from limn.sdk.errors import BadInput, Forbidden, Unauthenticated

ANONYMOUS = Actor()
_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


def authenticate(request: HttpRequest, *, is_public: bool = False) -> Actor:
    """The caller with the organization they asked for; `ANONYMOUS` without credentials.

    On public routes a session without its CSRF token counts as none.

    Raises:
        Unauthenticated: the credentials are wrong, or the account is not active.
        Forbidden: a session without its CSRF token.
        BadInput: the request names two organizations.
        NotFound: it names one that does not exist.
        NotReady: too many wrong passwords.
    """
    scheme, _, secret = request.headers.get("Authorization", "").strip().partition(" ")
    secret = secret.strip()
    match scheme.lower():
        case "token":
            return _as(request, *_known(callers.of_key(secret)))
        case "bearer":
            return _with_access_token(request, secret)
    if isinstance(user := request.user, queries.User):
        if request.method in _SAFE or not (problem := _csrf_problem(request)):
            return _as(request, user)
        if not is_public:
            raise Forbidden(f"CSRF Failed: {problem}")
    if scheme.lower() == "basic":
        return _with_password(request, secret)
    return ANONYMOUS


def authenticate_again(request: HttpRequest) -> Actor:
    """As `authenticate`, by what is known now of the credentials a request came with.

    Raises:
        Unauthenticated: they are good no longer. And as `authenticate`.
    """
    fresh = copy(request)
    fresh.session = type(request.session)(request.session.session_key)
    fresh.user = get_user(fresh)
    actor = authenticate(fresh)
    if actor.user_id is None:
        raise Unauthenticated("Authentication credentials were not provided.")
    return actor


def _with_access_token(request: HttpRequest, text: str) -> Actor:
    token = queries.access_token_of(text)
    if token is None:
        raise Unauthenticated("Invalid token.")
    actions.note_token_use(token)
    return _as(request, token.owner, read_only_token=token.read_only)


def _with_password(request: HttpRequest, secret: str) -> Actor:
    try:
        name, _, password = base64.b64decode(secret, validate=True).decode().partition(":")
    except ValueError as error:
        raise Unauthenticated("Invalid basic header.") from error
    user = actions.check_credentials(address_of(request), name=name, password=password)
    if user is None:
        raise Unauthenticated("Invalid username/password.")
    if not user.email_confirmed:
        raise Unauthenticated("Unverified email: sign in once to get a mail that confirms it.")
    return _as(request, user)


def _known(found: tuple[queries.User, Standing] | None) -> tuple[queries.User, Standing]:
    if found is None:
        raise Unauthenticated("Invalid token.")
    return found


class _Csrf(CsrfViewMiddleware):
    """Django's check, told as a sentence."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return cast(HttpResponse, reason)


def _no_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _csrf_problem(request: HttpRequest) -> str:
    # Django looks into the form of a POST before the header. No body is read before its sender
    # is known, so it is shown a request of another method.
    headed = copy(request)
    headed.method = "PUT"
    check = _Csrf(_no_view)
    check.process_request(headed)
    return cast(str, check.process_view(headed, _no_view, (), {})) or ""


def _as(
    request: HttpRequest,
    user: queries.User,
    standing: Standing | None = None,
    *,
    read_only_token: bool | None = None,
) -> Actor:
    request.user = user if user.is_active else AnonymousUser()
    if not user.is_active:
        raise Unauthenticated("User inactive or deleted.")
    standing = standing or callers.standing_of(user)
    wanted = _wanted_organization(request)
    organization = next((one.organization_id for one in standing.places if _is(one, wanted)), None)
    if organization is None and wanted not in (None, ""):
        organization = (
            queries.organization_id_of(id=wanted)
            if isinstance(wanted, int)
            else queries.organization_id_of(slug=wanted)
        )
    return queries.actor_of(
        user,
        organization=organization,
        organization_specified=wanted is not None,
        read_only_token=read_only_token,
        standing=standing,
    )


def _is(place: callers.Place, wanted: str | int | None) -> bool:
    return wanted in (place.slug, place.organization_id)


def _wanted_organization(request: HttpRequest) -> str | int | None:
    """Slug or id of the organization the request names; "" for none of them; None: not said."""
    slug, key = request.GET.get("org"), request.GET.get("org_id")
    header = request.headers.get("X-Organization")
    if key is not None and (slug is not None or header is not None):
        raise _conflicting('You cannot specify "org_id" together with "org" or "X-Organization".')
    if slug is not None and header is not None and slug != header:
        raise _conflicting('"org" and "X-Organization" name different organizations.')
    if key:
        if not (key.isascii() and key.isdecimal() and len(key) < 19):
            raise _conflicting(f'"org_id" must be a number, not {key[:30]!r}.')
        return int(key)
    if key is not None:
        return ""
    return slug if slug is not None else header


def _conflicting(problem: str) -> BadInput:
    return BadInput(problem, fields={"org": [problem]})
