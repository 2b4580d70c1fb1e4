"""The operator's way in: people, organisations and roles. The log can be read here, never changed."""

from django.contrib import admin

from samverkan.models import Handelse, Organisation, Rolltilldelning, User


class RollInline(admin.TabularInline):
    model = Rolltilldelning
    extra = 1


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["namn", "email", "is_active"]
    search_fields = ["namn", "email"]
    fields = ["email", "namn", "titel", "telefon", "is_active", "is_staff", "is_superuser"]
    inlines = [RollInline]


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["namn", "sort", "kod"]
    search_fields = ["namn"]


@admin.register(Handelse)
class HandelseAdmin(admin.ModelAdmin):
    list_display = ["tid", "vem", "akt", "text"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
