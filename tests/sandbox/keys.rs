//! Keys for the people of a sandbox, and a sandbox at level `signed`.

use std::{fs, process::Command};

use wxops::signature::Signature;

use super::Sandbox;

impl Sandbox {
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
