"""What is wrong with a form or programme file, said in Chinese with the way to the key."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from qtdocs.editions.form import Spec

_SYNTAX = (
    ("Expected '='", "键的后面要写“=”"),
    ("Invalid value", "“=”后面的值写法不对，文字要放在英文双引号里"),
    ("Unclosed array", "方括号没有写完"),
    ("Unclosed inline table", "花括号没有写完"),
    ("Unterminated string", "引号没有写完"),
    ("Expected newline or end of document", "一个值写完后要换行"),
    ("Cannot overwrite a value", "同一个键写了两次"),
    ("Cannot declare", "同一个小标题写了两次"),
    ("Invalid statement", "这一行既不是“键 = 值”，也不是小标题"),
    ("Unescaped '\\'", "反斜杠要写成“\\\\”"),
    ("Expected ']", "小标题的方括号没有写完"),
    ("Illegal character", "有不能出现的字符"),
    ("Invalid initial character", "键要用英文字母开头"),
)
_KINDS_OF_VALUE = {
    "string_type": "要写文字，放在英文双引号里",
    "int_type": "要写整数",
    "int_parsing": "要写整数",
    "int_from_float": "要写整数，不带小数",
    "float_type": "要写数字",
    "float_parsing": "要写数字",
    "bool_type": "要写 true 或 false",
    "bool_parsing": "要写 true 或 false",
    "tuple_type": '要写成一列，放在方括号里，例如 ["甲", "乙"]',
    "model_type": "要写成一个小标题，下面逐行写它的键",
    "dict_type": "要写成一个小标题，下面逐行写它的键",
    "date_type": "要写日期，例如 2026-04-27，不加引号",
    "date_parsing": "要写日期，例如 2026-04-27，不加引号",
    "date_from_datetime_parsing": "要写日期，例如 2026-04-27，不加引号",
    "date_from_datetime_inexact": "只写日期，不写钟点",
}
_LITERALS = {
    "type": "类型",
    "where": "位置",
    "media": "介质",
    "severity": "严重程度",
    "per": "份数依据",
    "clock": "时间依据",
}


def syntax_mistake(file: str, error: tomllib.TOMLDecodeError) -> str:
    r"""One sentence on a file that is no TOML, with the line.

    >>> try: _ = tomllib.loads('id = "a"\nname 申报表')
    ... except tomllib.TOMLDecodeError as error: print(syntax_mistake("application.toml", error))
    application.toml → 第2行第6列：键的后面要写“=”。
    """
    told = str(error)
    spot = re.search(r"line (\d+), column (\d+)", told)
    where = f"第{spot[1]}行第{spot[2]}列" if spot else "文件末尾"
    reason = next((chinese for english, chinese in _SYNTAX if english in told), "写法不合 TOML")
    return f"{file} → {where}：{reason}。"


def validation_mistakes(file: str, error: ValidationError, model: type[Spec], data: Mapping[str, Any]) -> list[str]:
    """One sentence for each thing pydantic refused, with the way to its key; places in lists count from 1."""
    return [f"{file} → {_way(detail['loc'], data)}：{_reason(detail, model)}" for detail in error.errors()]


def close_guess(word: str, words: Iterable[str]) -> str:
    """The word that was probably meant; empty where none is close."""
    found = difflib.get_close_matches(word, tuple(words), n=1, cutoff=0.6)
    return found[0] if found else ""


def _way(location: Sequence[str | int], data: Mapping[str, Any]) -> str:
    """The key path with the key or id of the field it passes through: ``fields[3].type（headcount）``."""
    path, inside, name = "", data, ""
    for part in location:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if path else part
        inside = _part_of(inside, part)
        if isinstance(part, int) and isinstance(inside, Mapping):
            name = str(inside.get("key") or inside.get("id") or inside.get("name") or "")
    return f"{path}（{name}）" if name else path


def _part_of(data: Any, part: str | int) -> Any:
    """What lies under this key or number; none where nothing does."""
    try:
        return data[part]
    except (KeyError, IndexError, TypeError):
        return None


def _reason(detail: ErrorDetails, model: type[Spec]) -> str:
    """What is wrong there, in Chinese."""
    kind, given, context = detail["type"], str(detail["input"])[:40], detail.get("ctx", {})
    last = next((part for part in reversed(detail["loc"]) if isinstance(part, str)), "")
    if kind == "missing":
        return "这一项必须写。"
    if kind == "extra_forbidden":
        guess = close_guess(last, _model_at(detail["loc"][:-1], model).model_fields)
        return f"没有“{last}”这个键" + (f"，是不是“{guess}”？" if guess else "。")
    if kind == "literal_error":
        allowed = "、".join(re.findall(r"'([^']+)'", str(context.get("expected", ""))))
        return f"“{given}”不是可用的{_LITERALS.get(last, '写法')}，可用：{allowed}。"
    if kind == "string_pattern_mismatch":
        return f"“{given}”只能用小写英文字母开头，后面用小写字母、数字和规定的符号。"
    if kind == "too_short":
        return f"至少要写 {context.get('min_length', 1)} 项。"
    if kind == "value_error":
        return str(context.get("error", "这一项不能这样写。"))
    return f"写的是“{given}”，{_KINDS_OF_VALUE.get(kind, '这一项不能这样写')}。"


def _model_at(location: Sequence[str | int], model: type[Spec]) -> type[Spec]:
    """The declaration that the way leads to."""
    for part in location:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        model = next(_specs_in(field.annotation), model) if field else model
    return model


def _specs_in(annotation: Any) -> Iterator[type[Spec]]:
    """The declarations named in a type such as ``tuple[FieldSpec, ...]``."""
    if isinstance(annotation, type) and issubclass(annotation, Spec):
        yield annotation
    for part in get_args(annotation):
        yield from _specs_in(part)
