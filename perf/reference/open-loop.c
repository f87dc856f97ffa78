/*
 * A load generator of an open loop, as short as it can be: what the percentiles of Prism's own are compared with. Source of
 * the method: Gil Tene, wrk2, https://github.com/giltene/wrk2: requests are due at a constant rate, and a latency counts
 * from the moment at which its request was due, also when it could only be sent later.
 *
 *   open-loop PORT RATE WARM_UP_MS DURATION_MS CONNECTIONS DEPTH NAMESPACE KEY_PREFIX KEYS KEY_BYTES
 *
 * Gets of Prism's frames to 127.0.0.1, each to the next connection in turn that has fewer than DEPTH in flight; what finds
 * none waits in order. It waits awake. Every answer must have the id of a request in flight and be that of a get. The
 * result is one line of JSON, latencies in microseconds.
 *
 *   cc -O2 -o open-loop open-loop.c
 */
#define _GNU_SOURCE
#include "load-loop.h"

enum {
  READ_BYTES = 64 * 1024,
  MAX_CONNECTIONS = 1024,
  MAX_DEPTH = 1024,
  MAX_FRAME_BYTES = 512,
  /* So that every id takes three bytes. */
  FIRST_ID = 1 << 14,
  DRAIN_MS = 5000,
};

typedef struct {
  int fd;
  int in_flight;
  int64_t due_ns[MAX_DEPTH]; /* by slot; 0 = free */
  int free[MAX_DEPTH];
  uint8_t kept[READ_BYTES * 2];
  size_t kept_bytes;
} Connection;

static Connection *connections;
static int connection_count, depth, keys, key_bytes, turn;
static const char *name, *prefix;
static uint64_t sent, answers;
static int64_t from_ns, until_ns;
static uint32_t random_state = 1;

static size_t varint(uint8_t *at, uint32_t value) {
  size_t count = 0;
  for (; value >= 128; value >>= 7) at[count++] = (uint8_t)(value | 0x80);
  at[count++] = (uint8_t)value;
  return count;
}

/* xorshift32. Source: G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8(14), 2003. */
static uint32_t draw(void) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 17;
  random_state ^= random_state << 5;
  return random_state;
}

static void send_get(Connection *connection, int64_t due_ns) {
  int slot = connection->free[depth - ++connection->in_flight];
  connection->due_ns[slot] = due_ns;
  uint8_t frame[MAX_FRAME_BYTES];
  size_t name_bytes = strlen(name), at = 4;
  uint32_t id = FIRST_ID + (uint32_t)slot;
  frame[at++] = 0x08;
  at += varint(frame + at, id);
  frame[at++] = 0x82; /* field 16, KV_GET */
  frame[at++] = 0x01;
  size_t body = 1 + (name_bytes > 127 ? 2 : 1) + name_bytes + 1 + (key_bytes > 127 ? 2 : 1) + (size_t)key_bytes;
  at += varint(frame + at, (uint32_t)body);
  frame[at++] = 0x0a;
  at += varint(frame + at, (uint32_t)name_bytes);
  memcpy(frame + at, name, name_bytes);
  at += name_bytes;
  frame[at++] = 0x12;
  at += varint(frame + at, (uint32_t)key_bytes);
  int written = sprintf((char *)frame + at, "%s%08u", prefix, draw() % (uint32_t)keys);
  memset(frame + at + written, 'k', (size_t)(key_bytes - written));
  at += (size_t)key_bytes;
  uint32_t length = htonl((uint32_t)(at - 4));
  memcpy(frame, &length, 4);
  if (send(connection->fd, frame, at, MSG_NOSIGNAL) != (ssize_t)at) die("a request could not be sent");
  sent++;
}

static void take_answer(Connection *connection, const uint8_t *payload, size_t length, int64_t now) {
  errno = 0;
  if (length < 7 || payload[0] != 0x08) die("an answer has no id");
  uint32_t id = (uint32_t)(payload[1] & 0x7f) | (uint32_t)(payload[2] & 0x7f) << 7 | (uint32_t)payload[3] << 14;
  uint32_t slot = id - FIRST_ID;
  if (slot >= (uint32_t)depth || connection->due_ns[slot] == 0) die("an answer has an id that is not in flight");
  if (payload[4] != 0x82 || payload[5] != 0x01) die("an answer is not that of a get");
  int64_t due = connection->due_ns[slot];
  connection->due_ns[slot] = 0;
  connection->free[depth - connection->in_flight--] = (int)slot;
  answers++;
  if (due >= from_ns && due < until_ns) record(now - due);
}

static void take(Connection *connection) {
  errno = 0;
  ssize_t count = recv(connection->fd, connection->kept + connection->kept_bytes, READ_BYTES, 0);
  int64_t now = now_ns();
  if (count <= 0) die("the server closed a connection");
  size_t bytes = connection->kept_bytes + (size_t)count, at = 0;
  while (bytes - at >= 4) {
    uint32_t length;
    memcpy(&length, connection->kept + at, 4);
    length = ntohl(length);
    if (length > READ_BYTES - 4) die("an answer is too large");
    if (bytes - at < 4 + length) break;
    take_answer(connection, connection->kept + at + 4, length, now);
    at += 4 + length;
  }
  connection->kept_bytes = bytes - at;
  memmove(connection->kept, connection->kept + at, connection->kept_bytes);
}

static Connection *free_connection(void) {
  for (int i = 0; i < connection_count; i++) {
    Connection *connection = &connections[turn];
    turn = (turn + 1) % connection_count;
    if (connection->in_flight < depth) return connection;
  }
  return NULL;
}

static void open_all(int port, int epoll_fd) {
  for (int i = 0; i < connection_count; i++) {
    Connection *connection = &connections[i];
    connection->fd = connect_to(port);
    for (int slot = 0; slot < depth; slot++) connection->free[slot] = slot;
    watch(epoll_fd, connection->fd, connection);
  }
}

int main(int argc, char **argv) {
  if (argc != 11) {
    fputs("open-loop PORT RATE WARM_UP_MS DURATION_MS CONNECTIONS DEPTH NAMESPACE KEY_PREFIX KEYS KEY_BYTES\n", stderr);
    return 2;
  }
  double interval_ns = 1e9 / atof(argv[2]);
  connection_count = atoi(argv[5]);
  depth = atoi(argv[6]);
  name = argv[7];
  prefix = argv[8];
  keys = atoi(argv[9]);
  key_bytes = atoi(argv[10]);
  if (connection_count < 1 || connection_count > MAX_CONNECTIONS || depth < 1 || depth > MAX_DEPTH || keys < 1 ||
      strlen(prefix) + 8 > (size_t)key_bytes || strlen(name) + (size_t)key_bytes > MAX_FRAME_BYTES - 32)
    die("an argument is out of its bounds");
  connections = calloc((size_t)connection_count, sizeof *connections);
  int epoll_fd = epoll_create1(0);
  if (connections == NULL || epoll_fd < 0) die("epoll_create1");
  open_all(atoi(argv[1]), epoll_fd);
  int64_t began = now_ns();
  from_ns = began + (int64_t)(atof(argv[3]) * 1e6);
  until_ns = from_ns + (int64_t)(atof(argv[4]) * 1e6);
  /* As the schedule of the other: the arrivals stand in the middle of their intervals. */
  uint64_t arrival = 0;
  int64_t next_ns = began + (int64_t)(0.5 * interval_ns);
  while (next_ns < until_ns || sent > answers) {
    int64_t now = now_ns();
    if (now > until_ns + (int64_t)DRAIN_MS * 1000000) die("requests are left unanswered");
    while (next_ns <= now && next_ns < until_ns) {
      Connection *connection = free_connection();
      if (connection == NULL) break;
      send_get(connection, next_ns);
      next_ns = began + (int64_t)(((double)++arrival + 0.5) * interval_ns);
    }
    struct epoll_event events[64];
    int count = epoll_wait(epoll_fd, events, 64, 0);
    for (int i = 0; i < count; i++) take(events[i].data.ptr);
  }
  printf("{\"answers\":%llu,", (unsigned long long)total);
  print_latencies();
  printf(",\"cpuSeconds\":%.3f}\n", cpu_seconds());
  return 0;
}
