"""Reading how an agreement's compensation is invoiced."""

from django import forms

from ekonomi.models import Fakturareferens, Faktureringsregel
from samverkan.forms import Radform


class Faktureringsform(Radform):
    """The agreed rule, and each kommun's reference."""

    class Meta:
        model = Faktureringsregel
        fields = ["delar", "dagar", "raknas_fran", "referens"]

    def __init__(self, *args, kommuner, **kwargs):
        super().__init__(*args, **kwargs)
        self.kommuner = list(kommuner)
        finns = dict(Fakturareferens.objects.filter(avtal=self.instance.avtal_id).values_list("organisation", "referens"))
        for kommun in self.kommuner:
            falt = forms.CharField(label=f"{kommun.tabellnamn}: kommunens referens", max_length=80, required=False)
            falt.initial = finns.get(kommun.pk, "")
            self.fields[f"referens_{kommun.pk}"] = falt

    def referenser(self):
        """{kommun: reference, "" for none}"""
        return {kommun: self.cleaned_data[f"referens_{kommun.pk}"] for kommun in self.kommuner}
