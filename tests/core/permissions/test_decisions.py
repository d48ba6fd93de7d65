"""Who may do what: Limn's own table, told as people would tell it."""

import threading
from itertools import product

import pytest

from core.permissions.asking import ORGANIZATION, Thing, may
from core.permissions.table import PRIVILEGES, ROLES
from limn.permissions.actor import SYSTEM, Actor
from limn.permissions.check import allowed, permit, visible
from limn.permissions.embedded import EmbeddedRego
from limn.permissions.evaluate import evaluator
from limn.permissions.policies import entrypoints
from limn.sdk.errors import Forbidden, Unauthenticated

_SCOPES = """
project:create project:list project:view project:update project:update:assignee
project:update:owner project:delete project:import:dataset project:export:dataset
project:export:annotations project:export:backup
task:create task:list task:view task:update task:update:assignee task:update:owner task:delete
task:view:annotations task:update:annotations task:delete:annotations task:import:annotations
task:export:dataset task:export:annotations task:export:backup task:upload:data task:view:data
task:view:metadata task:update:metadata
job:list job:view job:update:stage job:update:state job:update:assignee job:view:annotations
job:update:annotations job:delete:annotations job:import:annotations job:export:dataset
job:export:annotations job:view:data job:view:metadata job:update:metadata
"""
EVERY_SCOPE = _SCOPES.split()

# scope, relation, privilege, role in the organization (None: sandbox), may
TABLE = """
project:create              none           user    -           yes
project:create              none           worker  -           no
project:create              none           user    worker      no
project:create              none           user    supervisor  yes
project:create              none           worker  owner       no
project:view                owner          worker  -           yes
project:view                assignee       none    -           yes
project:view                none           user    -           no
project:view                none           user    maintainer  yes
project:view                none           worker  maintainer  no
project:view                none           user    supervisor  no
project:view                assignee       none    worker      yes
project:update              assignee       worker  -           yes
project:update              assignee       none    -           no
project:update:assignee     assignee       user    -           no
project:update:assignee     owner          worker  -           yes
project:update:owner        owner          user    -           no
project:update:owner        owner          worker  maintainer  yes
project:delete              assignee       user    worker      no
project:delete              owner          worker  worker      yes
project:export:dataset      assignee       user    worker      no
project:export:dataset      assignee       user    supervisor  yes
project:export:dataset      owner          none    worker      yes
task:create@project         project:owner  user    worker      yes
task:create@project         none           user    worker      no
task:create@project         none           user    -           no
task:view:data              project:owner  none    -           yes
task:update:annotations     assignee       worker  -           yes
task:update:annotations     assignee       none    -           no
task:update:annotations     none           user    supervisor  no
task:upload:data            assignee       worker  worker      yes
task:delete                 assignee       user    -           no
task:delete                 project:assignee worker -          yes
task:export:annotations     assignee       user    worker      no
task:export:annotations     project:owner  user    worker      yes
task:export:backup          assignee       user    supervisor  yes
job:view                    task:assignee  none    -           yes
job:view                    none           user    -           no
job:update:state            assignee       worker  -           yes
job:update:stage            assignee       user    -           no
job:update:stage            task:assignee  worker  -           yes
job:update:assignee         assignee       user    worker      no
job:update:annotations      assignee       worker  outsider    yes
job:update:annotations      assignee       user    outsider    no
job:update:annotations      task:owner     worker  outsider    no
job:view:data               assignee       worker  outsider    yes
job:export:dataset          assignee       worker  outsider    no
job:export:dataset          assignee       user    worker      no
job:export:dataset          task:owner     worker  worker      yes
"""


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_the_table_holds(line):
    scope, relation, privilege, role, wanted = line.split()
    answer = may(
        scope,
        relation=relation,
        privilege=None if privilege == "none" else privilege,
        organization=role != "-",
        role=None if role in ("-", "outsider") else role,
    )
    assert answer is (wanted == "yes")


@pytest.mark.parametrize("scope", EVERY_SCOPE)
def test_administrators_may_everything(scope):
    assert may(scope, privilege="admin")
    assert may(scope, privilege="admin", organization=True, role=None)


@pytest.mark.parametrize("scope", [*EVERY_SCOPE, "plugin:update", "token:create", "user:list"])
def test_nobody_may_nothing(scope):
    ownerless = Thing(scope.partition(":")[0], "none", None)
    ownerless._person = lambda place: {"id": None}
    assert not allowed(Actor(), scope, ownerless)
    with pytest.raises(Unauthenticated):
        permit(Actor(), scope, ownerless)


def test_an_unknown_verb_is_denied():
    actor = Actor(user_id=1, privilege="user")
    with pytest.raises(Forbidden, match="task:explode"):
        permit(actor, "task:explode", Thing("task", "owner", None))


def test_an_unknown_subject_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        allowed(Actor(user_id=1, privilege="user"), "dragon:view")


def test_the_server_itself_may_everything():
    assert allowed(SYSTEM, "task:delete", Thing("task", "none", 5))


@pytest.mark.parametrize(
    ("read_only", "scope", "wanted"),
    [
        (True, "task:view", True),
        (True, "task:export:dataset", True),
        (True, "task:update:annotations", False),
        (True, "task:delete", False),
        (False, "task:delete", True),
    ],
)
@pytest.mark.parametrize("privilege", ["user", "admin"])
def test_a_read_only_token_only_reads(read_only, scope, wanted, privilege):
    actor = Actor(user_id=1, privilege=privilege, read_only_token=read_only)
    assert allowed(actor, scope, Thing("task", "owner", None)) is wanted


def test_plugins_are_switched_by_administrators():
    assert not allowed(Actor(user_id=1, privilege="user"), "plugin:update")
    assert allowed(Actor(user_id=1, privilege="admin"), "plugin:update")


# ---- lists


def conditions(q):
    """All look-ups of a Q."""
    for child in q.children:
        yield from conditions(child) if hasattr(child, "children") else (child,)


def test_an_administrator_lists_everything():
    assert not visible(Actor(user_id=1, privilege="admin"), "task").children


def test_a_user_lists_what_they_work_on_wherever_it_is():
    found = dict(conditions(visible(Actor(user_id=1, privilege="user"), "task")))
    assert found == {
        "owner_id": 1, "assignee_id": 1, "project__owner_id": 1, "project__assignee_id": 1,
    }  # fmt: skip


def test_naming_no_organization_lists_the_sandbox():
    actor = Actor(user_id=1, privilege="user", organization_specified=True)
    assert ("organization_id__isnull", True) in conditions(visible(actor, "project"))


@pytest.mark.parametrize(("role", "everything"), [("maintainer", True), ("worker", False)])
def test_maintainers_list_their_organization(role, everything):
    actor = Actor(
        user_id=1, privilege="user", organization=ORGANIZATION, roles={ORGANIZATION: role},
        organization_specified=True,
    )  # fmt: skip
    found = list(conditions(visible(actor, "job")))
    assert ("segment__task__organization_id", ORGANIZATION) in found
    assert (len(found) == 1) is everything


def test_strangers_cannot_list_an_organization():
    actor = Actor(user_id=1, privilege="user", organization=ORGANIZATION)
    with pytest.raises(Forbidden):
        visible(actor, "task")


@pytest.mark.parametrize("subject", ["project", "task", "job", "label", "request", "user",
                                     "organization", "membership", "token"])  # fmt: skip
@pytest.mark.parametrize("privilege", ["admin", "user", "worker"])
@pytest.mark.parametrize("role", [None, "worker", "maintainer", "owner"])
def test_every_list_has_one_condition_that_its_table_understands(subject, privilege, role):
    from django.apps import apps

    model = apps.get_model(
        {
            "request": "runs.Run", "user": "identity.User", "organization": "identity.Organization",
            "membership": "identity.Membership", "token": "identity.AccessToken",
        }.get(subject, f"tasks.{subject}")
    )  # fmt: skip
    for specified in (True, False):
        actor = Actor(
            user_id=1, privilege=privilege, organization=ORGANIZATION if role else None,
            roles={ORGANIZATION: role} if role else {}, organization_specified=specified,
        )  # fmt: skip
        assert str(model.objects.filter(visible(actor, subject)).query)


# ---- the evaluator


def test_what_is_not_defined_is_denied(caplog):
    assert evaluator().decide("limn/tasks/nothing", {"scope": "task:view"}) is None
    assert "denied" in caplog.text


def test_what_the_policy_cannot_read_is_denied():
    question = {"scope": 7, "auth": None, "resource": {"owner": []}}
    assert evaluator().decide("limn/tasks/allow", question) is not True


def test_every_room_has_a_policy():
    assert {one.split("/")[1] for one in entrypoints()} >= {"tasks", "identity", "runs", "host"}


def test_threads_never_answer_each_others_questions(monkeypatch):
    fresh = EmbeddedRego()
    fresh._remembered = fresh._evaluate  # every question to the policies, none from memory
    monkeypatch.setattr("limn.permissions.check.evaluator", lambda: fresh)
    cases = [
        (scope, relation, privilege, role)
        for scope, relation, privilege, role in product(
            ("task:view", "task:delete", "task:export:dataset", "job:update:state"),
            ("owner", "assignee", "project:owner", "none"),
            PRIVILEGES,
            ROLES,
        )
    ]

    def ask(case):
        scope, relation, privilege, role = case
        return may(scope, relation=relation, privilege=privilege, organization=True, role=role)

    wanted = {case: ask(case) for case in cases}
    assert {True, False} == set(wanted.values())
    wrong = []

    def work(start):
        mine = cases[start:] + cases[:start]
        wrong.extend(case for case in mine if ask(case) != wanted[case])

    threads = [threading.Thread(target=work, args=(n * len(cases) // 4,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_decision_is_remembered():
    rego = EmbeddedRego()
    question = {"scope": "task:view", "auth": {"user": {"id": 1}}, "resource": None}
    for _ in range(3):
        rego.decide("limn/tasks/allow", question)
    assert rego._remembered.cache_info().hits == 2
