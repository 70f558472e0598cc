/** The same keys with other words: text stays text, plural stays plural. */
export type Translated<Part> = {
  readonly [Key in keyof Part]: Part[Key] extends string ? string : { readonly one: string; readonly other: string };
};
