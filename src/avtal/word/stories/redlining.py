"""What a redline needs after the comparing, so that Word and LibreOffice read it right."""

from __future__ import annotations

from copy import deepcopy

from avtal.word.package.parts import Package, W, main_part
from avtal.word.stories.revisions import DELETED, is_text
from avtal.word.surface.things import shows_something

_V = "{urn:schemas-microsoft-com:vml}"
_SHAPE_TYPE = f"{_V}shapetype"
# What comes before w:trackRevisions in the settings (ISO/IEC 29500-1, CT_Settings).
_BEFORE_TRACKING = {
    f"{W}{name}"
    for name in (
        "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
        "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
        "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts",
        "embedSystemFonts", "saveSubsetFonts", "saveFormsData", "mirrorMargins",
        "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter",
        "gutterAtTop", "hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle",
        "proofState", "formsDesign", "attachedTemplate", "linkStyles", "stylePaneFormatFilter",
        "stylePaneSortMethod", "documentType", "mailMerge", "revisionView",
    )
}  # fmt: skip


def track_changes(package: Package) -> str | None:
    """See that Word goes on tracking changes; return the part that was changed, if there is one."""
    part = next(
        (one.target for one in package.relations(main_part(package)) if one.kind == "settings"),
        None,
    )
    root = package.xml.get(part or "")
    if part is None or root is None or root.find(f"{W}trackRevisions") is not None:
        return None
    place = sum(child.tag in _BEFORE_TRACKING for child in root)
    root.insert(place, root.makeelement(f"{W}trackRevisions"))
    return part


def separate_notes(package: Package) -> list[str]:
    """Give each mark of a note its own note; return the parts that were changed.

    Where a paragraph is taken out and put in again, both marks lead to one note. LibreOffice, for
    one, then loses the note when the one that came first goes.
    """
    main = main_part(package)
    changed: set[str] = set()
    for kind in ("footnote", "endnote"):
        part = next((r.target for r in package.relations(main) if r.kind == f"{kind}s"), "")
        root = package.xml.get(part)
        if root is None:
            continue
        notes = {note.get(f"{W}id", ""): note for note in root.iter(f"{W}{kind}")}
        seen: set[str] = set()
        for mark in package.xml[main].iter(f"{W}{kind}Reference"):
            number = mark.get(f"{W}id", "")
            if number in seen and number in notes:
                twin = deepcopy(notes[number])
                number = str(max(int(one) for one in notes if one.isdecimal()) + 1)
                twin.set(f"{W}id", number)
                mark.set(f"{W}id", number)
                root.append(twin)
                notes[number] = twin
                changed |= {main, part}
            seen.add(number)
    return sorted(changed)


def mend_boxes(package: Package) -> None:
    """Let each text box carry what it needs, so that it comes and goes as a whole.

    docxodus puts what shapes look like (v:shapetype) in a picture of its own that is always there,
    and writes the text in a box that goes as deleted, though it is the box that goes.
    """
    for part, root in package.xml.items():
        if not is_text(part, root):
            continue
        types = {one.get("id"): one for one in root.iter(_SHAPE_TYPE)}
        for shell in [one for one in root.iter(f"{W}pict") if not shows_something(one)]:
            run = shell.getparent()
            holder = None if run is None else run.getparent()
            if run is not None and holder is not None:
                run.remove(shell)
                if len(run) == 0:
                    holder.remove(run)
        for shape in list(root.iter(f"{_V}shape")):
            kind = types.get((shape.get("type") or "").removeprefix("#"))
            picture = next(shape.iterancestors(f"{W}pict", f"{W}object"), None)
            if kind is not None and picture is not None and picture.find(_SHAPE_TYPE) is None:
                picture.insert(0, deepcopy(kind))
        for text in list(root.iter(f"{W}delText")):
            around = next(text.iterancestors(*DELETED, f"{W}txbxContent"), None)
            if around is not None and around.tag == f"{W}txbxContent":
                text.tag = f"{W}t"
