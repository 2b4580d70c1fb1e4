"""Logging in: what allauth does here, and the devices it has been done on."""
