/** What the tabs that have the same job open know of one another. */
export interface Tabs {
  /** Run `work` while no other tab runs work on the job. */
  exclusive<T>(job: number, work: () => Promise<T>): Promise<T>;
  /** Be counted as living until the tab ends or the returned function is called. */
  announce(job: number, client: string): Promise<() => void>;
  /** The clients of tabs that have the job open. */
  living(job: number): Promise<ReadonlySet<string>>;
}

/**
 * The tabs of this browser by Web Locks.
 *
 * Browsers offer no locks over plain http; there each tab knows only itself.
 */
export function browserTabs(): Tabs {
  return "locks" in navigator ? lockedTabs(navigator.locks) : PAGE;
}

export function lockedTabs(locks: LockManager): Tabs {
  const prefix = (job: number) => `limn-job-${job}-tab-`;
  return {
    exclusive: async (job, work) => await locks.request(`limn-job-${job}-flush`, work),
    announce: (job, client) =>
      new Promise((announced, failed) => {
        const held = () => new Promise<void>((release) => announced(release));
        locks.request(prefix(job) + client, held).catch(failed);
      }),
    living: async (job) => {
      const { held = [] } = await locks.query();
      const names = held.map((lock) => lock.name ?? "");
      const ours = names.filter((name) => name.startsWith(prefix(job)));
      return new Set(ours.map((name) => name.slice(prefix(job).length)));
    },
  };
}

/** Everybody in one page, as if each were a tab. */
export function pageTabs(): Tabs {
  const last = new Map<number, Promise<unknown>>();
  const clients = new Map<number, Set<string>>();
  return {
    exclusive: (job, work) => {
      const mine = (last.get(job) ?? Promise.resolve()).then(work);
      last.set(
        job,
        mine.catch(() => undefined),
      );
      return mine;
    },
    announce: async (job, client) => {
      const living = clients.get(job) ?? new Set();
      clients.set(job, living.add(client));
      return () => {
        living.delete(client);
      };
    },
    living: async (job) => new Set(clients.get(job)),
  };
}

const PAGE = pageTabs();
