"""JSON of any size, read a value at a time.

An event for every bracket and number, as streaming parsers tell them, takes ten times as long
as all the rest of a restore. Here a value that fits into memory is read at once by the parser
of the standard library, from the block of text that was read last; only the lists and objects
that are walked through can be of any size.
"""

import codecs
import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any, BinaryIO, NoReturn

from limn.sdk.errors import BadDataset

BLOCK = 1 << 18
"""Bytes read at once."""
LARGEST = 64 << 20
"""Characters of one value."""
_SPACE = re.compile(r"[ \t\n\r]*")
_value = JSONDecoder().raw_decode


class Pieces:
    """A place in a JSON file that moves on as its values are asked for.

    Every method raises `BadDataset`, with `where` the file is, for what is no JSON.
    """

    def __init__(self, file: BinaryIO, where: str) -> None:
        self._file = file
        self._where = where
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text, self._at, self._before = "", 0, 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is no space, "" at the end of the file."""
        while True:
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def value(self) -> tuple[Any, str]:
        """The next value, and its text; beyond `LARGEST` it is refused."""
        self.peek()
        while True:
            try:
                found, end = _value(self._text, self._at)
            except JSONDecodeError as error:
                if not self._more():
                    self._refuse(error.msg, error.pos)
            except (ValueError, RecursionError) as error:
                self._refuse(str(error), self._at)
            else:
                # A number cut by the end of the block, maybe after its "e+", would be one as well.
                if end + 2 < len(self._text) or not self._more():
                    text, self._at = self._text[self._at : end], end
                    return found, text

    def elements(self, brackets: str = "[]") -> Iterator[None]:
        """Stop at each element of the list that begins here; it is to be read before the next."""
        self._expect(brackets[0])
        if self.peek() == brackets[1]:
            self._at += 1
            return
        while True:
            yield
            if self._expect(f",{brackets[1]}") != ",":
                return

    def members(self) -> Iterator[str]:
        """The name of each member of the object that begins here; its value is to be read next."""
        for _ in self.elements("{}"):
            name, _text = self.value()
            if not isinstance(name, str):
                self._refuse("a name is needed", self._at)
            self._expect(":")
            yield name

    def end(self) -> None:
        """Go on only if nothing comes any more."""
        if self.peek():
            self._refuse("more comes after its end", self._at)

    def _expect(self, choice: str) -> str:
        found = self.peek()
        if not found or found not in choice:
            self._refuse(f"one of {' '.join(choice)} is needed", self._at)
        self._at += 1
        return found

    def _more(self) -> bool:
        """Read on, twice as far each time a value does not end; whether there was more."""
        if self._ended:
            return False
        rest = self._text[self._at :]
        if len(rest) > LARGEST:
            self._refuse(f"a value has more than {LARGEST >> 20} million characters", self._at)
        block = self._file.read(max(BLOCK, len(rest)))
        self._ended = not block
        try:
            added = self._decoder.decode(block, final=self._ended)
        except UnicodeDecodeError as error:
            self._refuse(str(error), len(self._text))
        if self._ended:
            return False
        self._before += self._at
        self._text, self._at = rest + added, 0
        return True

    def _refuse(self, problem: str, place: int) -> NoReturn:
        where = f"{self._where}, character {self._before + place + 1}"
        raise BadDataset(f"this is not valid JSON: {problem}", where=where)
