"""The field that is searched: by trigrams, so that a piece of a word is found as fast in many rows as in few."""

from django.db import models
from django.db.models.lookups import Lookup

MINST = 3  # letters of the word that the index is asked for


class Soktext(models.TextField):
    """Folded text (svenska.vikning)."""


@Soktext.register_lookup
class Alla(Lookup):
    """Every one of the words, already folded, stands somewhere in the text; any sign in them is that sign."""

    lookup_name = "alla"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return "%s", list(value)

    def as_sql(self, compiler, connection):
        lhs, params = self.process_lhs(compiler, connection)
        ord_ = [connection.ops.prep_for_like_query(ett) for ett in self.rhs]
        return " AND ".join([f"{lhs} LIKE %s"] * len(ord_)), [p for ett in ord_ for p in (*params, f"%{ett}%")]

    def as_sqlite(self, compiler, connection):
        """The index knows nothing of a word shorter than a trigram: that is looked for in what the others have found."""
        lhs, params = self.process_lhs(compiler, connection)
        korta = [ett for ett in self.rhs if len(ett) < MINST]
        fraser = " ".join('"{}"'.format(ett.replace('"', '""')) for ett in self.rhs if len(ett) >= MINST)
        sql = " AND ".join([f"{lhs} MATCH %s", *[f"instr({lhs}, %s) > 0"] * len(korta)])
        return sql, [*params, fraser, *(p for ett in korta for p in (*params, ett))]
