"""What the commands share: a file that cannot be read or written, and an argument of half signs, are told in words."""

from django.core.management.base import BaseCommand, CommandError

KAN_INTE = {
    FileNotFoundError: "finns inte",
    PermissionError: "får inte läsas eller skrivas av den som kör kommandot",
    IsADirectoryError: "är en katalog",
}


class Kommando(BaseCommand):
    def execute(self, *args, **options):
        try:
            return super().execute(*args, **options)
        except UnicodeEncodeError as error:
            raise CommandError("Ett av orden på kommandoraden har tecken som inte går att läsa. Skriv det i UTF-8.") from error
        except OSError as error:
            if error.filename is None:
                raise
            raise CommandError(
                f"{error.filename} {KAN_INTE.get(type(error), f'går inte att läsa eller skriva: {error.strerror}')}."
            ) from error
