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
