"""Makes the Word templates of the presentation: 会议通知, 回执, 签到表, 出场抽签记录.

``python tools/make_stage_papers.py`` writes them anew into templates/_base/. The pieces are those of ``make_letters``.
"""

from __future__ import annotations

from make_letters import FOLDER, heading, listed, make, signature, steer, table, text, title

from qtdocs.writing import write_bytes


def meeting() -> list[str]:
    """会议通知: when, where, who presents when, what to bring."""
    rows = table(
        ("会场", "出场", "时间", "单位名称", "班组名称"),
        ("{{ row.room }}", "{{ row.place }}", "{{ row.time }}", "{{ row.organisation }}", "{{ row.team }}"),
        (2.4, 1.4, 1.8, 6.2, 3.8),
        "row in rows",
    )
    return [
        *title("关于召开{{ programme }}", "成果发布会的通知"),
        text("{{ addressee }}：", indent=0),
        text(
            "{{ programme }}成果发布会定于{% if day %}{{ day }}{% else %}＿＿＿＿年＿＿月＿＿日{% endif %}召开，"
            "现将有关事项通知如下。"
        ),
        heading("一、时间和地点"),
        text("时间：{% if day %}{{ day }}{% else %}另行通知{% endif %}{% if start %} {{ start }} 开始{% endif %}。"),
        *listed("each in places", "{{ each }}"),
        heading("二、发布要求"),
        text("1．{{ slides_rule }}"),
        text("2．每个班组发布{% if minutes %}不超过 {{ minutes }} 分钟{% else %}的时间以现场要求为准{% endif %}。"),
        text("3．{{ absence_rule }}"),
        heading("三、回执"),
        text("请填写回执，{% if mailbox %}发至 {{ mailbox }}{% else %}报送{{ association }}{% endif %}。"),
        heading("四、出场顺序"),
        text("顺序由抽签产生（种子：{{ seed }}），不能调换；同一会场依次发布。"),
        rows,
        *signature(),
    ]


def reply() -> list[str]:
    """回执."""
    rows = table(
        ("编号", "单位名称", "班组名称", "发布人", "同行人数", "联系人", "手机", "是否参加"),
        ("{{ row.number }}", "{{ row.organisation }}", "{{ row.team }}", "", "", "", "", ""),
        (1.8, 4.0, 2.8, 1.6, 1.4, 1.5, 1.9, 1.4),
        "row in rows",
    )
    return [
        *title("{{ programme }}", "成果发布会回执"),
        text("推荐单位（盖章）：{{ addressee }}", indent=0),
        rows,
        text("不能参加的请写明原因。", before=12, indent=0),
        text("填表人：　　　　　　　　　　日期：　　　　年　　月　　日", before=12, indent=0),
    ]


def sign_in() -> list[str]:
    """签到表 of one room."""
    rows = table(
        ("出场", "时间", "单位名称", "班组名称", "发布人签名", "签到时间"),
        ("{{ row.place }}", "{{ row.time }}", "{{ row.organisation }}", "{{ row.team }}", "", ""),
        (1.3, 1.6, 4.9, 3.1, 2.4, 2.3),
        "row in rows",
    )
    judges = table(("评委", "签名"), ("{{ each.name }}", ""), (6.0, 9.6), "each in judges")
    return [
        *title("{{ programme }}成果发布会", "签到表（{{ room }}）"),
        text("{{ remark }}", indent=0),
        rows,
        steer("if judges"),
        heading("评委签到"),
        judges,
        steer("endif"),
        text("会场工作人员（签字）：　　　　　　　　　监督（签字）：", before=20, indent=0),
    ]


def stage_record() -> list[str]:
    """出场抽签记录: every draw with its seed, and how to work it out again."""
    return [
        *title("{{ programme }}成果发布会", "出场抽签记录"),
        text("种子：{{ seed }}（{{ source }}）", indent=0),
        text("办法：{{ rule }}", indent=0),
        text("抽签共 {{ draws|length }} 次：", indent=0),
        *listed("each in draws", "{{ each }}"),
        steer("for room in rooms"),
        heading("{{ room.name }}（{{ room.entries|length }} 个）"),
        steer("for each in room.entries"),
        text("{{ each }}", line=20),
        steer("endfor"),
        steer("endfor"),
        text("抽签人：　　　　　　　　　　　　监督人：", before=20, indent=0, keep=True),
        text("日期：　　　　年　　月　　日", before=12, indent=0),
    ]


if __name__ == "__main__":
    write_bytes(FOLDER / "meeting.docx", make("会议通知", meeting()))
    write_bytes(FOLDER / "reply.docx", make("回执", reply()))
    write_bytes(FOLDER / "sign-in.docx", make("签到表", sign_in()))
    write_bytes(FOLDER / "stage-record.docx", make("出场抽签记录", stage_record()))
