/** Made-up chatflows for tests: say what matters, the rest has believable values. */
import type { ChatflowJson, DisplayPart, RuleLine } from "./lib/api/chat-types";

interface Given {
  id?: string;
  name?: string;
  state?: ChatflowJson["state"];
  version?: number;
  groups?: RuleLine[][];
  display?: Partial<DisplayPart>;
  welcome?: string;
}

export function aChatflow({ groups, display, welcome = "Hello", ...values }: Given = {}): ChatflowJson {
  return {
    id: "cf_1",
    channel: "ch_site",
    name: "Order help",
    kind: "live_chat",
    state: "draft",
    rank: "n",
    version: 1,
    live: null,
    has_changes: true,
    ...values,
    draft: {
      target: { groups: groups ?? [[{ field: "url", test: "any", value: "", name: "" }]], exceptions: [] },
      build: {
        heading: { en: "Talk to us", es: "" },
        welcome: { en: welcome, es: "" },
        faces: [],
        email: { ask: "never", required: false },
        assign: "",
      },
      display: {
        show: "launcher",
        after_seconds: null,
        scroll_percent: null,
        exit_intent: false,
        small_screens: true,
        ...display,
      },
      options: { language: "auto", consent: null, yield_when_away: false, rating: true },
    },
  };
}
