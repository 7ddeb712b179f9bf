//! What the team is told in its chat: whose turn it is after an act, what is late and what is due soon. Values only; the one
//! that posts is [`crate::webhook`].
//!
//! A message goes to the robots of chat groups: WeCom (企业微信), Feishu or Lark (飞书), DingTalk (钉钉). The address of a robot is a
//! secret, for whoever has it writes into the group: it comes from the computer, never from the folder, and is never shown.
//! People are named, not mentioned by phone number, since a phone number has no place in the folder.

mod act;
mod answer;
mod due;
mod hmac;
mod robot;
mod sent;
#[cfg(test)]
mod tests;

pub use act::{Happened, Notice, is_told, of_act};
pub use answer::Failed;
pub use due::{Owed, of_due};
pub use robot::{Kind, Request, Robot};
pub use sent::Sent;

pub(crate) use answer::read;
