"""A registered version, or a file that came to the case, as a side of a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from avtal.case.stamp import Copy
from avtal.compare.sides.received import SideDocument, key_of
from avtal.compare.sides.side import Side
from avtal.language.swedish import listing
from avtal.making.manifest import RegisteredDocument
from avtal.problems import EnvironmentProblem, clean
from avtal.register.acts.revisions import Version, copies_of, read_unharmed, read_version, stamp_of
from avtal.register.ledger import queries
from avtal.register.ledger.address import read_part
from avtal.register.ledger.handling import open_name
from avtal.register.ledger.queries import Row, Target
from avtal.register.opening import Register, RegisterPlace, existing


def from_register(text: str, place: RegisterPlace, copy: Copy, cache: Path | None) -> Side:
    """Return the side of what an address leads to: `KS 2018/211@1`, `@remiss`, `@fil2`.

    Raises EnvironmentProblem where there is no such thing, or where it is not as it was.
    """
    address = read_part(text)
    with existing(place) as register, register.ledger.reading() as connection:
        target = queries.find(connection, address)
        if target.filing is not None:
            files = queries.files(connection, [row["id"] for row in target.documents])
            return _side_of_filing(register, target, files, copy)
        number = target.version
        assert number is not None
        versions = queries.versions(connection, target.case["case_number"])
        row = next(one for one in versions if one["number"] == number)
        presented = [
            one for one in queries.presentations(connection, target.case["case_number"])
            if one["number"] == number
        ]  # fmt: skip
    folder = register.store.version(target.case["folder"], number)
    version = read_version(folder, row["manifest_sha256"], cache)
    if copy is Copy.PUBLIC:
        _refuse_secret(target, version)
    return version_side(version, copy, target.key, presented)


def _refuse_secret(target: Target, version: Version) -> None:
    """Raise EnvironmentProblem where the register has a document as secret, but its content not.

    That is so where it was found out afterwards: the public copy shows what it was made of.
    """
    marked = {one.key for one in version.manifest.documents if one.secrecy}
    secret = [open_name(r) for r in target.documents if r["secrecy"] and r["key"] not in marked]
    if secret:
        raise EnvironmentProblem(
            f"{listing(secret)} i {target.name} är hemlig, så det går inte att jämföra de "
            "offentliga kopiorna",
            f"jämför en annan handling ('{target.case['case_number']}@{target.version}/HANDLING'), "
            "eller de fullständiga kopiorna",
        )


def version_side(
    version: Version, copy: Copy, key: str | None = None, presented: Sequence[Row] = ()
) -> Side:
    """Return the side of a version of the store, or of one document of it."""
    manifest = version.manifest
    documents = {
        one.key: _document(version, one, file, made_of)
        for one in manifest.documents
        if key in (None, one.key)
        for file, made_of in _files_of_copy(one, copy)
    }
    if not documents:
        raise EnvironmentProblem(
            f"version {manifest.number} av {manifest.case_number} har ingen offentlig kopia av det",
            "jämför de fullständiga kopiorna med --copy fullstandig, eller ange en annan handling",
        )
    purposes = ", ".join(f"{one['purpose']} {one['day']}" for one in presented)
    facts = [
        ("Diarienummer", str(manifest.case_number)),
        ("Registrerad version", str(manifest.number)),
        ("Registrerad av", manifest.registered_by),
        ("Framlagd för", purposes),
    ]  # fmt: skip
    name = f"{manifest.case_number}@{manifest.number}"
    return Side(
        f"{name}/{key}" if key else name,
        f"v{manifest.number}",
        documents,
        lambda: version.rendered_from,
        copy,
        manifest.case,
        single=key is not None,
        own_facts=tuple((what, value) for what, value in facts if value),
    )


def _files_of_copy(document: RegisteredDocument, copy: Copy) -> Iterator[tuple[str, Copy]]:
    """Yield the file of a document that belongs to the copy, with the copy it was made as."""
    full, *public = copies_of(document)
    if copy is Copy.FULL:
        yield full
    elif public:
        yield public[0]
    elif document.disclosed == "hela":
        yield full


def _document(version: Version, one: RegisteredDocument, file: str, copy: Copy) -> SideDocument:
    number = version.manifest.case_number
    stamp = stamp_of(one, number, copy)
    return SideDocument(
        one.key, one.title, file, version.data(file), one.version, one.date, one.item, number, stamp
    )


def _side_of_filing(register: Register, target: Target, files: Sequence[Row], copy: Copy) -> Side:
    if copy is Copy.PUBLIC:
        raise EnvironmentProblem(
            f"det går inte att veta om {target.name} är en offentlig kopia",
            "jämför de fullständiga kopiorna med --copy fullstandig",
        )
    file = files[0]
    if not str(file["name"]).lower().endswith(".docx"):
        raise EnvironmentProblem(
            f"{target.name} är ”{clean(file['name'])}”, inte ett Word-dokument",
            "ange en fil som är en .docx",
        )
    assert target.filing is not None
    folder = register.store.filing(target.case["folder"], target.filing)
    data = read_unharmed(folder, file["name"], file["sha256"], file["size"])
    key = key_of(file["name"]) or f"fil{target.filing}"
    document = SideDocument(key, target.documents[0]["title"], file["name"], data)
    facts = (
        ("Diarienummer", str(target.case["case_number"])),
        ("Registrerad fil", str(target.filing)),
    )
    return Side(target.name, f"fil{target.filing}", {key: document}, single=True, own_facts=facts)
