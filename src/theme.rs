//! Theme: what each part of the screen looks like. Roles, not colours, are what the widgets name.
//!
//! What a theme says is data ([`Looks`]: those of `assets/themes/` and those of the configuration are read alike, in
//! `config`). State is never told by colour alone, whatever a theme says: each role has emphases by which it is
//! [told](Role::telling), and a theme can add to a role only what leaves it [different](Role::free) from the others.

mod colour;
mod look;
mod role;

pub use colour::{Colour, Depth};
pub use look::{Emphasis, Look, Looks};
pub use role::Role;

use ratatui::style::{Color, Modifier, Style};

/// A style for each role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    styles: [Style; Role::ALL.len()],
}

impl Theme {
    /// The theme that looks so, on a terminal of that many colours.
    #[must_use]
    pub fn new(looks: &Looks, depth: Depth) -> Self {
        Self { styles: Role::ALL.map(|role| style(looks, role, depth)) }
    }

    /// What every cell has before anything is drawn.
    #[must_use]
    pub const fn ground(&self) -> Style {
        self.style(Role::Text)
    }

    /// The style of a role, on top of the ground.
    #[must_use]
    pub const fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }
}

impl Default for Theme {
    /// Only what tells the roles apart.
    fn default() -> Self {
        Self::new(&Looks::new(), Depth::None)
    }
}

fn style(looks: &Looks, role: Role, depth: Depth) -> Style {
    let look = looks.get(&role).cloned().unwrap_or_default();
    let modifier = look.modifier(role);
    let (mut fg, bg) = (reduced(look.fg, depth), reduced(look.bg, depth));
    if depth == Depth::Sixteen {
        let text = looks.get(&Role::Text);
        let ground = bg.or_else(|| reduced(text?.bg, depth));
        let ink = fg.or_else(|| reduced(text?.fg, depth));
        if let Some(ground) = ground.filter(|ground| *ground != Color::Reset && ink == Some(*ground)) {
            fg = Some(colour::readable_on(ground));
        }
    }
    // What a theme says of letters and ground is what is seen: the terminal exchanges them once more.
    let (fg, bg) = if modifier.contains(Modifier::REVERSED) { (bg, fg) } else { (fg, bg) };
    Style { fg, bg, ..Style::new().add_modifier(modifier) }
}

/// What a terminal can show of a colour; nothing where there are none.
fn reduced(colour: Option<Colour>, depth: Depth) -> Option<Color> {
    colour.filter(|_| depth != Depth::None).map(|colour| colour.within(depth))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A theme that wants these emphases of every role.
    fn wanting(wanted: &[Emphasis]) -> Theme {
        let look =
            Look { emphases: wanted.iter().map(|emphasis| (*emphasis, true)).collect(), ..Look::default() };
        Theme::new(&Role::ALL.into_iter().map(|role| (role, look.clone())).collect(), Depth::Direct)
    }

    #[test]
    fn no_theme_makes_states_look_like_text_or_like_each_other() {
        let lines = [Role::Text, Role::Headline, Role::Deck, Role::Subhead, Role::Quiet, Role::Jump];
        let wishes: Vec<Theme> = (0..32_u8)
            .map(|bits| {
                let wanted = (0..).zip(Emphasis::ALL).filter(|(nth, _)| bits >> nth & 1 == 1);
                wanting(&wanted.map(|(_, emphasis)| emphasis).collect::<Vec<_>>())
            })
            .collect();
        // Whatever is wished of one role, and whatever of the other.
        let check = |a: Role, b: Role| {
            for (one, other) in wishes.iter().flat_map(|one| wishes.iter().map(move |other| (one, other))) {
                let (a_has, b_has) = (one.style(a).add_modifier, other.style(b).add_modifier);
                assert_ne!(a_has, b_has, "{a:?} looks like {b:?}");
            }
        };
        for line in lines {
            [Role::Hit, Role::CurrentHit, Role::Selected, Role::ChosenSeam]
                .into_iter()
                .for_each(|state| check(line, state));
            if line != Role::Jump {
                check(line, Role::Seam);
            }
        }
        check(Role::Text, Role::SelectedAside);
        check(Role::Selected, Role::SelectedAside);
        check(Role::Hit, Role::CurrentHit);
        [Role::ChosenSeam, Role::Hit, Role::CurrentHit]
            .into_iter()
            .for_each(|state| check(Role::Seam, state));
    }

    #[test]
    fn signs_are_told_without_colour() {
        for sign in [Role::Doubt, Role::Gap, Role::Bookmark, Role::Trouble] {
            assert!(!Theme::default().style(sign).add_modifier.is_empty(), "{sign:?} looks like text");
        }
    }

    #[test]
    fn roles_stand_in_the_order_of_their_table() {
        for (nth, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!((role as usize, Role::named(role.name())), (nth, Some(role)));
        }
    }

    #[test]
    fn letters_and_ground_are_seen_as_they_are_said() {
        let look = Look { fg: Colour::named("black"), bg: Colour::named("yellow"), ..Look::default() };
        let looks = Looks::from([(Role::Selected, look.clone()), (Role::Seam, look)]);
        let theme = Theme::new(&looks, Depth::Sixteen);
        let (selected, seam) = (theme.style(Role::Selected), theme.style(Role::Seam));
        assert_eq!((seam.fg, seam.bg), (Some(Color::Black), Some(Color::Yellow)));
        assert_eq!((selected.fg, selected.bg), (Some(Color::Yellow), Some(Color::Black)));
        assert!(selected.add_modifier.contains(Modifier::REVERSED));
        assert_eq!(Theme::new(&looks, Depth::None), Theme::default());
    }

    #[test]
    fn letters_do_not_vanish_where_colours_are_few() {
        let look = |fg, bg| Look { fg: Colour::named(fg), bg: Colour::named(bg), ..Look::default() };
        let dark = Looks::from([(Role::Text, look("#303030", "#101010")), (Role::Gap, look("#111111", ""))]);
        let theme = Theme::new(&dark, Depth::Sixteen);
        assert_eq!((theme.ground().fg, theme.ground().bg), (Some(Color::White), Some(Color::Black)));
        assert_eq!(theme.style(Role::Gap).fg, Some(Color::White));
        let light = Looks::from([(Role::Text, look("#fafafa", "#ffffff"))]);
        assert_eq!(Theme::new(&light, Depth::Sixteen).ground().fg, Some(Color::Black));
    }
}
