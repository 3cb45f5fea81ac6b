import type { Distribution, DistributionInput } from "../distribution.ts";
import type { FieldMetas } from "../field-meta.ts";
import { distribution, type Field, type Fields, group, metasOf, objectSchema, type ValuesOf } from "../fields.ts";
import type { z } from "../zod.ts";

/** An operation of a service, which a saga step calls. */
export interface Operation {
  readonly label: string;
  readonly help: string;
  /** How long it takes unless the document says otherwise. */
  readonly time: DistributionInput;
  /** The operation that undoes this one; absent when nothing does, or when it undoes another itself. */
  readonly undoneBy?: string;
  /** The operation an earlier step must have asked of the same service, for this one to mean anything. */
  readonly needs?: string;
  /**
   * What a two-phase commit asks for in its place: to prepare, to commit, to abort. Without it the operation itself
   * prepares, its compensation aborts, and there is nothing to commit.
   */
  readonly twoPhase?: { readonly prepare: string; readonly commit: string; readonly abort: string };
}

export type Operations = Readonly<Record<string, Operation>>;

/** A link from A to B is allowed when A `calls` B's kind or B `accepts` A's: one side is enough, so a new kind is one file. */
export interface Ports {
  readonly accepts?: readonly string[];
  readonly calls?: readonly string[];
  /** It cannot work with any other number of outgoing links. */
  readonly callsExactly?: number;
}

/** What can call a service. */
export const SERVICE_CALLERS = ["orchestrator", "queue", "eventQueue"] as const;

/** What a kind is for: where orders begin, the way in, what drives a saga, what a saga calls, what services keep things in. */
export type Role = "source" | "intake" | "driver" | "service" | "store";

export interface KindDefinition<Name extends string = string, Config = unknown> {
  readonly kind: Name;
  readonly label: string;
  readonly help: string;
  /** The name of its icon. */
  readonly icon: string;
  readonly role: Role;
  readonly ports: Ports;
  readonly operations: Operations;
  readonly fields: FieldMetas;
  /** Reads `config`, every default filled in, every length of time in seconds. */
  readonly schema: z.ZodType<Config>;
  /** The one or two facts a drawing shows, such as "1,000 servers". */
  summary(config: Config): readonly string[];
}

interface Draft<Name extends string, F extends Fields> {
  readonly kind: Name;
  readonly label: string;
  readonly help: string;
  readonly icon: string;
  readonly role: Role;
  readonly ports: Ports;
  readonly operations?: Operations;
  readonly fields: F;
}

/** Where `settle` reports a problem: a path inside the configuration, and a sentence. */
export type Report = (path: string, message: string) => void;

/**
 * Defines a kind of component.
 * @param settle works out what depends on several fields, after each was read alone; `asRead` when nothing does
 * @param summary the one or two facts a drawing shows
 */
export function defineKind<const Name extends string, F extends Fields, Config>(
  { operations = {}, fields, ...draft }: Draft<Name, F>,
  settle: (config: ValuesOf<F>, report: Report) => Config,
  summary: (config: Config) => readonly string[],
): KindDefinition<Name, Config> {
  const schema = objectSchema(fields).transform((config, context) =>
    settle(config, (path, message) => context.addIssue({ code: "custom", path: [path], message })),
  );
  return { ...draft, operations, fields: metasOf(fields), schema, summary };
}

/** For kinds whose fields are independent of each other. */
export function asRead<Config>(config: Config): Config {
  return config;
}

/** The field that holds how long each operation takes. */
export function operationTimes<O extends Operations>(operations: O): Field<{ readonly [K in keyof O]: Distribution }> {
  const fields: Record<string, Field<Distribution>> = {};
  for (const [name, { label, help, time }] of Object.entries(operations)) {
    fields[name] = distribution({ label, help, default: time });
  }
  const words = { label: "Operations", help: "How long each operation takes.", default: {} };
  return group(words, fields) as Field<{ readonly [K in keyof O]: Distribution }>;
}
