"""`hostctl demo` makes a project by the ordinary ways, and what it annotates is true."""

import io
from pathlib import Path

import orjson
import pytest
from PIL import Image

from limn.admin.demo import PICTURES, RATE, SECONDS, make_demo
from limn.annotations.queries import labels_of, read_task
from limn.media.serving.frames import frame_source
from limn.permissions.actor import SYSTEM
from limn.sdk.errors import Conflict, NotFound
from limn.tasks import queries

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_sample_project_is_there_and_true(admin):
    assert make_demo() == f"/projects/{queries.visible_projects(SYSTEM).get().pk}"
    pictures, video = queries.visible_tasks(SYSTEM).order_by("pk")
    assert (pictures.owner, video.owner) == (admin, admin)
    assert (pictures.data.size, video.data.size) == (PICTURES, SECONDS * RATE)

    tracks = orjson.loads(read_task(video, labels_of(video)))["tracks"]
    assert tracks
    shapes = orjson.loads(read_task(pictures, labels_of(pictures)))["shapes"]
    cars = [shape for shape in shapes if shape["type"] == "rectangle"]
    assert len(cars) >= PICTURES // 2
    source = frame_source(pictures.data)
    for car in cars:
        content = source.frame(car["frame"], "original").content
        file = content if isinstance(content, Path) else io.BytesIO(content)
        x1, _, x2, y2 = car["points"]
        below = Image.open(file).convert("L").crop((int(x1), int(y2) - 20, int(x2), int(y2)))
        assert below.getextrema()[0] < 60, f"no dark wheel in the box of frame {car['frame']}"


def test_it_is_made_once(admin):
    make_demo()
    with pytest.raises(Conflict, match="Sample: streets"):
        make_demo()


def test_an_unknown_owner_is_named(admin):
    with pytest.raises(NotFound, match="'eve'"):
        make_demo("eve")
