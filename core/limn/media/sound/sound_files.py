"""What is known of a recording once it was listened to; no library that could do that."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class SoundFile:
    """One readable recording; `duration` is in ms, `sampling_rate` in samples a second."""

    path: str
    duration: int
    sampling_rate: int
    has_cover_image: bool
