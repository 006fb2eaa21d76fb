//! Bytes, as the engine counts, and UTF-16 code units, as a window counts.

use gatehouse_policy::document::Span;

use crate::views::PlaceView;

/// The places of a text.
pub(super) struct Offsets<'a> {
    text: &'a str,
    /// The code units before each character that is not of one byte, with its byte; none in plain ASCII.
    wide: Vec<(usize, usize)>,
}

impl<'a> Offsets<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut wide = Vec::new();
        let mut units = 0;
        if !text.is_ascii() {
            for (byte, character) in text.char_indices() {
                if character.len_utf8() > 1 {
                    wide.push((byte, units));
                }
                units += character.len_utf16();
            }
        }
        Self { text, wide }
    }

    /// The code units before a byte; within a character those before it.
    pub(super) fn units(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let index = self.wide.partition_point(|(at, _)| *at < byte);
        let Some((at, units)) = index.checked_sub(1).and_then(|index| self.wide.get(index)) else { return byte };
        let character = self.text.get(*at..).and_then(|rest| rest.chars().next());
        let (bytes, wide) = character.map_or((1, 1), |character| (character.len_utf8(), character.len_utf16()));
        if byte < at + bytes { *units } else { units + wide + (byte - at - bytes) }
    }

    /// The byte at a code unit.
    pub(super) fn byte(&self, unit: usize) -> usize {
        let index = self.wide.partition_point(|(_, units)| *units < unit);
        let Some((at, units)) = index.checked_sub(1).and_then(|index| self.wide.get(index)) else {
            return unit.min(self.text.len());
        };
        let character = self.text.get(*at..).and_then(|rest| rest.chars().next());
        let (bytes, wide) = character.map_or((1, 1), |character| (character.len_utf8(), character.len_utf16()));
        if unit < units + wide { *at } else { (at + bytes + (unit - units - wide)).min(self.text.len()) }
    }

    pub(super) fn place(&self, span: Span) -> PlaceView {
        PlaceView { from: self.units(span.start), to: self.units(span.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_bytes_lead_to_each_other() {
        for text in ["plain", "é", "aéb€c𝄞d", "𝄞𝄞", ""] {
            let offsets = Offsets::of(text);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let units = text[..byte].encode_utf16().count();
                assert_eq!((offsets.units(byte), offsets.byte(units)), (units, byte), "{text} {byte}");
            }
        }
        assert_eq!(Offsets::of("a𝄞b").units(3), 1);
        assert_eq!(Offsets::of("ab").byte(9), 2);
    }
}
