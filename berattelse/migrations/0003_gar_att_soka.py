"""What can be searched, table by table: the database writes the entry of each row itself, and those of the rows that are there."""

from django.db import migrations

from samverkan.sokregister.sql import Sokbar

# (table, number of the kind, form, columns) as berattelse.sokning.kallor said it on this day; a test holds the two together.
KALLOR = (
    ("uppdrag_tillfalle", 1, "", ("rubrik", "anteckning", "till_namnden")),
    ("uppdrag_dagordningspunkt", 2, "", ("titel", "foredragande", "underpunkter", "dnr", "bilagor")),
    ("uppdrag_beslut", 3, "", ("organ", "text", "dokument")),
    ("uppdrag_rekommendation", 4, "", ("text", "agare")),
    ("uppdrag_uppfoljning", 5, "", ("text",)),
    ("uppdrag_andringsforslag", 6, "", ("rubrik", "text", "skal")),
    ("uppdrag_uppdrag", 7, "", ("namn", "anmarkning")),
    ("uppdrag_beskrivning", 8, "", ("text",)),
    ("uppdrag_nytta", 9, "", ("text", "kalla")),
    ("uppdrag_arena", 10, "", ("namn", "forkortning", "namn_i_text", "beskrivning")),
    ("uppdrag_arenanamn", 11, "", ("namn",)),
    ("uppdrag_avtal", 12, "", ("titel", "dnr")),
    ("samverkan_organisation", 13, "", ("namn", "kortnamn", "kod")),
    ("enkat_inlamnat", 20, "", ("text",)),
    ("enkat_vardering", 21, "", ("skal",)),
    ("enkat_avvikelse", 22, "", ("text",)),
    ("enkat_omgang", 23, "", ("gemensam_motivering",)),
    ("berattelse_avsnitt", 40, "html", ("beskrivning", "arenor", "prioriterade", "aktiviteter", "resultat", "framtid")),
    ("berattelse_aktivitet", 41, "", ("text",)),
    ("berattelse_resultat", 42, "", ("text", "kalla")),
    ("berattelse_projekt", 43, "", ("namn",)),
    ("berattelse_frittkapitel", 44, "html", ("rubrik", "text")),
    ("berattelse_genomlysning", 45, "", ("titel", "skal", "slutsats")),
    ("berattelse_utgava", 46, "json", ("innehall",)),
)


class Migration(migrations.Migration):
    dependencies = [
        ("samverkan", "0003_sokregister"),
        ("uppdrag", "0004_justerat_ligger_fast"),
        ("enkat", "0002_andras_inte"),
        ("berattelse", "0002_andras_inte"),
    ]
    operations = [Sokbar(*kalla) for kalla in KALLOR]
