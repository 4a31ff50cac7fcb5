"""What `init` writes for CI is valid by the platforms' own rules, calls only commands there are, and says it is an example."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.starting import STARTER

CONFIGURATIONS = ["ci.yml", "gitlab-ci.yml", "publish.service", "publish.timer"]


@pytest.mark.parametrize(
    ("name", "schema"), [("ci.yml", "vendor.github-workflows"), ("gitlab-ci.yml", "vendor.gitlab-ci")]
)
def test_it_is_valid_by_the_schema_of_the_platform(name: str, schema: str) -> None:
    pytest.importorskip("check_jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(STARTER / name)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing_in_the_workflow() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    if not zizmor.exists():
        pytest.skip("没有安装 zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--collect=all", str(STARTER / "ci.yml")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_it_calls_commands_with_options_that_there_are(name: str) -> None:
    text = (STARTER / name).read_text(encoding="utf-8")
    assert text.startswith("# 示例")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    for command, rest in re.findall(r"(?:^|[\s/])jianguan (\w+)(.*)", "\n".join(lines)):
        options = {option for parameter in main.commands[command].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= options, (command, rest)
