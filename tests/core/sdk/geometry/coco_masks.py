"""What pycocotools makes of run lengths, in a process of its own that may take little.

Reads lines of JSON, `{"size": [height, width], "counts": […]}` in COCO's column-major order, and
writes a line for each: its area, and the pixels as text. It crashes and leaks on run lengths that
do not fill their picture, and so it is asked here, where that harms nobody.
"""

import json
import resource
import sys

import pycocotools.mask as coco

MEMORY, SECONDS = 1 << 30, 20


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for line in sys.stdin:
        told = json.loads(line)
        packed = coco.frPyObjects(told, *told["size"])
        pixels = coco.decode(packed)
        answer = {"area": int(coco.area(packed)), "pixels": pixels.tolist()}
        sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
