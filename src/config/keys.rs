//! Keys: the key table of `assets/`, with the keys the user's configuration gives instead.

use super::nearest;
use crate::lang::Lang;
use crate::reader::{Action, Group, KeyError, KeyMap, Row, Scope, Words};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The table, as it stands in the repository.
const TABLE: &str = include_str!("../../assets/keys.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    group: Vec<RawGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    zh: String,
    en: String,
    row: Vec<RawRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRow {
    action: String,
    keys: Vec<String>,
    #[serde(default, rename = "in")]
    scope: RawScope,
    zh: String,
    en: String,
    hint_zh: Option<String>,
    hint_en: Option<String>,
    #[serde(default)]
    later: bool,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RawScope {
    #[default]
    Everywhere,
    Marks,
    Front,
}

/// The key map: the table's, with the user's `[keys]` (action → keys; none: the action has no key) in their place.
///
/// # Errors
/// Everything that is wrong with the user's keys: unknown actions with the name most like them, what is not a key,
/// keys wanted by two actions, or that begin like another's.
pub fn key_map(user: &BTreeMap<String, Vec<String>>) -> Result<KeyMap, Vec<KeyError>> {
    let mut groups = table();
    let mut errors = Vec::new();
    for (name, keys) in user {
        match Action::named(name) {
            Some(action) => rebind(&mut groups, action, keys),
            None => {
                errors.push(KeyError::UnknownAction { name: name.clone(), nearest: nearest(name, names()) });
            }
        }
    }
    match KeyMap::new(groups) {
        Ok(map) if errors.is_empty() => Ok(map),
        Ok(_) => Err(errors),
        Err(more) => Err(errors.into_iter().chain(more).collect()),
    }
}

/// The key map of the table alone.
#[must_use]
pub fn default_keys() -> KeyMap {
    key_map(&BTreeMap::new()).expect("the table of the repository is tested to be in order")
}

/// A line of the key table as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The title of its group.
    pub group: String,
    /// The name of the action.
    pub action: &'static str,
    /// Its keys, blanks between them.
    pub keys: String,
    /// What it does.
    pub words: String,
    /// True for what comes in a later version.
    pub later: bool,
}

/// The rows of a key map, for `dubao keys`.
#[must_use]
pub fn printed(map: &KeyMap, lang: Lang) -> Vec<Printed> {
    let rows = map.groups().iter().flat_map(|group| group.rows.iter().map(move |row| (group, row)));
    rows.map(|(group, row)| Printed {
        group: group.title.pick(lang).to_owned(),
        action: row.action.name(),
        keys: row.keys.join(" "),
        words: row.words.pick(lang).to_owned(),
        later: row.later,
    })
    .collect()
}

fn table() -> Vec<Group> {
    let raw: RawTable = toml::from_str(TABLE).expect("the table of the repository is tested to parse");
    raw.group
        .into_iter()
        .map(|group| Group {
            title: Words { zh: group.zh, en: group.en },
            rows: group.row.into_iter().filter_map(row).collect(),
        })
        .collect()
}

fn row(raw: RawRow) -> Option<Row> {
    let hint = raw.hint_zh.zip(raw.hint_en).map(|(zh, en)| Words { zh, en });
    Some(Row {
        action: Action::named(&raw.action)?,
        scope: match raw.scope {
            RawScope::Everywhere => Scope::Everywhere,
            RawScope::Marks => Scope::Marks,
            RawScope::Front => Scope::Front,
        },
        keys: raw.keys,
        words: Words { zh: raw.zh, en: raw.en },
        hint,
        later: raw.later,
    })
}

fn names() -> impl Iterator<Item = &'static str> {
    Action::ALL.iter().map(|action| action.name())
}

fn rebind(groups: &mut [Group], action: Action, keys: &[String]) {
    let rows = groups.iter_mut().flat_map(|group| &mut group.rows);
    for row in rows.filter(|row| row.action == action) {
        row.keys = keys.to_vec();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(pairs: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        pairs.iter().map(|(name, of)| ((*name).to_owned(), keys(of))).collect()
    }

    #[test]
    fn every_row_of_the_table_is_an_action_and_every_action_a_row() {
        let raw: RawTable = toml::from_str(TABLE).unwrap();
        let mut names: Vec<&str> = raw.group.iter().flat_map(|g| &g.row).map(|r| r.action.as_str()).collect();
        let mut actions: Vec<&str> = Action::ALL.iter().map(|action| action.name()).collect();
        names.sort_unstable();
        actions.sort_unstable();
        assert_eq!(names, actions);
    }

    #[test]
    fn the_table_is_in_order() {
        let map = key_map(&BTreeMap::new()).unwrap();
        for row in map.groups().iter().flat_map(|group| &group.rows) {
            assert!(!row.keys.is_empty(), "{} has no key", row.action.name());
            assert!(!row.words.zh.is_empty() && !row.words.en.is_empty(), "{}", row.action.name());
        }
    }

    #[test]
    fn what_is_wrong_with_keys_is_said() {
        let check = |pairs: &[(&str, &[&str])], said: &str| {
            let errors = key_map(&user(pairs)).unwrap_err();
            let words: Vec<String> = errors.iter().map(|error| error.words(Lang::En)).collect();
            assert!(words.iter().any(|words| words.contains(said)), "{words:?} should say {said}");
        };
        check(&[("nxt-article", &["x"])], "did you mean next-article?");
        check(&[("qqqqqqqq", &["x"])], "no action is called \"qqqqqqqq\"");
        check(&[("bookmark", &["J"])], "next-article and bookmark both want J");
        check(&[("bookmark", &["]"])], "]] of next-subhead and ] of bookmark begin alike");
        check(&[("bookmark", &["m"])], "begin alike");
        check(&[("bookmark", &["Spcae"])], "\"Spcae\" is not a key");
        check(&[("bookmark", &["5x"])], "\"5x\" is not a key");
        check(&[("bookmark", &[""])], "\"\" is not a key");
    }

    #[test]
    fn a_key_can_be_given_to_another_action_once_it_is_free() {
        let map = key_map(&user(&[("bookmark", &["J"]), ("next-article", &["X"])])).unwrap();
        assert_eq!(map.hint(Action::Bookmark, Lang::En), Some(("J", "bookmark")));
        let map = key_map(&user(&[("bookmark", &[])])).unwrap();
        assert_eq!(map.hint(Action::Bookmark, Lang::En), None);
    }
}
