"""A pair of documents side by side, with the way from a line of either to its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property

from avtal.compare.documents.lines import Line, lines_of
from avtal.compare.documents.marks import align
from avtal.compare.documents.pairs import Pair, State
from avtal.compare.documents.rows import Row, rows_of
from avtal.word.stories.revisions import Verdict
from avtal.word.stories.settled import SettledDocument, settled

_Settled = tuple[SettledDocument, SettledDocument, list[Row]]


class Beside:
    """The rows of a pair; there are none where nobody knows what one of its documents says."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self._lines = tuple(lines_of(text.stories) if text else [] for text in pair.texts)
        self._settled: dict[Verdict, _Settled] = {}
        self.rows: Sequence[Row] = [] if pair.state is State.TRACKED else rows_of(*self._lines)

    def settled_as(self, verdict: Verdict) -> _Settled:
        """Return both documents with their tracked changes accepted or rejected, side by side.

        Both are there.
        """
        if verdict not in self._settled:
            old, new = (
                settled(one.package(), verdict) for one in (self.pair.old, self.pair.new) if one
            )
            rows = rows_of(lines_of(old.stories), lines_of(new.stories))
            self._settled[verdict] = old, new, rows
        return self._settled[verdict]

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {
            id(line): number
            for number, row in enumerate(self.rows)
            for unit in (row.old, row.new)
            if unit is not None
            for line in unit.lines
        }

    def differing(
        self, side: int, lines: Sequence[Line], numbers: Iterable[int]
    ) -> dict[int, Line]:
        """Return those rows that differ, by number, of which some lines are a part.

        `lines` are those of the document of the side (0 the old one, 1 the new one), as it is when
        it is rendered again: notes may be gone, and `numbers` count in them. Each row has the first
        of its lines.
        """
        same = self._same(side, lines)
        found: dict[int, Line] = {}
        for number in numbers:
            line = same.get(number)
            row = self._numbers.get(id(line))
            if line is not None and row is not None and self.rows[row].differs:
                found.setdefault(row, line)
        return found

    def unclaimed(self, claims: Iterable[Mapping[str, Mapping[int, Line]]]) -> Set[int]:
        """Return the rows that differ and that no claim has, by number.

        Of a document that is claimed at all, headers and footers are no matter: they have stamps.
        """
        claimed = {number for claim in claims for number in claim.get(self.pair.key, ())}
        return {
            number
            for number, row in enumerate(self.rows)
            if row.differs and number not in claimed
            if not (claimed and row.unit.line.paragraph.place.startswith(("Sidhuvud", "Sidfot")))
        }

    def is_as(self, side: int, lines: Sequence[Line]) -> bool:
        """Tell whether the document of a side reads as lines that were rendered again."""
        looks = [
            [replace(line.paragraph, cells=()) for line in one]
            for one in (self._lines[side], lines)
        ]
        return looks[0] == looks[1]

    def _same(self, side: int, lines: Sequence[Line]) -> Mapping[int, Line]:
        """Return the lines of the document itself by their numbers among those rendered again."""
        ours = self._lines[side]
        if len(ours) == len(lines):
            return dict(enumerate(ours))
        # An earlier version of avtal may have made the document.
        texts = [[line.text for line in one] for one in (lines, ours)]
        return {
            a + step: ours[c + step]
            for equal, a, b, c, _ in align(*texts)
            if equal
            for step in range(b - a)
        }
