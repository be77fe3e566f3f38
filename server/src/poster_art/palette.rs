//! The inks: hand-picked palettes of five, and which of them suit which mood.
//!
//! `paper` fills the upper picture, `deep` the dark foot where the title stands, `main` is the ink of the hero and
//! stands out from `paper`, `second` lies a step away from `paper`, and `light` is for the few brightest spots.

/// Five inks as `#rrggbb`.
#[derive(Clone, Copy)]
pub struct Palette {
    pub paper: &'static str,
    pub deep: &'static str,
    pub main: &'static str,
    pub second: &'static str,
    pub light: &'static str,
}

/// What a genre asks of its colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mood {
    Bright,
    Warm,
    Dark,
    Cold,
    Hot,
    Quiet,
}

const fn inks(
    paper: &'static str,
    deep: &'static str,
    main: &'static str,
    second: &'static str,
    light: &'static str,
) -> Palette {
    Palette { paper, deep, main, second, light }
}

// Pale papers.
const NEWSPRINT: Palette = inks("#efe3cb", "#22252b", "#d8432b", "#c9b68f", "#fbf5e6");
const PELICAN: Palette = inks("#f0dfbe", "#12343b", "#e07a1f", "#5f9a98", "#fff4da");
const CELADON: Palette = inks("#cfdccb", "#1f3a34", "#e0523f", "#86ab95", "#f6f3e4");
const BLUSH: Palette = inks("#f3cfc1", "#4a1830", "#c8324f", "#e79a8c", "#fff1e4");
const BUTTER: Palette = inks("#f4c542", "#25222e", "#d6382c", "#e09a25", "#fff3cf");
const POWDER: Palette = inks("#bcd3dc", "#1b2c4a", "#e2503a", "#7ba3b8", "#f7f3e6");
const LINEN: Palette = inks("#e6ded2", "#2b2622", "#2f5d8c", "#b9a78e", "#faf6ee");
const PEACH: Palette = inks("#f6b98a", "#3b1f3f", "#8b2f5e", "#e8845c", "#fff0da");
const MINT: Palette = inks("#a9d8c2", "#173a4d", "#f0653e", "#5fae9c", "#fdf6e0");
const LILAC: Palette = inks("#d3c6e2", "#2a2148", "#e8553d", "#9d86c2", "#fbf4ea");
// Full colours.
const VERMILION: Palette = inks("#e2472b", "#1d1719", "#f7e6c8", "#b02e1b", "#fdf3dd");
const OCHRE: Palette = inks("#d99a2b", "#2a1a14", "#7c2318", "#b9761c", "#f9e8c2");
const TEAL: Palette = inks("#1f8a8a", "#0d2a33", "#f6c453", "#14676c", "#f6eedb");
const COBALT: Palette = inks("#2450a8", "#0e1733", "#f2b632", "#1a3b82", "#f2ead8");
const ROSE: Palette = inks("#d9486e", "#34102b", "#f9d9c0", "#ac2f5a", "#fff0e2");
const LEAF: Palette = inks("#4f9a52", "#12302a", "#f7d648", "#357a45", "#f8f2d8");
const TANGERINE: Palette = inks("#f28a2e", "#2b1d3a", "#5a2a6b", "#cf6420", "#fff0d0");
const SKY: Palette = inks("#3fa7d6", "#123049", "#f9d54a", "#2883b3", "#fff6e0");
const STEEL: Palette = inks("#7f9aa8", "#14222e", "#f2efe6", "#5a7888", "#fbf8ef");
const PLUM: Palette = inks("#6c2b50", "#260d22", "#f4b25f", "#8f4470", "#f9e6d6");
const BRICK: Palette = inks("#b5452f", "#231514", "#f3d9a8", "#8f3122", "#fbead0");
const SAND: Palette = inks("#e3c592", "#2c1b18", "#b8341f", "#c79a5c", "#fbf0d6");
const JADE: Palette = inks("#2f7f6a", "#0c2a2b", "#f6cfa6", "#22655a", "#f8eedb");
const DUSK: Palette = inks("#ea9478", "#2a1b3d", "#fff0cf", "#c4617a", "#fff4e2");
// Dark grounds.
const NOIR: Palette = inks("#232228", "#0d0d10", "#d8322c", "#45444d", "#e9e2d2");
const MIDNIGHT: Palette = inks("#182850", "#0a1126", "#e9b44c", "#314c86", "#efe7d2");
const BOTTLE: Palette = inks("#173f37", "#081a17", "#e0cf8c", "#2d6657", "#f0ead0");
const OXBLOOD: Palette = inks("#6a161d", "#1d070b", "#e9cfa6", "#96282f", "#f6e6cb");
const AUBERGINE: Palette = inks("#381f47", "#150b1d", "#e4683c", "#5f3872", "#f3dfc8");
const SLATE: Palette = inks("#3c4d59", "#151d24", "#e8c15a", "#5f7786", "#eae6da");
const PETROL: Palette = inks("#0f4558", "#071f2a", "#ef6a45", "#236f85", "#f1ead8");
const MOSS: Palette = inks("#474e31", "#171a10", "#dfa53c", "#6b7449", "#efe8cc");
const ULTRAVIOLET: Palette = inks("#302f7a", "#110f30", "#ff7a59", "#4d4bab", "#efe9f5");

// Three groups per mood; a film takes the group of its number modulo three, and no palette stands in two groups of
// this file, so that films with neighbouring numbers never share one.
const BRIGHT: [&[Palette]; 3] =
    [&[BUTTER, MINT, COBALT], &[SKY, TANGERINE, ROSE, JADE], &[LEAF, VERMILION, LILAC, PELICAN]];
const WARM: [&[Palette]; 3] = [&[PEACH, PLUM, SAND], &[BLUSH, ROSE, DUSK, MIDNIGHT], &[OXBLOOD, LILAC, PELICAN]];
const DARK: [&[Palette]; 3] =
    [&[NOIR, PETROL, COBALT, BRICK], &[AUBERGINE, SLATE, MIDNIGHT], &[OXBLOOD, BOTTLE, VERMILION]];
const COLD: [&[Palette]; 3] = [&[PETROL, COBALT, NOIR], &[MIDNIGHT, POWDER, SLATE], &[ULTRAVIOLET, STEEL, TEAL]];
const HOT: [&[Palette]; 3] =
    [&[NOIR, OCHRE, BUTTER, BRICK, SAND], &[TANGERINE, NEWSPRINT, SLATE, DUSK], &[VERMILION, OXBLOOD, TEAL]];
const QUIET: [&[Palette]; 3] = [
    &[LINEN, PETROL, OCHRE, MINT, PEACH, PLUM, SAND, BRICK],
    &[NEWSPRINT, SLATE, POWDER, MIDNIGHT, BLUSH, MOSS, JADE, DUSK],
    &[CELADON, PELICAN, STEEL, BOTTLE, TEAL, VERMILION, LILAC],
];

/// The palette of the film with this number and this hash of its title.
pub fn choose(mood: Mood, id: i64, hash: u64) -> Palette {
    let groups = match mood {
        Mood::Bright => BRIGHT,
        Mood::Warm => WARM,
        Mood::Dark => DARK,
        Mood::Cold => COLD,
        Mood::Hot => HOT,
        Mood::Quiet => QUIET,
    };
    super::repertoire::draw_from(&groups, id, hash ^ 0x5bd1)
}

fn parts(colour: &str) -> [f64; 3] {
    [1, 3, 5].map(|at| {
        let part = colour.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        f64::from(part.unwrap_or(0))
    })
}

/// The colour `share` (0 to 1) of the way from one `#rrggbb` to the other.
pub fn mix(from: &str, to: &str, share: f64) -> String {
    let (from, to) = (parts(from), parts(to));
    let mut colour = String::from("#");
    for at in 0..3 {
        colour.push_str(&hex(from[at] + (to[at] - from[at]) * share));
    }
    colour
}

fn hex(part: f64) -> String {
    let whole = (0..=255u8).rev().find(|&whole| f64::from(whole) <= part + 0.5).unwrap_or(0);
    format!("{whole:02x}")
}

/// How bright a colour looks, from 0 to 1.
pub fn brightness(colour: &str) -> f64 {
    let [red, green, blue] = parts(colour);
    (red * 0.299 + green * 0.587 + blue * 0.114) / 255.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_palette_stands_in_two_groups() {
        let mut group_of = std::collections::HashMap::new();
        for groups in [BRIGHT, WARM, DARK, COLD, HOT, QUIET] {
            for (group, palettes) in groups.iter().enumerate() {
                for palette in *palettes {
                    assert_eq!(*group_of.entry(palette.paper).or_insert(group), group, "{}", palette.paper);
                }
            }
        }
        assert!(group_of.len() >= 20);
    }

    #[test]
    fn the_foot_is_dark_and_the_hero_stands_out() {
        for groups in [BRIGHT, WARM, DARK, COLD, HOT, QUIET] {
            for palette in groups.iter().copied().flatten() {
                assert!(brightness(palette.deep) < 0.21, "{}", palette.deep);
                let distance: f64 =
                    parts(palette.main).iter().zip(parts(palette.paper)).map(|(a, b)| (a - b).abs()).sum();
                assert!(distance > 130.0, "{} on {}", palette.main, palette.paper);
            }
        }
    }

    #[test]
    fn mixing_meets_both_ends() {
        assert_eq!(mix("#102030", "#f0e0d0", 0.0), "#102030");
        assert_eq!(mix("#102030", "#f0e0d0", 1.0), "#f0e0d0");
        assert_eq!(mix("#000000", "#ffffff", 0.5), "#808080");
    }
}
