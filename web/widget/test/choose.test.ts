import { describe, expect, it, vi } from "vitest";
import type { Chatflow, Config } from "../src/config.ts";
import type { Kept } from "../src/kept.ts";
import { languageOf } from "../src/language.ts";
import { choose } from "../src/launcher/choose.ts";
import { shared } from "../src/panel/shared.ts";
import { share } from "../src/seldom/shared.ts";
import { coming, short } from "../src/seldom/time.ts";
import type { Targeting } from "../src/targeting/targeting.ts";

share(shared);

const kept: Kept = { visits: 1, pages: 1, visitor: false, name: false, email: false, last: 0 };
const everybody: Targeting = [[]];

const aFlow = (id: string, more: Partial<Chatflow> = {}): Chatflow =>
  ({ id, target: everybody, display: { small_screens: true }, yield_when_away: false, ...more }) as Chatflow;

const aConfig = (chatflows: Chatflow[], more: Partial<Config> = {}): Config =>
  ({ chatflows, available: true, away: { mode: "message" }, country: "ES", languages: ["en", "es"], ...more }) as Config;

const chosen = (config: Config, visitor = kept): string | undefined => choose(config, visitor)?.id;

describe("a page view", () => {
  it("gets the first chatflow that is aimed at it", () => {
    const nobody: Targeting = [];

    expect(chosen(aConfig([aFlow("a", { target: nobody }), aFlow("b"), aFlow("c")]))).toBe("b");
    expect(chosen(aConfig([]))).toBeUndefined();
  });

  it("passes over one that yields while nobody is available", () => {
    const flows = [aFlow("a", { yield_when_away: true }), aFlow("b")];

    expect(chosen(aConfig(flows))).toBe("a");
    expect(chosen(aConfig(flows, { available: false }))).toBe("b");
  });

  it("gets none while nobody is there and the channel then hides", () => {
    const away = { mode: "hide", text: {}, back_at: null } as const;

    expect(chosen(aConfig([aFlow("a")], { available: false, away }))).toBeUndefined();
    expect(chosen(aConfig([aFlow("a")], { away }))).toBe("a");
  });

  it("passes over one that is not for small screens on a small screen", () => {
    const flows = [aFlow("a", { display: { small_screens: false } as Chatflow["display"] }), aFlow("b")];
    vi.stubGlobal("innerWidth", 390);
    expect(chosen(aConfig(flows))).toBe("b");
    vi.unstubAllGlobals();
    expect(chosen(aConfig(flows))).toBe("a");
  });

  it("is judged by what is known of the visitor", () => {
    const target: Targeting = [[["email", "true", "i"], ["pages", "^(3|[4-9]|\\d{2,})$", "i"]]];

    expect(chosen(aConfig([aFlow("a", { target })]))).toBeUndefined();
    expect(chosen(aConfig([aFlow("a", { target })]), { ...kept, email: true, pages: 3 })).toBe("a");
  });
});

describe("the language", () => {
  it("is the page's, else the chatflow's, else the browser's, else the first", () => {
    const config = aConfig([]);
    const languages = vi.spyOn(navigator, "languages", "get").mockReturnValue(["fr-FR", "es-MX"]);

    expect(languageOf(config, { language: "en" }, aFlow("a", { language: "es" }))).toBe("en");
    expect(languageOf(config, {}, aFlow("a", { language: "es" }))).toBe("es");
    expect(languageOf(config, {}, aFlow("a", { language: "auto" }))).toBe("es");
    languages.mockReturnValue(["fr-FR"]);
    expect(languageOf(config, {})).toBe("en");
    languages.mockRestore();
  });
});

describe("times", () => {
  const now = new Date("2026-11-25T12:00:00");

  it("are short where they are of today", () => {
    expect(short("2026-11-25T10:04:00", "en-GB", now)).toBe("10:04");
    expect(short("2026-11-02T10:04:00", "es", now)).toBe("2 nov");
  });

  it("to come are said as people say them", () => {
    expect(coming("2026-11-25T18:00:00", "en-GB", now)).toBe("18:00");
    expect(coming("2026-11-26T09:00:00", "en-GB", now)).toBe("tomorrow, 9:00");
    expect(coming("2026-11-28T09:00:00", "es", now)).toBe("sábado, 9:00");
  });
});
