"""npm without a Node of the machine's own: `python -m limn_webapp.npm run check`."""

import subprocess
import sys

from limn_webapp.node import SOURCE_ROOT, BuildFailed, environment, install, npm_command


def main() -> int:
    """Run npm in the app's folder, with its packages installed; npm's own exit code."""
    try:
        install(SOURCE_ROOT)
        command = npm_command(*sys.argv[1:])
    except BuildFailed as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return subprocess.run(command, cwd=SOURCE_ROOT, env=environment(), check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
