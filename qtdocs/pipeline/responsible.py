"""Who is responsible for what is put down: a name, always."""

from __future__ import annotations

from qtdocs.errors import UsageError

_ADVICE = "请用 --by 写上姓名；要对它负责。"


def person_named(who: str, did: str, *, advice: str = _ADVICE) -> str:
    r"""The name as it is put down: on one line, without what cannot be seen.

    Args:
        who: as it was typed.
        did: what they did, as the refusal names it: 没有写是谁定的.
        advice: what to do where there is none.

    Raises:
        UsageError: there is no name.

    >>> person_named(" 王\t敏 ", "定"), person_named("李强\u200b", "定")
    ('王 敏', '李强')
    """
    name = " ".join("".join(sign if sign.isprintable() else _instead(sign) for sign in who).split())
    if not name:
        raise UsageError(f"没有写是谁{did}的。", advice)
    return name


def _instead(sign: str) -> str:
    """A blank for what parts words, nothing for what has no width."""
    return " " if sign.isspace() else ""
