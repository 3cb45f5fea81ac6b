/** The fields of a link: how long a message takes, what gets lost, and how the caller guards itself. */
import { count, duration, group, metasOf, nullable, number, probability, toggle, type ValuesOf } from "./fields.ts";
import { KINDS, type Kind } from "./kinds/index.ts";
import type { KindDefinition } from "./kinds/kind.ts";

/** A wire as such; every link has these. */
const wire = {
  latency: duration({ label: "Latency", help: "Time one message takes, one way.", default: 0 }),
};

/** What a caller does about calls that are slow, lost or refused; only links out of an orchestrator have all of these. */
const calls = {
  loss: probability({
    label: "Loss",
    help: "The share of messages that get lost, requests and answers alike.",
    default: 0,
  }),
  timeout: nullable(
    duration({
      label: "Timeout",
      help: "The caller stops waiting after this; the callee works on.",
      min: 1e-6,
      default: "2s",
    }),
    "waits for ever",
  ),
  retries: group(
    { label: "Retries", help: "What the caller does after a timeout or a transient error.", default: {} },
    {
      max: count({ label: "At most", help: "Attempts after the first one.", max: 100, default: 0 }),
      backoff: duration({
        label: "Backoff",
        help: "Wait before the first retry; it doubles each time.",
        default: "100ms",
      }),
      cap: duration({ label: "Longest backoff", help: "The wait does not grow beyond this.", default: "10s" }),
      jitter: toggle({ label: "Jitter", help: "Spread each wait evenly between zero and its length.", default: true }),
      budget: nullable(
        number({
          label: "Budget",
          help: "Retries allowed per first attempt, over all orders together.",
          max: 100,
          step: 0.05,
          default: 0.1,
        }),
        "unlimited",
      ),
    },
  ),
  circuitBreaker: nullable(
    group(
      { label: "Circuit breaker", help: "Stops calling a service that keeps failing.", default: {} },
      {
        failures: count({ label: "Failures", help: "Calls in a row that fail before it opens.", min: 1, default: 20 }),
        openFor: duration({
          label: "Open for",
          help: "How long no call is made before one is tried again.",
          min: 1e-3,
          default: "5s",
        }),
      },
    ),
    "off",
  ),
  bulkhead: nullable(
    count({
      label: "Bulkhead",
      help: "How many calls of this caller may be under way at once; the next one fails at once.",
      min: 1,
      default: 1000,
    }),
    "unlimited",
  ),
};

/** What reads a link's settings. */
export const linkFields = { ...wire, ...calls };

/** The same, described. */
export const LINK_FIELDS = metasOf(linkFields);

/** Names of the fields that a link can have only if its caller guards itself. */
const CALL_FIELDS: readonly string[] = Object.keys(calls);

/** Which of the fields of {@link LINK_FIELDS} mean something on a link out of a component of this kind. */
export function linkFieldsOf(kind: Kind): readonly string[] {
  const { role }: KindDefinition = KINDS[kind];
  if (role === "driver") return [...Object.keys(wire), ...CALL_FIELDS];
  return kind === "service" || kind === "cache" ? [...Object.keys(wire), "timeout"] : Object.keys(wire);
}

/** The settings of a link, read. */
export type LinkSettings = ValuesOf<typeof linkFields>;
