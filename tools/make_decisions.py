"""Makes the Word templates that lead from a result to its publication: 结果审定表, 会议纪要, 公示, 异议处理意见.

``python tools/make_decisions.py`` writes them anew into templates/_base/. The pieces are those of ``make_letters``.
"""

from __future__ import annotations

from make_letters import FANG, FOLDER, heading, listed, make, paragraph, run, signature, steer, table, text, title

from qtdocs.writing import write_bytes

_LINES = (("评审组（签字）：", "秘书处（签字）："), ("监督（签字）：　", "负责人（签字、盖章）："))


def approval() -> list[str]:
    """结果审定表: the result with scores and ranks, cuts and changes, with lines to sign."""
    rows = table(
        ("名次", "编号", "单位名称", "班组名称", "推荐单位", "各阶段得分", "总分", "等级", "说明"),
        (
            "{{ row.rank }}", "{{ row.entry }}", "{{ row.organisation }}", "{{ row.team }}", "{{ row.nominator }}",
            "{{ row.marks }}", "{{ row.total }}", "{{ row.tier }}", "{{ row.remark }}",
        ),
        (1.3, 2.0, 5.2, 3.6, 4.0, 3.0, 1.7, 1.8, 2.6),
        "row in rows",
    )  # fmt: skip
    return [
        *title("{{ programme }}", "结果审定表（第 {{ version }} 版）"),
        paragraph(run("内部资料，不对外公布。基数：{{ base }}。", FANG, 12), align="center", indent=0),
        rows,
        steer("if cuts"),
        heading("等级怎样划"),
        *listed("each in cuts", "{{ loop.index }}．{{ each }}"),
        steer("endif"),
        steer("if changes"),
        heading("审定时改动的"),
        *listed("each in changes", "{{ loop.index }}．{{ each }}"),
        steer("endif"),
        steer("if notes"),
        heading("须知"),
        *listed("each in notes", "{{ loop.index }}．{{ each }}"),
        steer("endif"),
        *(
            text(f"{words}：　　　　　　　　　　　　　　　　日期：　　　　年　　月　　日", before=14)
            for words in _LINES
        ),
    ]


def minutes() -> list[str]:
    """会议纪要（草稿）."""
    return [
        *title("{{ programme }}", "结果审定会议纪要（草稿）"),
        text("时间：{{ day }}", indent=0),
        text("地点：{% if place %}{{ place }}{% else %}＿＿＿＿＿＿＿＿{% endif %}", indent=0),
        text("主持：{% if chair %}{{ chair }}{% else %}＿＿＿＿＿＿＿＿{% endif %}", indent=0),
        text("参加：{% if present %}{{ present }}{% else %}＿＿＿＿＿＿＿＿{% endif %}", indent=0),
        text("记录：{% if keeper %}{{ keeper }}{% else %}＿＿＿＿＿＿＿＿{% endif %}", indent=0),
        heading("一、审定的结果"),
        text("会议审定了{{ programme }}评定结果（第 {{ version }} 版）：{{ counts }}。名单见结果审定表。"),
        heading("二、等级怎样划"),
        steer("if cuts"),
        *listed("each in cuts", "{{ loop.index }}．{{ each }}"),
        steer("else"),
        text("本活动不分等级。"),
        steer("endif"),
        heading("三、审定时改动的"),
        steer("if changes"),
        *listed("each in changes", "{{ loop.index }}．{{ each }}"),
        steer("else"),
        text("没有改动。"),
        steer("endif"),
        heading("四、其他"),
        steer("if remarks"),
        text("{{ remarks }}"),
        steer("else"),
        text("无。"),
        steer("endif"),
        heading("五、下一步"),
        text("结果按规定公示{{ days }}个工作日；公示期满、异议处理完以后定稿。"),
        *signature(),
    ]


def publicity() -> list[str]:
    """公示: names alone, no score, no rank, no telephone number of an applicant."""
    rows = table(
        ("序号", "单位名称", "班组名称"),
        ("{{ row.number }}", "{{ row.organisation }}", "{{ row.team }}"),
        (1.5, 8.6, 5.5),
        "row in group.rows",
    )
    return [
        *title("关于{{ programme }}", "评定结果的公示"),
        text("{{ opening }}", line=28),
        text("公示时间：{{ period }}。"),
        text(
            "对公示内容有异议的，请在公示期内以书面形式向{{ association }}提出，写明事实和理由；单位提出的加盖公章，"
            "个人提出的签署真实姓名和联系方式。"
        ),
        steer("if mailbox"),
        text("电子邮箱：{{ mailbox }}"),
        steer("endif"),
        text("附件：{{ attachment }}（排名不分先后）", before=6),
        *signature(),
        paragraph('<w:r><w:br w:type="page"/></w:r>', indent=0, line=0),
        *title("{{ attachment }}", "（排名不分先后）"),
        steer("for group in groups"),
        heading("{{ group.heading }}"),
        rows,
        steer("endfor"),
    ]


def objection() -> list[str]:
    """异议处理意见."""
    told = (
        ("异议编号", "{{ number }}"),
        ("收到日期", "{{ day }}"),
        ("提出人", "{{ objector }}"),
        ("涉及班组", "{{ about }}"),
        ("异议内容", "{{ words }}"),
    )
    return [
        *title("{{ programme }}", "异议处理意见"),
        *(text(f"{name}：{value}", indent=0) for name, value in told),
        heading("处理意见"),
        steer("if outcome"),
        text("经核查，该异议{{ outcome }}。{{ answer }}"),
        text("决定日期：{{ decided_on }}　　决定人：{{ decided_by }}"),
        steer("else"),
        text("尚未处理。"),
        steer("endif"),
        text("核查人（签字）：　　　　　　　　　　　　监督（签字）：", before=30, indent=0),
        *signature(),
    ]


if __name__ == "__main__":
    write_bytes(FOLDER / "approval.docx", make("结果审定表", approval(), landscape=True))
    write_bytes(FOLDER / "minutes.docx", make("会议纪要", minutes()))
    write_bytes(FOLDER / "publicity.docx", make("公示", publicity()))
    write_bytes(FOLDER / "objection.docx", make("异议处理意见", objection()))
