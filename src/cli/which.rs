//! Which article is meant: by its number in the list, or by its id.

use super::error::Error;
use crate::config::nearest;
use crate::edition::{ArticleIx, Edition};
use crate::lang::Lang;

/// The place of the article that `--article` names; `None` when it names none.
pub(super) fn article(
    edition: &Edition,
    named: Option<&str>,
    lang: Lang,
) -> Result<Option<ArticleIx>, Error> {
    let Some(named) = named else { return Ok(None) };
    let by_id = || edition.articles().find(|(_, article)| *article.id.0 == *named).map(|(ix, _)| ix);
    let by_number = || {
        let nth = named.parse::<usize>().ok()?.checked_sub(1)?;
        edition.articles().nth(nth).map(|(ix, _)| ix)
    };
    by_number().or_else(by_id).map(Some).ok_or_else(|| unknown(edition, named, lang))
}

fn unknown(edition: &Edition, named: &str, lang: Lang) -> Error {
    let count = edition.articles().count();
    let near = nearest(named, edition.articles().map(|(_, article)| &*article.id.0));
    let ls = lang.pick("dubao ls 列出编号", "dubao ls shows the numbers");
    Error::unreadable(lang.pick(
        format!("{} 里没有文章 {named}，共 {count} 篇", edition.name),
        format!("{} has no article {named}; it has {count}", edition.name),
    ))
    .hints(near.map(|id| lang.pick(format!("是不是 {id}？"), format!("did you mean {id}?"))))
    .hint(ls)
}
