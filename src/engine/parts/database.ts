import { Outcome, type OutcomeCode } from "../kernel/calls.ts";
import { Service } from "./service.ts";

/** Answers reads and writes over its connections; what is stored makes no difference to an order. */
export class Database extends Service {
  protected effect(): OutcomeCode {
    return Outcome.ok;
  }
}
