//! The fonts of cards: which one has a character, and its outline as path data. They lie in
//! `server/fonts` and are compiled in, so that a card looks the same on every machine.

use std::fmt::Write;
use std::sync::LazyLock;
use ttf_parser::{Face, GlyphId, OutlineBuilder};

static BOLD: &[u8] = include_bytes!("../../fonts/Pretendard-Bold.otf");
static SEMI_BOLD: &[u8] = include_bytes!("../../fonts/Pretendard-SemiBold.otf");
static HAN: &[u8] = include_bytes!("../../fonts/NotoSansCJKkr-Bold-subset.otf");

/// Pretendard's Hangul is Noto's in this size, so Hanja beside it are set in the same.
const HAN_SIZE: f32 = 0.94;
/// Width of a mark, of an em: a syllable's.
pub const MARK: f32 = 0.864;

/// The two weights that cards are set in.
pub struct Fonts {
    pub bold: Font,
    pub semi_bold: Font,
}

impl Fonts {
    /// `None` only if the files that were compiled in are broken.
    pub fn get() -> Option<&'static Self> {
        static FONTS: LazyLock<Option<Fonts>> =
            LazyLock::new(|| Some(Fonts { bold: Font::read(BOLD)?, semi_bold: Font::read(SEMI_BOLD)? }));
        FONTS.as_ref()
    }
}

/// One weight: the file that is asked first, and the one for what it lacks.
pub struct Font {
    files: [File; 2],
}

impl Font {
    fn read(main: &'static [u8]) -> Option<Self> {
        Some(Self { files: [File::read(main, 1.0)?, File::read(HAN, HAN_SIZE)?] })
    }

    /// How a character is drawn; `None` where no file has a shape for it.
    pub fn glyph(&self, c: char) -> Option<Glyph<'_>> {
        self.files.iter().find_map(|file| {
            // 0 is the file's own sign for what it lacks; and some characters have a place without a shape.
            let id = file.face.glyph_index(c).filter(|id| id.0 != 0)?;
            file.face.glyph_bounding_box(id)?;
            Some(Glyph { file, id })
        })
    }

    /// Width of a blank, of an em.
    pub fn blank(&self) -> f32 {
        self.files[0].face.glyph_index(' ').map_or(MARK / 3.0, |id| self.files[0].advance(id))
    }
}

struct File {
    face: Face<'static>,
    /// From units of the file to ems.
    scale: f32,
}

impl File {
    fn read(bytes: &'static [u8], size: f32) -> Option<Self> {
        let face = Face::parse(bytes, 0).ok()?;
        let scale = size / f32::from(face.units_per_em());
        Some(Self { face, scale })
    }

    fn advance(&self, id: GlyphId) -> f32 {
        f32::from(self.face.glyph_hor_advance(id).unwrap_or_default()) * self.scale
    }
}

/// The shape of a character.
#[derive(Clone, Copy)]
pub struct Glyph<'a> {
    file: &'a File,
    id: GlyphId,
}

impl Glyph<'_> {
    /// Of an em.
    pub fn advance(self) -> f32 {
        self.file.advance(self.id)
    }
}

/// Shapes side by side on a base line, as path data. Fonts count upwards, drawings downwards.
pub struct Pen {
    path: String,
    x: f32,
    y: f32,
    size: f32,
    scale: f32,
}

impl Pen {
    /// At `at` on the base line.
    pub fn new(size: f32, at: (f32, f32)) -> Self {
        Self { path: String::new(), x: at.0, y: at.1, size, scale: size }
    }

    pub fn glyph(&mut self, glyph: Glyph) {
        self.scale = self.size * glyph.file.scale;
        let _ = glyph.file.face.outline_glyph(glyph.id, self);
    }

    /// What stands for a character that cannot be drawn: a hollow box.
    pub fn mark(&mut self) {
        self.scale = self.size;
        self.rounded(0.1, 0.0, MARK - 0.2, 0.12, true);
        // The other way round, which makes it a hole.
        self.rounded(0.165, 0.065, MARK - 0.33, 0.06, false);
    }

    /// Moves on, by so much of an em.
    pub fn advance(&mut self, width: f32) {
        self.x += width * self.size;
    }

    pub fn finish(self) -> String {
        self.path
    }

    /// A square with round corners.
    fn rounded(&mut self, x: f32, y: f32, side: f32, radius: f32, clockwise: bool) {
        let (right, top) = (x + side, y + side);
        // Each with the point before it and the one after it, clockwise.
        let mut corners = [
            ((x + radius, y), (x, y), (x, y + radius)),
            ((x, top - radius), (x, top), (x + radius, top)),
            ((right - radius, top), (right, top), (right, top - radius)),
            ((right, y + radius), (right, y), (right - radius, y)),
        ];
        if !clockwise {
            corners = corners.map(|(before, corner, after)| (after, corner, before));
            corners.reverse();
        }
        for (place, (before, corner, after)) in corners.into_iter().enumerate() {
            if place == 0 {
                self.move_to(before.0, before.1);
            } else {
                self.line_to(before.0, before.1);
            }
            self.quad_to(corner.0, corner.1, after.0, after.1);
        }
        self.close();
    }

    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        let _ = write!(self.path, "M{x:.1} {y:.1}");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        let _ = write!(self.path, "L{x:.1} {y:.1}");
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        let _ = write!(self.path, "Q{x1:.1} {y1:.1} {x:.1} {y:.1}");
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        let _ = write!(self.path, "C{x1:.1} {y1:.1} {x2:.1} {y2:.1} {x:.1} {y:.1}");
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_be_shaped_or_turned_round_has_no_glyph() {
        let fonts = Fonts::get().expect("the fonts are compiled in");
        // Hebrew, Arabic, the scripts of India and Thai (with the sign of its currency).
        let scripts = ('\u{590}'..='\u{E7F}').chain('\u{FB1D}'..='\u{FDFF}').chain('\u{FE70}'..='\u{FEFF}');
        for c in scripts.chain('\u{10800}'..='\u{10FFF}').filter(|c| *c != '฿') {
            assert!(fonts.bold.glyph(c).is_none() && fonts.semi_bold.glyph(c).is_none(), "{c:?}");
        }
    }

    #[test]
    fn what_a_file_lacks_is_not_its_sign_for_it() {
        let bold = &Fonts::get().expect("the fonts are compiled in").bold;
        for c in ['\u{FFFF}', '\u{378}', '\u{3164}', ' '] {
            assert!(bold.glyph(c).is_none(), "{c:?}");
        }
    }
}
