/** What is filled in on the forms. It stays while the visitor looks elsewhere in the panel. */
import type { Scene } from "../panel/scene.ts";

export interface Filled {
  email?: string;
  agreed?: boolean;
  score?: number;
  text?: string;
  file?: File | undefined;
  /** the visitor has pressed the button, so what is missing is told */
  tried?: boolean;
}

/** Of each visitor: who is forgotten takes theirs along. */
const forms = new WeakMap<Scene["chat"], Record<string, Filled>>();

/** Of the form with this name, and how to change it. */
export function filled(scene: Scene, name: string): [form: Filled, change: (change: Filled) => void] {
  const all = forms.get(scene.chat) ?? {};
  const form = (all[name] ??= {});
  forms.set(scene.chat, all);
  return [
    form,
    (change) => {
      Object.assign(form, change);
      scene.changed();
    },
  ];
}
