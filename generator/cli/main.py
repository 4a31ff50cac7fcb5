"""The command `jianguan` and its commands. Each reads its options, calls one function of the generator, and reports."""

from __future__ import annotations

import click

from generator.cli import chinese, law_impact, law_import, law_review, law_verify  # noqa: F401 (they add themselves to `law`)
from generator.cli.addresses import addresses
from generator.cli.build import build, serve
from generator.cli.check import check
from generator.cli.checklist import checklist
from generator.cli.diff import diff
from generator.cli.document import document
from generator.cli.due import due
from generator.cli.export import export_
from generator.cli.failures import Commands
from generator.cli.fill import fill
from generator.cli.fonts import fonts
from generator.cli.handbook import handbook
from generator.cli.import_ import import_
from generator.cli.inbox import inbox
from generator.cli.init import init, packs
from generator.cli.law import law
from generator.cli.notice import notice
from generator.cli.previews import previews
from generator.cli.publish import publish
from generator.cli.read import read
from generator.cli.recover import recover
from generator.cli.schema import schema
from generator.cli.search import search
from generator.cli.template import template

chinese.install()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="jianguan", prog_name="jianguan")
def main() -> None:
    """监管事项目录：检查目录、生成站点和文书、检索。

    退出码：0 正常，1 发现问题，2 用法不对。
    """


for _command in (
    *(
        addresses,
        build,
        check,
        checklist,
        document,
        due,
        export_,
        fill,
        fonts,
        import_,
        inbox,
        law,
        notice,
        previews,
        read,
    ),
    *(diff, handbook, init, packs, publish, recover, schema, search, serve, template),
):
    main.add_command(_command)
