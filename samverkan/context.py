from django.conf import settings


def demo(request):
    """Lets the login page show the example logins where the operator said this is a demo."""
    return {"demo": settings.DEMO}
