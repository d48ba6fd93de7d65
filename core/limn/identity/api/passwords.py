"""`/api/auth/password` and links of mails: changing and resetting passwords, proving addresses."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from ninja import Router

from limn.identity import actions, queries, throttle
from limn.identity.actions import passwords
from limn.identity.address import address_of
from limn.identity.schemas import (
    PasswordChangeRequest,
    PasswordResetConfirmRequest,
    PasswordResetSerializerExRequest,
    RestAuthDetail,
)
from limn.permissions.check import permit, public
from limn.sdk.errors import Forbidden, Unauthenticated
from limn.wire.answers import json_answer
from limn.wire.requests import Request

router = Router(tags=["auth"])


@router.post(
    "/auth/password/change", operation_id="auth_create_password_change", response=RestAuthDetail
)
def change_password(request: Request, body: PasswordChangeRequest) -> HttpResponse:
    """Change the caller's password; other sessions and login tokens end."""
    user = queries.get_user(request.actor.user_id or 0)
    permit(request.actor, "user:update:personal_data", user)
    if request.actor.read_only_token is not None and not user.has_usable_password():
        raise Forbidden("sign in with a login link to choose the first password")
    actions.change_password(
        request,
        user,
        old=body.old_password,
        new=body.new_password1,
        again=body.new_password2,
    )
    return json_answer({"detail": "New password has been saved."})


@router.post(
    "/auth/password/reset", operation_id="auth_create_password_reset", response=RestAuthDetail
)
@public("who forgot the password cannot sign in; the answer never tells who has an account")
def ask_reset(request: Request, body: PasswordResetSerializerExRequest) -> HttpResponse:
    """Get a mail with a link to choose a new password."""
    passwords.ask_reset(request, address_of(request), body.email)
    return json_answer({"detail": "Password reset e-mail has been sent."})


@router.post(
    "/auth/password/reset/confirm",
    operation_id="auth_create_password_reset_confirm",
    response=RestAuthDetail,
)
@public("the mail's link stands for the account")
def reset(request: Request, body: PasswordResetConfirmRequest) -> HttpResponse:
    """Choose a new password with the link of a mail."""
    throttle.spend("password resets", address_of(request))
    passwords.reset(
        uid=body.uid, token=body.token, new=body.new_password1, again=body.new_password2
    )
    return json_answer({"detail": "Password has been reset with the new password."})


@router.get("/auth/account-confirm-email/{str:token}", include_in_schema=False)
@public("the mail's link stands for the account")
def confirm_email(request: Request, token: str) -> HttpResponse:
    """Prove an e-mail address, and go to the page for signing in, which says what came of it."""
    try:
        user = passwords.confirm_email(token)
    except Unauthenticated:
        return _to_sign_in(mail="refused")
    invited = queries.is_invited(user)
    return _to_sign_in(mail="confirmed", **({"next": "/invitations"} if invited else {}))


def _to_sign_in(**query: str) -> HttpResponse:
    headers = {"Referrer-Policy": "no-referrer"}
    return HttpResponseRedirect(f"/login?{urlencode(query)}", headers=headers)
