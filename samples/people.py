"""Invented teams: no company, person, number or mailbox here exists."""

# ruff: noqa: E501

from __future__ import annotations

from dataclasses import dataclass

Values = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """One invented team with what it writes into the Zhejiang application."""

    nominator: str
    number: str
    organisation: str
    team: str
    title: str
    industry: str
    ownership: str
    address: str
    department: str
    department_contact: str
    department_phone: str
    headcount: str
    contact: str
    phone: str
    rates: tuple[str, str, str, str, str]
    """Completion, assessment, nonconformity, first pass, improvement."""
    training: str
    cost: str
    date: str
    profile: str

    def application(self) -> Values:
        """What stands in each field of the Zhejiang application."""
        completion, assessment, nonconformity, first_pass, improvement = self.rates
        return {
            "nomination_no": self.number,
            "nominator_name": self.nominator,
            "organisation_name": self.organisation,
            "industry": self.industry,
            "ownership": self.ownership,
            "address": self.address,
            "department": self.department,
            "department_contact": self.department_contact,
            "department_phone": self.department_phone,
            "team_name": self.team,
            "experience_title": self.title,
            "headcount": self.headcount,
            "contact": self.contact,
            "contact_phone": self.phone,
            "completion_rate": completion,
            "assessment_pass_rate": assessment,
            "nonconformity_rate": nonconformity,
            "accidents": "0",
            "complaints": "0",
            "first_pass_rate": first_pass,
            "training_people": self.training,
            "improvement_rate": improvement,
            "quality_cost": self.cost,
            "profile": self.profile,
            "form_date": self.date,
        }


TUNNEL = Team(
    nominator="杭州市建筑业协会",
    number="1",
    organisation="浙江甲川建设集团有限公司",
    team="盾构掘进一班",
    title="“三色看板”控制管片拼装错台",
    industry="市政公用工程",
    ownership="民营",
    address="杭州市拱墅区云屿路8号甲川大厦12楼",
    department="质量管理部",
    department_contact="陆知远",
    department_phone="0571-00001201",
    headcount="18",
    contact="沈青禾",
    phone="13800001201",
    rates=("100", "99.2", "0.3%", "99.6", "100"),
    training="36人次/288学时",
    cost="12.6",
    date="2026年3月18日",
    profile="""1. 班组现有18人，其中盾构司机4人、管片拼装手6人、测量2人、机电6人，平均年龄34岁；负责区间隧道掘进、管片拼装和同步注浆，文化是“毫米里见良心”，愿景是零渗漏隧道。
2. 班前会、交接班、首件验收三项制度挂在洞口，掘进参数按环存档，工具和耗材定置摆放。
3. 每月两次微课，由司机轮流主讲；全员会用排列图和因果图，8人持有盾构机操作合格证。
4. 三年完成改进课题7项，其中“三色看板”使管片错台由9毫米降到4毫米以内。
5. 用看板管到每一环、每一人，累计掘进2460环无渗漏返修，业主每季评价均为优秀。
6. 2024年获市工人先锋号，2025年获省级优秀QC成果二等奖，班长获集团金牌班组长。""",
)
REBAR = Team(
    nominator="杭州市建筑业协会",
    number="2",
    organisation="浙江钱澄市政园林工程有限公司",
    team="钢筋加工班",
    title="样板引路、一料一码管钢筋",
    industry="市政公用工程",
    ownership="有限责任公司",
    address="杭州市临平区澄塘街66号",
    department="工程管理中心",
    department_contact="俞望舒",
    department_phone="0571-00001302",
    headcount="22",
    contact="竺一鸣",
    phone="13800001302",
    rates=("99", "98.5", "0.8%", "99.1", "95"),
    training="44人次/176学时",
    cost="8.35",
    date="2026年3月20日",
    profile="""1. 班组22人，设班长、质量员、安全员各1名，承担高架桥墩和盖梁钢筋的下料、加工、绑扎，口号是“一根不差、一毫不让”。
2. 原材料、半成品、成品分区堆放，每捆挂二维码，扫码可查炉批号、检验结果和使用部位。
3. 每季度比武一次，套丝、焊接、绑扎三个项目人人过关；学会用直方图看保护层厚度。
4. 自制滚焊机托架和盖梁绑扎胎架，获实用新型专利1项，绑扎工效提高三成。
5. 先做样板再铺开，不合格品不出棚；两年来监理抽检合格率从96.8%升到99.1%。
6. 2023年获区级工人先锋号，2025年胎架改进成果获市QC小组一等奖，两人获技术能手称号。""",
)
PAVING = Team(
    nominator="宁波市建筑业协会",
    number="1",
    organisation="宁波沧泊港务建设有限公司",
    team="沥青摊铺三班",
    title="“听温、看纹、摸边”摊铺六步法",
    industry="公路交通工程",
    ownership="国有控股",
    address="宁波市镇海区沧泊路199号",
    department="安全质量部",
    department_contact="裘松年",
    department_phone="0574-00002103",
    headcount="26",
    contact="郦向晚",
    phone="13800002103",
    rates=("100", "100", "0.5%", "99.5", "92.3"),
    training="52/208",
    cost="20",
    date="2026.3.22",
    profile="""1. 摊铺三班由26名队员组成，分摊铺、碾压、测温、后勤四组，主要承担港区道路和堆场沥青面层施工，愿景是“车过无声”。
2. 每台设备有体检卡，每车料有温度条，当日问题当日清，台账保存完整。
3. 请厂家技师驻场讲课，全年12课；班组成员都会填控制图，能看懂离析和温度曲线。
4. 把老师傅的手感写成“听温、看纹、摸边”六步法，平整度标准差由1.1降到0.7毫米。
5. 推行机手与测温员结对，面层一次交验合格率99.5%，码头公司书面表扬两次。
6. 2024年度市安康杯优胜班组，2025年度集团质量标杆班组，机手郦某获市五一劳动奖章。""",
)
PUMP = Team(
    nominator="宁波市建筑业协会",
    number="2",
    organisation="宁波沧泊港务建设有限公司",
    team="机电安装Ⅱ班",
    title="管线综合“先装后隐”工作法",
    industry="机电安装工程",
    ownership="国有控股",
    address="宁波市镇海区沧泊路199号",
    department="安全质量部",
    department_contact="裘松年",
    department_phone="0574-00002103",
    headcount="15",
    contact="幸未央",
    phone="0574-00002188、13800002188",
    rates=("98.7", "99", "1%", "98.2", "86.7"),
    training="30人次/240h",
    cost="6.5",
    date="2026-03-22",
    profile="""1. 班组15人，电工5人、管工6人、通风4人，负责泵站、仓库的水电风安装，信条是“藏起来的更要漂亮”。
2. 坚持图纸会审、综合排布、样板交底三道手续，隐蔽前拍照留档。
3. 人人会看三维管线图，每年复训一次；电工、焊工全部持证上岗。
4. 提出支吊架共用做法，节省型钢11吨；编写作业指导卡23张。
5. 工序交接用三检单，缺一个签字不进下一道；回访12家用户，满意率98%。
6. 近三年获集团优秀班组两次，“共用支吊架”获市级QC成果二等奖。""",
)
SURVEY = Team(
    nominator="浙江省市政行业协会",
    number="1",
    organisation="绍兴镜禾路桥有限公司",
    team="测量一班",
    title="双人双仪复核，让误差止于图纸",
    industry="公路交通工程",
    ownership="民营",
    address="绍兴市越城区镜禾路1号",
    department="总工办",
    department_contact="戚见山",
    department_phone="0575-00003101",
    headcount="９",
    contact="麻雨亭",
    phone="138 0000 3101",
    rates=("100%", "100%", "0%", "100%", "100%"),
    training="18人/96学时",
    cost="3.2万元",
    date="二〇二六年三月十六日",
    profile="""1. 测量一班9人，其中高级工3人，负责全线控制网复测、施工放样和沉降观测；班训为“差之毫厘，重来一遍”。
2. 仪器一机一档，每日开工前自校；放样记录双人签字，当晚录入台账。
3. 每月安排一次实操考核，内容有全站仪设站、水准路线平差、无人机像控点布设。
4. 自编坐标反算小程序，放样时间缩短四成；提出桥墩垂直度双仪对测办法，被公司推广。
5. 三年共放样6300余点，复核差错率万分之三，无一处因测量返工。
6. 2023年获市级青年文明号，2025年一人获省测绘技能竞赛第五名。""",
)
FORMWORK = Team(
    nominator="浙江省市政行业协会",
    number="2",
    organisation="温州砚瓯建筑工程有限公司",
    team="木工（模板）班组",
    title="铝木结合模板“零胀模”控制",
    industry="房屋建筑工程",
    ownership="股份合作",
    address="温州市瓯海区砚池巷27号",
    department="质安科",
    department_contact="鹿同光",
    department_phone="0577-00004101",
    headcount="31",
    contact="缪听澜",
    phone="13800004101",
    rates=("97.5", "98", "1.2%", "98.6", "90"),
    training="62人次/186学时",
    cost="15.8",
    date="2026年3月9日",
    profile="""1. 本班31人，分支模、加固、拆模三个小组，负责住宅和泵房主体模板；愿景是让混凝土一次成活。
2. 材料进场三验，模板编号配套流转，周转一次清理一次，现场做到工完场清。
3. 开办夜校24期，学习图集和规范；骨干会用检查表和排列图查胀模原因。
4. 研究铝木接缝构造，胀模点由每层14处降到2处，形成企业工法1项。
5. 推行“谁支模谁看护”，把责任写到每根柱子上；交付四栋楼，实测合格率98.6%。
6. 2024年获区优秀班组，2025年获市文明施工标兵班组，班长获劳动模范提名。""",
)
WATER = Team(
    nominator="嘉兴市建筑业协会",
    number="1",
    organisation="嘉兴禾汐水务建设有限公司",
    team="泵闸运维班",
    title="汛期“一闸一策”值守法",
    industry="水利工程",
    ownership="国有",
    address="嘉兴市南湖区禾汐路3号",
    department="运行管理部",
    department_contact="端木舟",
    department_phone="0573-00005101",
    headcount="12人",
    contact="虞知秋",
    phone="13800005101",
    rates=("100", "100", "0", "100", "100"),
    training="24人次/120学时",
    cost="5",
    date="2026年3月25日",
    profile="""1. 班组12人，四班三运转，看护7座泵闸；职责是开得动、关得住、守得牢，文化是“听水声办事”。
2. 巡检路线固定18个点位，逐点打卡；备品备件按一闸一箱存放，箱内贴清单。
3. 每年汛前演练两次，全员掌握电动葫芦检修和柴油机应急启动，取证率百分之百。
4. 根据三年水位记录编出“一闸一策”，平均启闭时间由25分钟缩到11分钟。
5. 连续三个汛期无误操作，受益村回访满意度99%，做法在全市水务系统交流。
6. 2023年获市防汛先进集体，2024、2025年连续获公司五星班组。""",
)
CURTAIN = Team(
    nominator="嘉兴市建筑业协会",
    number="2",
    organisation="金华婺岚装饰工程有限公司",
    team="幕墙安装班",
    title="单元板块吊装对位快三步",
    industry="建筑装饰工程",
    ownership="民营",
    address="金华市婺城区岚山路88号",
    department="技术质量部",
    department_contact="车晚晴",
    department_phone="0579-00006101",
    headcount="20",
    contact="莫问渠",
    phone="13800006101",
    rates=("0.98", "99", "0.6%", "99", "95"),
    training="40人次/160学时",
    cost="9.9",
    date="2026年3月24日",
    profile="""1. 班组20人，含吊篮操作工8人、打胶工6人、测量放线2人，主要承担单元式幕墙安装，愿景是滴水不漏。
2. 埋件复测、板块验收、淋水试验三关不过不签字，每块板有身份条码。
3. 与厂家合办打胶比赛，人人过剥离试验关；掌握全站仪三维放线。
4. 摸索出对位快三步，单块吊装由38分钟减到24分钟，获集团微创新一等奖。
5. 做法图片化，新人三天上手；三项工程淋水试验一次通过。
6. 2025年获市装饰行业优秀班组，两名打胶工获行业技能之星。""",
)
BRIDGE = Team(
    nominator="浙江省市政行业协会",
    number="3",
    organisation="台州屿恒钢构有限公司",
    team="桥梁焊接班",
    title="仰焊“呼吸节拍”操作法",
    industry="钢结构工程",
    ownership="民营",
    address="台州市椒江区屿恒路16号",
    department="生产技术部",
    department_contact="时雨生",
    department_phone="0576-00007101",
    headcount="16",
    contact="符晓川",
    phone="13800007101",
    rates=("99.8", "100", "0.2%", "99.7", "93.75"),
    training="32人次/320学时",
    cost="11.25",
    date="2026年3月21日",
    profile="""1. 班组16名焊工，其中技师5名，承担钢箱梁工地环缝焊接；班组名言是“焊缝会说话”。
2. 焊材恒温领用、余料回收，每条焊缝写上焊工编号，终身可查。
3. 建有练习台4个，每周练一次仰焊；全员通过射线探伤考试。
4. 总结“呼吸节拍”操作法，仰焊一次探伤合格率由95.1%升到99.7%。
5. 师徒结对看焊缝照片讲评，两年返修长度下降八成，业主发来感谢信。
6. 2024年获省级焊接竞赛团体第三，2025年班长获市首席工人。""",
)
TOWER = Team(
    nominator="杭州市建筑业协会",
    number="3",
    organisation="湖州苕朗安装工程有限公司",
    team="塔机维保班",
    title="塔机“望闻问切”点检",
    industry="机电安装工程",
    ownership="有限责任公司",
    address="湖州市吴兴区苕朗街5号",
    department="设备部",
    department_contact="计云帆",
    department_phone="0572-00008101",
    headcount="11",
    contact="甘棠",
    phone="13800008101",
    rates=("100", "97", "1.5%", "97.8", "81.8"),
    training="22人次/110学时",
    cost="4.4",
    date="2026年3月23日",
    profile="""1. 维保班11人，管理塔机28台，职责是安装、顶升、保养和应急；愿景是台台健康。
2. 每台塔机一本病历，日检、周检、月检分色记录，问题闭环率百分之百。
3. 每季度请检测机构上门讲评，全员会看钢丝绳断丝和标准节裂纹。
4. 把点检归纳为望闻问切四步，提前发现隐患19处；自制顶升防错销。
5. 设备完好率97.8%，比公司平均高3个百分点，项目部满意度98%。
6. 2024年获市设备管理优秀班组，2025年一项小发明获区职工创新三等奖。""",
)
DREDGING = Team(
    nominator="杭州市建筑业协会",
    number="4",
    organisation="浙江磐野水利疏浚有限公司",
    team="浙江磐野水利疏浚有限公司疏浚二班",
    title="泥浆浓度在线调度",
    industry="水利工程",
    ownership="民营",
    address="杭州市钱塘区磐野路20号",
    department="生产部",
    department_contact="郗明远",
    department_phone="0571-00009101",
    headcount="14",
    contact="",
    phone="13800009101",
    rates=("96", "98", "2%", "97", "85"),
    training="28人次/84学时",
    cost="7.1",
    date="2026年3月26日",
    profile="""1. 疏浚二班14人，操作绞吸船1艘、泥泵3台，负责河道清淤和余水处理；目标是清水还给两岸。
2. 油水分离、泥浆浓度、余水浊度三本账每日更新，船上物品定位编号。
3. 请老船长带徒，每月一次故障模拟；5人取得疏浚操作证。
4. 装上浓度计后按读数调节绞刀转速，每方电耗下降12%，已在四个工点推广。
5. 夜间限噪作业，沿岸居民零投诉；完成清淤86万方，验收全部合格。
6. 2023年获区治水先进班组，2025年获市级节能小改小革二等奖。""",
)
DRAINAGE = Team(
    nominator="绍兴市建筑业协会",
    number="1",
    organisation="绍兴鉴屿市政养护有限公司",
    team="管道修复班",
    title="非开挖修复“三看两测”",
    industry="市政公用工程",
    ownership="国有",
    address="绍兴市柯桥区鉴屿大道12号",
    department="养护管理部",
    department_contact="伏采薇",
    department_phone="0575-00003501",
    headcount="13",
    contact="阮秋池",
    phone="13800003501",
    rates=("99.4", "98.9", "0.7%", "99.3", "91.5"),
    training="26人次/156学时",
    cost="6.9",
    date="2026年3月27日",
    profile="""1. 管道修复班13人，配检测机器人2台、紫外固化车1辆，负责老城区排水管的检测和非开挖修复；愿景是马路不开膛、雨天不积水。
2. 下井作业一票一令，气体检测、通风、监护逐项打钩；软衬材料冷藏存放，出库登记到小时。
3. 每月看一次缺陷影像，互相评级；全员会判管道缺陷等级，7人持有限空间作业证。
4. 总结“三看两测”，看影像、看水位、看接头，测管径、测厚度，返修段数由9段降到2段。
5. 修复后建立管段档案，一年回访一次，累计修复11.6公里，闭水试验一次通过率99.3%。
6. 2024年获市排水行业先进班组，2025年“软衬起皱治理”获省级QC成果三等奖。""",
)
STRESSING = Team(
    nominator="台州市建筑业协会",
    number="1",
    organisation="台州括岭路桥工程有限公司",
    team="预应力张拉班",
    title="张拉压浆“双控双签”",
    industry="公路交通工程",
    ownership="有限责任公司",
    address="台州市黄岩区括岭路77号",
    department="质检部",
    department_contact="寿南星",
    department_phone="0576-00007501",
    headcount="10",
    contact="尚小满",
    phone="13800007501",
    rates=("100", "99.6", "0.4%", "99.8", "94"),
    training="20人次/80学时",
    cost="5.6",
    date="2026年3月19日",
    profile="""1. 张拉班10人，专做预制梁和现浇箱梁的预应力张拉与压浆，班组格言是“力要够、浆要满”。
2. 千斤顶和油表一一配对，半年校一次，超期的上锁；钢绞线用防雨架，领料按盘号。
3. 请设计院讲伸长量计算，人人能用手算核对智能张拉的数；每季度做一次滑丝处理演练。
4. 提出应力、伸长量双控，操作人、复核人双签，超差复张从每百束4.1束降到0.6束。
5. 压浆饱满度用冲击回波抽检，三年抽检320孔全部合格，做法写进公司作业手册。
6. 2023年获县级青年岗位能手集体，2025年获市级工法1项、市交通系统红旗班组。""",
)
CULVERT = Team(
    nominator="衢州市建筑业协会",
    number="1",
    organisation="衢州信岩隧桥工程有限公司",
    team="隧道衬砌班",
    title="衬砌台车“听声补浆”",
    industry="公路交通工程",
    ownership="民营",
    address="衢州市衢江区信岩路9号",
    department="工程部",
    department_contact="后知秋",
    department_phone="0570-00006501",
    headcount="24",
    contact="蒲乐山",
    phone="13800006501",
    rates=("98.8", "98", "0.9%", "98.7", "88.9"),
    training="48人次/144学时",
    cost="10.4",
    date="2026年4月20日",
    profile="""1. 衬砌班24人，分钢筋、防水板、台车、混凝土四组，承担两座山岭隧道二次衬砌，追求不空、不裂、不漏。
2. 台车就位五点复测，防水板焊缝充气检验，每模衬砌留一张质量卡。
3. 雨天开课讲通病，一年18课；用因果图找出拱顶空洞的六条原因。
4. 摸索出听声补浆：敲击听声，分层注浆孔带模补浆，拱顶空洞由每百米3处降到零。
5. 每模有人、有时、有照片可查，检测单位雷达扫描合格率98.7%。
6. 2024年获省重点工程立功竞赛先进班组，2025年一名班员获市技术能手。""",
)
PILING = Team(
    nominator="舟山市建筑业协会",
    number="1",
    organisation="舟山衡屿海洋工程有限公司",
    team="沉桩班",
    title="“看潮定时、看波定锤”沉桩法",
    industry="港口与航道工程",
    ownership="国有控股",
    address="舟山市定海区衡屿路31号",
    department="技术中心",
    department_contact="巫远帆",
    department_phone="0580-00000601",
    headcount="19",
    contact="鲜于海",
    phone="13800000601",
    rates=("100", "100", "0.3%", "99.7", "94.7"),
    training="38人次/228学时",
    cost="13.2",
    date="2026年4月22日",
    profile="""1. 沉桩班19人，操作打桩船1艘、锤2台，负责码头钢管桩和预应力管桩沉桩，使命是“一桩一世纪”。
2. 船上设潮位、风速、波高三块牌，超限停锤；桩垫、锤垫按锤击数更换并记录。
3. 老桩工讲听锤声辨土层，新人先上模拟器；全员会看锤击贯入曲线，6人持船员证。
4. 归纳出看潮定时、看波定锤，桩位偏差由平均68毫米减到31毫米，断桩为零。
5. 每根桩有高应变或低应变检测报告，三年沉桩1140根，一次合格率99.7%。
6. 2023年获市建设系统先锋号，2025年沉桩法获集团科技进步三等奖。""",
)
SLOPE = Team(
    nominator="丽水市建筑业协会",
    number="1",
    organisation="丽水栝苍生态工程有限公司",
    team="边坡绿化班",
    title="岩质边坡“先锚后绿、一坡一方”",
    industry="园林绿化工程",
    ownership="民营",
    address="丽水市莲都区栝苍路45号",
    department="生产经营部",
    department_contact="燕北归",
    department_phone="0578-00008501",
    headcount="17",
    contact="司空月",
    phone="13800008501",
    rates=("97", "98.2", "1.1%", "98.3", "88.2"),
    training="34人次/102学时",
    cost="4.8",
    date="2026年4月12日",
    profile="""1. 边坡绿化班17人，负责公路和矿山边坡的锚网、喷播和养护，理想是“让石头开花”。
2. 高处作业双钩双绳，喷播配比挂牌；种子、肥料、黏合剂进场留样。
3. 每个坡开工前上一堂现场课，讲坡率、讲土质、讲草种；7人学会无人机巡坡。
4. 先锚后绿、一坡一方，植被覆盖率由71%提到93%，补喷次数由三次减到一次。
5. 养护期两年，每月一张固定机位照片；业主验收一次通过率98.3%。
6. 2024年获县级绿化先进集体，2025年“喷播层脱落治理”获市QC成果二等奖。""",
)
LIFT = Team(
    nominator="金华市建筑业协会",
    number="1",
    organisation="金华双溪电梯安装有限公司",
    team="电梯安装二班",
    title="导轨“三线一尺”校正法",
    industry="机电安装工程",
    ownership="民营",
    address="金华市金东区双溪东路60号",
    department="工程服务部",
    department_contact="宗一苇",
    department_phone="0579-00006601",
    headcount="8",
    contact="雍和",
    phone="13800006601",
    rates=("99.1", "100", "0.5%", "99", "100"),
    training="16人次/128学时",
    cost="2.7",
    date="2026年3月30日",
    profile="""1. 安装二班8人，两人一组，负责住宅和医院电梯的样板放线、导轨、轿厢和调试；口号是硬币立得住。
2. 井道照明、脚手板、安全绳三查后才进；工具上墙，每日清点。
3. 每两周拆装一次门机，人人会调平层；8人全部持特种设备作业证。
4. 用三条基准线、一把校导尺，导轨接头台阶由0.05毫米降到0.02毫米，校正时间省一半。
5. 交付前自检86项，监督检验一次合格率99%，保修期困人零次。
6. 2025年获市安装行业优秀班组，一人获市电梯技能竞赛第一名。""",
)
ALL = (
    TUNNEL, REBAR, PAVING, PUMP, SURVEY, FORMWORK, WATER, CURTAIN, BRIDGE, TOWER, DREDGING,
    DRAINAGE, STRESSING, CULVERT, PILING, SLOPE, LIFT,
)  # fmt: skip
