import { beforeEach, describe, expect, it } from "vitest";
import { Outbox, type Pending } from "../src/talk/outbox.ts";

const item = (id: string, to: string, more: Partial<Pending> = {}): Pending => ({
  id,
  to,
  text: id,
  at: "2026-11-25T10:00:00Z",
  extras: {},
  state: "waiting",
  ...more,
});

beforeEach(() => localStorage.clear());

describe("messages that are not confirmed", () => {
  it("outlive the page, in their order", () => {
    const outbox = new Outbox("out");
    outbox.add(item("1", "c1"));
    outbox.add(item("2", "c1"));

    expect(new Outbox("out").items.map(({ id }) => id)).toEqual(["1", "2"]);
  });

  it("are forgotten once the server has them", () => {
    const outbox = new Outbox("out");
    outbox.add(item("1", "c1"));
    outbox.remove("1");

    expect(new Outbox("out").items).toEqual([]);
  });

  it("go after the one that begins their conversation has been answered", () => {
    const outbox = new Outbox("out");
    outbox.add(item("1", "+1"));
    outbox.add(item("2", "+1"));
    expect(outbox.next()?.id).toBe("1");

    outbox.remove("1");
    expect(outbox.next()).toBeUndefined();

    outbox.rename("+1", "c1");
    expect(outbox.next()).toMatchObject({ id: "2", to: "c1" });
  });

  it("of another tab are not lost", () => {
    const one = new Outbox("out");
    const other = new Outbox("out");
    one.add(item("1", "c1"));
    other.add(item("2", "c1"));
    one.remove("1");

    expect(new Outbox("out").items.map(({ id }) => id)).toEqual(["2"]);
  });

  it("that failed wait for the visitor, and a file that was on its way is not kept", () => {
    const outbox = new Outbox("out");
    outbox.add(item("1", "c1", { state: "failed" }));
    outbox.add(item("2", "c1", { state: "uploading", file: { name: "a", size: 1, done: 0 } }));

    expect(outbox.next()).toBeUndefined();
    expect(new Outbox("out").items.map(({ id }) => id)).toEqual(["1"]);
  });
});
