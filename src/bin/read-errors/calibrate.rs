//! Calibration
use crate::gold::LearnPage;
use crate::fault;
use std::io::{self, Write};
use dubao::block::Page;
use dubao::source::Source;
use dubao::stitch::Model;
use dubao::stitch::learned::followed;
use std::path::Path;
pub(crate) fn calibrate(pages: &[LearnPage], out: &mut impl Write) -> io::Result<()> {
    for given in pages {
        let page = Page::read(Source::new(Path::new(&given.file), given.text.as_bytes()));
        let (_, followed) = followed(Model::shipped(), &page);
        let joins = fault::joins(&page, &given.gold);
        writeln!(out, "gold {} {}", given.edition, joins.len())?;
        for f in followed {
            let right = joins.contains(&(f.u, f.f));
            writeln!(out, "{} {} {} {} {:?}", given.edition, u8::from(given.file.ends_with(".txt")), u8::from(f.joined), u8::from(right), f.inputs)?;
        }
    }
    Ok(())
}
