#!/bin/sh
# Installs what tests use beyond Python: Chromium, LibreOffice, PDF tools, fonts. Only as root on Debian;
# elsewhere it says what is missing and the tests that need it skip.
set -u
missing=
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || missing="$missing chromium-headless-shell"
command -v soffice >/dev/null || missing="$missing libreoffice-writer-nogui"
ls /usr/lib*/libreoffice/program/libsclo.so >/dev/null 2>&1 || missing="$missing libreoffice-calc-nogui"
command -v pdftoppm >/dev/null || missing="$missing poppler-utils"
fc-list 2>/dev/null | grep -q 'NotoSerifCJK' || missing="$missing fonts-noto-cjk fontconfig"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "未安装：$missing（需要它们的测试会跳过）"
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-cache show chromium-headless-shell >/dev/null 2>&1 || missing=$(echo "$missing" | sed 's/chromium-headless-shell/chromium/')
apt-get install -y -qq --no-install-recommends $missing >/dev/null || echo "安装未成功：$missing（需要它们的测试会跳过）"
exit 0
