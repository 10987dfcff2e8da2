"""``verify_url``: an address behind which the facts of a certificate can stand."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from qtdocs.editions.publishing import PublishingRules


@pytest.mark.parametrize("url", ["", "https://www.example.org.cn/jiaoyan/", "http://example.org/v?y=2026"])
def test_addresses_and_none_are_taken(url: str) -> None:
    assert PublishingRules(verify_url=url).verify_url == url


@pytest.mark.parametrize(
    "url", ["example.org", "https://", "https://a.cn/#x", "https://a.cn/校验", "https://a.cn/ x", "ftp://a.cn"]
)
def test_others_are_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="网址要以 https://"):
        PublishingRules(verify_url=url)
