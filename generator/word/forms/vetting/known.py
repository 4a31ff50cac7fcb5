"""Which elements and attributes a template may have: what Word, WPS and LibreOffice write to lay out text, and no more.

The names are those of ECMA-376 and of Word's extensions to it, less all that fetches, embeds, runs, sends, compares
versions or binds to data outside. A name that is missing here is refused; to allow one, show first that it can do
none of this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from generator.word.paper.ooxml import NAMESPACES

_WORD_2010 = "http://schemas.microsoft.com/office/word/2010"

PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()} | {
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "urn:schemas-microsoft-com:office:word": "w10",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/schemaLibrary/2006/main": "sl",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://schemas.microsoft.com/office/word/2015/wordml/symex": "w16se",
    f"{_WORD_2010}/wordprocessingGroup": "wpg",
    f"{_WORD_2010}/wordprocessingCanvas": "wpc",
    f"{_WORD_2010}/wordprocessingDrawing": "wp14",
}
"""Namespace → the prefix it usually has, by which the names below and the messages speak of it."""


def _sets(names: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {kind: frozenset(listed.split()) for kind, listed in names.items()}


_ELEMENTS = _sets(
    {
        "w": """
    abstractNum abstractNumId adjustLineHeightInTable adjustRightInd alias aliases alignBordersAndEdges
    alignTablesRowByRow allowSpaceOfSameStyleInTable altName alwaysMergeEmptyNamespace alwaysShowPlaceholderText
    applyBreakingRules autofitToFirstFixedWidthCell autoFormatOverride autoHyphenation autoRedefine autoSpaceDE
    autoSpaceDN autoSpaceLikeWord95 b background balanceSingleByteDoubleByteWidth bar basedOn bCs bdo bdr between
    bibliography bidi bidiVisual body bookFoldPrinting bookFoldPrintingSheets bookFoldRevPrinting bookmarkEnd
    bookmarkStart bordersDoNotSurroundFooter bordersDoNotSurroundHeader bottom br cachedColBalance calcOnExit
    calendar cantSplit caps characterSpacingControl charset checkBox checked citation clickAndTypeStyle
    clrSchemeMapping cnfStyle col color cols comboBox compat compatSetting consecutiveHyphenLimit
    contextualSpacing continuationSeparator convMailMergeEsc cr cs date dateFormat dayLong dayShort ddList
    decimalSymbol default defaultTableStyle defaultTabStop dir dirty displayBackgroundShape
    displayHangulFixedWidth displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery docDefaults docGrid
    docPartCategory docPartGallery docPartList docPartObj docPartUnique document documentProtection documentType
    doNotAutoCompressPictures doNotAutofitConstrainedTables doNotBreakConstrainedForcedTable
    doNotBreakWrappedTables doNotDemarcateInvalidXml doNotDisplayPageBoundaries doNotExpandShiftReturn
    doNotHyphenateCaps doNotIncludeSubdocsInStats doNotLeaveBackslashAlone doNotShadeFormData
    doNotSnapToGridInCell doNotSuppressIndentation doNotSuppressParagraphBorders doNotTrackFormatting
    doNotTrackMoves doNotUseEastAsianBreakRules doNotUseHTMLParagraphAutoSpacing doNotUseIndentAsNumberingTabStop
    doNotUseMarginsForDrawingGridOrigin doNotValidateAgainstSchema doNotVertAlignCellWithSp doNotVertAlignInTxbx
    doNotWrapTextWithPunct drawing drawingGridHorizontalOrigin drawingGridHorizontalSpacing
    drawingGridVerticalOrigin drawingGridVerticalSpacing dropDownList dstrike eastAsianLayout effect em emboss
    enabled end endnote endnotePr endnoteRef endnoteReference endnotes equation evenAndOddHeaders family ffData
    fitText fldChar fldSimple font fonts footerReference footnote footnoteLayoutLikeWW8 footnotePr footnoteRef
    footnoteReference footnotes forgetLastTabAlignment format formProt framePr ftr gridAfter gridBefore gridCol
    gridSpan group growAutofit gutterAtTop hdr headerReference helpText hidden hideGrammaticalErrors hideMark
    hideSpellingErrors highlight hMerge hps hpsBaseText hpsRaise hyperlink hyphenationZone i iCs id
    ignoreMixedContent ilvl imprint ind insideH insideV instrText isLgl jc keepLines keepNext kern kinsoku lang
    lastRenderedPageBreak latentStyles layoutRawTableWidth layoutTableRowsApart left legacy lid lineWrapLikeWord6
    link listEntry listItem listSeparator lnNumType lock locked lsdException lvl lvlJc lvlOverride lvlPicBulletId
    lvlRestart lvlText maxLength mirrorIndents mirrorMargins monthLong monthShort multiLevelType mwSmallCaps name
    next noBorder noBreakHyphen noColumnBalance noEndnote noExtraLineSpacing noLeading noLineBreaksAfter
    noLineBreaksBefore noProof noPunctuationKerning noSpaceRaiseLower noTabHangInd notTrueType noWrap nsid num
    numbering numFmt numId numIdMacAtCleanup numPicBullet numPr numRestart numStart numStyleLink outline
    outlineLvl overflowPunct p pageBreakBefore panose1 paperSrc pBdr permEnd permStart personal personalCompose
    personalReply pgBorders pgMar pgNum pgNumType pgSz pict picture pitch pos position pPr pPrDefault
    printBodyTextBeforeHeader printColBlack printFormsData printFractionalCharacterWidth printPostScriptOverText
    printTwoOnOne proofErr proofState pStyle ptab qFormat r readModeInkLockDown removeDateAndTime
    removePersonalInformation result revisionView rFonts richText right rPr rPrDefault rsid rsidRoot rsids rStyle
    rt rtl rtlGutter ruby rubyAlign rubyBase rubyPr saveFormsData saveInvalidXml savePreviewPicture sdt sdtContent
    sdtEndPr sdtPr sectPr selectFldWithFirstOrLastChar semiHidden separator settings shadow shapeLayoutLikeWW8 shd
    showingPlcHdr showXMLTags sig size sizeAuto smallCaps snapToGrid softHyphen spaceForUL spacing
    spacingInWholePoints specVanish splitPgBreakAndParaMark start startOverride statusText storeMappedDataAs
    strictFirstAndLastChars strike style styleLink styleLockQFSet styleLockTheme stylePaneFormatFilter
    stylePaneSortMethod styles subFontBySize suff summaryLength suppressAutoHyphens suppressBottomSpacing
    suppressLineNumbers suppressOverlap suppressSpacingAtTopOfPage suppressSpBfAfterPgBrk suppressTopSpacing
    suppressTopSpacingWP swapBordersFacingPages sym sz szCs t tab tabs tag tbl tblBorders tblCaption tblCellMar
    tblCellSpacing tblDescription tblGrid tblHeader tblInd tblLayout tblLook tblOverlap tblpPr tblPr tblPrEx
    tblStyle tblStyleColBandSize tblStylePr tblStyleRowBandSize tblW tc tcBorders tcFitText tcMar tcPr tcW
    temporary text textAlignment textboxTightWrap textDirection textInput themeFontLang titlePg tl2br tmpl top
    topLinePunct tr tr2bl trackRevisions trHeight trPr truncateFontHeightsLikeWP6 txbxContent type u
    uiCompat97To2003 uiPriority ulTrailSpace underlineTabInNumList unhideWhenUsed useAltKinsokuLineBreakRules
    useAnsiKerningPairs useFELayout useNormalStyleForList usePrinterMetrics useSingleBorderforContiguousCells
    useWord2002TableStyleRules useWord97LineBreakRules vAlign vanish vertAlign view vMerge w wAfter wBefore
    webHidden widowControl wordWrap wpJustification wpSpaceWidth wrapTrailSpaces writeProtection yearLong
    yearShort zoom
""",
        "w14": """
    alpha bevel bevelB bevelT camera checkbox checked checkedState cntxtAlts contourClr defaultImageDpi
    discardImageEditingData extrusionClr fillToRect glow gradFill gs gsLst hueMod ligatures lightRig lin lum
    lumMod lumOff miter noFill numForm numSpacing path props3d prstDash reflection rot round sat satMod satOff
    scene3d schemeClr shade shadow solidFill srgbClr styleSet stylisticSets textFill textOutline tint
    uncheckedState
""",
        "w15": """
    appearance collapsed color doNotAllowInsertDeleteSection footnoteColumns repeatingSection repeatingSectionItem
    sectionTitle
""",
        "w16se": "symEx",
        "mc": "AlternateContent Choice Fallback",
        "wp": """
    align anchor cNvGraphicFramePr docPr effectExtent extent inline lineTo posOffset positionH positionV simplePos
    start wrapNone wrapPolygon wrapSquare wrapThrough wrapTight wrapTopAndBottom
""",
        "wp14": "pctHeight pctPosHOffset pctPosVOffset pctWidth sizeRelH sizeRelV",
        "pic": "blipFill cNvPicPr cNvPr nvPicPr pic spPr",
        "wps": "bodyPr cNvCnPr cNvPr cNvSpPr linkedTxbx spPr style txbx wsp",
        "wpg": "cNvFrPr cNvGrpSpPr cNvPr grpSp grpSpPr wgp xfrm",
        "wpc": "bg whole wpc",
        "a": """
    accent1 accent2 accent3 accent4 accent5 accent6 ahLst ahPolar ahXY alpha alphaBiLevel alphaCeiling alphaFloor
    alphaInv alphaMod alphaModFix alphaOff alphaOutset alphaRepl anchor arcTo avLst backdrop bevel bevelB bevelT
    bgClr bgFillStyleLst biLevel blend blip blipFill blue blueMod blueOff blur bodyPr bottom br buAutoNum buBlip
    buChar buClr buClrTx buFont buFontTx buNone buSzPct buSzPts buSzTx camera chExt chOff close clrChange clrFrom
    clrMap clrRepl clrScheme clrTo cNvCxnSpPr cNvGraphicFramePr cNvGrpSpPr cNvPicPr cNvPr cNvSpPr comp cont
    contourClr cs cubicBezTo custClr custClrLst custDash custGeom cxn cxnLst cxnSp cxnSpLocks defPPr defRPr dk1
    dk2 ds duotone ea effect effectDag effectLst effectRef effectStyle effectStyleLst endCxn endParaRPr ext
    extraClrScheme extraClrSchemeLst extrusionClr fgClr fill fillOverlay fillRect fillRef fillStyleLst fillToRect
    flatTx fmtScheme folHlink font fontRef fontScheme gamma gd gdLst glow gradFill graphic graphicData
    graphicFrame graphicFrameLocks gray grayscl green greenMod greenOff grpFill grpSp grpSpLocks grpSpPr gs gsLst
    headEnd highlight hlink hsl hslClr hue hueMod hueOff innerShdw inv invGamma latin left lightRig lin ln lnDef
    lnRef lnSpc lnStyleLst lnTo lstStyle lt1 lt2 lum lumMod lumOff lvl1pPr lvl2pPr lvl3pPr lvl4pPr lvl5pPr lvl6pPr
    lvl7pPr lvl8pPr lvl9pPr majorFont masterClrMapping minorFont miter moveTo noAutofit noFill norm normAutofit
    nvCxnSpPr nvGraphicFramePr nvGrpSpPr nvPicPr nvSpPr objectDefaults off outerShdw overrideClrMapping p path
    pathLst pattFill pic picLocks pos pPr prstClr prstDash prstGeom prstShdw prstTxWarp pt quadBezTo r rect red
    redMod redOff reflection relOff right rot round rPr rtl sat satMod satOff scene3d schemeClr scrgbClr shade
    softEdge solidFill sp sp3d spAutoFit spcAft spcBef spcPct spcPts spDef spLocks spPr srcRect srgbClr stCxn
    stretch style sx sy sym sysClr t tab tabLst tailEnd theme themeElements tile tileRect tint top txBody txDef
    txSp uFill uFillTx uLn uLnTx up useSpRect xfrm
""",
        "v": """
    arc curve f fill formulas group h handles imagedata line oval path polyline rect roundrect shadow shape
    shapetype stroke textbox textpath
""",
        "o": "bottom callout column complex extrusion fill left lock right skew top",
        "w10": "anchorlock borderbottom borderleft borderright bordertop wrap",
        "cp": "category contentStatus coreProperties keywords lastModifiedBy lastPrinted revision version",
        "dc": "creator description identifier language subject title",
        "dcterms": "created modified",
    }
)

_ATTRIBUTES = _sets(
    {
        "w": """
    abstractNumId accent1 accent2 accent3 accent4 accent5 accent6 actualPg after afterAutospacing afterLines
    algIdExt algorithmName alignment all allStyles alternateStyleNames anchor anchorLock appName ascii asciiTheme
    before beforeAutospacing beforeLines bg1 bg2 bidi bottom bottomFromText caption chapNum chapSep chapStyle char
    characterSet charSpace checkStyle clear clearFormatting code colFirst colLast color combine combineBrackets
    comments conformance count countBy cryptAlgorithmClass cryptAlgorithmSid cryptAlgorithmType cryptProvider
    cryptProviderType cryptProviderTypeExt cryptSpinCount cs csb0 csb1 cstheme customMarkFollows customStyle
    customStyles decorated default defLockedState defQFormat defSemiHidden defUIPriority defUnhideWhenUsed
    directFormattingOnNumbering directFormattingOnParagraphs directFormattingOnRuns directFormattingOnTables dirty
    display displayText displacedByCustomXml distance dllVersion dropCap durableId eastAsia eastAsiaTheme ed edGrp edit end endChars
    enforcement equalWidth evenHBand evenVBand fieldCodes fill first firstColumn firstLine firstLineChars firstRow
    firstRowFirstColumn firstRowLastColumn fldCharType fldLock fmt followedHyperlink font fontSz footer format
    formatting frame fullDate grammar gutter h hAnchor hanging hangingChars hAnsi hAnsiTheme hash hashValue header
    heading headingStyles hint history horzAnchor hRule hSpace hyperlink id ilvl inkAnnotations insDel instr lang
    lastColumn lastRow lastRowFirstColumn lastRowLastColumn lastValue latentStyles leader left leftChars
    leftFromText legacy legacyIndent legacySpace line linePitch lineRule lines locked lockedField markup multiLine
    name nlCheck noHBand noLabel noVBand null num numberingStyles numFmt numId numPicBulletId oddHBand oddVBand
    offsetFrom orient other percent pos qFormat recommended relativeTo restart right rightChars rightFromText
    rsidDel rsidP rsidR rsidRDefault rsidRPr rsidSect rsidTr salt saltValue semiHidden sep shadow space spelling
    spinCount start startChars styleId stylesInUse subsetted sz t1 t2 tableStyles tblpX tblpXSpec tblpY tblpYSpec
    tentative themeColor themeFill themeFillShade themeFillTint themeShade themeTint tooltip top top3HeadingStyles
    topFromText tplc type uiPriority unhideWhenUsed uri usb0 usb1 usb2 usb3 val value vAnchor vendorID vert
    vertAnchor vertCompress visibleStyles vMerge vSpace w wrap x xAlign y yAlign zOrder
""",
        "w14": """
    algn anchorId ang b blurRad bwMode cap cmpd contourW dir dist endA endPos extrusionH fadeDir font h id kx ky l
    lat lim lon noSpellErr paraId path pos prst prstMaterial r rad rev rig scaled stA stPos sx sy t textId val w
""",
        "w15": "val",
        "w16se": "char font",
        "wp14": "anchorId editId",
        "m": "alnAt val",
        "mc": "Ignorable",
        "v": "ext",
        "o": """
    allowincell allowoverlap borderbottomcolor borderleftcolor borderrightcolor bordertopcolor bullet bwmode
    bwnormal bwpure clip cliptowrap connectangles connectlocs connectortype connecttype detectmouseclick
    extrusionok forcedash hr hralign hrnoshade hrpct hrstd insetmode oned opacity2 preferrelative regroupid spid
    spt tablelimits tableproperties targetscreensize title userdrawn userhidden v
""",
        "xml": "space lang",
        "xsi": "type",
    }
)

_PLAIN_ATTRIBUTES = _sets(
    {
        "mc:Choice": "Requires",
        "vml": """
    accentbar adj adjusthandles alignshape allowcomments alt anchorx anchory angle annotation arcsize arrowok
    aspect aspectratio autoformat autolayout autorotationcenter backdepth bilevel blacklevel brightness chromakey
    class color color2 colors connectloc constrainbounds control1 control2 coordorigin coordsize cropbottom
    cropleft cropping cropright croptop dashstyle data diffusity distance drop dropauto edge editas embosscolor end
    endangle endarrow endarrowlength endarrowwidth endcap eqn extrusioncolor facet fill fillcolor filled fillok
    filltype fitpath fitshape focus focusposition focussize foredepth from gain gamma gap gradientshapeok
    grayscale grouping how i ID id idcntr imagealignshape imageaspect imagesize inset insetpen insetpenok invx
    invy joinstyle length lengthspecified lightface lightharsh lightharsh2 lightlevel lightlevel2 lightposition
    lightposition2 limo linestyle lockrotationcenter map matrix metal method minusx minusy miterlimit new obscured
    offset offset2 old on opacity orientation orientationangle origin path points polar position print radiusrange
    recolor recolortarget render reverse rotate rotation rotationangle rotationcenter selection shadow shadowcolor
    shadowok shapetype shininess side size skewamt skewangle specularity spidmax start startangle startarrow
    startarrowlength startarrowwidth string stroke strokecolor stroked strokeok strokeweight style switch text
    textborder textboxrect textpathok title to trim type ungrouping v viewpoint viewpointorigin weight width
    wrapcoords xrange xscale yrange
""",
        "drawing": """
    a accent1 accent2 accent3 accent4 accent5 accent6 algn allowOverlap altLang amt anchor anchorCtr ang b bandCol
    bandRow baseline behindDoc bg1 bg2 bIns bld blend blurRad bright bwMode cap char charset cmpd compatLnSpc
    contourW contrast cstate cx cy d def defTabSz descr dir dirty dist distB distL distR distT dpi dx dy dz
    eaLnBrk edited endA endPos extrusionH extrusionOk fadeDir fill firstCol firstRow flip flipH flipV fmla
    folHlink fontAlgn fontScale forceAA fov fromWordArt g gdRefAng gdRefR gdRefX gdRefY gridSpan grow h
    hangingPunct hidden hlink hMerge horzOverflow hR hue i id idx indent kern kumimoji kx ky l lang lastClr
    lastCol lastRow lat latinLnBrk layoutInCell len lim lIns lnSpcReduction locked lon lum lvl marB marL marR marT
    maxAng maxR maxX maxY minAng minR minX minY n name noAdjustHandles noChangeArrowheads noChangeAspect
    noChangeShapeType noCrop noDrilldown noEditPoints noGrp noMove noProof noResize normalEastAsianFlow normalizeH
    noRot noSelect noTextEdit noUngrp numCol panose path pitchFamily pos preferRelativeResize prst prstMaterial r
    rad ref relativeFrom relativeHeight rev rig rIns rot rotWithShape rowSpan rtl rtlCol sat scaled script seq
    simplePos sp spc spcCol spcFirstLastPara stA stAng startAt stPos strike stroke styleId styleName swAng sx sy
    sz t thresh tIns title tx tx1 tx2 txBox ty type typeface u upright uri useA val vert vertOverflow vMerge w wR
    wrap wrapText x y z zoom
""",
    }
)
_PLAIN = dict.fromkeys(("v", "o", "w10"), "vml") | dict.fromkeys(
    ("a", "pic", "wp", "wp14", "wps", "wpg", "wpc"), "drawing"
)

REFERENCES = {
    ("w:headerReference", "r:id"): "header",
    ("w:footerReference", "r:id"): "footer",
    ("a:blip", "r:embed"): "image",
    ("v:imagedata", "r:id"): "image",
    ("v:fill", "r:id"): "image",
}
"""(Element, attribute) that may name a relationship → the last word of the type it has to be of."""

_LEFT_OUT = """
    w:attachedSchema w:dataBinding w:docVars w:divId w:embedBold w:embedBoldItalic w:embedItalic w:embedRegular
    w:embedSystemFonts w:embedTrueTypeFonts w:saveSubsetFonts w:fldData w:hdrShapeDefaults w:shapeDefaults w:linkStyles
    w:placeholder w:printerSettings w:smartTagPr w:smartTagType w:customXmlPr w:updateFields w:captions
    w:activeWritingStyle sl:schemaLibrary w14:docId w15:docId w15:chartTrackingRefBased w15:dataBinding w15:person
    a:extLst pic:extLst wp:extLst wps:extLst wpg:extLst wpc:extLst w14:extLst
"""
LEFT_OUT = frozenset(_LEFT_OUT.split())
"""Elements that Word or WPS writes unasked and no document needs: taken out with all that is in them."""

LEFT_OUT_ATTRIBUTES = frozenset({"o:gfxdata", "equationxml"})
"""Packages and formulas in an attribute's letters, which Word and WPS write beside the drawing that shows the same."""

UNWRAPPED = frozenset({"w:smartTag", "w:customXml"})
"""Elements that only say what a text is about: taken out, the text stays."""

_IGNORED = re.compile(
    r"http://schemas\.microsoft\.com/office/word/(2016/wordml/cid|2018/wordml|2018/wordml/cex|2020/wordml/sdtdatahash"
    r"|2023/wordml/word16du|2024/wordml/sdtformatlock)|http://www\.wps\.cn/officeDocument/\d{4}/wpsCustomData"
)


@lru_cache(maxsize=4096)
def prefixed(name: str) -> str:
    """A name in Clark notation as people write it (w:p); as it is, where the namespace is not known."""
    uri, _, local = name.removeprefix("{").rpartition("}")
    if not uri:
        return local
    return f"{PREFIXES[uri]}:{local}" if uri in PREFIXES else name


def is_ignored(name: str) -> bool:
    """Whether a name is of a namespace that other programs pass over: marks of versions, of co-authoring, of WPS."""
    return name.startswith("{") and _IGNORED.fullmatch(name[1:].partition("}")[0]) is not None


def element_passes(name: str) -> bool:
    """Whether a template may have the element. All of OfficeMath may stand: nothing in it refers to anything."""
    prefix, _, local = name.partition(":")
    return prefix == "m" or local in _ELEMENTS.get(prefix, frozenset())


def attribute_passes(element: str, name: str) -> bool:
    """Whether the element may have the attribute; those that name a relationship are in `REFERENCES`."""
    prefix, _, local = name.rpartition(":")
    if prefix:
        return local in _ATTRIBUTES.get(prefix, frozenset())
    return local in _PLAIN_ATTRIBUTES.get(_PLAIN.get(element.partition(":")[0], element), frozenset())
