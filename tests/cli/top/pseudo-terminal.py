"""Runs a command on a pseudo-terminal of 80 columns and 24 rows.

Standard input has one step in JSON on each line: {"await": text} waits until the command has written it, {"send": text} types,
{"resize": [rows, columns]}, {"signal": number}. Standard output is what the command wrote; the last line says how it ended and
whether the terminal is as it was before.
"""

import fcntl, json, os, pty, select, signal, struct, sys, termios, time

DEADLINE = time.monotonic() + 20


def set_size(fd, rows, columns):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


master, slave = pty.openpty()
set_size(slave, 24, 80)
before = termios.tcgetattr(slave)
child = os.fork()
if child == 0:
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for fd in (0, 1, 2):
        os.dup2(slave, fd)
    os.execvp(sys.argv[1], sys.argv[1:])

written = b""
seen = 0


def read(seconds):
    global written
    ready, _, _ = select.select([master], [], [], seconds)
    if ready:
        written += os.read(master, 65536)
    return bool(ready)


def give_up(why):
    os.kill(child, signal.SIGKILL)
    sys.stdout.buffer.write(written)
    sys.exit(f"\n{why}")


for line in sys.stdin:
    step = json.loads(line)
    if "await" in step:
        wanted = step["await"].encode()
        while wanted not in written[seen:]:
            if time.monotonic() > DEADLINE:
                give_up(f"never wrote {wanted!r}")
            read(0.1)
        seen = len(written)
    elif "send" in step:
        os.write(master, step["send"].encode())
    elif "resize" in step:
        set_size(master, *step["resize"])
    else:
        os.kill(child, step["signal"])
while True:
    pid, status = os.waitpid(child, os.WNOHANG)
    if pid:
        break
    if time.monotonic() > DEADLINE:
        give_up("never ended")
    read(0.05)
while read(0):
    pass
ended = {"status": os.waitstatus_to_exitcode(status), "isRestored": termios.tcgetattr(slave) == before}
sys.stdout.buffer.write(written + b"\n" + json.dumps(ended).encode())
