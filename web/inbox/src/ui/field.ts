/** What a Field tells the control inside it: its id, and which texts describe it. */
import { getContext, setContext } from "svelte";

export interface FieldContext {
  /** undefined where each control has a label of its own. */
  readonly id: string | undefined;
  readonly describedby: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
}

const KEY = Symbol("field");

export function offerField(field: FieldContext): void {
  setContext(KEY, field);
}

/** The Field around this control; undefined when it stands alone. */
export function fieldAround(): FieldContext | undefined {
  return getContext<FieldContext | undefined>(KEY);
}
