/** The document and the result: what goes into a run, and what comes out. */
export { newComponent, newStep, type StepInput, starterDocument } from "./defaults.ts";
export { type Difference, differsFromDefault, formatSetting } from "./describe.ts";
export { type Distribution, type DistributionInput, type DistributionType, meanOf } from "./distribution.ts";
export {
  type Component,
  type ComponentInput,
  type ComponentOf,
  type DocumentInput,
  type GoalInput,
  LIMITS,
  type Link,
  type LinkInput,
  type Position,
  type RunInput,
  type RunSettings,
  type Scenario,
} from "./document.ts";
export { durationText, LONGEST_DURATION, parseDuration } from "./duration.ts";
export { exampleOf, examplesOf, type NamedExample } from "./examples.ts";
export { FAULT_META, FAULTS, type Fault, type FaultKind } from "./faults.ts";
export type { ChoiceOption, FieldMeta, FieldMetas, TaggedVariant } from "./field-meta.ts";
export { COMPONENT_FIGURES, FIGURES, type Figure, figureOf, HEADLINE_FIGURES, readFigure } from "./figures.ts";
export {
  formatBytes,
  formatCount,
  formatDifference,
  formatDuration,
  formatFigure,
  formatInteger,
  formatMoney,
  formatPercent,
  formatRate,
} from "./format.ts";
export { type Goal, judge } from "./goals.ts";
export { canonicalJson } from "./json.ts";
export { type ConfigOf, KINDS, type Kind } from "./kinds/index.ts";
export type { KindDefinition, Operation, Operations, Ports, Role } from "./kinds/kind.ts";
export type { Autoscaling } from "./kinds/scaling.ts";
export type { Shedding } from "./kinds/station.ts";
export { LINK_FIELDS, type LinkSettings, linkFieldsOf } from "./links.ts";
export { DEPTH_MAX, innerCalls, operationsOf, secondsOf } from "./operations.ts";
export { type ParsedDocument, parseDocument, parseDocumentText, TEXT_MAX } from "./parse.ts";
export { type Problem, problemLine } from "./problems.ts";
export type { Parsed, Unit } from "./quantity.ts";
export * from "./result.ts";
export { commandQueuesBetween, sendsCommands, stepsOf } from "./routing.ts";
export { STORY_EVENTS, type Story, type StoryEvent, type StoryEventName } from "./story.ts";
export { toTimeline } from "./timeline.ts";
export { parseVariation, settle, type Variation, varied } from "./vary.ts";
export { calledIds, canLink, checkWiring } from "./wiring.ts";
