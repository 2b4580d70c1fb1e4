"""What came after the last day, or by a link that had been withdrawn: kept apart from the answer until the processledare has decided."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from enkat.models.omgang import Deltagare
from enkat.models.svar import Inlamning
from samverkan.models import User


class SentsvarQuerySet(models.QuerySet):
    def vantar(self):
        """Those that nobody has decided about."""
        avgjort = Sentbeslut.objects.filter(deltagare=OuterRef("deltagare"), sista__gte=OuterRef("pk"))
        return self.filter(~Exists(avgjort))


class Sentsvar(models.Model):
    """What one respondent posted too late, at one time. It is no part of the answer. Rows are only ever added."""

    class Orsak(models.TextChoices):
        SISTA_DAGEN = "sista_dagen", "sedan svarstiden var slut"
        ATERKALLAD = "aterkallad", "med en länk som inte gäller längre"

    deltagare = models.ForeignKey(Deltagare, models.PROTECT, related_name="senasvar", verbose_name="deltagare")
    tid = models.DateTimeField("tid", auto_now_add=True)
    av = models.CharField("av", max_length=120)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="person")
    skribent = models.CharField("skribent", max_length=30, help_text="Kontot eller länken, så att två med samma namn hålls isär.")
    epost = models.EmailField("e-postadress", blank=True)
    orsak = models.CharField("kom", max_length=12, choices=Orsak)
    innehall = models.JSONField("innehåll", default=dict, help_text="Fältets namn: det som skrevs, och versionen som lästes.")
    tecken = models.PositiveIntegerField("antal tecken", default=0)
    skickar_in = models.BooleanField("ville skicka in", default=False)

    objects = SentsvarQuerySet.as_manager()

    class Meta:
        verbose_name = "sent svar"
        verbose_name_plural = "sena svar"
        ordering = ["deltagare", "pk"]

    def __str__(self):
        return f"{self.deltagare}, {self.get_orsak_display()}, av {self.av}"


class Sentbeslut(models.Model):
    """What became of it: everything of that respondent up to and with `sista` is decided. Rows are only ever added."""

    class Sort(models.TextChoices):
        INTAGET = "intaget", "Intaget"
        UNDANLAGT = "undanlagt", "Lagt undan"

    deltagare = models.ForeignKey(Deltagare, models.PROTECT, related_name="sentbeslut", verbose_name="deltagare")
    sista = models.ForeignKey(Sentsvar, models.PROTECT, related_name="+", verbose_name="till och med")
    sort = models.CharField("beslut", max_length=10, choices=Sort)
    skal = models.CharField("varför", max_length=300, blank=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="person")
    tid = models.DateTimeField("tid", auto_now_add=True)
    inlamning = models.OneToOneField(Inlamning, models.PROTECT, null=True, blank=True, related_name="sentbeslut", verbose_name="inlämning")

    class Meta:
        verbose_name = "beslut om sent svar"
        verbose_name_plural = "beslut om sena svar"
        ordering = ["deltagare", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sort="intaget") | ~Q(skal=""),
                name="undanlagt_har_skal",
                violation_error_message="Skriv varför det läggs undan.",
            ),
        ]

    def __str__(self):
        return f"{self.deltagare}: {self.get_sort_display().lower()}"
