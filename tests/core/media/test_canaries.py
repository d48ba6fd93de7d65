"""Files that ask for other files never get them: nobody opens the canary, nobody calls it."""

import ctypes
import os
import select
import socket
import struct
from contextlib import contextmanager

import pytest

from core.media import makers
from limn.media.images.pictures import verified
from limn.media.video.videos import opened
from limn.sdk.errors import BadMedia

IN_OPEN = 0x20


@contextmanager
def watched(path):
    """Tells whether any process of this machine has opened the file: `assert not seen()`."""
    system = ctypes.CDLL(None, use_errno=True)
    watch = system.inotify_init1(os.O_NONBLOCK)
    assert system.inotify_add_watch(watch, os.fsencode(path), IN_OPEN) >= 0
    try:
        yield lambda: bool(select.select([watch], [], [], 0)[0])
    finally:
        os.close(watch)


@pytest.fixture
def canary(tmp_path):
    """A video of somebody else's."""
    return makers.video(tmp_path / "canary.mp4", 5)


def test_the_watch_sees_an_open_file(canary):
    with watched(canary) as seen:
        assert not seen()
        canary.read_bytes()
        assert seen()


@pytest.fixture
def listening():
    """A port that nobody should call, and whether somebody did."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def avi_with_playlist(target: str) -> bytes:
    """An AVI whose subtitles are a playlist (GAB2)."""
    playlist = f"#EXTM3U\n#EXTINF:1,\n{target}\n#EXT-X-ENDLIST\n".encode()
    gab2 = b"GAB2\0\2\0" + struct.pack("<I", 2) + b"\0\0" + b"\4\0"
    gab2 += struct.pack("<I", len(playlist)) + playlist

    def chunk(name, content):
        return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)

    head = chunk(b"avih", bytes(56))
    stream = chunk(b"strh", b"txts" + bytes(52)) + chunk(b"strf", b"")
    header = chunk(b"LIST", b"hdrl" + head + chunk(b"LIST", b"strl" + stream))
    movie = chunk(b"LIST", b"movi" + chunk(b"00sb", gab2))
    return chunk(b"RIFF", b"AVI " + header + movie)


def scripts(target: str) -> dict[str, bytes]:
    """What asks for `target`, by a name that may be given to it."""
    hls = f"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\n{target}\n#EXT-X-ENDLIST\n".encode()
    concat = f"ffconcat version 1.0\nfile '{target}'\n".encode()
    dash = (
        "<MPD xmlns='urn:mpeg:dash:schema:mpd:2011' type='static'><Period><AdaptationSet>"
        f"<Representation id='1'><BaseURL>{target}</BaseURL></Representation>"
        "</AdaptationSet></Period></MPD>"
    ).encode()
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{target}'/></svg>".encode()
    mvg = f"push graphic-context\nimage over 0,0 0,0 '{target}'\npop graphic-context\n".encode()
    eps = f"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n({target}) run\n".encode()
    box = b"\0\0\0\x08free"
    return {
        "hls.mp4": hls, "hls.ts": hls, "hls_in_box.mp4": box + hls, "hls.mkv": hls,
        "concat.mp4": concat, "concat_in_box.mp4": box + concat, "concat.avi": concat,
        "sdp.mp4": f"v=0\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\na=control:{target}\n".encode(),
        "dash.mp4": dash, "dash_in_box.mp4": box + dash, "gab2.avi": avi_with_playlist(target),
        "svg.png": svg, "svg.mp4": svg, "mvg.jpg": mvg, "eps.jpg": eps, "eps.tga": eps,
        "xspf.webm": f"<playlist><track><location>{target}</location></track></playlist>".encode(),
    }  # fmt: skip


NAMES = list(scripts(""))


@pytest.mark.parametrize("name", NAMES)
def test_a_script_is_refused_and_reads_no_other_file(put, ingested, canary, name):
    put({name: scripts(str(canary))[name]})
    with watched(canary) as seen:
        with pytest.raises(BadMedia, match=name):
            ingested()
        assert not seen()


@pytest.mark.parametrize("name", NAMES)
def test_a_script_is_refused_and_calls_nobody(put, ingested, listening, name):
    put({name: scripts(f"http://127.0.0.1:{listening.getsockname()[1]}/a.ts")[name]})
    with pytest.raises(BadMedia, match=name):
        ingested()
    with pytest.raises(BlockingIOError):
        listening.accept()


@pytest.mark.parametrize("name", NAMES)
def test_the_decoders_themselves_refuse_scripts(tmp_path, canary, name):
    """As they would be met if nothing looked at the first bytes."""
    path = tmp_path / name
    path.write_bytes(scripts(str(canary))[name])
    with watched(canary) as seen:
        with pytest.raises(BadMedia):
            verified(path, name)
        with pytest.raises(BadMedia), opened(path, name) as (container, stream):
            next(container.decode(stream))
        assert not seen()
