//! The fields of the front matter that a writer fills in.

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A string
    Words,
    /// `true` or `false`
    Flag,
    /// A list of strings
    List,
    /// A list of tables, each with some of these keys
    Tables(&'static [&'static str]),
    /// Where a picture is cut, see [`super::crop`]
    Crop,
    /// One of these words
    OneOf(&'static [&'static str]),
}

/// One field: its key, the Chinese word for it, and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key in the file
    pub key: &'static str,
    /// 中文名
    pub label: &'static str,
    /// What it holds
    pub kind: Kind,
    /// Whether every article must have it, filled in
    pub required: bool,
}

const fn field(key: &'static str, label: &'static str, kind: Kind, required: bool) -> Field {
    Field { key, label, kind, required }
}

/// All fields, in the order in which the templates show them. The only list.
pub const FIELDS: &[Field] = &[
    field("title", "标题", Kind::Words, true),
    field("author", "作者", Kind::Words, true),
    field("digest", "摘要", Kind::Words, true),
    field("cover", "封面", Kind::Words, true),
    field("cover_crop", "封面裁切", Kind::Crop, false),
    field("category", "栏目", Kind::Words, true),
    field("planned_at", "拟发时间", Kind::Words, false),
    field("source_url", "原文链接", Kind::Words, false),
    field("original", "原创", Kind::Flag, false),
    field("collection", "合集", Kind::Words, false),
    field("comments", "留言", Kind::OneOf(&["open", "fans", "closed"]), false),
    field("reward", "赞赏", Kind::Flag, false),
    field("declaration", "创作来源", Kind::OneOf(&["none", "ai", "media", "fiction", "opinion"]), false),
    field("ad", "是否广告", Kind::Flag, false),
    field("notify", "群发通知", Kind::Flag, false),
    field("sources", "来源", Kind::List, false),
    field("materials", "素材", Kind::Tables(super::materials::KEYS), false),
    field("co_writers", "合写人", Kind::List, false),
];

/// The field with this key.
pub fn find(key: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.key == key)
}
