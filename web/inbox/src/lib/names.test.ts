// @vitest-environment node
import { describe, expect, it } from "vitest";
import { asTeam } from "./names";

const TEAM = "support@bandeja.test";
const box = (address: string, name = "") => ({ address, name });
const TOKEN = `reply+${"a2".repeat(22)}@in.bandeja.test`;

describe("an address of our own that carries a token", () => {
  it("is shown as the team's, under the name it was given", () => {
    expect(asTeam([box(TOKEN, "Support"), box("bo@example.com")], TEAM)).toEqual([
      box(TEAM, "Support"),
      box("bo@example.com"),
    ]);
    expect(asTeam([box(TOKEN.toUpperCase())], TEAM)).toEqual([box(TEAM)]);
  });

  it("is left out where the team stands already", () => {
    expect(asTeam([box(TOKEN), box("Support@bandeja.test")], TEAM)).toEqual([box("Support@bandeja.test")]);
    expect(asTeam([box(TOKEN), box(TOKEN)], TEAM)).toEqual([box(TEAM)]);
    expect(asTeam([box(TOKEN)], TEAM, [box(TEAM)])).toEqual([]);
  });

  it("is told apart from what others call reply+", () => {
    const others = [box("reply+AAAB2@reply.example.com"), box(`no-${TOKEN}`)];

    expect(asTeam(others, TEAM)).toEqual(others);
  });

  it("stays as it is where the team has no address any more", () => {
    expect(asTeam([box(TOKEN)], "")).toEqual([box(TOKEN)]);
    expect(asTeam(null, TEAM)).toEqual([]);
  });
});
