"""Whatever a stranger writes into `?filter=` is a condition or a refusal, never a failure."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from limn.identity.api.users import LISTING
from limn.identity.models import User
from limn.sdk.errors import BadInput
from limn.wire.jsonlogic import Rules
from limn.wire.listing import _converter

TERMS = {**LISTING.filters, **LISTING.terms, "joined": "date_joined", "group": "groups__name"}
RULES = Rules(TERMS, _converter(User))

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.sampled_from(["2026-01-02", "2026-01-02T03:04:05Z", "true", "7", "-0", "1e5", "٣"]),
)  # fmt: skip
variables = st.builds(lambda name: {"var": name}, st.sampled_from([*TERMS, "password", ""]))
values = st.one_of(scalars, variables, st.lists(scalars, max_size=3))
operators = st.sampled_from(["==", "!=", "<", ">", "<=", ">=", "in", "var", "and", "or", "!", "%"])
comparisons = st.builds(
    lambda operator, arguments: {operator: arguments},
    operators,
    st.one_of(values, st.lists(values, max_size=4), st.tuples(variables, values)),
)
rules = st.recursive(
    comparisons,
    lambda inner: st.builds(
        lambda operator, arguments: {operator: arguments},
        st.sampled_from(["and", "or", "!", "!!"]),
        st.one_of(inner, st.lists(inner, max_size=3)),
    ),
    max_leaves=8,
)


@pytest.mark.django_db
@example({"==": ({"var": "joined"}, False)})
@given(rules)
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_rule_is_a_condition_or_a_refusal(rule):
    with suppress(BadInput):
        list(User.objects.filter(RULES.condition(json.dumps(rule))))


@pytest.mark.django_db
@given(st.text(max_size=40))
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_is_answered(admin_client, text):
    for name in ("filter", "search", "sort", "page", "page_size", "is_active", "org", "org_id"):
        answer = admin_client.get("/api/users", {name: text})
        assert answer.status_code in (200, 400, 404), (name, answer.content)


@given(st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=60))
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.parametrize("scheme", ["", "Token ", "Bearer ", "Basic ", "token  "])
@pytest.mark.django_db
def test_any_credentials_are_answered(client, scheme, text):
    answer = client.get("/api/users/self", headers={"authorization": scheme + text})
    assert answer.status_code in (401, 429)  # too many wrong passwords are told to wait
