"""Search, filters, sort and pages of lists, on the list of users."""

import json

import pytest

pytestmark = pytest.mark.django_db
PEOPLE = [("ada", "Ada", "Lovelace"), ("grace", "Grace", "Hopper"), ("alan", "Alan", "Turing")]


@pytest.fixture
def client(make_user, admin_client):
    for username, first, last in PEOPLE:
        make_user(username, first_name=first, last_name=last)
    return admin_client


@pytest.fixture
def listed(client):
    def get(**query):
        answer = client.get("/api/users", query)
        assert answer.status_code == 200, answer.content
        return [one["username"] for one in answer.json()["results"]]

    return get


@pytest.fixture
def refusal(client):
    def get(**query):
        answer = client.get("/api/users", query)
        assert answer.status_code == 400, answer.content
        return answer.json()

    return get


def test_the_newest_come_first(listed):
    assert listed() == ["alan", "grace", "ada", "root"]


def test_every_word_must_be_found_somewhere(listed):
    assert listed(search="a") == ["alan", "grace", "ada"]
    assert listed(search="a love") == ["ada"]
    assert listed(search="nobody") == []


def test_filters_are_equalities_that_all_hold(listed):
    assert listed(first_name="Ada") == ["ada"]
    assert listed(first_name="Ada", last_name="Hopper") == []
    assert listed(is_active="false") == []


def test_a_filter_that_cannot_be_is_named(refusal):
    assert list(refusal(is_active="perhaps")) == ["is_active"]


def test_sorting_goes_by_several_names_and_ignores_strange_ones(listed):
    assert listed(sort="username") == ["ada", "alan", "grace", "root"]
    assert listed(sort="-username") == ["root", "grace", "alan", "ada"]
    assert listed(sort="shoe_size,username") == ["ada", "alan", "grace", "root"]


def test_pages_link_to_their_neighbours(client):
    first = client.get("/api/users", {"page_size": 2, "sort": "id"}).json()
    assert (first["count"], first["previous"]) == (4, None)
    assert first["next"] == "http://testserver/api/users?page_size=2&sort=id&page=2"
    second = client.get(first["next"]).json()
    assert second["next"] is None
    assert second["previous"] == "http://testserver/api/users?page_size=2&sort=id"
    assert [one["username"] for one in second["results"]] == ["grace", "alan"]


def test_all_is_one_page(client):
    assert len(client.get("/api/users?page_size=all").json()["results"]) == 4


@pytest.mark.parametrize("size", ["0", "-3", "many", ""])
def test_a_strange_page_size_is_the_usual_one(listed, size):
    assert len(listed(page_size=size)) == 4


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "9" * 40, "²"])
def test_a_page_that_is_not_there_is_not_found(client, number):
    answer = client.get("/api/users", {"page": number})
    assert answer.status_code == 404
    assert answer.json()["detail"] == "Invalid page."


RULES = [
    ({"==": [{"var": "username"}, "ada"]}, ["ada"]),
    ({"!=": [{"var": "username"}, "ada"]}, ["alan", "grace", "root"]),
    ({"!": {"==": [{"var": "username"}, "ada"]}}, ["alan", "grace", "root"]),
    ({"!": [{"==": [{"var": "username"}, "ada"]}]}, ["alan", "grace", "root"]),
    ({"!!": {"==": [{"var": "username"}, "ada"]}}, ["ada"]),
    ({"in": [{"var": "username"}, ["ada", "alan"]]}, ["ada", "alan"]),
    ({"in": ["ra", {"var": "username"}]}, ["grace"]),
    ({"var": "username"}, ["ada", "alan", "grace", "root"]),
    ({"<": [{"var": "username"}, "alan"]}, ["ada"]),
    ({">=": [{"var": "username"}, "grace"]}, ["grace", "root"]),
    ({"<=": ["alan", {"var": "username"}, "grace"]}, ["alan", "grace"]),
    (
        {"or": [{"==": [{"var": "username"}, "ada"]}, {"==": [{"var": "last_name"}, "Turing"]}]},
        ["ada", "alan"],
    ),
    (
        {"and": [{"in": ["a", {"var": "username"}]}, {"==": [{"var": "is_active"}, True]}]},
        ["ada", "alan", "grace"],
    ),
    ({"==": [{"var": "first_name"}, None]}, []),
]


@pytest.mark.parametrize(("rule", "names"), RULES, ids=[json.dumps(one) for one, _ in RULES])
def test_rules_filter_lists(listed, rule, names):
    assert listed(filter=json.dumps(rule), sort="username") == names


@pytest.mark.parametrize(
    ("text", "culprit"),
    [
        ("", "empty"),
        ("{}", "empty"),
        ("[]", "empty"),
        ("nope", "not JSON"),
        ('{"==": [{"var": "password"}, "x"]}', "'password' is not supported"),
        ('{"==": [{"var": "username__startswith"}, "x"]}', "is not supported"),
        ('{"regex": [{"var": "username"}, "x"]}', "'regex'"),
        ('{"and": []}', "'and'"),
        ('{"==": ["x", {"var": "username"}]}', "'=='"),
        ('{"<": [{"var": "username"}, null]}', "None"),
        ('{"==": [{"var": "id"}, "seven"]}', "'seven'"),
        ('{"==": [{"var": "id"}, 100000000000000000000]}', "id"),
        ('{"in": [{"var": "id"}, [[1]]]}', "[1]"),
        ('{"==": [{"var": "username"}, {"var": "email"}]}', "no value"),
        ('["and"]', "not a rule"),
        ('{"and": [1]}', "not a rule"),
        ('{"==": [{"var": "username"}, "\\u0000"]}', "zero byte"),
        ('{"!":' * 60 + '{"var": "id"}' + "}" * 60, "nested deeper"),
        ('{"!":' * 5000 + '{"var": "id"}' + "}" * 5000, "longer than"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_by_name(refusal, text, culprit):
    assert culprit in refusal(filter=text)["filter"][0]


def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(
    client, make_user, django_assert_num_queries
):
    # who asks; count, rows, their groups
    with django_assert_num_queries(4):
        client.get("/api/users")
    for number in range(20):
        make_user(f"user{number}")
    with django_assert_num_queries(4):
        client.get("/api/users?page_size=all")
