//! The server: a thread for each connection, until the stand-in is dropped.

use std::{
    collections::BTreeMap,
    fmt,
    io::{self, BufReader, Write as _},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use super::{account::Account, faults::Fault, log::Call, platform::Platform, request, routes::answer};

type Told = Box<dyn Fn(&Call) + Send + Sync>;

/// The stand-in, serving on this computer while it lives.
pub(crate) struct StandIn {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

struct Shared {
    platform: Mutex<Platform>,
    /// Connections that are open, to end them with the stand-in
    open: Mutex<BTreeMap<u64, TcpStream>>,
    is_over: AtomicBool,
    /// Is told each call; it must not look
    told: Told,
}

impl fmt::Debug for StandIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StandIn at {}", self.base())
    }
}

impl StandIn {
    /// Serves an account on a free port.
    ///
    /// # Panics
    /// Where this computer has no port left.
    #[allow(clippy::expect_used, reason = "nothing can be tried without it")]
    pub(crate) fn start(account: Account) -> StandIn {
        StandIn::start_at(account, 0, |_| ()).expect("a port on this computer")
    }

    /// Serves an account on a port, or on a free one for 0, and tells each call; who is told must not look.
    pub(crate) fn start_at(
        account: Account,
        port: u16,
        told: impl Fn(&Call) + Send + Sync + 'static,
    ) -> io::Result<StandIn> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            platform: Mutex::new(Platform::new(account)),
            open: Mutex::default(),
            is_over: AtomicBool::new(false),
            told: Box::new(told),
        });
        let inside = Arc::clone(&shared);
        let accepting = Some(thread::spawn(move || accept(&listener, &inside)));
        Ok(StandIn { address, shared, accepting })
    }

    /// Where it is: `http://127.0.0.1:PORT`.
    pub(crate) fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Looks at everything it holds, and may change it; calls wait meanwhile.
    pub(crate) fn look<T>(&self, looking: impl FnOnce(&mut Platform) -> T) -> T {
        looking(&mut locked(&self.shared.platform))
    }

    /// Lets the next calls of a path go wrong, or of any path with `*`.
    pub(crate) fn fault(&self, path: &str, fault: Fault, times: usize) {
        self.look(|platform| platform.faults.queue(path, fault, times));
    }

    /// Lets the `number`-th call go wrong, counted from 1 at the start, whatever it is.
    pub(crate) fn fault_at(&self, number: usize, fault: Fault) {
        self.look(|platform| platform.faults.at(number, fault));
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address); // wakes who accepts
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
        for stream in locked(&self.shared.open).values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for (number, stream) in (0..).zip(listener.incoming()) {
        if shared.is_over.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let Ok(known) = stream.try_clone() else { continue };
        locked(&shared.open).insert(number, known);
        let open = Open { shared: Arc::clone(shared), number, stream };
        thread::spawn(move || {
            let _ = serve(&open.shared, &open.stream); // a client that goes away is no error
        });
    }
}

/// A connection, which ends however its thread does.
struct Open {
    shared: Arc<Shared>,
    number: u64,
    stream: TcpStream,
}

impl Drop for Open {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
        locked(&self.shared.open).remove(&self.number);
    }
}

fn serve(shared: &Shared, stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let from = stream.peer_addr()?.ip();
    let (mut input, mut output) = (BufReader::new(stream), stream);
    while let Some(request) = request::read(&mut input, &mut output, from)? {
        let reply = {
            let mut platform = locked(&shared.platform);
            let before = platform.calls.len();
            let reply = answer(&mut platform, &request);
            if let Some(call) = platform.calls.get(before) {
                (shared.told)(call);
            }
            reply
        };
        thread::sleep(reply.waits);
        output.write_all(&reply.bytes)?;
        if reply.closes || request.is_last {
            break;
        }
    }
    Ok(())
}

/// The lock, whatever became of a thread that had it: a test that failed while looking shows its own failure.
fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
