"""The stock words of names: what a character that a seal has lost can only have been, and what it could have been."""

from __future__ import annotations

from functools import lru_cache

_WORDS = """
有限公司 有限责任公司 股份有限公司 集团有限公司 集成有限公司 集团股份有限公司 集团有限责任公司 建设 建工 建筑 建材
建安 建业 建发 建科 建投 工程 工业 工贸 工艺 工装 建设工程 建筑工程 建材工程 建安工程 建设工业
建筑工业 建设工贸 建筑工贸 建筑安装工程 设备安装工程 安装工程 安装公司 市政 市政工程 市政园林
市政园林工程 市政建设 市政工业 园林 园艺 园区 农林 园林工程 园艺工程 园林绿化 园林绿化工程 交通
交通工程 交通建设 交通工业 公路 公路工程 铁路工程 道路工程 路桥 路港 路面 路政 大桥 钢桥 路桥工程
路桥建设 水利 水电 水务 水运 水利工程 水电工程 水务工程 水运工程 装饰 装潢 装修 装备 首饰 装饰工程
装潢工程 装修工程 钢结构 木结构 膜结构 钢结构工程 设计 设备 监理 管理 咨询 勘察 勘测 建筑业协会
建材业协会 建筑业学会 建筑业商会 建筑协会 建材协会 建设协会 建筑行业协会 建材行业协会 建设行业协会
质量协会 质检协会 质量学会 质量商会 计量协会 质量管理协会 质量监督协会 质量管理学会 质量检测协会
质安管理协会 建设工程质量协会 建筑工程质量协会 建设工程质检协会 建设工程质量学会 建设工程计量协会
建设工程质量商会 工程建设质量管理协会 工程建筑质量管理协会 工程建设质量管理学会 工程建设质量监督协会
工程建设质安管理协会 市政行业协会 市政企业协会 市政工业协会 市政行业学会 市政行业商会 装饰行业协会
装修行业协会 装饰企业协会 施工行业协会 园林行业协会
园艺行业协会
"""
_STOCK = frozenset(_WORDS.split())
_LONGEST = max(map(len, _STOCK))
_LARGEST_SHARE = 0.2
"""Of a name's characters that may be lost."""


@lru_cache(maxsize=4096)
def stock_in(name: str) -> tuple[tuple[int, int], ...]:
    """Where stock words stand in a name: the longest ones, from the end, none overlapping another.

    >>> stock_in("浙江甲建筑工程有限公司")
    ((7, 11), (3, 7))
    """
    found = []
    end = len(name)
    while end > 0:
        begin = next((at for at in range(max(0, end - _LONGEST), end - 1) if name[at:end] in _STOCK), end)
        if begin < end:
            found.append((begin, end))
        end = begin if begin < end else end - 1
    return tuple(found)


def is_told_by_the_rest(read: str, name: str, lost: str) -> bool:
    """Whether a reading is this name although characters are lost: each was one of a stock word that no other fits.

    Args:
        read: The reading, of the same length.
        name: The name.
        lost: The sign for a lost character.

    >>> is_told_by_the_rest("浙江甲建筑工程有□公司", "浙江甲建筑工程有限公司", "□")
    True
    >>> is_told_by_the_rest("浙江甲建□工程有限公司", "浙江甲建筑工程有限公司", "□")
    False
    """
    wrong = [at for at, sign in enumerate(name) if read[at] != sign]
    if len(wrong) > max(1, int(_LARGEST_SHARE * len(name))):
        return False
    words = {at: word for word in stock_in(name) for at in wrong if word[0] <= at < word[1]}
    if not len(set(words.values())) == len(words) == len(wrong):
        return False
    # In a closing 有限公司 a misread character is as good as a lost one: no name ends in 有限公可.
    closing = range(len(name) - 3, len(name)) if name.endswith("有限公司") else range(0)
    suffered = (read[at] == lost or at in closing for at in wrong)
    return all(suffered) and all(_completions(read, at, words[at]) == 1 for at in wrong)


def _completions(read: str, lost: int, word: tuple[int, int]) -> int:
    """How many stock words a part of a reading could be, if one character of it is not known."""
    before, after = read[word[0] : lost], read[lost + 1 : word[1]]
    size = word[1] - word[0]
    return sum(len(each) == size and each.startswith(before) and each.endswith(after) for each in _STOCK)
