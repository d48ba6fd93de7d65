"""`/api/auth`: signing in and out, signing up, passwords, and the policies for OPA servers."""

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from limn.identity import actions, queries
from limn.identity.address import address_of
from limn.identity.schemas import (
    LoginSerializerExRequest,
    PasswordChangeRequest,
    RegisterSerializerEx,
    RegisterSerializerExRequest,
    RestAuthDetail,
    Token,
)
from limn.permissions import bundle
from limn.permissions.check import permit, public
from limn.sdk.errors import BadInput, Forbidden
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


@router.post(
    "/auth/register", operation_id="auth_create_register", response={201: RegisterSerializerEx}
)
@public("signing up needs no account; it is closed unless the operator opens it")
def register(request: Request, body: RegisterSerializerExRequest) -> HttpResponse:
    """Make an account for oneself."""
    if not settings.OPEN_SIGNUP:
        raise Forbidden("this server is closed for sign-up; ask its administrator for an account")
    user = actions.register(**body.model_dump())
    shown = {
        **body.model_dump(include={"username", "email", "first_name", "last_name"}),
        "email_verification_required": False,
        "key": actions.sign_in(request, user),
    }
    return json_answer(shown, 201)


@router.post(
    "/auth/password/change", operation_id="auth_create_password_change", response=RestAuthDetail
)
def change_password(request: Request, body: PasswordChangeRequest) -> HttpResponse:
    """Change the caller's password; other sessions and login tokens end."""
    user = queries.get_user(request.actor.user_id or 0)
    permit(request.actor, "user:update:personal_data", user)
    actions.change_password(
        request,
        user,
        old=body.old_password,
        new=body.new_password1,
        again=body.new_password2,
    )
    return json_answer({"detail": "New password has been saved."})


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
