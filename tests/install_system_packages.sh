#!/bin/sh
# Installs the Debian packages that the tests need, or names what is missing and stops.
set -eu

packages=
command -v soffice >/dev/null 2>&1 || packages="$packages libreoffice-writer-nogui"
command -v pdftotext >/dev/null 2>&1 || packages="$packages poppler-utils"
[ -e /usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf ] ||
    [ -e /usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf ] ||
    packages="$packages fonts-liberation"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 ||
    packages="$packages postgresql"
command -v chromium >/dev/null 2>&1 || packages="$packages chromium"
[ -n "$packages" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "missing for the tests:$packages (no apt-get here: install them by hand)" >&2
    exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
        echo "missing for the tests:$packages (run: sudo apt-get install$packages)" >&2
        exit 1
    fi
    as_root=sudo
fi
$as_root apt-get update -q
# shellcheck disable=SC2086 # a list of words is meant
$as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends $packages
