import { afterEach, describe, expect, it, vi } from "vitest";
import { forget, keep, NOBODY, recall } from "../src/kept.ts";

const forbid = (name: "localStorage" | "sessionStorage"): void => {
  vi.spyOn(window, name, "get").mockImplementation(() => {
    throw new DOMException("forbidden", "SecurityError");
  });
};

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
  sessionStorage.clear();
});

describe("what the browser keeps", () => {
  it("lies in local storage", () => {
    keep("a", { one: 1 });

    expect(localStorage.getItem("a")).toBe('{"one":1}');
    expect(recall("a")).toEqual({ one: 1 });
  });

  it("lies in the session's where local storage is forbidden", () => {
    forbid("localStorage");
    keep("a", [1]);

    expect(sessionStorage.getItem("a")).toBe("[1]");
    expect(recall("a")).toEqual([1]);
  });

  it("lies in memory where both are", () => {
    forbid("localStorage");
    forbid("sessionStorage");
    keep("a", "text");

    expect(recall("a")).toBe("text");
    expect(recall("b")).toBeUndefined();
  });

  it("is passed over where it is not ours", () => {
    localStorage.setItem("c", "{no json");

    expect(recall("c")).toBeUndefined();
  });

  it("is gone from everywhere when a visitor is forgotten, and nothing of another channel is", () => {
    sessionStorage.setItem("a:draft", "{}");
    for (const key of ["a", "a:out", "a1"]) keep(key, ["text"]);
    const kept = { ...NOBODY, visits: 3, token: "t", address: "ana@example.com" };
    forget("a", kept);

    expect(kept).toEqual(NOBODY);
    expect(["a", "a:out", "a:draft", "a1"].map(recall)).toEqual([undefined, undefined, undefined, ["text"]]);
  });

  it("is gone from memory too", () => {
    forbid("localStorage");
    forbid("sessionStorage");
    keep("a", "text");
    forget("a", { ...NOBODY });

    expect(recall("a")).toBeUndefined();
  });
});
