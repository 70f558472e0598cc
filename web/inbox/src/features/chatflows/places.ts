/** Countries, languages and devices to choose from, named in the reader's language. */
import { t } from "../../lib/i18n.svelte";

export interface Choice {
  value: string;
  label: string;
}

/** ISO 3166-1, alpha-2. */
const COUNTRIES =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
  "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO " +
  "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE " +
  "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO " +
  "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW " +
  "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM " +
  "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";
/** What browsers speak most; a line may name others, which stay as they are. */
const LANGUAGES =
  "ar bg ca cs da de el en es et eu fa fi fr ga gl he hi hr hu id is it ja ko lt lv ms mt nb nl pl pt ro ru sk sl sr " +
  "sv th tr uk vi zh";

function named(codes: string, type: "region" | "language", locale: string): Choice[] {
  const names = new Intl.DisplayNames(locale, { type, fallback: "code" });
  const choices = codes.split(" ").map((value) => ({ value, label: upper(names.of(value) ?? value, locale) }));
  return choices.sort((one, other) => one.label.localeCompare(other.label, locale));
}

/** Spanish writes languages small; at the head of a line they stand like the countries. */
const upper = (name: string, locale: string): string => name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);

const kept = new Map<string, Choice[]>();

function once(name: string, make: () => Choice[]): Choice[] {
  let found = kept.get(name);
  if (!found) kept.set(name, (found = make()));
  return found;
}

export const countries = (locale: string): Choice[] =>
  once(`countries ${locale}`, () => named(COUNTRIES, "region", locale));

export const languages = (locale: string): Choice[] =>
  once(`languages ${locale}`, () => named(LANGUAGES, "language", locale));

export const devices = (): Choice[] => [
  { value: "desktop", label: t("rules.desktop") },
  { value: "phone", label: t("rules.phone") },
  { value: "tablet", label: t("rules.tablet") },
];

/** The list that a value of this kind is chosen from. */
export function choicesOf(kind: string, locale: string): Choice[] {
  if (kind === "countries") return countries(locale);
  return kind === "languages" ? languages(locale) : devices();
}

/** "Iceland, Norway". A code without a name stays a code. */
export function namesOf(values: readonly string[], choices: readonly Choice[]): string {
  return values.map((value) => choices.find((one) => one.value === value)?.label ?? value).join(", ");
}
