"""What is answered about a video that a client decodes by itself; see `docs/users/video-api.md`."""

from pydantic import BaseModel

from limn.wire.describing import Sometimes


class VideoColorSpace(BaseModel):
    """`VideoColorSpaceInit` of WebCodecs: what the video tells of its colours."""

    primaries: Sometimes[str] = None
    transfer: Sometimes[str] = None
    matrix: Sometimes[str] = None
    fullRange: Sometimes[bool] = None  # noqa: N815 (WebCodecs' name)


class VideoDecoderConfig(BaseModel):
    """`VideoDecoderConfig` of WebCodecs; `description` is base64."""

    codec: str
    codedWidth: int  # noqa: N815
    codedHeight: int  # noqa: N815
    displayAspectWidth: int  # noqa: N815
    displayAspectHeight: int  # noqa: N815
    colorSpace: VideoColorSpace  # noqa: N815
    description: Sometimes[str] = None


class VideoFragment(BaseModel):
    """Frames `first` … `first + frames − 1` of the source, decoded from fragment `begin` on."""

    number: int
    begin: int
    first: int
    frames: int
    packets: int
    bytes: int


class NativeVideo(BaseModel):
    """How to decode a video, and in which fragments its frames are.

    `times` are runs: first frame of the source, its timestamp, the distance to the next, how
    many. `damaged` are first and last of frames that cannot be decoded.
    """

    version: str
    url: str
    start_frame: int
    step: int
    size: int
    source_frames: int
    width: int
    height: int
    rotation: int
    frame_rate: float | None
    time_base: tuple[int, int]
    end: int
    times: list[tuple[int, int, int, int]]
    damaged: list[tuple[int, int]]
    config: VideoDecoderConfig
    fragments: list[VideoFragment]
