"""A promise is measured in one way: as an action is, or by a measure of its own."""

from __future__ import annotations

from avtal.model.promise import Promises
from tests.model.contents import made, refused

FILE = "medborgarlofte.yaml"
OWN = "    eget_mått: En mottagning i veckan, utom i juli\n"


def test_a_promise_has_one_measure() -> None:
    assert refused(Promises, FILE, OWN, f"{OWN}    mått_från: atg_vardar\n") == (
        "löftet har både mått_från och eget_mått",
        ("löften", 2, "eget_mått"),
    )


def test_only_a_measure_of_its_own_needs_a_reason() -> None:
    assert refused(Promises, FILE, OWN, "    mått_från: atg_vardar\n") == (
        "måttets_skäl anges bara vid ett eget mått",
        ("löften", 2, "måttets_skäl"),
    )
    third, fourth = made(Promises, FILE).promises[2:4]
    assert (third.measure_from, bool(third.measure_reason)) == (None, True)
    assert (fourth.measure_from, fourth.own_measure) == ("atg_traffar", None)
