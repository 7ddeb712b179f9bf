//! One pass over a text that says which kinds of leaks it may hold, and in which lines. It never misses one; what it
//! says too much costs a search, nothing else.

use std::ops::Range;

use super::Kind;

/// What a number plate begins with.
const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

/// What follows 内 where a text is for insiders.
const INNER: [&str; 8] = ["部资料", "部文件", "部材料", "部讲义", "部使用", "部传阅", "部参考", "部人员"];

/// What follows 请勿, 严禁, 不得, 禁止 where a text must not go out; 转载 is another matter.
const OUTSIDE: [&str; 7] = ["对外", "外泄", "外传", "泄露", "泄密", "扩散", "转发给外部"];

/// With what a mark begins that a text is not for everybody, or the word before it ends.
const SIGNS: [u32; 6] = [number("密"), number("内"), number("勿"), number("禁"), number("止"), number("得")];

/// Whether one of [`SIGNS`] ends with a byte; hardly any character does.
const LAST: [bool; 256] = {
    let (mut last, mut n) = ([false; 256], 0);
    while n < SIGNS.len() {
        last[(SIGNS[n] & 0xff) as usize] = true;
        n += 1;
    }
    last
};

/// What a byte is: the two of which words are made, the first of a character of three, `@`, and what says nothing, such
/// as the bytes of a longer character.
const CLASS: [u8; 256] = {
    let (mut class, mut byte) = ([OTHER; 256], 0_u8);
    loop {
        class[byte as usize] = match byte {
            b'0'..=b'9' => DIGIT,
            b'A'..=b'Z' | b'a'..=b'z' => LETTER,
            0xe0..=0xef => CHARACTER,
            b'@' => AT,
            _ => OTHER,
        };
        if byte == u8::MAX {
            break class;
        }
        byte += 1;
    }
};
const OTHER: u8 = 0;
const DIGIT: u8 = 1;
const LETTER: u8 = 2;
const CHARACTER: u8 = 4;
const AT: u8 = 8;

/// With what the key of a cloud begins.
const CLOUDS: [[u8; 4]; 8] = [*b"LTAI", *b"AKID", *b"AKIA", *b"ASIA", *b"AGPA", *b"AIDA", *b"AROA", *b"AIza"];

/// How many kinds there are.
const KINDS: usize = Kind::Classification as usize + 1;

/// Where a text may hold what kind, and the numbers that were just read.
#[derive(Default)]
pub(super) struct Hints {
    /// By kind, from the first hint to the last
    places: [Option<(usize, usize)>; KINDS],
    /// Where the last word that is a number ended
    end: usize,
    /// How many digits stand together, single spaces and hyphens between them
    digits: usize,
    /// How many numbers stand together, single dots between them
    dotted: usize,
}

impl Hints {
    /// Reads a text.
    pub(super) fn of(text: &str) -> Hints {
        let mut hints = Hints::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            match CLASS[usize::from(*byte)] {
                DIGIT | LETTER => {
                    let (start, mut met) = (at, 0);
                    while let Some(class @ (DIGIT | LETTER)) =
                        bytes.get(at).map(|byte| CLASS[usize::from(*byte)])
                    {
                        met |= class;
                        at += 1;
                    }
                    if met == DIGIT { hints.number(text, start, at) } else { hints.word(text, start, at) }
                }
                CHARACTER => {
                    // Such characters stand in long rows.
                    let row = bytes[at..].chunks_exact(3).take_while(|three| three[0] & 0xf0 == 0xe0);
                    for three in row {
                        let number = || u32::from_be_bytes([0, three[0], three[1], three[2]]);
                        if LAST[usize::from(three[2])] && SIGNS.contains(&number()) {
                            hints.sign(text, at);
                        }
                        at += 3;
                    }
                }
                OTHER => at += 1,
                _ => {
                    hints.add(Kind::Email, at);
                    at += 1;
                }
            }
        }
        hints
    }

    /// The lines of the text in which this kind may stand, the line end before them with them. Forms with spaces at
    /// their end may go on in later lines.
    pub(super) fn lines(&self, kind: Kind, text: &str) -> Option<Range<usize>> {
        let (first, last) = self.places[kind as usize]?;
        let start = memchr::memrchr(b'\n', &text.as_bytes()[..first]).unwrap_or(0);
        let goes_on = matches!(kind, Kind::WechatSecret | Kind::Classification);
        let end = memchr::memchr(b'\n', &text.as_bytes()[last..]).filter(|_| !goes_on);
        Some(start..end.map_or(text.len(), |length| last + length + 1))
    }

    fn add(&mut self, kind: Kind, at: usize) {
        let place = &mut self.places[kind as usize];
        *place = Some((place.map_or(at, |(first, _)| first), at));
    }

    /// A word of ASCII letters and digits that is no number.
    fn word(&mut self, text: &str, start: usize, end: usize) {
        let (word, after) = (&text.as_bytes()[start..end], &text.as_bytes()[end..]);
        let before = start.checked_sub(1).map_or(b'\n', |at| text.as_bytes()[at]);
        if word[0].is_ascii_uppercase() && !before.is_ascii() && text[..start].ends_with(is_province) {
            self.add(Kind::Plate, start);
        }
        self.key(word, after, start);
        if word[0].is_ascii_digit() && before == b'.' && start == self.end + 1 && self.dotted >= 3 {
            self.add(Kind::PrivateIp, start); // 10.0.0.8and more
        }
        if word.len() < 3 {
            return;
        }
        if before == b'.' && is_one_of(word, &["corp", "internal", "intranet", "lan", "localdomain"]) {
            self.add(Kind::InternalHost, start);
        }
        // Most words end otherwise, or have another length: they are compared with none.
        let last = word.last().map(u8::to_ascii_lowercase);
        let ends =
            |tail: &str| word.len().checked_sub(tail.len()).is_some_and(|at| is_one_of(&word[at..], &[tail]));
        if matches!(last, Some(b't' | b'n' | b'y'))
            && (ends("secret") || ends("token") || ends("key"))
            && is_assigned(&text[end..])
        {
            self.add(Kind::WechatSecret, start);
        }
        if matches!(word.len(), 8 | 10 | 12) && is_one_of(word, &["confidential", "internal", "distribute"]) {
            self.add(Kind::Classification, start);
        }
        if word.len() >= 9 && word[word.len() - 7..].iter().all(u8::is_ascii_digit) {
            self.add(Kind::Passport, start);
        }
        if word.len() == 18 {
            self.eighteen(word.starts_with(b"wx"), start);
        }
    }

    /// A word of eighteen letters and digits.
    fn eighteen(&mut self, is_app: bool, start: usize) {
        if is_app {
            self.add(Kind::WechatAppId, start);
        } else {
            self.add(Kind::IdCard, start);
            self.add(Kind::CreditCode, start);
        }
    }

    /// A word that is a number.
    fn number(&mut self, text: &str, start: usize, end: usize) {
        let before = start.checked_sub(1).map_or(b'\n', |at| text.as_bytes()[at]);
        let is_next = start == self.end + 1 && start > 0;
        let digits = if is_next && matches!(before, b' ' | b'-') { self.digits } else { 0 };
        let dotted = if is_next && before == b'.' { self.dotted } else { 0 };
        (self.end, self.digits, self.dotted) = (end, digits + end - start, dotted + 1);
        if self.digits >= 11 {
            self.add(Kind::Mobile, start);
        }
        if self.digits >= 15 {
            self.add(Kind::BankCard, start);
        }
        if self.dotted >= 4 {
            self.add(Kind::PrivateIp, start);
        }
        if end - start == 18 {
            self.eighteen(false, start);
        }
    }

    /// A word that a key or a private address may begin with.
    fn key(&mut self, word: &[u8], after: &[u8], start: usize) {
        match word[0] {
            b'A' | b'L' if word.first_chunk().is_some_and(|first| CLOUDS.contains(first)) => {
                self.add(Kind::CloudKey, start);
            }
            b'g' if after.starts_with(b"_") => {
                self.add(Kind::CloudKey, start);
                self.add(Kind::WechatAppId, start);
            }
            b'x' if word.len() == 4 && after.starts_with(b"-") => self.add(Kind::CloudKey, start),
            b'P' if word == b"PRIVATE" && after.starts_with(b" KEY") => self.add(Kind::PrivateKey, start),
            _ => {}
        }
        let scheme =
            || is_one_of(word, &["mysql", "postgres", "postgresql", "mongodb", "srv", "redis", "amqp"]);
        let is_robot = || matches!(word, b"qyapi" | b"oapi" | b"feishu");
        if word.starts_with(b"eyJ") || is_robot() || (after.starts_with(b"://") && scheme()) {
            self.add(Kind::Webhook, start);
        }
    }

    /// What begins with one of [`SIGNS`].
    fn sign(&mut self, text: &str, at: usize) {
        let mut rest = text[at..].chars();
        let first = rest.next().unwrap_or_default();
        let rest = rest.as_str();
        let is_mark = match first {
            '密' => rest.trim_start().starts_with(['★', '☆', '▲', '级', '等']),
            '内' => INNER.iter().any(|word| rest.starts_with(word)),
            _ => OUTSIDE.iter().any(|word| rest.starts_with(word)),
        };
        if is_mark {
            self.add(Kind::Classification, at);
        }
    }
}

/// The three bytes of a character as one number.
const fn number(c: &str) -> u32 {
    match *c.as_bytes() {
        [first, second, last] => u32::from_be_bytes([0, first, second, last]),
        _ => 0,
    }
}

/// Whether a word is one of these, in capitals or not.
fn is_one_of(word: &[u8], words: &[&str]) -> bool {
    words.iter().any(|one| word.eq_ignore_ascii_case(one.as_bytes()))
}

/// Whether what follows a name gives it a value.
fn is_assigned(rest: &str) -> bool {
    rest.trim_start_matches(|c: char| matches!(c, '"' | '\'' | '`') || c.is_whitespace())
        .starts_with([':', '=', '：'])
}

/// Whether a plate may follow: a province, or what may stand after its letter.
fn is_province(c: char) -> bool {
    PROVINCES.contains(c)
}
