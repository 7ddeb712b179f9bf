//! The platform, as this computer reaches it: the address and the secret come from the environment or from git's settings of
//! this computer, never from the folder.

use wxops::{
    folder::ContentFolder,
    refusal::{Refusal, Result},
    say,
    settings::FILE,
    wechat::{BASE, Platform, Secret},
};

use super::context::Context;

/// The account of the folder, ready to be called.
pub(crate) fn platform(folder: &ContentFolder) -> Result<Platform> {
    let settings = folder.settings().platform.as_ref().ok_or_else(no_platform)?;
    let repo = folder.repo();
    let base =
        Context::platform().or_else(|| repo.setting("wxops.platform")).unwrap_or_else(|| BASE.to_owned());
    Platform::at(&base, &settings.app_id, Secret::of_computer(repo, Context::secret())?)
}

/// The folder names no account.
pub(crate) fn no_platform() -> Refusal {
    Refusal::unusable(
        "no_platform",
        say!(
            "没有接公众号接口，要人工发布",
            "the folder is not connected to the platform: things are published by hand"
        ),
    )
    .at(FILE)
    .help(say!(
        "人工发出后登记：`wxops publish 稿件 --url 链接`",
        "once it is out, tell its link: `wxops publish ARTICLE --url LINK`"
    ))
    .help(say!(
        "要接接口：在 `{FILE}` 里写 [platform] 和 app_id，见 `wxops handover --help`",
        "to connect it: write [platform] and app_id into `{FILE}`, see `wxops handover --help`"
    ))
}
