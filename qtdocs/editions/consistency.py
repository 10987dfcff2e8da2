"""What a form or programme says that cannot hold together, though each part of it is well written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.editions.mistakes import close_guess
from qtdocs.editions.programme import Programme
from qtdocs.editions.vocabulary import ATTACHED_TEXTS, CRITERIA, KEY_NAMES, KIND_NAMES, ROLE_NAMES
from qtdocs.text import label_twin


def form_mistakes(form: FormSpec, *, file: Path, modes: Sequence[str]) -> Iterator[str]:
    """One Chinese sentence for each thing in the form that cannot hold; ``modes`` are the programme's."""
    yield from (f"{file.name} → {mistake}" for mistake in _form_mistakes(form, file, modes))


def label_mistakes(form: FormSpec, texts: Iterable[str]) -> tuple[str, ...]:
    """One sentence for each label, option or seal's neighbour that the blank's texts do not hold.

    Args:
        form: the form.
        texts: everything the blank prints, for example ``Document.texts()``.
    """
    printed = [label_twin(text) for text in texts]
    table = form.table.columns if form.table else ()
    wanted = [
        *(
            (f"{where}[{number}].labels（{spec.key}）", word)
            for where, number, spec, word in _printed_words(form.fields, table)
        ),
        *((f"seals[{number}].near", seal.near) for number, seal in enumerate(form.seals, 1) if seal.near),
        *((f"sections[{number}]", section) for number, section in enumerate(form.sections, 1)),
    ]
    return tuple(
        f"{form.id}.toml → {way}：空白表 {form.blank} 上找不到“{word}”。"
        for way, word in wanted
        if not _is_printed(label_twin(word), printed)
    )


def programme_mistakes(programme: Programme, *, folder: str) -> Iterator[str]:
    """One Chinese sentence for each thing in the programme that cannot hold."""
    checks = (_name_mistakes(programme, folder), _mode_mistakes(programme), _word_mistakes(programme))
    judging = (_score_mistakes(programme), _tier_mistakes(programme))
    for found in (*checks, *judging):
        yield from (f"programme.toml → {mistake}" for mistake in found)
    yield from (f"programme.toml → {mistake}" for mistake in _forwarding_mistakes(programme))
    yield from _sheet_mistakes(programme)
    yield from _title_mistakes(programme)


def alias_mistakes(programmes: Iterable[Programme]) -> tuple[str, ...]:
    """One sentence for each name that two programmes answer to, but for years of one association's programme."""
    owners: dict[str, list[Programme]] = {}
    for programme in programmes:
        for name in {name.lower() for name in (programme.id, programme.name, *programme.aliases)}:
            owners.setdefault(name, []).append(programme)
    return tuple(
        f"programme.toml → aliases：“{name}”同时是 {_ids(group)} 的名称或别名，只能留一个。"
        for name, group in sorted(owners.items())
        if len(group) > 1 and not _are_years_of_one(group)
    )


def _ids(programmes: Sequence[Programme]) -> str:
    return "、".join(sorted(programme.id for programme in programmes))


def _are_years_of_one(programmes: Sequence[Programme]) -> bool:
    """Whether these are one association's programme in different years; the newest is meant by their name."""
    years = {programme.year for programme in programmes}
    return len({programme.association.name for programme in programmes}) == 1 and len(years) == len(programmes)


def shared_names(programmes: Iterable[Programme]) -> tuple[str, ...]:
    """One sentence for each association that runs several programmes: its name alone does not say which."""
    owners: dict[str, list[str]] = {}
    for programme in programmes:
        owners.setdefault(programme.association.name, []).append(programme.id)
    return tuple(
        f"{name}有 {len(ids)} 个活动：{'、'.join(sorted(ids))}；只写名称时用最新的一年，要别的请写代号。"
        for name, ids in sorted(owners.items())
        if len(ids) > 1
    )


def _printed_words(
    fields: Sequence[FieldSpec], columns: Sequence[FieldSpec]
) -> Iterator[tuple[str, int, FieldSpec, str]]:
    """Every word that the blank has to print: official labels and options."""
    for where, specs in (("fields", fields), ("table.columns", columns)):
        for number, spec in enumerate(specs, 1):
            if spec.printed:
                yield from ((where, number, spec, word) for word in (spec.labels[0], *spec.options))


def _is_printed(word: str, printed: Sequence[str]) -> bool:
    """Whether one text holds the word, or two do that stand over one another: 联系人 over 手机."""
    return any(
        word in text or (text and word.startswith(text) and word.removeprefix(text) in printed) for text in printed
    )


def _form_mistakes(form: FormSpec, file: Path, modes: Sequence[str]) -> Iterator[str]:
    if form.id != file.stem:
        yield f"id：写的是“{form.id}”，与文件名“{file.stem}”不同。"
    yield from _kind_mistakes("kind", form.kind)
    if form.blank and not (file.parent / form.blank).is_file():
        yield f"blank：空白表“{form.blank}”不在本文件夹里。"
    yield from _list_mistakes("fields", form.fields, modes)
    if form.table:
        yield from _list_mistakes("table.columns", form.table.columns, modes)
        columns = {key for spec in form.table.columns for key in (spec.key, spec.second)}
        yield from (f"table.keys：“{key}”不是这张表的列。" for key in form.table.keys if key not in columns)
    known = set(form.keys)
    for number, seal in enumerate(form.seals, 1):
        yield from _seal_mistakes(f"seals[{number}]", seal.role, seal.modes, modes)
        if seal.whose not in known:
            yield f"seals[{number}].whose：“{seal.whose}”不是这张表的字段。"
    for number, relation in enumerate(form.relations, 1):
        wrong = [key for key in (relation.smaller, relation.larger) if key not in known]
        yield from (f"relations[{number}]：“{key}”不是这张表的字段。" for key in wrong)


def _list_mistakes(where: str, specs: Sequence[FieldSpec], modes: Sequence[str]) -> Iterator[str]:
    """What is wrong with fields, or with columns."""
    keys = Counter(key for spec in specs for key in (spec.key, spec.second) if key)
    yield from (f"{where}：“{key}”写了 {count} 次，一张表里只能写一次。" for key, count in keys.items() if count > 1)
    for number, spec in enumerate(specs, 1):
        way = f"{where}[{number}]"
        yield from _key_mistakes(f"{way}.key", spec.key)
        if spec.second:
            yield from _key_mistakes(f"{way}.second", spec.second)
        if spec.beside and (spec.beside == spec.key or spec.beside not in keys):
            yield f"{way}.beside（{spec.key}）：“{spec.beside}”不是这张表的字段。"
        if spec.type in ("choices", "yes-no") and len(spec.options) < 2:
            yield f"{way}.options（{spec.key}）：选择题至少要写两个选项。"
        if _reversed(spec.minimum, spec.maximum) or _reversed(spec.min_words, spec.max_words):
            yield f"{way}（{spec.key}）：下限大于上限。"
        yield from _mode_names(f"{way}.modes（{spec.key}）", spec.modes, modes)
    yield from _label_clashes(where, specs)


def _label_clashes(where: str, specs: Sequence[FieldSpec]) -> Iterator[str]:
    """Labels that two fields answer to, where nothing tells the two apart."""
    owners: dict[str, FieldSpec] = {}
    for number, spec in enumerate(specs, 1):
        for label in spec.labels:
            other = owners.setdefault(label_twin(label), spec)
            if other.key != spec.key and other.beside == spec.beside:
                way = f"{where}[{number}].labels（{spec.key}）"
                yield f"{way}：“{label}”与 {other.key} 相同，要用 beside 写明各在哪一行。"


def _name_mistakes(programme: Programme, folder: str) -> Iterator[str]:
    if programme.id != folder:
        yield f"id：写的是“{programme.id}”，与文件夹名“{folder}”不同。"
    names = Counter(name.lower() for name in programme.aliases)
    yield from (f"aliases：“{name}”写了 {count} 次。" for name, count in names.items() if count > 1)
    listed = (("rules", programme.rules), ("deadlines", programme.deadlines), ("modes", programme.modes))
    for where, items in (*listed, ("stages", programme.stages), ("criteria", programme.criteria)):
        ids = Counter(item.id for item in items)
        yield from (f"{where}：“{name}”写了 {count} 次。" for name, count in ids.items() if count > 1)


def _mode_mistakes(programme: Programme) -> Iterator[str]:
    modes = [mode.id for mode in programme.modes]
    for number, paper in enumerate(programme.papers, 1):
        yield from _kind_mistakes(f"papers[{number}].kind", paper.kind)
        yield from _mode_names(f"papers[{number}].modes", paper.modes, modes)
    for number, seal in enumerate(programme.seals, 1):
        yield from _seal_mistakes(f"seals[{number}]", seal.role, seal.modes, modes)
        yield from _key_mistakes(f"seals[{number}].whose", seal.whose)


def _word_mistakes(programme: Programme) -> Iterator[str]:
    for number, limit in enumerate(programme.word_limits, 1):
        if limit.kind not in ATTACHED_TEXTS:
            yield from _kind_mistakes(f"word_limits[{number}].kind", limit.kind)
        if limit.minimum is None and limit.maximum is None:
            yield f"word_limits[{number}]：minimum 和 maximum 至少写一个。"
        if _reversed(limit.minimum, limit.maximum):
            yield f"word_limits[{number}]：下限大于上限。"


def _forwarding_mistakes(programme: Programme) -> Iterator[str]:
    for number, each in enumerate(programme.forwarding, 1):
        for place, field in enumerate(each.fields, 1):
            yield from _key_mistakes(f"forwarding[{number}].fields[{place}].take", field.take)
            yield from _key_mistakes(f"forwarding[{number}].fields[{place}].put", field.put)


def _score_mistakes(programme: Programme) -> Iterator[str]:
    """Criteria that do not add up to the sheet's stated total, stages that do not add up to 100."""
    for number, criterion in enumerate(programme.criteria, 1):
        if criterion.id not in CRITERIA:
            yield f"criteria[{number}].id：“{criterion.id}”不是评价项目，可用：{'、'.join(CRITERIA)}。"
    total = sum(criterion.points for criterion in programme.criteria)
    stated = next((stage.sheet for stage in programme.stages if stage.sheet is not None), 100)
    if programme.criteria and total != stated:
        yield f"criteria：各项分值合计 {total} 分，与总分 {stated} 分不符。"
    shares = sum(stage.points for stage in programme.stages)
    if programme.stages and shares != 100:
        yield f"stages：各阶段合计 {shares} 分，应为 100 分。"


def _tier_mistakes(programme: Programme) -> Iterator[str]:
    """Shares outside 0 to 1, and shares that cannot make up the whole."""
    tiers = programme.tiers
    for number, tier in enumerate(tiers, 1):
        if any(share is not None and not 0 <= share <= 1 for share in (tier.at_least, tier.at_most)):
            yield f"tiers[{number}]（{tier.name}）：比例要在 0 到 1 之间，例如 10% 写 0.1。"
        if _reversed(tier.at_least, tier.at_most):
            yield f"tiers[{number}]（{tier.name}）：at_least 大于 at_most。"
    if sum((tier.least or 0 for tier in tiers), Fraction()) > 1:
        yield "tiers：各等级的最低比例合计超过 100%。"
    if tiers and sum((1 if tier.most is None else tier.most for tier in tiers), Fraction()) < 1:
        yield "tiers：各等级的最高比例合计不到 100%，总有班组评不上任何等级。"
    if "{tier}" in programme.award.title and not tiers:
        yield "award.title：写了 {tier}，却没有 tiers。"


def _sheet_mistakes(programme: Programme) -> Iterator[str]:
    """Score sheets whose boxes are not the criteria's."""
    points = {f"score.{criterion.id}": criterion.points for criterion in programme.criteria}
    for form in programme.forms:
        if form.kind != "scoresheet" or not points:
            continue
        boxes = {spec.key: spec.maximum for spec in form.fields if spec.key.startswith("score.")}
        yield from (
            f"{form.id}.toml → fields（{key}）：满分 {boxes.get(key)}，programme.toml 的分值是 {points.get(key)}。"
            for key in sorted(boxes.keys() | points.keys())
            if boxes.get(key) != points.get(key)
        )


def _title_mistakes(programme: Programme) -> Iterator[str]:
    """Titles that two forms of the programme share: neither could be told from the other."""
    owners: dict[str, str] = {}
    for form in programme.forms:
        for title in dict.fromkeys(label_twin(title) for title in form.titles):
            if title in owners:
                yield f"{form.id}.toml → titles：“{title}”与 {owners[title]}.toml 相同，两张表分不开。"
            owners[title] = form.id


def _key_mistakes(way: str, key: str) -> Iterator[str]:
    if key not in KEY_NAMES:
        guess = close_guess(key, KEY_NAMES)
        yield f"{way}：“{key}”不是词汇表里的键" + (f"，是不是“{guess}”（{KEY_NAMES[guess]}）？" if guess else "。")


def _kind_mistakes(way: str, kind: str) -> Iterator[str]:
    if kind not in KIND_NAMES:
        known = "、".join(f"{name}（{chinese}）" for name, chinese in KIND_NAMES.items())
        yield f"{way}：“{kind}”不是可用的材料种类，可用：{known}。"


def _seal_mistakes(way: str, role: str, used: Sequence[str], modes: Sequence[str]) -> Iterator[str]:
    if role not in ROLE_NAMES:
        known = "、".join(f"{name}（{chinese}）" for name, chinese in ROLE_NAMES.items())
        yield f"{way}.role：“{role}”不是可用的盖章方，可用：{known}。"
    yield from _mode_names(f"{way}.modes", used, modes)


def _mode_names(way: str, used: Sequence[str], modes: Sequence[str]) -> Iterator[str]:
    known = "、".join(modes) or "无"
    yield from (f"{way}：“{mode}”不是本活动的申报方式，可用：{known}。" for mode in used if mode not in modes)


def _reversed(lower: float | None, upper: float | None) -> bool:
    """Whether a lower limit lies above the upper one."""
    return lower is not None and upper is not None and lower > upper
