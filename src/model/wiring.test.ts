import { describe, expect, it } from "vitest";
import type { DocumentInput } from "./document.ts";
import { parseDocument } from "./parse.ts";
import { problemLine } from "./problems.ts";
import { canLink, checkWiring } from "./wiring.ts";

interface Drawing {
  components: Record<string, unknown>[];
  links: [string, string][];
  saga?: Record<string, unknown>[];
  goals?: DocumentInput["goals"];
}

const STEPS = [
  { step: "reserve", component: "inventory", operation: "reserve", compensation: "release" },
  { step: "charge", component: "payment", operation: "charge", compensation: "refund" },
  { step: "confirm", component: "inventory", operation: "confirm", compensation: "restock" },
];

const drawing = (): Drawing => ({
  components: ["shoppers", "gateway", "queue", "orchestrator", "inventory", "payment"].map((kind) => ({
    id: kind,
    kind,
  })),
  links: [
    ["shoppers", "gateway"],
    ["gateway", "queue"],
    ["queue", "orchestrator"],
    ["orchestrator", "inventory"],
    ["orchestrator", "payment"],
  ],
});

function check({ components, links, saga = STEPS, goals = [] }: Drawing): readonly string[] {
  const parsed = parseDocument({
    format: "doorbuster",
    version: 1,
    goals,
    architecture: {
      components: components.map((component) =>
        component.kind === "orchestrator" ? { ...component, config: { saga } } : component,
      ),
      links: links.map(([from, to]) => ({ from, to })),
    },
  });
  if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join("\n"));
  return checkWiring(parsed.scenario).map(
    (problem) => `${problem.severity} ${problem.componentId ?? ""} ${problemLine(problem)}`,
  );
}

describe("checkWiring", () => {
  it("accepts an order queue", () => {
    expect(check(drawing())).toEqual([]);
  });

  it("accepts a synchronous checkout of one step", () => {
    const { components } = drawing();
    expect(
      check({
        components: components.filter(({ id }) => id !== "queue" && id !== "inventory"),
        links: [
          ["shoppers", "gateway"],
          ["gateway", "orchestrator"],
          ["orchestrator", "payment"],
        ],
        saga: STEPS.slice(1, 2),
      }),
    ).toEqual([]);
  });

  it("asks for shoppers, and only warns of what is not reached", () => {
    expect(check({ components: [{ id: "pay", kind: "payment", name: "Payment" }], links: [] })).toEqual([
      "error  architecture.components: needs at least one shoppers component: nobody places an order",
      'warning pay architecture.components[0]: payment "Payment" is not used: no order reaches it',
    ]);
  });

  it("asks for exactly one way onward", () => {
    const { components, links } = drawing();
    expect(check({ components, links: links.filter(([from]) => from !== "gateway") })[0]).toBe(
      'error gateway architecture.components[1]: gateway "API gateway" must be linked to exactly one queue or orchestrator or eventQueue (it is linked to none)',
    );
    expect(check({ components, links: [...links, ["gateway", "orchestrator"]] })).toEqual([
      'error gateway architecture.components[1]: gateway "API gateway" must be linked to exactly one queue or orchestrator or eventQueue (it is linked to 2)',
    ]);
  });

  it("refuses links that mean nothing", () => {
    const { components, links } = drawing();
    expect(check({ components, links: [...links, ["payment", "inventory"]] })).toEqual([
      'error payment architecture.links[5]: payment "Payment service" cannot call inventory "Inventory service" (it calls nothing)',
    ]);
    expect(canLink("gateway", "orchestrator")).toBe(true);
    expect(canLink("orchestrator", "queue")).toBe(true);
    expect(canLink("payment", "queue")).toBe(false);
  });

  it("tells a queue of orders from a queue of commands", () => {
    const { components } = drawing();
    const behind = [
      ["shoppers", "gateway"],
      ["gateway", "orchestrator"],
      ["orchestrator", "queue"],
      ["queue", "inventory"],
      ["queue", "payment"],
    ] as [string, string][];
    const at = "error queue architecture.components[2]";
    expect(check({ components, links: behind })).toEqual([]);
    expect(check({ components, links: [...behind, ["orchestrator", "payment"]] })).toEqual([
      'error orchestrator architecture.components[3].config.saga[1].component: orchestrator "Order orchestrator" is wired to payment "Payment service" in 2 ways, directly or through queues: one must be left',
    ]);
    expect(check({ components, links: behind.slice(0, 3), saga: STEPS })).toContain(
      `${at}: queue "Order queue" keeps the commands of an orchestrator, so it must be linked to services only`,
    );
    expect(
      check({
        components,
        links: [
          ["shoppers", "gateway"],
          ["gateway", "queue"],
          ["queue", "payment"],
        ],
      }),
    ).toContain(`${at}: queue "Order queue" must be linked to exactly one orchestrator (it is linked to payment)`);
    const told = components.map((each) => (each.id === "queue" ? { ...each, config: { backPressureDepth: 1 } } : each));
    expect(check({ components: told, links: behind })).toEqual([
      `${at}.config.backPressureDepth: is for a queue in front of an orchestrator: nobody is told how long a command takes`,
    ]);
  });

  it("refuses circles", () => {
    const { components, links } = drawing();
    const lines = check({ components, links: [...links, ["orchestrator", "queue"]] });
    expect(lines).toContain(
      "error queue architecture.components[2]: is part of a circle of links: queue, orchestrator",
    );
  });

  it("checks the saga", () => {
    const { components, links } = drawing();
    const at = "error orchestrator architecture.components[3].config.saga";
    expect(check({ components, links: links.slice(0, 4) })).toEqual([
      `${at}[1].component: orchestrator "Order orchestrator" is not wired to payment "Payment service", which saga step "charge" calls`,
    ]);
    expect(check({ components, links, saga: [] }).slice(0, 1)).toEqual([
      `${at}: orchestrator "Order orchestrator" needs a saga of at least one step`,
    ]);
    const saga = [
      { step: "a", component: "nobody", operation: "charge" },
      { step: "b", component: "queue", operation: "charge" },
      { step: "c", component: "payment", operation: "pay", compensation: "unpay" },
      { step: "d", component: "inventory", operation: "confirm" },
    ];
    expect(check({ components, links, saga })).toEqual([
      `${at}[0].component: saga step "a" calls "nobody", which no component is called`,
      `${at}[1].component: saga step "b" calls queue "Order queue", which is not a service`,
      `${at}[2].operation: payment "Payment service" has no operation "pay" (it has charge, authorize, capture, void, refund)`,
      `${at}[2].compensation: payment "Payment service" has no operation "unpay" (it has charge, authorize, capture, void, refund)`,
      `${at.replace("error", "warning")}[3].operation: saga step "d" asks for confirm, which needs a step before it that asks for reserve`,
    ]);
  });

  it("says which faults strike nothing", () => {
    const { components, links } = drawing();
    const parsed = parseDocument({
      format: "doorbuster",
      version: 1,
      architecture: { components, links: links.map(([from, to]) => ({ from, to })) },
      faults: [
        { kind: "outage", target: "nobody", at: 1 },
        { kind: "slowdown", target: "queue", at: 1 },
        { kind: "outage", target: "payment", operation: "fly", at: 1 },
        { kind: "crash", target: "orchestrator", instance: 3, at: 1 },
        { kind: "partition", from: "payment", to: "inventory", at: 1 },
        { kind: "crash", target: "queue", at: 1 },
      ],
    });
    const problems = parsed.ok ? checkWiring(parsed.scenario) : parsed.problems;
    expect(problems.filter(({ path }) => path.startsWith("faults")).map(problemLine)).toEqual([
      'faults[0].target: no component has the id "nobody"',
      'faults[1].target: queue "Order queue" cannot have this fault',
      'faults[2].operation: payment "Payment service" has no operation "fly"',
      'faults[3].instance: orchestrator "Order orchestrator" has no such instance',
      'faults[4].from: nothing links "payment" to "inventory"',
    ]);
  });

  it("warns of a service nobody calls", () => {
    const { components, links } = drawing();
    expect(check({ components, links, saga: STEPS.slice(1, 2) })).toEqual([
      'warning inventory architecture.components[4]: inventory "Inventory service" is not used: no saga step calls it',
    ]);
  });

  it("asks that goals name components there are", () => {
    const goals = [{ name: "busy", figure: "components.warehouse.utilization", atMost: 1 }];
    expect(check({ ...drawing(), goals })).toEqual(['error  goals[0].figure: no component has the id "warehouse"']);
  });
});
