"""Links to files that did not come with the mail."""

from __future__ import annotations

import pytest

from qtdocs.intake.links import NAMELESS, links_in, service_of


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("mail.qq.com/cgi-bin/ftnExs_download?t=exs_ftn_download&k=K", "QQ邮箱超大附件"),
        ("wx.mail.qq.com/ftn/download?func=3&key=K", "QQ邮箱超大附件"),
        ("exmail.qq.com/cgi-bin/ftnExs_download?k=K", "QQ邮箱超大附件"),
        ("mail.163.com/large-attachment-download/index.html?p=K", "网易邮箱超大附件"),
        ("dashi.163.com/html/cloud-attachment-download/?key=K", "网易邮箱超大附件"),
        ("mail.126.com/large-attachment-download/K", "网易邮箱超大附件"),
        ("mail.yeah.net/large-attachment-download/K", "网易邮箱超大附件"),
        ("mail.188.com/large-attachment-download/K", "网易邮箱超大附件"),
        ("edisk.qiye.163.com/api/biz/attachment/download?K", "网易企业邮箱超大附件"),
        ("cloud.189.cn/t/K", "天翼云盘"),
        ("pan.baidu.com/s/1K?pwd=abcd", "百度网盘"),
        ("www.kdocs.cn/l/K", "金山文档"),
        ("docs.qq.com/doc/K", "腾讯文档"),
        ("www.alipan.com/s/K", "阿里云盘"),
        ("www.aliyundrive.com/s/K", "阿里云盘"),
        ("mail.qq.com/", ""),
        ("www.163.com/news/large-attachment-download", ""),
        ("example.com/?u=pan.baidu.com/s/1K", ""),
        ("pan.baidu.com.example.com/s/1K", ""),
    ],
)
def test_service_is_known_by_the_beginning_of_the_link(address: str, service: str) -> None:
    assert service_of(address) == service


@pytest.mark.parametrize(
    ("text", "is_html", "names"),
    [
        ("文件名：申报.zip\n大小：45M\n下载：https://mail.qq.com/cgi-bin/ftn?k=K", False, ["申报.zip"]),
        ("通过百度网盘分享的文件：申报.zip\n链接: https://pan.baidu.com/s/1K 提取码: abcd", False, ["申报.zip"]),
        ("见 https://pan.baidu.com/s/1K。谢谢", False, [NAMELESS]),
        ("https://pan.baidu.com/s/1K https://pan.baidu.com/s/1K", False, [NAMELESS]),
        ("https://pan.baidu.com/s/1K https://pan.baidu.com/s/1L", False, [NAMELESS, NAMELESS]),
        ('<a href="https://docs.qq.com/doc/K">2026 申报 表.docx</a>', True, ["2026 申报 表.docx"]),
        ('<p>甲.zip <a href="https://pan.baidu.com/s/1">下载</a><p>乙.zip <a href="https://pan.baidu.com/s/2">下载</a>',
         True, ["甲.zip", "乙.zip"]),
        ('<a href="https://pan.baidu.com/s/1">https://pan.baidu.com/s/1</a>', True, [NAMELESS]),
        ('<a href="https://example.com/">x.zip</a> <img src="https://docs.qq.com/x.png">', True, [NAMELESS]),
        ("没有链接的信", False, []),
    ],
)  # fmt: skip
def test_each_link_is_told_once_by_its_name(text: str, is_html: bool, names: list[str]) -> None:
    assert [link.name for link in links_in([(text, is_html)])] == names


@pytest.mark.parametrize(
    ("words", "expiry"),
    [
        ("（2026年5月27日 23:59 到期）", "2026年5月27日 23:59"),
        ("到期时间：2026-05-27 23:59", "2026-05-27 23:59"),
        ("有效期至 2026/5/27", "2026/5/27"),
        ("15天后过期", "15天"),
        ("有效期：7 天", "7 天"),
    ],
)
def test_expiry_is_told_as_it_was_written(words: str, expiry: str) -> None:
    (link,) = links_in([(f"甲.zip https://mail.163.com/large-attachment-download/K {words}", False)])
    assert link.detail == f"网易邮箱超大附件，信里只有链接（mail.163.com），信里写着到期：{expiry}"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('<a href="https://drive.example.com/s?k=abc">申报表.zip</a>', ["申报表.zip"]),
        ('<a href="https://mail.example.com/coremail/s?func=download&k=1">下载超大附件</a>', ["超大附件"]),
        ('<a href="https://www.example.com/news/1.html">协会通知</a>', []),
        ('<a href="https://www.example.com">申报表.docx</a>', []),
    ],
)
def test_link_to_an_unknown_service_is_told_by_its_words(text: str, names: list[str]) -> None:
    assert [link.name for link in links_in([(text, True)])] == names
