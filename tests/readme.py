"""The commands that the README prints, in their order. Used by the test and by bin/prova-readme; standard library alone."""

import re


def _of_line(line):
    """The commands of one line: of an indented block, or the example that ends a row of a table."""
    if line.startswith("    "):
        return [re.sub(r"\s{2,}#\s.*", "", line).strip()]
    example = re.search(r"\| `([^`]+)` \|$", line)
    return [example[1]] if example and " " in example[1] else []


def commands(text):
    """[(heading, command)] of a README."""
    heading, found = "", []
    for line in text.splitlines():
        heading = line.removeprefix("## ") if line.startswith("## ") else heading
        found += [(heading, command) for command in _of_line(line) if command]
    return found
