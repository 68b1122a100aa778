//! `dubao keys`: the key table, as it is bound.

use super::call::Call;
use super::error::Error;
use super::table::{Side, Table};
use crate::config::keys::{Printed, key_map, printed};
use crate::reader::KeyMap;

/// Prints it.
pub(super) fn run(call: &mut Call) -> Result<(), Error> {
    let lang = call.lang;
    let mut table = Table::new([
        (lang.pick("按键", "keys"), Side::Left),
        (lang.pick("作用", "what they do"), Side::Left),
        (lang.pick("动作", "action"), Side::Left),
    ]);
    for Printed { keys, words, action, .. } in rows(&map(call)?, call) {
        table.row([keys, words, action.to_owned()]);
    }
    table.write(&mut call.out, call.ambiguous)
}

/// The rows that do something in this version.
pub(super) fn rows(map: &KeyMap, call: &Call) -> Vec<Printed> {
    printed(map, call.lang).into_iter().filter(|row| !row.later).collect()
}

/// The keys as the configuration binds them; an error where it can't.
pub(super) fn map(call: &Call) -> Result<KeyMap, Error> {
    let user =
        call.config.keys.iter().map(|(action, binding)| (action.clone(), binding.keys.clone())).collect();
    key_map(&user).map_err(|errors| {
        let words: Vec<String> = errors.iter().map(|error| error.words(call.lang)).collect();
        let file = call.config_file.as_deref().map(|file| file.display().to_string()).unwrap_or_default();
        let hint = call.lang.pick(format!("请改 {file} 的 [keys]"), format!("mend [keys] in {file}"));
        Error::unreadable(words.join("\n")).hint(hint)
    })
}
