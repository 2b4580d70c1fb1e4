"""The debt: the ledger, what is booked in it, and each kommun's statement."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ekonomi import actions, forms
from ekonomi.folkmangd.nyckel import kommunparter_i
from ekonomi.models import Skuldpost, Skuldursprung, can_edit_ekonomi, can_see_ekonomi
from ekonomi.skuld.beslutat import beslutslagen
from ekonomi.skuld.lage import lagen
from ekonomi.skuld.per_kommun import att_dela, skuldtabell
from ekonomi.skuld.utdrag import can_see_utdrag, som_pdf, som_xlsx, utdrag_for
from samverkan.door import get_for_user
from samverkan.sidor import formularsida, forsok
from samverkan.svenska import kronor, lista_text
from samverkan.tabell import XLSX
from samverkan.utifran.fil import svara_fil
from uppdrag.models import Avtal

NYCKELN = (
    "När kommunerna har enats om en nyckel delar den det som är gemensamt. Det som en kommun redan har fått för sig själv räknas av "
    "från hennes del, och ingen del kan bli mindre än noll."
)


def skuld_detail(request, pk):
    """The debt by year and by kommun, and the whole ledger entry by entry."""
    avtal = get_for_user(Avtal.objects.regionala_for(request.user), request.user, pk=pk, can=can_see_ekonomi)
    poster = Skuldpost.objects.filter(ursprung__avtal=avtal)
    poster = poster.select_related("ursprung__verksamhetsar", "beslut", "av", "rattar", "rattad_av", "organisation")
    lagen_nu = lagen(avtal)
    context = {
        "avtal": avtal, "poster": poster, "summa": sum(p.belopp for p in poster), "tabell": skuldtabell(avtal, lagen_nu),
        "beslutslagen": beslutslagen(avtal, saldon=[lage.saldo for lage in lagen_nu]),
        "att_dela": att_dela(lagen_nu, kommunparter_i(avtal)), "kan_bokfora": can_edit_ekonomi(avtal, request.user),
    }  # fmt: skip
    return render(request, "ekonomi/skuld_detail.html", context)


def beslut_create(request, pk):
    """Book a decision on the debt."""
    avtal = get_for_user(Avtal.objects.regionala_for(request.user), request.user, pk=pk, can=can_edit_ekonomi)
    form = forms.Skuldbeslutsform(request.POST or None, avtal=avtal)
    if form.is_valid() and forsok(form, actions.bokfor_beslut, form, by=request.user):
        messages.success(request, "Beslutet är bokfört.")
        return redirect("ekonomi:skuld_detail", avtal.pk)
    lagen_nu = lagen(avtal)
    beslutat = beslutslagen(avtal, saldon=[lage.saldo for lage in lagen_nu])
    context = {"form": form, "avtal": avtal, "tabell": skuldtabell(avtal, lagen_nu), "beslutslagen": beslutat}
    return render(request, "ekonomi/beslut_create.html", context)


def ingaende_create(request, pk):
    avtal = get_for_user(Avtal.objects.regionala_for(request.user), request.user, pk=pk, can=can_edit_ekonomi)
    form = forms.IngaendeForm(request.POST or None, instance=Skuldursprung(avtal=avtal))
    if form.is_valid() and forsok(form, actions.bokfor_ingaende, form, by=request.user):
        if andra := form.andra_om_samma_ar():
            messages.warning(request, f"Skulden från {lista_text(andra)} gäller delvis samma år. Se efter att inget är bokfört två gånger.")
        return redirect("ekonomi:skuld_detail", avtal.pk)
    return formularsida(request, form, "Ny ingående balans", **_vagen(avtal))


def post_ratta(request, pk):
    post = get_for_user(Skuldpost.objects.select_related("ursprung__avtal"), request.user, pk=pk, can=Skuldpost.can_be_rattad_by)
    form = forms.RattelseForm(request.POST or None)
    if form.is_valid() and forsok(form, actions.ratta, post, by=request.user, **form.cleaned_data):
        return redirect("ekonomi:skuld_detail", post.avtal_id)
    vad = f"Posten är på {kronor(post.belopp)} och tas tillbaka helt, med en motpost på {kronor(-post.belopp)}."
    kvar = f"Skulden från {post.ursprung} blir då {kronor(post.ursprung.saldo - post.belopp)}."
    ingress = f"{vad} {kvar} Ska något annat gälla bokförs det sedan som en ny post."
    return formularsida(request, form, f"Rätta: {post}", ingress=ingress, **_vagen(post.ursprung.avtal))


def nyckel_create(request, pk):
    """The key that the kommuner have agreed on for a debt that was not divided."""
    ursprung = get_for_user(Skuldursprung.objects.select_related("avtal"), request.user, pk=pk, can=Skuldursprung.can_be_delad_by)
    form = forms.Nyckelform(request.POST or None, ursprung=ursprung)
    if form.is_valid() and forsok(form, actions.bokfor_nyckel, ursprung, form, by=request.user):
        messages.success(request, f"Skulden från {ursprung} är delad.")
        return redirect("ekonomi:skuld_detail", ursprung.avtal_id)
    return formularsida(request, form, f"Dela skulden från {ursprung}", ingress=NYCKELN, knapp="Bokför nyckeln", **_vagen(ursprung.avtal))


def _vagen(avtal):
    bok = reverse("ekonomi:skuld_detail", args=[avtal.pk])
    return {"smulor": [(reverse("ekonomi:start"), "Ekonomi"), (bok, "Skuldboken")], "avbryt": bok}


def _utdrag(request, pk, kommun):
    """The statement, for the kommun's own people (also when it has left the agreement) and the region's; 404 for everybody else."""
    avtal = get_object_or_404(Avtal.objects.nagon_gang_for(request.user), pk=pk)
    parter = kommunparter_i(avtal).filter(partskap__avtal=avtal).annotate(part_till=F("partskap__till"))
    organisation = get_object_or_404(parter, pk=kommun)
    if not can_see_utdrag(avtal, organisation, request.user):
        raise Http404
    return utdrag_for(avtal, organisation, till=organisation.part_till)


def utdrag_detail(request, pk, kommun):
    return render(request, "ekonomi/utdrag_detail.html", {"u": _utdrag(request, pk, kommun)})


def utdrag_pdf(request, pk, kommun):
    utdrag = _utdrag(request, pk, kommun)
    return svara_fil(som_pdf(utdrag), "application/pdf", f"{utdrag.filnamn}.pdf")


def utdrag_xlsx(request, pk, kommun):
    utdrag = _utdrag(request, pk, kommun)
    return svara_fil(som_xlsx(utdrag), XLSX, f"{utdrag.filnamn}.xlsx")
