"""What every element and attribute of a Word document is to whoever compares two of them.

Each is text, which is read word by word; or a thing, which is compared by what it says and a hash
of all that is in it; or form, how text and pages look; or it is ignored, for a reason that stands
here. What stands nowhere here is still compared, and told as something of which nothing can be
said: nothing unmodelled passes as equal. The names are those of ISO/IEC 29500-1 and of Microsoft's
extensions ([MS-DOCX], [MS-ODRAWXML]).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from itertools import chain

NAMESPACES: Mapping[str, str] = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://schemas.openxmlformats.org/schemaLibrary/2006/main": "sl",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "urn:schemas-microsoft-com:office:word": "w10",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "http://schemas.microsoft.com/office/word/2015/wordml/symex": "w16se",
    "http://schemas.microsoft.com/office/word/2016/wordml/cid": "w16cid",
    "http://schemas.microsoft.com/office/word/2018/wordml": "w16",
    "http://schemas.microsoft.com/office/word/2018/wordml/cex": "w16cex",
    "http://schemas.microsoft.com/office/word/2020/wordml/sdtdatahash": "w16sdtdh",
    "http://schemas.microsoft.com/office/word/2023/wordml/word16du": "w16du",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing": "wp14",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas": "wpc",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingInk": "wpi",
    "http://schemas.microsoft.com/office/drawing/2010/main": "a14",
    "http://schemas.microsoft.com/office/drawing/2014/main": "a16",
    "http://schemas.microsoft.com/office/drawing/2016/SVG/main": "asvg",
    "http://schemas.microsoft.com/office/drawing/2017/decorative": "adec",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
"""What the namespaces are called here; that of a prefix which a document chose is no matter."""


class Treatment(StrEnum):
    """How an element takes part in a comparison."""

    TEXT = "text"
    FLOW = "flow"
    THING = "thing"
    FORM = "form"
    IGNORED = "ignored"


def _all(text: str, prefix: str = "w") -> frozenset[str]:
    return frozenset(f"{prefix}:{name}" for name in text.split())


TEXT = _all("t tab ptab br cr noBreakHyphen softHyphen sym footnoteReference endnoteReference") | {
    "m:t",
    "w16se:symEx",
}
"""Read word by word; what stands for a sign is that sign."""

FLOW = _all(
    "document body hdr ftr footnotes endnotes footnote endnote comments comment p r tbl tr tc "
    "hyperlink fldSimple sdt sdtContent txbxContent ruby rt rubyBase bdo dir customXml smartTag "
    "ins del moveFrom moveTo delText delInstrText instrText"
) | _all("AlternateContent Choice Fallback", "mc")
"""Holds what is read, or is settled before it is read; its attributes are things of their own."""

FORM = _all(
    "pPr rPr tblPr tblPrEx tblGrid trPr tcPr sectPr rubyPr footnotePr endnotePr "
    "separator continuationSeparator background"
)
"""Holds properties: how the text, the table or the page looks."""

THINGS: Mapping[str, str] = {
    **dict.fromkeys(_all("drawing pict"), "picture"),
    **dict.fromkeys(_all("object control contentPart movie"), "object"),
    **dict.fromkeys(_all("altChunk subDoc"), "inserted"),
    **dict.fromkeys(_all("oMath oMathPara", "m"), "formula"),
    **dict.fromkeys(_all("fldChar fldData"), "field"),
    **dict.fromkeys(
        _all("pgNum dayShort dayLong monthShort monthLong yearShort yearLong"), "field"
    ),
    **dict.fromkeys(_all("footnoteRef endnoteRef"), "note"),
    **dict.fromkeys(_all("permStart permEnd"), "protection"),
    **dict.fromkeys(_all("sdtPr"), "control"),
    **dict.fromkeys(_all("bookmarkStart bookmarkEnd"), "bookmark"),
}
"""Compared by what it says and a hash of all that is in it; the kind of thing by name."""

OF_ATTRIBUTES: Mapping[str, str] = {
    "w:hyperlink": "link",
    "w:fldSimple": "field",
    "w:bdo": "direction",
    "w:dir": "direction",
    "w:br": "break",
    "w:ptab": "break",
    "w:footnoteReference": "note",
    "w:endnoteReference": "note",
}
"""Elements whose attributes make a thing of their own, and which kind."""

_REASONS: Mapping[str, frozenset[str]] = {
    "Word's notes on spelling and language, which print nothing": _all(
        "proofErr noProof lang lastRenderedPageBreak themeFontLang proofState activeWritingStyle"
    ),
    "numbers of editing sessions and of parts, which Word sets anew when it saves": _all(
        "rsids rsid rsidRoot nsid tmpl numIdMacAtCleanup divId cnfStyle"
    )
    | _all("docId", "w14")
    | _all("docId", "w15")
    | _all("creationId", "a16")
    | _all("useLocalDpi", "a14")
    | _all("durableId", "w16cid"),
    "comments, which the worklist tells one by one": _all(
        "commentRangeStart commentRangeEnd commentReference annotationRef"
    ),
    "tracked changes, which are settled before anything is read": _all(
        "rPrChange pPrChange sectPrChange tblPrChange tblPrExChange tblGridChange trPrChange "
        "tcPrChange numberingChange cellIns cellDel cellMerge moveFromRangeStart moveFromRangeEnd "
        "moveToRangeStart moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd "
        "customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart "
        "customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd "
        "trackRevisions doNotTrackMoves doNotTrackFormatting revisionView"
    )
    | _all(
        "conflictIns conflictDel customXmlConflictInsRangeStart customXmlConflictInsRangeEnd "
        "customXmlConflictDelRangeStart customXmlConflictDelRangeEnd conflictMode",
        "w14",
    ),
    "labels that a program hangs on text, which print nothing": _all(
        "customXmlPr smartTagPr smartTagType attachedSchema ignoreMixedContent saveInvalidXml "
        "alwaysMergeEmptyNamespace doNotValidateAgainstSchema showXMLTags doNotDemarcateInvalidXml "
        "saveXmlDataOnly useXSLTWhenSaving saveThroughXslt alwaysShowPlaceholderText"
    )
    | _all("schemaLibrary", "sl"),
    "the number and the example text of a content control, and what it asks for": _all(
        "id placeholder sdtEndPr"
    ),
    "how the window, the printer and saving are set, for whoever sits at the computer": _all(
        "zoom view removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
        "printerSettings paperSrc hideSpellingErrors hideGrammaticalErrors formsDesign "
        "stylePaneFormatFilter stylePaneSortMethod documentType summaryLength "
        "drawingGridHorizontalSpacing drawingGridVerticalSpacing drawingGridHorizontalOrigin "
        "drawingGridVerticalOrigin displayHorizontalDrawingGridEvery "
        "displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin "
        "savePreviewPicture saveSubsetFonts saveFormsData embedTrueTypeFonts embedSystemFonts "
        "doNotIncludeSubdocsInStats uiCompat97To2003 doNotAutoCompressPictures showEnvelope "
        "clickAndTypeStyle defaultTableStyle captions listSeparator decimalSymbol "
        "readModeInkLockDown hdrShapeDefaults shapeDefaults printPostScriptOverText "
        "printFormsData styleLockTheme styleLockQFSet autoFormatOverride forceUpgrade "
        "attachedTemplate"
    )
    | _all("defaultImageDpi discardImageEditingData", "w14")
    | _all("chartTrackingRefBased", "w15"),
}
IGNORED: Mapping[str, str] = {
    name: reason for reason, names in _REASONS.items() for name in sorted(names)
}
"""Elements that take no part, each with the reason."""

SHELLS = frozenset(
    {"a:extLst", "a:ext", "wp:extLst", "pic:extLst", "wp:effectExtent"}
    | _all("footnotePr endnotePr footnote endnote")
)
"""Elements that are nothing without anything in them."""

DEFAULTS: frozenset[tuple[str, ...]] = frozenset(
    {(f"dist{side}", "0") for side in "TBLR"}
    | {("wp:effectExtent", side, "0") for side in "lrtb"}
    | {("descr", ""), ("title", ""), ("w:br", "w:type", "textWrapping"), ("w:jc", "w:val", "start")}
    | {("w:jc", "w:val", "left"), ("a:ext", "uri", "{28A0092B-C50C-407E-A947-70E740481C1C}")}
    | {("a:ext", "uri", "{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}")}
)
"""Attributes that say what holds without them: (attribute, value), or of one element."""

IGNORED_IN: Mapping[str, frozenset[str]] = {
    "w:style": _all(
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
        "qFormat locked personal personalCompose personalReply rsid"
    ),
    "w:styles": _all("latentStyles"),
    "w:abstractNum": _all("name multiLevelType styleLink numStyleLink nsid tmpl"),
}
"""What a style or a list is called and where Word lists it; what it is based on is followed."""

IGNORED_ATTRIBUTES: Mapping[str, str] = {
    **dict.fromkeys(
        chain(
            _all("rsidR rsidRDefault rsidRPr rsidP rsidTr rsidDel rsidSect"),
            _all("paraId textId anchorId noSpellErr", "w14"),
            _all("anchorId editId", "wp14"),
            _all("Ignorable", "mc"),
            _all("durableId"),
        ),
        "numbers of editing sessions and of parts, which Word sets anew when it saves",
    ),
    **dict.fromkeys(_all("spid gfxdata", "o"), "Word's own copy of what the picture says"),
    "xml:space": "said by the text itself",
    "w:history": "whether somebody has followed the link",
    "w:dirty": "said by the field, which is a thing",
}
"""Attributes that take no part wherever they stand."""

IGNORED_OF: Mapping[str, frozenset[str]] = {
    "w:customXml": frozenset({"w:uri", "w:element"}),
    "w:smartTag": frozenset({"w:uri", "w:element"}),
    "w:lvl": frozenset({"w:tplc", "w:tentative"}),
    "wp:docPr": frozenset({"id", "name"}),
    "pic:cNvPr": frozenset({"id", "name"}),
    "wps:cNvPr": frozenset({"id", "name"}),
    "wpg:cNvPr": frozenset({"id", "name"}),
    "v:shape": frozenset({"id"}),
    "v:rect": frozenset({"id"}),
    "v:oval": frozenset({"id"}),
    "v:line": frozenset({"id"}),
    "v:group": frozenset({"id"}),
    "v:roundrect": frozenset({"id"}),
    "o:OLEObject": frozenset({"ShapeID", "ObjectID"}),
    "w:bookmarkStart": frozenset({"w:id", "w:colFirst", "w:colLast", "w:displacedByCustomXml"}),
    "w:bookmarkEnd": frozenset({"w:id", "w:displacedByCustomXml"}),
    "w:permStart": frozenset({"w:id"}),
    "w:permEnd": frozenset({"w:id"}),
    "w:footnote": frozenset({"w:id"}),
    "w:endnote": frozenset({"w:id"}),
    "w:footnoteReference": frozenset({"w:id"}),
    "w:endnoteReference": frozenset({"w:id"}),
}
"""Attributes of one element that number or name it among others of its kind in the file."""

PROPERTIES = (
    _all(
        # of text
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr "
        "shd "
        "fitText vertAlign rtl cs em eastAsianLayout specVanish oMath "
        # of paragraphs
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr "
        "tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
        "autoSpaceDN "
        "bidi adjustRightInd ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
        "textAlignment textboxTightWrap outlineLvl mark "
        # of tables, rows and cells
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
        "tblCellSpacing tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription "
        "gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader hidden tcW gridSpan "
        "hMerge "
        "vMerge tcBorders noWrap tcMar tcFitText vAlign hideMark headers tblGrid "
        "tblPrEx gridCol lvl "
        # of sections
        "type pgSz pgMar pgBorders lnNumType pgNumType cols formProt noEndnote titlePg rtlGutter "
        "docGrid footnotePr endnotePr footnoteColumns headerReference footerReference "
        # of the whole document
        "background displayBackgroundShape mirrorMargins alignBordersAndEdges "
        "bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop linkStyles mailMerge "
        "documentProtection writeProtection defaultTabStop autoHyphenation consecutiveHyphenLimit "
        "hyphenationZone doNotHyphenateCaps evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting "
        "bookFoldPrintingSheets doNotShadeFormData noPunctuationKerning characterSpacingControl "
        "printTwoOnOne strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore updateFields "
        "printFractionalCharacterWidth compat docVars clrSchemeMapping mathPr"
        # Microsoft's own, of text
    )
    | _all(
        "glow shadow reflection textOutline textFill scene3d props3d ligatures numForm numSpacing "
        "stylisticSets cntxtAlts",
        "w14",
    )
    | _all("footnoteColumns", "w15")
    | _all("mathPr", "m")
)
"""What looks and pages are told by; each is compared with all that stands in it."""

_PARTS: Mapping[str, str] = {
    "read with what leads there": (
        "officeDocument styles numbering settings theme header footer footnotes endnotes image "
        "hyperlink chart chartEx chartColorStyle chartStyle chartUserShapes diagramData "
        "diagramLayout diagramQuickStyle diagramColors diagramDrawing oleObject package control "
        "activeXControlBinary aFChunk subDocument customXml ink video media model3d themeOverride "
        "fontTable font core-properties custom-properties extended-properties"
    ),
    "comments, which the worklist tells one by one": (
        "comments commentsExtended commentsIds commentsExtensible people"
    ),
    "what Word keeps for whoever writes, and counts out anew": (
        "webSettings glossaryDocument stylesWithEffects printerSettings keyMapCustomizations "
        "attachedToolbars attachedTemplate recipientData mailMergeSource mailMergeHeaderSource "
        "thumbnail classificationlabels documenttasks customXmlProps"
    ),
}
PARTS: Mapping[str, str] = {
    kind: reason for reason, kinds in _PARTS.items() for kind in kinds.split()
}
"""The kinds of parts of a file, and where each is read or why it is not."""

SAID_OF_FILE = ("title", "subject", "description", "keywords", "category")
"""Properties of a file that a reader is shown; the others tell who saved it and when."""

PRINTED_AS: Mapping[str, tuple[str, ...]] = {
    "creator": ("author",), "description": ("comments",), "Company": ("usercompany",),
}  # fmt: skip
"""Properties of a file that a field prints by another name (ISO/IEC 29500-1, 17.16.5)."""

_SET_BY_SAVING = (
    "lastModifiedBy created modified lastPrinted revision Application AppVersion DocSecurity "
    "TotalTime Pages Words Characters CharactersWithSpaces Lines Paragraphs Template ScaleCrop "
    "LinksUpToDate SharedDoc HyperlinksChanged HeadingPairs TitlesOfParts"
)
SET_BY_SAVING = frozenset(_SET_BY_SAVING.split())
"""Properties that a program sets anew whenever it saves a file: no word of anybody's."""

_NAMED: Mapping[str, str] = {
    "fetstil": "b bCs",
    "kursiv": "i iCs",
    "understrykning": "u",
    "genomstrykning": "strike dstrike",
    "versaler": "caps smallCaps",
    "dold text": "vanish specVanish",
    "dold i webbläget": "webHidden",
    "textfärg": "color w14:textFill",
    "texteffekt": (
        "outline shadow emboss imprint effect em w14:glow w14:shadow w14:reflection "
        "w14:textOutline w14:scene3d w14:props3d w14:ligatures w14:numForm w14:numSpacing "
        "w14:stylisticSets w14:cntxtAlts"
    ),
    "textstorlek": "sz szCs",
    "teckensnitt": "rFonts rStyle",
    "överstrykningsfärg": "highlight",
    "fyllning": "shd background",
    "upphöjd eller nedsänkt text": "vertAlign position",
    "teckenbredd": "w fitText tcFitText",
    "avstånd": (
        "spacing kern contextualSpacing snapToGrid docGrid adjustRightInd autoSpaceDE autoSpaceDN "
        "characterSpacingControl noPunctuationKerning printFractionalCharacterWidth textAlignment"
    ),
    "justering": "jc vAlign",
    "indrag": "ind mirrorIndents tblInd",
    "tabbar": "tabs defaultTabStop",
    "kantlinjer": "pBdr bdr tblBorders tcBorders pgBorders alignBordersAndEdges "
    "bordersDoNotSurroundHeader bordersDoNotSurroundFooter",
    "formatmall": "pStyle linkStyles",
    "listform": "numPr lvl",
    "sidbrytning": "keepNext keepLines pageBreakBefore widowControl cantSplit type",
    "avstavning": (
        "suppressAutoHyphens autoHyphenation consecutiveHyphenLimit hyphenationZone "
        "doNotHyphenateCaps"
    ),
    "radbrytning": (
        "kinsoku wordWrap overflowPunct topLinePunct strictFirstAndLastChars noLineBreaksAfter "
        "noLineBreaksBefore noWrap"
    ),
    "skrivriktning": "rtl cs bidi bidiVisual rtlGutter textDirection eastAsianLayout",
    "rubriknivå": "outlineLvl",
    "ram": "framePr textboxTightWrap suppressOverlap",
    "radnummer": "suppressLineNumbers lnNumType",
    "styckemärket": "mark",
    "formel": "oMath m:mathPr mathPr",
    "tabellformat": (
        "tblStyle tblLook tblLayout tblPrEx tblStyleRowBandSize tblStyleColBandSize tblpPr "
        "tblOverlap"
    ),
    "cellmarginaler": "tblCellMar tcMar tblCellSpacing hideMark",
    "bredd": "tblW tcW gridCol tblGrid wBefore wAfter gridBefore gridAfter",
    "tabellens beskrivning": "tblCaption tblDescription headers",
    "rubrikrad": "tblHeader",
    "radhöjd": "trHeight",
    "dold rad": "hidden",
    "sammanslagna celler": "gridSpan vMerge hMerge",
    "sidformat": "pgSz bookFoldPrinting bookFoldPrintingSheets bookFoldRevPrinting printTwoOnOne",
    "marginaler": "pgMar mirrorMargins gutterAtTop",
    "sidnummer": "pgNumType",
    "spalter": "cols",
    "sidhuvud och sidfot": "titlePg evenAndOddHeaders headerReference footerReference",
    "noter": "footnotePr endnotePr noEndnote footnoteColumns w15:footnoteColumns",
    "skydd": "formProt documentProtection writeProtection doNotShadeFormData",
    "bakgrund": "displayBackgroundShape",
    "uppgifter som skrivs in": "docVars mailMerge updateFields",
    "färgtema": "clrSchemeMapping",
    "Words sätt att ställa upp sidor": "compat",
}
WORDS: Mapping[str, str] = {name: word for word, names in _NAMED.items() for name in names.split()}
"""What properties are called in Swedish, one word for those that a reader would call the same."""
