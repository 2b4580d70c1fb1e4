"""How the web server runs, read by gunicorn where it starts.

What takes long is done by the worker; what is left (a signature that waits for a time stamp, a large file on a slow line) must not be
cut off, and a loaded machine is slow: hence more than gunicorn's own thirty seconds.
"""

from samverkan.miljo import env_bool, loggform
from samverkan.sparet import loggar

# The program is read once, before the web processes are forked, and they share what is read (docs/decisions/0037). A reload begins new
# processes of the same program: a new version, or a new setting, wants a restart.
preload_app = True
threads = 1  # more of them gave fewer answers a CPU second, and some waited longer (docs/decisions/0038)
timeout = 180
graceful_timeout = 60  # a stop waits so long for what is under way; what stops it must wait longer (drift/samverkan-web.service)
# What a proxy says of a visitor is believed, or not, by samverkan/utifran/proxyer.py alone: gunicorn would take it from anybody here.
secure_scheme_headers = {}
forwarder_headers = ""
control_socket_disable = True  # gunicorn's own socket for commands wants a home that can be written to; nobody here uses it
if not env_bool("SAMVERKAN_DEBUG"):  # where it is tried on one machine, nobody reads each request
    logconfig_dict = loggar.gunicorns(loggform())
    access_log_format = loggar.ACCESS_FORMAT
