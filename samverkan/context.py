from django.conf import settings

from samverkan.demo import LOSENORD
from samverkan.models import User


def demo(request):
    """Lets the login page show the example logins, where the operator said this is a demo."""
    if not settings.DEMO or request.user.is_authenticated:
        return {}
    return {"demo_users": User.objects.filter(email__endswith="@exempel.test", is_active=True), "demo_losenord": LOSENORD}
