"""The kinds of findings about whether scores can be compared, declared once."""

from __future__ import annotations

from qtdocs.model.finding import Rule

FAIRNESS = (
    Rule(
        code="panel-disconnected",
        severity="warning",
        title="各组的评分不能互相比较",
        message="“{stage}”：{detail}，看不出是评得严还是水平高。",
        advice="不给校正分，等级照通知用原始分；{joint}。",
        meaning="评委与班组按评分连起来看，分成了几片，片与片之间没有一位评委两边都评过；"
        "或者虽然连着，但只靠很少几份评分，两组平均分之差可能错得太多；或者每个班组只有一份评分。",
        source="活动文件的 [judging] group_error；通知没有规定要校正",
        why="没有共同的评委，分数高的一组也许只是评得宽；这时任何换算办法都没有根据，有的还会把名次弄得更错。",
        example="第1组三位评委评 20 个班组，第2组另外三位评另外 20 个，没有一位两组都评。",
        near_miss="有一位跨组评委在每组各评了五个以上班组：连得上，给校正分，仍然只供参考。",
        internal=True,
    ),
)
