//! `wxops doctor` looks whether this computer and this folder are fit for work, and says what mends them.

mod content;
mod files;
mod line;
mod person;
mod place;

use serde_json::json;
use wxops::{
    refusal::Exit,
    repo::{Repo, git},
    say,
    text::{Text, plural},
};

use crate::shell::{context::Context, table::columns};
use line::{Line, Weight};

#[derive(clap::Args)]
#[command(
    about = tr!("检查本机和稿件库能不能正常用", "Look whether this computer and this folder are fit for work"),
    before_help = tr!(
        "wxops doctor\n\
         wxops doctor --json",
        "wxops doctor\n\
         wxops doctor --json"
    )
)]
pub(crate) struct Args {}

pub(crate) fn run(ctx: &Context, _args: Args) -> Exit {
    let lines = examined(ctx);
    let count = |weight| lines.iter().filter(|line| line.weight == weight).count();
    let (problems, notices) = (count(Weight::Problem), count(Weight::Notice));
    let checks: Vec<_> = lines.iter().map(|line| line.json(ctx.language)).collect();
    ctx.output.json(json!({ "checks": checks, "problems": problems, "notices": notices }));
    let rows = lines.iter().map(|line| line.row(ctx.language));
    let drawn = columns(rows);
    for (row, line) in drawn.lines().zip(&lines) {
        ctx.output.page(row);
        for Text { zh, en } in &line.help {
            ctx.output.say(&say!("      → {zh}", "        → {en}"));
        }
    }
    ctx.output.say(&sum(problems, notices));
    if problems == 0 { Exit::Done } else { Exit::Findings }
}

/// Every check that can be made here. Without git nothing else can be looked at.
fn examined(ctx: &Context) -> Vec<Line> {
    let mut lines = match git::check_version() {
        Ok(version) => vec![Line::fine("git", Text::same(version))],
        Err(refusal) => return vec![Line::refused("git", &refusal)],
    };
    let repo = Repo::discover(&ctx.start);
    let folder = repo.as_ref().ok().map(|_| content::Open::here(ctx));
    lines.push(person::identity(ctx, repo.as_ref().ok()));
    match (repo, folder) {
        (Err(refusal), _) if refusal.code == "not_a_repository" => lines.push(content::nowhere()),
        (Err(refusal), _) => lines.push(Line::refused("repository", &refusal)),
        (Ok(_), Some(content::Open::No)) => lines.push(content::nowhere()),
        (Ok(repo), folder) => {
            let team = folder.as_ref().and_then(content::Open::team);
            lines.extend(team.as_ref().and_then(|team| person::member(&repo, team)));
            lines.push(person::signing(&repo, team.as_ref()));
            lines.extend(place::lines(&repo));
            lines.extend(files::lines(&repo));
            lines.extend(folder.into_iter().flat_map(|folder| content::lines(ctx, folder)));
        }
    }
    lines
}

fn sum(problems: usize, notices: usize) -> Text {
    match (problems, notices) {
        (0, 0) => say!("\n一切正常", "\nall is well"),
        (0, _) => {
            say!("\n没有问题，{notices} 处留意", "\nno problems, {words}", words = plural(notices, "notice"))
        }
        _ => say!(
            "\n{problems} 个问题，{notices} 处留意。按箭头后面的做",
            "\n{problem_words}, {words}. Type what the arrows say",
            problem_words = plural(problems, "problem"),
            words = plural(notices, "notice")
        ),
    }
}
