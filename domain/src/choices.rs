//! Choices that stand in addresses: orders, filters and tabs of lists.

/// Gives an enum with a default what every choice has: `EACH`, `code`, `from_code` and `label`. Each
/// line names a variant, its code and its Korean word, in the order that pages show them in.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $label:literal;)+ }) => {
        impl $name {
            pub const EACH: [Self; [$($code),+].len()] = [$(Self::$variant),+];

            $(#[$doc])*
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            /// An unknown code means the default.
            pub fn from_code(code: Option<&str>) -> Self {
                Self::EACH.into_iter().find(|choice| Some(choice.code()) == code).unwrap_or_default()
            }

            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$variant => $label,)+
                }
            }
        }
    };
}

pub(crate) use choices;
