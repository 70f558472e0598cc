/**
 * Where orders wait when the page goes away. Several tabs share one storage, so each order carries its tab, and a tab
 * takes up only its own orders and those of tabs that are gone (a tab that lives holds a lock of the browser).
 */
import { newKey } from "./api/client";
import type { Order } from "./outbox.svelte";
import { keep, recall } from "./storage";

type Kept = Order & { tab: string };

const STORED = "outbox";
const lockName = (tab: string) => `bandeja-tab-${tab}`;
const tab = tabName();

function tabName(): string {
  try {
    const known = sessionStorage.getItem("bandeja.tab") ?? newKey();
    sessionStorage.setItem("bandeja.tab", known);
    return known;
  } catch {
    return newKey();
  }
}

const all = (): Kept[] => recall<Kept[]>(STORED, []);

export function keepOrders(orders: Order[]): void {
  const others = all().filter((kept) => kept.tab !== tab && !orders.some((order) => order.key === kept.key));
  keep(STORED, [...others, ...orders.map((order) => ({ ...order, tab }))]);
}

/** Hold this tab's lock for as long as the page lives. */
export function watchTabs(): () => void {
  const end = new AbortController();
  // Not on plain http, nor in old browsers: then every page counts as gone, and the key still stops a double.
  void (navigator as Partial<Navigator>).locks?.request(
    lockName(tab),
    { ifAvailable: true },
    () =>
      new Promise<void>((resolve) => {
        end.signal.addEventListener("abort", () => {
          resolve();
        });
      }),
  );
  return () => {
    end.abort();
  };
}

/** The orders of this agent that this tab, or a tab that is gone, has left behind. */
export async function adopt(agent: string): Promise<Order[]> {
  const held = (await (navigator as Partial<Navigator>).locks?.query())?.held ?? [];
  const living = new Set(held.map((lock) => lock.name));
  return all()
    .filter((kept) => kept.agent === agent && (kept.tab === tab || !living.has(lockName(kept.tab))))
    .map(withoutTab);
}

function withoutTab(kept: Kept): Order {
  const order: Partial<Kept> = { ...kept };
  delete order.tab;
  return order as Order;
}
