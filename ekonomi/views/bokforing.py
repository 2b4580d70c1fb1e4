"""The debt in the region's accounts: its accounts, the orders to book it, and its reconciliation."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from ekonomi import actions, forms
from ekonomi.models import Bokforingsorder, Skuldavstamning, Skuldkonto, Skuldpost, can_edit_ekonomi, can_see_ekonomi
from ekonomi.skuld.bokningar import bokningar, rader_i
from ekonomi.skuld.kontroll import saldo
from ekonomi.skuld.orderfil import som_pdf, som_sie
from samverkan.door import get_for_user, require
from samverkan.sidor import formularsida, forsok, steg, ta_bort
from samverkan.utifran.fil import svara_fil
from samverkan.utifran.uppladdning import tar_emot
from uppdrag.models import Avtal


def _avtal(request, pk, can=can_edit_ekonomi):
    return get_for_user(Avtal.objects.regionala_for(request.user), request.user, pk=pk, can=can)


def _vagen(avtal, sida="bokforing_detail", namn="Bokföring av skulden"):
    hem = reverse(f"ekonomi:{sida}", args=[avtal.pk])
    smulor = [(reverse("ekonomi:start"), "Ekonomi"), (reverse("ekonomi:skuld_detail", args=[avtal.pk]), "Skuldboken"), (hem, namn)]
    return {"smulor": smulor, "avbryt": hem}


def _i_ordning(konto):
    """The debt's own account first, then what stands against it, as the form has them."""
    return Skuldkonto.Galler.values.index(konto.galler)


def bokforing_detail(request, pk):
    """The accounts, and every act of the ledger with its order."""
    avtal = _avtal(request, pk, can_see_ekonomi)
    akter = bokningar(avtal)
    context = {
        "avtal": avtal, "konton": sorted(Skuldkonto.objects.filter(avtal=avtal).select_related("uppdrag"), key=_i_ordning),
        "bokningar": akter, "kan_bokfora": can_edit_ekonomi(avtal, request.user),
        "artal": sorted({b.order.datum.year for b in akter if b.order}, reverse=True),
    }  # fmt: skip
    return render(request, "ekonomi/bokforing_detail.html", context)


def skuldkonto_create(request, pk):
    avtal = _avtal(request, pk)
    return _spara(request, forms.Skuldkontoform(request.POST or None, instance=Skuldkonto(avtal=avtal)), "Nytt konto", avtal)


def skuldkonto_edit(request, pk):
    row = get_for_user(Skuldkonto.objects.select_related("avtal"), request.user, pk=pk, can=Skuldkonto.can_be_edited_by)
    return _spara(request, forms.Skuldkontoform(request.POST or None, instance=row), "Ändra kontot", row.avtal)


def _spara(request, form, rubrik, avtal):
    if form.is_valid() and forsok(form, actions.spara_skuldkonto, form, by=request.user):
        messages.success(request, "Kontot är sparat.")
        return redirect("ekonomi:bokforing_detail", avtal.pk)
    return formularsida(request, form, rubrik, template="ekonomi/skuldkonto_formular.html", konto=form.instance, **_vagen(avtal))


def skuldkonto_ta_bort(request, pk):
    row = get_for_user(Skuldkonto.objects.select_related("avtal"), request.user, pk=pk, can=Skuldkonto.can_be_edited_by)
    vag, act = _vagen(row.avtal), partial(actions.ta_bort_skuldkonto, row, by=request.user)
    forklaring = "Nya bokföringsorder kan inte längre använda kontot. De som redan är skapade ändras inte."
    return ta_bort(
        request, row, act, rubrik="Ta bort kontot", forklaring=forklaring, klart="Kontot är borttaget.", hem=vag["avbryt"], **vag
    )


@require_POST
def order_create(request, pk):
    """The order to book one act of the ledger."""
    post = get_for_user(Skuldpost.objects.select_related("ursprung__avtal"), request.user, pk=pk)
    require(post.ursprung.avtal, request.user, can_edit_ekonomi)
    steg(request, lambda order: f"{order} är skapad.", actions.skapa_order, post, by=request.user)
    return redirect("ekonomi:bokforing_detail", post.avtal_id)


def order_detail(request, pk):
    order = get_for_user(Bokforingsorder.objects.select_related("avtal", "av", "post__beslut"), request.user, pk=pk)
    rader = rader_i(order)
    return render(request, "ekonomi/order_detail.html", {"order": order, "rader": rader, "summa": sum(r.debet for r in rader)})


def order_pdf(request, pk):
    order = get_for_user(Bokforingsorder.objects.select_related("avtal", "av", "post__beslut"), request.user, pk=pk)
    return svara_fil(som_pdf(order), "application/pdf", f"bokforingsorder-{order.nummer}.pdf")


def order_sie(request, pk):
    order = get_for_user(Bokforingsorder.objects.select_related("avtal"), request.user, pk=pk)
    return svara_fil(som_sie(order.avtal, [order]), "application/octet-stream", f"bokforingsorder-{order.nummer}.si")


def arets_order_sie(request, pk, artal):
    """All orders that are booked in one year of the accounts, in one file."""
    avtal = _avtal(request, pk, can_see_ekonomi)
    order = [o for o in Bokforingsorder.objects.filter(avtal=avtal).order_by("nummer") if o.datum.year == artal]
    if not order:
        raise Http404
    return svara_fil(som_sie(avtal, order), "application/octet-stream", f"bokforingsorder-{artal}.si")


def avstamning_list(request, pk):
    """The reconciliations day by day, each with what the ledger says of that day now."""
    avtal = _avtal(request, pk, can_see_ekonomi)
    rader = [(row, saldo(avtal, till=row.datum)) for row in Skuldavstamning.objects.filter(avtal=avtal).select_related("av")]
    context = {
        "avtal": avtal, "rader": rader, "konto": _skuldkonto(avtal), "kan_bokfora": can_edit_ekonomi(avtal, request.user),
        "dag": timezone.localdate(), "nu": saldo(avtal, till=timezone.localdate()),
    }  # fmt: skip
    return render(request, "ekonomi/avstamning_list.html", context)


def _skuldkonto(avtal):
    return Skuldkonto.objects.filter(avtal=avtal, galler=Skuldkonto.Galler.SKULD).first()


def avstamning_create(request, pk):
    """The account's balance typed; or read from a file, to be looked at and saved here."""
    avtal = _avtal(request, pk)
    form = forms.Avstamningsform(request.POST or None, instance=Skuldavstamning(avtal=avtal))
    if form.is_valid() and forsok(form, actions.stam_av, form, by=request.user):
        messages.success(request, "Skulden är avstämd." if form.instance.skillnad else "Skulden är avstämd. Kontot och skuldboken är lika.")
        return redirect("ekonomi:avstamning_list", avtal.pk)
    return _avstamningssida(request, avtal, form, form)


def _avstamningssida(request, avtal, form, typform, filform=None, **context):
    konto = _skuldkonto(avtal)
    filform = filform or (konto and forms.Saldofil(konto=konto.konto))
    context |= {"typform": typform, "filform": filform, "konto": konto, "avtal": avtal}
    vag = _vagen(avtal, "avstamning_list", "Avstämning")
    return formularsida(request, form, "Stäm av skulden", template="ekonomi/avstamning_create.html", **context, **vag)


@require_POST
@tar_emot(forms.Saldofil)
def avstamning_read(request, pk):
    """Read the balance from a file into the form. Nothing is saved."""
    avtal = _avtal(request, pk)
    konto = _skuldkonto(avtal)
    filform = forms.Saldofil(request.POST, request.FILES, konto=konto.konto if konto else "")
    last = filform.is_valid()
    form = forms.Avstamningsform(instance=Skuldavstamning(avtal=avtal), initial=filform.last() if last else None)
    return _avstamningssida(request, avtal, form if last else filform, form, filform, last=last)
