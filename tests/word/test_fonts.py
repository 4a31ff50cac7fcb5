"""Documents name the bureau's fonts; the machine's are reported, or said to be unknown."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from types import SimpleNamespace

from generator import word
from generator.word.paper import installed
from tests.conftest import CATALOG
from tests.measure.specimens import a_notice

OWN = {"仿宋": "方正仿宋_GBK", "小标宋": "方正小标宋_GBK"}


def _parts(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def test_the_bureau_s_font_names_stand_in_every_part(tiny):
    tiny.write("catalog.yaml", {**CATALOG, "fonts": OWN})
    parts = _parts(word.official(tiny.view(), a_notice()))
    whole = "".join(parts.values())
    assert whole.count("方正仿宋_GBK") > 4
    assert 'w:eastAsia="仿宋_GB2312"' not in whole
    assert 'w:eastAsia="方正小标宋_GBK"' in parts["word/styles.xml"]
    assert 'w:eastAsia="黑体"' in whole
    assert '<w:font w:name="方正仿宋_GBK"><w:altName w:val="仿宋_GB2312"/>' in parts["word/fontTable.xml"]


def test_without_own_names_nothing_changes(tiny):
    default = word.official(tiny.view(), a_notice())
    tiny.write("catalog.yaml", {**CATALOG, "fonts": {"仿宋": "仿宋_GB2312"}})
    again = word.official(tiny.view(), a_notice())
    assert _parts(default)["word/document.xml"] == _parts(again)["word/document.xml"]


def test_a_role_that_is_no_font_of_the_standard_is_refused(tiny):
    from generator.catalog.load import load

    tiny.write("catalog.yaml", {**CATALOG, "fonts": {"隶书": "隶书"}})
    assert any("可用的有：仿宋" in str(problem) for problem in load(tiny.folder).problems)


def test_a_font_is_found_by_its_chinese_or_its_english_name(monkeypatch):
    monkeypatch.setattr(installed, "installed_families", lambda: frozenset({"simhei", "宋体", "仿宋"}))
    report = {font.role: font for font in installed.font_report({"楷体": "SimHei"})}
    assert report["黑体"].installed and report["宋体"].installed and report["楷体"].installed
    assert report["仿宋"].installed is False and report["仿宋"].look_alike_installed is True
    assert report["小标宋"].installed is False


def test_fontconfig_lists_every_name_of_a_family(monkeypatch):
    monkeypatch.setattr(installed.sys, "platform", "linux")
    monkeypatch.setattr(installed.shutil, "which", lambda _: "/usr/bin/fc-list")
    listed = SimpleNamespace(stdout="黑体,SimHei\nDejaVu Sans\n".encode())
    monkeypatch.setattr(installed.subprocess, "run", lambda *_, **__: listed)
    assert installed.installed_families() == {"黑体", "simhei", "dejavu sans"}


def test_where_there_is_no_list_nothing_is_claimed(monkeypatch):
    monkeypatch.setattr(installed.sys, "platform", "linux")
    monkeypatch.setattr(installed.shutil, "which", lambda _: None)
    assert installed.installed_families() is None
    assert {font.installed for font in installed.font_report({})} == {None}


def test_a_list_that_cannot_be_read_claims_nothing(monkeypatch):
    monkeypatch.setattr(installed.sys, "platform", "linux")
    monkeypatch.setattr(installed.shutil, "which", lambda _: "/usr/bin/fc-list")

    def broken(*_, **__):
        raise subprocess.CalledProcessError(1, "fc-list")

    monkeypatch.setattr(installed.subprocess, "run", broken)
    assert installed.installed_families() is None


def test_on_windows_the_registry_tells(monkeypatch):
    names = {
        "machine": ["仿宋_GB2312 (TrueType)", "SimSun & NSimSun (TrueType)"],
        "user": ["方正小标宋简体 (TrueType)"],
    }

    class Key:
        def __init__(self, hive):
            self.names = names[hive]

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    registry = SimpleNamespace(
        HKEY_LOCAL_MACHINE="machine",
        HKEY_CURRENT_USER="user",
        OpenKey=lambda hive, _: Key(hive),
        QueryInfoKey=lambda key: (0, len(key.names), 0),
        EnumValue=lambda key, at: (key.names[at], "file.ttf", 1),
    )
    monkeypatch.setitem(sys.modules, "winreg", registry)
    monkeypatch.setattr(installed.sys, "platform", "win32")
    report = {font.role: font.installed for font in installed.font_report({})}
    assert report == {"仿宋": True, "宋体": True, "小标宋": True, "楷体": False, "黑体": False}


def test_a_registry_without_fonts_claims_nothing(monkeypatch):
    def refuse(*_):
        raise OSError

    registry = SimpleNamespace(HKEY_LOCAL_MACHINE=1, HKEY_CURRENT_USER=2, OpenKey=refuse)
    monkeypatch.setitem(sys.modules, "winreg", registry)
    monkeypatch.setattr(installed.sys, "platform", "win32")
    assert installed.installed_families() is None
