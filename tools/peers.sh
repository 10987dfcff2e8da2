#!/bin/sh
# Makes .bench-venv: qtdocs with its tested versions, and the peers it is measured against. Run after tools/setup.sh.
# A peer that cannot be installed is left out; the benchmark says so in its table.
set -eu
cd "$(dirname "$0")/.."

fingerprint="$(cat pyproject.toml constraints.txt tools/peers.sh | cksum) $(pwd)"
if [ "$(cat .setup/peers 2>/dev/null)" = "$fingerprint" ] && .bench-venv/bin/python -c 'import qtdocs' >/dev/null 2>&1; then
    exit 0
fi

echo '为对比准备单独的环境，首次约需几分钟……'
rm -f .setup/peers
if ! .bench-venv/bin/python -c 'import pip' >/dev/null 2>&1; then
    rm -rf .bench-venv
    .venv/bin/python -m venv .bench-venv
fi
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
pip() { .bench-venv/bin/python -m pip "$@"; }

if ! pip install -qq -c constraints.txt hatchling || ! pip install -qq -c constraints.txt --no-build-isolation -e .; then
    echo '对比用的环境没有装好，原因见上面的英文；多半是网络，可再运行一次。' >&2
    exit 4
fi
complete=yes
for peer in 'docx2python==3.7.1' 'markitdown[docx]==0.1.8'; do
    pip install -qq -c constraints.txt "$peer" || { complete=no; echo "提示：$peer 没有装上，表中将注明。" >&2; }
done
[ "$complete" = no ] || printf '%s\n' "$fingerprint" >.setup/peers
