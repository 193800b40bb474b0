# Two commands do everything on a fresh machine:  make lesson  renders a film,  make test  passes the tests.

PYTHON ?= python3
BIN := .venv/bin
PACKAGES := python3-venv python3-dev gcc libc6-dev pkg-config libpango1.0-dev fonts-dejavu-core

.PHONY: help lesson test lint benchmarks schema system clean

help:
	@echo 'make lesson      render scenes/xor.py in preview quality and print where the film is'
	@echo 'make test        run the tests'
	@echo 'make lint        run ruff and mypy'
	@echo 'make benchmarks  measure drawing, encoding and training'
	@echo 'make schema      write configs/lesson.schema.json anew'
	@echo 'make clean       remove the environment and everything rendered'

lesson: .venv/installed
	$(BIN)/manim -ql -v WARNING --progress_bar none scenes/xor.py
	@echo 'The film: $(CURDIR)/media/videos/xor/480p15/Xor.mp4'

test: .venv/installed
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n 2

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

benchmarks: .venv/installed
	$(BIN)/python tests/benchmarks
	$(BIN)/python tests/benchmarks/bench_nnlib.py

schema: .venv/installed
	$(BIN)/python -c 'import scenes.config; scenes.config.write_schema()'

# The environment is made anew when what it is made of has changed, and only counts once it is complete.
.venv/installed: pyproject.toml constraints.txt | system
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,dev]'
	@touch $@

# Linux has no wheels of pycairo and manimpango: both are compiled, against Pango. Debian's packages are
# installed where something is missing; elsewhere this says what to install.
system:
	@missing=''; \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || missing="$$missing Python-3.11-or-newer"; \
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || missing="$$missing venv"; \
	$(PYTHON) -c 'import sysconfig, pathlib, sys; sys.exit(not (pathlib.Path(sysconfig.get_paths()["include"]) / "Python.h").exists())' 2>/dev/null || missing="$$missing Python.h"; \
	command -v gcc >/dev/null 2>&1 || command -v cc >/dev/null 2>&1 || missing="$$missing C-compiler"; \
	echo '#include <stdlib.h>' | cc -E - >/dev/null 2>&1 || missing="$$missing C-headers"; \
	pkg-config --exists pangocairo 2>/dev/null || missing="$$missing Pango"; \
	[ -z "$$missing" ] && exit 0; \
	echo "Missing on this machine:$$missing"; \
	if command -v apt-get >/dev/null 2>&1; then \
		if [ "$$(id -u)" = 0 ]; then as=''; elif command -v sudo >/dev/null 2>&1; then as='sudo'; else \
			echo 'Ask an administrator for:  apt-get install --no-install-recommends $(PACKAGES)'; exit 1; fi; \
		$$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(PACKAGES); \
	else \
		echo 'Install Python 3.11 or newer with its headers, a C compiler, pkg-config and the headers of Pango:'; \
		echo '  Fedora:  sudo dnf install python3-devel gcc pkgconf-pkg-config pango-devel cairo-devel dejavu-sans-fonts'; \
		echo '  Arch:    sudo pacman -S python gcc pkgconf pango cairo ttf-dejavu'; \
		echo '  macOS:   brew install python pkg-config pango cairo'; \
		exit 1; \
	fi

clean:
	rm -rf .venv media/videos media/images media/histories media/texts
