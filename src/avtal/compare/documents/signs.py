"""Words that look the same and are written with other signs: a Cyrillic a, a hard blank.

Source: Unicode Technical Standard 39 (confusables), of which the letters of Swedish are here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from avtal.compare.documents.marks import word_marks

# Cyrillic and Greek letters that look like Latin ones in every common font.
_CYRILLIC = (
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501"
    "\u051b\u051d\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422"
    "\u0425\u0423\u0406\u0408\u0405"
)
_GREEK = (
    "\u03bf\u03b1\u03bd\u03b9\u03ba\u0391\u0392\u0395\u0396\u0397\u0399\u039a"
    "\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
)
_LATIN = str.maketrans(_CYRILLIC + _GREEK, "aeopcyxijshdqwABEKMHOPCTXYIJS" + "oavikABEZHIKMNOPTYX")


_NAMES = {
    " ": "vanligt blanksteg",
    "\u00a0": "hårt blanksteg",
    "\u00ad": "mjukt bindestreck",
    "\u2011": "hårt bindestreck",
    "\u200b": "tecken utan bredd",
    "\u200d": "tecken utan bredd",
    "\u202e": "tecken som vänder texten",
}
_AROUND = 20
"""Characters of the text before and after that are told with words that look the same."""


def look_alike(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """Yield the words of two texts that differ and look the same: (old, new, new in its place)."""
    before = ""
    marks = word_marks(old, new)
    for number, (mark, after) in enumerate(pairwise(marks)):
        if (mark.op, after.op) == ("old", "new"):
            rest = "".join(one.text for one in marks[number + 2 :] if one.op != "old")
            gone, come = mark.text.split(" "), after.text.split(" ")
            words = (
                zip(gone, come, strict=True)
                if len(gone) == len(come)
                else [(mark.text, after.text)]
            )
            for was, now in words:
                if was != now and _looks(was) == _looks(now):
                    yield was, now, f"{before[-_AROUND:]}{after.text}{rest[:_AROUND]}"
        before += mark.text if mark.op != "old" else ""


def spelled(text: str, other: str) -> str:
    """Return which signs of a text another one does not have: a Cyrillic one by its number."""
    own = [_called(one) for one in dict.fromkeys(text) if one not in other]
    shown = f"”{text.strip()}”" if text.strip() else ""
    return " ".join(filter(None, (shown, f"({', '.join(own)})" if own else ""))) or "samma tecken"


def _called(sign: str) -> str:
    if sign in _NAMES:
        return _NAMES[sign]
    script = unicodedata.name(sign, "").partition(" ")[0]
    of = {"CYRILLIC": "kyrilliskt ", "GREEK": "grekiskt "}.get(script, "")
    seen = sign if sign.isprintable() else "tecken"
    return f"{of}{seen} U+{ord(sign):04X}"


def _looks(text: str) -> str:
    """Return a text as it looks: signs that cannot be seen left out, others by their twins."""
    plain = "".join(map(_twin, text)).translate(_LATIN)
    return "".join(one for one in plain if unicodedata.category(one) != "Cf")


def _twin(sign: str) -> str:
    """Return the sign that another one looks like: a wide letter, a hard blank; no raised one."""
    how = unicodedata.decomposition(sign).partition(" ")[0]
    return unicodedata.normalize("NFKC", sign) if how in _SAME_SHAPE else sign


_SAME_SHAPE = {"<wide>", "<narrow>", "<noBreak>", "<compat>"}
