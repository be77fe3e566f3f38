//! The sheet that a composition prints on: flat shapes, screens of dots and lines, clips and turns, in a box of 240 by
//! 360.

use super::dice::Dice;
use super::palette::Palette;
use std::fmt::Write;

pub const WIDTH: f64 = 240.0;
pub const HEIGHT: f64 = 360.0;

/// An SVG fragment in the making, with the dice and the inks of one film.
pub struct Canvas {
    body: String,
    defs: String,
    prefix: String,
    names: u32,
    /// Which kind of person this film has, from 0 to 5.
    pub lead: i32,
    pub dice: Dice,
    pub ink: Palette,
}

impl Canvas {
    /// `prefix` begins every id, so that several posters can share one document.
    pub fn new(prefix: String, mut dice: Dice, ink: Palette) -> Self {
        let lead = dice.between(0, 5);
        Self { body: String::new(), defs: String::new(), prefix, names: 0, lead, dice, ink }
    }

    /// The fragment, every number rounded to one decimal.
    pub fn finish(self) -> String {
        rounded(&format!("<defs>{}</defs>{}", self.defs, self.body))
    }

    pub fn ground(&mut self, fill: &str) {
        self.rect(0.0, 0.0, WIDTH, HEIGHT, fill);
    }

    pub fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, fill: &str) {
        let _ = write!(self.body, r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>"#);
    }

    pub fn disc(&mut self, x: f64, y: f64, radius: f64, fill: &str) {
        let _ = write!(self.body, r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}"/>"#);
    }

    pub fn oval(&mut self, x: f64, y: f64, across: f64, up: f64, fill: &str) {
        let _ = write!(self.body, r#"<ellipse cx="{x}" cy="{y}" rx="{across}" ry="{up}" fill="{fill}"/>"#);
    }

    pub fn ring(&mut self, x: f64, y: f64, radius: f64, width: f64, colour: &str) {
        let _ = write!(
            self.body,
            r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="none" stroke="{colour}" stroke-width="{width}"/>"#
        );
    }

    pub fn path(&mut self, outline: &str, fill: &str) {
        let _ = write!(self.body, r#"<path d="{outline}" fill="{fill}"/>"#);
    }

    pub fn line(&mut self, outline: &str, width: f64, colour: &str) {
        let _ = write!(
            self.body,
            r#"<path d="{outline}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"/>"#
        );
    }

    /// A closed shape through the corners.
    pub fn polygon(&mut self, corners: &[(f64, f64)], fill: &str) {
        let outline = format!("{}Z", corners_path(corners));
        self.path(&outline, fill);
    }

    /// Opens a group turned by `degrees` about a point; `end` closes it.
    pub fn turned(&mut self, degrees: f64, x: f64, y: f64) {
        let _ = write!(self.body, r#"<g transform="rotate({degrees} {x} {y})">"#);
    }

    /// Opens a group moved to a point and scaled there; `end` closes it.
    pub fn placed(&mut self, x: f64, y: f64, scale: f64) {
        let _ = write!(self.body, r#"<g transform="translate({x} {y}) scale({scale})">"#);
    }

    /// Opens a group that swaps left and right; `end` closes it.
    pub fn mirrored(&mut self) {
        self.body.push_str(r#"<g transform="matrix(-1 0 0 1 240 0)">"#);
    }

    /// Opens a group seen only inside the outline; `end` closes it.
    pub fn clipped(&mut self, outline: &str) {
        let name = self.name();
        let _ = write!(self.defs, r#"<clipPath id="{name}"><path d="{outline}"/></clipPath>"#);
        let _ = write!(self.body, r##"<g clip-path="url(#{name})">"##);
    }

    pub fn end(&mut self) {
        self.body.push_str("</g>");
    }

    fn name(&mut self) -> String {
        self.names += 1;
        format!("{}{}", self.prefix, self.names)
    }

    /// A fill of dots in staggered rows.
    pub fn dots(&mut self, colour: &str, pitch: f64, radius: f64) -> String {
        let name = self.name();
        let half = pitch / 2.0;
        let _ = write!(
            self.defs,
            r#"<pattern id="{name}" width="{pitch}" height="{pitch}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><circle cx="{half}" cy="{half}" r="{radius}" fill="{colour}"/></pattern>"#
        );
        format!("url(#{name})")
    }

    /// A fill of parallel lines, upright when `degrees` is 0.
    pub fn hatch(&mut self, colour: &str, pitch: f64, width: f64, degrees: f64) -> String {
        let name = self.name();
        let _ = write!(
            self.defs,
            r#"<pattern id="{name}" width="{pitch}" height="{pitch}" patternUnits="userSpaceOnUse" patternTransform="rotate({degrees})"><rect width="{width}" height="{pitch}" fill="{colour}"/></pattern>"#
        );
        format!("url(#{name})")
    }

    /// Dots that grow over ten rows from `top` downwards, as a coarse printing screen has them, and the full ink below.
    pub fn screen(&mut self, colour: &str, top: f64, pitch: f64) {
        let name = self.name();
        let height = pitch * 10.0;
        let _ = write!(
            self.defs,
            r#"<pattern id="{name}" y="{top}" width="{pitch}" height="{height}" patternUnits="userSpaceOnUse"><g fill="{colour}">"#
        );
        for row in 0..10 {
            let radius = pitch * (0.1 + 0.055 * f64::from(row));
            let y = pitch * (f64::from(row) + 0.5);
            for x in if row % 2 == 0 { &[0.5][..] } else { &[0.0, 1.0][..] } {
                let _ = write!(self.defs, r#"<circle cx="{}" cy="{y}" r="{radius}"/>"#, x * pitch);
            }
        }
        self.defs.push_str("</g></pattern>");
        // A hair inside the tile, for a renderer may let its last row bleed into the first.
        self.rect(0.0, top + 0.8, WIDTH, height - 0.8, &format!("url(#{name})"));
        self.rect(0.0, top + height - 0.5, WIDTH, HEIGHT - top - height + 1.0, colour);
    }

    /// Specks of worn ink over everything printed so far.
    pub fn grain(&mut self, colour: &str) {
        let name = self.name();
        let mut specks = String::new();
        for _ in 0..42 {
            let (x, y) = (self.dice.between(0, 95), self.dice.between(0, 95));
            let _ = write!(specks, "M{x} {y}h{}", self.dice.pick(&[0.3, 0.6, 1.1]));
        }
        let _ = write!(
            self.defs,
            r#"<pattern id="{name}" width="97" height="97" patternUnits="userSpaceOnUse"><path d="{specks}" stroke="{colour}" stroke-width="0.6" stroke-opacity="0.5"/></pattern>"#
        );
        self.ground(&format!("url(#{name})"));
    }
}

/// `M` and `L` commands through the corners.
pub fn corners_path(corners: &[(f64, f64)]) -> String {
    let mut outline = String::new();
    for (at, (x, y)) in corners.iter().enumerate() {
        let _ = write!(outline, "{}{x} {y}", if at == 0 { "M" } else { "L" });
    }
    outline
}

/// A smooth line (Catmull-Rom) through the points.
pub fn smooth(points: &[(f64, f64)]) -> String {
    let Some(&(x, y)) = points.first() else { return String::new() };
    let mut outline = format!("M{x} {y}");
    for at in 1..points.len() {
        let before = points[at.saturating_sub(2)];
        let (from, to) = (points[at - 1], points[at]);
        let after = points[(at + 1).min(points.len() - 1)];
        let _ = write!(
            outline,
            "C{} {} {} {} {} {}",
            from.0 + (to.0 - before.0) / 6.0,
            from.1 + (to.1 - before.1) / 6.0,
            to.0 - (after.0 - from.0) / 6.0,
            to.1 - (after.1 - from.1) / 6.0,
            to.0,
            to.1
        );
    }
    outline
}

/// The outline of a disc, for clips.
pub fn disc_path(x: f64, y: f64, radius: f64) -> String {
    format!(
        "M{} {y}a{radius} {radius} 0 1 0 {} 0a{radius} {radius} 0 1 0 {} 0Z",
        x - radius,
        radius * 2.0,
        radius * -2.0
    )
}

/// The text with every decimal number rounded to tenths.
fn rounded(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(point) = rest.find('.') {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let before = rest[..point].bytes().rev().take_while(u8::is_ascii_digit).count();
        let minus = usize::from(rest[..point - before].ends_with('-'));
        let start = point - before - minus;
        let end = point + 1 + digits(&rest[point + 1..]);
        out.push_str(&rest[..start]);
        match rest[start..end].parse::<f64>() {
            Ok(number) => {
                let text = format!("{number:.1}");
                let text = text.strip_suffix(".0").unwrap_or(&text);
                out.push_str(if text == "-0" { "0" } else { text });
            }
            Err(_) => out.push_str(&rest[start..end]),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_to_tenths() {
        assert_eq!(rounded("M1.26 -0.04L-3.98 12h0.333"), "M1.3 0L-4 12h0.3");
        assert_eq!(rounded("plain #a1b2c3"), "plain #a1b2c3");
    }

    #[test]
    fn a_smooth_line_passes_through_its_points() {
        assert_eq!(smooth(&[]), "");
        assert!(smooth(&[(0.0, 1.0), (5.0, 6.0)]).ends_with("5 6"));
    }
}
