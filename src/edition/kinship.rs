//! Kinship: how likely two articles on different pages are two halves of one story, by their words.

use crate::block::{Tongue, content_words};
use crate::stitch::Article;
use std::collections::{HashMap, HashSet};

/// The words of the articles that may be halves, compared by pairs of characters or, in English, by words.
pub(super) struct Words {
    /// In how many articles each stands.
    spread: HashMap<Term, usize>,
    articles: usize,
}

/// What is compared of one article.
pub(super) struct Half {
    title: HashSet<Term>,
    body: HashMap<Term, f32>,
    tail: Option<char>,
    head: Option<char>,
}

impl Words {
    /// Reads the words of some articles.
    pub(super) fn of<'a>(articles: impl Iterator<Item = &'a Article>) -> Self {
        let mut spread: HashMap<Term, usize> = HashMap::new();
        let mut count = 0;
        for article in articles {
            count += 1;
            let terms: HashSet<Term> = body(article).flat_map(|text| terms(&text)).collect();
            for term in terms {
                *spread.entry(term).or_default() += 1;
            }
        }
        Self { spread, articles: count }
    }

    /// Prepares an article for comparison.
    pub(super) fn half(&self, article: &Article) -> Half {
        let mut weights: HashMap<Term, f32> = HashMap::new();
        for pair in body(article).flat_map(|text| terms(&text)) {
            *weights.entry(pair).or_default() += 1.0;
        }
        for (pair, weight) in &mut weights {
            let spread = self.spread.get(pair).copied().unwrap_or(1);
            *weight = (1.0 + weight.ln()) * ((self.articles + 1) as f32 / spread as f32).ln();
        }
        let texts: Vec<String> = body(article).collect();
        Half {
            title: title(article).into_iter().flat_map(terms).collect(),
            body: weights,
            tail: texts.last().and_then(|text| text.chars().next_back()),
            head: texts.first().and_then(|text| text.chars().next()),
        }
    }
}

impl Half {
    /// The share of the shorter headline that stands in the other too, 0 to 1.
    pub(super) fn same_title(&self, other: &Self) -> f32 {
        shared(&self.title, &other.title)
    }

    /// The cosine of the two bodies, 0 to 1.
    pub(super) fn same_subject(&self, other: &Self) -> f32 {
        let square = |half: &Self| half.body.values().map(|weight| weight * weight).sum::<f32>();
        let product: f32 =
            self.body.iter().filter_map(|(pair, weight)| Some(weight * other.body.get(pair)?)).sum();
        let norm = (square(self) * square(other)).sqrt();
        if norm > 0.0 { product / norm } else { 0.0 }
    }

    /// True when one stops in mid-sentence as the other begins: neither a full stop before, nor a bracket after.
    pub(super) fn reads_on(&self, other: &Self) -> bool {
        self.tail.is_some_and(|c| c.is_alphanumeric() || matches!(c, '，' | '、'))
            && other.head.is_some_and(|c| c.is_alphanumeric() || matches!(c, '，' | '、' | '。' | '”'))
    }
}

/// The title of an article's headline.
pub(super) fn title(article: &Article) -> Option<&str> {
    article.headline.as_ref().map(|headline| headline.title.as_str())
}

/// The share of the shorter headline that stands in the other too, 0 to 1.
pub(super) fn alike(a: &str, b: &str) -> f32 {
    shared(&terms(a).into_iter().collect(), &terms(b).into_iter().collect())
}

fn shared(a: &HashSet<Term>, b: &HashSet<Term>) -> f32 {
    let shorter = a.len().min(b.len());
    if shorter == 0 { 0.0 } else { a.intersection(b).count() as f32 / shorter as f32 }
}

fn body(article: &Article) -> impl Iterator<Item = String> + '_ {
    article.paragraphs.iter().map(|paragraph| paragraph.text().as_str().to_owned())
}

/// What is compared: two characters in a row; of English, where two letters say nothing, a word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Term {
    Pair([char; 2]),
    Word(String),
}

fn terms(text: &str) -> Vec<Term> {
    if Tongue::of([text].into_iter()) == Tongue::English {
        return content_words(text).map(Term::Word).collect();
    }
    let chars: Vec<char> = text.chars().collect();
    let pairs = chars.windows(2).filter(|pair| pair.iter().all(|c| c.is_alphanumeric()));
    pairs.map(|pair| Term::Pair([pair[0], pair[1]])).collect()
}
