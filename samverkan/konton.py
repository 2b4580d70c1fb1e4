"""How allauth behaves here: nobody signs up, accounts are made by the processledare."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False
