import type { MessagePort, Transferable, Worker } from "node:worker_threads";
import type { Endpoint } from "comlink";

/** What Comlink hears from: Node's own threads have no `addEventListener`. */
export function endpointOf(port: Worker | MessagePort): Endpoint {
  const listeners = new WeakMap<object, (data: unknown) => void>();
  return {
    postMessage: (message: unknown, transfer?: Transferable[]) => port.postMessage(message, transfer ?? []),
    addEventListener(_type: string, listener: Listener) {
      const hear = (data: unknown) => {
        const event = { data, target: port };
        if (typeof listener === "function") listener(event);
        else listener.handleEvent(event);
      };
      listeners.set(listener, hear);
      port.on("message", hear);
    },
    removeEventListener(_type: string, listener: Listener) {
      const hear = listeners.get(listener);
      if (hear !== undefined) port.off("message", hear);
    },
  } as unknown as Endpoint;
}

type Hear = (event: { readonly data: unknown; readonly target: unknown }) => void;
type Listener = Hear | { readonly handleEvent: Hear };
