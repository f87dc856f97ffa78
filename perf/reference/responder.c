/*
 * The least that a server can do: answers every request with the same bytes. Against it a load generator shows what it
 * can reach by itself. One thread, Linux; says its port on standard output and ends with its standard input.
 *
 *   responder frames             Prism's frames: an answer has its request's id and call
 *   responder grpc               unary calls over HTTP/2, without TLS; headers are not decoded
 *   responder frames MEDIAN_US   each answer waits as a store's would: a time drawn from a log-normal distribution
 *
 * The times are the quantiles of the distribution in a fixed order, 4,096 of them and then again: every run of so many
 * requests waits the same times, so that two clients that measure rightly find the same percentiles.
 *
 *   cc -O2 -o responder responder.c -lm
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <math.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum {
  READ_BYTES = 256 * 1024,
  /* Answers of one read: a gRPC answer takes three times the bytes of its request, a frame twice. */
  WRITE_BYTES = 4 * READ_BYTES,
  MAX_FDS = 65536,
  MAX_WAITING = 65536,
  DELAYS = 4096,
  VALUE_BYTES = 64,
  /* Of the logarithm: as widely spread as a store's times are; p99 is four times the median. */
  SIGMA_PERCENT = 60,
};

typedef struct {
  uint8_t *kept; /* what a read has left over of a frame */
  size_t kept_bytes;
  int is_open; /* HTTP/2: the preface has been read */
  uint32_t taken; /* HTTP/2: bytes of DATA since room for more was given */
} Connection;

typedef struct {
  int64_t due_ns;
  int fd;
  uint32_t birth; /* of the connection: its number may belong to another by then */
  uint8_t head[6];
} Waiting;

static Connection connections[MAX_FDS];
static uint32_t births[MAX_FDS];
static uint8_t in[READ_BYTES * 2], out[WRITE_BYTES];
static size_t out_bytes;
static Waiting heap[MAX_WAITING];
static int heap_size, timer_fd;
static int64_t delays_ns[DELAYS];
static uint32_t next_delay;
static int is_grpc, is_slow;

static void die(const char *what) {
  perror(what);
  exit(1);
}

static int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* A load generator reads what it asked for: a full socket is waited for. */
static void write_all(int fd, const uint8_t *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = send(fd, bytes, count, MSG_NOSIGNAL);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return; /* the connection is gone: its end is read next */
    bytes += written;
    count -= (size_t)written;
  }
}

static void put(const void *bytes, size_t count) {
  memcpy(out + out_bytes, bytes, count);
  out_bytes += count;
}

/* ---- frames: length (4 bytes) id (tag 0x08 and three bytes) call (tag, two bytes) … ---------------------------- */

/* KV_GET is call 16, field 16 of a response; every other call that is asked for has `version` as field 1. */
static void put_frame_answer(const uint8_t head[6]) {
  static const uint8_t found[] = {0x08, 1, 0x12, VALUE_BYTES};
  static const uint8_t version[] = {0x18, 0xc0, 0x84, 0x3d};
  static const uint8_t done[] = {0x08, 1};
  int is_get = head[4] == 0x82;
  uint8_t length = is_get ? sizeof found + VALUE_BYTES + sizeof version : sizeof done;
  uint8_t prefix[4] = {0, 0, 0, (uint8_t)(6 + 1 + length)};
  put(prefix, 4);
  put(head, 6);
  put(&length, 1);
  if (!is_get) {
    put(done, sizeof done);
    return;
  }
  put(found, sizeof found);
  memset(out + out_bytes, 'v', VALUE_BYTES);
  out_bytes += VALUE_BYTES;
  put(version, sizeof version);
}

static int is_before(int a, int b) { return heap[a].due_ns < heap[b].due_ns; }

static void swap(int a, int b) {
  Waiting kept = heap[a];
  heap[a] = heap[b];
  heap[b] = kept;
}

static void wait_for(int fd, const uint8_t *head, int64_t arrived_ns) {
  if (heap_size == MAX_WAITING) die("too many requests wait");
  int at = heap_size++;
  heap[at].due_ns = arrived_ns + delays_ns[next_delay++ % DELAYS];
  heap[at].fd = fd;
  heap[at].birth = births[fd];
  memcpy(heap[at].head, head, 6);
  for (; at > 0 && is_before(at, (at - 1) / 2); at = (at - 1) / 2) swap(at, (at - 1) / 2);
}

static void answer_due(void) {
  int64_t now = now_ns();
  while (heap_size > 0 && heap[0].due_ns <= now) {
    Waiting due = heap[0];
    heap[0] = heap[--heap_size];
    for (int at = 0;;) {
      int least = at;
      for (int child = 2 * at + 1; child <= 2 * at + 2; child++)
        if (child < heap_size && is_before(child, least)) least = child;
      if (least == at) break;
      swap(at, least);
      at = least;
    }
    if (births[due.fd] != due.birth) continue;
    out_bytes = 0;
    put_frame_answer(due.head);
    write_all(due.fd, out, out_bytes);
  }
  struct itimerspec until = {{0, 0}, {0, 0}};
  if (heap_size > 0) {
    until.it_value.tv_sec = heap[0].due_ns / 1000000000;
    until.it_value.tv_nsec = heap[0].due_ns % 1000000000;
  }
  timerfd_settime(timer_fd, TFD_TIMER_ABSTIME, &until, NULL);
}

/* Gives how many bytes were whole frames. */
static size_t take_frames(int fd, const uint8_t *bytes, size_t count) {
  int64_t arrived = is_slow ? now_ns() : 0;
  size_t at = 0;
  while (count - at >= 4) {
    size_t length = (size_t)bytes[at] << 24 | (size_t)bytes[at + 1] << 16 | (size_t)bytes[at + 2] << 8 | bytes[at + 3];
    if (length < 6 || length > READ_BYTES - 4) return (size_t)-1;
    if (count - at < 4 + length) break;
    if (is_slow) wait_for(fd, bytes + at + 4, arrived);
    else put_frame_answer(bytes + at + 4);
    at += 4 + length;
  }
  return at;
}

/* ---- HTTP/2, RFC 9113: length (3 bytes) type flags stream (4 bytes) … ------------------------------------------ */

static void put_h2(uint8_t type, uint8_t flags, uint32_t stream, const void *payload, size_t length) {
  uint8_t head[9] = {(uint8_t)(length >> 16), (uint8_t)(length >> 8), (uint8_t)length, type, flags,
                     (uint8_t)(stream >> 24), (uint8_t)(stream >> 16), (uint8_t)(stream >> 8), (uint8_t)stream};
  put(head, 9);
  put(payload, length);
}

static void put_grpc_answer(uint32_t stream) {
  /* `:status: 200` of the static table; `content-type` by its name there, RFC 7541, 6.2.2; nothing is remembered. */
  static const uint8_t headers[] = "\x88\x0f\x10\x10" "application/grpc";
  static const uint8_t trailers[] = "\x00\x0bgrpc-status\x01" "0";
  uint8_t data[5 + 4 + VALUE_BYTES + 4] = {0, 0, 0, 0, 4 + VALUE_BYTES + 4, 0x08, 1, 0x12, VALUE_BYTES};
  memset(data + 9, 'v', VALUE_BYTES);
  memcpy(data + 9 + VALUE_BYTES, "\x18\xc0\x84\x3d", 4);
  put_h2(1, 4, stream, headers, sizeof headers - 1);
  put_h2(0, 0, stream, data, sizeof data);
  put_h2(1, 5, stream, trailers, sizeof trailers - 1);
}

static size_t take_h2(Connection *connection, const uint8_t *bytes, size_t count) {
  size_t at = 0;
  if (!connection->is_open) {
    if (count < 24) return 0;
    connection->is_open = 1;
    at = 24;
    /* As many calls at a time as are wanted, and a window that none fills. */
    put_h2(4, 0, 0, "\x00\x03\x00\x00\xff\xff\x00\x04\x3f\xff\xff\xff", 12);
    put_h2(8, 0, 0, "\x3f\x00\x00\x00", 4);
  }
  while (count - at >= 9) {
    size_t length = (size_t)bytes[at] << 16 | (size_t)bytes[at + 1] << 8 | bytes[at + 2];
    uint8_t type = bytes[at + 3], flags = bytes[at + 4];
    uint32_t stream = (uint32_t)(bytes[at + 5] & 0x7f) << 24 | (uint32_t)bytes[at + 6] << 16 | (uint32_t)bytes[at + 7] << 8 | bytes[at + 8];
    if (length > READ_BYTES - 9) return (size_t)-1;
    if (count - at < 9 + length) break;
    if (type == 4 && !(flags & 1)) put_h2(4, 1, 0, "", 0);
    if (type == 6 && !(flags & 1)) put_h2(6, 1, 0, bytes + at + 9, length);
    if (type == 0) {
      connection->taken += (uint32_t)length;
      if (flags & 1) put_grpc_answer(stream);
    }
    at += 9 + length;
  }
  if (connection->taken > 1 << 24) {
    uint32_t more = htonl(connection->taken);
    put_h2(8, 0, 0, &more, 4);
    connection->taken = 0;
  }
  return at;
}

/* ---- sockets ---------------------------------------------------------------------------------------------------- */

static void lose(int fd) {
  free(connections[fd].kept);
  memset(&connections[fd], 0, sizeof connections[fd]);
  births[fd]++;
  close(fd);
}

static void serve(int fd) {
  Connection *connection = &connections[fd];
  memcpy(in, connection->kept, connection->kept_bytes);
  ssize_t count = recv(fd, in + connection->kept_bytes, READ_BYTES, 0);
  if (count <= 0) {
    lose(fd);
    return;
  }
  size_t bytes = connection->kept_bytes + (size_t)count;
  out_bytes = 0;
  size_t taken = is_grpc ? take_h2(connection, in, bytes) : take_frames(fd, in, bytes);
  if (taken == (size_t)-1) {
    lose(fd);
    return;
  }
  write_all(fd, out, out_bytes);
  connection->kept_bytes = bytes - taken;
  if (connection->kept_bytes > 0) {
    if (connection->kept == NULL) connection->kept = malloc(READ_BYTES);
    if (connection->kept == NULL) die("malloc");
    memcpy(connection->kept, in + taken, connection->kept_bytes);
  }
}

/* The normal quantile of p, by bisection of erfc: 4,096 of them take a few milliseconds. */
static double normal_quantile(double p) {
  double low = -8, high = 8;
  for (int i = 0; i < 60; i++) {
    double middle = (low + high) / 2;
    if (erfc(-middle / sqrt(2)) / 2 < p) low = middle;
    else high = middle;
  }
  return low;
}

static void fill_delays(double median_us) {
  for (int i = 0; i < DELAYS; i++) {
    double z = normal_quantile((i + 0.5) / DELAYS);
    /* An odd factor visits every place once, and neighbours lie far apart. */
    delays_ns[(uint32_t)i * 2531 % DELAYS] = (int64_t)(median_us * 1000 * exp(SIGMA_PERCENT / 100.0 * z));
  }
}

static void watch(int epoll_fd, int fd) {
  struct epoll_event event = {.events = EPOLLIN, .data = {.fd = fd}};
  if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0) die("epoll_ctl");
}

int main(int argc, char **argv) {
  if (argc < 2 || (strcmp(argv[1], "frames") != 0 && strcmp(argv[1], "grpc") != 0)) {
    fputs("responder frames [MEDIAN_US] | responder grpc\n", stderr);
    return 2;
  }
  is_grpc = strcmp(argv[1], "grpc") == 0;
  is_slow = argc > 2 && !is_grpc;
  if (is_slow) fill_delays(atof(argv[2]));
  prctl(PR_SET_TIMERSLACK, 1);
  int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t size = sizeof address;
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, size) < 0 || listen(listener, 4096) < 0) die("listen");
  getsockname(listener, (struct sockaddr *)&address, &size);
  timer_fd = timerfd_create(CLOCK_MONOTONIC, 0);
  int epoll_fd = epoll_create1(0);
  if (timer_fd < 0 || epoll_fd < 0) die("epoll_create1");
  watch(epoll_fd, listener);
  watch(epoll_fd, STDIN_FILENO);
  watch(epoll_fd, timer_fd);
  printf("{\"port\":%d}\n", ntohs(address.sin_port));
  fflush(stdout);
  for (;;) {
    struct epoll_event events[256];
    int count = epoll_wait(epoll_fd, events, 256, -1);
    for (int i = 0; i < count; i++) {
      int fd = events[i].data.fd;
      if (fd == STDIN_FILENO) return 0;
      if (fd == timer_fd) {
        uint64_t times;
        if (read(timer_fd, &times, sizeof times) < 0 && errno != EAGAIN) die("read");
      } else if (fd == listener) {
        int accepted = accept(listener, NULL, NULL);
        if (accepted < 0) continue;
        if (accepted >= MAX_FDS) {
          close(accepted);
          continue;
        }
        setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        watch(epoll_fd, accepted);
      } else serve(fd);
    }
    if (is_slow) answer_due();
  }
}
