//! Writes pages with their gold as editions, as [`gold`](crate::gold) reads them.

use crate::gold::LearnPage;
use dubao::source::FileSpan;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// Writes each page into its edition's folder, and a `gold.json` beside them.
pub(crate) fn write(folder: &Path, pages: impl Iterator<Item = LearnPage>) -> io::Result<()> {
    let mut editions: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for page in pages {
        let edition = folder.join(&page.date);
        fs::create_dir_all(&edition)?;
        fs::write(edition.join(&page.file), &page.text)?;
        editions.entry(page.date.clone()).or_default().push(gold(&page));
    }
    for (date, pages) in editions {
        let gold = json!({ "pages": pages, "links": [] });
        fs::write(folder.join(date).join("gold.json"), gold.to_string())?;
    }
    Ok(())
}

fn gold(page: &LearnPage) -> Value {
    let articles = page.gold.articles.iter().enumerate().map(|(nth, article)| {
        let paragraphs = article.paragraphs.iter().map(|lines| spans(&runs(&page.text, lines)));
        let paragraphs: Vec<Value> = paragraphs.collect();
        json!({ "id": format!("{}-{nth}", page.file), "title": spans(&article.title), "paragraphs": paragraphs })
    });
    let articles: Vec<Value> = articles.collect();
    json!({ "file": page.file, "articles": articles, "furniture": spans(&page.gold.furniture) })
}

/// Lines with nothing but blanks between them are one piece of their paragraph.
fn runs(text: &str, lines: &[FileSpan]) -> Vec<FileSpan> {
    let mut runs: Vec<FileSpan> = Vec::new();
    for line in lines {
        let blank =
            |last: &&mut FileSpan| text.get(last.end..line.start).is_some_and(|gap| gap.trim().is_empty());
        match runs.last_mut().filter(blank) {
            Some(last) => last.end = line.end,
            None => runs.push(*line),
        }
    }
    runs
}

fn spans(spans: &[FileSpan]) -> Value {
    spans.iter().map(|span| json!([span.start, span.end])).collect()
}
