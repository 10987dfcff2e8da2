#!/bin/sh
# Sets up this checkout: system packages, .venv with the exact versions of constraints.txt, qtdocs itself (editable).
# What is there already is left alone. Exit 4: something is missing and cannot be installed from here.
set -eu
cd "$(dirname "$0")/.."

system="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk fonts-lxgw-wenkai"
# Without these everything else works: old Word files and RAR archives are then reported as not read.
optional="libreoffice-writer-nogui libreoffice-calc-nogui unar"
mkdir -p .setup

say() { printf '%s\n' "$*"; }
stop() {
    printf '%s\n' "$@" >&2
    exit 4
}

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }
may_install() { [ "$(id -u)" -eq 0 ] || sudo -n true >/dev/null 2>&1; }

has_lists() { ls /var/lib/apt/lists/*Packages* >/dev/null 2>&1; }
is_known() { apt-cache show "$1" >/dev/null 2>&1; }
is_recorded() { grep -qx "$1" .setup/unavailable 2>/dev/null; }

# The packages of the arguments that are not installed, those that no package source has left out.
missing() {
    for package in "$@"; do
        case "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" in
            installed*) ;;
            *) is_recorded "$package" || printf '%s ' "$package" ;;
        esac
    done
}

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
# Debian's python3 has venv but no ensurepip until python3-venv is installed.
is_usable() { is_recent "$1" && "$1" -c 'import ensurepip, ssl, venv, zlib' >/dev/null 2>&1; }

candidates="${PYTHON:-} python3 /usr/bin/python3 python3.14 python3.13 python3.12 python3.11"
usable_python() {
    for candidate in $candidates; do
        if is_usable "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
}

# The packages that give a Python which can make a venv.
python_packages() {
    for candidate in /usr/bin/python3 /usr/bin/python3.14 /usr/bin/python3.13 /usr/bin/python3.12 /usr/bin/python3.11; do
        if is_recent "$candidate"; then
            "$candidate" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])'
            return
        fi
    done
    for version in 3.13 3.12 3.11; do
        if is_known "python$version-venv"; then
            say "python$version python$version-venv"
            return
        fi
    done
    say "python3.11 python3.11-venv"
}

wanted_packages() {
    [ -n "$(usable_python)" ] || python_packages
    missing $system
    if may_install; then missing $optional; fi
}

# Packages that this release does not have (libharfbuzz-subset0 on Ubuntu 22.04) are recorded and not asked for again.
drop_unknown() {
    for package in "$@"; do
        if ! has_lists || is_known "$package"; then
            printf '%s ' "$package"
        else
            say "$package" >>.setup/unavailable
            say "提示：软件源里没有 $package，跳过；有关功能（证书的字体和速度、旧版 Word 文件、RAR 压缩包）可能受影响。" >&2
        fi
    done
}

install_system() {
    wanted=$(wanted_packages)
    more=$(missing $optional)
    if [ -n "$more" ] && ! may_install; then
        say "提示：没有装 $(echo $more)，旧版 Word（.doc、.wps、.rtf、.odt）和 RAR 压缩包会列为未能读取，其他不受影响。" >&2
    fi
    [ -n "$wanted" ] || return 0
    if ! may_install; then
        wanted=$(drop_unknown $wanted)
        [ -n "$wanted" ] || return 0
        stop "缺少系统软件包，这里没有权限安装。请键入下面一行，再重新运行：" \
            "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $(echo $wanted)"
    fi
    say "更新软件源……"
    as_root apt-get -qq -o DPkg::Lock::Timeout=300 update >.setup/apt.log 2>&1 ||
        say "提示：软件源没有全部更新成功，继续。"
    wanted=$(drop_unknown $(wanted_packages))
    [ -n "$wanted" ] || return 0
    say "安装系统软件包：$(echo $wanted)"
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
        --no-install-recommends install $wanted >>.setup/apt.log 2>&1; then
        tail -n 15 .setup/apt.log >&2
        stop "系统软件包没有装上。请检查网络和软件源，再键入：" \
            "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $(echo $wanted)"
    fi
    installed=yes
}

pip() { .venv/bin/python -m pip "$@"; }

install_python() {
    fingerprint="$(cat pyproject.toml constraints.txt tools/setup.sh | cksum) $(pwd)"
    if [ "$(cat .setup/venv 2>/dev/null)" = "$fingerprint" ] && [ -x .venv/bin/qtdocs ] &&
        .venv/bin/python -c 'import qtdocs' >/dev/null 2>&1; then
        return 0
    fi
    python=$(usable_python)
    [ -n "$python" ] || stop "找不到能建虚拟环境的 Python 3.11 或更新版本，请先安装，或用 PYTHON=/路径/python3 指明。"
    rm -f .setup/venv
    # A copied or half-made environment is made anew; its scripts carry absolute paths.
    if ! grep -qs "$(pwd)/.venv" .venv/bin/pip || ! .venv/bin/python -c 'import pip' >/dev/null 2>&1; then
        rm -rf .venv
        say "建立 Python 环境（$("$python" -c 'import platform; print(platform.python_version())')）……"
        "$python" -m venv .venv || stop "虚拟环境没有建成，请看上面的提示。"
    fi
    say "安装 Python 软件包，首次约需几分钟……"
    export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
    if ! pip install -qq -c constraints.txt hatchling ||
        ! pip install -qq -c constraints.txt --no-build-isolation -e '.[dev,scan]'; then
        stop "Python 软件包没有装上，原因见上面的英文；多半是网络，可再运行一次。"
    fi
    printf '%s\n' "$fingerprint" >.setup/venv
    installed=yes
}

installed=no
if command -v dpkg-query >/dev/null 2>&1; then
    install_system
elif [ ! -e .setup/venv ]; then
    say "提示：这里没有 apt，请自行装好 Pango、HarfBuzz（含 subset）、Noto CJK 字体、霞鹜文楷字体、LibreOffice（Writer 和 Calc）和 unar。"
fi
install_python
if [ "$installed" = yes ]; then
    say "环境已装好。"
else
    say "环境已就绪，无需安装。"
fi
