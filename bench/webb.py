"""A new database, and gunicorn with its workers and what is done to it: what the benches of saving share."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def prepare(url):
    """A new and migrated database."""
    import dj_database_url

    config = dj_database_url.parse(url)
    if "postgresql" in config["ENGINE"]:
        import psycopg2

        if not config["NAME"].endswith("_bench"):
            sys.exit("The database's name must end in _bench: it is emptied.")
        connection = psycopg2.connect(
            host=config["HOST"], port=config["PORT"] or 5432, user=config["USER"], password=config["PASSWORD"], dbname="postgres"
        )
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{config["NAME"]}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{config["NAME"]}"')
        connection.close()
    import django

    sys.path.insert(0, str(ROOT))
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


class Web:
    """gunicorn with its workers, and what is done to it."""

    def __init__(self, workers, threads=1):
        self.number, self.threads = workers, threads
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    def start(self):
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "samverkan.wsgi",
            "--bind",
            f"127.0.0.1:{self.port}",
            "--workers",
            str(self.number),
            "--threads",
            str(self.threads),
            "--log-level",
            "critical",
            "--preload",  # the program is read once for all workers: stopped and started again it is there sooner
        ]
        self.process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)

    def workers(self):
        out = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False)
        return [int(pid) for pid in out.stdout.split()]

    def wait(self):
        """Until it answers."""
        while True:
            try:
                return urllib.request.urlopen(f"http://127.0.0.1:{self.port}/halsa/", timeout=60).close()
            except OSError:
                time.sleep(0.2)

    def cpu(self):
        """CPU seconds of gunicorn and its workers, those that have ended too."""
        falt = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in (self.process.pid, *self.workers())]
        return sum(int(n) for f in falt for n in f[11:15]) / os.sysconf("SC_CLK_TCK")

    def kill_worker(self):
        pids = self.workers()
        if pids:
            kill(random.choice(pids))

    def kill_all(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.start()

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()


class Stilla(Web):
    """The same, stopped as an operator does: it ends what it does, and the socket is held by another meanwhile, as systemd holds it."""

    def __init__(self, workers, threads=1):
        self.number, self.threads = workers, threads
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=2048)
        self.port = self.socket.getsockname()[1]
        self.start()

    def start(self):
        fd = self.socket.fileno()
        command = f"{sys.executable} -m gunicorn samverkan.wsgi --workers {self.number} --threads {self.threads} --log-level critical"
        held = ["sh", "-c", f"export LISTEN_PID=$$ LISTEN_FDS=1; exec 3<&{fd} {command}"]
        self.process = subprocess.Popen(held, cwd=ROOT, start_new_session=True, pass_fds=(fd,))

    def kill_worker(self):
        """New workers: what a reload does."""
        self.process.send_signal(signal.SIGHUP)

    def kill_all(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.start()


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
