//! `wxops team add` adds a member.

use wxops::refusal::Exit;

use crate::commands::{arguments::Writing, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("加入成员", "Add a member"),
    before_help = tr!(
        "wxops team add wangfang --name 王芳 --email wangfang@example.com --role final-reviewer",
        "wxops team add wangfang --name 'Wang Fang' --email wangfang@example.com --role final-reviewer"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("代号", "ID"),
        help = tr!("成员的代号：小写字母、数字、连字符", "The id of the member: small letters, digits, hyphens")
    )]
    pub(crate) id: String,
    #[arg(long, value_name = tr!("姓名", "NAME"), help = tr!("姓名", "The name"))]
    pub(crate) name: String,
    #[arg(
        long,
        value_name = tr!("邮箱", "EMAIL"),
        help = tr!("git 提交所用的邮箱", "The mail address of their git commits")
    )]
    pub(crate) email: String,
    #[arg(
        long,
        value_name = tr!("角色", "ROLES"),
        help = tr!("角色，可用逗号隔开几个", "Roles, with commas between")
    )]
    pub(crate) role: String,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    crate::commands::unwritten() // RUN
}
