"""Documents that no reader sees coming: the limits of the worker end them, and their neighbours are read as ever."""

from __future__ import annotations

from pathlib import Path

import clerk
from hostile import HEAVY


def test_document_that_eats_time_or_memory_is_a_finding_and_its_neighbours_are_read(tmp_path: Path) -> None:
    who = clerk.clerk(tmp_path)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(8):
        (inbox / f"好表{number}.docx").write_bytes(clerk.form(number))
    for name, make in HEAVY.items():
        (inbox / name).write_bytes(make())
    process = who.start("collect", inbox, "-w", who.place, "--jobs", "2")
    with clerk.measured(who, process) as seen:
        out, err = process.communicate(timeout=clerk.WALL)
    assert (process.returncode, err) == (3, "")
    assert "收到文件 10 份：申报表等表格 8、其他材料 0、跳过 0、未能读取 2、邮件和压缩包 0。" in out
    outcomes = {
        each["file"]: (each["outcome"], each["code"])
        for parcel in who.told("parcels")
        for each in parcel["attachments"]
    }
    good = {f"好表{number}.docx": ("form", None) for number in range(8)}
    assert outcomes == good | {"slow.pdf": ("unread", "file-timeout"), "wide.xlsx": ("unread", "file-refused")}
    texts = clerk.texts_of(who.place / "台账.xlsx")
    assert "读了很久还没有读完，已停下：用的处理器时间到了上限。" in texts
    assert "没有打开：要用的内存多得反常。" in texts
    assert sorted(entry["team_name"] for entry in who.told("entries")) == sorted(
        clerk.team(n)["team_name"] for n in range(8)
    )
    program = seen.pop(process.pid)
    print(f"program {program >> 20} MB, workers {[size >> 20 for size in seen.values()]} MB")
    assert program < 200_000_000
    assert max(seen.values()) < 1_200_000_000
    who.refuse_remains()
    # What was ended is not read again by the next run, which would only end it again.
    again = who.collect(inbox)
    assert (again.code, again.out.splitlines()[0]) == (3, "没有新的材料。")
