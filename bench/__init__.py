"""Times of Limn's work beside CVAT's, as a client sees them: `python -m bench`."""

import sys
from pathlib import Path

# The servers are those of the tests.
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
