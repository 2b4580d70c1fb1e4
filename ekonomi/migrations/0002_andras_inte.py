"""What is written in these tables stays as it is: rows are only added, and the database sees to it."""

from django.db import migrations

from samverkan.databas import AppendOnly

TABLES = (
    "ekonomi_skuldursprung",
    "ekonomi_skuldpost",
    "ekonomi_skuldandel",
    "ekonomi_bokforingsorder",
    "ekonomi_skuldavstamning",
    "ekonomi_budgetuppfoljning",
    "ekonomi_prognosrad",
    "ekonomi_faktureringsunderlag",
    "ekonomi_historicalarsresultat",
    "ekonomi_historicalavvikelseforklaring",
    "ekonomi_historicalbudgetpost",
    "ekonomi_historicalersattning",
    "ekonomi_historicalresultatpost",
    "ekonomi_historicalskuldkonto",
    "ekonomi_historicalstatsbidrag",
)


class Migration(migrations.Migration):
    dependencies = [("ekonomi", "0001_borjan")]
    operations = [AppendOnly(table) for table in TABLES]
