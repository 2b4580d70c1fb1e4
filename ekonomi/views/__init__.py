"""The controller's pages, and the statement that a kommun reads."""

from ekonomi.views.arets import omdisponering_create, utfall_godkann, utfall_ta_tillbaka
from ekonomi.views.fakturering import (
    fakturering_detail,
    fakturering_kvitta,
    fakturering_lamna,
    fakturering_lossa,
    fakturering_pdf,
    fakturering_xlsx,
    faktureringsregel_edit,
)
from ekonomi.views.fordelning import folkmangd_bekrafta, folkmangd_edit, folkmangd_hamta, folkmangd_read, fordelning_detail
from ekonomi.views.over_tid import over_tid, over_tid_xlsx
from ekonomi.views.siffror import rad_create, rad_edit, rad_ta_bort, start, year_detail
from ekonomi.views.skuld import (
    beslut_create,
    ingaende_create,
    post_ratta,
    skuld_detail,
    utdrag_detail,
    utdrag_pdf,
    utdrag_xlsx,
)
from ekonomi.views.utfall import (
    koppling_lossa,
    utfall_create,
    utfall_detail,
    utfall_granska,
    utfall_kasta,
    utfall_koppla,
    utfall_list,
    utfall_mall,
    utfall_reread,
    utfall_valj,
)

__all__ = [
    "beslut_create",
    "fakturering_detail",
    "fakturering_kvitta",
    "fakturering_lamna",
    "fakturering_lossa",
    "fakturering_pdf",
    "fakturering_xlsx",
    "faktureringsregel_edit",
    "folkmangd_bekrafta",
    "folkmangd_edit",
    "folkmangd_hamta",
    "folkmangd_read",
    "fordelning_detail",
    "ingaende_create",
    "koppling_lossa",
    "omdisponering_create",
    "over_tid",
    "over_tid_xlsx",
    "post_ratta",
    "rad_create",
    "rad_edit",
    "rad_ta_bort",
    "skuld_detail",
    "start",
    "utdrag_detail",
    "utdrag_pdf",
    "utdrag_xlsx",
    "utfall_create",
    "utfall_detail",
    "utfall_godkann",
    "utfall_granska",
    "utfall_kasta",
    "utfall_koppla",
    "utfall_list",
    "utfall_mall",
    "utfall_reread",
    "utfall_ta_tillbaka",
    "utfall_valj",
    "year_detail",
]
