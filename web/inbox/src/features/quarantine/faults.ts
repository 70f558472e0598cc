/** In which line a mail is broken, in words. */
import type { FaultJson, QuarantinedJson } from "../../lib/api/types";
import { t } from "../../lib/i18n.svelte";

const SAID = 3;
/** These are held back for what they are, whatever form they have. */
const NOT_THE_FORM = new Set(["NobodyHasThisAddress", "HasVirus", "TooLarge", "Loop"]);

/** A mail without parts is itself its part 1 (RFC 3501, 6.4.5). */
export function faultWords({ code, line, part }: FaultJson): string {
  const values = { part: Math.max(part, 1), line };
  switch (code) {
    case "MAIL-PART-END":
      return t("quarantine.faultPartEnd", values);
    case "MAIL-NO-BOUNDARY":
      return t("quarantine.faultNoBoundary", { line });
    case "MAIL-BOUNDARY-UNUSED":
      return t("quarantine.faultBoundaryUnused", { line });
    case "MAIL-BASE64":
      return t("quarantine.faultBase64", values);
    case "MAIL-HEADER-LINE":
      return t("quarantine.faultHeaderLine", { line });
    case "MAIL-HEADER-WORD":
      return t("quarantine.faultHeaderWord", { line });
    default:
      return t("quarantine.faultOther", { line });
  }
}

/** Those that may be why it was held back. */
export const faultsBehind = (mail: QuarantinedJson, faults: readonly FaultJson[]): readonly FaultJson[] =>
  NOT_THE_FORM.has(mail.reason) ? [] : faults;

/** The first of them in sentences, and which text is whole all the same. */
export function faultSentences(faults: readonly FaultJson[]): string {
  const whole = faults.find((fault) => fault.whole > 0)?.whole;
  const said = faults.slice(0, SAID).map(faultWords);
  return [...said, ...(whole ? [t("quarantine.faultWhole", { part: whole })] : [])].join(" ");
}
