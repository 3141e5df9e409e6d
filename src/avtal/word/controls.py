"""Content controls and settings that a comparison of Word documents has to do with."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from lxml import etree

from avtal.word.package import Package, W
from avtal.word.received import main_part
from avtal.word.revisions import is_text

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
            for control in list(trees[part].iter(f"{W}sdt")):
                _unwrap(control)
    return replace(package, xml=trees)


def _unwrap(control: etree._Element) -> None:
    parent, content = control.getparent(), control.find(f"{W}sdtContent")
    if parent is not None:
        place = parent.index(control)
        parent[place : place + 1] = [] if content is None else list(content)


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
