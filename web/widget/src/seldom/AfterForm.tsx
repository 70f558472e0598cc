/** Asked once the conversation has begun: where an answer may go if the visitor leaves. */
import { EmailForm } from "./EmailForm.tsx";
import { said } from "./shared.ts";
import type { Scene } from "../panel/scene.ts";

export function AfterForm({ scene }: { scene: Scene }) {
  const words = scene.words;
  const { chat, flow } = scene;
  const { id } = scene.thread()!.summary;
  const required = !!flow?.email.required;
  const pass = (): void => {
    scene.passed = true;
    scene.changed();
  };
  return (
    <EmailForm
      scene={scene}
      asksEmail
      required={required}
      submit={words.keep}
      done={(email, consent) => {
        if (!email) return pass();
        chat.http.send("email", { email, consent, conversation: id, language: scene.language }).then(
          () => {
            chat.save({ address: email, email: true, ...(consent ? { agreed: true } : {}) });
            scene.tell(said(words.thanks, email));
          },
          () => scene.tell(words.wrong),
        );
      }}
      {...(required ? {} : { later: pass })}
    />
  );
}
