"""A small XLSX writer for the samples: texts shared, dates and numbers as spreadsheets keep them."""

import dataclasses
import datetime
import io
import re
import xml.sax.saxutils
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DATE_STYLE = 1  # dd/mm/yyyy


@dataclasses.dataclass
class Sheet:
    name: str
    lines: list
    is_hidden: bool = False
    merged: list = dataclasses.field(default_factory=list)  # ranges: A1:C1


def escape(text):
    return xml.sax.saxutils.escape(text, {'"': "&quot;"})


def column_name(number):
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def day_number(text):
    """The number that a workbook keeps for dd/mm/yyyy; None when there is no such day."""
    try:
        day = datetime.datetime.strptime(text, "%d/%m/%Y")
    except ValueError:
        return None
    return (day - datetime.datetime(1899, 12, 30)).days


class Texts:
    def __init__(self):
        self.numbers = {}

    def number_of(self, text):
        return self.numbers.setdefault(text, len(self.numbers))

    def part(self):
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>'
                        for text in self.numbers)
        return f'{HEAD}<sst xmlns="{MAIN}" uniqueCount="{len(self.numbers)}">{items}</sst>'


def cell_of(place, value, heading, texts, dates, numbers):
    if value == "":
        return ""
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    day = day_number(value) if heading in dates else None
    if day is not None:
        return f'<c r="{place}" s="{DATE_STYLE}"><v>{day}</v></c>'
    if heading in numbers and re.fullmatch(r"0?9\d{8}", value):
        return f'<c r="{place}"><v>{int(value)}</v></c>'
    return f'<c r="{place}" t="s"><v>{texts.number_of(value)}</v></c>'


def sheet_part(sheet, texts, dates, numbers):
    headings = max(sheet.lines, key=lambda line: sum(cell != "" for cell in line))
    rows = []
    for number, line in enumerate(sheet.lines, 1):
        cells = "".join(
            cell_of(f"{column_name(column)}{number}", value,
                    headings[column - 1] if column <= len(headings) else "", texts, dates, numbers)
            for column, value in enumerate(line, 1))
        if cells:
            rows.append(f'<row r="{number}">{cells}</row>')
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in sheet.merged)
    merged = f'<mergeCells count="{len(sheet.merged)}">{ranges}</mergeCells>' if ranges else ""
    return (f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData>{merged}'
            "</worksheet>")


def workbook(sheets, dates, numbers):
    """The bytes of a workbook. Columns with a heading in `dates` hold days, those in `numbers`
    hold numbers where the text is a mobile phone's, which loses its leading 0."""
    texts = Texts()
    parts = {f"xl/worksheets/sheet{number}.xml": sheet_part(sheet, texts, dates, numbers)
             for number, sheet in enumerate(sheets, 1)}
    count = range(1, len(sheets) + 1)
    overrides = "".join(f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
                        f'ContentType="{SHEET_TYPE}.worksheet+xml"/>' for number in count)
    parts["xl/sharedStrings.xml"] = texts.part()
    parts["xl/styles.xml"] = (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
        'formatCode="dd\\/mm\\/yyyy"/></numFmts><fonts count="1"><font/></fonts><fills count="1">'
        '<fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/>'
        '</cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" '
        'applyNumberFormat="1"/></cellXfs></styleSheet>')
    parts["xl/workbook.xml"] = (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        + "".join(f'<sheet name="{escape(sheet.name)}" sheetId="{number}" '
                  f'state="{"hidden" if sheet.is_hidden else "visible"}" r:id="rId{number}"/>'
                  for number, sheet in enumerate(sheets, 1))
        + "</sheets></workbook>")
    kinds = [("worksheet", f"worksheets/sheet{number}.xml") for number in count]
    kinds += [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
    parts["xl/_rels/workbook.xml.rels"] = (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
                  for number, (kind, target) in enumerate(kinds, 1)) + "</Relationships>")
    parts["_rels/.rels"] = (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    parts["[Content_Types].xml"] = (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
        'Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{SHEET_TYPE}.sheet.main+xml"/>{overrides}<Override '
        f'PartName="/xl/sharedStrings.xml" ContentType="{SHEET_TYPE}.sharedStrings+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{SHEET_TYPE}.styles+xml"/></Types>')
    return packed(parts)


def packed(parts):
    """A ZIP file with fixed times, so that the same parts give the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, (2026, 11, 24, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return content.getvalue()
