"""Edits that a person makes in LibreOffice: a paper is opened there, a box is changed, the paper is saved."""

# ruff: noqa: E501

from __future__ import annotations

VALUES = {
    "accident": ("年质量、安全事故", "1起（轻伤）"),
    "branch": ("班组名称", "嘉兴禾汐水务建设有限公司第二分公司"),
    "phone": ("班组联系电话", "13800005999"),
    "rate": ("班组工作完成率%", "108"),
    "title": ("经验名称", ""),
    "parent": ("班组名称", "浙江磐野水利疏浚有限公司疏浚二班"),
    "hint": ("单位名称", "(填全称,与公章一致)"),
}
"""Each edit: the label of the box, and what is typed into it."""
_MACRO = """
import sys, uno, time, subprocess, os, tempfile
from com.sun.star.beans import PropertyValue
def prop(n, v):
    p = PropertyValue(); p.Name = n; p.Value = v; return p
source, target, label, text = sys.argv[1:5]
home = tempfile.mkdtemp()
office = subprocess.Popen(["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{home}", "--accept=pipe,name=planted;urp;"])
resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
for _ in range(60):
    try:
        context = resolver.resolve("uno:pipe,name=planted;urp;StarOffice.ComponentContext"); break
    except Exception: time.sleep(0.5)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
document = desktop.loadComponentFromURL("file://" + source, "_blank", 0, (prop("Hidden", True),))
done = False
tables = document.getTextTables()
for index in range(tables.getCount()):
    table = tables.getByIndex(index)
    names = list(table.getCellNames())
    for place, name in enumerate(names):
        words = "".join(table.getCellByName(name).getString().split())
        if words == label or words.startswith(label):
            table.getCellByName(names[place + 1]).setString(text); done = True; break
    if done: break
document.storeToURL("file://" + target, (prop("FilterName", "MS Word 2007 XML"),))
document.close(True)
try: desktop.terminate()
except Exception: pass
sys.exit(0 if done else 3)
"""


def edited(paper: bytes, label: str, text: str) -> bytes:
    """The paper after the box behind a label was changed in LibreOffice and the paper saved there.

    Raises:
        FileNotFoundError: LibreOffice, or the Python that it talks to, is not installed.
        subprocess.CalledProcessError: there is no such box.
    """
    import subprocess
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "before.docx", Path(folder) / "after.docx"
        source.write_bytes(paper)
        script = Path(folder) / "edit.py"
        script.write_text(_MACRO, encoding="utf-8")
        command = ["/usr/bin/python3", str(script), str(source), str(target), label, text]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return target.read_bytes()
