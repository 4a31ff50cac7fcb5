# Two commands on a fresh machine: `make build` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
STATUTES := $(VENV)/.statutes

.PHONY: build publish test check style types layers quick trials safety measure statutes previews bench lock clean system tools

build: $(STAMP) $(STATUTES)
	$(BIN)/jianguan build --zip
	@$(BIN)/jianguan inbox || echo "收件箱没有核对成功，网站和文书不受影响。"

# Into the folder a web server shows: make publish DIR=/srv/www/jianguan OPTIONS='--by 张三'
publish: $(STAMP) $(STATUTES)
	$(BIN)/jianguan publish "$(DIR)" $(OPTIONS)

test: $(STAMP) system tools
	@$(MAKE) --no-print-directory -j2 style types layers
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

# The inner loop, in seconds: no browser, no LibreOffice, no processes; of long proofs a small part.
check: $(STAMP)
	@$(MAKE) --no-print-directory -j2 style types layers quick

style:
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports --no-logo

quick:
	JIANGUAN_PROOF=part $(BIN)/pytest -n auto tests/catalog tests/law tests/views tests/verification tests/search_index \
	  -m "not (browser or render or processes or safety or trials)"

# Every long proof whole: kills at every moment, thousands of random inputs, every set of values in every way (hours).
trials: $(STAMP) system
	JIANGUAN_PROOF=whole $(BIN)/pytest -n auto -m ""

# The whole proof that nothing is lost and nothing foreign gets in; `make test` holds a sample of it.
safety: $(STAMP) system
	JIANGUAN_PROOF=whole $(BIN)/pytest -n auto --dist worksteal tests/safety -m ""

# Official documents printed by LibreOffice and measured against GB/T 9704: the table of clauses, wanted and seen.
measure: $(STAMP) system
	$(BIN)/python -m tests.measure

bench: $(STAMP)
	$(BIN)/python benchmarks/table.py
	$(BIN)/python benchmarks/local_search.py
	$(BIN)/python benchmarks/law_corpus.py
	$(BIN)/python benchmarks/documents.py
	$(BIN)/python benchmarks/site_build.py
	$(BIN)/python benchmarks/serve_latency.py
	$(BIN)/python benchmarks/site_search.py
	$(BIN)/python benchmarks/growth.py

# Full texts of the national laws, from a pinned public corpus that is read as data and never installed.
statutes: $(STAMP)
	rm -f $(STATUTES)
	sh scripts/fetch-statutes.sh $(BIN)

$(STATUTES): $(STAMP) statutes.lock $(wildcard catalog/laws/*.yaml generator/packs/*/laws/*.yaml)
	sh scripts/fetch-statutes.sh $(BIN) || echo "没有取得法律文本：站点只显示要旨和官方链接。以后可运行 make statutes 补上。"
	touch $@

# Pictures of the document types for the site, committed: a build needs no LibreOffice.
previews: $(STAMP)
	FONTCONFIG_FILE=$(CURDIR)/tests/fonts/fonts.conf $(BIN)/jianguan previews

# TypeScript and Prettier, which check the pages' scripts: from npm, else the tests that need them skip.
tools:
	sh scripts/install-dev-tools.sh

# Chromium, LibreOffice and fonts: installed when root on Debian, else tests that need them skip.
system:
	sh scripts/install-system-packages.sh

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

lock:
	uv pip compile --generate-hashes --universal --no-header --no-emit-index-url --no-emit-find-links --extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf build $(VENV)
