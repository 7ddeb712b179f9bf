//! A proof as a page of Markdown: the summary that a run of CI shows.

use wxops::{
    folder::{Proof, Refused, called},
    text::{Text, list, markdown::plain},
    workflow::team::Team,
};

use super::told;
use crate::shell::{context::Context, refused};

/// What was proved: the verdict, each article, and what the proof does not say.
pub(super) fn proved(ctx: &Context, proof: &Proof, team: &Team) -> String {
    let words = |text: &Text| plain(text.get(ctx.language));
    let mut page = format!("## ✅ {}\n\n", words(&told::headline(proof)));
    if !proof.articles.is_empty() {
        let columns = [tr!("稿件", "article"), tr!("状态", "status"), tr!("审核通过", "approved by")];
        page += &format!("| {} |\n|---|---|---|\n", columns.join(" | "));
    }
    for (proven, title) in &proof.articles {
        let (title, slug) = (words(&called(title, &proven.state.slug)), plain(&proven.state.slug));
        let people = words(&list(&told::approvers(proven, team)));
        page += &format!("| {title} ({slug}) | {} | {people} |\n", words(&proven.state.label()));
    }
    page += &format!("\n{}\n\n", tr!("没有证明的：", "Not proved:"));
    for limit in proof.limits() {
        page += &format!("- {}\n", words(&limit));
    }
    page
}

/// What was refused, where, and what to do.
pub(super) fn refused(ctx: &Context, all: &[Refused]) -> String {
    let words = |text: &Text| plain(text.get(ctx.language));
    let mut page = format!("## ❌ {}\n\n", words(&refused::counted(all)));
    for Refused { article, refusal } in all {
        let article = article.as_ref().map(|slug| format!("**{}** ", plain(slug))).unwrap_or_default();
        page += &format!("- {article}{} (`{}`)\n", words(&refusal.message), refusal.code);
        let place = refusal.path.iter().map(|path| plain(path));
        for line in place.chain(refusal.detail.iter().chain(&refusal.help).map(words)) {
            page += &format!("  - {line}\n");
        }
    }
    page
}
