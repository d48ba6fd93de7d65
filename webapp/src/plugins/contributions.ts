import type { ComponentType } from "react";
import type { components } from "../api/schema";
import type { OpenJob } from "./open-job";

/** A panel the app draws itself, from questions and answers of the server. */
export type Described = components["schemas"]["DescribedPanel"];

/** A tab beside the picture. */
export interface PanelContribution {
  readonly kind: "panel";
  readonly id: string;
  readonly plugin: string;
  readonly title: string;
  readonly component: ComponentType<{ job: OpenJob }> | Described;
}

/** A page of its own at `/plugins/<plugin>/<path>`. */
export interface RouteContribution {
  readonly kind: "route";
  readonly id: string;
  readonly plugin: string;
  readonly title: string;
  readonly path: string;
  readonly component: ComponentType;
}

/** A button in the strip of tools; what it does is an action of the same id. */
export interface ToolContribution {
  readonly kind: "tool";
  readonly id: string;
  readonly plugin: string;
}

export type Contribution = PanelContribution | RouteContribution | ToolContribution;

/** Everything plugins have added to the page, in the order it came. */
export class Contributions {
  readonly #all = new Map<string, Contribution>();
  readonly #listeners = new Set<() => void>();
  readonly #lists = new Map<Contribution["kind"], readonly Contribution[]>();

  /** Add one until the returned function is called. Throws when its id is taken. */
  add(one: Contribution): () => void {
    const key = `${one.kind} ${one.id}`;
    if (this.#all.has(key)) throw new Error(`there is a ${one.kind} ${one.id} already`);
    this.#all.set(key, one);
    this.#changed();
    return () => {
      if (this.#all.delete(key)) this.#changed();
    };
  }

  /** Those of a kind; the same array until one comes or goes. */
  list<Kind extends Contribution["kind"]>(kind: Kind): readonly (Contribution & { kind: Kind })[] {
    let list = this.#lists.get(kind);
    if (!list) {
      list = [...this.#all.values()].filter((one) => one.kind === kind);
      this.#lists.set(kind, list);
    }
    return list as readonly (Contribution & { kind: Kind })[];
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #changed(): void {
    this.#lists.clear();
    for (const listener of this.#listeners) listener();
  }
}

/** Those of this page. */
export const contributions = new Contributions();
