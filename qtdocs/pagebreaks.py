"""How a text looks that the end of a page has cut, and how one that begins anew; for printed and for scanned pages."""

from __future__ import annotations

import re

BROKEN = 30
"""Characters; what breaks off in the middle of a line and is as long is no label."""
LABEL = re.compile(
    r"[^。；\n]{0,20}(?:意见|理由|同意|盖章|公章|签字|签名|签章|日期|负责人|备注|填表)"
    r"|[\d\s年月日./／－—\-〇○零一二三四五六七八九十]*(?:\n|$)"
)
"""What a new row begins with: words beside a seal or a signature, or nothing but a number or a date."""
HEAD = re.compile(r"[^。；，,：:\n]{0,16}(?:意见|理由|同意|简介|成果|荣誉|情况)[^。；，,：:\n]{0,16}[：:]")
"""A heading within a form's box."""
SIGNED = re.compile(
    r"(?:[\d〇○零一二三四五六七八九十]*\s*年\s*[\d一二三四五六七八九十]*\s*月\s*[\d一二三四五六七八九十]*\s*日"
    r"|\d{2,4}([./-])\d{1,2}\1\d{1,2})\s*$"
)
"""A date at the end: nothing goes on after it."""
