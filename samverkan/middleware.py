"""What Django answers with an empty page is answered in words."""

from django.template.loader import render_to_string


def metod_i_ord(get_response):
    """Whoever opens the address of an act (after being logged out while pressing, say) is told what happened."""

    def middleware(request):
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response

    return middleware
