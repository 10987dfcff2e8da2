"""校验页: one file that checks codes in any browser; no network, no script from elsewhere, nothing is sent."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qtdocs.errors import FormError
from qtdocs.model.code import PublicKey
from qtdocs.writing import fixed_text

STYLE = "verification-page"
"""The template's name, without its ending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    """Everything that the page holds."""

    association: str
    """Whose page it is."""
    programme: str
    """Of which season."""
    day: str
    """Of which day its lists are, ISO 8601."""
    keys: tuple[PublicKey, ...]
    """Every key."""
    certificates: tuple[Mapping[str, str], ...]
    """Everything that was issued, as in 校验名册."""
    meanings: Mapping[str, str]
    """What each answer means."""


def verification_page(content: PageContent, folder: Path) -> bytes:
    """The page as one HTML file.

    Args:
        content: what it holds.
        folder: where its template lies, with the style and the script of the same name.

    Raises:
        FormError: somebody spoiled the template.
    """
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

    style, script = (_part(folder, ending) for ending in (".css", ".js"))
    shop = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    path = folder / f"{STYLE}.html"
    try:
        text = shop.from_string(path.read_text(encoding="utf-8-sig")).render(
            association=content.association, programme=content.programme, day=content.day, keys=content.keys,
            count=len(content.certificates),
            revoked=[each for each in content.certificates if each["state"] != "有效"],
            policy=_policy(style, script), style=Markup(style), script=Markup(script), data=Markup(_data(content)),
        )  # fmt: skip
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"第{line}行：" if line else ""
        raise FormError(str(path), (f"{where}{error}；删去改过的模板就用程序自带的。",)) from error
    return fixed_text(text)


def _part(folder: Path, ending: str) -> str:
    """A style or a script, as it stands between its tags."""
    path = folder / f"{STYLE}{ending}"
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FormError(str(path), ("读不了；校验页的三个文件要放在同一个文件夹里，UTF-8。",)) from error


def _policy(style: str, script: str) -> str:
    """What the browser allows: these two texts and nothing else, nothing from anywhere, nothing to anywhere."""
    allowed = f"script-src '{_digest(script)}'; style-src '{_digest(style)}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data(content: PageContent) -> str:
    """The data as JSON that cannot end its element, whatever a name holds."""
    keys = [{"fingerprint": key.fingerprint, "key": key.key, "leaked": key.leaked} for key in content.keys]
    told: dict[str, str | Mapping[str, str] | Sequence[Mapping[str, object]]] = {
        "day": content.day, "keys": keys, "certificates": list(content.certificates), "meanings": content.meanings,
    }  # fmt: skip
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
