/*
 * What the load generators have in common: time, sockets, scripts from files, and latencies in microseconds, in buckets as
 * HdrHistogram's with three digits (http://hdrhistogram.org): 2,048 steps to each power of two, the highest value of a bucket
 * stands for it.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { STEPS = 2048, POWERS = 21 };

static uint64_t counts[POWERS * STEPS], total, latest;

static _Noreturn void die(const char *what) {
  fprintf(stderr, "%s: %s%s%s\n", program_invocation_short_name, what, errno == 0 ? "" : ": ", errno == 0 ? "" : strerror(errno));
  exit(1);
}

static int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void record(int64_t latency_ns) {
  uint64_t us = (uint64_t)(latency_ns + 500) / 1000;
  int power = 0;
  while (us >> power >= STEPS) power++;
  if (power >= POWERS) die("a latency is over half an hour");
  counts[power * STEPS + (int)(us >> power)]++;
  total++;
  if (us > latest) latest = us;
}

static uint64_t percentile(double percent) {
  uint64_t wanted = (uint64_t)(percent / 100 * (double)total + 0.5), seen = 0;
  if (wanted < 1) wanted = 1;
  for (int bucket = 0; bucket < POWERS * STEPS; bucket++) {
    seen += counts[bucket];
    if (seen >= wanted) return ((uint64_t)(bucket % STEPS + 1) << bucket / STEPS) - 1;
  }
  return 0;
}

/* The members of a JSON object that say what was measured. */
static void print_latencies(void) {
  printf("\"p50\":%llu,\"p90\":%llu,\"p99\":%llu,\"p999\":%llu,\"max\":%llu", (unsigned long long)percentile(50),
         (unsigned long long)percentile(90), (unsigned long long)percentile(99), (unsigned long long)percentile(99.9),
         (unsigned long long)latest);
}

static double cpu_seconds(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

/* A socket that is connected to a port of this machine. */
static int connect_to(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  int yes = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0) die("connect");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  return fd;
}

/* Has epoll tell of what comes to `fd` by naming `owner`. */
static void watch(int epoll_fd, int fd, void *owner) {
  struct epoll_event event = {.events = EPOLLIN, .data = {.ptr = owner}};
  if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0) die("epoll_ctl");
}

static inline uint32_t word_at(const uint8_t *at) {
  uint32_t word;
  memcpy(&word, at, sizeof word);
  return word;
}

static inline uint8_t *read_file(const char *path, size_t *bytes) {
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) die(path);
  *bytes = (size_t)ftell(file);
  uint8_t *content = malloc(*bytes + 1);
  rewind(file);
  if (content == NULL || fread(content, 1, *bytes, file) != *bytes) die(path);
  fclose(file);
  return content;
}
