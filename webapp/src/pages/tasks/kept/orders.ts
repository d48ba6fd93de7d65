import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { selfQuery } from "../../../api/queries";
import { queryClient } from "../../../api/query-client";
import { uuid } from "../../../core/uuid";
import type { Wanted } from "../wanted";

/** A task that was ordered and whose files are not all with the server yet. */
export interface KeptOrder {
  id: string;
  /** Who ordered it; others who use this browser are not told. */
  owner: string;
  /** ms since the epoch. */
  at: number;
  taskId: number | null;
  wanted: Omit<Wanted, "files" | "kept">;
  files: number;
  /** Of all files. */
  bytes: number;
  /** What was given, where the browser finds it again. */
  roots?: FileSystemHandle[];
}

/** A file of such a task; without `location` none of it was sent. */
export interface KeptFile {
  order: string;
  name: string;
  size: number;
  location?: string;
  fingerprint?: string;
}

interface Schema extends DBSchema {
  orders: { key: string; value: KeptOrder };
  files: { key: [string, string]; value: KeptFile; indexes: { order: string } };
}

const lockName = (id: string) => `limn-order-${id}`;

/** Ends the lock by which other tabs see that an order is being worked on here. */
const living = new Map<string, () => void>();

/** Remember the order; undefined where nothing is sent or the browser cannot keep anything. */
export function keepOrder({ files, kept, ...wanted }: Wanted): Promise<string | undefined> {
  if (!files.length) return Promise.resolve(undefined);
  return orNothing(async () => {
    const id = uuid();
    const order: KeptOrder = {
      id,
      owner: self(),
      at: Date.now(),
      taskId: null,
      wanted,
      files: files.length,
      bytes: files.reduce((sum, { file }) => sum + file.size, 0),
      roots: [...new Set(files.flatMap(({ root }) => root ?? []))],
    };
    const transaction = (await database()).transaction(["orders", "files"], "readwrite");
    void transaction.objectStore("orders").put(order);
    for (const { name, file } of files) {
      void transaction.objectStore("files").put({ order: id, name, size: file.size });
    }
    await transaction.done;
    hold(id);
    return id;
  });
}

export async function noteTask(id: string | undefined, taskId: number): Promise<void> {
  await orNothing(async () => {
    const { store, done } = (await database()).transaction("orders", "readwrite");
    const order = id && (await store.get(id));
    if (order) void store.put({ ...order, taskId });
    await done;
  });
}

/** Where on the server that file of the order is going. */
export async function noteFile(
  order: string,
  name: string,
  told: Required<Pick<KeptFile, "location" | "fingerprint">>,
): Promise<void> {
  await orNothing(async () => {
    const { store, done } = (await database()).transaction("files", "readwrite");
    const file = await store.get([order, name]);
    if (file) void store.put({ ...file, ...told });
    await done;
  });
}

/** The order is carried out or given up. */
export async function forgetOrder(id: string | undefined): Promise<void> {
  if (!id) return;
  await orNothing(async () => {
    const transaction = (await database()).transaction(["orders", "files"], "readwrite");
    void transaction.objectStore("orders").delete(id);
    void transaction.objectStore("files").delete(IDBKeyRange.bound([id], [id, []]));
    await transaction.done;
  });
  living.get(id)?.();
  living.delete(id);
}

/** Orders of this person that no open page works on, the oldest first. */
export async function interruptedOrders(): Promise<KeptOrder[]> {
  const found = await orNothing(async () => {
    const orders = await (await database()).getAll("orders");
    const held = (await globalThis.navigator.locks?.query())?.held ?? [];
    const busy = new Set(held.map(({ name }) => name));
    return orders.filter(
      ({ id, owner }) => owner === self() && !living.has(id) && !busy.has(lockName(id)),
    );
  });
  return (found ?? []).sort((a, b) => a.at - b.at);
}

export async function filesOf(order: string): Promise<KeptFile[]> {
  return (await database()).getAllFromIndex("files", "order", order);
}

/** Tell other tabs that this order is being worked on here. */
export function hold(id: string): void {
  const done = new Promise<void>((release) => living.set(id, release));
  void globalThis.navigator.locks?.request(lockName(id), () => done).catch(() => undefined);
}

function self(): string {
  return queryClient.getQueryData(selfQuery.queryKey)?.username ?? "";
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("limn-orders", 1, {
    upgrade(fresh) {
      fresh.createObjectStore("orders", { keyPath: "id" });
      fresh
        .createObjectStore("files", { keyPath: ["order", "name"] })
        .createIndex("order", "order");
    },
  });
  return opened;
}

/** A browser that keeps nothing (private windows, a full disk) still sends files. */
async function orNothing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}
