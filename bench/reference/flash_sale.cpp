// The canonical flash sale (bench/canonical-flash-sale.json), written by hand for this one model: how fast it can be.
//
//   g++ -O3 -march=native -o wheel flash_sale.cpp            pending events in a calendar wheel
//   g++ -O3 -march=native -DHEAP -o heap flash_sale.cpp      pending events in a 4-ary heap
//   ./wheel [SCALE] [SEED]
//
// At SCALE 1: Poisson arrivals, 50,000 a second for 60 s, one backlog, 8,000 workers. A worker takes an order through
//   reserve (inventory, 80 ms) - charge (payment, 500 ms) - confirm (inventory, 30 ms) - ship (shipping, 200 ms) -
//   notify (notification, 20 ms)
// at stations of 900, 2,500, 1,500 and 300 servers, first come first served, exponential times. 3 % of the charges are
// declined: release (inventory, 80 ms). 1 % of the shipments fail: refund (payment, 500 ms), release.
// Prints one JSON object.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

// Chance: xoshiro128++ (D. Blackman and S. Vigna, public domain), seeded by splitmix64.
class Random {
  uint32_t s[4];
  static uint32_t rotated(uint32_t x, int k) { return (x << k) | (x >> (32 - k)); }

 public:
  explicit Random(uint64_t seed) {
    for (uint32_t &word : s) {
      uint64_t z = (seed += 0x9e3779b97f4a7c15u);
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
      word = uint32_t((z ^ (z >> 31)) >> 32);
    }
  }
  uint32_t bits() {
    uint32_t result = rotated(s[0] + s[3], 7) + s[0], t = s[1] << 9;
    s[2] ^= s[0], s[3] ^= s[1], s[1] ^= s[2], s[0] ^= s[3], s[2] ^= t, s[3] = rotated(s[3], 11);
    return result;
  }
  // In (0, 1).
  double uniform() { return (bits() + 0.5) * (1.0 / 4294967296.0); }
  double exponential(double mean) { return -std::log(uniform()) * mean; }
};

// A queue of numbers in a ring that grows.
template <class T>
class Ring {
  std::vector<T> cells = std::vector<T>(1024);
  size_t first = 0, count = 0;

 public:
  size_t size() const { return count; }
  bool empty() const { return count == 0; }
  void push(T value) {
    if (count == cells.size()) {
      std::vector<T> wider(2 * count);
      for (size_t i = 0; i < count; i++) wider[i] = cells[(first + i) & (count - 1)];
      cells.swap(wider);
      first = 0;
    }
    cells[(first + count++) & (cells.size() - 1)] = value;
  }
  T pop() {
    T value = cells[first];
    first = (first + 1) & (cells.size() - 1);
    count--;
    return value;
  }
};

// The pending events: at most one for each worker, so an event is its worker's number and its time.
static const int WORKERS_MAX = 1 << 17;
#ifdef HEAP
struct Event {
  double time;
  int worker;
};
static Event heap[WORKERS_MAX];
static int pending = 0;

static void prepare(double) {}
static inline double nextTime() { return pending > 0 ? heap[0].time : INFINITY; }
static inline void schedule(double time, int worker) {
  int i = pending++;
  while (i > 0) {
    const int parent = (i - 1) >> 2;
    if (heap[parent].time <= time) break;
    heap[i] = heap[parent];
    i = parent;
  }
  heap[i] = {time, worker};
}
static inline int pop() {
  const int worker = heap[0].worker, n = --pending;
  const Event last = heap[n];
  int i = 0;
  for (;;) {
    const int child = (i << 2) + 1, end = child + 4 < n ? child + 4 : n;
    if (child >= n) break;
    int least = child;
    for (int c = child + 1; c < end; c++)
      if (heap[c].time < heap[least].time) least = c;
    if (heap[least].time >= last.time) break;
    heap[i] = heap[least];
    i = least;
  }
  heap[i] = last;
  return worker;
}
#else
// Buckets of linked lists, one turn of the wheel being far longer than nearly every delay; the bucket that the clock
// stands in is kept sorted, latest first.
static const int BUCKETS = 1 << 15;
static int buckets[BUCKETS], following[WORKERS_MAX], currentWorker[WORKERS_MAX], current = 0, pending = 0;
static double dueTime[WORKERS_MAX], currentTime[WORKERS_MAX], bucketsPerSecond;
static int64_t clockBucket = 0;
static std::vector<std::pair<double, int>> beyond;

static void prepare(double eventsPerSecond) {
  bucketsPerSecond = eventsPerSecond / 6;
  for (int &bucket : buckets) bucket = -1;
}
static inline void sortIn(double time, int worker) {
  int i = current++;
  for (; i > 0 && currentTime[i - 1] < time; i--) {
    currentTime[i] = currentTime[i - 1];
    currentWorker[i] = currentWorker[i - 1];
  }
  currentTime[i] = time;
  currentWorker[i] = worker;
}
static inline void schedule(double time, int worker) {
  pending++;
  const int64_t bucket = int64_t(time * bucketsPerSecond);
  if (bucket <= clockBucket) {
    sortIn(time, worker);
  } else if (bucket < clockBucket + BUCKETS) {
    int &head = buckets[bucket & (BUCKETS - 1)];
    dueTime[worker] = time;
    following[worker] = head;
    head = worker;
  } else {
    beyond.emplace_back(time, worker);
  }
}
static inline double nextTime() {
  while (current == 0) {
    if (pending == 0) return INFINITY;
    clockBucket++;
    int &head = buckets[clockBucket & (BUCKETS - 1)];
    for (int worker = head; worker >= 0; worker = following[worker]) sortIn(dueTime[worker], worker);
    head = -1;
    if ((clockBucket & (BUCKETS - 1)) == 0 && !beyond.empty()) {
      std::vector<std::pair<double, int>> waiting;
      waiting.swap(beyond);
      pending -= int(waiting.size());
      for (auto &event : waiting) schedule(event.first, event.second);
    }
  }
  return currentTime[current - 1];
}
static inline int pop() {
  pending--;
  return currentWorker[--current];
}
#endif

enum Visit : uint8_t { RESERVE, CHARGE, CONFIRM, SHIP, NOTIFY, RELEASE, REFUND };
static const int STATION[] = {0, 1, 0, 2, 3, 0, 1};
static const double MEAN[] = {0.08, 0.5, 0.03, 0.2, 0.02, 0.08, 0.5};

int main(int argc, char **argv) {
  const double scale = argc > 1 ? std::atof(argv[1]) : 1;
  const double rate = 50000 * scale, duration = 60;
  const int workers = int(std::lround(8000 * scale));
  int idle[] = {int(std::lround(900 * scale)), int(std::lround(2500 * scale)), int(std::lround(1500 * scale)), int(std::lround(300 * scale))};
  Random chance(argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1);

  if (workers > WORKERS_MAX) return 1;
  prepare(25000 * scale);
  Ring<double> backlog;
  Ring<int> lines[4];
  std::vector<double> clicked(workers);
  std::vector<Visit> visit(workers);
  std::vector<int> free(workers);
  for (int i = 0; i < workers; i++) free[i] = workers - 1 - i;
  // Completion times, in quarters of a second.
  std::vector<uint32_t> times(1 << 14);
  uint64_t orders = 0, completed = 0, failed = 0, events = 0;
  size_t peak = 0;
  double now = 0;

  const auto start = std::chrono::steady_clock::now();
  auto serve = [&](int worker) { schedule(now + chance.exponential(MEAN[visit[worker]]), worker); };
  auto go = [&](int worker, Visit to) {
    visit[worker] = to;
    const int station = STATION[to];
    if (idle[station] > 0) {
      idle[station]--;
      serve(worker);
    } else {
      lines[station].push(worker);
    }
  };
  double arrival = chance.exponential(1 / rate);
  for (;;) {
    const double time = nextTime();
    if (arrival <= time) {
      if (arrival == INFINITY) break;
      now = arrival;
      events++;
      orders++;
      arrival = now + chance.exponential(1 / rate);
      if (arrival >= duration) arrival = INFINITY;
      if (free.empty()) {
        backlog.push(now);
        if (backlog.size() > peak) peak = backlog.size();
      } else {
        const int worker = free.back();
        free.pop_back();
        clicked[worker] = now;
        go(worker, RESERVE);
      }
      continue;
    }
    now = time;
    events++;
    const int worker = pop();
    const Visit done = visit[worker];
    Ring<int> &line = lines[STATION[done]];
    if (line.empty()) idle[STATION[done]]++;
    else serve(line.pop());
    switch (done) {
      case RESERVE: go(worker, CHARGE); continue;
      case CHARGE: go(worker, chance.uniform() < 0.03 ? RELEASE : CONFIRM); continue;
      case CONFIRM: go(worker, SHIP); continue;
      case SHIP: go(worker, chance.uniform() < 0.01 ? REFUND : NOTIFY); continue;
      case REFUND: go(worker, RELEASE); continue;
      case RELEASE: failed++; break;
      case NOTIFY: {
        completed++;
        const size_t quarter = size_t((now - clicked[worker]) * 4);
        times[quarter < times.size() ? quarter : times.size() - 1]++;
      }
    }
    if (backlog.empty()) {
      free.push_back(worker);
    } else {
      clicked[worker] = backlog.pop();
      go(worker, RESERVE);
    }
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

  auto percentile = [&](double p) -> double {
    uint64_t below = 0;
    for (size_t quarter = 0; quarter < times.size(); quarter++)
      if ((below += times[quarter]) >= p * completed) return quarter / 4.0;
    return INFINITY;
  };
  std::printf(
      "{\"orders\":%llu,\"completed\":%llu,\"failed\":%llu,\"peak\":%zu,\"end\":%.2f,\"p50\":%.2f,\"p99\":%.2f,\"events\":%llu,\"seconds\":%.4f}\n",
      (unsigned long long)orders, (unsigned long long)completed, (unsigned long long)failed, peak, now, percentile(0.5), percentile(0.99), (unsigned long long)events, seconds);
}
