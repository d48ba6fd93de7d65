"""What CVAT's API has and ours has not, or the other way, is known and explained."""

from contracts import digest


def test_every_difference_is_listed_and_explained():
    listed = digest.explained()
    found = set(digest.differences(digest.kept(), digest.ours()))
    assert found == set(listed), "`make openapi` writes differences.txt anew"
    unexplained = [line for line, why in listed.items() if why == digest.UNEXPLAINED]
    assert unexplained == [], "put each under a line that says why"


def test_a_missing_operation_parameter_and_field_are_found():
    theirs, ours = digest.kept(), digest.kept()
    del ours["operations"]["GET /api/tasks"]
    ours["operations"]["GET /api/jobs"]["parameters"].remove("state")
    ours["components"]["TaskRead"].remove("name")
    assert list(digest.differences(theirs, ours)) == [
        "- operation: GET /api/tasks tasks_list",
        "- parameter of jobs_list: state",
        "- field of TaskRead: name",
    ]


if digest.DATA:

    def test_the_digest_is_cvats():
        assert digest.cvats() == digest.kept()
