"""What is measured, what CVAT 2.73 takes for it on a machine of the same size, and our aims."""

from typing import NamedTuple


class Row(NamedTuple):
    """A piece of work; seconds of CVAT, and at most ours on PostgreSQL (SQLite: twice).

    Other units than seconds are the same everywhere.
    """

    work: str
    cvat: float | None = None
    aim: float | None = None
    unit: str = "s"


ROWS = {
    "save": Row("save (PUT) 10,000 rectangles", 1.54, 0.20),
    "read": Row("read 10,000 rectangles", 0.30, 0.06),
    "update": Row("update 100 of 10,000 right after the save", 22.9, 0.03),
    "delete": Row("delete 10 of 10,000 right after the save", 9.4, 0.02),
    "save polygons": Row("save 2,000 polygons of 50 points", 0.54, 0.08),
    "read polygons": Row("read 2,000 polygons of 50 points", 0.36, 0.03),
    "save tracks": Row("save 200 tracks of 20 keyframes", 0.71, 0.10),
    "read tracks": Row("read 200 tracks of 20 keyframes", 0.12, 0.03),
    "save masks": Row("save masks, a body of 0.94 MiB", 0.26, 0.04),
    "read masks": Row("read masks, a body of 0.94 MiB", 0.24, 0.03),
    "export COCO": Row("export COCO, 10,000 rectangles on 1,000 pictures", 3.8, 0.5),
    "export COCO with pictures": Row("export COCO, the same with the pictures", 10.1, 1.5),
    "export CVAT": Row("export CVAT for images, the same", 2.1, 0.4),
    "export CVAT with pictures": Row("export CVAT for images, with the pictures", 3.5, 1.0),
    "import CVAT": Row("import CVAT XML, 10,000 rectangles", 3.9, 0.5),
    "back up": Row("back up a task of 1,000 pictures, 10,000 rectangles", 5.7, 1.0),
    "restore": Row("restore that task", 4.2, 1.0),
    "1,000 pictures": Row("task of 1,000 JPEGs 1280×720, upload to ready", 2.1, 1.0),
    "1,000 pictures, server": Row("  the server's part", 1.0, 0.4),
    "random picture": Row("a random one of 1,000 pictures, cold (median of 200)", 0.041, 0.01),
    "random picture p95": Row("  95 of 100 of them within", 0.65, 0.04),
    "picture chunk": Row("a chunk of 72 of the pictures as JPEGs in a ZIP, cold", 0.367, 0.09),
    "100,000 pictures": Row("task of 100,000 JPEGs in the mounted share, the server's part"),
    "100,000 pictures, memory": Row("  the most memory of a process, in MB", None, 300, "MB"),
    "60 s video": Row("task of 60 s of 720p30 H.264, the server's part", 4.0, 0.2),
    "600 s video": Row("task of 600 s of 720p30 H.264, the server's part", 26.2, 0.6),
    "first frame": Row("its first frame, once it is ready", 0.101, 0.04),
    "random frame": Row("a random frame of it, cold (median of 20)", 0.919, 0.09),
    "random frame p95": Row("  95 of 100 such frames within", 1.129, 0.25),
    "video chunk": Row("a chunk of 36 of its frames as MP4, cold", 1.38, 0.18),
    "video chunk zip": Row("  the same as JPEGs in a ZIP", 1.38, 0.18),
    "fragments": Row("all its 18,000 frames in native fragments, cold", None, 3.6),
    "idle memory": Row("memory of the idle server, all processes, in MB", 2478, 350, "MB"),
    "tasks by 1": Row("task list of 10,000, one client: each request", 1 / 28, 1 / 280),
    "tasks by 8": Row("  eight clients", 1 / 41, 1 / 410),
    "jobs by 1": Row("job list of 10,000, one client: each request", 1 / 22, 1 / 220),
    "jobs by 8": Row("  eight clients", 1 / 33, 1 / 330),
    "self by 1": Row("users/self, one client: each request", 1 / 50, 1 / 500),
    "self by 8": Row("  eight clients", 1 / 83, 1 / 830),
    "decision": Row("a permission decision, warm (median), in µs", None, 50, "µs"),
    "snapshot save": Row("hostctl snapshot save, start included", None, 2.0, "s CPU"),
    "snapshot load": Row("hostctl snapshot load", None, 2.0, "s CPU"),
    "zoom 1,000": Row("zoom step, 1,000 polygons with names, CPU a frame", 0.678, 0.008, "s CPU"),
    "settle 1,000": Row("  drawn sharp afterwards", None, 0.150, "s CPU"),
    "zoom 5,000": Row("zoom step, 5,000 polygons with names", None, 0.008, "s CPU"),
    "settle 5,000": Row("  drawn sharp afterwards", None, 0.400, "s CPU"),
    "pan": Row("pan, 10,000 polygons of 50 points, CPU a frame", 0.346, 0.016, "s CPU"),
    "frame change": Row("frame change, 1,000 polygons with names, CPU", 1.203, 0.040, "s CPU"),
    "hit test": Row("hit test among 50,000 polygons", 0.0004, 0.00005, "s shown"),
    "side bar": Row("side bar of 10,000 objects, first paint", 2.4, 0.080, "s shown"),
    "play": Row("playing 1080p30 H.264: each frame", 1 / 15, 1 / 25, "s shown"),
    "play p95": Row("  95 of 100 frames within", None, None, "s shown"),
    "play CPU": Row("  CPU a frame", None, None, "s CPU"),
    "seek": Row("any frame of it (median)", None, None, "s shown"),
    "seek p95": Row("  95 of 100 of them within", None, 0.200, "s shown"),
}  # fmt: skip
SQLITE_MAY = 2.0
