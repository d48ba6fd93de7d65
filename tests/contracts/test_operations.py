"""Every operation of the API has a name, and is in the document."""

from contracts.routes import ROUTES, document


def test_every_documented_operation_has_a_name_of_its_own():
    operations = {id(one.operation): one.operation for one in ROUTES}.values()
    names = [one.operation_id for one in operations if one.include_in_schema]
    assert None not in names
    assert sorted(names) == sorted(set(names))


def test_the_document_has_the_operations_of_all_rooms():
    assert {
        operation["operationId"]
        for path in document()["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict)
    } == {one.operation.operation_id for one in ROUTES if one.operation.include_in_schema}
