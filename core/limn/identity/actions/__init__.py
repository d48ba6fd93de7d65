"""What can be done with accounts."""

from limn.identity.actions.accounts import (
    create_admin_from_env,
    create_user,
    delete_user,
    register,
    update_user,
)
from limn.identity.actions.organizations import (
    add_member,
    change_role,
    create_organization,
    delete_organization,
    remove_member,
    update_organization,
)
from limn.identity.actions.sessions import (
    change_password,
    check_credentials,
    create_key,
    make_login_link,
    open_session,
    sign_in,
    sign_out,
    use_login_link,
)
from limn.identity.actions.tokens import (
    create_token,
    note_token_use,
    revoke_token,
    update_token,
)

__all__ = [
    "add_member",
    "change_password",
    "change_role",
    "check_credentials",
    "create_admin_from_env",
    "create_key",
    "create_organization",
    "create_token",
    "create_user",
    "delete_organization",
    "delete_user",
    "make_login_link",
    "note_token_use",
    "open_session",
    "register",
    "remove_member",
    "revoke_token",
    "sign_in",
    "sign_out",
    "update_organization",
    "update_token",
    "update_user",
    "use_login_link",
]
