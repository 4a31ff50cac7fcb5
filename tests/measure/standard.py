"""What GB/T 9704-2012 asks for, in millimetres unless the name says otherwise. Written down from the clauses, not from the generator.

字 is the 28th part of a line. Tolerances are what a print by LibreOffice may differ, with fonts that are not the real ones.
"""

from __future__ import annotations

SHEET = (210.0, 297.0)

# 5.2 版面
TOP_MARGIN, LEFT_MARGIN, MARGIN_TOLERANCE = 37.0, 28.0, 1.0
AREA_WIDTH, AREA_HEIGHT = 156.0, 225.0
LEFT, RIGHT = LEFT_MARGIN, LEFT_MARGIN + AREA_WIDTH
TOP, BOTTOM = TOP_MARGIN, TOP_MARGIN + AREA_HEIGHT
LINES_A_PAGE, CHARACTERS_A_LINE = 22, 28
CELL, LINE = AREA_WIDTH / CHARACTERS_A_LINE, AREA_HEIGHT / LINES_A_PAGE
BODY_POINTS = 16.0
BLACK, RED = (0, 0, 0), (255, 0, 0)

# 7.2 版头
MARK_BELOW_TOP = 35.0
RULE_BELOW_NUMBER = 4.0
RULE_WIDTH = 156.0
BLANK_LINES_ABOVE_NUMBER, BLANK_LINES_BELOW_RULE = 2, 2

# 7.3 主体
TITLE_POINTS = 22.0
INDENT_CELLS = 2
SEAL_DAY_FROM_RIGHT, PLAIN_FROM_RIGHT, STAMP_FROM_RIGHT, POST_BEFORE_STAMP, DAY_AFTER_NAME = 4, 2, 4, 2, 2
SEAL_DIAMETER = 42.0

# 7.4 版记
THICK, THIN = 0.35, 0.25
IMPRINT_POINTS = 14.0
IMPRINT_CELL = IMPRINT_POINTS * 25.4 / 72

# 7.5 页码
NUMBER_POINTS = 14.0
NUMBER_BELOW_AREA = 7.0
NUMBER_FROM_EDGE_CELLS = 1

# 10 特定格式
LETTER_MARK_FROM_TOP, LETTER_RULE_BELOW_MARK, LETTER_RULE_FROM_FOOT, LETTER_RULE_WIDTH = 30.0, 4.0, 20.0, 170.0
LETTER_NUMBER_BELOW_RULE = 7 / 8 * BODY_POINTS * 25.4 / 72
ORDER_MARK_BELOW_TOP = 20.0
MINUTES_MARK_BELOW_TOP = 35.0

FONTS = {
    "小标宋": "NotoSerifCJKjp-Bold",
    "仿宋": "NotoSerifCJKjp-Regular",
    "楷体": "NotoSansCJKjp-Regular",
    "黑体": "NotoSansCJKjp-Bold",
    "宋体": "NotoSansMonoCJKjp-Regular",
}
"""The face fonts.conf gives for each font of the standard, as a PDF names it."""

NOT_SHOWN = (
    "Word 关闭的中西文间距（autoSpaceDE/DN）在 LibreOffice 中仍然加上：含数字的行略宽，量日期时量它的中点",
    "行末标点悬挂（overflowPunct）：LibreOffice 会把标点排出版心右边缘，量行宽时不计",
    "指定字体的字面（真正的方正小标宋简体、仿宋_GB2312 等）：这里用代替字体，墨迹上下缘可差约 0.5 毫米",
    "Word、WPS 中固定行距的基线：可差 1 毫米以内",
    "印章、签名章：只量给它们留的位置",
)
