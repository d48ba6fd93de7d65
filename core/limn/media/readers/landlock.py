"""Files and addresses a process can reach, taken from it by Linux itself: `man 7 landlock`.

No root is needed, and nobody can get it back: neither the process nor what it starts. Bindings
there are, but none that is past its first versions; these are three calls of the system.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION = 1
_BENEATH = 1
_NO_NEW_PRIVILEGES = 38

_WRITE, _READ, _LIST, _REMOVE_FOLDER, _REMOVE = (1 << bit for bit in (1, 2, 3, 4, 5))
_MAKE_FOLDER, _MAKE_FILE, _MOVE, _CUT = (1 << bit for bit in (7, 8, 13, 14))
_SEE = _READ | _LIST
_CHANGE = _SEE | _WRITE | _REMOVE_FOLDER | _REMOVE | _MAKE_FOLDER | _MAKE_FILE | _MOVE | _CUT
_ON_FILES = _READ | _WRITE | _CUT
_RIGHTS_OF_VERSION = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights on files the kernel knows from that version on."""
_TCP, _TCP_SINCE = 0b11, 4
_SIGNALS_AND_SOCKETS, _SCOPES_SINCE = 0b11, 6


def version() -> int:
    """Which version of Landlock the kernel has; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    return max(0, _system().syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION))


def confine(seen: Iterable[Path], changed: Iterable[Path]) -> bool:
    """Leave this process only these files and folders, to read or to change; whether it could.

    No program can be started, no TCP connection made and, where the kernel knows how, nobody
    outside be sent a signal. What is open already stays open.

    Raises:
        OSError: the kernel has Landlock and refuses.
    """
    known = version()
    if not known:
        return False
    rights = (1 << max(n for since, n in _RIGHTS_OF_VERSION.items() if since <= known)) - 1
    tcp = _TCP if known >= _TCP_SINCE else 0
    scopes = _SIGNALS_AND_SOCKETS if known >= _SCOPES_SINCE else 0
    asked = struct.pack("=3Q", rights, tcp, scopes)[: 24 if scopes else 16 if tcp else 8]
    rules = _done(_system().syscall(_CREATE, asked, ctypes.c_size_t(len(asked)), 0))
    try:
        for paths, allowed in ((seen, _SEE & rights), (changed, _CHANGE & rights)):
            for path in paths:
                _allow(rules, path, allowed)
        _done(_system().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
        _done(_system().syscall(_RESTRICT, rules, 0))
    finally:
        os.close(rules)
    return True


def _allow(rules: int, path: Path, allowed: int) -> None:
    """Of what is not there nothing can be read."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = struct.pack("=Qi", allowed if path.is_dir() else allowed & _ON_FILES, place)
        _done(_system().syscall(_ADD, rules, _BENEATH, rule, 0))
    finally:
        os.close(place)


def _system() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _done(answer: int) -> int:
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"Landlock: {os.strerror(number)}")
    return answer
