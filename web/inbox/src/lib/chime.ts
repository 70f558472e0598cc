/** Two soft notes for a new chat, made here. Browsers keep a page silent until somebody has touched it. */

const NOTES = [659.25, 880] as const; // E5, A5
const APART = 0.14;
const LASTS = 0.5;
const LOUDNESS = 0.12;

let context: AudioContext | undefined;

/** From the first touch on: what is made before it stays silent. */
export function allowSound(): () => void {
  const begin = (): void => {
    context ??= new AudioContext();
    void context.resume();
  };
  addEventListener("pointerdown", begin, { once: true });
  addEventListener("keydown", begin, { once: true });
  return () => {
    removeEventListener("pointerdown", begin);
    removeEventListener("keydown", begin);
  };
}

/** False while the browser does not allow it. */
export function chime(): boolean {
  if (context?.state !== "running") return false;
  const { currentTime, destination } = context;
  for (const [index, frequency] of NOTES.entries()) {
    const start = currentTime + index * APART;
    const tone = new OscillatorNode(context, { type: "sine", frequency });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + LASTS);
    tone.connect(volume).connect(destination);
    tone.start(start);
    tone.stop(start + LASTS);
  }
  return true;
}
