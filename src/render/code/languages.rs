//! What a dozen languages look like, as data: enough to colour a listing in an article, not to read a program.

/// How a language is written.
#[derive(Debug)]
pub(super) struct Language {
    /// Its names after ` ``` `
    pub(super) names: &'static [&'static str],
    /// What begins a comment that ends with the line
    pub(super) line: &'static [&'static str],
    /// What a comment over several lines stands between
    pub(super) block: &'static [(&'static str, &'static str)],
    /// What a text stands between; one of a single character ends with the line at the latest
    pub(super) strings: &'static [&'static str],
    /// Words of the language, separated by blanks
    pub(super) keywords: &'static str,
    /// Whether the size of letters does not matter
    pub(super) any_case: bool,
}

const C_LIKE: Language = Language {
    names: &[],
    line: &["//"],
    block: &[("/*", "*/")],
    strings: &["\"", "'"],
    keywords: "",
    any_case: false,
};

/// The languages. What is none of them is shown without colours.
pub(super) const LANGUAGES: &[Language] = &[
    Language {
        names: &["rust", "rs"],
        strings: &["\""],
        keywords: "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true type unsafe use where while",
        ..C_LIKE
    },
    Language {
        names: &["python", "py", "python3"],
        line: &["#"],
        block: &[],
        strings: &["\"\"\"", "'''", "\"", "'"],
        keywords: "and as assert async await break case class continue def del elif else except False finally for from global if import in is lambda match None nonlocal not or pass raise return True try while with yield",
        any_case: false,
    },
    Language {
        names: &["javascript", "js", "jsx", "mjs", "node", "typescript", "ts", "tsx"],
        strings: &["`", "\"", "'"],
        keywords: "abstract any as async await boolean break case catch class const continue default delete do else enum export extends false finally for from function get if implements import in instanceof interface let new null number of private protected public readonly return set static string super switch this throw true try type typeof undefined var void while yield",
        ..C_LIKE
    },
    Language {
        names: &["java", "kotlin", "kt", "scala", "groovy"],
        strings: &["\"\"\"", "\"", "'"],
        keywords: "abstract boolean break byte case catch char class companion const continue data def default do double else enum extends false final finally float for fun if implements import in instanceof int interface is lateinit long native new null object open override package private protected public return sealed short static super suspend switch synchronized this throw throws trait true try val var void volatile when while with",
        ..C_LIKE
    },
    Language {
        names: &["c", "h", "cpp", "c++", "cc", "hpp", "objc", "cuda"],
        keywords: "auto bool break case catch char class concept const constexpr continue default delete do double else enum explicit extern false final float for friend goto if inline int long mutable namespace new noexcept nullptr operator override private protected public register return short signed sizeof static struct switch template this throw true try typedef typename union unsigned using virtual void volatile while #define #elif #else #endif #if #ifdef #ifndef #include #pragma #undef",
        ..C_LIKE
    },
    Language {
        names: &["csharp", "cs", "c#"],
        keywords: "abstract as async await base bool break byte case catch char class const continue decimal default delegate do double else enum event explicit extern false finally float for foreach get if implicit in int interface internal is lock long namespace new null object operator out override params private protected public readonly record ref return sealed set short static string struct switch this throw true try typeof uint using var virtual void while yield",
        ..C_LIKE
    },
    Language {
        names: &["go", "golang"],
        strings: &["`", "\"", "'"],
        keywords: "any bool break byte case chan const continue default defer else error fallthrough false float64 for func go goto if import int int64 interface iota map nil package range return rune select string struct switch true type uint8 var",
        ..C_LIKE
    },
    Language {
        names: &["swift", "dart"],
        strings: &["\"\"\"", "\"", "'"],
        keywords: "as async await break case catch class const continue default defer do else enum extension false final for func get guard if import in init internal is late let nil null override private protocol public return self set static struct super switch this throw throws true try typealias var void while with",
        ..C_LIKE
    },
    Language {
        names: &["php"],
        line: &["//", "#"],
        keywords: "abstract and array as break case catch class const continue default echo else elseif extends false final fn for foreach function global if implements include interface namespace new null or private protected public readonly require return static switch this throw trait true try use var while yield",
        ..C_LIKE
    },
    Language {
        names: &["ruby", "rb", "perl", "pl"],
        line: &["#"],
        block: &[],
        strings: &["\"", "'"],
        keywords: "alias and begin break case class def do else elsif end ensure false for foreach if in last local module my next nil not or our print redo require rescue retry return self sub super then true undef unless until use when while yield",
        any_case: false,
    },
    Language {
        names: &["bash", "sh", "shell", "zsh", "console", "shellsession", "fish"],
        line: &["#"],
        block: &[],
        strings: &["\"", "'"],
        keywords: "alias break case cd continue declare do done echo elif else esac eval exec exit export fi for function if in local read readonly return set shift source sudo then trap unset until while",
        any_case: false,
    },
    Language {
        names: &["powershell", "ps1", "dockerfile", "docker", "makefile", "make", "nginx", "conf"],
        line: &["#"],
        block: &[("<#", "#>")],
        strings: &["\"", "'"],
        keywords: "add arg cmd copy else elseif entrypoint env export expose foreach from function if include label param return run server switch user volume while workdir location listen",
        any_case: true,
    },
    Language {
        names: &["sql", "mysql", "postgresql", "sqlite", "plsql"],
        line: &["--"],
        block: &[("/*", "*/")],
        strings: &["'", "\""],
        keywords: "add all alter and as asc begin between by case check column commit create cross database default delete desc distinct drop else end exists foreign from full group having if in index inner insert into is join key left like limit not null offset on or order outer primary references right rollback select set table then transaction truncate union unique update using values view when where with",
        any_case: true,
    },
    Language { names: &["json", "json5", "jsonc"], strings: &["\""], keywords: "false null true", ..C_LIKE },
    Language {
        names: &["toml", "yaml", "yml", "ini", "properties", "env"],
        line: &["#", ";"],
        block: &[],
        strings: &["\"\"\"", "'''", "\"", "'"],
        keywords: "false no null off on true yes",
        any_case: false,
    },
    Language {
        names: &["html", "xml", "svg", "vue", "markdown", "md"],
        line: &[],
        block: &[("<!--", "-->")],
        strings: &["\""],
        keywords: "",
        any_case: false,
    },
    Language {
        names: &["css", "scss", "less"],
        line: &[],
        keywords: "@media @import @keyframes @font-face !important",
        ..C_LIKE
    },
    Language {
        names: &["lua", "haskell", "hs"],
        line: &["--"],
        block: &[("{-", "-}"), ("--[[", "]]")],
        strings: &["\"", "'"],
        keywords: "and break case class data deriving do else elseif end false for function goto if import in instance let local module newtype nil not of or repeat return then true type until where while",
        any_case: false,
    },
];
