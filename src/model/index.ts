/** The document and the result: what goes into a run, and what comes out. */
export { type Distribution, type DistributionInput, type DistributionType, meanOf } from "./distribution.ts";
export type {
  Component,
  ComponentInput,
  ComponentOf,
  DocumentInput,
  GoalInput,
  Link,
  LinkInput,
  Position,
  RunInput,
  RunSettings,
  Scenario,
} from "./document.ts";
export { durationText, LONGEST_DURATION, parseDuration } from "./duration.ts";
export type { Fault } from "./faults.ts";
export type { ChoiceOption, FieldMeta, FieldMetas, TaggedVariant } from "./field-meta.ts";
export { COMPONENT_FIGURES, FIGURES, type Figure, figureOf, HEADLINE_FIGURES, readFigure } from "./figures.ts";
export type { Goal } from "./goals.ts";
export { type ConfigOf, KINDS, type Kind } from "./kinds/index.ts";
export type { KindDefinition, Operation, Operations, Ports, Role } from "./kinds/kind.ts";
export { VERSION } from "./migrations.ts";
export * from "./result.ts";
