//! Gold: the pages to learn from, with what a careful reader makes of them.

use dubao::source::FileSpan;
use dubao::stitch::learned::{Gold, GoldPage};
use serde_json::Value;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A page to learn from.
#[derive(Clone, Debug)]
pub(crate) struct LearnPage {
    /// The number of its edition.
    pub(crate) edition: usize,
    /// The edition's name, a date.
    pub(crate) date: String,
    /// The page's file name.
    pub(crate) file: String,
    /// Its text.
    pub(crate) text: String,
    /// What is in it.
    pub(crate) gold: GoldPage,
}

/// Reads all editions of a folder, in the order of their names.
pub(crate) fn read(folder: &Path) -> io::Result<Vec<LearnPage>> {
    let mut editions: Vec<PathBuf> =
        fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    editions.retain(|edition| edition.join("gold.json").exists());
    editions.sort();
    let mut all = Vec::new();
    for (nth, edition) in editions.iter().enumerate() {
        let gold: Value = serde_json::from_slice(&fs::read(edition.join("gold.json"))?)?;
        for page in gold["pages"].as_array().map(Vec::as_slice).unwrap_or_default() {
            let file = page["file"].as_str().unwrap_or_default().to_owned();
            let articles = page["articles"].as_array().map(Vec::as_slice).unwrap_or_default();
            all.push(LearnPage {
                edition: nth,
                date: edition.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                text: fs::read_to_string(edition.join(&file))?,
                file,
                gold: GoldPage {
                    articles: articles.iter().map(article).collect(),
                    furniture: spans(&page["furniture"]),
                },
            });
        }
    }
    Ok(all)
}

fn spans(list: &Value) -> Vec<FileSpan> {
    let number = |value: &Value| value.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|span| FileSpan { start: number(&span[0]), end: number(&span[1]) }).collect()
}

fn article(article: &Value) -> Gold {
    let paragraphs = article["paragraphs"].as_array().map(Vec::as_slice).unwrap_or_default();
    Gold { title: spans(&article["title"]), paragraphs: paragraphs.iter().map(spans).collect() }
}
