/** One message: its words with their links. */
import { pieces } from "./links.ts";

/** Plain text from anybody: shown as text, whatever is in it. */
export const Words = ({ text }: { text: string }) => (
  <>
    {pieces(text).map(({ text, href }) =>
      href ? (
        <a href={href} target="_blank" rel="noopener noreferrer nofollow">
          {text}
        </a>
      ) : (
        text
      ),
    )}
  </>
);

export const Bubble = ({ mine, failed, text }: { mine: boolean; failed?: boolean; text: string }) => (
  <div class={`bub${mine ? " me" : ""}${failed ? " fail" : ""}`} dir="auto">
    <Words text={text} />
  </div>
);
