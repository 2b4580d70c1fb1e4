"""Clipboards as the programs write them: each with what the text shall be, in the editor and on the server alike.

Written by hand, after the known shapes of what each program puts on the clipboard as text/html; no Office program stood beside, so none
of them is a copy. What each shape is known by:

- Word for desktop: `class=Mso…`, unquoted attributes, lines broken in the middle of a sentence, `<o:p>`, lists as paragraphs with
  `mso-list:l0 level2 lfo1` and their sign in a span `mso-list:Ignore` within `<![if !supportLists]>`, notes and comments in a div
  `mso-element:…-list` at the end, hidden text by `mso-hide:all`.
- Word on the web: a div `ListContainerWrapper` round a list of one item each, the level in `data-aria-level`, runs as `span.TextRun`.
- Outlook: Word's shape, with guarded links that carry `originalsrc`, `shash`, `data-auth`, and the address of the reader.
- Teams: a div for each line, `&nbsp;` for an empty one, mentions as spans, guarded links by way of statics.teams.cdn.office.net.
- Google Docs: all of it in `<b style="font-weight:normal" id="docs-internal-guid-…">`, marks as styles on spans, an inner list straight in
  the outer one, `aria-level` on the items.
- LibreOffice: `<font>` and `style` on everything, true lists and `start`, notes as `sdfootnote…`, comments as HTML comments.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Urklipp:
    html: str
    ren: str
    kvar: str = ""  # what the editor says did not come along
    lank: str = ""  # the real address it tells of


def _punkt(niva, tecken, text, lista=0, klass="MsoListParagraphCxSpMiddle"):
    """A paragraph of a list in Word's own writing."""
    return f"""<p class={klass} style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l{lista} level{niva} lfo{lista + 1}'><![if !supportLists]><span
style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>{tecken}<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=SV>{text}<o:p></o:p></span></p>
"""


def _word(body):
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- p.MsoNormal, li.MsoNormal {{mso-style-parent:""; margin:0cm}} @list l0:level1 {{mso-level-number-format:bullet}} --></style></head>
<body lang=SV style='tab-interval:65.2pt'><!--StartFragment-->{body}<!--EndFragment--></body></html>"""


WORD_LISTOR = _word(
    "<h2 style='mso-style-next:Normal'><span lang=SV>Året i\nkorthet<o:p></o:p></span></h2>\n"
    + _punkt(1, "·", "Första\npunkten", klass="MsoListParagraphCxSpFirst")
    + _punkt(2, "o", "Inre punkt")
    + _punkt(3, "§", "Innerst")
    + _punkt(1, "·", "<b>And</b><b>ra</b> punkten", klass="MsoListParagraphCxSpLast")
    + "<p class=MsoNormal><span lang=SV>§ 92 beslutade rådet att\nanta planen.<o:p></o:p></span></p>\n"
    "<p class=MsoNormal>– Vi ses, sa hon.<o:p></o:p></p>\n<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
    + _punkt(1, "4.", "Fjärde", 1)
    + _punkt(2, "a)", "Inre", 1)
    + _punkt(1, "5.", "Femte", 1)
)
WORD_BREDVID = _word("""<p class=MsoNormal>Vi har <s><del cite="mailto:A" datetime="2022-03-01T10:00">tre</del></s><ins cite="mailto:A"
datetime="2022-03-01T10:00">fyra</ins> filialer<a style='mso-comment-reference:K_1;mso-comment-date:20220301T1000'></a><span
class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor id="_anchor_1" href="#_msocom_1"
name="_msoanchor_1">[K1]</a><span style='mso-special-character:comment'>&nbsp;</span></span></span>, en i varje
kommun<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference><span
style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]></span></span></a>.<span
style='display:none;mso-hide:all'> Stryk detta?</span> Utsläpp av CO<sub>2</sub> på 300&nbsp;m<sup>2</sup>.<o:p></o:p></p>
<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%"><div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a href="#_ftnref1"><span class=MsoFootnoteReference>[1]</span></a> Utom Ås.</p></div></div>
<div style='mso-element:comment-list'><div style='mso-element:comment'><div id="_com_1" class=msocomtxt language=JavaScript
onmouseover="msoCommentShow('_anchor_1','_com_1')"><p class=MsoCommentText>Stämmer det?</p></div></div></div>""")
WORD_TABELL = _word(
    """<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
<tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'><td width=200 rowspan=2 valign=top style='width:150pt'><p class=MsoNormal><b>Kommun<o:p></o:p></b></p></td>
<td width=400 colspan=2 valign=top style='width:300pt'><p class=MsoNormal><b>Antal<o:p></o:p></b></p></td></tr>
<tr style='mso-yfti-irow:1'><td><p class=MsoNormal>2021</p></td><td><p class=MsoNormal>2022</p></td></tr>
<tr style='mso-yfti-irow:2;mso-yfti-lastrow:yes'><td><p class=MsoNormal>Berg</p></td><td><p class=MsoNormal>3</p></td><td>"""
    + _punkt(1, "·", "Svenstavik", 2)
    + _punkt(1, "·", "Hackås", 2)
    + "</td></tr></table><p class=MsoNormal>Efter</p>"
)
WEBB = """<div class="OutlineElement Ltr SCXW1 BCX8"><p class="Paragraph SCXW1 BCX8" xml:lang="SV-SE" lang="SV-SE" paraid="1"
paraeid="{a}{1}" style="font-weight:normal;font-style:normal;vertical-align:baseline"><span data-contrast="auto" class="TextRun SCXW1 BCX8"
style="font-weight:bold;line-height:20px"><span class="NormalTextRun SCXW1 BCX8">Viktigt</span></span><span class="TextRun SCXW1"> för året:
</span><span class="EOP SCXW1 BCX8" data-ccp-props="{}">&nbsp;</span></p></div>
""" + "".join(
    f"""<div class="ListContainerWrapper SCXW1 BCX8"><{tag} class="{klass} SCXW1 BCX8" role="list"{start} style="list-style-type:disc"><li
data-leveltext="x" data-font="Symbol" data-listid="{klass}" data-aria-posinset="1" data-aria-level="{niva}" role="listitem"
class="OutlineElement Ltr SCXW1 BCX8" style="display:block"><p class="Paragraph SCXW1" style="vertical-align:baseline"><span
class="TextRun SCXW1"><span class="NormalTextRun">{text}</span></span><span class="EOP">&nbsp;</span></p></li></{tag}></div>"""
    for tag, klass, start, niva, text in [
        ("ul", "BulletListStyle1", "", 1, "Ett"), ("ul", "BulletListStyle2", "", 2, "Inre"), ("ul", "BulletListStyle1", "", 1, "Två"),
        ("ol", "NumberListStyle1", ' start="3"', 1, "Tredje"), ("ol", "NumberListStyle1", ' start="4"', 1, "Fjärde"),
    ]
)  # fmt: skip
WEBB_BREDVID = """<div class="OutlineElement Ltr SCXW2"><p class="Paragraph SCXW2"><span class="TextRun SCXW2">Vi har </span><span
class="TrackChangeTextDeletionMarker TrackedChange SCXW2"><span class="TextRun TrackChangeTextDeletion SCXW2">tre</span></span><span
class="TrackedChange SCXW2"><span class="TextRun TrackChangeTextInsertion SCXW2">fyra</span></span><span class="TextRun SCXW2"> filialer. CO</span><span
class="TextRun Subscript SCXW2" style="vertical-align:sub"><span class="Subscript">2</span></span></p></div>"""
OUTLOOK = _word("""<p class=MsoNormal>Läs <a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexempel.test%2Fsida%3Fa%3D1&amp;data=05%7C01%7Cnamn%40region.test%7Cabc&amp;sdata=x&amp;reserved=0"
originalsrc="https://exempel.test/sida?a=1" shash="abc=" data-auth="NotApplicable" data-linkindex="0" id="OWA1" title="Ursprunglig URL: https://exempel.test/sida?a=1"><span
style='color:#0563C1'>sidan <b>här</b></span></a> före mötet.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal style='mso-margin-top-alt:auto'><i>Vänligen</i><br>
<b><span style='font-size:9.0pt;color:#1F497D'>Anna</span></b><o:p></o:p></p>""")
TEAMS = """<div><div itemprop="copy-paste-block">Hej <span itemtype="http://schema.skype.com/Mention" itemscope itemid="0">Anna</span>,</div>
<div itemprop="copy-paste-block">&nbsp;</div><div itemprop="copy-paste-block">så här blev det: <a
href="https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=https%3A%2F%2Fexempel.test%2F&amp;locale=sv-se"
rel="noreferrer noopener" title="https://exempel.test/" target="_blank">exempel.test</a></div><ul><li>ett</li><li><div>två</div></li></ul></div>"""
GOOGLE = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><h2 dir="ltr" style="line-height:1.38"><span
style="font-size:16pt;font-weight:400">Rubrik</span></h2><p dir="ltr" style="line-height:1.38;margin-top:0pt"><span
style="font-size:11pt;font-weight:400;font-style:normal;vertical-align:baseline;white-space:pre-wrap">Ett </span><span
style="font-weight:700;font-style:italic">viktigt</span><span style="font-weight:400"> år, 300 m</span><span
style="font-size:0.6em;vertical-align:super">2</span><span style="font-weight:400">. Se </span><a
href="https://www.google.com/url?q=https://exempel.test/sida&amp;sa=D&amp;source=editors" style="text-decoration:none"><span
style="text-decoration:underline;color:#1155cc">sidan</span></a></p><ol start="4" style="margin-top:0"><li dir="ltr" aria-level="1"
style="list-style-type:decimal"><p dir="ltr" role="presentation"><span>Fjärde</span></p></li><ul><li dir="ltr" aria-level="2"><p
dir="ltr" role="presentation"><span>Inre</span></p></li></ul><li dir="ltr" aria-level="1"><p role="presentation"><span>Femte</span></p></li></ol><div
dir="ltr" align="left"><table style="border:none;border-collapse:collapse"><colgroup><col width="100"><col></colgroup><tbody><tr><td><p><span
style="font-weight:700">Kommun</span></p></td><td><p><span style="font-weight:700">Antal</span></p></td></tr><tr><td colspan="2"><ul><li><p><span>Berg</span></p></li></ul></td></tr></tbody></table></div></b><br
class="Apple-interchange-newline">"""
GOOGLE_BREDVID = """<b style="font-weight:normal" id="docs-internal-guid-2"><p><span>Vi har fyra filialer</span><sup><a href="#ftnt1"
id="ftnt_ref1">[1]</a></sup><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup><span>.</span></p><div><p><a href="#ftnt_ref1"
id="ftnt1">[1]</a><span> Utom Ås.</span></p></div><div style="border:1px solid black"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Stämmer
det?</span></p></div><p><span style="text-decoration:line-through">struket</span></p></b>"""
LIBRE = """<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title>
<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/><style type="text/css">p { margin-bottom: 0.25cm }</style></head><body lang="sv-SE" link="#000080" dir="ltr"><p lang="sv-SE"
style="line-height: 100%; margin-bottom: 0cm"><font face="Liberation Serif, serif"><font size="3" style="font-size: 12pt">§ 5
gäller CO<sub>2</sub>, <b>från</b> <i>i år</i>.</font></font></p><ul><li><p style="margin-bottom: 0cm">ett</p><ul><li><p>inre</p></li></ul></li><li><p>två</p></li></ul>
<ol start="3"><li><p style="margin-bottom: 0cm">tredje</p></li></ol><p><font color="#808080">– Vi har <del cite="A">tre</del><ins>fyra</ins>
filialer<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a><!-- Stämmer det? -->.</font></p>
<table width="100%" cellpadding="4"><col width="50%"><tr valign="top"><td rowspan="2"><p>År</p></td><td><p>Antal</p></td></tr><tr><td><p>3</p></td></tr></table>
<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" href="#sdfootnote1anc">1</a>Utom Ås.</p></div></body></html>"""
ILLVILJA = """<div onclick="x()" style="position:fixed"><script>alert(1)</script><style>*{color:red}</style><p style="background:url(//evil.test)"
onmouseover="x()">Text</p><iframe src="//evil.test"></iframe><svg onload="x()"><script>x()</script></svg><math><mi href="javascript:x()"></mi></math><a
href="javascript:x()">länk</a><form action="//evil.test"><input name="csrfmiddlewaretoken" value="x"></form></div>"""

URKLIPP = {
    "word listor": Urklipp(
        WORD_LISTOR,
        "<h5>Året i korthet</h5><ul><li>Första punkten<ul><li>Inre punkt<ul><li>Innerst</li></ul></li></ul></li>"
        "<li><strong>Andra</strong> punkten</li></ul><p>§ 92 beslutade rådet att anta planen.</p><p>– Vi ses, sa hon.</p>"
        '<ol start="4"><li>Fjärde<ol><li>Inre</li></ol></li><li>Femte</li></ol>',
    ),
    "word bredvid": Urklipp(
        WORD_BREDVID,
        "<p>Vi har fyra filialer, en i varje kommun. Utsläpp av CO<sub>2</sub> på 300\u00a0m<sup>2</sup>.</p>",
        "struken text, kommentarer, fotnoter och dold text",
    ),
    "word tabell": Urklipp(
        WORD_TABELL,
        '<table><thead><tr><th scope="col">Kommun</th><th scope="col">Antal</th><th scope="col">–</th></tr></thead>'
        "<tbody><tr><td>–</td><td>2021</td><td>2022</td></tr>"
        "<tr><td>Berg</td><td>3</td><td><ul><li>Svenstavik</li><li>Hackås</li></ul></td></tr></tbody></table><p>Efter</p>",
    ),
    "word på webben": Urklipp(
        WEBB,
        "<p><strong>Viktigt</strong> för året:</p><ul><li>Ett<ul><li>Inre</li></ul></li><li>Två</li></ul>"
        '<ol start="3"><li>Tredje</li><li>Fjärde</li></ol>',
    ),
    "word på webben bredvid": Urklipp(WEBB_BREDVID, "<p>Vi har fyra filialer. CO<sub>2</sub></p>", "struken text"),
    "outlook": Urklipp(
        OUTLOOK,
        '<p>Läs <a href="https://exempel.test/sida?a=1">sidan här</a> före mötet.</p><p><em>Vänligen</em><br><strong>Anna</strong></p>',
        lank="https://exempel.test/sida?a=1",
    ),
    "teams": Urklipp(
        TEAMS,
        '<p>Hej Anna,</p><p>så här blev det: <a href="https://exempel.test/">exempel.test</a></p><ul><li>ett</li><li>två</li></ul>',
        lank="https://exempel.test/",
    ),
    "google": Urklipp(
        GOOGLE,
        '<h5>Rubrik</h5><p>Ett <strong><em>viktigt</em></strong> år, 300 m<sup>2</sup>. Se <a href="https://exempel.test/sida">sidan</a></p>'
        '<ol start="4"><li>Fjärde<ul><li>Inre</li></ul></li><li>Femte</li></ol>'
        '<table><thead><tr><th scope="col">Kommun</th><th scope="col">Antal</th></tr></thead>'
        "<tbody><tr><td><ul><li>Berg</li></ul></td><td>–</td></tr></tbody></table>",
        lank="https://exempel.test/sida",
    ),
    "google bredvid": Urklipp(GOOGLE_BREDVID, "<p>Vi har fyra filialer.</p>", "kommentarer, fotnoter och struken text"),
    "libreoffice": Urklipp(
        LIBRE,
        "<p>§ 5 gäller CO<sub>2</sub>, <strong>från</strong> <em>i år</em>.</p><ul><li>ett<ul><li>inre</li></ul></li><li>två</li></ul>"
        '<ol start="3"><li>tredje</li></ol><p>– Vi har fyra filialer.</p>'
        '<table><thead><tr><th scope="col">År</th><th scope="col">Antal</th></tr></thead><tbody><tr><td>–</td><td>3</td></tr></tbody></table>',
        "struken text, fotnoter och kommentarer",
    ),
    "illvilja": Urklipp(ILLVILJA, "<p>Text</p><p>länk</p>", "bilder"),
}  # fmt: skip
