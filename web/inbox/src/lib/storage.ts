/** Small things kept in this browser. Storage may be full or switched off: reading then gives the fallback. */
export function recall<Value>(name: string, fallback: Value): Value {
  try {
    const text = localStorage.getItem(`bandeja.${name}`);
    return text === null ? fallback : (JSON.parse(text) as Value);
  } catch {
    return fallback;
  }
}

/** Answers whether it is really kept. */
export function keep(name: string, value: unknown): boolean {
  try {
    localStorage.setItem(`bandeja.${name}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forget(name: string): void {
  try {
    localStorage.removeItem(`bandeja.${name}`);
  } catch {
    // Nothing was kept, so there is nothing to forget.
  }
}
