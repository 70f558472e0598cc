/** Asks once where an answer may go, and for consent. The box is never ticked beforehand. */
import { EmailField, isEmail } from "./Field.tsx";
import { filled } from "./filled.ts";
import type { Texts } from "../config.ts";
import { Icon, written } from "./shared.ts";
import type { Scene } from "../panel/scene.ts";

const TICK = "M5 12.5l4.5 4.5L19 7.5";

interface Props {
  scene: Scene;
  /** the consent alone is asked for where the email is not */
  asksEmail: boolean;
  required: boolean;
  submit: string;
  done(email: string, consent: boolean): void;
  later?: () => void;
}

export function EmailForm({ scene, asksEmail, required, submit, done, later }: Props) {
  const words = scene.words;
  const { flow, chat } = scene;
  const [{ email = chat.kept.address ?? "", agreed = false, tried = false }, fill] = filled(scene, "email");
  const consent = chat.kept.agreed ? null : (flow?.consent ?? null);
  const badEmail = asksEmail && (required || !!email) && !isEmail(email);
  const mustAgree = !!consent?.required && !agreed;
  const label = required ? words.email : `${words.email}. ${words.optional}`;
  const send = (event: Event & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    fill({ tried: badEmail || mustAgree });
    if (!badEmail && !mustAgree) done(email, agreed);
    else event.currentTarget.querySelector<HTMLElement>(badEmail ? "[type=email]" : "[type=checkbox]")?.focus();
  };
  return (
    <form class="box" noValidate onSubmit={send}>
      {asksEmail && (
        <>
          <div>
            <h3>{words.where}</h3>
            <p class="x13 m">{words.only}</p>
          </div>
          <EmailField words={words} label={label} value={email} change={(email) => fill({ email })} wrong={tried && badEmail} />
        </>
      )}
      {consent && <Consent scene={scene} texts={consent.text} agreed={agreed} change={(agreed) => fill({ agreed })} error={tried && mustAgree} />}
      <button class="bbtn">{submit}</button>
      {later && <Skip words={words.later} skip={later} />}
    </form>
  );
}

const Skip = ({ words, skip }: { words: string; skip(): void }) => (
  <button type="button" class="ink link" onClick={skip}>
    {words}
  </button>
);

interface Asked {
  scene: Scene;
  texts: Texts;
  agreed: boolean;
  change(agreed: boolean): void;
  error: boolean;
}

function Consent({ scene, texts, agreed, change, error }: Asked) {
  const words = scene.words;
  const { config } = scene;
  return (
    <div>
      <label class="ck">
        <input
          type="checkbox"
          checked={agreed}
          aria-invalid={error}
          onChange={({ currentTarget }) => change(currentTarget.checked)}
        />
        <i aria-hidden="true">{agreed && <Icon d={TICK} size={14} />}</i>
        <span>
          {written(scene, texts)}{" "}
          {/^https?:/.test(config.privacy_url) && (
            <a href={config.privacy_url} target="_blank" rel="noopener noreferrer">
              {words.privacy}
            </a>
          )}
        </span>
      </label>
      {error && <p class="bad" role="alert">{words.mustAgree}</p>}
    </div>
  );
}
