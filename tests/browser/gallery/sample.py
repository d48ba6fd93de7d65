"""What the gallery shows: tasks in many states, a project, an organization, a storage, issues."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from browser.scenery import road, write_jpegs
from browser.service import Service
from servers.live import LiveServer, share_of

Hostctl = Callable[..., str]

LABELS = ["car", "tree", "road", "house"]
SIZES = [(1600, 1000), (1280, 800), (1920, 1080), (1200, 900), (800, 600), (1600, 900)]
SMALL = [(640, 400)] * 6
LONG_NAME = (
    "Harbour entrance seen from the lighthouse, second camera, nights with fog and rain only"
)
GUIDE = """# Boats and buoys

Every boat that is **more than half** in the picture gets a box, as tight as the waterline allows.

| what | how |
| --- | --- |
| moored side by side | a box for each |
| far away, under 20 px | none |

1. Boats first, the nearest before all others.
2. Then buoys; their reflection is water.

> In doubt, leave a comment rather than a guess.
"""
STATES = [
    {"stage": "acceptance", "state": "completed"},
    {"stage": "validation", "state": "in progress"},
    {"stage": "annotation", "state": "rejected"},
]


@dataclass(frozen=True)
class Sample:
    """What is there, for addresses: `{task}`, `{job}`, `{video}`, `{video_job}`, `{project}`…"""

    server: LiveServer
    service: Service
    ids: dict[str, Any]
    pictures: list[Path]
    """Files for further tasks; the first is that which is annotated."""
    newcomer: dict[str, str]
    """The cookies of somebody who is signed in and has nothing yet."""

    def at(self, path: str) -> str:
        return path.format(**self.ids)


def prepare(
    server: LiveServer, service: Service, hostctl: Hostctl, scratch: Path, clip: Path
) -> Sample:
    """Make the sample on a server; `clip` is a video file."""
    ids: dict[str, Any] = {"org": organization(service), "project": project(service)}
    for folder in ("small", "large"):
        (scratch / folder).mkdir()
    files = write_jpegs(scratch / "small", SMALL)
    jobs_in_many_states(service, files, ids["project"])
    failed(service, scratch)
    ids["empty"] = service.post("/api/tasks", {"name": "Nothing arrived", "labels": []})["id"]
    video = service.new_task("Dawn, one take", [clip], LABELS)
    ids |= {"video": video["id"], "video_job": video["job"]}
    tracks(service, video)
    pictures = write_jpegs(scratch / "large", SIZES)
    task = service.new_task("Country road", pictures, LABELS)
    ids |= {"task": task["id"], "job": task["job"]}
    annotate(service, task)
    ids["storage"] = storage(service, share_of(server.data))
    return Sample(server, service, ids, pictures, newcomer(server, hostctl))


def organization(service: Service) -> str:
    """One with people who are invited."""
    if not service.get("/api/organizations", slug="harbour")["count"]:
        about = {"name": "Harbour survey", "description": "Boats and buoys, counted weekly."}
        service.post("/api/organizations", {"slug": "harbour", **about})
        for name, role in (("ines", "maintainer"), ("tomas", "supervisor"), ("mei", "worker")):
            invitation = {"email": f"{name}@example.org", "role": role}
            service.post("/api/invitations?org=harbour", invitation)
    return "harbour"


def project(service: Service) -> int:
    """The id of a project with a guide, the last of three."""
    labels = [{"name": name} for name in LABELS]
    others = [{"name": name} for name in ("gull", "tree", "boat", "house")]
    service.post("/api/projects", {"name": "Birds of the coast", "labels": others})
    for name in ("Roads at dusk", "Harbour traffic"):
        made = service.post("/api/projects", {"name": name, "labels": labels})["id"]
    service.post("/api/guides", {"project_id": made, "markdown": GUIDE})
    return made


def jobs_in_many_states(service: Service, files: list[Path], project: int) -> None:
    """A task of the project with three jobs, each at another stage, and one with a long name."""
    crossing = service.new_task("Crossing, morning", files, [], project_id=project, segment_size=2)
    me = service.get("/api/users/self")["id"]
    jobs = service.get("/api/jobs", task_id=crossing["id"], sort="id")["results"]
    for job, state in zip(jobs, STATES, strict=True):
        service.patch(f"/api/jobs/{job['id']}", state | {"assignee": me})
    service.new_task(LONG_NAME, files[:1], LABELS)


def failed(service: Service, scratch: Path) -> None:
    """A task whose only file is no picture; its request tells so."""
    broken = scratch / "broken.jpg"
    broken.write_bytes(b"no picture")
    task = service.post("/api/tasks", {"name": "Scans of 2019", "labels": []})
    service.outcome(service.send(task["id"], [broken]))


def tracks(service: Service, task: dict[str, Any]) -> None:
    """Two cars that move through the video."""
    ids = label_ids(service, task["id"])
    moving = [
        {
            "frame": 0, "label_id": ids["car"], "group": 0, "attributes": [],
            "shapes": [
                {
                    "type": "rectangle", "frame": at, "occluded": False, "outside": at == last,
                    "points": [at * 8 + left, 150, at * 8 + left + 90, 210], "z_order": 0,
                    "attributes": [],
                }
                for at in (0, 10, 20, last)
            ],
        }
        for left, last in ((60, 39), (140, 30))
    ]  # fmt: skip
    service.put(
        f"/api/jobs/{task['job']}/annotations", {"shapes": [], "tags": [], "tracks": moving}
    )


def annotate(service: Service, task: dict[str, Any]) -> None:
    """Shapes on the first picture, with an attribute on cars, and two issues."""
    ids = label_ids(service, task["id"])
    colour = {
        "name": "paint", "input_type": "select", "mutable": False,
        "values": ["red", "white", "blue", "yellow"], "default_value": "red",
    }  # fmt: skip
    service.patch(f"/api/labels/{ids['car']}", {"attributes": [colour]})
    shapes = [shape(one.name, one.outline, one.box, ids) for one in road(*SIZES[0], 0)[1]]
    drawn = {"shapes": shapes, "tags": [], "tracks": []}
    service.put(f"/api/jobs/{task['job']}/annotations", drawn)
    for place, message in (
        ([520, 780, 760, 900], "The box cuts off the wheels."),
        ([1060, 320, 1320, 560], "The chimney belongs to the house."),
    ):
        issue = {"job": task["job"], "frame": 0, "position": place, "message": message}
        service.post("/api/issues", issue)


def label_ids(service: Service, task: int) -> dict[str, int]:
    found = service.get("/api/labels", task_id=task)["results"]
    return {one["name"]: one["id"] for one in found}


def shape(name: str, outline: Any, box: Any, ids: dict[str, int]) -> dict[str, Any]:
    """Cars as boxes, all else as polygons."""
    boxed = name == "car"
    points = box if boxed else [value for point in outline for value in point]
    return {
        "type": "rectangle" if boxed else "polygon", "points": list(points),
        "label_id": ids[name], "frame": 0, "occluded": False, "z_order": 0, "attributes": [],
    }  # fmt: skip


def storage(service: Service, share: Path) -> int:
    """A storage with some folders and pictures; its id."""
    place = share / "cameras"
    for month in ("2026-01", "2026-02", "2026-03"):
        (place / month).mkdir(parents=True, exist_ok=True)
    write_jpegs(place, SMALL[:3])
    body = {
        "provider_type": "SHARE", "display_name": "Harbour cameras", "resource": str(place),
        "credentials_type": "ANONYMOUS_ACCESS", "description": "A picture every ten minutes",
    }  # fmt: skip
    return service.post("/api/cloudstorages", body)["id"]


def newcomer(server: LiveServer, hostctl: Hostctl) -> dict[str, str]:
    """Cookies of a user who has nothing yet."""
    told = re.search(r"http\S+/login/\S+|/login/\S+", hostctl("users", "create", "wren"))
    assert told
    with httpx.Client(base_url=server.url, follow_redirects=True) as client:
        client.get(told.group())
        return dict(client.cookies)
