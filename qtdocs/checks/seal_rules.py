"""The kinds of findings about seals and scans, declared once; ``rules.py`` holds the others."""

from __future__ import annotations

from qtdocs.model.finding import Rule

SEALS = (
    Rule(
        code="seal-missing",
        severity="error",
        title="没有看到公章",
        message="{box_name}没有看到{whose}的公章{detail}。",
        advice="请打开原件看；确实没有盖的，确认后再请对方盖章、重新扫描发来。",
        meaning="该盖章的栏里程序没有看到章。是否要盖、在哪种文件上盖，照通知；Word 版没有章不算缺。"
        "这是看图得出的，有人确认之前不写进给申报单位的信。",
    ),
    Rule(
        code="seal-unclear",
        severity="warning",
        title="印文看不清",
        message="{box_name}{detail}。",
        advice="请看截图和原件，认得出的请确认；认不出的请对方重新扫描。",
        meaning="看到了章，但印文读不出来、读得不全，或者与几个单位都像，程序不猜。",
    ),
    Rule(
        code="seal-name-differs",
        severity="error",
        title="章是另一个单位的",
        message="{box_name}看到印文为“{seen}”的章，表上写的是{whose}。",
        advice="请把截图与单位名称逐字对照；确认不符的，请对方说明或重新盖章。",
        meaning="印文读作台账里的另一个单位，或与表上的名称差一个词（一建与二建、有无“集团”）。证书上的名称以公章为准。",
    ),
    Rule(
        code="seal-misplaced",
        severity="warning",
        title="章盖的地方不对",
        message="{detail}，应盖在{box_name}。",
        advice="请看原件，按主办单位的要求决定是否请对方重盖。",
        meaning="看到了该单位的章，但不在表上要求盖章的栏里。",
    ),
    Rule(
        code="seal-other-kind",
        severity="error",
        title="不是公章",
        message="{box_name}{detail}，不是公章。",
        advice="请看截图；确认是专用章、部门章的，请对方改盖公章。",
        meaning="章的中间写着合同专用章、财务专用章、部门或项目部，不是单位公章。",
    ),
    Rule(
        code="seal-reused",
        severity="warning",
        title="两份扫描件上的章是同一个图像",
        message="这里的章与“{other}”上的章是同一个图像：{detail}。",
        advice="手工盖的章没有两枚完全一样；请两份对照着看，需要的请查纸质原件。",
        meaning="两个班组的扫描件上，章的墨迹分毫不差，可能是贴上去的图片。只作提醒。电子印章、同一班组的材料不在此列。",
        internal=True,
    ),
    Rule(
        code="signature-changed",
        severity="error",
        title="电子签章之后内容有改动",
        message="“{name}”的电子签章之后，文件内容有改动：{detail}。",
        advice="请对方把签章后的原文件重新发来，不要再另存或编辑。",
        meaning="电子签章记下的摘要与现在的文件不一致。",
    ),
    Rule(
        code="signature-unverifiable",
        severity="note",
        title="电子签章在这里核验不了",
        message="看到“{name}”的电子签章：{detail}。",
        advice="需要核验的，请用签章单位提供的阅读软件打开。",
        meaning="签章用的算法（如国密算法）或格式，程序不能核验；只说看到了，不说有没有改动。",
    ),
    Rule(
        code="scan-read",
        severity="note",
        title="扫描件的文字是机器识别的",
        message="{detail}。",
        advice="请对照原件核对；没有把握的内容已经另外列出。",
        meaning="页面是图片，文字由识别程序读出，可能有错；手写的内容一律要人确认。",
    ),
)
"""Every rule of this family."""
