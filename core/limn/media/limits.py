"""How much one upload may ask of the server."""

MAX_PIXELS = 200_000_000
"""Pixels of one picture or video frame."""
MAX_RECORDING_MS = 4 * 3_600_000
"""Length of one recording."""
MAX_POINTS = 100_000_000
"""Points of one cloud."""
MAX_PACKETS = 5_000_000
"""Packets of one video: two days at 25 frames a second."""
MAX_STREAMS = 64
"""Tracks in one video file."""
MAX_ENTRIES = 200_000
"""Files in one archive or upload."""
MAX_DIRECTORY = 128 << 20
"""Bytes of the directory of a ZIP: 600 for each entry."""
MAX_UNPACKED = 200 << 30
"""Bytes an archive may unpack to."""
MAX_RATIO = 200
"""Unpacked bytes for each packed one, once more than `RATIO_FREE` bytes came out."""
RATIO_FREE = 256 << 20
MAX_DEPTH = 32
"""Folders above a file."""
MAX_NAME = 255
"""Bytes of one part of a path."""
MAX_PATH = 1024
"""Characters of a whole path."""
MAX_FETCHED = 10_000
"""Addresses of one request."""
MAX_FILE = 25 << 30
"""Bytes of one fetched file."""
MAX_PAGES = 10_000
"""Pages of a PDF."""
MAX_PAGE_PIXELS = 25_000_000
"""Pixels a page is drawn with; a larger page gets fewer dots per inch."""
