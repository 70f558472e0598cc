/** Nobody is there: a message with an address to answer to. */
import { AddFile } from "./AddFile.tsx";
import { EmailForm } from "./EmailForm.tsx";
import { filled } from "./filled.ts";
import { EmailField, Field, isEmail } from "./Field.tsx";
import { said, written } from "./shared.ts";
import type { Scene } from "../panel/scene.ts";
import type { Extras } from "../talk/frames.ts";
import { coming } from "./time.ts";

export function AwayForm({ scene }: { scene: Scene }) {
  const words = scene.words;
  const { chat, flow } = scene;
  const [{ email = chat.kept.address ?? "", tried, file }, fill] = filled(scene, "away");
  const text = scene.draft();
  const asksConsent = !!flow?.consent && !chat.kept.agreed;
  const send = (event: Event & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const missing = !isEmail(email) ? "input" : !text.trim() && "textarea";
    fill({ tried: !!missing });
    if (missing) return event.currentTarget.querySelector<HTMLElement>(missing)?.focus();
    scene.drafted("");
    chat.save({ address: email });
    if (asksConsent) scene.hold(text.trim());
    else start(text.trim(), { email });
  };
  /** The file follows the words, into the conversation that they begin. */
  const start = (text: string, extras: Extras): void => {
    scene.start(text, extras);
    if (file) scene.attach(file);
    fill({ file: undefined });
  };
  if (scene.held) return <Consent scene={scene} done={(consent) => start(scene.held, { email, consent })} />;
  return (
    <form class="fm" noValidate onSubmit={send}>
      <Title scene={scene} />
      <EmailField words={words} label={words.email} value={email} change={(email) => fill({ email })} wrong={!!tried && !isEmail(email)} />
      <Field
        id="text"
        label={words.message}
        rows={5}
        value={text}
        change={(text) => scene.drafted(text)}
        error={tried && !text.trim() ? words.write : ""}
      />
      {scene.config.uploads && <AddFile scene={scene} file={file} change={(file) => fill({ file })} />}
      <button class="bbtn end">{words.sendMessage}</button>
    </form>
  );
}

function Title({ scene }: { scene: Scene }) {
  const { words, region, config } = scene;
  const { back_at, text } = config.away;
  return (
    <div>
      <h3>{words.leave}</h3>
      <p class="m">
        {written(scene, text) || `${back_at ? said(words.backAt, coming(back_at, region)) : ""} ${words.leaveHint}`}
      </p>
    </div>
  );
}

/** The message is written, the consent is not given yet. */
const Consent = ({ scene, done }: { scene: Scene; done(consent: boolean): void }) => (
  <div class="fm">
    <EmailForm
      scene={scene}
      asksEmail={false}
      required
      submit={scene.words.sendMessage}
      done={(_, consent) => done(consent)}
    />
  </div>
);
