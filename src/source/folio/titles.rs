//! Titles: what the names of papers and of their sections look like.

use super::scan::is_han;

/// How names of Chinese and Japanese papers end, whatever comes behind.
const PAPER_ENDS: [&str; 14] = [
    "日报", "日報", "晚报", "晚報", "早报", "早報", "晨报", "晨報", "时报", "時報", "商报", "商報", "周报",
    "週報",
];

/// How they end when nothing comes behind: 报 ends other words too (汇报, 情报).
const PAPER_LAST: [&str; 6] = ["报", "報", "新闻", "新聞", "周刊", "週刊"];

/// A word that the name of an English paper has.
const PAPER_WORDS: [&str; 17] = [
    "Bulletin",
    "Chronicle",
    "Courier",
    "Daily",
    "Gazette",
    "Guardian",
    "Herald",
    "Journal",
    "Mercury",
    "Mirror",
    "News",
    "Observer",
    "Post",
    "Press",
    "Telegraph",
    "Times",
    "Tribune",
];

/// Sections of Chinese and Japanese papers.
const SECTIONS: &str = "要闻 要聞 头版 頭版 综合 綜合 总合 総合 国际 國際 国内 國內 時政 时政 政治 理论 理論 评论 \
    評論 社论 社論 言论 言論 观点 观察 视点 經濟 经济 経済 财经 財經 金融 产经 產經 股市 证券 体育 體育 文化 文艺 \
    文藝 文娱 娱乐 娛樂 副刊 社会 社會 生活 生态 生態 健康 教育 科技 科学 科學 法治 军事 軍事 国防 民生 民政 党建 \
    政协 政法 专题 專題 特刊 专版 广告 廣告 公告 两岸 兩岸 港澳 台港澳 港澳台 地方 本地 本埠 城市 都市 城事 乡村 \
    农村 三农 读书 讀書 影像 视觉 新农村 假日 旅游 旅遊 人物 民族 统战 环球 環球 天下 经济周刊 国际副刊 新闻 新聞 \
    特别报道 深度 调查 投书 読者 地域 スポーツ 周末 週末 周刊 週刊 大地 家园 家園 体坛 收藏 校园 校園 服务 服務";

/// Sections of English papers, and the English names that Chinese papers print beside theirs.
const ENGLISH_SECTIONS: [&str; 24] = [
    "Advertising",
    "Arts",
    "Business",
    "City",
    "Culture",
    "Economy",
    "Education",
    "Features",
    "Finance",
    "General",
    "International",
    "Life",
    "Local",
    "Metro",
    "Nation",
    "National",
    "News",
    "Opinion",
    "Politics",
    "Society",
    "Sports",
    "Supplement",
    "Theory",
    "World",
];

/// Characters of which a jump line or a sentence has one, and a section none: 下转, 上接, 见, 载, 续, 据, 讯, 电.
const SENDING: &str = "转轉接见見载載续續据據讯訊电電";

/// Most characters of a paper's name.
pub(super) const PAPER_MOST: usize = 10;

/// How many characters of this run of Han characters are a paper's name.
pub(super) fn paper_len(run: &[char]) -> Option<usize> {
    let ends = |len: usize, ends: &[&str]| {
        let name: String = run[..len].iter().collect();
        ends.iter().any(|end| name.ends_with(end))
    };
    let whole: String = run.iter().collect();
    if whole.starts_with(['据', '據', '见', '見']) || whole.contains("本报") || whole.contains("本報")
    {
        return None;
    }
    let most = run.len().min(PAPER_MOST);
    // A section may stand right before the name (国际河湾日报); 经济日报 is a paper all the same.
    let with_section =
        |len: usize| len >= 6 && is_section(&run[..2].iter().collect::<String>()) && !ends(2, &PAPER_ENDS);
    if let Some(len) = (4..=most).find(|&len| is_paper(&run[..len])) {
        let rest = run.len() - len;
        return (!with_section(len) && (rest == 0 || (2..=4).contains(&rest))).then_some(len);
    }
    let last = (3..=most).contains(&run.len()) && ends(run.len(), &PAPER_LAST);
    last.then_some(run.len())
}

/// True for a paper's name, by its end alone.
pub(super) fn is_paper(run: &[char]) -> bool {
    let name: String = run.iter().collect();
    run.len() >= 4 && PAPER_ENDS.iter().any(|end| name.ends_with(end))
}

/// True for a paper's name in Han characters and nothing else, as it stands at the head of a page.
pub(super) fn is_masthead(line: &str) -> bool {
    let run: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).take(PAPER_MOST + 1).collect();
    run.iter().all(|c| is_han(*c)) && is_paper(&run) && paper_len(&run) == Some(run.len())
}

/// True for a section by one of the names that papers use.
pub(super) fn is_section(name: &str) -> bool {
    SECTIONS.split_whitespace().any(|known| known == name)
}

/// True for what may be a section: two to four Han characters that send the reader nowhere else.
pub(super) fn may_be_section(name: &str) -> bool {
    let len = name.chars().count();
    let sends = |c| SENDING.contains(c) || !is_han(c);
    (2..=4).contains(&len) && !name.contains(sends) && !name.ends_with("报道") && !name.ends_with("報道")
}

/// What a run of English words names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum English {
    Paper,
    Section,
}

/// What a run of English words names, each beginning with a capital.
pub(super) fn english(words: &str) -> Option<English> {
    let known = |list: &[&str], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    let words: Vec<&str> = words.split_whitespace().collect();
    let small = ["of", "and", "the", "&"];
    let capital = |word: &&str| word.starts_with(|c: char| c.is_ascii_uppercase());
    if words.is_empty() || words.len() > 5 || !words.iter().all(|w| capital(w) || small.contains(w)) {
        return None;
    }
    if words.iter().all(|word| known(&ENGLISH_SECTIONS, word) || small.contains(word)) {
        return Some(English::Section);
    }
    (words.len() > 1 && words.iter().any(|word| known(&PAPER_WORDS, word))).then_some(English::Paper)
}
