// @vitest-environment node
import { beforeAll, describe, expect, it } from "vitest";
import type { UnreachableJson } from "./api/types";
import { language } from "./i18n.svelte";
import { goneAmong, reachWords } from "./reach";

beforeAll(() => language.more("threads"));

const gone = (address: string, kind = "unknown address"): UnreachableJson => ({
  address,
  at: "2026-11-18T10:00:00Z",
  status: "5.1.1",
  reason: "550 no such user",
  kind,
});
const NOW = Date.parse("2026-11-22T10:00:00Z");

describe("an address that bounced", () => {
  it("says since when and why", () => {
    expect(reachWords(gone("carla@example.org"), NOW)).toBe(
      "Mail to carla@example.org bounced on 18 Nov: address unknown",
    );
  });

  it("keeps the status of a reason it has no words for", () => {
    expect(reachWords(gone("carla@example.org", "moved to the moon"), NOW)).toContain(": 5.1.1");
  });

  it("is marked, too, when the person called our mail spam", () => {
    expect(reachWords(gone("carla@example.org", "complaint"), NOW)).toBe(
      "carla@example.org marked mail from us as spam on 18 Nov",
    );
  });

  it("counts only where the mail would go, however it is written", () => {
    const marks = [gone("carla@example.org"), gone("bo@example.org")];

    expect(goneAmong([{ address: "Carla@Example.org", name: "" }], marks)).toEqual([marks[0]]);
  });

  it("is said once, though two know of it", () => {
    const marks = [gone("carla@example.org"), gone("carla@example.org", "mailbox disabled")];

    expect(goneAmong([{ address: "carla@example.org", name: "" }], marks)).toEqual([marks[0]]);
  });
});
