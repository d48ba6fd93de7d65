"""How much memory this process had at most."""

from pathlib import Path


def peak() -> int:
    """MiB."""
    # Not `ru_maxrss`: that begins with what the process had that started this one.
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) >> 10
