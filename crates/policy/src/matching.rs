//! Patterns with `*` and `?`, policy variables, and how a text is held against them.
//!
//! No regular expressions: a pattern is cut at its `*` into pieces, each piece is looked for once from where the
//! last one ended, so that no pattern, however many wildcards it has, makes the work explode. A line break is a
//! character like any other.
//!
//! Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>

/// True, false, or not known because a context key is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tri {
    /// Certainly not.
    False,
    /// It depends on what is not known.
    Unknown,
    /// Certainly.
    True,
}

impl Tri {
    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            _ => Self::Unknown,
        }
    }

    /// One of them.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::True, _) | (_, Self::True) => Self::True,
            (Self::False, Self::False) => Self::False,
            _ => Self::Unknown,
        }
    }

    /// The opposite; what is not known stays so.
    #[must_use]
    pub const fn negate(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }

    /// Whether it certainly holds.
    #[must_use]
    pub const fn is_true(self) -> bool {
        matches!(self, Self::True)
    }

    /// Whether it certainly does not hold.
    #[must_use]
    pub const fn is_false(self) -> bool {
        matches!(self, Self::False)
    }
}

impl From<bool> for Tri {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Token {
    Char(char),
    /// `?`
    One,
    /// `*`
    Many,
    /// A `*` that stays in its part of an ARN.
    ManyInPart,
}

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    All,
    Exact(Box<str>),
    Prefix(Box<str>),
    /// Cut at each `*`: there are at least two pieces.
    Pieces {
        head: Piece,
        middle: Box<[Piece]>,
        tail: Piece,
    },
    Single(Piece),
    Tokens(Box<[Token]>),
}

/// What stands between two `*`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(Box<str>),
    /// With `?` in it: `None` is one of them.
    Mixed(Box<[Option<char>]>),
}

impl Piece {
    fn of(tokens: &[Token]) -> Self {
        if tokens.contains(&Token::One) {
            let one = |token: &Token| match token {
                Token::Char(character) => Some(*character),
                _ => None,
            };
            return Self::Mixed(tokens.iter().map(one).collect());
        }
        Self::Text(plain(tokens))
    }

    /// How many bytes of the beginning it takes.
    fn prefix(&self, text: &str) -> Option<usize> {
        match self {
            Self::Text(piece) => text.starts_with(&**piece).then_some(piece.len()),
            Self::Mixed(piece) => {
                let mut characters = text.chars();
                let fits = piece.iter().all(|wanted| {
                    characters.next().is_some_and(|found| wanted.is_none_or(|character| character == found))
                });
                fits.then(|| text.len() - characters.as_str().len())
            }
        }
    }

    /// How many bytes of the end it takes.
    fn suffix(&self, text: &str) -> Option<usize> {
        match self {
            Self::Text(piece) => text.ends_with(&**piece).then_some(piece.len()),
            Self::Mixed(piece) => {
                let mut characters = text.chars();
                let fits = piece.iter().rev().all(|wanted| {
                    characters.next_back().is_some_and(|found| wanted.is_none_or(|character| character == found))
                });
                fits.then(|| text.len() - characters.as_str().len())
            }
        }
    }

    /// Behind its first place in the text.
    fn find(&self, text: &str) -> Option<usize> {
        match self {
            Self::Text(piece) => text.find(&**piece).map(|at| at + piece.len()),
            Self::Mixed(_) => text
                .char_indices()
                .map(|(at, _)| at)
                .chain([text.len()])
                .find_map(|at| Some(at + self.prefix(text.get(at..)?)?)),
        }
    }
}

fn plain(tokens: &[Token]) -> Box<str> {
    let character = |token: &Token| match token {
        Token::Char(character) => Some(*character),
        _ => None,
    };
    tokens.iter().filter_map(character).collect::<String>().into()
}

impl Pattern {
    /// A pattern in which `*` stands for any text and `?` for any one character.
    #[must_use]
    pub fn glob(text: &str) -> Self {
        Self::simple(text, true).unwrap_or_else(|| Self::compile(text.chars().map(wild).collect()))
    }

    /// The pattern of a text without wildcards and variables, but for a `*` at its end: most texts are such.
    fn simple(text: &str, wildcards: bool) -> Option<Self> {
        let special = |byte: u8| matches!(byte, b'*' | b'?' | b'$');
        let Some(at) = text.bytes().position(special) else { return Some(Self(Kind::Exact(text.into()))) };
        let head = text.strip_suffix('*').filter(|head| wildcards && head.len() == at)?;
        Some(Self(if head.is_empty() { Kind::All } else { Kind::Prefix(head.into()) }))
    }

    fn compile(mut tokens: Vec<Token>) -> Self {
        tokens.dedup_by(|next, last| *next == Token::Many && *last == Token::Many);
        if tokens.contains(&Token::ManyInPart) {
            return Self(Kind::Tokens(tokens.into()));
        }
        if tokens == [Token::Many] {
            return Self(Kind::All);
        }
        let mut pieces: Vec<Piece> = tokens.split(|token| *token == Token::Many).map(Piece::of).collect();
        let tail = pieces.pop().unwrap_or(Piece::Text("".into()));
        if pieces.is_empty() {
            return Self(match tail {
                Piece::Text(text) => Kind::Exact(text),
                mixed @ Piece::Mixed(_) => Kind::Single(mixed),
            });
        }
        let head = pieces.remove(0);
        Self(match (&head, &tail) {
            (Piece::Text(head), Piece::Text(tail)) if pieces.is_empty() && tail.is_empty() => {
                Kind::Prefix(head.clone())
            }
            _ => Kind::Pieces { head, middle: pieces.into(), tail },
        })
    }

    /// Whether the whole text is what the pattern describes. Capitals count.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        match &self.0 {
            Kind::All => true,
            Kind::Exact(whole) => **whole == *text,
            Kind::Prefix(head) => text.starts_with(&**head),
            Kind::Single(piece) => piece.prefix(text) == Some(text.len()),
            Kind::Pieces { head, middle, tail } => pieces(head, middle, tail, text).is_some(),
            Kind::Tokens(tokens) => table(tokens, text),
        }
    }

    /// Whether it describes every text.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.0 == Kind::All
    }

    /// The only text that it describes, if it has no wildcard.
    #[must_use]
    pub fn exact(&self) -> Option<&str> {
        match &self.0 {
            Kind::Exact(text) => Some(text),
            _ => None,
        }
    }

    /// What it is made of.
    pub(crate) fn tokens(&self) -> Vec<Token> {
        fn piece(piece: &Piece) -> Vec<Token> {
            match piece {
                Piece::Text(text) => text.chars().map(Token::Char).collect(),
                Piece::Mixed(mixed) => {
                    mixed.iter().map(|character| character.map_or(Token::One, Token::Char)).collect()
                }
            }
        }
        match &self.0 {
            Kind::All => vec![Token::Many],
            Kind::Exact(text) => text.chars().map(Token::Char).collect(),
            Kind::Prefix(head) => head.chars().map(Token::Char).chain([Token::Many]).collect(),
            Kind::Single(single) => piece(single),
            Kind::Pieces { head, middle, tail } => {
                let mut found = piece(head);
                for next in middle.iter().chain([tail]) {
                    found.push(Token::Many);
                    found.extend(piece(next));
                }
                found
            }
            Kind::Tokens(tokens) => tokens.to_vec(),
        }
    }

    /// Some text that it describes: its wildcards stand for nothing or for an `x`.
    #[must_use]
    pub fn example(&self) -> String {
        fn push(piece: &Piece, into: &mut String) {
            match piece {
                Piece::Text(text) => into.push_str(text),
                Piece::Mixed(piece) => into.extend(piece.iter().map(|character| character.unwrap_or('x'))),
            }
        }
        let mut text = String::new();
        match &self.0 {
            Kind::All => text.push('x'),
            Kind::Exact(whole) => text.push_str(whole),
            Kind::Prefix(head) => {
                text.push_str(head);
                text.push('x');
            }
            Kind::Single(piece) => push(piece, &mut text),
            Kind::Pieces { head, middle, tail } => {
                push(head, &mut text);
                middle.iter().for_each(|piece| push(piece, &mut text));
                push(tail, &mut text);
            }
            Kind::Tokens(tokens) => {
                text.extend(
                    tokens.iter().map(|token| if let Token::Char(character) = token { *character } else { 'x' }),
                );
            }
        }
        text
    }
}

const fn wild(character: char) -> Token {
    match character {
        '*' => Token::Many,
        '?' => Token::One,
        _ => Token::Char(character),
    }
}

fn pieces(head: &Piece, middle: &[Piece], tail: &Piece, text: &str) -> Option<()> {
    let mut rest = text.get(head.prefix(text)?..)?;
    rest = rest.get(..rest.len() - tail.suffix(rest)?)?;
    for piece in middle {
        rest = rest.get(piece.find(rest)?..)?;
    }
    Some(())
}

/// The slow way, for the few patterns with a `*` that must stay in its part of an ARN: a row of "the pattern up
/// to here describes the text up to here", carried over the text. Work: length of pattern times length of text.
fn table(tokens: &[Token], text: &str) -> bool {
    let many = |token: &Token| matches!(token, Token::Many | Token::ManyInPart);
    // The row has one place more than the pattern has tokens: nothing of the pattern is used up.
    let mut row: Vec<bool> = Vec::with_capacity(tokens.len() + 1);
    row.push(true);
    for token in tokens {
        let empty = row.last().copied().unwrap_or(false) && many(token);
        row.push(empty);
    }
    let mut next = Vec::with_capacity(row.len());
    for character in text.chars() {
        next.clear();
        next.push(false);
        for (token, pair) in tokens.iter().zip(row.windows(2)) {
            let (before, here) = match pair {
                [before, here] => (*before, *here),
                _ => (false, false),
            };
            let left = next.last().copied().unwrap_or(false);
            next.push(match token {
                Token::Char(wanted) => before && *wanted == character,
                Token::One => before,
                Token::Many => here || left,
                Token::ManyInPart => (here && character != ':') || left,
            });
        }
        std::mem::swap(&mut row, &mut next);
    }
    row.last().copied().unwrap_or(false)
}

/// What a context key holds, as far as a policy variable is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variable<'a> {
    /// One value.
    Value(&'a str),
    /// None, or several: a key of many values cannot be a variable.
    Missing,
    /// Not known.
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Token(Token),
    Variable { key: Box<str>, default: Option<Box<str>> },
}

/// A value of a policy that may have wildcards and variables in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// With each variable taken for a `*`: what this does not match, no value of the variables makes match.
    loose: Pattern,
    /// Empty if there are no variables.
    parts: Box<[Part]>,
}

/// What a value is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// `*` and `?` are wildcards.
    pub wildcards: bool,
    /// `${...}` are variables: so it is in version 2012-10-17.
    pub variables: bool,
}

impl Template {
    /// A value of a condition.
    #[must_use]
    pub fn parse(text: &str, reading: Reading) -> Self {
        Self::simple(text, reading.wildcards).unwrap_or_else(|| Self::of(parts(text, reading)))
    }

    fn simple(text: &str, wildcards: bool) -> Option<Self> {
        Pattern::simple(text, wildcards).map(|loose| Self { loose, parts: Box::default() })
    }

    /// A value of `Resource` or `NotResource`.
    ///
    /// AWS: wildcards stand in the parts of an ARN, which colons separate; a `*` that ends its part "can expand to
    /// match beyond the colon boundaries", and one inside of a part cannot. Variables stand only behind the fifth
    /// colon; before it they are plain text, which no ARN has.
    ///
    /// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html>,
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-resourceelement>
    #[must_use]
    pub fn resource(text: &str, variables: bool) -> Self {
        if let Some(simple) = Self::simple(text, true) {
            return simple;
        }
        let mut found = parts(text, Reading { wildcards: true, variables });
        if !text.starts_with("arn:") {
            return Self::of(found);
        }
        found.dedup_by(|next, last| *next == Part::Token(Token::Many) && *last == Part::Token(Token::Many));
        let mut colons = 0;
        let mut kept = Vec::with_capacity(found.len());
        let mut rest = found.into_iter().peekable();
        while let Some(part) = rest.next() {
            let ends = matches!(rest.peek(), None | Some(Part::Token(Token::Char(':'))));
            match part {
                Part::Token(Token::Char(':')) => {
                    colons += 1;
                    kept.push(part);
                }
                Part::Token(Token::Many) if colons < 5 && !ends => kept.push(Part::Token(Token::ManyInPart)),
                Part::Variable { key, .. } if colons < 5 => {
                    let plain = format!("${{{key}}}");
                    kept.extend(plain.chars().map(|character| Part::Token(Token::Char(character))));
                }
                _ => kept.push(part),
            }
        }
        Self::of(kept)
    }

    /// The six parts of an ARN, each a template of its own; none if there are fewer.
    #[must_use]
    pub fn arn(text: &str, variables: bool) -> Option<[Self; 6]> {
        if !variables || !text.contains("${") {
            let reading = Reading { wildcards: true, variables: false };
            let cut: Vec<Self> = text.splitn(6, ':').map(|part| Self::parse(part, reading)).collect();
            return cut.try_into().ok();
        }
        let mut cut: Vec<Vec<Part>> = vec![Vec::new()];
        for part in parts(text, Reading { wildcards: true, variables }) {
            if part == Part::Token(Token::Char(':')) && cut.len() < 6 {
                cut.push(Vec::new());
            } else if let Some(last) = cut.last_mut() {
                last.push(part);
            }
        }
        let cut: Vec<Self> = cut.into_iter().map(Self::of).collect();
        cut.try_into().ok()
    }

    fn of(parts: Vec<Part>) -> Self {
        let loose = |part: &Part| match part {
            Part::Token(token) => *token,
            Part::Variable { .. } => Token::Many,
        };
        let variables = parts.iter().any(|part| matches!(part, Part::Variable { .. }));
        Self {
            loose: Pattern::compile(parts.iter().map(loose).collect()),
            parts: if variables { parts.into() } else { Box::default() },
        }
    }

    /// Whether the text is what the template describes, its variables filled in.
    ///
    /// What is filled in is plain text: a `*` in it is a star. A variable without a value and without a default
    /// makes the template match nothing.
    pub fn matches<'a>(&self, text: &str, lookup: impl Fn(&str) -> Variable<'a>) -> Tri {
        let possible = self.loose.matches(text);
        if self.parts.is_empty() || !possible {
            return possible.into();
        }
        match self.fill(lookup) {
            Ok(pattern) => pattern.matches(text).into(),
            Err(known) => known,
        }
    }

    /// The pattern once the variables are filled in; otherwise what no text can get beyond.
    fn fill<'a>(&self, lookup: impl Fn(&str) -> Variable<'a>) -> Result<Pattern, Tri> {
        let mut tokens = Vec::with_capacity(self.parts.len() + 16);
        let mut unknown = false;
        for part in &self.parts {
            match part {
                Part::Token(token) => tokens.push(*token),
                Part::Variable { key, default } => match (lookup(key), default) {
                    (Variable::Value(value), _) => tokens.extend(value.chars().map(Token::Char)),
                    (Variable::Missing, Some(default)) => tokens.extend(default.chars().map(Token::Char)),
                    (Variable::Missing, None) => return Err(Tri::False),
                    (Variable::Unknown, _) => unknown = true,
                },
            }
        }
        if unknown { Err(Tri::Unknown) } else { Ok(Pattern::compile(tokens)) }
    }

    /// Whether the text is what the template describes, capitals aside.
    pub fn equals_ignoring_case<'a>(&self, text: &str, lookup: impl Fn(&str) -> Variable<'a>) -> Tri {
        let filled;
        let pattern = if self.parts.is_empty() {
            &self.loose
        } else {
            match self.fill(lookup) {
                Ok(pattern) => {
                    filled = pattern;
                    &filled
                }
                Err(known) => return known,
            }
        };
        let lower = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<String>();
        let same = |wanted: &str| wanted.eq_ignore_ascii_case(text) || lower(wanted) == lower(text);
        pattern.exact().is_some_and(same).into()
    }

    /// The keys of its variables, in lower case.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Variable { key, .. } => Some(&**key),
            Part::Token(_) => None,
        })
    }

    /// Whether it has a variable whose name is no key's: it is empty, or has a space at an end.
    #[must_use]
    pub fn has_nameless_variable(&self) -> bool {
        self.keys().any(str::is_empty)
    }

    /// Whether variables stand in it.
    #[must_use]
    pub const fn has_variables(&self) -> bool {
        !self.parts.is_empty()
    }

    /// The template once its variables are filled in; none where one of them has no value.
    pub(crate) fn grounded<'a>(&self, lookup: impl Fn(&str) -> Variable<'a>) -> Option<Self> {
        if self.parts.is_empty() {
            return Some(self.clone());
        }
        let loose = self.fill(lookup).ok()?;
        Some(Self { loose, parts: Box::default() })
    }

    /// The pattern, each variable taken for a `*`.
    #[must_use]
    pub const fn loose(&self) -> &Pattern {
        &self.loose
    }
}

fn parts(text: &str, reading: Reading) -> Vec<Part> {
    let mut found = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if reading.variables
            && let Some((part, behind)) = variable(rest)
        {
            found.push(part);
            rest = behind;
            continue;
        }
        let token = if reading.wildcards { wild(character) } else { Token::Char(character) };
        found.push(Part::Token(token));
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
    }
    found
}

/// `${key}`, `${key, 'default'}`, `${*}`, `${?}`, `${$}`.
///
/// "Although you can include a space when you specify a default variable, you cannot include a space in the variable
/// name": around the default any spaces are taken, and a name that begins or ends with one is that of no key. (A tag's
/// key may have one inside.) A default is plain text and cannot hold a variable. What does not end, or is not written
/// so, is plain text.
///
/// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-default-values>,
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-space-in-variable>
fn variable(text: &str) -> Option<(Part, &str)> {
    let inner = text.strip_prefix("${")?;
    for special in ['*', '?', '$'] {
        if let Some(behind) = inner.strip_prefix(special).and_then(|inner| inner.strip_prefix('}')) {
            return Some((Part::Token(Token::Char(special)), behind));
        }
    }
    let end = inner.find(['}', ','])?;
    let name = inner.get(..end)?;
    let key: Box<str> = if name.trim() == name { name.to_lowercase().into() } else { "".into() };
    let behind = inner.get(end..)?;
    if let Some(behind) = behind.strip_prefix('}') {
        return Some((Part::Variable { key, default: None }, behind));
    }
    let default = behind.strip_prefix(',')?.trim_start_matches(' ').strip_prefix('\'')?;
    let (default, behind) = default.split_once('\'')?;
    let behind = behind.trim_start_matches(' ').strip_prefix('}')?;
    Some((Part::Variable { key, default: Some(default.into()) }, behind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(pattern: &[char], text: &[char]) -> bool {
        match pattern.split_first() {
            None => text.is_empty(),
            Some(('*', rest)) => (0..=text.len()).any(|at| naive(rest, &text[at..])),
            Some(('?', rest)) => !text.is_empty() && naive(rest, &text[1..]),
            Some((wanted, rest)) => text.first() == Some(wanted) && naive(rest, &text[1..]),
        }
    }

    fn both(pattern: &str, text: &str) -> (bool, bool) {
        let naive = naive(&pattern.chars().collect::<Vec<_>>(), &text.chars().collect::<Vec<_>>());
        (Pattern::glob(pattern).matches(text), naive)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn a_pattern_agrees_with_a_plain_recursive_one(pattern in "[ab*?é]{0,8}", text in "[ab\né]{0,10}") {
            let (fast, slow) = both(&pattern, &text);
            prop_assert_eq!(fast, slow);
        }

        #[test]
        fn the_slow_way_agrees_too(pattern in "[ab*?]{0,8}", text in "[ab]{0,10}") {
            let tokens: Vec<Token> = pattern.chars().map(wild).collect();
            prop_assert_eq!(table(&tokens, &text), both(&pattern, &text).1);
        }

        #[test]
        fn an_example_is_an_example(pattern in "[ab*?:]{0,8}") {
            let pattern = Pattern::glob(&pattern);
            prop_assert!(pattern.matches(&pattern.example()));
        }

        #[test]
        fn nothing_panics(text in "\\PC*|[${}*?,' a:]{0,20}") {
            let _ = Template::resource(&text, true).matches(&text, |_| Variable::Missing);
            let _ = Template::arn(&text, true);
        }
    }

    #[test]
    fn twenty_wildcards_against_two_thousand_letters() {
        let pattern = Pattern::glob(&"a*".repeat(20).replace("a*a*", "a*?*a*")).matches(&"a".repeat(2000));
        assert!(pattern);
        assert!(!Pattern::glob(&format!("{}b", "a*".repeat(20))).matches(&"a".repeat(2000)));
    }

    #[test]
    fn a_star_inside_a_part_of_an_arn_stays_in_it() {
        let matches =
            |pattern: &str, text: &str| Template::resource(pattern, true).matches(text, |_| Variable::Missing);
        for (pattern, text, expected) in [
            ("arn:aws:sns:us-*-1:1:topic", "arn:aws:sns:us-east-1:1:topic", true),
            ("arn:aws:sns:us-*-1:1:topic", "arn:aws:sns:us-x:y-1:1:topic", false),
            ("arn:aws:s3:*", "arn:aws:s3:::bucket/key", true),
            ("arn:aws:s3:::b*/k", "arn:aws:s3:::b:c/d/k", true),
            ("*", "*", true),
            ("arn:aws:s3:::*", "*", false),
            ("arn:aws:s3:::a?", "arn:aws:s3:::a", false),
            ("arn:aws:s3:::A", "arn:aws:s3:::a", false),
        ] {
            assert_eq!(matches(pattern, text), Tri::from(expected), "{pattern} {text}");
        }
    }

    #[test]
    fn variables() {
        let lookup = |key: &str| match key {
            "aws:username" => Variable::Value("a*"),
            "aws:x" => Variable::Unknown,
            _ => Variable::Missing,
        };
        let reading = Reading { wildcards: true, variables: true };
        for (template, text, expected) in [
            ("${aws:username}/?", "a*/1", Tri::True),
            ("${AWS:UserName}", "ab", Tri::False),
            ("${aws:none}", "", Tri::False),
            ("${aws:none, 'b*'}", "b*", Tri::True),
            ("${aws:none,'b'}", "b", Tri::True),
            ("${aws:none, 'b*'}", "bc", Tri::False),
            ("${*}${?}${$}*", "*?$more", Tri::True),
            ("${*}", "x", Tri::False),
            ("a${aws:x}", "ab", Tri::Unknown),
            ("a${aws:x}", "bb", Tri::False),
            ("${aws:x}${aws:none}", "b", Tri::False),
            ("${aws:none,   'b'  }", "b", Tri::True),
            ("${aws:none, 'b", "${aws:none, 'b", Tri::True),
            ("${aws:none, b}", "${aws:none, b}", Tri::True),
            ("${aws:none, '${aws:username}'}", "${aws:username}", Tri::True),
            ("${ aws:username}", "a*", Tri::False),
            ("${aws:username }", "a*", Tri::False),
            ("${open", "${open", Tri::True),
            ("${}", "", Tri::False),
        ] {
            assert_eq!(Template::parse(template, reading).matches(text, lookup), expected, "{template} {text}");
        }
        let plain = Reading { wildcards: true, variables: false };
        assert_eq!(Template::parse("${aws:username}", plain).matches("${aws:username}", lookup), Tri::True);
    }
}
