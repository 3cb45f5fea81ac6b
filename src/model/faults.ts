/** What goes wrong, and when: the script of a bad day. Part of the document, so that a run can be repeated. */
import {
  choice,
  componentRef,
  count,
  duration,
  nullable,
  number,
  probability,
  tagged,
  text,
  type ValueOf,
  type Variant,
} from "./fields.ts";
import { z } from "./zod.ts";

const when = {
  at: duration({ label: "Starts at", help: "The instant, from the start of the run." }),
  duration: duration({ label: "Lasts", help: "How long it goes on.", min: 1e-6, default: "30s" }),
};

const instance = nullable(
  count({ label: "Instance", help: "Which instance, counted from 0.", max: 9999, default: 0 }),
  "all instances",
);

const target = (help: string) => componentRef({ label: "Component", help });

/** Every kind of fault; one entry here, and what it does in the engine. */
const variants = {
  outage: {
    label: "Outage",
    help: "A service answers nothing, or every call with an error.",
    fields: {
      target: target("The service that is out."),
      operation: nullable(
        text({ label: "Operation", help: "Only calls of this operation.", maxLength: 60 }),
        "all operations",
      ),
      answers: choice({
        label: "Answers",
        help: "An error at once, or nothing at all.",
        options: { error: "With an error", nothing: "Nothing" },
        default: "error",
      }),
      ...when,
    },
  },
  slowdown: {
    label: "Slowdown",
    help: "Every service time is multiplied.",
    fields: {
      target: target("The service that is slow."),
      factor: number({
        label: "Factor",
        help: "Service times times this.",
        min: 1e-3,
        max: 10_000,
        step: 0.5,
        default: 5,
      }),
      ...when,
    },
  },
  errorBurst: {
    label: "Error burst",
    help: "A share of the calls fails with a transient error.",
    fields: {
      target: target("The service that fails."),
      probability: probability({ label: "Share", help: "Of the calls that fail.", default: 0.5 }),
      ...when,
    },
  },
  crash: {
    label: "Crash",
    help: "An instance stops and forgets what it had in memory; it is back after the duration.",
    fields: { target: target("An orchestrator, a queue or a service."), instance, ...when },
  },
  pause: {
    label: "Pause",
    help: "An orchestrator's instance stands still, and then goes on as if nothing had been.",
    fields: { target: target("The orchestrator."), instance, ...when },
  },
  partition: {
    label: "Partition",
    help: "Nothing gets through between two components.",
    fields: { from: target("The one that calls."), to: target("The one that is called."), ...when },
  },
  clockSkew: {
    label: "Clock skew",
    help: "The clocks of a service run ahead, so that holds end early.",
    fields: {
      target: target("The inventory."),
      skew: duration({ label: "Ahead by", help: "How far the clocks are ahead.", min: 1e-6, default: "5m" }),
      ...when,
    },
  },
  brownOut: {
    label: "Brown-out",
    help: "Only a share of the servers works.",
    fields: {
      target: target("The service."),
      share: probability({ label: "Share left", help: "Of the servers that still work.", default: 0.5 }),
      ...when,
    },
  },
} satisfies Readonly<Record<string, Variant>>;

const field = tagged({ tag: "kind", label: "Fault", help: "Something that goes wrong at a stated time." }, variants);

/** Something that goes wrong at a stated time, read. */
export type Fault = ValueOf<typeof field>;
export type FaultKind = Fault["kind"];

/** The kinds of fault that can be planned, described. */
export const FAULTS = variants;

/** What a form needs to know of a fault. */
export const FAULT_META = field.meta;

/** Reads one fault; its kind must be given. */
export const faultSchema: z.ZodType<Fault> = z
  .looseObject({ kind: z.string({ error: "is required" }) })
  .refine(({ kind }) => kind in variants, {
    path: ["kind"],
    error: ({ input }) => {
      const { kind } = input as { kind: string };
      return `unknown fault ${JSON.stringify(kind.slice(0, 40))} (known: ${Object.keys(variants).join(", ")})`;
    },
  })
  .pipe(field.schema as unknown as z.ZodType<Fault, Record<string, unknown> & { kind: string }>);
