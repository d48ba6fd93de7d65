"""Bodies and answers of the accounts' endpoints, named as CVAT names them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from limn.wire.paging import Page

Name = Annotated[str, StringConstraints(max_length=150)]
UserName = Annotated[str, StringConstraints(max_length=150, pattern=r"^[\w.@+-]+$")]
Email = Annotated[str, StringConstraints(max_length=254)]
Password = Annotated[str, StringConstraints(max_length=256)]
TokenName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
Slug = Annotated[str, StringConstraints(min_length=1, max_length=16, pattern=r"^[-a-zA-Z0-9_]+$")]


class RoleEnum(StrEnum):
    worker = "worker"
    supervisor = "supervisor"
    maintainer = "maintainer"
    owner = "owner"


class LoginSerializerExRequest(BaseModel):
    username: str = ""
    email: str = ""
    password: Password


class Token(BaseModel):
    key: str


class RestAuthDetail(BaseModel):
    detail: str


class SignUp(BaseModel):
    open: bool


class RegisterSerializerExRequest(BaseModel):
    username: UserName
    email: Email = ""
    password1: Password
    password2: Password
    first_name: Name = ""
    last_name: Name = ""


class RegisterSerializerEx(BaseModel):
    username: str
    email: str
    first_name: str
    last_name: str
    email_verification_required: bool = False
    key: str | None


class PasswordChangeRequest(BaseModel):
    old_password: Password
    new_password1: Password
    new_password2: Password


class BasicUser(BaseModel):
    url: str
    id: int
    username: str
    first_name: str
    last_name: str


class User(BasicUser):
    email: str
    groups: list[str]
    is_staff: bool
    is_superuser: bool
    is_active: bool
    last_login: datetime | None
    date_joined: datetime
    has_analytics_access: bool


class PatchedUserRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    username: UserName | None = None
    first_name: Name | None = None
    last_name: Name | None = None
    email: Email | None = None
    groups: list[Literal["admin", "user", "worker"]] | None = None
    is_staff: bool | None = None
    is_superuser: bool | None = None
    is_active: bool | None = None


class AccessTokenWriteRequest(BaseModel):
    name: TokenName
    expiry_date: AwareDatetime | None = None
    read_only: bool = True


class PatchedAccessTokenWriteRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: TokenName | None = None
    expiry_date: AwareDatetime | None = None
    read_only: bool | None = None


class AccessTokenRead(BaseModel):
    id: int
    name: str
    created_date: datetime
    updated_date: datetime
    expiry_date: datetime | None
    last_used_date: datetime | None
    read_only: bool
    owner: BasicUser
    value: str | None = None


class OrganizationWriteRequest(BaseModel):
    slug: Slug
    name: Annotated[str, StringConstraints(max_length=64)] = ""
    description: Annotated[str, StringConstraints(max_length=10_000)] = ""
    contact: dict[str, Any] = {}


class OrganizationRead(BaseModel):
    id: int
    slug: str
    name: str
    description: str
    created_date: datetime
    updated_date: datetime
    contact: dict[str, Any]
    owner: BasicUser | None


class MembershipRead(BaseModel):
    id: int
    user: BasicUser
    organization: int
    is_active: bool
    joined_date: datetime | None
    role: RoleEnum
    invitation: str | None


class BasicOrganization(BaseModel):
    id: int
    slug: str


class PatchedOrganizationWriteRequest(BaseModel):
    slug: Slug | None = None
    name: Annotated[str, StringConstraints(max_length=64)] | None = None
    description: Annotated[str, StringConstraints(max_length=10_000)] | None = None
    contact: dict[str, Any] | None = None


class PatchedMembershipWriteRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: RoleEnum | None = None


class InvitationWriteRequest(BaseModel):
    role: RoleEnum
    email: Annotated[str, StringConstraints(min_length=3, max_length=254)]


class InvitationRead(BaseModel):
    key: str
    created_date: datetime
    owner: BasicUser | None
    role: RoleEnum
    user: BasicUser
    organization: int
    expired: bool
    accepted: bool
    organization_info: BasicOrganization


class AcceptInvitationRead(BaseModel):
    organization_slug: str


class PasswordResetSerializerExRequest(BaseModel):
    email: Email


class PasswordResetConfirmRequest(BaseModel):
    uid: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    token: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    new_password1: Password
    new_password2: Password


class PaginatedMetaUserList(Page):
    results: list[User | BasicUser]


class PaginatedAccessTokenReadList(Page):
    results: list[AccessTokenRead]


class PaginatedOrganizationReadList(Page):
    results: list[OrganizationRead]


class PaginatedMembershipReadList(Page):
    results: list[MembershipRead]


class PaginatedInvitationReadList(Page):
    results: list[InvitationRead]
