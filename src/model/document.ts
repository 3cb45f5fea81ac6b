/**
 * The document: what a person draws, saves and shares. `DocumentInput` is as written; `Scenario` is the same, read: every default
 * filled in, every length of time in seconds.
 */
import { durationSchema } from "./duration-schema.ts";
import { type Fault, faultSchema } from "./faults.ts";
import { identifier, identifierSchema, objectSchema } from "./fields.ts";
import { type Goal, goalSchema } from "./goals.ts";
import { type ConfigOf, KINDS, type Kind } from "./kinds/index.ts";
import { type LinkSettings, linkFields } from "./links.ts";
import { VERSION } from "./migrations.ts";
import { wholeNumber } from "./sentence.ts";
import { z } from "./zod.ts";

export interface Position {
  readonly x: number;
  readonly y: number;
}

/** A component of one kind, read. */
export type ComponentOf<K extends Kind> = {
  readonly [P in K]: {
    readonly id: string;
    readonly kind: P;
    /** As given, or the label of its kind. */
    readonly name: string;
    /** Null when the document does not place it. */
    readonly position: Position | null;
    readonly config: ConfigOf<P>;
  };
}[K];

/** A component of any kind; `kind` tells which. */
export type Component = ComponentOf<Kind>;

/** A directed wire. */
export interface Link extends LinkSettings {
  readonly from: string;
  readonly to: string;
}

export interface RunSettings {
  readonly seed: number;
  /** "drained", or the instant in seconds at which the run ends. */
  readonly until: "drained" | number;
  /** No run goes on for longer, in simulated seconds. */
  readonly limit: number;
  /** Seconds left out of latencies and component figures. */
  readonly warmUp: number;
}

/** A document, read. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly architecture: { readonly components: readonly Component[]; readonly links: readonly Link[] };
  readonly faults: readonly Fault[];
  readonly goals: readonly Goal[];
  readonly run: RunSettings;
}

/** A component as written: only `id` and `kind` are required. */
export interface ComponentInput {
  readonly id: string;
  readonly kind: Kind;
  readonly name?: string;
  readonly position?: Position | null;
  readonly config?: Readonly<Record<string, unknown>>;
}

/** A link as written: only its ends are required; the other fields are those of `LINK_FIELDS`. */
export interface LinkInput {
  readonly from: string;
  readonly to: string;
  readonly latency?: string | number;
  readonly [field: string]: unknown;
}

export interface GoalInput {
  readonly name: string;
  readonly figure: string;
  readonly atMost?: string | number;
  readonly atLeast?: string | number;
}

export interface RunInput {
  readonly seed?: number;
  readonly until?: string | number;
  readonly limit?: string | number;
  readonly warmUp?: string | number;
}

/** A document as written: defaults left out, durations with their units. This is what is edited and saved. */
export interface DocumentInput {
  readonly format: "doorbuster";
  readonly version: number;
  readonly name?: string;
  readonly about?: string;
  readonly architecture?: {
    readonly components?: readonly ComponentInput[];
    readonly links?: readonly LinkInput[];
  };
  readonly faults?: readonly { readonly kind: string; readonly [key: string]: unknown }[];
  readonly goals?: readonly GoalInput[];
  readonly run?: RunInput;
}

/** Limits on what a document may hold. */
export const LIMITS = { components: 200, links: 1000, faults: 200, goals: 100, seed: 0xffff_ffff } as const;

const coordinate = z.number().min(-1e6).max(1e6);

function componentSchema(kind: Kind) {
  const { label, schema } = KINDS[kind];
  return z
    .strictObject({
      id: identifierSchema.meta({ description: "What links and saga steps call it." }),
      kind: z.literal(kind),
      name: z.string().min(1).max(120).prefault(label).meta({ description: "What people call it." }),
      position: z.strictObject({ x: coordinate, y: coordinate }).nullable().prefault(null),
      config: schema.prefault({}),
    })
    .meta({ title: label, description: KINDS[kind].help });
}

const kindNames = Object.keys(KINDS) as Kind[];
const [firstKind = "shoppers", ...otherKinds] = kindNames;

const component = z.discriminatedUnion("kind", [componentSchema(firstKind), ...otherKinds.map(componentSchema)], {
  error: ({ code, input }) => {
    if (code !== "invalid_union") return undefined;
    const kind = (input as { kind?: unknown }).kind;
    const known = `known: ${kindNames.join(", ")}`;
    return typeof kind === "string"
      ? `unknown kind ${JSON.stringify(kind.slice(0, 40))} (${known})`
      : `is required (${known})`;
  },
}) as unknown as z.ZodType<Component>;

const link = objectSchema({
  from: identifier({ label: "From", help: "The id of the component that calls." }),
  to: identifier({ label: "To", help: "The id of the component that is called." }),
  ...linkFields,
});

const architecture = z
  .strictObject({
    components: z.array(component).max(LIMITS.components).prefault([]),
    links: z.array(link).max(LIMITS.links).prefault([]),
  })
  .superRefine(({ components, links }, context) => {
    const report = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const ids = new Set<string>();
    components.forEach(({ id }, index) => {
      if (ids.has(id)) report(["components", index, "id"], `${JSON.stringify(id)} is used twice`);
      ids.add(id);
    });
    const wires = new Set<string>();
    links.forEach(({ from, to }, index) => {
      const wire = `${from} ${to}`;
      if (!ids.has(from)) report(["links", index, "from"], `no component has the id ${JSON.stringify(from)}`);
      if (!ids.has(to)) report(["links", index, "to"], `no component has the id ${JSON.stringify(to)}`);
      if (from === to) report(["links", index], `links ${JSON.stringify(from)} to itself`);
      if (wires.has(wire))
        report(["links", index], `links ${JSON.stringify(from)} to ${JSON.stringify(to)} a second time`);
      wires.add(wire);
    });
  });

const run = z
  .strictObject({
    seed: z
      .int({ error: wholeNumber })
      .min(0)
      .max(LIMITS.seed)
      .prefault(1)
      .meta({ description: "The same document with the same seed gives the same result." }),
    until: z
      .union([z.literal("drained"), durationSchema], { error: 'must be "drained" or a duration such as "10m"' })
      .prefault("drained")
      .meta({ description: "When the run ends: once nothing is left to do, or at an instant." }),
    limit: durationSchema
      .refine((seconds) => seconds > 0, { error: "must be more than 0" })
      .prefault("24h")
      .meta({ description: "The longest simulated time, however the run should end." }),
    warmUp: durationSchema
      .prefault(0)
      .meta({ description: "Time at the start left out of latencies and component figures." }),
  })
  .refine(({ warmUp, limit, until }) => warmUp < Math.min(limit, until === "drained" ? limit : until), {
    path: ["warmUp"],
    error: "must end before the run does",
  });

/** Reads a whole document of the current version. Whether its parts fit together is a question of wiring. */
export const documentSchema = z.strictObject({
  $schema: z.string().max(2000).optional().meta({ description: "For editors: where the JSON Schema is." }),
  format: z.literal("doorbuster"),
  version: z.literal(VERSION),
  name: z.string().min(1).max(200).prefault("Untitled"),
  about: z.string().max(10_000).prefault("").meta({ description: "What the scenario shows." }),
  architecture: architecture.prefault({}),
  faults: z.array(faultSchema).max(LIMITS.faults).prefault([]),
  goals: z.array(goalSchema).max(LIMITS.goals).prefault([]),
  run: run.prefault({}),
});
