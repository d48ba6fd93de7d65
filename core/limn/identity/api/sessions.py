"""`/api/auth`: signing in and out, signing up, and the policies for OPA servers."""

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from limn.identity import actions, throttle
from limn.identity.actions.passwords import ask_confirmation
from limn.identity.address import address_of
from limn.identity.schemas import (
    LoginSerializerExRequest,
    RegisterSerializerEx,
    RegisterSerializerExRequest,
    RestAuthDetail,
    SignUp,
    Token,
)
from limn.permissions import bundle
from limn.permissions.check import public
from limn.sdk.errors import BadInput
from limn.wire.answers import file_answer, json_answer
from limn.wire.describing import file
from limn.wire.requests import Request

router = Router(tags=["auth"])


@router.post("/auth/login", operation_id="auth_create_login", response=Token)
@public("this is where one signs in")
def login(request: Request, body: LoginSerializerExRequest) -> HttpResponse:
    """Start a session and get a login token for a name (or e-mail address) and password."""
    name = body.username or body.email
    if not name:
        raise _refused('Must include either "username" or "email" and "password".')
    user = actions.check_credentials(address_of(request), name=name, password=body.password)
    if user is None:
        raise _refused("Unable to log in with provided credentials.")
    if not user.email_confirmed:
        ask_confirmation(request, user)
        raise _refused("Unverified email: a mail with a link to confirm it is on its way.")
    return json_answer({"key": actions.sign_in(request, user)})


def _refused(problem: str) -> BadInput:
    return BadInput(problem, fields={"non_field_errors": [problem]})


@router.post("/auth/logout", operation_id="auth_create_logout", response=RestAuthDetail)
@public("ends nothing but the caller's own session and login token")
def logout(request: Request) -> HttpResponse:
    """End the session, and the login token the request came with."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if request.actor.user_id is not None:
        actions.sign_out(request, key=key.strip() if scheme == "Token" else None)
    return json_answer({"detail": "Successfully logged out."})


@router.get("/auth/signup", operation_id="auth_retrieve_signup", response=SignUp)
@public("who has no account yet is told whether they can make one")
def sign_up(request: Request) -> HttpResponse:
    """Whether people can make accounts for themselves; who is invited always can."""
    return json_answer({"open": settings.OPEN_SIGNUP})


@router.post(
    "/auth/register", operation_id="auth_create_register", response={201: RegisterSerializerEx}
)
@public("signing up needs no account; it is closed unless the operator opens it")
def register(request: Request, body: RegisterSerializerExRequest) -> HttpResponse:
    """Make an account for oneself."""
    throttle.spend("signups", address_of(request))
    with transaction.atomic():
        user = actions.register(**body.model_dump())
        if not user.email_confirmed:
            ask_confirmation(request, user)
    shown = {
        **body.model_dump(include={"username", "email", "first_name", "last_name"}),
        "email_verification_required": not user.email_confirmed,
        "key": actions.sign_in(request, user) if user.email_confirmed else None,
    }
    return json_answer(shown, 201)


@router.get(
    "/auth/rules",
    operation_id="auth_retrieve_rules",
    openapi_extra=file("application/x-tar", about="the bundle"),
)
@public("policies are no secret, and OPA servers fetch them without an account")
def rules(request: Request) -> HttpResponseBase:
    """All policies as an OPA bundle; `If-None-Match` answers 304."""
    content, etag = bundle.archive()
    return file_answer(request, content, "application/x-tar", etag=etag)
