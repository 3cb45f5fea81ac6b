import type { DocumentInput, Frames, RunResult, Scenario } from "../model/index.ts";

/** What a report is made of: the document as written and as read, and what its run gave. */
export interface ReportInput {
  readonly document: DocumentInput;
  readonly scenario: Scenario;
  readonly result: RunResult;
  readonly frames: Frames;
}
