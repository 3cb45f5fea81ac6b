/** What an orchestrator needs of the queue that feeds it. Apart from both, because each of them needs the other. */
export interface WorkQueue {
  /** A worker may be free: hands out messages while that is so. */
  hand(): void;
  /**
   * The one who had the order's message has died, or had it for too long: it is handed out again, before the others, or
   * goes to the dead letters.
   */
  handOutAgain(order: number, instance: number): void;
  /** The order of one message has ended, and its record is durable: the message goes. */
  acknowledge(instance: number): void;
  /** An instance has died: what it had not begun yet is handed out again. */
  consumerDied(instance: number): void;
}

/** What a queue of orders needs of whatever drives them to their ends. */
export interface OrderDriver {
  /** Orders a second that all workers together could finish if no service made them wait; Infinity when unlimited. */
  readonly idealRate: number;
  /** Takes a worker for a message; returns its instance, -1 when none is free. */
  takeWorker(): number;
  /** Takes a worker of one instance; false when it has none to give. */
  takeWorkerOf(instance: number): boolean;
  instanceNumbers(): number[];
  /** Whether an instance has workers and is alive, though it may stand still. */
  consumes(instance: number): boolean;
  /** The order came as a message of this queue, which is acknowledged when the order has ended. */
  cameFrom(order: number, queue: number, instance: number): void;
  /** The worker has the order of this call. */
  begin(call: number): void;
  /** Whether the order was handed out before, and kept its row since. */
  isResumed(order: number): boolean;
  /** How often the order was handed to a worker. */
  deliveriesOf(order: number): number;
  /** Nobody will take the order again. */
  letGo(order: number): void;
  /** The shopper's connection is held: `call` is answered when the order ends. */
  answerAtEnd(order: number, call: number): void;
  /** The order of a held connection is gone: the shopper hears that there will be none. */
  dropIntake(order: number): void;
}

/** Something of several instances that can die or stand still, each by itself. */
export interface Instances {
  instanceNumbers(): number[];
  crash(instance: number): void;
  recover(instance: number): void;
  pause(instance: number): void;
  proceed(instance: number): void;
}

/** What a queue of commands needs of the orchestrator that sends them. */
export interface Commander {
  /** Number of the service that a call is meant for. */
  targetOf(call: number): number;
  /** The command was handed out more than once: what its service answers need not be all that comes of it. */
  repeated(call: number): void;
}
