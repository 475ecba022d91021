"""What a township poverty-alleviation office knows; standard library only.

Glossary. One English word for one thing, on every floor.

    户、农户            household        户编号              number (``office_number``: given by the office)
    户主                head             与户主关系          relation
    家庭成员、人        person           人编号              number
    户×年 年度情况      household year   人×年 年度情况      person year
    脱贫标志            status           贫困户属性          attribute
    户类型              household type   监测对象            monitoring (episode)
    户情状态（按日）    standing         建档立卡在册        registered
    未脱贫              poor             已脱贫、稳定脱贫    lifted, stable
    返贫                returned         申请户              applicant
    人均纯收入          income per head  标准线              poverty line
    两不愁三保障        two assurances, three guarantees（``assessment``）
    五有四保障          five haves, four guarantees（``assessment``）
    危房                unsafe house     危房改造            renovation（stage, subsidy）
    一户一策            plan             措施                measure
    帮扶干部            cadre            结对                pairing（A 岗、B 岗）
    行政村              village          村民小组            group
    公示                notice           月报、季度汇总      monthly, quarterly report
    低保                allowance        特困供养            destitute support
    经办人              person at work（``by``）             操作、一次改动  act
    国扶待改            correction       导入批次            import batch
    数据日期            data day         口径                definition
    版式                layout              表头                heading
    来表                form from above     村级小表            village sheet
    名单比对            match（roster: the outside list）       两期对比            comparison
    国扶录入清单        entry list          导出记录            outgoing list
    体检                examination         规则、阈值          rule, limit
    情况属实            waiver              已整改              mended
    务工情况            work spell          易地搬迁            relocation
    程序                road                一次办理            passage（``procedure``）
    步骤                step                下一步、期限        next step, due（``course``）
    登记内容            facts               破例理由            override
    评议会              meeting             规模、任务          quota
    阶段安排            window              程序参数            number（``procedure.numbers``）
    张贴的公示          posting             异议                objection
    家庭变动            life event          分户、并户          split, merge
    年度结转、封存      to open, to close a year
    走访                visit               附件                attachment
    责任人移交          handover            返贫预警            warning
    催办                due                 提醒、旗标          reminder, flag
"""
