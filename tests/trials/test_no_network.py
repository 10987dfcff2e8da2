"""Nothing is ever fetched: not by the program, not by its workers, not by LibreOffice, whatever a document asks for."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import clerk
import mails
import pytest
from ooxml import links, paragraph, parts_of, zipped

LISTENER = """
import os, socket, sys

heard = os.open(os.environ["HEARD"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def told(*words):
    os.write(heard, (" ".join(map(str, (os.getpid(), *words))) + "\\n").encode())


def hook(event, arguments):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname", "socket.sethostname"):
        of_this_machine = isinstance(arguments[0], socket.socket) and arguments[0].family == socket.AF_UNIX
        if not of_this_machine:
            told("NETWORK", event, arguments[1:])
    elif event.startswith(("urllib.", "http.", "ftplib.", "smtplib.")):
        told("NETWORK", event)


told("start", sys.argv[:1])
os.register_at_fork(after_in_child=lambda: told("fork"))
sys.addaudithook(hook)
"""
"""Stands as ``sitecustomize``: every Python process that is started hears itself, from its first line on."""
FILES = ("模板.docx", "图片.html", "图片.rtf", "外链.xlsx", "自动.docx")


class Line:
    """A port of this machine that counts who calls."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._answer, daemon=True).start()

    def _answer(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            caller.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def line() -> Iterator[Line]:
    found = Line()
    with socket.create_connection(("127.0.0.1", found.port)):
        clerk.waited(lambda: found.calls == 1)  # it does count
    found.calls = 0
    yield found
    found.close()


def field(instruction: str) -> str:
    """A field of a Word file."""
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def fetching(url: str) -> dict[str, bytes]:
    """Documents that all want something from elsewhere."""
    outside = links(("attachedTemplate", f"{url}/a.dotm"), ("image", f"{url}/a.png"), external=True)
    picture = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="rId2" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></v:shape></w:pict></w:r></w:p>'
    )
    word = parts_of(paragraph("单位名称：甲公司") + picture) | {
        "word/_rels/settings.xml.rels": outside,
        "word/_rels/document.xml.rels": outside,
    }
    html = (
        f'<html><head><link rel="stylesheet" href="{url}/a.css"><base href="{url}"></head>'
        f'<body background="{url}/b.png">'
        f'<img src="{url}/c.png"><iframe src="{url}/d"></iframe><p>单位名称：甲公司</p></body></html>'
    )
    rtf = (
        r"{\rtf1\ansi{\field{\*\fldinst INCLUDEPICTURE " + f'"{url}/e.png"' + r" \\d}{\fldrslt x}}"
        r"{\field{\*\fldinst HYPERLINK " + f'"{url}/f"' + r"}{\fldrslt y}}{\*\template " + f"{url}/g.dot" + r"}\par}"
    )
    book = clerk.saved_book({"A1": f'=WEBSERVICE("{url}/h")', "A2": f'=HYPERLINK("{url}/i")', "A3": "甲公司"})
    words = field(f'INCLUDEPICTURE "{url}/j.png" \\d') + field(f'INCLUDETEXT "{url}/k.docx"')
    return dict(zip(FILES, (zipped(word), html.encode(), rtf.encode(), book, zipped(parts_of(words))), strict=True))


def put_inbox(inbox: Path, url: str) -> Path:
    """Documents as files, in a mail and in a zip, beside a mail that only links to its files."""
    files = fetching(url)
    inbox.mkdir()
    for name, data in files.items():
        (inbox / name).write_bytes(data)
    parts = [mails.attached(name, data + b" ") for name, data in files.items() if name.endswith(("html", "rtf"))]
    parts.append(mails.text_part(f'<a href="{url}/超大附件.zip">超大附件</a><img src="{url}/l.png">', "text/html"))
    (inbox / "信.eml").write_bytes(clerk.mail(0, *parts))
    with zipfile.ZipFile(inbox / "包.zip", "w") as package:
        package.writestr("图片.html", files["图片.html"] + b"  ")
    return inbox


@pytest.mark.parametrize("command", ["collect", "run"])
def test_nobody_calls_anywhere(line: Line, tmp_path: Path, command: str) -> None:
    (tmp_path / "ears").mkdir()
    (tmp_path / "ears" / "sitecustomize.py").write_text(LISTENER, encoding="utf-8")
    heard = tmp_path / "heard"
    who = clerk.clerk(tmp_path / "who", more={"PYTHONPATH": f"{tmp_path / 'ears'}:{clerk.ROOT}", "HEARD": str(heard)})
    inbox = put_inbox(tmp_path / "inbox", f"http://127.0.0.1:{line.port}")
    heard.unlink()  # what making the workspace said
    place = ("-w", who.place) if command == "collect" else ("--programme", clerk.PROGRAMME, "--out", who.place)
    process = who.start(command, inbox, *place)
    out, err = process.communicate(timeout=clerk.WALL)
    assert (process.returncode in (0, 3), err) == (True, "")
    assert "收到文件 12 份：申报表等表格 1、" in out
    lines = heard.read_text(encoding="utf-8").splitlines()
    assert [each for each in lines if "NETWORK" in each] == []
    # All were listened to: the program, its nursery, and at least one worker.
    assert len({each.split()[0] for each in lines if "start" in each}) >= 2
    assert str(process.pid) in {each.split()[0] for each in lines}
    assert [each for each in lines if each.endswith("fork")] != []
    assert line.calls == 0


def test_result_is_the_same_on_a_machine_without_network(tmp_path: Path) -> None:
    inbox = put_inbox(tmp_path / "inbox", "http://127.0.0.1:9")
    alone = ("unshare", "--net")
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this user may not take the network away from a program")
    with_network, without = clerk.clerk(tmp_path / "with"), clerk.clerk(tmp_path / "without")
    answers = [with_network.collect(inbox), without.collect(inbox, before=alone)]
    first, second = (each.out.splitlines()[:-1] for each in answers)  # the last line names the folder
    assert (answers[0].code, first) == (answers[1].code, second)
    assert with_network.season() == without.season()
    for who in (with_network, without):
        who.refuse_remains()
