/** What the launcher gives the panel to play on, and what it asks of the panel. */
import type { Chatflow, Config, Settings } from "./config.ts";
import type { Kept } from "./kept.ts";

/** A call of the page that waits: `["open"]`, `["identify", "…"]`. */
export type Call = [name: string, ...values: unknown[]];

export interface Stage {
  readonly config: Config;
  readonly settings: Settings;
  readonly kept: Kept;
  readonly calls: Call[];
  /** holds one frame, which holds the launcher */
  readonly root: ShadowRoot;
  /** Decides anew what this page sees. */
  readonly refresh: () => void;
}

export interface Panel {
  /** `byVisitor`: they asked for it, so focus goes in and the chat begins */
  open(flow: Chatflow | undefined, byVisitor: boolean): void;
  /** The page, the chatflow or the language is another one. */
  refresh(flow: Chatflow | undefined): void;
}

/** What the panel's module exports. */
export type MakePanel = (stage: Stage) => Panel;
