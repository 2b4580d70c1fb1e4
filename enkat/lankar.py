"""The personal link: 128 random bits in the letter, their hash in the database."""

import hashlib
import secrets


def ny_token():
    """(what stands in the link, what is stored)."""
    token = secrets.token_urlsafe(16)
    return token, fingeravtryck(token)


def fingeravtryck(token):
    """SHA-256 in hex: enough for a random token, which cannot be guessed from a list of likely words."""
    return hashlib.sha256(token.encode()).hexdigest()
