"""SHA-256 as hexadecimal."""

from __future__ import annotations

import hashlib

from avtal.files.digests import sha256


def test_sha256_is_the_digest_in_hexadecimal() -> None:
    assert sha256("räksmörgås".encode()) == hashlib.sha256("räksmörgås".encode()).hexdigest()
