/** A short sound for a message that came in. Browsers allow it after the visitor has pressed something. */
let context: AudioContext | undefined;

export function chime(): void {
  try {
    context ??= new AudioContext();
    const { currentTime, destination } = context;
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.frequency.value = 660;
    loudness.gain.setValueAtTime(0.08, currentTime);
    loudness.gain.exponentialRampToValueAtTime(0.0001, currentTime + 0.35);
    tone.connect(loudness).connect(destination);
    tone.start();
    tone.stop(currentTime + 0.35);
  } catch {
    // no sound here
  }
}
