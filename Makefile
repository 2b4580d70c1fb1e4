# The commands that stay. Each says what it does in its script in bin/.
.PHONY: run test test-long check lock

run:
	@bin/setup run
	@bin/run

test:
	@bin/setup test
	@bin/test

test-long:
	@bin/setup test
	@bin/test-long

check:
	@bin/setup test
	@bin/check

# Renew the lock files (needs uv).
lock:
	uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements-dev.in -o requirements-dev.txt
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements.in -c requirements-dev.txt -o requirements.txt
