"""Traditional characters that stand on seals of old houses, of Hong Kong and of Taiwan, as the forms write them."""

from __future__ import annotations

_PAIRS = """
國国 華华 東东 廣广 車车 門门 長长 馬马 鳥鸟 龍龙 業业 設设 築筑 團团 總总 責责 資资 產产 電电 機机 術术 橋桥
樑梁 鐵铁 錢钱 銀银 鋼钢 鴻鸿 寧宁 濱滨 灣湾 縣县 區区 廠厂 礦矿 農农 漁渔 務务 師师 學学 會会 協协 聯联 質质
檢检 測测 監监 環环 綠绿 園园 藝艺 裝装 飾饰 實实 發发 興兴 榮荣 貿贸 運运 輸输 遠远 達达 進进 開开 關关 陽阳
陰阴 陸陆 陳陈 億亿 偉伟 優优 創创 製制 衛卫 衆众 眾众 樂乐 隴陇 贛赣 滬沪 遼辽 嶺岭 嶽岳 島岛 臺台 蘇苏 魯鲁
與与 豐丰 澤泽 濟济 溫温 滙汇 匯汇 潤润 瀋沈 錦锦 鎮镇 鄉乡 鄭郑 鄧邓 鐘钟 銳锐 韻韵 順顺 顧顾 飛飞 雲云 雙双
雋隽 歐欧 亞亚 兩两 義义 誠诚 諮咨 詢询 計计 劃划 劉刘 單单 號号 員员 問问 題题 圖图 傳传 愛爱 書书 專专 財财
稅税 時时 氣气 節节 數数 據据 網网 絡络 線线 組组 織织 維维 結结 約约 級级 統统 紅红 純纯 綜综 經经 緯纬 續续
縱纵 頂顶 項项 體体 麗丽 點点 齊齐 寶宝 來来 萬万 兒儿 個个 倉仓 傑杰 僑侨 儀仪 倫伦 內内 動动 勞劳 勝胜 勢势
參参 變变 圓圆 場场 壩坝 處处 夢梦 奧奥 婦妇 媽妈 孫孙 寬宽 審审 層层 屬属 嶄崭 帶带 幣币 幹干 廳厅 張张 強强
彙汇 彈弹 徑径 從从 復复 恆恒 慶庆 應应 懷怀 戰战 戶户 掛挂 採采 換换 擴扩 擔担 擬拟 擇择 攝摄 敵敌 斷断 舊旧
"""
SIMPLE = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
"""For ``str.translate``: traditional characters to simple ones; no two characters of today become one."""
