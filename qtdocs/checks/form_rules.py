"""The kinds of findings about whole forms: which one it is, whether it was altered, which version holds."""

from __future__ import annotations

from qtdocs.model.finding import Rule

FORMS = (
    Rule(
        code="form-unrecognised",
        severity="note",
        title="不是已知的表",
        message="没有认出是哪一种表{detail}。",
        advice="如果是申报表、汇总表等，请看是否换了标题或表样；成果材料和发布稿不用处理。",
        meaning="文件不像任何一个活动的表；成果材料、PPT、通知等都属此类。",
    ),
    Rule(
        code="form-ambiguous",
        severity="warning",
        title="分不清是哪一种表",
        message="几种表都像，分不清：{detail}。",
        advice="请打开原件查看标题；运行时可以用 --programme 指明是哪个活动。",
        meaning="标题和栏目同时符合几种表，程序不猜。",
    ),
    Rule(
        code="form-other-programme",
        severity="warning",
        title="是别的活动的表",
        message="这是“{found}”的{form}，不是本次活动的。",
        advice="请对方改用本次活动的表重报，或把它移到相应的文件夹。",
        meaning="表是认得的，但属于另一个活动。",
    ),
    Rule(
        code="form-blank",
        severity="error",
        title="空白表",
        message="整张{form}都没有填写。",
        advice="请推荐单位填写后重发；误发的请删去。",
        meaning="表上什么也没有填。只报这一条，不逐栏报漏填。",
    ),
    Rule(
        code="form-altered",
        severity="warning",
        title="表样被改动",
        message="{detail}。",
        advice="请核对这一处的内容；要求统一表样的，请对方用原表重填。",
        meaning="印好的标题、栏目或提示与原表不同。",
    ),
    Rule(
        code="edition-differs",
        severity="warning",
        title="年度不同",
        message="表上印的是 {printed} 年，本次活动是 {year} 年。",
        advice="请核对是不是用了往年的表；内容无误的可以接受。",
        meaning="表是认得的，但标题里的年份不是这一届。",
    ),
    Rule(
        code="text-unplaced",
        severity="warning",
        title="有放不进任何栏目的文字",
        message="有不属于任何一栏的文字：{detail}。",
        advice="请打开原件看是不是多加了栏目，需要的请人工登记。",
        meaning="填写人加了栏目或写在了栏外，程序不丢掉，也不猜属于哪一栏。",
    ),
    Rule(
        code="pair-differs",
        severity="warning",
        title="两份不一致",
        message="“{label}”两份不一致：{first_file} 写的是{first}，{second_file} 写的是{second}。",
        advice="请推荐单位确认哪一份正确，并重发一致的两份；台账暂按前一份。",
        meaning="同一班组的两份表（例如 Word 版与 PDF 版）同一栏不同；只是换行和空格不同的不算。",
    ),
    Rule(
        code="entry-superseded",
        severity="note",
        title="已被后来的一份替代",
        message="这一份已被“{by}”替代（{reason}）。{detail}。",
        advice="台账按新的一份；旧的留着，请看一眼不同之处。",
        meaning="同一班组重新报送的，有收到时间可以比较，或有人选定，就以后来的为准。",
    ),
    Rule(
        code="entry-duplicate",
        severity="warning",
        title="重复申报",
        message="同一单位同一班组不止一份：{detail}。",
        advice="请用 qtdocs choose 选定以哪一份为准；不是邮件的，也可以登记收到日期。台账暂按先收到的一份。",
        meaning="单位和班组都相同的表收到了几份，又没有收到时间可以分出先后。",
    ),
)
"""Every rule of this family."""
