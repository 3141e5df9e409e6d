"""What documents need before they are compared, and the redline after, beside the comparing."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from lxml import etree

from avtal.word.package.parts import Package, W, main_part
from avtal.word.stories.revisions import is_text

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


def without_controls(package: Package) -> Package:
    """Return the document with what its content controls hold in their place."""
    trees = dict(package.xml)
    for part, root in package.xml.items():
        if is_text(part, root) and next(root.iter(f"{W}sdt"), None) is not None:
            trees[part] = deepcopy(root)
            etree.strip_elements(trees[part], f"{W}sdtPr", f"{W}sdtEndPr")
            etree.strip_tags(trees[part], f"{W}sdt", f"{W}sdtContent")
    return replace(package, xml=trees)


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
