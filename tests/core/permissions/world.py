"""Two places with one thing of each kind: an organization, and the sandbox beside it.

All of it is somebody else's. A person is put into a case (a role here, an owner there), asks,
and everything is undone.
"""

import uuid
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from string import Template
from typing import Any

from django.db import transaction
from django.test import Client

from core.permissions.table import PRIVILEGES, ROLES, Case, Question
from limn.identity import actions as identity
from limn.identity.models import Invitation, Membership, Organization, User
from limn.media.models import Data, Picture
from limn.permissions.actor import Actor
from limn.review.models import Comment, Issue
from limn.runs.models import Run
from limn.storage.models import CloudStorage
from limn.tasks import actions
from limn.tasks.models import Asset, Guide, Job, Label, Project

_HOMES = {"label": "project", "asset": "guide"}


class World:
    """The places, and people of each privilege with ways to sign in."""

    def __init__(self, folder: str) -> None:
        self.somebody = identity.create_user("somebody", email="somebody@example.org")
        self.organization = identity.create_organization(self.somebody, slug="acme")
        self.people = {one: _person(one) for one in PRIVILEGES}
        self.things = {
            place: _things(self.somebody, place, folder) for place in (None, self.organization)
        }

    def ask(self, question: Question, case: Case, scheme: str = "Token") -> int:
        """The status of the answer somebody in this case gets."""
        me = self.people[case.privilege]
        place = self.organization if case.organization else None
        with undone():
            things = dict(self.things[place])
            if case.organization:
                things |= self._join(me, case)
            _relate(question.scope.partition(":")[0], case.relation, things, me.user)
            ids = {name: getattr(one, "pk", one) for name, one in things.items()}
            ids["request"], ids["shared"] = things["request"].key, things["shared"].key
            ids["self"] = me.user.pk
            address = Template(question.address).substitute(ids)
            if place:
                address += f"{'&' if '?' in address else '?'}org_id={place.pk}"
            return _say(me.clients[scheme], question, address, ids)

    def _join(self, me: "Person", case: Case) -> dict[str, Any]:
        """Give somebody their role; the memberships and invitations that the case is about."""
        organization = self.organization
        if case.role == "owner":
            Organization.objects.filter(pk=organization.pk).update(owner=me.user)
        mine = identity.add_member(organization, me.user, case.role) if case.role else None
        given = case.relation if case.relation in ROLES[1:-1] else "owner"
        other = identity.create_user("member")
        theirs = identity.add_member(organization, other, given)
        if case.relation == "invitee":
            Membership.objects.filter(user=me.user).delete()
            mine = Membership.objects.create(
                organization=organization, user=me.user, role=case.role or "worker",
                is_active=bool(case.role),
            )  # fmt: skip
        invited = mine if case.relation == "invitee" else _invited(organization)
        letter = Invitation.objects.create(key="k" * 30, owner=self.somebody, membership=invited)
        return {
            "organization": organization,
            "membership": mine if case.relation == "self" and mine else theirs,
            "invitation": letter,
        }


@dataclass
class Person:
    """Somebody with a client for each way to sign in."""

    user: User
    clients: dict[str, Client]


def _person(privilege: Any) -> Person:
    user = identity.create_user(f"a-{privilege}", privilege=privilege or "user")
    if privilege is None:
        user.groups.clear()
    texts = {"Token": f"Token {identity.create_key(user)}"}
    for name, reads in (("reading", True), ("writing", False)):
        _, text = identity.create_token(user.pk, name=name, read_only=reads, expiry_date=None)
        texts[name] = f"Bearer {text}"
    return Person(user, {n: Client(headers={"authorization": t}) for n, t in texts.items()})


def _things(owner: User, place: Organization | None, folder: str) -> dict[str, Any]:
    actor = Actor(user_id=owner.pk, privilege="user", organization=place.pk if place else None)
    label = {"name": "car", "type": "any", "attributes": []}
    project = actions.create_project(actor, {"name": "p", "labels": [label]})
    bare = actions.create_project(actor, {"name": "bare"})
    task = actions.create_task(actor, {"name": "t"}, project)
    task.data = Data.objects.create(kind="image", size=3, stop_frame=2, chunk_size=3)
    task.save()
    for frame in range(3):
        Picture.objects.create(data=task.data, frame=frame, path="a.jpg", width=9, height=9)
    actions.cut_jobs(task, kind="image", size=3)
    job = Job.objects.get(segment__task=task)
    issue = Issue.objects.create(job=job, frame=0, owner=owner)
    guide = Guide.objects.create(project=project)
    return {
        "project": project, "task": task, "job": job, "issue": issue, "guide": guide, "bare": bare,
        "label": Label.objects.get(project=project), "target": project, "user": owner,
        "comment": Comment.objects.create(issue=issue, owner=owner, message="m"),
        "asset": Asset.objects.create(
            guide=guide, owner=owner, filename="a.png", content_type="image/png", content_size=1
        ),
        "cloudstorage": CloudStorage.objects.create(
            provider_type="SHARE", resource=folder, display_name="s", owner=owner,
            organization=place, credentials_type="ANONYMOUS_ACCESS",
        ),
        "request": _run(owner, place, "events", None, owner_bound=True),
        "shared": _run(owner, place, "task", task.pk, owner_bound=False),
        "token": identity.create_token(owner.pk, name="t", read_only=False, expiry_date=None)[0],
        "upload": uuid.uuid4(),
    }  # fmt: skip


def _run(
    owner: User, place: Organization | None, target: str, pk: Any, *, owner_bound: bool
) -> Run:
    return Run.objects.create(
        key=f"action=export&target={target}&id={uuid.uuid4()}", job="events:export",
        queue="export", action="export", target=target, target_id=pk, owner=owner,
        owner_bound=owner_bound, organization_id=place.pk if place else None,
    )  # fmt: skip


def _invited(organization: Organization) -> Membership:
    user = identity.create_user("invited", email="invited@example.org")
    return Membership.objects.create(
        organization=organization, user=user, role="worker", is_active=False
    )


def _relate(subject: str, relation: str, things: dict[str, Any], me: User) -> None:
    """Make `me` what they are in this case: `owner`, or `task:owner` for something above."""
    if relation == "self" and subject == "user":
        things["user"] = me
    place, _, role = relation.rpartition(":")
    thing = things.get(_HOMES.get(place or subject, place or subject))
    if role in ("owner", "assignee"):
        rows = [thing, things["bare"]] if isinstance(thing, Project) else [thing]
        for one in rows:
            type(one).objects.filter(pk=one.pk).update(**{role: me})


def _say(client: Client, question: Question, address: str, ids: dict[str, Any]) -> int:
    body = Template(question.body).substitute(ids)
    answer = client.generic(question.method, address, body, content_type="application/json")
    if answer.streaming:
        answer.close()
    return answer.status_code


@contextmanager
def undone() -> Generator[None]:
    """Nothing that is done in here stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
