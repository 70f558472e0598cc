import { describe, expect, it } from "vitest";
import type { QuarantinedJson } from "../../lib/api/types";
import { mayBeSaved, reasonDetail } from "./reasons";

const held = (reason: string, detail: string): QuarantinedJson => ({
  id: "m1",
  at: "2026-11-22T12:00:00Z",
  reason,
  detail,
  sender: "carla@customer.example",
  recipients: ["nobody@bandeja.test"],
  tries: 1,
  size: 300,
  raw: "quarantine-m1",
});

describe("why a mail is held back", () => {
  it("names the address that nobody has", () => {
    expect(reasonDetail(held("NobodyHasThisAddress", "No inbox has the address"))).toBe("nobody@bandeja.test");
  });

  it("never hands out a mail with a virus, and says so", () => {
    expect(mayBeSaved(held("HasVirus", ""))).toBe(false);
    expect(reasonDetail(held("HasVirus", "A virus was found"))).toContain("locked away");
  });

  it("shows what the server found where there is no better word", () => {
    expect(mayBeSaved(held("CannotBeRead", "x"))).toBe(true);
    expect(reasonDetail(held("CannotBeRead", "ZeroDivisionError"))).toBe("ZeroDivisionError");
  });
});
