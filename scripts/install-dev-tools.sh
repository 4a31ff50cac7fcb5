#!/bin/sh
# What checks the pages' scripts (package-lock.json), into node_modules. Never a failure: without npm or a registry the
# tests that need them skip and say so.
set -eu
cd "$(dirname "$0")/.."
if ! command -v npm > /dev/null; then
  echo "没有安装 npm：网页脚本的类型和格式不检查。"
elif ! cmp -s package-lock.json node_modules/.installed; then
  if npm ci --silent --fetch-retries=1; then
    cp package-lock.json node_modules/.installed
  else
    echo "没有取得 TypeScript 和 Prettier（npm ci）：网页脚本的类型和格式不检查。"
  fi
fi
