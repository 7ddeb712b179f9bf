//! Keys for the people of a sandbox, and a sandbox at level `signed`.

use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    process::{Command, Stdio},
    sync::{Mutex, PoisonError},
};

use wxops::signature::Signature;

use super::{COVER, INDEX, Sandbox};

/// The life of the demonstration's article once more: after which state what is typed, by whom, and when.
const WAY: &[(&str, &str, &str, &str)] = &[
    ("draft", "23T09:12", "lina", "new 冬季新品发布 --category product --slug dongji-xinpin"),
    ("checked", "24T10:28", "lina", "self-check dongji-xinpin --attest all"),
    ("in-review", "24T10:30", "lina", "submit dongji-xinpin --attest all"),
    ("in-review-final", "24T14:05", "wangfang", "approve dongji-xinpin --attest all"),
    ("approved", "24T16:40", "zhangming", "approve dongji-xinpin --attest all"),
    ("scheduled", "24T17:00", "lina", "schedule dongji-xinpin --at '2026-11-24 20:00'"),
    (
        "published",
        "24T20:03",
        "lina",
        "publish dongji-xinpin --url https://mp.weixin.qq.com/s/Zr8 --at '2026-11-24 20:00'",
    ),
    ("archived", "25T09:30", "lina", "archive dongji-xinpin"),
];

/// The steps aside: the state that each begins in.
const ASIDE: &[(&str, &str, &str, &str)] = &[
    (
        "changes-requested",
        "in-review",
        "wangfang",
        "request-changes dongji-xinpin --opinion 事实数据：请写明电量",
    ),
    ("rejected", "in-review-final", "zhangming", "reject dongji-xinpin --reason 新品改到明年春天发布"),
    ("retracted", "published", "lina", "retract dongji-xinpin --reason 产品推迟上市"),
    ("correcting", "published", "lina", "correct dongji-xinpin --how edit --reason 开售日期写错了"),
];

/// Whether signatures can be tested here. On a machine without OpenSSH such a test says so and passes; where
/// `WXOPS_TOOLS` is set, as in the gate, it fails.
pub(crate) fn ssh_is_there() -> bool {
    let there = Command::new("ssh-keygen").arg("-?").stdin(Stdio::null()).output().is_ok();
    if !there {
        assert!(
            std::env::var_os("WXOPS_TOOLS").is_none(),
            "ssh-keygen is missing, and WXOPS_TOOLS says it is there"
        );
        // Not `eprintln`, which nobody sees of a test that passes.
        let _ = writeln!(std::io::stderr(), "skipped: ssh-keygen is missing, so nothing can be signed");
    }
    there
}

impl Sandbox {
    /// The folder in a state of the demonstration, as [`Sandbox::at`] has it, but at level `signed` from the first article
    /// on. Each state is made once and copied.
    pub(crate) fn signed(state: &str) -> Sandbox {
        static MADE: Mutex<BTreeMap<String, Sandbox>> = Mutex::new(BTreeMap::new());
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        if !made.contains_key(state) {
            let sandbox = match ASIDE.iter().find(|(to, ..)| *to == state) {
                Some((_, from, who, line)) => Sandbox::signed_way(from).timed("25T10:00", who, line),
                None => Sandbox::signed_way(state),
            };
            made.insert(state.to_owned(), sandbox.kept(&format!("signed-{state}")));
        }
        made[state].copy()
    }

    fn signed_way(until: &str) -> Sandbox {
        let mut sandbox = Sandbox::at("init").raised(&["lina", "wangfang", "zhangming"]);
        for (state, at, who, line) in WAY {
            sandbox = sandbox.timed(at, who, line);
            if *state == until {
                return sandbox;
            }
            if *state == "draft" {
                let text = Sandbox::at("checked").read(INDEX);
                sandbox.write(INDEX, text.replace("\"checked\"", "\"draft\""));
                sandbox.write("articles/dongji-xinpin/cover.png", COVER);
            }
        }
        assert_eq!(until, "archived", "the demonstration has such a state");
        sandbox
    }

    fn timed(mut self, at: &str, who: &str, line: &str) -> Sandbox {
        let now = std::mem::replace(&mut self.now, format!("2026-11-{at}:00+08:00"));
        self.does(who, line);
        Sandbox { now, ..self }
    }

    /// Whether people have keys here.
    pub(crate) fn is_signed(&self) -> bool {
        self.outside("keys").is_dir()
    }

    /// Another state of the demonstration, at the same level.
    pub(crate) fn like(&self, state: &str) -> Sandbox {
        if self.is_signed() { Sandbox::signed(state) } else { Sandbox::at(state) }
    }

    /// A key of one's own for a person; git will sign with it. It lies beside the folder, `../keys/WHO`.
    pub(crate) fn give_key(&self, who: &str) {
        fs::create_dir_all(self.outside("keys")).unwrap();
        let mut made = Command::new("ssh-keygen");
        made.args(["-q", "-t", "ed25519", "-N", "", "-C", who, "-f"]).arg(self.outside("keys").join(who));
        assert!(made.status().unwrap().success());
    }

    /// The same folder once more, with a key for each of `people` listed by 李娜 and the level raised.
    pub(crate) fn raised(&self, people: &[&str]) -> Sandbox {
        let copy = self.copy();
        for who in people {
            copy.give_key(who);
            copy.does("lina", &format!("team key add {who} ../keys/{who}.pub"));
        }
        copy.does("lina", "team level signed");
        copy
    }

    /// The fingerprint of a person's key.
    pub(crate) fn print(&self, who: &str) -> String {
        let mut list = Command::new("ssh-keygen");
        let listed = list.arg("-lf").arg(self.outside("keys").join(format!("{who}.pub"))).output().unwrap();
        String::from_utf8_lossy(&listed.stdout).split(' ').nth(1).unwrap().to_owned()
    }

    /// What `ssh-keygen -Y sign` makes with a person's key.
    pub(crate) fn signs(&self, who: &str, namespace: &str, told: &str) -> Signature {
        let message = self.outside("message");
        fs::write(&message, told).unwrap();
        let mut sign = Command::new("ssh-keygen");
        sign.args(["-q", "-Y", "sign", "-n", namespace, "-f"]).arg(self.outside("keys").join(who));
        let done = sign.stdin(fs::File::open(&message).unwrap()).output().unwrap();
        fs::remove_file(&message).unwrap();
        Signature::read(&String::from_utf8(done.stdout).unwrap()).unwrap()
    }
}
