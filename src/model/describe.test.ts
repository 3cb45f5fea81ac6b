import { describe, expect, it } from "vitest";
import { differsFromDefault } from "./describe.ts";

describe("differsFromDefault", () => {
  it("lists nothing for a configuration that comes to the defaults", () => {
    expect(differsFromDefault("inventory")).toEqual([]);
    expect(
      differsFromDefault("inventory", { servers: 64, hold: { ttl: 900 }, operations: { reserve: "0.08s" } }),
    ).toEqual([]);
  });

  it("lists settings with label, value and default", () => {
    expect(
      differsFromDefault("inventory", {
        servers: null,
        hold: { ttl: null },
        operations: { reserve: { exponential: { mean: "80ms" } } },
      }),
    ).toEqual([
      { path: "servers", label: "Servers", value: "unlimited", default: "64" },
      { path: "hold.ttl", label: "Hold: Time to live", value: "never expires", default: "15m" },
      { path: "operations.reserve", label: "Operations: Reserve", value: "exponential, mean 80ms", default: "80ms" },
    ]);
  });

  it("puts variants and lists into words", () => {
    const [arrivals] = differsFromDefault("shoppers", {
      arrivals: { process: "even", startRate: 50, stages: [{ target: 5, duration: "1m" }] },
    });
    expect(arrivals?.value).toBe("Even (starting rate 50/s, stages target 5/s, duration 1m)");
    const [limit] = differsFromDefault("gateway", { rateLimit: { tokenBucket: { rate: 60_000, burst: 60_000 } } });
    expect(limit).toMatchObject({ value: "Token bucket (rate 60,000/s, burst 60,000 tokens)", default: "off" });
  });

  it("does not round a setting", () => {
    const [items] = differsFromDefault("inventory", { items: [{ id: "sneaker", stock: 3_123_456 }] });
    expect(items?.value).toBe("item sneaker, stock 3,123,456 units, popularity 1, price 100.00");
  });

  it("lists nothing for what cannot be read", () => {
    expect(differsFromDefault("payment", { servers: 0 })).toEqual([]);
  });
});
