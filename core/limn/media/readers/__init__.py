"""Processes that open what strangers sent, with little to lose.

A deed is asked for by name (`ask("verify", path=…)`) and done in a child with limits on memory,
processor time, files and silence. A child that dies is an error about the file it was reading.
"""

from limn.media.readers.pool import Answer, ask

__all__ = ["Answer", "ask"]
