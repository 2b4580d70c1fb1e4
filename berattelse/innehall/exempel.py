"""Does the gathered data hold anything made up? Pure."""


def har_exempel(varde):
    """Is anything marked, at any depth: a true `exempel`, or a true field whose name ends so (`dnr_exempel`)?"""
    if isinstance(varde, dict):
        return any((namn.endswith("exempel") and v is True) or har_exempel(v) for namn, v in varde.items())
    return isinstance(varde, list) and any(map(har_exempel, varde))
