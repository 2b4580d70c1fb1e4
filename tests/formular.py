"""Filling in a form as a browser does: what the page holds hidden is posted with what is typed."""

from lxml import html


def blanketter(response):
    """Every form of a page that is posted."""
    return blanketter_i(response.content.decode())


def blanketter_i(text):
    return [form for form in html.fromstring(text).forms if form.method == "POST"]


def dolda(client, url):
    """{name: value} of the hidden fields of the page's own form; nothing when it is not shown to her."""
    response = client.get(url)
    if response.status_code != 200:
        return {}
    falt = (f for form in blanketter(response) if form.action in {None, url} for f in form.xpath(".//input[@type='hidden']"))
    return {f.name: f.value or "" for f in falt if f.name != "csrfmiddlewaretoken"}


def skicka(client, url, data=None, **kwargs):
    """Open the page, fill in `data` and press the button."""
    return client.post(url, dolda(client, url) | (data or {}), **kwargs)


def ifyllt(response, mal):
    """What the form of an opened page that goes to the address `mal` would send as it stands."""
    form = next(form for form in blanketter(response) if (form.action or response.wsgi_request.path) == mal)
    return dict(form.form_values())


def tryck(client, url, mal, data=None, **kwargs):
    """Open the page `url` and press the button there that goes to `mal`."""
    return client.post(mal, ifyllt(client.get(url), mal) | (data or {}), **kwargs)
