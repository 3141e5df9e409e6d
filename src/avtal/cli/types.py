"""What can stand on the command line: each type reads its text, or refuses it with a sentence."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

import click
from click.shell_completion import CompletionItem

from avtal.cli import environment
from avtal.language.hints import ask_day, nearest, years_off
from avtal.language.swedish import NBSP
from avtal.problems import EnvironmentProblem, clean

_LONGEST = 1_000
_OLDEST = 1900
_HAS_BEEN = "ange en dag som har varit, eller i dag"
T = TypeVar("T")
W = TypeVar("W", bound=str)


def title(param: click.Parameter | None) -> str:
    """Return what a parameter is called to the user: its flag, or its word on the help page."""
    if param is None:
        return "argumentet"
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name


class _UnreadableError(Exception):
    """What is wrong with a value, as the end of a sentence that begins with the parameter.

    `help` is what to do, where that is more than to write what is wanted.
    """

    def __init__(self, said: str, help: str = "") -> None:
        super().__init__(said)
        self.help = help


class _Type(click.ParamType[T], ABC):
    """A type that reads a text; `wanted` is what should have been written."""

    wanted = ""

    @abstractmethod
    def read(self, text: str) -> T:
        """Return the value of a text. Raises _UnreadableError where it has none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> T:
        """Return the value. Raises EnvironmentProblem where the text has none."""
        try:
            # What is no text is a default that is a value already.
            return self.read(value) if isinstance(value, str) else cast(T, value)
        except _UnreadableError as error:
            help = error.help or f"skriv {self.wanted}"
            raise EnvironmentProblem(f"{title(param)} {error}", help) from None


class FolderType(_Type[Path]):
    """A folder on the command line; whether it exists is not asked here."""

    name = "mapp"
    wanted = "namnet på en mapp"

    def read(self, text: str) -> Path:
        """Return the path; nobody means the current folder by nothing, or a folder `--json`."""
        if not text:
            raise _UnreadableError("är en tom text")
        if text.startswith("-"):
            raise _UnreadableError(f"behöver ett värde, men sedan står {text}")
        return Path(text)


class CaseType(FolderType):
    """The folder of a case."""


class FileType(FolderType):
    """A file on the command line; whether it exists is not asked here."""

    name = "fil"
    wanted = "namnet på en fil"


class LineType(_Type[str]):
    """A text of one line on the command line."""

    name = "text"
    wanted = f"en rad med text, högst {_LONGEST} tecken"

    def read(self, text: str) -> str:
        """Return the text without blanks around it; what cannot be kept or read is refused."""
        text = unicodedata.normalize("NFC", text).replace(NBSP, " ").strip()
        if not text:
            raise _UnreadableError("är en tom text")
        if len(text) > _LONGEST:
            raise _UnreadableError(f"är längre än {_LONGEST} tecken")
        if not text.isprintable():
            raise _UnreadableError(f"har tecken som inte kan användas: ”{clean(text)}”")
        return text


class DayType(_Type[date]):
    """A date on the command line, in years that are plausible today.

    One that `may_be_old` can be from 1900 on, as that of an old agreement. What `has_been` lies not
    in the future.
    """

    name = "datum"
    wanted = "en dag, till exempel 2018-12-03"

    def __init__(self, *, may_be_old: bool = False, has_been: bool = False) -> None:
        self._may_be_old = may_be_old
        self._has_been = has_been

    def read(self, text: str) -> date:
        """Return the date."""
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            with suppress(ValueError):
                return self._plausible(date.fromisoformat(text))
        raise _UnreadableError(f"kan inte vara ”{clean(text)}”")

    def _plausible(self, day: date) -> date:
        today = environment.today()
        off = years_off(day.year, today.year)
        if off and not (self._may_be_old and _OLDEST <= day.year < today.year):
            far = f"{abs(off)} år {'framåt' if off > 0 else 'bakåt'} i tiden"
            raise _UnreadableError(
                f"{day} är {far}", ask_day(day.isoformat(), today) or f"skriv {self.wanted}"
            )
        if self._has_been and day > today:
            raise _UnreadableError(f"{day} har inte varit än", _HAS_BEEN)
        return day


class CountType(_Type[int]):
    """A whole number from 1 on the command line."""

    name = "antal"
    wanted = "ett heltal från 1"

    def read(self, text: str) -> int:
        """Return the number."""
        if not re.fullmatch(r"0*[1-9][0-9]{0,3}", text):
            raise _UnreadableError(f"kan inte vara ”{clean(text)}”")
        return int(text)


class ParagraphType(CountType):
    """The number of a paragraph in minutes, also written as such: § 12."""

    name = "paragraf"
    wanted = "paragrafens nummer, till exempel 12"

    def read(self, text: str) -> int:
        """Return the number."""
        found = re.fullmatch(r"\s*(?:§\s*)?([0-9]+)\s*|\s*([0-9]+)\s*§\s*", text)
        return super().read((found[1] or found[2]) if found else text)


class ChoiceType(click.ParamType[W]):
    """One of some words, such as the members of an enumeration, as they are spelled.

    They are loaded when they are needed, since what declares them can be dear to import.
    """

    name = "val"

    def __init__(self, load: Callable[[], Iterable[W]], spell: Callable[[str], str] = str) -> None:
        self._load = load
        self._spell = spell

    def words(self) -> dict[str, W]:
        """Return what may be chosen, by how it is spelled."""
        return {self._spell(str(one)): one for one in self._load()}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> W:
        """Return the choice that a word stands for. Raises EnvironmentProblem for another."""
        words = self.words()
        if value in words:
            return words[value]
        name, near = title(param), nearest(value, words)
        help = f"menade du {name} {near}?" if near else f"välj {' eller '.join(words)}"
        raise EnvironmentProblem(f"{name} kan inte vara ”{clean(value)}”", help)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the words that begin like what is written."""
        return [CompletionItem(word) for word in self.words() if word.startswith(incomplete)]


class WordType(ChoiceType[W]):
    """Some words that may be written without å, ä and ö, and with hyphens for blanks."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> W:
        """Return the choice that a word stands for, however it is written."""
        written = {simplify(word): word for word in self.words()}
        return super().convert(written.get(simplify(value), value), param, ctx)


def simplify(word: str) -> str:
    """Return a word without capitals, å, ä and ö, and with blanks for hyphens."""
    return word.lower().translate(str.maketrans("åäö-", "aao "))
