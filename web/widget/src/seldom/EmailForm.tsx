/** Asks once where an answer may go, and for consent. The box is never ticked beforehand. */
import { useState } from "preact/hooks";
import { EmailField, isEmail } from "./Field.tsx";
import type { Texts } from "../config.ts";
import { Icon } from "../panel/Icon.tsx";
import { written, type Scene } from "../panel/scene.ts";

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
  const [email, setEmail] = useState(chat.kept.address ?? "");
  const [agreed, setAgreed] = useState(false);
  const [tried, setTried] = useState(false);
  const consent = chat.kept.agreed ? null : (flow?.consent ?? null);
  const badEmail = asksEmail && (required || !!email) && !isEmail(email);
  const mustAgree = !!consent?.required && !agreed;
  const label = required ? words.email : `${words.email}. ${words.optional}`;
  const send = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    setTried(true);
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
          <EmailField words={words} label={label} value={email} change={setEmail} wrong={tried && badEmail} />
        </>
      )}
      {consent && <Consent scene={scene} texts={consent.text} agreed={agreed} change={setAgreed} error={tried && mustAgree} />}
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
        <i aria-hidden="true">{agreed && <Icon name="tick" size={14} />}</i>
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
