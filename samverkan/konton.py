"""How allauth behaves here: nobody signs up, accounts are made by the processledare; every way in and every failure leaves a trace."""

from allauth.account.adapter import DefaultAccountAdapter

from samverkan.door import log
from samverkan.models import User


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        super().login(request, user)
        log(user, "loggade in", by=user)

    def logout(self, request):
        if request.user.is_authenticated:
            log(request.user, "loggade ut", by=request.user)
        super().logout(request)

    def authentication_failed(self, request, **credentials):
        super().authentication_failed(request, **credentials)
        user = User.objects.filter(email__iexact=credentials.get("email") or "").first()
        if user:  # an address that belongs to nobody is not written down
            log(user, "misslyckades logga in", by=None)
