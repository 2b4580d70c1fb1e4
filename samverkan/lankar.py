"""What stands in a secret address, and what is kept of it: 128 random bits in the address, their hash in the database."""

import base64
import hashlib
import secrets


def ny_token():
    """(what stands in the link, what is stored)."""
    token = base64.b32encode(secrets.token_bytes(16)).decode().lower().rstrip("=")
    return token, fingeravtryck(token)


def fingeravtryck(token):
    """SHA-256 in hex: enough for a random token, which cannot be guessed from a list of likely words."""
    return hashlib.sha256(token.encode()).hexdigest()
