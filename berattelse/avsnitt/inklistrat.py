"""Pasted tables made whole: one header row, and as many cells in every row."""

from copy import deepcopy

from django.core.exceptions import ValidationError

from samverkan.vilande import Vilande

lxml_html = Vilande("lxml.html")

MAX_SPAN = 40
MAX_PLACES = 4_000
_KEPT = {"strong", "em", "sub", "sup", "a", "br", "data", "ul", "ol", "li"}
_TOO_LARGE = (
    "En tabell i texten är för stor: tabellerna får ha högst 4\u00a0000 rutor tillsammans, tomma rutor inräknade. "
    "Ta bort rader eller kolumner, eller lägg tabellen i en bilaga och länka till den."
)


def mend_tables(root):
    """Rebuild every outermost table under `root`; one without cells goes. ValidationError when they have more than MAX_PLACES together."""
    left = MAX_PLACES
    for table in [t for t in root.iter("table") if not any(True for _ in t.iterancestors("table"))]:
        rows = _rows(table)
        if rows:
            grid = _grid(rows, left)
            left -= len(grid) * len(grid[0])
            _rebuild(table, rows, grid)
        else:
            table.drop_tree()


def _rows(table):
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr") if _owner(row) is table]
    return [row for row in rows if row]


def _owner(row):
    return next(row.iterancestors("table"))


def _rebuild(table, rows, grid):
    if len(grid) == 1 and not _is_header(rows[0]):
        grid.insert(0, [None] * len(grid[0]))
    tail = table.tail
    for child in list(table):
        table.remove(child)
    table.text, table.tail = None, tail
    head, body = lxml_html.Element("thead"), lxml_html.Element("tbody")
    table.append(head)
    for i, row in enumerate(grid):
        line = lxml_html.Element("tr")
        line.extend([_cell("td" if i else "th", cell) for cell in row])
        (body if i else head).append(line)
    if len(body):
        table.append(body)


def _is_header(row):
    return all(cell.tag == "th" or _is_bold(cell) for cell in row)


def _grid(rows, most):
    """Cells by row and column; a cell that spans stands in its first place, and the rest of its places are empty."""
    grid, filled, width = [{} for _ in rows], 0, 0
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while x in grid[y]:
                x += 1
            down, across = min(_span(cell, "rowspan"), len(rows) - y), _span(cell, "colspan")
            filled, width = filled + down * across, max(width, x + across)
            if max(filled, width * len(rows)) > most:
                raise ValidationError(_TOO_LARGE)
            for place in ((dy, dx) for dy in range(down) for dx in range(across)):
                grid[y + place[0]].setdefault(x + place[1], None if any(place) else cell)
    return [[line.get(x) for x in range(width)] for line in grid]


def _span(cell, name):
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), MAX_SPAN) if value.isascii() and value.isdigit() else 1


def _cell(tag, source):
    """A cell with the source's words and marks in one line; a dash where there is nothing to read."""
    cell = lxml_html.Element(tag)
    if tag == "th":
        cell.set("scope", "col")
    if source is not None and "".join(source.itertext()).strip("\u00a0 \n\t\r"):
        _fill(cell, deepcopy(source))
    else:
        cell.text = "–"
    return cell


def _fill(cell, source):
    """What stands in the source, with its lists; a paragraph in it is only words."""
    for element in [e for e in source.iter() if e is not source and e.tag not in _KEPT]:
        element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"
        element.drop_tag()
    if cell.tag == "th":  # a header cell is bold as it is
        for element in list(source.iter("strong")):
            element.drop_tag()
    cell.text = source.text
    cell.extend(list(source))


def _is_bold(cell):
    whole = "".join("".join(cell.itertext()).split())
    bold = "".join("".join("".join(e.itertext()).split()) for e in cell.iter("strong"))
    return bool(whole) and whole == bold
