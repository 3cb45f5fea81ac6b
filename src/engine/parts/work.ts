/** What an orchestrator needs of the queue that feeds it. Apart from both, because each of them needs the other. */
export interface WorkQueue {
  /** A worker may be free: hands out messages while that is so. */
  hand(): void;
  /** The one who had the order's message has died: it is handed out again, before the others, or goes to the dead letters. */
  handOutAgain(order: number): void;
  /** The order of one message has ended, and its record is durable: the message goes. */
  acknowledge(): void;
}

/** What a queue of commands needs of the orchestrator that sends them. */
export interface Commander {
  /** Number of the service that a call is meant for. */
  targetOf(call: number): number;
  /** The command was handed out more than once: what its service answers need not be all that comes of it. */
  repeated(call: number): void;
}
