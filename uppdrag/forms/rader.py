"""The form base of a row that hangs on an agreement or an uppdrag."""

from django.utils import timezone

from samverkan.forms import Radform


class Barnform(Radform):
    """`by` is who fills in the form; `begransa` narrows its choices to what she may choose for this parent."""

    def __init__(self, *args, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.begransa(by)

    def begransa(self, by):
        """Nothing to narrow unless the form says so."""


class Slutform(Radform):
    """Only the last day of a dated row: the way to end it. Today is proposed, and is no part of the mark: it is not saved."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["till"].required = True
        self._slut = self.instance.till
        if not self.is_bound:
            self.initial["till"] = self._slut or timezone.localdate()

    def visade(self):
        return {"till": self._slut}

    @property
    def senare(self):
        """Does the row, which had a last day, last longer than before?"""
        return self._slut is not None and self.cleaned_data["till"] > self._slut

    def validate_constraints(self):
        """The whole row is asked, but every sentence belongs at the only field there is."""
        self.at_field = {constraint.name: "till" for constraint in self.instance._meta.constraints}
        super().validate_constraints()
