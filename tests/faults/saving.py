"""One save through the API, in a process of its own that may be killed on the way.

    python -m faults.saving METHOD ADDRESS TOKEN KEY FILE

Prints the status of the answer, then its body.
"""

import sys
from pathlib import Path

import django

django.setup()

from django.test import Client  # noqa: E402


def main(method: str, address: str, token: str, key: str, file: str) -> None:
    client = Client(headers={"authorization": f"Token {token}"}, raise_request_exception=False)
    answer = client.generic(
        method,
        address,
        Path(file).read_bytes(),
        content_type="application/json",
        headers={"idempotency-key": key},
    )
    sys.stdout.write(f"{answer.status_code}\n{answer.content.decode()}")


if __name__ == "__main__":
    main(*sys.argv[1:])
