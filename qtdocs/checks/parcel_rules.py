"""The kinds of findings about deliveries: links instead of files, times of arrival, the register."""

from __future__ import annotations

from qtdocs.model.finding import Rule

PARCELS = (
    Rule(
        code="parcel-link-only",
        severity="error",
        title="超大附件没有收到",
        message="邮件里只有下载链接，没有文件：{detail}。",
        advice="链接会过期，程序不下载。请人工下载后放进收件文件夹，或请对方改用普通附件、U 盘再报一次。",
        request="文件没有收到，下载链接会过期。请改用普通附件或 U 盘再报一次。",
        meaning="超大附件、网盘分享在邮件里只是一个链接，文件并没有寄来。",
        why="链接过几天就失效，对方却以为已经交了。",
        example="QQ 邮箱的“超大附件”，正文里只有一个下载链接。",
        near_miss="正文里一般的网址、签名里的主页，不算附件。",
    ),
    Rule(
        code="parcel-late",
        severity="warning",
        title="迟交",
        message="{received}（依据：{clock}），晚于截止日期 {deadline}。",
        advice="请按通知的规定决定是否受理。",
        meaning="收到时间晚于通知的截止日期（按北京时间，截止当天算按时）。没有收到时间的不算迟交，也不算按时。",
        why="迟交是否受理由主办单位定，但要先知道是迟交。",
        example="截止 2026 年 4 月 27 日，邮件 4 月 28 日 0 点 5 分收到。",
        near_miss="4 月 27 日 23 点 59 分收到：算按时。没有收到时间的，既不算迟交也不算按时。",
    ),
    Rule(
        code="received-zone-assumed",
        severity="note",
        title="收到时间的时区是推定的",
        message="邮件没有写明时区，或写的是 CST，按北京时间算：{detail}。",
        advice="离截止时间很近的，请在邮箱里核对收到时间。",
        meaning="邮件头里的时间没有时区、写着 -0000 或 CST。CST 在国内指北京时间，在国外另有所指。",
        why="时区看错，截止当天前后的就会判错。",
        example="邮件头写着 2026-04-27 23:30 CST。",
        near_miss="邮件头写着 +0800 的，不是推定。",
    ),
    Rule(
        code="received-missing",
        severity="warning",
        title="邮件没有收到时间",
        message="邮件头里没有能用的收到时间，是否迟交无法核对。",
        advice="请在邮箱里查看收到时间，填进收件登记里这封邮件的一行，再运行一次。",
        meaning="邮件没有 Received 和 Date，或写的日期不存在、认不出来。",
        why="没有时间就判不了是否迟交。",
        example="从别的软件导出的邮件没有 Received 和 Date。",
        near_miss="有 Date 没有 Received 的，按 Date 算，不报。",
    ),
    Rule(
        code="received-too-early",
        severity="warning",
        title="收到时间早于通知发出",
        message="来件 {number} 的收到时间是 {received}（依据：{clock}），早于{opening}，请核对；"
        "是否迟交、哪一份在后，都先不按它判。",
        advice="时间多半不对。请在邮箱里核对，把真正的收到时间填进收件登记里这一行，再运行一次；"
        "确实来得这样早的，放行并写明理由。",
        meaning="邮件写的时间比通知的日期还早（通知没有日期的，比活动年度早一年以上）。这样的时间当作没有："
        "既不算按时，也不算迟交，也不拿它分先后。",
        why="电脑的日期不对，邮件就写着几年前的时间；照它判，晚交的成了按时，新的一版成了旧的。",
        example="2026 年的活动，邮件头写着 2015 年 1 月 1 日。",
        near_miss="通知发出当天收到的，按时间判。",
    ),
    Rule(
        code="register-unclear",
        severity="warning",
        title="收件登记有看不懂的地方",
        message="收件登记.xlsx {detail}。",
        advice="请在收件登记里改好，再运行一次。",
        meaning="收件登记里的日期或时间写法认不出来，当作没有登记。",
        why="登记写不清，等于没有登记；不能猜一个日期。",
        example="收件登记里日期写“上周五”。",
        near_miss="写成 2026/4/10、4月10日（Excel 的日期）的，都认得。",
    ),
    Rule(
        code="paper-unsure",
        severity="note",
        title="归属是按位置推定的",
        message="文中没有写全单位和班组，按文件名和所在的邮件、文件夹归到“{team}”。",
        advice="请看一眼是不是这个班组的材料。",
        meaning="创建材料、幻灯片、扫描件等没有写明是哪个班组的，只看它和哪个班组的申报表放在一起。",
        why="归错了，就把一个班组的材料算到另一个头上。",
        example="创建材料里没有写班组名称，只是和一份申报表在同一封邮件里。",
        near_miss="材料里写明了单位和班组的，不是推定。",
    ),
)
"""Every rule of this family."""
