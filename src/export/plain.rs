//! Plain text: one paragraph a line, a blank line between, two between articles. Nothing that is not on the page.

use super::Edition;
use super::markdown::{articles, one_line};
use crate::edition::ArticleIx;
use crate::stitch::Article;

/// The edition, or the one article of it, as a document.
pub(super) fn document(edition: &Edition, only: Option<ArticleIx>) -> String {
    let parts: Vec<String> = articles(edition, only)
        .map(|article| lines(article).join("\n\n"))
        .filter(|text| !text.is_empty())
        .collect();
    if parts.is_empty() { String::new() } else { parts.join("\n\n\n") + "\n" }
}

/// The lines of an article from its kicker to its jump line.
fn lines(article: &Article) -> Vec<String> {
    let headline = article.headline.as_ref();
    let head = [
        headline.and_then(|headline| headline.kicker.as_ref()),
        headline.map(|headline| &headline.title),
        headline.and_then(|headline| headline.deck.as_ref()),
        article.from.as_ref().map(|line| &line.text),
    ];
    let body = article.paragraphs.iter().map(|paragraph| one_line(paragraph.text().as_str()));
    let tail = article.jump.iter().map(|line| one_line(line.text.as_str()));
    let head = head.into_iter().flatten().map(|text| one_line(text.as_str()));
    head.chain(body).chain(tail).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::bench::edition;
    use super::*;

    #[test]
    fn an_edition_in_plain_text() {
        let expected = "渡口通了桥\n\n两岸少走三十里\n\n老人说，桥通那天他走了两个来回。\n\n船工们\n\n\
                        （下转第三版）\n\n\n图为新桥。\n";
        assert_eq!(document(&edition(), None), expected);
    }

    #[test]
    fn an_empty_edition_is_an_empty_document() {
        assert_eq!(document(&Edition::default(), None), "");
    }
}
