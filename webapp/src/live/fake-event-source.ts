import type { EventStream } from "./feed";

/** A browser's stream of events whose server is the test. */
export class FakeEventSource implements EventStream {
  static readonly opened: FakeEventSource[] = [];
  readonly url: string;
  readyState = 1;
  readonly #target = new EventTarget();

  constructor(url: string) {
    this.url = url;
    FakeEventSource.opened.push(this);
  }

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.#target.addEventListener(type, (event) => listener(event as MessageEvent<string>));
  }

  close(): void {
    this.readyState = 2;
  }

  /** The server tells of something. */
  say(type: string, data: unknown): void {
    this.#target.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }

  /** The connection broke off, to be made again, or the server refused it. */
  fail(how: "connecting" | "closed"): void {
    this.readyState = how === "closed" ? 2 : 0;
    this.#target.dispatchEvent(new Event("error"));
  }
}
