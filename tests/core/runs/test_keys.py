import pytest
from hypothesis import given
from hypothesis import strategies as st

from limn.runs.keys import RequestKey
from limn.sdk.errors import BadInput


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (
            RequestKey(action="create", target="task", target_id=7),
            "action=create&target=task&target_id=7",
        ),
        (
            RequestKey(action="import", target="job", target_id=7, subresource="annotations"),
            "action=import&target=job&target_id=7&subresource=annotations",
        ),
        (
            RequestKey(
                action="export",
                target="task",
                target_id=3,
                user_id=1,
                format="COCO 1.0",
                subresource="dataset",
            ),
            "action=export&target=task&target_id=3&user_id=1&format=COCO_1~0&subresource=dataset",
        ),
        (
            RequestKey(
                action="export",
                target="task",
                target_id=3,
                user_id=1,
                lightweight=True,
                subresource="backup",
            ),
            "action=export&target=task&target_id=3&user_id=1&lightweight=True&subresource=backup",
        ),
        (
            RequestKey(
                action="import",
                target="project",
                id="0e7f9c5e-7c9f-4f0a-9d0a",
                subresource="backup",
            ),
            "action=import&target=project&id=0e7f9c5e-7c9f-4f0a-9d0a&subresource=backup",
        ),
    ],
)
def test_an_id_reads_as_cvats_do(key, text):
    assert str(key) == text
    assert RequestKey.parse(text) == key


def test_members_may_come_in_any_order():
    key = RequestKey.parse("subresource=dataset&format=COCO_1~0&target=task&action=export")
    assert str(key) == "action=export&target=task&format=COCO_1~0&subresource=dataset"


@given(st.text(max_size=40), st.text(max_size=10))
def test_every_format_name_comes_back(format, subresource):
    key = RequestKey(action="export", target="task", format=format, subresource=subresource)
    text = str(key)
    assert RequestKey.parse(text) == key
    assert not set(text) & set("/?#. ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "export",
        "action=export",
        "action=export&target=task&colour=red",
        "action=export&action=import&target=task",
        "action=export&target=task&target_id=one",
        "action=export&target=task&target_id=99999999999999999999999999",
    ],
)
def test_what_is_no_id_is_refused(text):
    with pytest.raises(BadInput):
        RequestKey.parse(text)
