"""The fonts documents name. None may be shipped; Word and WPS find them on the officials' machines."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog.model import FontRole


@dataclass(frozen=True)
class Font:
    """A font family by the name documents use, and the look-alike Word may take where it is missing."""

    name: str
    look_alike: str = ""
    fixed_pitch: bool = True


FANGSONG = Font("仿宋_GB2312", "仿宋")
"""Body text of an official document (5.2.2)."""

KAITI = Font("楷体_GB2312", "楷体")
"""Second-level headings (7.3.3)."""

HEITI = Font("黑体", "SimHei")
"""First-level headings, table heads."""

SONGTI = Font("宋体", "SimSun")
"""Page numbers (7.5), dense tables."""

XIAOBIAOSONG = Font("方正小标宋简体", "华文中宋", fixed_pitch=False)
"""发文机关标志 and titles (7.2.4, 7.3.1)."""

SYMBOL = Font("Segoe UI Symbol", "MS Gothic", fixed_pitch=False)
"""Holds ☐ and ☑, which the Chinese fonts lack."""

ROLES: dict[FontRole, Font] = {"仿宋": FANGSONG, "楷体": KAITI, "黑体": HEITI, "宋体": SONGTI, "小标宋": XIAOBIAOSONG}
"""The fonts the standard asks for, by the word catalog.yaml configures them with."""

ALL = (FANGSONG, KAITI, HEITI, SONGTI, XIAOBIAOSONG, SYMBOL)
