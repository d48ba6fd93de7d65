"""Files dropped from the desktop, and a network that takes its time."""

from pathlib import Path

from playwright.sync_api import Locator, Page


def drop_files(page: Page, target: Locator, files: list[Path]) -> None:
    """Drag the files over `target` and let go of them."""
    box = target.bounding_box()
    assert box
    devtools = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        devtools.send(
            "Input.dispatchDragEvent",
            {
                "type": kind,
                "x": box["x"] + box["width"] / 2,
                "y": box["y"] + box["height"] / 2,
                "data": {
                    "items": [],
                    "files": [str(one) for one in files],
                    "dragOperationsMask": 1,
                },
            },
        )
    devtools.detach()


def slow_uploads(page: Page, bytes_a_second: int) -> None:
    """Let the page send no faster than that, from now on; 0 is as fast as it goes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 0,
            "downloadThroughput": -1,
            "uploadThroughput": bytes_a_second or -1,
        },
    )
