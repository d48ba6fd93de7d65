"""Geometry of annotations: pixels in, pixels out; in point clouds, the clouds' own units.

    boxes           bounding boxes, intersection over union
    polygons        length of lines, intersection over union of rings
    raster          between vectors and pixels: bitmaps, rings, outlines
    rle             run lengths of masks, checked, and CVAT's points of a mask
    cuboids3d       boxes in point clouds: corners, on the way between two, likeness
    interpolation   the points and rotation of a shape between two keyframes
    tracks          what a track shows on each frame
    assignment      the cheapest pairing of two sets

Coordinates are float64 pixels, origin top-left, x right, y down; the centre of the first
pixel is (0.5, 0.5). Rotation is in degrees clockwise.
"""
