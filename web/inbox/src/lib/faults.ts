/** What is wrong with what somebody filled in, put to the fields it is about. */
import { asProblem } from "./api/problem";
import { problemText } from "./problem-text";

/** By field what is wrong with it; `other` is what belongs to none of them. */
export type Faults<Field extends string> = Partial<Record<Field | "other", string>>;

/**
 * A refusal at the field that the server names, if it is one of `fields`: what it says of `events[2]` or `label.en`
 * stands at `events` and `label`.
 */
export function faultsOfRefusal<Field extends string>(error: unknown, fields: readonly Field[]): Faults<Field> {
  const [named] = asProblem(error).field.split(/[.[]/, 1);
  const field = fields.find((one) => one === named) ?? "other";
  return { [field]: problemText(error) } as Faults<Field>;
}

export const isFaulty = (faults: Faults<string>): boolean => Object.values(faults).some(Boolean);
