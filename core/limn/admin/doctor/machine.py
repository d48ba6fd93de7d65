"""What the machine gives: room, disks, time, and what is saved elsewhere."""

import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connection

import limn_jpeg
from limn.admin.doctor.finding import Check, Finding, advice, unsafe
from limn.admin.keeping.backups import last_backup
from limn.storage.space import RESERVE

LITTLE = 5 << 30
"""Bytes of free room from which on the operator should know."""
LONGEST_WITHOUT_BACKUP = timedelta(days=7)
MOST_APART = 5.0
"""Seconds between the clocks of this machine and of the database."""
_NETWORK = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "ceph", "glusterfs", "lustre", "afs")


def room() -> Iterator[Finding]:
    """Free room where the data folder is."""
    free, root = shutil.disk_usage(settings.DATA_ROOT).free, str(settings.DATA_ROOT)
    told = f"{free >> 20} MiB are free"
    if free < RESERVE:
        yield unsafe(root, f"{told}: uploads and saves are refused", "free some room")
    elif free < LITTLE:
        yield advice(root, told, "free some room before uploads are refused")


def network_disk() -> Iterator[Finding]:
    """SQLite on a disk whose locks do not hold."""
    kind = disk_of(Path(settings.DATA_ROOT))
    if connection.vendor == "sqlite" and kind.startswith(_NETWORK):
        problem = f"the database is a file on a network disk ({kind}), which may damage it"
        yield unsafe("LIMN_DATA", problem, "use a disk of this machine, or set LIMN_DATABASE")


def disk_of(folder: Path) -> str:
    """The kind of file system a folder is on."""
    mounts = {Path(one.mountpoint): one.fstype for one in psutil.disk_partitions(all=True)}
    return next((mounts[one] for one in (folder, *folder.parents) if one in mounts), "")


def clock() -> Iterator[Finding]:
    """Clocks that disagree: leases, tokens and links end too early or too late."""
    file = Path(settings.DATA_ROOT) / "secret.key"
    if file.exists() and file.stat().st_mtime > time.time() + 60:
        problem = "the clock is behind the time at which this installation was made"
        yield unsafe("clock", problem, "set it, and let a time service keep it")
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs((cursor.fetchone()[0] - datetime.now(UTC)).total_seconds())
    if apart > MOST_APART:
        problem = f"it is {apart:.0f} s apart from the database's"
        yield unsafe("clock", problem, "let one time service keep both")


def backups() -> Iterator[Finding]:
    """Whether all of it is saved somewhere."""
    last = last_backup(Path(settings.DATA_ROOT))
    remedy = "let `hostctl backup` run every night, and keep its files on another machine"
    if last is None:
        yield advice("backup", "this installation was never saved", remedy)
    elif (age := datetime.now(UTC) - last) > LONGEST_WITHOUT_BACKUP:
        yield advice("backup", f"the last one is {age.days} days old", remedy)


def compiled() -> Iterator[Finding]:
    """Whether pictures take the short way."""
    if not limn_jpeg.works():
        problem = "its library is not there: chunks of JPEGs take twice as long"
        remedy = "install a C compiler and libjpeg-turbo with its headers, then limn-jpeg again"
        yield advice("limn-jpeg", problem, remedy)


CHECKS: tuple[Check, ...] = (room, network_disk, clock, backups, compiled)
