import { beforeAll, describe, expect, it } from "vitest";
import type { QuarantinedJson } from "../../lib/api/types";
import { language } from "../../lib/i18n.svelte";
import {
  isLetInFirst,
  letInWords,
  mayBeLetIn,
  mayBeTried,
  reasonDetail,
  reasonSentence,
  reasonWords,
  technicalDetail,
} from "./reasons";

beforeAll(() => language.more());

const held = (reason: string, detail: string, more: Partial<QuarantinedJson> = {}): QuarantinedJson => ({
  id: "m1",
  at: "2026-11-22T12:00:00Z",
  reason,
  detail,
  sender: "carla@customer.example",
  recipients: ["nobody@bandeja.test"],
  tries: 1,
  size: 48_000_000,
  raw: "quarantine-m1",
  locked: reason === "HasVirus",
  dropped_at: null,
  dropped_by: null,
  note: null,
  kept_until: "2027-02-20T12:00:00Z",
  ...more,
});
const CODES = ["CannotBeRead", "NobodyHasThisAddress", "HasVirus", "TooLarge", "Loop"];

describe("why a mail is held back", () => {
  it("names the address that nobody has", () => {
    const mail = held("NobodyHasThisAddress", "No inbox has the address");
    expect(reasonDetail(mail)).toBe("nobody@bandeja.test");
    expect(reasonSentence(mail)).toBe("No inbox takes mail for nobody@bandeja.test.");
  });

  it("offers nothing for a mail with a virus, and says why", () => {
    const mail = held("HasVirus", "A virus was found");
    expect([mayBeTried(mail), mayBeLetIn(mail), isLetInFirst(mail)]).toEqual([false, false, false]);
    expect(reasonDetail(mail)).toBe("It stays locked away");
    expect(reasonSentence(mail)).toContain("virus");
  });

  it("puts what a program said aside from what it means", () => {
    const mail = held("CannotBeRead", "ZeroDivisionError: a fault of ours");
    expect(reasonDetail(mail)).not.toContain("ZeroDivisionError");
    expect(technicalDetail(mail)).toContain("ZeroDivisionError");
  });

  it("says how large, and what was counted", async () => {
    expect(reasonDetail(held("TooLarge", "48 MB"))).toContain("48 MB");
    expect(reasonDetail(held("Loop", "11 automatic mails in 10 minutes"))).toBe("11 automatic mails in 10 minutes");
    const counted = "6 automatic mails of robot@customer.example for conversation 1042 within an hour";
    expect(reasonDetail(held("Loop", counted))).toBe("6 automatic mails within an hour");
    await language.set("es");
    expect(reasonDetail(held("Loop", counted))).toBe("6 correos automáticos en una hora");
    expect(reasonDetail(held("Loop", "11 automatic mails in 10 minutes"))).toBe("11 correos automáticos en 10 minutos");
    expect(reasonDetail(held("Loop", "Something else"))).toBe("Something else");
    await language.set("en");
  });

  it("has words of its own for every code, in both languages", async () => {
    for (const wanted of ["en", "es"] as const) {
      await language.set(wanted);
      const said = [...CODES, "SomethingNew"].map(reasonWords);
      expect(new Set(said).size).toBe(CODES.length + 1);
    }
    await language.set("en");
  });

  it("names the order after what it does", () => {
    expect(["CannotBeRead", "NobodyHasThisAddress", "Loop"].map((code) => letInWords(held(code, "")))).toEqual([
      "Make a conversation",
      "Pick an inbox",
      "Let it in",
    ]);
    expect(CODES.filter((code) => isLetInFirst(held(code, "")))).toEqual([
      "NobodyHasThisAddress",
      "TooLarge",
      "Loop",
    ]);
    expect(CODES.filter((code) => mayBeTried(held(code, "")))).toEqual(["CannotBeRead", "NobodyHasThisAddress", "Loop"]);
  });

  it("is neither tried nor let in once it was dropped", () => {
    expect(mayBeTried(held("CannotBeRead", ""))).toBe(true);
    const dropped = held("CannotBeRead", "", { dropped_at: "2026-11-23T12:00:00Z" });
    expect([mayBeTried(dropped), mayBeLetIn(dropped)]).toEqual([false, false]);
  });
});
