# The commands that stay. Each says what it does in its script in bin/.
.PHONY: run test test-long check rattigheter lock

run:
	@bin/setup run
	@bin/run

test:
	@bin/setup test
	@bin/test

# What tries at random or many times over, and every command of the README, typed in a fresh clone.
test-long:
	@bin/setup test
	@bin/test-long
	@bin/prova-readme

check:
	@bin/setup test
	@bin/check

# Write docs/rattigheter.md anew from what the program answers; a person reads the diff.
rattigheter:
	@bin/setup test
	@.venv/bin/python bin/rattigheter

# Renew the lock files (needs uv).
lock:
	uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements-dev.in -o requirements-dev.txt
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements.in -c requirements-dev.txt -o requirements.txt
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements-saml.in -c requirements-dev.txt -o requirements-saml.txt
