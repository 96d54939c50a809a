// What the hand and the ear are told: two tones that cannot be taken for one another, and two rhythms of vibration.
let sound: AudioContext | null = null;

// Browsers let a page be heard once somebody has touched it.
export function wake(): void {
  sound ??= new AudioContext();
  void sound.resume();
}

function tone(frequency: number, from: number, length: number, shape: OscillatorType): void {
  if (!sound) return;
  const voice = sound.createOscillator();
  const loud = sound.createGain();
  const start = sound.currentTime + from;
  voice.type = shape;
  voice.frequency.value = frequency;
  loud.gain.setValueAtTime(0.25, start);
  loud.gain.exponentialRampToValueAtTime(0.001, start + length);
  voice.connect(loud).connect(sound.destination);
  voice.start(start);
  voice.stop(start + length);
}

export function signal(good: boolean, mute: boolean): void {
  navigator.vibrate?.(good ? 80 : [180, 90, 180]);
  if (mute) return;
  if (good) {
    tone(880, 0, 0.12, "sine");
    tone(1320, 0.1, 0.18, "sine");
  } else {
    tone(196, 0, 0.22, "square");
    tone(147, 0.24, 0.36, "square");
  }
}
