/*
 * Calls over gRPC in a closed loop, as lightly as can be: HTTP/2, RFC 9113, without a library; every call is a copy of bytes
 * that were prepared, and every answer is looked at.
 *
 *   call-loop plain|tls SCRIPT PORT CONNECTIONS DEPTH WARM_UP_MS DURATION_MS
 *   call-loop hold SCRIPT PORT CONNECTIONS DEPTH
 *
 * SCRIPT is the file of calls that call-script.h reads: each connection makes them in their order from a place of its own on,
 * and again from the beginning. It keeps DEPTH open: what a read answers is called anew in one write. An answer must be what
 * the script says of it, `:status` must be 200 and `grpc-status` 0. Says "measuring" and "measured" when it does, and then one
 * line of JSON; latencies are from the write of a call to the read of its trailers.
 *
 * `hold` opens DEPTH calls on each connection without their messages, says "holding" when the server has read all of it, and
 * when its standard input ends it sends the messages, and every call must be answered as above.
 *
 *   cc -O2 -o call-loop call-loop.c -ldl
 */
#define _GNU_SOURCE
#include "load-loop.h"
#include "answer-headers.h"
#include "call-script.h"
#include "tls-client.h"

enum {
  READ_BYTES = 128 * 1024,
  WRITE_BYTES = 1024 * 1024,
  MAX_CONNECTIONS = 4096,
  MAX_DEPTH = 256,
  /* Answers may overtake that of an older call by so many. */
  MAX_AHEAD = 1024,
  /* Room that is given to the server, for an answer and for all of a connection; given anew when half of it is used. */
  STREAM_WINDOW = 4 * 1024 * 1024,
  CONNECTION_WINDOW = 16 * 1024 * 1024,
  FRAME_HEAD = 9,
  MESSAGE_PREFIX = 5,
  DATA = 0, HEADERS = 1, RST_STREAM = 3, SETTINGS = 4, PING = 6, GOAWAY = 7, WINDOW_UPDATE = 8,
  ACK = 1, END_STREAM = 1, END_HEADERS = 4, PADDED = 8,
};

typedef struct {
  int64_t sent_ns; /* 0 = answered */
  const Step *step;
  uint32_t messages, bytes; /* that have come */
  uint32_t owed;            /* bytes of the message that is coming */
  uint32_t unacknowledged;
  uint8_t prefix[MESSAGE_PREFIX], prefix_bytes, has_head;
} Call;

typedef struct {
  int fd;
  Tls tls;
  HeaderTable table;
  uint32_t in_flight, turn, taken;
  uint64_t oldest, next; /* calls under way are within; call n is stream 2 n + 1 */
  int64_t room, most_calls;
  int is_acknowledged; /* holding: the server has read it all */
  Call calls[MAX_AHEAD];
  uint8_t kept[READ_BYTES * 2];
  size_t kept_bytes;
} Connection;

static uint8_t out[WRITE_BYTES], sealed[READ_BYTES];
static size_t out_bytes;
static uint32_t depth;
static int is_tls, is_holding, is_measuring;
static uint64_t messages, answers;

/* ---- what is sent ------------------------------------------------------------------------------------------------ */

static void put(const void *bytes, size_t count) {
  if (out_bytes + count > WRITE_BYTES) die("too much is sent at once");
  memcpy(out + out_bytes, bytes, count);
  out_bytes += count;
}

static void put_frame(uint8_t type, uint8_t flags, uint32_t stream, const void *payload, size_t length) {
  uint8_t head[FRAME_HEAD] = {(uint8_t)(length >> 16), (uint8_t)(length >> 8), (uint8_t)length, type, flags,
                              (uint8_t)(stream >> 24), (uint8_t)(stream >> 16), (uint8_t)(stream >> 8), (uint8_t)stream};
  put(head, FRAME_HEAD);
  put(payload, length);
}

static void put_room(uint32_t stream, uint32_t bytes) {
  uint32_t more = htonl(bytes);
  put_frame(WINDOW_UPDATE, 0, stream, &more, 4);
}

static void send_all(int fd, const uint8_t *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = send(fd, bytes, count, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) die("a call could not be sent");
    bytes += sent;
    count -= (size_t)sent;
  }
}

static void flush(Connection *connection) {
  if (out_bytes > 0 && !is_tls) send_all(connection->fd, out, out_bytes);
  if (out_bytes > 0 && is_tls && ssl_write(connection->tls.ssl, out, (int)out_bytes) != (int)out_bytes) die("TLS");
  out_bytes = 0;
  for (size_t count; is_tls && (count = tls_sealed(&connection->tls, sealed, sizeof sealed)) > 0;)
    send_all(connection->fd, sealed, count);
}

static void put_message(Connection *connection, const Step *step, uint32_t stream) {
  connection->room -= step->message_bytes;
  put_frame(DATA, END_STREAM, stream, step->message, step->message_bytes);
}

static void put_calls(Connection *connection) {
  int64_t now = now_ns();
  while (connection->in_flight < depth && connection->next - connection->oldest < MAX_AHEAD) {
    const Step *step = steps + connection->turn;
    if (connection->room < step->message_bytes) return;
    uint32_t stream = 2 * (uint32_t)connection->next + 1;
    if (stream > 1u << 30) die("a connection has no numbers left");
    int later = connection->next > 0;
    put_frame(HEADERS, END_HEADERS, stream, blocks[later], block_bytes[later]);
    if (!is_holding) put_message(connection, step, stream);
    connection->calls[connection->next++ % MAX_AHEAD] = (Call){.sent_ns = now, .step = step};
    connection->in_flight++;
    if (++connection->turn == step_count) connection->turn = 0;
  }
}

/* ---- what comes -------------------------------------------------------------------------------------------------- */

static Call *call_of(Connection *connection, uint32_t stream) {
  uint64_t number = stream / 2;
  Call *call = &connection->calls[number % MAX_AHEAD];
  if ((stream & 1) == 0 || number < connection->oldest || number >= connection->next || call->sent_ns == 0)
    die("an answer is to no call that is open");
  return call;
}

static void on_message(Call *call, const uint8_t *beginning, size_t bytes) {
  const Step *step = call->step;
  if (call->messages++ == 0 && (bytes < step->beginning_bytes || memcmp(beginning, step->beginning, step->beginning_bytes) != 0))
    die("an answer is not the one expected");
  if (is_measuring) messages++;
}

/* The first message must lie in one frame as far as its beginning is looked at. */
static void on_data(Connection *connection, Call *call, uint32_t stream, const uint8_t *at, size_t bytes) {
  connection->taken += (uint32_t)bytes;
  call->unacknowledged += (uint32_t)bytes;
  if (!call->has_head) die("an answer has no headers");
  while (bytes > 0) {
    if (call->owed > 0) {
      uint32_t part = bytes < call->owed ? (uint32_t)bytes : call->owed;
      call->owed -= part;
      at += part;
      bytes -= part;
      continue;
    }
    call->prefix[call->prefix_bytes++] = *at++;
    bytes--;
    if (call->prefix_bytes < MESSAGE_PREFIX) continue;
    call->prefix_bytes = 0;
    call->owed = ntohl(word_at(call->prefix + 1));
    call->bytes += call->owed;
    if (call->prefix[0] != 0) die("an answer is compressed");
    on_message(call, at, bytes);
  }
  if (call->unacknowledged > STREAM_WINDOW / 2) {
    put_room(stream, call->unacknowledged);
    call->unacknowledged = 0;
  }
}

static void on_end(Connection *connection, Call *call, int64_t now) {
  const Step *step = call->step;
  if (call->owed > 0 || call->prefix_bytes > 0 || call->messages != step->messages || call->bytes < step->least_bytes ||
      call->bytes > step->most_bytes)
    die("an answer is not as long as expected");
  if (is_measuring) record(now - call->sent_ns);
  answers++;
  call->sent_ns = 0;
  connection->in_flight--;
  while (connection->oldest < connection->next && connection->calls[connection->oldest % MAX_AHEAD].sent_ns == 0) connection->oldest++;
}

static void on_headers(Connection *connection, uint32_t stream, uint8_t flags, const uint8_t *at, size_t bytes, int64_t now) {
  if ((flags & END_HEADERS) == 0 || flags & PADDED) die("headers come in a shape that is not read here");
  Call *call = call_of(connection, stream);
  int found = take_headers(&connection->table, at, bytes);
  if (found == WRONG_HEADERS) die("headers cannot be read");
  int wanted = call->has_head ? IS_GRPC_STATUS | IS_GOOD : IS_STATUS | IS_GOOD;
  if (found != wanted || call->has_head != ((flags & END_STREAM) != 0)) die("an answer is an error");
  if (call->has_head) on_end(connection, call, now);
  call->has_head = 1;
}

static void on_settings(uint8_t flags, const uint8_t *at, size_t bytes) {
  if (flags & ACK) return;
  for (; bytes >= 6; at += 6, bytes -= 6) {
    uint32_t value = ntohl(word_at(at + 2));
    if (at[0] == 0 && at[1] == 3 && value < depth) die("the server allows fewer calls at a time");
  }
  put_frame(SETTINGS, ACK, 0, "", 0);
}

static void on_frame(Connection *connection, const uint8_t *head, size_t length, int64_t now) {
  const uint8_t *at = head + FRAME_HEAD;
  uint8_t flags = head[4];
  uint32_t stream = ntohl(word_at(head + 5)) & 0x7fffffff;
  switch (head[3]) {
    case DATA:
      if (flags & (PADDED | END_STREAM)) die("data comes in a shape that is not read here");
      on_data(connection, call_of(connection, stream), stream, at, length);
      return;
    case HEADERS: on_headers(connection, stream, flags, at, length, now); return;
    case SETTINGS: on_settings(flags, at, length); return;
    case PING:
      if (flags & ACK) connection->is_acknowledged = 1;
      else put_frame(PING, ACK, 0, at, length);
      return;
    case WINDOW_UPDATE:
      if (stream == 0) connection->room += ntohl(word_at(at));
      return;
    case RST_STREAM: die("the server reset a call");
    case GOAWAY: die("the server ends a connection");
    default: return; /* CONTINUATION follows headers that do not end, which are refused */
  }
}

static void take_frames(Connection *connection, int64_t now) {
  uint8_t *at = connection->kept;
  size_t bytes = connection->kept_bytes;
  while (bytes >= FRAME_HEAD) {
    size_t length = (size_t)at[0] << 16 | (size_t)at[1] << 8 | at[2];
    if (length > MAX_FRAME_BYTES) die("a frame is too large");
    if (bytes < FRAME_HEAD + length) break;
    on_frame(connection, at, length, now);
    at += FRAME_HEAD + length;
    bytes -= FRAME_HEAD + length;
  }
  memmove(connection->kept, at, bytes);
  connection->kept_bytes = bytes;
}

static void take(Connection *connection) {
  errno = 0;
  ssize_t count = recv(connection->fd, is_tls ? sealed : connection->kept + connection->kept_bytes, READ_BYTES, 0);
  int64_t now = now_ns();
  if (count <= 0) die("the server closed a connection");
  errno = 0;
  if (is_tls) {
    bio_write(connection->tls.in, sealed, (int)count);
    for (int opened; (opened = ssl_read(connection->tls.ssl, connection->kept + connection->kept_bytes, READ_BYTES)) > 0;) {
      connection->kept_bytes += (size_t)opened;
      take_frames(connection, now);
    }
  } else {
    connection->kept_bytes += (size_t)count;
    take_frames(connection, now);
  }
  if (connection->taken > CONNECTION_WINDOW / 2) {
    put_room(0, connection->taken);
    connection->taken = 0;
  }
  if (!is_holding) put_calls(connection);
  flush(connection);
}

/* ---- the run ----------------------------------------------------------------------------------------------------- */

static void shake_hands(Connection *connection) {
  tls_open(&connection->tls);
  while (ssl_connect(connection->tls.ssl) != 1) {
    flush(connection);
    ssize_t count = recv(connection->fd, sealed, sizeof sealed, 0);
    if (count <= 0) die("no TLS");
    bio_write(connection->tls.in, sealed, (int)count);
  }
  flush(connection);
  errno = 0;
  if (!tls_speaks_h2(&connection->tls)) die("the server does not choose h2");
}

static void open_connection(Connection *connection, int port, int epoll_fd) {
  connection->fd = connect_to(port);
  if (is_tls) shake_hands(connection);
  watch(epoll_fd, connection->fd, connection);
  uint32_t window = htonl(STREAM_WINDOW);
  uint8_t settings[12] = {0, 2, 0, 0, 0, 0, 0, 4}; /* no pushes; the window of a stream */
  memcpy(settings + 8, &window, 4);
  connection->room = 65535;
  put("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 24);
  put_frame(SETTINGS, 0, 0, settings, sizeof settings);
  put_room(0, CONNECTION_WINDOW - 65535);
  put_calls(connection);
  if (is_holding) put_frame(PING, 0, 0, "holding?", 8);
  flush(connection);
}

/* Takes what comes, for so long at the most. */
static int take_turn(int epoll_fd, int timeout_ms) {
  struct epoll_event events[64];
  int count = epoll_wait(epoll_fd, events, 64, timeout_ms), is_told = 0;
  for (int i = 0; i < count; i++) {
    if (events[i].data.ptr == NULL) is_told = 1;
    else take(events[i].data.ptr);
  }
  return is_told;
}

static void run(int epoll_fd, int64_t until_ns) {
  for (int64_t now = now_ns(); now < until_ns; now = now_ns()) take_turn(epoll_fd, (int)((until_ns - now) / 1000000) + 1);
}

static void say(const char *phase) {
  puts(phase);
  fflush(stdout);
}

static void measure(int epoll_fd, int64_t warm_up_ns, int64_t duration_ns) {
  run(epoll_fd, now_ns() + warm_up_ns);
  say("measuring");
  is_measuring = 1;
  double used = cpu_seconds();
  int64_t began = now_ns();
  run(epoll_fd, began + duration_ns);
  double seconds = (double)(now_ns() - began) / 1e9;
  used = cpu_seconds() - used;
  puts("measured");
  printf("{\"answers\":%llu,\"messages\":%llu,\"seconds\":%.6f,\"cpuSeconds\":%.6f,", (unsigned long long)total,
         (unsigned long long)messages, seconds, used);
  print_latencies();
  puts("}");
}

static void hold(int epoll_fd, Connection *connections, int count) {
  for (int i = 0; i < count; i++)
    while (!connections[i].is_acknowledged) take_turn(epoll_fd, -1);
  say("holding");
  struct epoll_event event = {.events = EPOLLIN, .data = {.ptr = NULL}};
  if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, STDIN_FILENO, &event) < 0) die("standard input");
  while (!take_turn(epoll_fd, -1)) continue;
  if (epoll_ctl(epoll_fd, EPOLL_CTL_DEL, STDIN_FILENO, NULL) < 0) die("epoll_ctl");
  for (int i = 0; i < count; i++) {
    for (uint32_t n = 0; n < depth; n++) put_message(&connections[i], connections[i].calls[n].step, 2 * n + 1);
    flush(&connections[i]);
    while (connections[i].in_flight > 0) take_turn(epoll_fd, -1);
  }
  printf("{\"answers\":%llu}\n", (unsigned long long)answers);
}

int main(int argc, char **argv) {
  is_holding = argc == 6 && strcmp(argv[1], "hold") == 0;
  is_tls = argc == 8 && strcmp(argv[1], "tls") == 0;
  if (!is_holding && !is_tls && (argc != 8 || strcmp(argv[1], "plain") != 0)) {
    fputs("call-loop plain|tls SCRIPT PORT CONNECTIONS DEPTH WARM_UP_MS DURATION_MS | call-loop hold SCRIPT PORT CONNECTIONS DEPTH\n", stderr);
    return 2;
  }
  int port = atoi(argv[3]), connection_count = atoi(argv[4]);
  depth = (uint32_t)atoi(argv[5]);
  if (connection_count < 1 || connection_count > MAX_CONNECTIONS || depth < 1 || depth > MAX_DEPTH) die("an argument is out of its bounds");
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  read_script(argv[2]);
  if (is_tls) tls_begin();
  Connection *connections = calloc((size_t)connection_count, sizeof *connections);
  int epoll_fd = epoll_create1(0);
  if (connections == NULL || epoll_fd < 0) die("epoll_create1");
  for (int i = 0; i < connection_count; i++) {
    connections[i].turn = (uint32_t)((uint64_t)step_count * (uint64_t)i / (uint64_t)connection_count);
    open_connection(&connections[i], port, epoll_fd);
  }
  if (is_holding) hold(epoll_fd, connections, connection_count);
  else measure(epoll_fd, (int64_t)(atof(argv[6]) * 1e6), (int64_t)(atof(argv[7]) * 1e6));
  return 0;
}
