"""The kinds of findings about what people looked up elsewhere, declared once."""

from __future__ import annotations

from qtdocs.model.finding import Rule

INSPECTIONS = (
    Rule(
        code="inspection-failed",
        severity="error",
        title="人工核查不符合",
        message="“{text}”（{where}）：{day} 查{looked}，结果是不符合。",
        advice="请说明情况，或提供能证明符合规定的材料。",
        request="请说明情况，或提供能证明符合规定的材料。",
        meaning="有人按人工核查表查过，写的结果是“不符合”。轻重照活动的规定。",
        why="事故、信用、注册这些，表上证明不了，只能由人到别处去查。",
        example="人工核查表里 V01 一行写着：王敏，省应急管理厅网站，2026-05-06，不符合。",
        near_miss="结果写“查不到”的，仍是“查不了”，不算不符合。",
    ),
    Rule(
        code="inspection-unclear",
        severity="warning",
        title="人工核查表有看不懂的地方",
        message="人工核查表：{detail}。",
        advice="请在工作区的人工核查表里改好，再运行一次；两份说法不同的，请商定后改这一行（可加备注）。",
        meaning="写了结果却没有写谁查的、查了哪里或日期；日期或结果认不出来；只排了一部分列；两份表说的不一样。这样的行不算数。",
        why="核查的结果要有人负责，说不清是谁、何时、在哪里查的不能算。",
        example="第 7 行写了“符合”，没有写谁查的。",
        near_miss="整行都没有写的，只是还没有查，不算看不懂。",
        internal=True,
    ),
)
"""Every rule of this family."""
