//! The back office (mp.weixin.qq.com): what people do there, out of sight of the API.

use serde_json::{Value, json};

use super::{
    drafts::keep,
    mass::Audience,
    platform::Platform,
    published::{Way, mark_deleted},
};

impl Platform {
    /// Somebody writes a draft there, which no API call has sent; its id.
    pub(crate) fn write_by_hand(&mut self, title: &str, content: &str) -> String {
        let item = json!({
            "article_type": "news", "title": title, "author": "", "digest": "", "content": content,
            "content_source_url": "", "thumb_media_id": "", "show_cover_pic": 0,
            "need_open_comment": 0, "only_fans_can_comment": 0,
        });
        keep(self, vec![Value::Null], vec![item])
    }

    /// Somebody changes an article of a draft, by its place counted from 0; false where there is none.
    pub(crate) fn edit_by_hand(
        &mut self,
        media_id: &str,
        index: usize,
        edit: impl FnOnce(&mut Value),
    ) -> bool {
        let now = self.clock.now();
        let Some(draft) = self.draft_mut(media_id) else { return false };
        let Some(item) = draft.items.get_mut(index) else { return false };
        edit(item);
        draft.update_time = now.max(draft.update_time + 1);
        true
    }

    /// Somebody deletes a draft; false where there is none.
    pub(crate) fn delete_by_hand(&mut self, media_id: &str) -> bool {
        let before = self.drafts.len();
        self.drafts.retain(|draft| draft.media_id != media_id);
        self.drafts.len() < before
    }

    /// Somebody presses 发表 at a draft, with 群发通知 or without; the id of what is out then. A push there counts like others.
    pub(crate) fn publish_by_hand(&mut self, media_id: &str, way: Way) -> Option<String> {
        let items = self.draft(media_id)?.items.clone();
        if way == Way::Pushed {
            self.push(media_id, items.clone(), Audience::All, "", false);
            if let Some(push) = self.pushes.last_mut() {
                push.status = "SEND_SUCCESS";
            }
        }
        Some(self.bring_out(media_id, items, None, way))
    }

    /// Somebody deletes what is out, one article counted from 1 or all with 0; false where there is none.
    pub(crate) fn retract_by_hand(&mut self, article_id: &str, index: i64) -> bool {
        let found = self.published.iter_mut().find(|one| one.article_id == article_id);
        found.is_some_and(|one| mark_deleted(&mut one.items, index).is_ok())
    }
}
