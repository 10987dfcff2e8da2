#!/bin/sh
# Builds the wheel, installs it into an environment of its own and uses it there, away from the checkout. Set up first.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

echo '打包……'
.venv/bin/python -m pip wheel -qq --no-deps --no-build-isolation -w "$work/dist" .
echo '装进临时环境……'
.venv/bin/python -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -qq -c constraints.txt "$work"/dist/qtdocs-*.whl

cd "$work"
# Every form and template of the checkout is in the wheel, byte for byte.
for folder in forms templates; do
    diff -r "$root/$folder" "$("$work/venv/bin/python" -c 'import pathlib, qtdocs; print(pathlib.Path(qtdocs.__file__).parent / "_shelf")')/$folder"
done
"$work/venv/bin/qtdocs" forms list
code=0
"$work/venv/bin/qtdocs" run "$root/samples/inbox" --programme zhejiang-2026 --out "$work/out" || code=$?
[ "$code" -eq 0 ] || [ "$code" -eq 3 ]
for output in 台账.xlsx 推荐汇总表.xlsx 光荣册.docx 证书.pdf; do
    [ -s "$work/out/$output" ] || { echo "没有生成 $output" >&2; exit 1; }
done
echo '安装包可用。'
