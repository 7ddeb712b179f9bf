//! `preview --export`: one web page with its pictures inside, for somebody who has no git.

use std::path::Path;

use base64ct::{Base64, Encoding as _};
use wxops::{
    refusal::Result,
    render::{Styles, render, theme::Theme, with_addresses},
    say,
    text::{Text, plural},
};

use super::{shown, words};
use crate::{
    commands::render::source::Source,
    shell::{context::Context, drawing},
};

/// What such a file begins with.
const MARK: &str = "<!-- wxops preview -->\n";

/// Writes it.
pub(super) fn write(ctx: &Context, source: &Source, theme: &Theme, file: &Path) -> Result<()> {
    let page = render(&source.article, &Styles::of(theme), &source.credits);
    let (mut inside, mut lacking) = (0, 0);
    let html = with_addresses(&page.html, |address| match shown::picture(source, address) {
        Some((kind, bytes)) => {
            inside += 1;
            format!("data:{kind};base64,{}", Base64::encode_string(&bytes))
        }
        None => {
            lacking += 1;
            String::new()
        }
    });
    let document = MARK.to_owned() + &words::exported(&source.article, &html, ctx.language);
    let name = say!("导出的预览", "preview page");
    let kind =
        drawing::Kind { code: "not_a_preview", name, is_one, option: "--export", example: "preview.html" };
    kind.write(ctx, file, &document)?;
    let (shown, Text { zh, en }) = (file.display(), &source.called);
    let kilobytes = document.len().div_ceil(1024);
    ctx.output.say(&say!(
        "{zh}的预览写在 `{shown}`（{kilobytes} KB，图片 {inside} 张在里面）",
        "{en} is in `{shown}` ({kilobytes} KB, {pictures} inside)",
        pictures = plural(inside, "picture")
    ));
    if lacking > 0 {
        ctx.output.note(&say!(
            "{lacking} 张图片没有放进去：不在稿件文件夹里，或者不是图片",
            "{pictures} left out: not in the article's folder, or no picture",
            pictures = plural(lacking, "picture")
        ));
    }
    ctx.output.json(serde_json::json!({ "file": file.display().to_string(), "bytes": document.len(), "pictures": inside, "left_out": lacking }));
    Ok(())
}

fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK.as_bytes())
}
