"""A mail server of the tests' own, on this machine: it takes letters, and refuses those to some."""

import contextlib
import socketserver
import threading


class _Samtal(socketserver.StreamRequestHandler):
    def handle(self):
        self.svara("220 tests")
        brev = False
        for rad in self.rfile:
            ord_ = rad.decode(errors="replace").strip()
            if brev:
                brev = ord_ != "."
                if not brev:
                    self.svara("250 ok")
            elif ord_.upper().startswith("RCPT"):
                self.svara("550 Adressen finns inte" if any(adress in ord_ for adress in self.server.nekar) else "250 ok")
            elif ord_.upper() == "DATA":
                brev = True
                self.svara("354 skriv")
            elif ord_.upper() == "QUIT":
                return self.svara("221 adjo")
            else:
                self.svara("250 ok")
        return None

    def svara(self, rad):
        self.wfile.write(f"{rad}\r\n".encode())


@contextlib.contextmanager
def mejlserver(settings, *nekar):
    """The site sends its letters to it meanwhile; those to `nekar` are refused."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Samtal) as server:
        server.nekar, server.daemon_threads = nekar, True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        try:
            yield server
        finally:
            server.shutdown()
