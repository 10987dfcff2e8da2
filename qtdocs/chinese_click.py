"""click's own words in Chinese, whatever the locale says.

click translates by the system's locale, and no Chinese catalogue travels with it; under ``LC_ALL=C`` it is English.
"""

from __future__ import annotations

import re
from importlib import import_module

from qtdocs.text import display_width

WORDS = {
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "Aborted!": "已中断。",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 要 {nargs} 个值。",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "Commands": "命令",
    "Error: {message}": "错误：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Invalid value: {message}": "值不对：{message}",
    "Missing argument": "缺少参数",
    "Missing command.": "缺少命令。",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Missing {param_type}": "缺少{param_type}",
    "No such command {name!r}.": "没有“{name}”这个命令。",
    "No such option {name!r}.": "没有 {name} 这个选项。",
    "No such option: {name}": "没有 {name} 这个选项。",
    "Option {name!r} does not take a value.": "选项 {name} 后面不带值。",
    "Options": "选项",
    "Positional arguments": "参数",
    "Show the version and exit.": "显示版本号。",
    "Show this message and exit.": "显示这段说明。",
    "Try '{command} {option}' for help.": "输入“{command} {option}”看用法。",
    "Usage:": "用法：",
    "default: {default}": "默认：{default}",
    "required": "必填",
    "directory": "文件夹",
    "file": "文件",
    "path": "路径",
    "unknown error": "未知错误",
    "{name} {filename!r} does not exist.": "{name}“{filename}”不存在。",
    "{name} {filename!r} is a directory.": "{name}“{filename}”是文件夹。",
    "{name} {filename!r} is a file.": "{name}“{filename}”是文件。",
    "{name} {filename!r} is not readable.": "{name}“{filename}”没有读取权限。",
    "{name} {filename!r} is not writable.": "{name}“{filename}”没有写入权限。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是数。",
    "Got unexpected extra argument ({args})": "多出参数：{args}",
    "Got unexpected extra arguments ({args})": "多出参数：{args}",
    "Option {name!r} requires an argument.": "选项 {name} 后面要跟一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 后面要跟 {nargs} 个值。",
    "Did you mean {possibility}?": "是不是想输入 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是不是想输入：{possibilities}？）",
    "{value!r} is not {choice}.": "“{value}”不对，只能是 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不对，可选：{choices}。",
}
"""click's English and what stands for it."""
_STYLES = re.compile(r"\033\[[;?0-9]*[a-zA-Z]")
_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types", "termui", "_termui_impl")


def speak_chinese() -> None:
    """Put the Chinese words into every module of click that speaks."""
    for name in _MODULES:
        spoken = vars(import_module(f"click.{name}"))
        for word, translated in (("_", _translated), ("ngettext", _translated_number)):
            if word in spoken:
                spoken[word] = translated
        if "term_len" in spoken:
            spoken["term_len"] = _wide_length


def polished(message: str) -> str:
    """A message of click with Chinese quotation marks and without what is left of English around it.

    >>> polished("没有“raed”这个命令。 是不是想输入 'read'？")
    '没有“raed”这个命令。是不是想输入“read”？'
    """
    quoted = re.sub(r"\s*'([^']*)'", r"“\1”", message).rstrip(".")
    return quoted.replace("。 ", "。").replace("Path“", "路径“")


def _wide_length(text: str) -> int:
    """How many columns of the screen a text takes."""
    return display_width(_STYLES.sub("", text))


def _translated(message: str) -> str:
    return WORDS.get(message, message)


def _translated_number(singular: str, plural: str, number: int) -> str:
    return WORDS.get(singular if number == 1 else plural, singular if number == 1 else plural)
