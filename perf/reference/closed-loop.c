/*
 * A load generator of a closed loop, as light as it can be: where generator and server share the processors, what a
 * heavier one takes is missing to a server of several threads, and not to one that has a processor of its own.
 *
 *   closed-loop frames|echo|http SCRIPT PORT CONNECTIONS DEPTH WARM_UP_MS DURATION_MS
 *
 * SCRIPT is a file of requests, which each connection sends in their order from a place of its own on, and again from the
 * beginning; integers of 32 bits in this machine's order:
 *
 *   │ request bytes │ value bytes │ request │ value that must be found │ … the next request
 *
 *   frames   Prism's: request i has the id FIRST_ID + i; answers may come in any order; those of gets must have found the
 *            value, those of other calls must be theirs
 *   echo     the same frames, which must come back as they are
 *   http     answers of HTTP/1.1 to requests without a body; DEPTH is 1
 *
 * Each connection keeps DEPTH requests in flight: what a read answers is sent anew in one write. Says "measuring" and
 * "measured" when it does, and then one line of JSON, latencies in microseconds: from the write of a request to the read of
 * its answer.
 *
 *   cc -O2 -o closed-loop closed-loop.c
 */
#define _GNU_SOURCE
#include "load-loop.h"

enum {
  READ_BYTES = 64 * 1024,
  MAX_CONNECTIONS = 1024,
  MAX_DEPTH = 256,
  /* Answers may overtake that of an older request by so many. */
  MAX_AHEAD = 1024,
  /* So that every id takes three bytes. */
  FIRST_ID = 1 << 14,
  KV_GET = 16,
};

typedef enum { FRAMES, ECHO, HTTP } Door;

typedef struct {
  const uint8_t *value;
  uint32_t value_bytes;
  uint32_t from; /* of the request in `requests` */
} Step;

typedef struct {
  int fd;
  uint32_t in_flight;
  uint64_t oldest, next; /* steps under way are within; counted on, the script's are these modulo its length */
  int64_t sent_ns[MAX_AHEAD]; /* by step modulo MAX_AHEAD; 0 = answered */
  uint8_t kept[READ_BYTES * 2];
  size_t kept_bytes;
} Connection;

static Door door;
/* One more than there are, and the first `depth` of them again, so that what is sent at once lies in one piece. */
static Step *steps;
static uint8_t *requests;
static uint32_t step_count, depth;
static int is_measuring;

static void read_script(const char *path) {
  size_t bytes, at = 0, to = 0;
  uint8_t *script = read_file(path, &bytes);
  for (; bytes - at >= 8; step_count++) at += 8 + (size_t)word_at(script + at) + word_at(script + at + 4);
  errno = 0;
  uint32_t least = door == HTTP ? 1 : MAX_AHEAD;
  if (at != bytes || step_count < least) die("the script is not whole, or has fewer requests than may be in flight");
  steps = calloc(step_count + depth + 1, sizeof *steps);
  requests = malloc(2 * bytes);
  if (steps == NULL || requests == NULL) die("memory");
  at = 0;
  for (uint32_t i = 0; i < step_count; i++) {
    uint32_t request_bytes = word_at(script + at), value_bytes = word_at(script + at + 4);
    memcpy(requests + to, script + at + 8, request_bytes);
    steps[i] = (Step){script + at + 8 + request_bytes, value_bytes, (uint32_t)to};
    to += request_bytes;
    at += 8 + request_bytes + value_bytes;
  }
  steps[step_count].from = (uint32_t)to;
  memcpy(requests + to, requests, steps[depth].from);
  for (uint32_t i = 1; i <= depth; i++) steps[step_count + i].from = (uint32_t)to + steps[i].from;
}

/* As many requests as there is room for. */
static void send_more(Connection *connection) {
  uint64_t count = depth - connection->in_flight, ahead = MAX_AHEAD - (connection->next - connection->oldest);
  if (count > ahead) count = ahead;
  if (count == 0) return;
  const Step *first = steps + connection->next % step_count;
  size_t bytes = first[count].from - first->from;
  int64_t now = now_ns();
  for (uint64_t i = 0; i < count; i++) connection->sent_ns[connection->next++ % MAX_AHEAD] = now;
  connection->in_flight += (uint32_t)count;
  if (send(connection->fd, requests + first->from, bytes, MSG_NOSIGNAL) != (ssize_t)bytes) die("a request could not be sent");
}

static void answered(Connection *connection, uint64_t step, int64_t now) {
  int64_t *sent = &connection->sent_ns[step % MAX_AHEAD];
  if (is_measuring) record(now - *sent);
  *sent = 0;
  connection->in_flight--;
  while (connection->oldest < connection->next && connection->sent_ns[connection->oldest % MAX_AHEAD] == 0) connection->oldest++;
}

/* The step that an answer's id names. */
static uint64_t step_of(const Connection *connection, const uint8_t *payload, size_t length) {
  if (length < 7 || payload[0] != 0x08) die("an answer has no id");
  uint32_t id = (uint32_t)(payload[1] & 0x7f) | (uint32_t)(payload[2] & 0x7f) << 7 | (uint32_t)payload[3] << 14;
  uint32_t index = id - FIRST_ID;
  uint64_t step = connection->oldest + (index + step_count - connection->oldest % step_count) % step_count;
  if (index >= step_count || step >= connection->next || connection->sent_ns[step % MAX_AHEAD] == 0)
    die("an answer has an id that is not in flight");
  return step;
}

static int has_found(const uint8_t *message, size_t length, const Step *step) {
  size_t at = step->value_bytes < 128 ? 4 : 5;
  return length >= at + step->value_bytes && message[0] == 0x08 && message[1] == 1 && message[2] == 0x12 &&
         (message[3] & 0x7f) == (step->value_bytes & 0x7f) && (at == 4 || message[4] == step->value_bytes >> 7) &&
         memcmp(message + at, step->value, step->value_bytes) == 0;
}

/* The bytes of the frame at `at`; 0 = it is not whole. */
static size_t take_frame(Connection *connection, const uint8_t *at, size_t bytes, int64_t now) {
  if (bytes < 4) return 0;
  size_t length = ntohl(word_at(at));
  if (length > READ_BYTES - 4) die("an answer is too large");
  if (bytes < 4 + length) return 0;
  uint64_t number = step_of(connection, at + 4, length);
  const Step *step = steps + number % step_count;
  const uint8_t *request = requests + step->from;
  if (door == ECHO) {
    if (4 + length != step[1].from - step->from || memcmp(at, request, 4 + length) != 0) die("a frame came back changed");
  } else if (memcmp(at + 8, request + 8, 2) != 0) die("an answer is an error, or that of another call");
  else if (request[8] == (uint8_t)(KV_GET << 3 | 2 | 0x80) && request[9] == 1) {
    size_t from = 11;
    while (from < 4 + length && (at[from - 1] & 0x80) != 0) from++;
    if (!has_found(at + from, 4 + length - from, step)) die("a get has not found the value");
  }
  answered(connection, number, now);
  return 4 + length;
}

static size_t take_http(Connection *connection, const uint8_t *at, size_t bytes, int64_t now) {
  const Step *step = steps + connection->oldest % step_count;
  const uint8_t *end = memmem(at, bytes, "\r\n\r\n", 4);
  if (end == NULL || (size_t)(at + bytes - end) < 4 + (size_t)step->value_bytes) return 0;
  if (connection->in_flight != 1) die("an answer to nothing came");
  if (memcmp(at, "HTTP/1.1 200 ", 13) != 0 || memcmp(end + 4, step->value, step->value_bytes) != 0) die("a wrong answer");
  answered(connection, connection->oldest, now);
  return (size_t)(end + 4 - at) + step->value_bytes;
}

static void take(Connection *connection) {
  errno = 0;
  ssize_t count = recv(connection->fd, connection->kept + connection->kept_bytes, READ_BYTES, 0);
  int64_t now = now_ns();
  if (count <= 0) die("the server closed a connection");
  size_t bytes = connection->kept_bytes + (size_t)count, at = 0, taken;
  errno = 0;
  while (at < bytes && (taken = (door == HTTP ? take_http : take_frame)(connection, connection->kept + at, bytes - at, now)) > 0)
    at += taken;
  connection->kept_bytes = bytes - at;
  if (connection->kept_bytes > READ_BYTES) die("an answer is too large");
  memmove(connection->kept, connection->kept + at, connection->kept_bytes);
}

static void open_connection(Connection *connection, int port, int epoll_fd) {
  connection->fd = connect_to(port);
  watch(epoll_fd, connection->fd, connection);
}

/* Keeps the connections busy until then. */
static void run(int epoll_fd, int64_t until_ns) {
  struct epoll_event events[64];
  for (int64_t now = now_ns(); now < until_ns; now = now_ns()) {
    int count = epoll_wait(epoll_fd, events, 64, (int)((until_ns - now) / 1000000) + 1);
    for (int i = 0; i < count; i++) {
      take(events[i].data.ptr);
      send_more(events[i].data.ptr);
    }
  }
}

int main(int argc, char **argv) {
  const char *doors[] = {"frames", "echo", "http"};
  if (argc != 8) {
    fputs("closed-loop frames|echo|http SCRIPT PORT CONNECTIONS DEPTH WARM_UP_MS DURATION_MS\n", stderr);
    return 2;
  }
  while (door <= HTTP && strcmp(argv[1], doors[door]) != 0) door++;
  int port = atoi(argv[3]), connection_count = atoi(argv[4]);
  depth = (uint32_t)atoi(argv[5]);
  if (door > HTTP || connection_count < 1 || connection_count > MAX_CONNECTIONS || depth < 1 || depth > MAX_DEPTH ||
      (door == HTTP && depth != 1))
    die("an argument is out of its bounds");
  read_script(argv[2]);
  Connection *connections = calloc((size_t)connection_count, sizeof *connections);
  int epoll_fd = epoll_create1(0);
  if (connections == NULL || epoll_fd < 0) die("epoll_create1");
  for (int i = 0; i < connection_count; i++) {
    open_connection(&connections[i], port, epoll_fd);
    connections[i].oldest = connections[i].next = (uint64_t)step_count * (uint64_t)i / (uint64_t)connection_count;
  }
  for (int i = 0; i < connection_count; i++) send_more(&connections[i]);
  run(epoll_fd, now_ns() + (int64_t)(atof(argv[6]) * 1e6));
  puts("measuring");
  fflush(stdout);
  is_measuring = 1;
  double used = cpu_seconds();
  int64_t began = now_ns();
  run(epoll_fd, began + (int64_t)(atof(argv[7]) * 1e6));
  double seconds = (double)(now_ns() - began) / 1e9;
  used = cpu_seconds() - used;
  puts("measured");
  printf("{\"answers\":%llu,\"seconds\":%.6f,\"cpuSeconds\":%.6f,", (unsigned long long)total, seconds, used);
  print_latencies();
  puts("}");
  return 0;
}
