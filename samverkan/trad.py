"""Work in a thread of its own."""

from concurrent.futures import ThreadPoolExecutor


def i_egen_trad(func, *args, **kwargs):
    """What func returns or raises. pyHanko starts an event loop, and a thread that has one running refuses another."""
    with ThreadPoolExecutor(1) as trad:
        return trad.submit(func, *args, **kwargs).result()
