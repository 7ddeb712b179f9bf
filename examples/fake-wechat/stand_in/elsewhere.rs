//! What else an account may call. It is there to be refused with 48001, or to answer that there is nothing.

use serde_json::json;

use super::{
    answer::{Done, done, fail},
    asked::{Asked, number},
    platform::Platform,
};

/// `menu/create` and the like.
pub(crate) fn fine(_: &mut Platform, _: &Asked) -> Done {
    Ok(done())
}

/// `menu/get`, where no menu was made through the API.
pub(crate) fn no_menu(_: &mut Platform, _: &Asked) -> Done {
    fail(46003)
}

/// `get_current_selfmenu_info`, which every account may call.
pub(crate) fn back_office_menu(_: &mut Platform, _: &Asked) -> Done {
    Ok(json!({ "is_menu_open": 0, "selfmenu_info": { "button": [] } }))
}

/// `comment/list`.
pub(crate) fn no_comments(platform: &mut Platform, asked: &Asked) -> Done {
    about_comments(platform, asked)?;
    if !(1..50).contains(&number(&asked.body, "count", 0)?) {
        return fail(88010);
    }
    Ok(json!({ "errcode": 0, "errmsg": "ok", "total": 0, "comment": [] }))
}

/// `comment/open` and the like.
pub(crate) fn about_comments(platform: &mut Platform, _: &Asked) -> Done {
    if platform.account.has_comments() { Ok(done()) } else { fail(88000) }
}

/// `customservice/msgrecord/getmsglist`.
pub(crate) fn no_messages(_: &mut Platform, _: &Asked) -> Done {
    Ok(json!({ "recordlist": [], "number": 0, "msgid": 1 }))
}

/// `datacube/*`.
pub(crate) fn no_figures(_: &mut Platform, _: &Asked) -> Done {
    Ok(json!({ "list": [] }))
}
