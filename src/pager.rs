//! Standard output, or a pager where that is a terminal and there is more to read than fits on it.
//!
//! Nothing goes through a pager that fits the screen: what is written is held back until it is clear. Whoever leaves the
//! pager early has read enough; that is no failure.

use std::io::{self, BufWriter, StdoutLock, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

/// A pager, and how many lines fit the screen without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pager {
    /// Program and arguments.
    pub(crate) command: Vec<String>,
    /// Lines of the screen.
    pub(crate) rows: usize,
    /// Settings of the environment that it needs and nobody has made.
    pub(crate) settings: Vec<(&'static str, &'static str)>,
}

/// Where a command writes.
pub(crate) enum Output {
    /// Straight to standard output.
    Direct(BufWriter<StdoutLock<'static>>),
    /// Held back, as long as it fits the screen.
    Held { text: Vec<u8>, lines: usize, pager: Pager },
    /// Into a pager; the pipe is `None` when the reader has left.
    Paged { child: Child, pipe: Option<BufWriter<ChildStdin>> },
}

impl Output {
    /// Through a pager if one is given and needed.
    pub(crate) fn new(pager: Option<Pager>) -> Self {
        match pager {
            Some(pager) => Self::Held { text: Vec::new(), lines: 0, pager },
            None => Self::direct(),
        }
    }

    fn direct() -> Self {
        // What is longer than this goes out uncopied: the claims of an article are.
        Self::Direct(BufWriter::with_capacity(1 << 13, io::stdout().lock()))
    }

    /// Writes what was held back, and waits until the reader leaves the pager.
    pub(crate) fn finish(&mut self) -> io::Result<()> {
        if let Self::Held { text, .. } = self {
            let text = std::mem::take(text);
            *self = Self::direct();
            self.write_all(&text)?;
        }
        match self {
            Self::Paged { child, pipe } => {
                if let Some(mut pipe) = pipe.take() {
                    ignore_closed(pipe.flush())?;
                }
                child.wait().map(|_| ())
            }
            Self::Direct(out) => out.flush(),
            Self::Held { .. } => Ok(()),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Direct(out) => return out.write(bytes),
            Self::Paged { pipe, .. } => {
                if let Some(open) = pipe
                    && let Err(error) = open.write_all(bytes)
                {
                    *pipe = None;
                    ignore_closed(Err(error))?;
                }
            }
            Self::Held { text, lines, pager } => {
                text.extend_from_slice(bytes);
                *lines += bytes.iter().filter(|&&byte| byte == b'\n').count();
                // The shell's prompt wants a line, too.
                if *lines < pager.rows {
                    return Ok(bytes.len());
                }
                let text = std::mem::take(text);
                *self = start(pager).unwrap_or_else(Self::direct);
                self.write_all(&text)?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Direct(out) => out.flush(),
            Self::Paged { pipe: Some(pipe), .. } => ignore_closed(pipe.flush()),
            Self::Paged { .. } | Self::Held { .. } => Ok(()),
        }
    }
}

/// Starts a pager; one that cannot be started is as good as none.
fn start(pager: &Pager) -> Option<Output> {
    let (program, arguments) = pager.command.split_first()?;
    let mut command = Command::new(program);
    command.args(arguments).envs(pager.settings.iter().copied()).stdin(Stdio::piped());
    let mut child = command.spawn().ok()?;
    outlive_interrupts();
    let pipe = child.stdin.take().map(BufWriter::new);
    Some(Output::Paged { child, pipe })
}

/// Ctrl-C is for the pager: were we to die of it, pager and shell would read the same keys.
#[cfg(unix)]
fn outlive_interrupts() {
    let interrupted = std::sync::Arc::default();
    // If that fails, all is as without it.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, interrupted);
}

#[cfg(not(unix))]
fn outlive_interrupts() {}

fn ignore_closed(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}
