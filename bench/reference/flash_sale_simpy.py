"""The canonical flash sale (bench/canonical-flash-sale.json) in SimPy 3 or 4.

    python3 flash_sale_simpy.py SCALE

Reads a seed a line, runs the sale with it, and answers with one JSON object a line.
"""

import json
import random
import sys
import time

import simpy

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 0.01
RATE, DURATION = 50_000 * SCALE, 60
# Mean times, in seconds.
RESERVE, CHARGE, CONFIRM, SHIP, NOTIFY, RELEASE, REFUND = 0.08, 0.5, 0.03, 0.2, 0.02, 0.08, 0.5


class Sale:
    def __init__(self):
        self.env = simpy.Environment()
        self.workers = self.servers(8000)
        self.inventory = self.servers(900)
        self.payment = self.servers(2500)
        self.shipping = self.servers(1500)
        self.notification = self.servers(300)
        self.orders = self.failed = self.peak = 0
        self.times = []

    def servers(self, count):
        return simpy.Resource(self.env, capacity=round(count * SCALE))

    def visit(self, station, mean):
        with station.request() as turn:
            yield turn
            yield self.env.timeout(random.expovariate(1 / mean))

    def order(self):
        clicked = self.env.now
        with self.workers.request() as worker:
            self.peak = max(self.peak, len(self.workers.queue))
            yield worker
            yield from self.visit(self.inventory, RESERVE)
            yield from self.visit(self.payment, CHARGE)
            if random.random() < 0.03:
                yield from self.visit(self.inventory, RELEASE)
                self.failed += 1
                return
            yield from self.visit(self.inventory, CONFIRM)
            yield from self.visit(self.shipping, SHIP)
            if random.random() < 0.01:
                yield from self.visit(self.payment, REFUND)
                yield from self.visit(self.inventory, RELEASE)
                self.failed += 1
                return
            yield from self.visit(self.notification, NOTIFY)
            self.times.append(self.env.now - clicked)

    def shoppers(self):
        while True:
            yield self.env.timeout(random.expovariate(RATE))
            if self.env.now >= DURATION:
                return
            self.orders += 1
            self.env.process(self.order())


def percentile(values, p):
    return values[min(len(values) - 1, int(p * len(values)))]


for line in sys.stdin:
    random.seed(int(line))
    sale = Sale()
    start = time.perf_counter()
    sale.env.process(sale.shoppers())
    sale.env.run()
    seconds = time.perf_counter() - start
    sale.times.sort()
    print(
        json.dumps(
            {
                "orders": sale.orders,
                "completed": len(sale.times),
                "failed": sale.failed,
                "peak": sale.peak,
                "end": round(sale.env.now, 2),
                "p50": round(percentile(sale.times, 0.5), 2),
                "p99": round(percentile(sale.times, 0.99), 2),
                "seconds": seconds,
            }
        ),
        flush=True,
    )
