"""One kommun's edition as a file: fit to be handed to its kommunfullmäktige as the yearly account of the agreement."""

from django.template.loader import render_to_string

from berattelse.innehall.kommun import for_kommun
from berattelse.skrift.arsbilder import exempeldagar, kommunbilder, remsor
from berattelse.skrift.rapport import bilaga_json, dagen, utgavebeteckning
from samverkan.pdf.render import render_pdf


def som_kommun_html(data, kod):
    b = for_kommun(data, kod)
    exempel = exempeldagar(data)
    context = {"b": b, "k": b, "utgava": utgavebeteckning(data), "exempeldagar": exempel}
    context |= {"bilder": kommunbilder(b, exempel), "remsor": remsor(data)}
    return render_to_string("berattelse/kommunutgava.html", context)


def som_kommun_pdf(data, kod):
    """PDF/UA-1 and PDF/A-3a with the kommun's own data attached."""
    k = for_kommun(data, kod)
    return render_pdf(som_kommun_html(data, kod), bilagor=[bilaga_json(k)], skapad=dagen(data))
