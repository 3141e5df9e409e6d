"""Why a tag could not be filled: its place in Word, and what of the content it asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from traceback import walk_tb
from types import FrameType, TracebackType
from typing import Any

from avtal.problems import CaseError, Problem
from avtal.word.engine.prepared import CONTEXT, Chain, PreparedPart
from avtal.word.values.filters import kind_of_value
from avtal.word.values.marked import Omitted
from avtal.word.values.mistakes import TemplateMistake, has_no_fields, no_field, unknown

FAULTS = (TemplateMistake, LookupError, TypeError)
"""What the code of a part raises where a value is not what its tag takes it for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of a mapping that a tag asked for, and the entry of it that was meant, if one was.

    The mapping is one of those that the template was given, or all that it was given.
    """

    mapping: Mapping[str, Any]
    field: str
    entry: Any = None


class Unfillable(CaseError):  # noqa: N818 - what is shown is a problem with its place
    """A tag could not be filled; `asked` is what of the content it asked for."""

    def __init__(self, problem: Problem, asked: tuple[Asked, ...]) -> None:
        super().__init__([problem])
        self.asked = asked


def fault(
    error: Exception, template: str, part: PreparedPart, context: Mapping[str, Any]
) -> Exception:
    """Return what went wrong in a part as Unfillable; the error itself where no tag raised it."""
    frame, line = _frame(error.__traceback__, part)
    if frame is None:
        return error
    tag, chain = part.lines[line - 1]
    if tag is None:
        return error
    found = [_follow(each, frame.f_locals, context) for each in part.chains[tag]]
    mistake, asked = None, [each for _, each in found if each]
    if isinstance(error, TemplateMistake):
        mistake = error
    elif chain is not None and found[chain][0]:
        mistake = found[chain][0]
        asked = [each for each in [found[chain][1]] if each]
    elif isinstance(error, TypeError):
        mistake = TemplateMistake(
            "en slinga eller jämförelse får ett värde av fel slag",
            "en for-tagg behöver en lista; jämför tal med tal och text med text",
        )
    if mistake is None:
        return error
    problem = Problem("mall", mistake.message, template, path=part.places[tag], help=mistake.help)
    return Unfillable(problem, tuple(asked))


def _frame(trace: TracebackType | None, part: PreparedPart) -> tuple[FrameType | None, int]:
    """Return where the part's own code was."""
    found = (at for at in walk_tb(trace) if at[0].f_code is part.code)
    return next(found, (None, 0))


def _follow(
    chain: Chain, variables: Mapping[str, Any], context: Mapping[str, Any]
) -> tuple[TemplateMistake | None, Asked | None]:
    """Return what is wrong in the fields of a chain, and the last field that is there."""
    root, fields, entry = chain
    value: Any = context if root == CONTEXT else variables.get(root)
    asked = None
    for name in fields:
        if isinstance(value, Omitted):
            break
        if not isinstance(value, dict):
            return has_no_fields(name, kind_of_value(value)), asked
        if name not in value:
            return unknown(name, context) if value is context else no_field(name, value), asked
        asked = Asked(value, name)
        value = value[name]
    if asked and entry:
        asked = Asked(asked.mapping, asked.field, variables.get(entry))
    return None, asked
