/** What the chatflow wants to know before a conversation begins. What was written stands above it. */
import { EmailForm } from "./EmailForm.tsx";
import { asks } from "./shared.ts";
import type { Scene } from "../panel/scene.ts";

export function BeforeForm({ scene }: { scene: Scene }) {
  const { asksEmail, required } = asks(scene);
  return (
    <EmailForm
      scene={scene}
      asksEmail={asksEmail}
      required={required}
      submit={scene.words.sendStart}
      done={(email, consent) => scene.start(scene.held, { ...(email ? { email } : {}), ...(consent ? { consent } : {}) })}
    />
  );
}
