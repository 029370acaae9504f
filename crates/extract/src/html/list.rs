//! Lists of a page: numbers and signs before their items.

use crate::flow::label::{Digits, ListLabel, write_number};

/// A list that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct HtmlList {
    digits: Digits,
    /// The number of the next item.
    next: u32,
}

impl HtmlList {
    /// A list with numbers (`ol`) or signs, by its attributes.
    pub(super) fn new(
        is_numbered: bool,
        kind: Option<&str>,
        start: Option<&str>,
    ) -> Self {
        let digits = match kind {
            _ if !is_numbered => Digits::Bullet,
            Some("I") => Digits::UpperRoman,
            Some("i") => Digits::LowerRoman,
            Some("A") => Digits::UpperLetter,
            Some("a") => Digits::LowerLetter,
            _ => Digits::Decimal,
        };
        let next = start.and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        Self { digits, next }
    }

    /// The label of the next item; `value` is the number that it states itself.
    pub(super) fn label(&mut self, value: Option<&str>) -> ListLabel {
        if self.digits == Digits::Bullet {
            return ListLabel { text: "- ".to_owned(), is_bullet: true };
        }
        let stated = value.and_then(|value| value.trim().parse().ok());
        let number = stated.unwrap_or(self.next);
        self.next = number.saturating_add(1);
        let text = format!("{}. ", write_number(number, self.digits, false));
        ListLabel { text, is_bullet: false }
    }
}
