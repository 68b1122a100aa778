//! Persons: a line that names who speaks or writes, and says nothing else: 周二代表, 江城中学校长林一（河湾人）, （林一）; below a
//! reader's letter, who sent it: 浙江临坪县　林一; and who speaks within a text: 林一说.

use crate::block::signs::is_han;

/// The commonest surnames of one character.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛\
    叶阎闫余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施\
    陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成\
    游阳裴席卫查屈鲍覃霍翁隋甘景单包司柏宁柯阮桂闵解柴华车冉房边吉饶戚古池滕晋臧宫褚简娄符穆党燕郎冀连晏栾郁商窦迟冷卓仇\
    艾蓝巩井仲乐虞卞封原官楚佟宗应巫明习禹";

/// …and of two.
const DOUBLE: &[&str] = &["欧阳", "上官", "司马", "诸葛", "夏侯", "尉迟", "皇甫", "令狐", "司徒", "东方"];

/// What stands behind a name.
const CALLED: &[&str] = &[
    "代表",
    "委员",
    "教授",
    "院士",
    "博士",
    "研究员",
    "主任",
    "先生",
    "女士",
    "书记",
    "校长",
    "院长",
    "局长",
    "部长",
    "医生",
    "大夫",
    "老师",
    "同志",
    "同学",
    "律师",
];

/// What stands before one.
const POSITIONS: &[&str] = &[
    "部长",
    "主任",
    "书记",
    "院长",
    "校长",
    "局长",
    "厅长",
    "市长",
    "省长",
    "县长",
    "区长",
    "镇长",
    "处长",
    "主席",
    "董事长",
    "经理",
    "总裁",
    "教授",
    "研究员",
    "院士",
    "医生",
    "医师",
    "护士",
    "护士长",
    "教师",
    "发言人",
    "负责人",
    "主编",
    "馆长",
    "所长",
    "会长",
    "秘书长",
    "工程师",
    "队长",
    "站长",
    "行长",
    "社长",
    "理事长",
    "律师",
    "村民",
    "居民",
    "代表",
    "委员",
    "政委",
];

/// What the places begin with that readers write from.
const PROVINCES: &[&str] = &[
    "北京",
    "天津",
    "上海",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "台湾",
    "内蒙古",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
];

/// …and end with, when no blank parts them from a name.
const PLACES: &[char] = &['市', '县', '区', '州', '旗', '盟', '镇', '乡', '村'];

/// What stands behind the name of who speaks.
const SPEAKS: &[&str] =
    &["说", "表示", "介绍", "告诉", "认为", "指出", "强调", "坦言", "回忆", "透露", "建议", "对记者"];

/// What stands there, begins like a name, and is none.
const NO_NAMES: &[&str] = &[
    "文章",
    "文章中",
    "文件",
    "明确",
    "明中",
    "解释",
    "方式",
    "方面",
    "方对此",
    "应询",
    "应该",
    "应当",
    "官员",
    "向记者",
    "向中方",
    "贺电中",
    "贺词中",
    "高兴地",
    "古人",
    "简单",
    "卫组织",
    "成立",
];

/// The longest line of this sort, in characters.
const LONGEST: usize = 40;

/// True for a line that is a person's name with what the person is, or in brackets: who wrote the story that ends there.
pub(in crate::block::tongue) fn names_person(text: &str) -> bool {
    let inside = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
    if inside.is_some_and(is_name) {
        return true;
    }
    let (bare, aside) = text.split_once(['（', '(']).unwrap_or((text, "）"));
    let line = bare.chars().nth(LONGEST).is_none() && bare.chars().all(|c| is_han(c) || c == ' ');
    if !line || !aside.ends_with(['）', ')']) {
        return false;
    }
    let called = CALLED.iter().find_map(|title| bare.strip_suffix(title));
    let named = called.unwrap_or(bare);
    called.is_some_and(is_name) || POSITIONS.iter().any(|title| ends_with_name(named, title))
}

/// True for a place and a name, as readers sign their letters. (Of the 10,056 articles learned from 68 paragraphs and no headline
/// are such a line.)
pub(in crate::block::tongue) fn writes_from(text: &str) -> bool {
    /// In characters: a province, a city or county, and a name.
    const LONGEST: usize = 14;
    let Some(place) = PROVINCES.iter().find_map(|province| text.strip_prefix(province)) else { return false };
    let is_place = |c: char| PLACES.contains(&c);
    let named = |name: &str| is_name(name) && !name.ends_with(is_place) && !NO_NAMES.contains(&name);
    let (town, name) = place.rsplit_once(is_blank).unwrap_or_else(|| {
        let end = place.rmatch_indices(is_place).next().map_or(0, |(at, last)| at + last.len());
        place.split_at(end)
    });
    (place.contains(is_blank) || town.ends_with(is_place))
        && text.chars().nth(LONGEST).is_none()
        && town.chars().all(|c| is_han(c) || is_blank(c))
        && named(name)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}')
}

/// Who speaks in a text: surnames with one or two characters behind them, before a word for speaking.
pub(in crate::block::tongue) fn speakers(text: &str) -> Vec<String> {
    let before = SPEAKS.iter().flat_map(|speaks| text.match_indices(speaks)).map(|(at, _)| &text[..at]);
    let named = |before: &str| {
        let from = |chars: usize| before.char_indices().rev().nth(chars - 1).map(|(at, _)| at);
        // 主任林一 is no 任林一.
        let of_position = |at: usize| {
            let first = before[at..].chars().next().map_or(0, char::len_utf8);
            POSITIONS.iter().any(|position| before[..at + first].ends_with(position))
        };
        let names = [4, 3, 2].into_iter().filter_map(from).filter(|at| !of_position(*at));
        let mut names = names.map(|at| &before[at..]);
        let found = names.find(|name| name.chars().all(is_han) && is_name(name));
        found.filter(|name| !NO_NAMES.contains(name)).map(str::to_owned)
    };
    before.filter_map(named).collect()
}

/// True when a text ends with this word and a name behind it.
fn ends_with_name(text: &str, title: &str) -> bool {
    text.rfind(title).is_some_and(|at| is_name(text[at + title.len()..].trim()))
}

/// True for a surname with one or two characters behind it.
fn is_name(text: &str) -> bool {
    let given = |surname: usize| matches!(text.chars().count().checked_sub(surname), Some(1 | 2));
    text.starts_with(|c| SURNAMES.contains(c)) && given(1)
        || DOUBLE.iter().any(|two| text.starts_with(two)) && given(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_speaks_has_a_name() {
        for (text, named) in [
            ("江城渡口管理处主任林一说，渡口停了。", vec!["林一"]),
            ("“船不开了。”周二山告诉记者。", vec!["周二山"]),
            ("欧阳二表示，桥通了。林一认为不会。", vec!["欧阳二", "林一"]),
            ("他说，渡口停了。", vec![]),
            ("文章指出，渡口应当停。", vec![]),
            ("说明渡口停了", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(speakers(text), named, "{text}");
        }
    }

    #[test]
    fn persons() {
        for (text, is) in [
            ("周二代表", true),
            ("林一委员", true),
            ("江城中学校长林一", true),
            ("江城渡口管理处主任周二代表", true),
            ("欧阳二教授", true),
            ("林一代表（江城渡口管理处主任）", true),
            ("（林一）", true),
            ("（一线）", false),
            ("渡口代表团", false),
            ("人大代表", false),
            ("钟楼的钟声", false),
            ("校长林一说，渡口停了", false),
            ("林一", false),
            ("", false),
        ] {
            assert_eq!(names_person(text), is, "{text}");
        }
    }

    #[test]
    fn who_signs_a_letter_has_a_place_and_a_name() {
        for (text, is) in [
            ("浙江临坪县林一", true),
            ("浙江临坪县　林一", true),
            ("浙江临坪 周二山", true),
            ("北京 林一", true),
            ("浙江临坪县林家村", false),
            ("浙江临坪试验区成立", false),
            ("浙江渡口停航", false),
            ("北京", false),
            ("", false),
        ] {
            assert_eq!(writes_from(text), is, "{text}");
        }
    }
}
