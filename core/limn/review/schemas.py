"""Bodies and answers about issues and comments, named as CVAT names them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, FiniteFloat, StringConstraints

from limn.identity.schemas import BasicUser
from limn.wire.paging import Page

Position = Annotated[list[FiniteFloat], Field(max_length=2_000)]
Message = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Id = Annotated[int, Field(ge=0, lt=2**63)]


class CommentsSummary(BaseModel):
    """An issue's comments: how many, and where they are listed."""

    url: str
    count: int = 0


class IssueRead(BaseModel):
    """An issue; `frame` is task-relative, `position` holds x, y pairs in px."""

    id: int
    frame: int
    position: list[float]
    job: int
    owner: BasicUser | None
    assignee: BasicUser | None
    created_date: datetime | None
    updated_date: datetime | None
    resolved: bool
    comments: CommentsSummary


class IssueWriteRequest(BaseModel):
    """A new issue; `message` becomes its first comment."""

    frame: Annotated[int, Field(ge=0, le=2**31 - 1)]
    position: Position
    job: Id
    assignee: Id | None = None
    message: Message
    resolved: bool = False


class PatchedIssueWriteRequest(BaseModel):
    """Changes of an issue; what is left out stays."""

    position: Position | None = None
    assignee: Id | None = None
    resolved: bool | None = None


class CommentRead(BaseModel):
    """A comment."""

    id: int
    issue: int
    owner: BasicUser | None
    message: str
    created_date: datetime
    updated_date: datetime


class CommentWriteRequest(BaseModel):
    """A new comment."""

    issue: Id
    message: Message


class PatchedCommentWriteRequest(BaseModel):
    """Other words for a comment."""

    message: Message | None = None


class PaginatedIssueReadList(Page):
    """A page of issues."""

    results: list[IssueRead]


class PaginatedCommentReadList(Page):
    """A page of comments."""

    results: list[CommentRead]
