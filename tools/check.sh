#!/bin/sh
# Runs every check, also after one has failed, and ends with one line that names the failed ones. Set up first.
set -u
cd "$(dirname "$0")/.."
PATH="$(pwd)/.venv/bin:$PATH"
export PATH

failed=""
step() {
    name=$1
    shift
    printf '== %s\n' "$name"
    "$@" || failed="$failed $name"
}

step ruff-check ruff check .
step ruff-format ruff format --check .
step mypy mypy --strict qtdocs
step lint-imports lint-imports
step pytest pytest -n auto --dist worksteal

if [ -n "$failed" ]; then
    printf '没有通过：%s\n' "${failed# }" >&2
    exit 1
fi
printf '全部通过。\n'
