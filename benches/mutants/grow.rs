//! Grows the mutants of one source file: each is a small lie, asleep until its number is called. All of them are built at
//! once, so that a run costs the time of its tests alone.

use quote::{ToTokens, quote};
use syn::{
    Attribute, BinOp, Block, Expr, ExprBinary, ImplItemFn, ItemConst, ItemFn, ItemMod, ItemStatic, Lit,
    PatGuard, ReturnType, Signature, Stmt, UnOp, parse_quote, spanned::Spanned, visit_mut::VisitMut,
};

/// One lie that the program may tell.
pub(crate) struct Mutant {
    /// Where it stands, `src/workflow/judge.rs:42`
    pub(crate) place: String,
    /// The function that it stands in
    pub(crate) function: String,
    /// What was changed into what
    pub(crate) change: String,
}

/// The source with its mutants; those found before it are in `mutants` already, and number is place in the list.
pub(crate) fn grown(path: &str, source: &str, mutants: &mut Vec<Mutant>) -> String {
    let mut file = syn::parse_file(source).unwrap();
    Grower { path, functions: vec![], mutants }.visit_file_mut(&mut file);
    file.into_token_stream().to_string()
}

struct Grower<'m> {
    path: &'m str,
    functions: Vec<String>,
    mutants: &'m mut Vec<Mutant>,
}

/// Methods that have a twin of the same type.
const TWINS: [(&str, &str); 10] = [
    ("any", "all"),
    ("all", "any"),
    ("is_some_and", "is_none_or"),
    ("is_none_or", "is_some_and"),
    ("min", "max"),
    ("max", "min"),
    ("min_by_key", "max_by_key"),
    ("max_by_key", "min_by_key"),
    ("split_first", "split_last"),
    ("split_last", "split_first"),
];

/// Methods whose closure says yes or no.
const ASKING: [&str; 12] = [
    "filter",
    "any",
    "all",
    "position",
    "find",
    "is_some_and",
    "is_none_or",
    "take_while",
    "skip_while",
    "retain",
    "partition",
    "extract_if",
];

/// Methods that say yes or no themselves.
const SAYING: [&str; 11] = [
    "is_some",
    "is_none",
    "is_ok",
    "is_err",
    "is_empty",
    "contains",
    "contains_key",
    "starts_with",
    "ends_with",
    "is_subset",
    "eq",
];

impl Grower<'_> {
    /// One more mutant: what asks at run time whether it is awake.
    fn sleeping(&mut self, at: &impl Spanned, change: impl Into<String>) -> Expr {
        let number = u32::try_from(self.mutants.len()).unwrap();
        let place = format!("{}:{}", self.path, at.span().start().line);
        let function = self.functions.last().cloned().unwrap_or_default();
        self.mutants.push(Mutant { place, function, change: change.into() });
        parse_quote!(crate::mutant(#number))
    }

    fn function(&mut self, attributes: &[Attribute], signature: &Signature, block: &mut Block) {
        if signature.constness.is_some() || attributes.iter().any(|own| own.path().is_ident("test")) {
            return;
        }
        self.functions.push(signature.ident.to_string());
        syn::visit_mut::visit_block_mut(self, block);
        let mut lies: Vec<Stmt> = vec![];
        for answer in answers(&signature.output) {
            let awake = self.sleeping(signature, format!("always {}", answer.to_token_stream()));
            lies.push(parse_quote!(if #awake { return #answer; }));
        }
        block.stmts.splice(0..0, lies);
        self.functions.pop();
    }

    fn turned(&mut self, expr: &Expr) -> Expr {
        let awake = self.sleeping(expr, format!("not `{}`", short(expr)));
        parse_quote!((#awake != (#expr)))
    }
}

/// What a function of this type could answer without looking.
fn answers(output: &ReturnType) -> Vec<Expr> {
    let ReturnType::Type(_, kind) = output else { return vec![] };
    let kind = kind.to_token_stream().to_string().replace(' ', "");
    match kind.as_str() {
        "bool" => vec![parse_quote!(true), parse_quote!(false)],
        "Result<()>" => vec![parse_quote!(Ok(()))],
        "u32" | "usize" => vec![parse_quote!(0)],
        _ if kind.starts_with("Option<") => vec![parse_quote!(None)],
        _ if kind.starts_with("Vec<") => vec![parse_quote!(Vec::new())],
        _ if kind.starts_with("BTreeSet<") => vec![parse_quote!(Default::default())],
        _ if kind.starts_with("Result<Vec<") => vec![parse_quote!(Ok(Vec::new()))],
        _ if kind.starts_with("Result<Option<") => vec![parse_quote!(Ok(None))],
        _ => vec![],
    }
}

fn short(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string().replace(" . ", ".").replace(" (", "(").replace("& ", "&");
    if text.chars().count() > 60 { text.chars().take(59).chain(['…']).collect() } else { text }
}

/// Whether a condition binds names, which only stays a condition where it stands.
fn binds(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(own) if matches!(own.op, BinOp::And(_)) => binds(&own.left) || binds(&own.right),
        _ => false,
    }
}

fn is_number(expr: &Expr) -> bool {
    matches!(expr, Expr::Lit(own) if matches!(own.lit, Lit::Int(_)))
}

/// Whether an expression is turned by itself already.
fn is_turned(expr: &Expr) -> bool {
    match expr {
        Expr::Binary(_)
        | Expr::Unary(_)
        | Expr::Macro(_)
        | Expr::Let(_)
        | Expr::If(_)
        | Expr::Lit(_)
        | Expr::Block(_)
        | Expr::Match(_) => true,
        Expr::Paren(own) => is_turned(&own.expr),
        Expr::MethodCall(own) => {
            let name = own.method.to_string();
            SAYING.contains(&name.as_str()) || TWINS.iter().any(|(twin, _)| *twin == name)
        }
        _ => false,
    }
}

impl VisitMut for Grower<'_> {
    fn visit_item_fn_mut(&mut self, item: &mut ItemFn) {
        self.function(&item.attrs, &item.sig, &mut item.block);
    }

    fn visit_impl_item_fn_mut(&mut self, item: &mut ImplItemFn) {
        self.function(&item.attrs, &item.sig, &mut item.block);
    }

    fn visit_item_mod_mut(&mut self, item: &mut ItemMod) {
        if !item.attrs.iter().any(|own| own.path().is_ident("cfg")) {
            syn::visit_mut::visit_item_mod_mut(self, item);
        }
    }

    fn visit_item_const_mut(&mut self, _: &mut ItemConst) {}

    fn visit_item_static_mut(&mut self, _: &mut ItemStatic) {}

    /// A statement whose value nobody takes may be left out. (A variable that is set anew must be.)
    fn visit_stmt_mut(&mut self, stmt: &mut Stmt) {
        syn::visit_mut::visit_stmt_mut(self, stmt);
        let Stmt::Expr(expr, Some(_)) = stmt else { return };
        let is_left_out = match expr {
            Expr::Try(_) | Expr::MethodCall(_) | Expr::Call(_) => true,
            Expr::Assign(own) => !matches!(*own.left, Expr::Path(_)),
            _ => false,
        };
        if !is_left_out {
            return;
        }
        let awake = self.sleeping(expr, format!("without `{}`", short(expr)));
        *stmt = parse_quote!(if !#awake { #expr; });
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let (before, told) = (expr.clone(), short(expr));
        syn::visit_mut::visit_expr_mut(self, expr);
        match expr {
            Expr::Binary(own) => {
                let ExprBinary { left, op, right, .. } = own.clone();
                let (sign, wrong): (&str, Expr) = match op {
                    BinOp::Eq(_) => ("!=", parse_quote!((#left) != (#right))),
                    BinOp::Ne(_) => ("==", parse_quote!((#left) == (#right))),
                    BinOp::Lt(_) => ("<=", parse_quote!((#left) <= (#right))),
                    BinOp::Le(_) => ("<", parse_quote!((#left) < (#right))),
                    BinOp::Gt(_) => (">=", parse_quote!((#left) >= (#right))),
                    BinOp::Ge(_) => (">", parse_quote!((#left) > (#right))),
                    BinOp::And(_) if !binds(&before) => ("||", parse_quote!((#left) || (#right))),
                    BinOp::Or(_) => ("&&", parse_quote!((#left) && (#right))),
                    BinOp::Add(_) if is_number(&right) => ("-", parse_quote!((#left) - (#right))),
                    _ => return,
                };
                let awake = self.sleeping(&before, format!("`{told}` with `{sign}`"));
                *expr = parse_quote!((if #awake { #wrong } else { #expr }));
            }
            Expr::Unary(own) if matches!(own.op, UnOp::Not(_)) => {
                let inner = own.expr.clone();
                let awake = self.sleeping(&before, format!("`{told}` without `!`"));
                *expr = parse_quote!((#awake == (#inner)));
            }
            Expr::Macro(own) if own.mac.path.is_ident("matches") => {
                *expr = self.turned(&before);
            }
            Expr::If(own) if !is_turned(&own.cond) && !binds(&own.cond) => {
                *own.cond = self.turned(&own.cond.clone());
            }
            Expr::MethodCall(_) => self.method(&before, &told, expr),
            _ => {}
        }
    }

    fn visit_pat_guard_mut(&mut self, arm: &mut PatGuard) {
        syn::visit_mut::visit_pat_guard_mut(self, arm);
        if !is_turned(&arm.guard) {
            *arm.guard = self.turned(&arm.guard.clone());
        }
    }
}

impl Grower<'_> {
    fn method(&mut self, at: &Expr, told: &str, expr: &mut Expr) {
        let Expr::MethodCall(own) = expr else { return };
        let name = own.method.to_string();
        if ASKING.contains(&name.as_str())
            && let Some(Expr::Closure(closure)) = own.args.last_mut()
            && !is_turned(&closure.body)
        {
            *closure.body = self.turned(&closure.body.clone());
        }
        if let Some((_, twin)) = TWINS.iter().find(|(own, _)| *own == name) {
            let mut wrong = own.clone();
            wrong.method = syn::Ident::new(twin, own.method.span());
            let awake = self.sleeping(at, format!("`{told}` with `{twin}`"));
            let right = own.clone();
            *expr = parse_quote!((if #awake { #wrong } else { #right }));
        } else if SAYING.contains(&name.as_str()) {
            let right = own.clone();
            let awake = self.sleeping(at, format!("not `{told}`"));
            *expr = parse_quote!((#awake != (#right)));
        }
    }
}

/// What asks which mutant is awake: the number in a file beside the sources. Tests start the program with no environment.
pub(crate) fn switch() -> String {
    quote! {
        /// Whether the mutant of that number is awake.
        pub fn mutant(number: u32) -> bool {
            static AWAKE: std::sync::LazyLock<Option<u32>> = std::sync::LazyLock::new(|| {
                let file = concat!(env!("CARGO_MANIFEST_DIR"), "/awake");
                std::fs::read_to_string(file).ok()?.trim().parse().ok()
            });
            *AWAKE == Some(number)
        }
    }
    .to_string()
}
