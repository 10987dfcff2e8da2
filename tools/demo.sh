#!/bin/sh
# The sample inbox in one go, the sample mailbox by the commands of a clerk's day, then sealed scans. Set up first.
set -eu
cd "$(dirname "$0")/.."
workspace=demo-output/邮箱
scans=demo-output/扫描件

# Exit code 3 means that a file could not be read and the report says so: the samples hold such files.
step() {
    printf '\n== %s\n$ qtdocs' "$1"
    shift
    printf ' %s' "$@"
    printf '\n'
    .venv/bin/qtdocs "$@" || { code=$?; [ "$code" -eq 3 ] || exit "$code"; }
}

if [ ! -f demo-output/工作区.toml ]; then
    step '新建工作区' new demo-output --programme zhejiang-2026
fi
step '导入协会的登记册：注册日期、历年称号、更名、投诉' registry import samples/registry.xlsx --workspace demo-output --yes
step '一步到位：读一个收件文件夹，写出全部结果' run samples/inbox --programme zhejiang-2026 --out demo-output

if [ -f "$workspace/工作区.toml" ]; then
    printf '\n== 工作区 %s 已经建好，再收一次：只收新的，已有的不动\n' "$workspace"
else
    step '新建一个活动的工作区' new "$workspace" --programme zhejiang-2026
    printf '\n== 放进干事填好的收件登记：U盘、微信、快递不像邮件自己带着时间\n'
    printf '$ cp samples/mailbox-收件登记.xlsx %s/收件登记.xlsx\n' "$workspace"
    cp samples/mailbox-收件登记.xlsx "$workspace/收件登记.xlsx"
fi
step '收邮箱：邮件、邮箱导出、压缩包、U盘里的文件，逐个收进台账' collect samples/mailbox --workspace "$workspace"
step '列出全部班组：以哪几份为准，是否迟交' entries --workspace "$workspace"
step '列出全部来件：每个附件读成了什么' parcels --workspace "$workspace"
step '核对台账：每份原件的指纹、每条事件' ledger verify --workspace "$workspace"

step '收盖章的扫描件：六个班组，Word 版和扫描件各一份' run samples/scans --programme zhejiang-2026 --out "$scans"
step '程序的建议：谁可以初选合格，谁要补正，谁要先核对；由人定' move --propose --workspace "$scans"
step '看章：该盖的都盖了没有，印文对不对，截图在哪里' seals --workspace "$scans"

planted=demo-output/错例

printf '\n== 最后一批：三个推荐单位的来信，每条规定藏了一处错，另有几个班组没有错\n'
printf '$ python -m samples.planting demo-output/错例来信\n'
.venv/bin/python -m samples.planting demo-output/错例来信
if [ ! -f "$planted/工作区.toml" ]; then
    step '新建工作区' new "$planted" --programme zhejiang-2026
fi
step '收信、读表、逐条检查' collect demo-output/错例来信 --workspace "$planted"
step '每个班组错在哪一条：逐条规定的结论' entries --workspace "$planted"
step '一个班组逐条看：符合、有问题、查不了' verdicts 班0002 --workspace "$planted"
step '写信：收件回执、初选不合格意见、未报名单；都是草稿，程序不发' letters --workspace "$planted"
step '通知不允许补正；协会另行同意的，写补正通知' letters 补正通知 --allow 王敏 --workspace "$planted"
step '一个班组的全部经过' history 班0002 --workspace "$planted"
printf '\n== 台账、核对表和信在这里\n'
find "$planted" -maxdepth 1 -name '*.xlsx' | sort
find "$planted/信函" \( -name '*.docx' -o -name '*.xlsx' \) | sort

season=demo-output/评审
back=demo-output/评审-收回的评分表

printf '\n== 评审：中施企协的一季，24 个班组，从初选合格到定稿\n'
printf '$ python -m samples.seasons papers cacem-2026 demo-output/评审-来件\n'
.venv/bin/python -m samples.seasons papers cacem-2026 demo-output/评审-来件
if [ -f "$season/工作区.toml" ]; then
    printf '工作区 %s 已经走完一遍；每一步都记在台账里，不重来。\n' "$season"
else
    step '收报名材料' run demo-output/评审-来件/来件 --programme cacem-2026 --out "$season"
    step '初选：人看过以后改状态' move $(seq -f '班%04g' 1 24) 初选合格 --by 王敏 --because 初选核对过 --yes --workspace "$season"
    step '种子先定，专家库后导入' judge seed 26048 --stage material --source 公开号码（例） --by 王敏 --workspace "$season"
    step '发布会的种子' judge seed 26049 --stage presentation --source 公开号码（例） --by 王敏 --workspace "$season"
    step '专家库' judge experts import demo-output/评审-来件/专家库.xlsx --by 王敏 --workspace "$season"
    step '抽专家：回避的写明理由' judge draw --stage material --groups 2 --members 4 --by 王敏 --workspace "$season"
    step '抽发布会的评委' judge draw --stage presentation --groups 2 --members 4 --by 王敏 --workspace "$season"
    step '通知没有写的满分，由协会定' judge scale material 100 --by 王敏 --workspace "$season"
    step '发布的满分' judge scale presentation 20 --by 王敏 --workspace "$season"
    step '材料包：每位评委一个文件夹' judge packages --stage material --workspace "$season"
    step '发布会的材料包' judge packages --stage presentation --workspace "$season"
    step '抽出场顺序' stage draw --day 2026-04-22 --start 9:00 --minutes 12 --by 王敏 --workspace "$season"
    step '会议通知、签到表、现场计分表' stage papers --workspace "$season"
    printf '\n== 评委填好的评分表寄回来了\n'
    printf '$ python -m samples.seasons scores %s %s\n' "$season" "$back"
    .venv/bin/python -m samples.seasons scores "$season" "$back"
    step '收评分表' judge collect "$back" --by 王敏 --workspace "$season"
    step '一个班组没有到场' stage absent 班0003 --because 没有到场 --by 王敏 --workspace "$season"
    step '其余都到场' stage attend --by 王敏 --workspace "$season"
    step '计分' judge tally --workspace "$season"
    step '排名和等级' judge rank --workspace "$season"
    step '等级有多牢靠（内部）' judge firmness --workspace "$season"
    step '评审组情况（内部）' judge panel-report --workspace "$season"
    step '记下这一版结果' judge keep-result --by 王敏 --workspace "$season"
    step '每个班组的评价报告' report evaluations --workspace "$season"
    step '审定' result approve --on 2026-04-28 --by 王敏 --chair 俞望舒 --workspace "$season"
    step '公示' result publicise --from 2026-04-30 --by 王敏 --workspace "$season"
    step '一件异议' result object --about 班0005 --words 照片像是别的项目的 --by 王敏 --workspace "$season"
    step '处理异议' result answer 1 不成立 --words 照片经核对是本项目的 --by 王敏 --workspace "$season"
    step '定稿' result final --by 王敏 --workspace "$season"
    step '名称先由推荐单位核对' confirm ask --workspace "$season"
    printf '\n== 推荐单位填好的核对表寄回来了\n'
    printf '$ python -m samples.seasons replies %s demo-output/评审-收回的核对表\n' "$season"
    .venv/bin/python -m samples.seasons replies "$season" demo-output/评审-收回的核对表
    step '收核对表' confirm read demo-output/评审-收回的核对表 --by 王敏 --workspace "$season"
    step '防伪校验码的密钥：私钥不放在工作区里' keys new --out demo-keys --by 王敏 --workspace "$season"
    step '发布：通报、光荣册、证书和各种表' publish --workspace "$season"
fi
step '从台账重做一遍，看是不是一样' judge again 1 --workspace "$season"
step '核对台账' ledger verify --workspace "$season"
