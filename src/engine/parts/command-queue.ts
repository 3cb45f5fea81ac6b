import type { ComponentOf, ComponentResult } from "../../model/index.ts";
import { Outcome } from "../kernel/calls.ts";
import { Dispatcher } from "./dispatcher.ts";
import type { Part, PartGauges } from "./part.ts";
import type { Commander } from "./work.ts";
import type { World } from "./world.ts";

/** Whether a queue leads to an orchestrator, and so keeps orders; otherwise it keeps commands. */
export function isOrderQueue(world: World, id: string): boolean {
  return world.linkedFrom(id).some((to) => world.component(world.indexOf(to)).kind === "orchestrator");
}

/**
 * A durable queue between an orchestrator and its services, one line for each service: a command is kept until its service
 * has carried it out. The answer goes straight back to the orchestrator.
 */
export class CommandQueue implements Part {
  readonly gauges: PartGauges;
  readonly events;
  readonly returned: (copy: number) => void;
  private readonly dispatcher: Dispatcher;

  constructor(
    private readonly world: World,
    self: number,
    private readonly component: ComponentOf<"queue">,
  ) {
    const { id, config } = component;
    const called = new Set(
      world.scenario.architecture.components.flatMap((other) =>
        other.kind === "orchestrator" ? other.config.saga.map((step) => step.component) : [],
      ),
    );
    const targets = world.linkedFrom(id).filter((target) => called.has(target));
    this.dispatcher = new Dispatcher(world, self, id, config, new Set(targets.map((target) => world.indexOf(target))), {
      done: (command, repeated) => {
        if (repeated) this.commander(command).repeated(command);
        world.giveBack(command);
      },
      dead: (command) => world.vanish(command),
      // What a service says is for the saga to judge.
      retries: () => false,
    });
    this.events = this.dispatcher.events;
    this.returned = (copy) => this.dispatcher.returned(copy);
    this.gauges = this.dispatcher.gauges;
  }

  readonly receive = (command: number): void => {
    const { world, dispatcher } = this;
    const { calls } = world.scheduler;
    const { capacity } = this.component.config;
    if (dispatcher.isDown || (capacity !== null && dispatcher.depth >= capacity)) {
      dispatcher.refused++;
      calls.outcome.set(command, dispatcher.isDown ? Outcome.unavailable : Outcome.full);
      world.giveBack(command);
      return;
    }
    dispatcher.put(command, this.commander(command).targetOf(command));
  };

  private commander(command: number): Commander {
    return this.world.part(this.world.scheduler.calls.caller[command] as number) as unknown as Commander;
  }

  bereft(copy: number): void {
    this.dispatcher.bereft(copy);
  }

  /** The broker dies. Without a replica, the commands that waited are gone. */
  crash(): void {
    this.dispatcher.crash(this.component.config.replicated, (command) => this.world.vanish(command));
  }

  recover(): void {
    this.dispatcher.recover();
  }

  restart(now: number): void {
    this.dispatcher.restart(now);
  }

  figures(now: number): Omit<ComponentResult, "kind"> {
    return this.dispatcher.figures(now);
  }
}
