/** Times as the visitor's language and clock have them. `region` is a tag such as es-AR. */

export const format = (at: string | Date, region: string, how: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(region, how).format(new Date(at));

export const clock = (at: string, region: string): string => format(at, region, { hour: "numeric", minute: "2-digit" });
