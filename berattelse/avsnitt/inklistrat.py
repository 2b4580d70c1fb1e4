"""Pasted tables made whole: one header row, and as many cells in every row."""

from copy import deepcopy

from lxml import html as lxml_html

MAX_SPAN = 40
MAX_PLACES = 10_000
_KEPT = {"strong", "em", "sub", "sup", "a", "br", "data"}


def mend_tables(root):
    """Rebuild every outermost table under `root`; one without cells goes."""
    for table in [t for t in root.iter("table") if not any(True for _ in t.iterancestors("table"))]:
        rows = _rows(table)
        if rows:
            _rebuild(table, rows)
        else:
            table.drop_tree()


def _rows(table):
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr") if _owner(row) is table]
    return [row for row in rows if row]


def _owner(row):
    return next(row.iterancestors("table"))


def _rebuild(table, rows):
    grid = _grid(rows)
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


def _grid(rows):
    """Cells by row and column; a cell that spans stands in its first place, and the rest of its places are empty."""
    _forget_spans_beyond_reading(rows)
    grid = [{} for _ in rows]
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while x in grid[y]:
                x += 1
            for dy in range(min(_span(cell, "rowspan"), len(rows) - y)):
                for dx in range(_span(cell, "colspan")):
                    grid[y + dy].setdefault(x + dx, None if dy or dx else cell)
    width = max(max(line) for line in grid) + 1
    return [[line.get(x) for x in range(width)] for line in grid]


def _forget_spans_beyond_reading(rows):
    """Where the spans would fill more than a table that anybody reads, they count for nothing."""
    cells = [cell for row in rows for cell in row]
    if sum(_span(cell, "rowspan") * _span(cell, "colspan") for cell in cells) > MAX_PLACES:
        for cell in cells:
            cell.attrib.clear()


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
    for element in [e for e in source.iter() if e is not source and e.tag not in _KEPT]:
        element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"
        element.drop_tag()
    if cell.tag == "th":  # a header cell is bold as it is
        for element in list(source.iter("strong")):
            element.drop_tag()
    for element in list(source.iter())[1:]:
        element.text, element.tail = _one_space(element.text), _one_space(element.tail)
    cell.text = _one_space(source.text).lstrip()
    cell.extend(list(source))
    if len(cell):
        cell[-1].tail = (cell[-1].tail or "").rstrip() or None
    else:
        cell.text = cell.text.rstrip()


def _one_space(text):
    if not text:
        return ""
    core = " ".join(text.split())
    return f"{' ' if text[:1].isspace() and core else ''}{core}{' ' if text[-1:].isspace() else ''}"


def _is_bold(cell):
    whole = "".join("".join(cell.itertext()).split())
    bold = "".join("".join("".join(e.itertext()).split()) for e in cell.iter("strong"))
    return bool(whole) and whole == bold
