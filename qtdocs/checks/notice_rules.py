"""The kinds of findings about a notice and its annexes, declared once."""

from __future__ import annotations

from qtdocs.model.finding import Rule

NOTICE = (
    Rule(
        code="date-printed-differs",
        severity="warning",
        title="截止日期与原文不符",
        message="表格文件里的截止日期是 {date}，抄下来的原文却是“{printed}”。",
        advice="请对照通知改正活动文件里的日期或抄下来的原文。",
        meaning="登记的截止日期不在抄下来的原文里。",
        why="日期抄错一天，按时的就成了迟交。",
        example="活动文件里写 4 月 28 日，抄下来的原文是“4 月 27 日前报送”。",
        near_miss="原文只写“月底前”、没有写哪一天的，不比。",
    ),
    Rule(
        code="date-before-notice",
        severity="warning",
        title="截止日期早于通知日期",
        message="截止日期 {date} 早于通知日期 {given}。",
        advice="请核对是哪一个日期写错了。",
        meaning="通知还没有发，报送就已经截止。",
        why="截止早于发文，必有一处写错。",
        example="通知 3 月 12 日发，截止写成同年 2 月 27 日。",
        near_miss="截止就是发文当天。",
    ),
    Rule(
        code="annex-absent",
        severity="note",
        title="附件提到了却没有",
        message="{detail}。",
        advice="请向主办单位要这份附件；本程序里相应的表是推定的，拿到原件后换上。",
        meaning="通知提到的附件没有公开、编号缺了一号，或者要求报送的表没有表样。",
        why="要交的表没有表样，各单位会交来五花八门的表。",
        example="通知说“填写附件2”，附件里没有附件2。",
        near_miss="附件都在，只是名称写法不同。",
    ),
    Rule(
        code="quota-unreachable",
        severity="warning",
        title="比例凑不出来",
        message="{detail}（{where}）。",
        advice="请主办单位事先写明怎样取整、以什么数为基数。",
        meaning="各等级的比例在某些班组数下没有整数解，或者班组太少时某个等级一个也评不出。",
        why="比例凑不出来，评审完了才争就晚了。",
        example="“不超过 10%”的等级，只有 9 个班组时一个也评不出。",
        near_miss="有 20 个班组，10% 是 2 个。",
    ),
    Rule(
        code="award-unfounded",
        severity="warning",
        title="表彰用语没有依据",
        message="“{text}”用了“{words}”，依据一栏写的是：{where}。",
        advice="请写明哪一条允许这样用；没有的改成“入选”“典型经验”一类的说法。",
        meaning="“表彰”“授予”“称号”“荣誉”这些词要有章程、办法或通知的条款作依据，随便用会出问题。",
        why="没有依据的“表彰”“称号”，协会不能用。",
        example="奖励写“授予先进班组称号”，依据一栏空着。",
        near_miss="写明“管理办法第二十一条”的，不报。",
    ),
    Rule(
        code="field-idle",
        severity="note",
        title="没有规定用到的栏目",
        message="{form}里有些栏目没有哪一条规定用到：{detail}。",
        advice="不用处理；定下一年的表时可以想想还要不要填。",
        meaning="表上要填，但没有必填要求、没有上下限，也没有哪条规定要看的栏目。",
        why="没有用的栏目少一个，填表的人就少一份麻烦。",
        example="表上有“所有制性质”，没有一条规定要看它。",
        near_miss="联系人、电话：发通知要用，不算。",
    ),
)
