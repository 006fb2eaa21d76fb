//! Which ARNs a resource type's form (`arn:${Partition}:s3:::${BucketName}/${ObjectName}`) has in common with an ARN
//! in a policy, which may have wildcards and variables.

use super::ResourceType;

/// One piece of either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Byte(u8),
    /// `?`
    One,
    /// `*`, or a policy variable, whose value could be anything.
    Any,
    /// The same in one of an ARN's first five parts, which IAM compares one by one.
    AnyInPart,
    /// A `${...}` of the form: not empty, and none of the excluded.
    Filled(Exclude),
}

/// What cannot be within a placeholder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exclude {
    Nothing,
    /// In the first five parts of an ARN.
    Colon,
    /// A bucket name: what follows a slash is an object's key.
    Slash,
}

impl Exclude {
    const fn allows(self, byte: u8) -> bool {
        match self {
            Self::Nothing => true,
            Self::Colon => byte != b':',
            Self::Slash => byte != b'/',
        }
    }
}

/// The name within a `${` at the start of a text, and how many bytes it takes with its braces.
fn placeholder(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.strip_prefix("${")?;
    let end = inner.find('}')?;
    Some((inner.get(..end)?, end + 3))
}

/// The pieces of a form, read as they are asked for.
struct Form<'a> {
    rest: &'a str,
    colons: usize,
}

impl<'a> Form<'a> {
    const fn new(form: &'a str) -> Self {
        Self { rest: form, colons: 0 }
    }
}

impl Iterator for Form<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let byte = self.rest.as_bytes().first().copied()?;
        if byte == b'$'
            && let Some((name, len)) = placeholder(self.rest)
        {
            self.rest = self.rest.get(len..).unwrap_or_default();
            return Some(Piece::Filled(match name {
                _ if self.colons < 5 => Exclude::Colon,
                "BucketName" => Exclude::Slash,
                _ => Exclude::Nothing,
            }));
        }
        self.colons += usize::from(byte == b':');
        // The forms are ours, and ASCII.
        self.rest = self.rest.get(1..).unwrap_or_default();
        Some(if byte == b'*' { Piece::Any } else { Piece::Byte(byte) })
    }
}

fn read_arn(arn: &str) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(arn.len());
    let mut colons = 0;
    let mut at = 0;
    // Where the part begins that a `*` may cross colons in: the sixth, or the last there is (`arn:aws:s3*`).
    let mut last_part = 0;
    while let Some(byte) = arn.as_bytes().get(at).copied() {
        if byte == b'$'
            && let Some((_, len)) = arn.get(at..).and_then(placeholder)
        {
            pieces.push(Piece::Any);
            at += len;
            continue;
        }
        pieces.push(match byte {
            b'*' => Piece::Any,
            b'?' => Piece::One,
            byte => Piece::Byte(byte),
        });
        if byte == b':' && colons < 5 {
            colons += 1;
            last_part = pieces.len();
        }
        at += 1;
    }
    for piece in pieces.iter_mut().take(last_part).filter(|piece| **piece == Piece::Any) {
        *piece = Piece::AnyInPart;
    }
    pieces
}

fn is_literal(arn: &str) -> bool {
    !arn.contains(['*', '?']) && !arn.contains("${")
}

/// Where the service and the resource of an ARN or a form begin: behind its second and its fifth colon.
pub(crate) fn places(text: &str) -> [Option<usize>; 2] {
    let mut colons = text.bytes().enumerate().filter(|(_, byte)| *byte == b':').map(|(at, _)| at + 1);
    [colons.nth(1), colons.nth(2)]
}

/// An ARN of a policy, read once to be held against many forms.
pub(crate) struct WrittenArn(Vec<Piece>);

impl WrittenArn {
    pub(crate) fn new(arn: &str) -> Self {
        Self(read_arn(arn))
    }

    /// Whether some text fits both it and the form of a resource type.
    pub(crate) fn fits(&self, form: &str) -> bool {
        intersects(Form::new(form), &self.0)
    }
}

/// Whether some text fits both. Walks the form piece by piece and keeps the places of the ARN that can be reached:
/// time in the product of the lengths at most, and it ends at the first literal that no place fits.
fn intersects(form: Form<'_>, arn: &[Piece]) -> bool {
    // reached[i]: what was read of the form can be what stands before place i of the ARN. Nothing is true outside of
    // `places`, mostly one or two.
    let mut reached = Places { flags: vec![false; arn.len() + 1], first: 0, behind: 0 };
    let mut next = Places { flags: vec![false; arn.len() + 1], first: 0, behind: 0 };
    reached.set(0);
    reached.skip_empty(arn);
    for piece in form {
        step(piece, arn, &reached, &mut next);
        next.skip_empty(arn);
        reached.clear();
        std::mem::swap(&mut reached, &mut next);
        if reached.first == reached.behind {
            return false;
        }
    }
    reached.has(arn.len())
}

struct Places {
    flags: Vec<bool>,
    first: usize,
    behind: usize,
}

impl Places {
    fn has(&self, place: usize) -> bool {
        self.flags.get(place) == Some(&true)
    }

    fn set(&mut self, place: usize) {
        if let Some(flag) = self.flags.get_mut(place) {
            *flag = true;
            if self.first == self.behind {
                (self.first, self.behind) = (place, place + 1);
            } else {
                (self.first, self.behind) = (self.first.min(place), self.behind.max(place + 1));
            }
        }
    }

    fn clear(&mut self) {
        if let Some(flags) = self.flags.get_mut(self.first..self.behind) {
            flags.fill(false);
        }
        (self.first, self.behind) = (0, 0);
    }

    /// A `*` of the ARN may stand for nothing.
    fn skip_empty(&mut self, arn: &[Piece]) {
        let mut place = self.first;
        while place < self.behind {
            if self.has(place) && matches!(arn.get(place), Some(Piece::Any | Piece::AnyInPart)) {
                self.set(place + 1);
            }
            place += 1;
        }
    }
}

/// The places that are reached by one more piece of the form.
fn step(piece: Piece, arn: &[Piece], reached: &Places, next: &mut Places) {
    match piece {
        Piece::Byte(byte) => {
            for place in (reached.first..reached.behind).filter(|place| reached.has(*place)) {
                match arn.get(place) {
                    Some(Piece::Any) => next.set(place),
                    Some(Piece::AnyInPart) if byte != b':' => next.set(place),
                    Some(Piece::AnyInPart) | None => {}
                    Some(Piece::Byte(other)) if *other != byte => {}
                    Some(_) => next.set(place + 1),
                }
            }
        }
        Piece::One | Piece::AnyInPart => {}
        Piece::Any | Piece::Filled(_) => {
            let exclude = if let Piece::Filled(exclude) = piece { exclude } else { Exclude::Nothing };
            let may_be_empty = piece == Piece::Any;
            let mut running = false;
            for place in reached.first..=arn.len() {
                let starts = reached.has(place);
                if !running && place >= reached.behind {
                    break;
                }
                if running || (starts && may_be_empty) {
                    next.set(place);
                }
                match arn.get(place) {
                    Some(Piece::Any | Piece::AnyInPart) if starts || running => {
                        next.set(place);
                        running = true;
                    }
                    Some(Piece::Byte(byte)) => running = (running || starts) && exclude.allows(*byte),
                    Some(_) => running |= starts,
                    None => {}
                }
            }
        }
    }
}

/// The types whose form an ARN could fit.
pub(super) fn candidates<'a>(
    types: &'static [ResourceType],
    arn: &'a str,
) -> impl Iterator<Item = &'static ResourceType> + use<'a> {
    let arn = WrittenArn::new(arn);
    types.iter().filter(move |kind| arn.fits(kind.arn_pattern()))
}

/// Of an ARN without wildcards, the types alone whose form says the most of it.
pub(super) fn most_specific(mut found: Vec<&'static ResourceType>, arn: &str) -> Vec<&'static ResourceType> {
    if !is_literal(arn) {
        return found;
    }
    let literal =
        |kind: &&ResourceType| Form::new(kind.arn_pattern()).filter(|piece| matches!(piece, Piece::Byte(_))).count();
    let most = found.iter().map(literal).max();
    found.retain(|kind| Some(literal(kind)) == most);
    found
}
