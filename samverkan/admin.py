"""The operator's way in: people, organisations and roles. The log can be read here, never changed."""

from allauth.socialaccount import admin as tjanstadmin
from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from samverkan.inloggning.faktorer import har_faktor
from samverkan.inloggning.genom import koppla_loss, namn_pa
from samverkan.inloggning.konton import flytta_inloggningen
from samverkan.models import Handelse, Organisation, Rolltilldelning, User

admin.site.site_title = admin.site.site_header = "Samverkan, drift"
admin.site.index_title = "Personer, organisationer och händelser"
# Login services stand in the operator's file: no row of a table adds one.
for modell in (tjanstadmin.SocialApp, tjanstadmin.SocialToken, tjanstadmin.SocialAccount):
    admin.site.unregister(modell)


class RollInline(admin.TabularInline):
    model = Rolltilldelning
    extra = 0


class Driftpersonform(forms.ModelForm):
    def clean_email(self):
        """Kept in lower case, as everywhere: one person is one account, and a link's address is known as hers."""
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(User._meta.get_field("email").error_messages["unique"])
        return email


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """No password here: whoever is new chooses one by the link from the login page, or logs in with a code."""

    form = Driftpersonform
    list_display = ["namn", "email", "is_active"]
    search_fields = ["namn", "email"]
    fields = ["email", "namn", "titel", "telefon", "is_active", "is_staff", "is_superuser", "andra_faktor"]
    readonly_fields = ["andra_faktor"]
    inlines = [RollInline]

    @admin.display(description="andra faktor")
    def andra_faktor(self, obj):
        if not (obj.pk and har_faktor(obj)):
            return "ingen"
        return format_html('<a href="{}">Nollställ inloggningen</a>', reverse("uppdrag:person_nollstall", args=[obj.pk]))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            flytta_inloggningen(obj, gammal=form.initial["email"], by=request.user)


@admin.register(tjanstadmin.SocialAccount)
class KopplingAdmin(admin.ModelAdmin):
    """Who is tied to an identity at another's login service. Undone here where no processledare may; she is told."""

    list_display = ["user", "tjanst", "date_joined", "last_login"]
    list_select_related = ["user"]
    search_fields = ["user__namn", "user__email"]
    fields = readonly_fields = ["user", "tjanst", "date_joined", "last_login"]
    actions = None

    @admin.display(description="inloggningstjänst")
    def tjanst(self, obj):
        return namn_pa(obj.provider)

    def delete_model(self, request, obj):
        koppla_loss(obj, by=request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["namn", "sort", "kod"]
    list_filter = ["sort"]
    search_fields = ["namn"]


@admin.register(Rolltilldelning)
class RolltilldelningAdmin(admin.ModelAdmin):
    list_display = ["user", "roll", "organisation", "fran", "till"]
    list_filter = ["roll"]
    list_select_related = ["user", "organisation"]


@admin.register(Handelse)
class HandelseAdmin(admin.ModelAdmin):
    list_display = ["tid", "vem", "akt", "text"]
    search_fields = ["vem", "akt", "text"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
