//! Which words of the settings about the weight of rules do nothing.

use std::collections::BTreeMap;

use wxops::{
    rules::{self, RULES},
    say,
    settings::{Level, Settings},
    text::{Text, escaped, nearest},
};

use crate::shell::context::Context;

/// Says which words of `[check.severity]`, and of the `severity` of each category, do nothing.
pub(super) fn tell(ctx: &Context, settings: &Settings) {
    let everywhere = say!("`wxops.toml` 里", "`wxops.toml`");
    tell_of(ctx, &everywhere, &settings.check.severity, false);
    for category in &settings.categories {
        let (id, label) = (&category.id, escaped(&category.label));
        let place = say!("`wxops.toml` 里栏目“{label}”（{id}）", "category `{id}` of `wxops.toml`");
        tell_of(ctx, &place, &category.severity, true);
    }
}

fn tell_of(ctx: &Context, place: &Text, severity: &BTreeMap<String, Level>, of_category: bool) {
    let Text { zh, en } = place;
    for (name, level) in severity {
        let Some(rule) = rules::find(name) else {
            let hint = nearest(name, RULES.iter().map(|rule| rule.name)).map_or_else(
                || say!("规则名见 `wxops explain`", "`wxops explain` lists the rules"),
                |near| say!("是不是 `{near}`？", "did you mean `{near}`?"),
            );
            ctx.output.note(&say!(
                "{zh}的 `{name}` 不是规则，不起作用；{more}",
                "`{name}` in {en} is no rule and does nothing; {other}",
                name = escaped(name),
                more = hint.zh,
                other = hint.en
            ));
            continue;
        };
        if *level == Level::Off && !rule.may_be_off() {
            ctx.output.note(&say!(
                "{zh}的 `{name} = \"off\"` 不起作用：查泄露的规则关不掉",
                "`{name} = \"off\"` in {en} does nothing: a rule against leaks cannot be switched off"
            ));
        } else if of_category && !rule.is_about_an_article() {
            ctx.output.note(&say!(
                "{zh}的 `{name}` 不起作用：它不是只看一篇稿件的规则，请写到 `[check.severity]` 里",
                "`{name}` in {en} does nothing: it does not look at one article; write it under `[check.severity]`"
            ));
        }
    }
}
