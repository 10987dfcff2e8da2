"""The words of the trade: every key a form may use, every kind of paper, with their Chinese names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

KEY_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "nomination_no": "推荐编号",
        "nominator_name": "推荐单位",
        "edition_year": "申报年度",
        "organisation_name": "单位名称",
        "industry": "所属行业",
        "ownership": "所有制性质",
        "qualification": "企业资质",
        "address": "通讯地址",
        "postcode": "邮编",
        "department": "主管部门",
        "department_contact": "主管部门联系人",
        "department_phone": "部门联系电话",
        "team_name": "班组名称",
        "experience_title": "经验名称",
        "headcount": "班组人数",
        "team_leader": "班组长",
        "team_leader_mobile": "班组长手机",
        "contact": "联系人",
        "contact_phone": "联系电话",
        "contact_mobile": "联系人手机",
        "contact_email": "联系邮箱",
        "completion_rate": "班组工作完成率",
        "assessment_pass_rate": "质量考核合格率",
        "nonconformity_rate": "产品/服务不合格率",
        "first_pass_rate": "产品/服务一次合格率",
        "accidents": "年质量、安全事故数",
        "complaints": "年顾客投诉数",
        "training_people": "年培训人数",
        "training_hours": "年培训时数",
        "improvement_rate": "参与改进活动率",
        "quality_cost": "质量成本",
        "profile": "班组简介及活动结果",
        "organisation_opinion": "本企业意见",
        "organisation_date": "本企业意见日期",
        "nomination_reason": "推荐理由",
        "nomination_date": "推荐日期",
        "form_date": "填表日期",
        "material_score": "材料分",
        "presentation_score": "发布分",
        "total_score": "总分",
        "rank": "排序",
        "judge": "评委",
        "row_no": "序号",
        "recommended_tier": "推荐等级",
        "remark": "备注",
        "preparer": "填表人",
        "review_comment": "材料评价",
        "organisations_active": "本年度开展企业数",
        "teams_active": "本年度开展班组数",
        "teams_cumulative": "历年累计班组数",
        "participants": "参与员工数",
        "teams_nominated": "推荐全国班组数",
        "activity_cost": "活动投入费用",
        "award_cost": "活动奖励费用",
        "features_and_problems": "主要特点与问题",
        "review_modes": "评审及交流形式",
        "presentation_held": "是否组织发表会",
        "presentation_teams_registered": "发表会报名班组数",
        "presentation_date": "发表会时间",
        "presentation_place": "发表会地点",
        "presentation_teams": "发表班组数",
        "presentation_attendance": "参会人数",
        "responsible_department": "归口部门及负责人",
        "score.needs": "需求确定",
        "score.planning": "建设策划",
        "score.process": "建设过程",
        "score.results": "建设成效",
        "score.distinction": "特色",
    }
)
"""Every key a field or column may have, and what it is called where no form prints its own word."""

KIND_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "application": "申报表",
        "registration": "报名表",
        "nomination": "推荐表",
        "nomination-summary": "推荐汇总表",
        "statistics": "统计表",
        "annual-summary": "活动总结",
        "review-summary": "材料评审汇总表",
        "scoresheet": "评价表",
        "materials": "创建材料",
        "slides": "发布用PPT",
    }
)
"""Every kind of paper."""

ROLE_NAMES: Mapping[str, str] = MappingProxyType({"applicant": "申报单位", "nominator": "推荐单位"})
"""Everybody who seals."""

RULE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "V01": "近三年无事故",
        "V02": "培训率、合格率",
        "V03": "注册满一年",
        "V04": "班组名称",
        "V05": "名称与公章一致",
        "V06": "基层组织单元",
        "V07": "公章",
        "V08": "Word和PDF",
        "V09": "PDF和PPT",
        "V10": "材料不超字数",
        "V11": "简介字数",
        "V12": "总结字数和标题",
        "V13": "截止时间",
        "V14": "谁报送",
        "V15": "推荐理由",
        "V16": "推荐意见三点",
        "V17": "比率合理",
        "V18": "培训按人次",
        "V19": "不抄袭",
        "V20": "统计数一致",
        "V21": "扣除行业直属",
        "V22": "不重复申报",
        "V23": "经验名称",
        "V24": "简介各项写到",
        "V25": "不留提示语",
    }
)
"""Every rule of a notice that the program knows, in a few words; what a notice says itself stands in its programme."""

ATTACHED_TEXTS = frozenset({"profile"})
"""Long texts that come on a sheet of their own (另附纸); a word limit may name them like a kind of paper."""

CRITERIA = ("needs", "planning", "process", "results", "distinction")
"""The lines of the official score table, in its order."""

STAYING_KEYS = frozenset(
    {
        "nomination_no", "nominator_name", "edition_year", "organisation_opinion", "organisation_date",
        "nomination_reason", "nomination_date", "form_date", "material_score", "presentation_score", "total_score",
        "rank", "judge", "row_no", "recommended_tier", "remark", "preparer", "review_comment",
        *(f"score.{each}" for each in CRITERIA),
    }
)  # fmt: skip
"""Boxes that belong to one paper alone and are never carried to the next level: numbers, opinions and their dates,
scores, which follow another standard there."""

PERSONAL_KEYS = frozenset(
    {
        "address", "postcode", "department_contact", "department_phone", "team_leader", "team_leader_mobile", "contact",
        "contact_phone", "contact_mobile", "contact_email", "judge", "preparer", "responsible_department",
    }
)  # fmt: skip
"""Boxes that tell of persons and how to reach them; nothing of a result rests on them."""
