// The camera, open for as long as somebody scans: each code it sees is told once while it stays before the lens.
import { reader, WIDEST, type Reader } from "../reader";

const PAUSE = 90;
const GONE = 1_500;

interface Lamp extends MediaTrackCapabilities {
  torch?: boolean;
}

export class Camera {
  private stream: MediaStream | null = null;
  private read: Reader | null = null;
  private lit = false;
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly wasm: string,
    private readonly told: (code: string) => void,
  ) {}

  get open(): boolean {
    return this.stream !== null;
  }

  async start(): Promise<void> {
    const wanted = { facingMode: "environment", width: { ideal: WIDEST } };
    const stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
    try {
      this.read ??= await reader(this.wasm);
    } catch (problem) {
      stream.getTracks().forEach((track) => track.stop());
      throw problem;
    }
    this.stream = stream;
    this.video.srcObject = stream;
    await this.video.play();
    void this.look();
  }

  stop(): void {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.lit = false;
    this.video.srcObject = null;
  }

  get hasLamp(): boolean {
    const track = this.stream?.getVideoTracks()[0];
    return Boolean((track?.getCapabilities?.() as Lamp | undefined)?.torch);
  }

  async toggleLamp(): Promise<boolean> {
    const track = this.stream?.getVideoTracks()[0];
    this.lit = !this.lit;
    await track?.applyConstraints({ advanced: [{ torch: this.lit } as MediaTrackConstraintSet] });
    return this.lit;
  }

  private async look(): Promise<void> {
    if (!this.stream || !this.read) return;
    try {
      for (const code of await this.read(this.video)) if (this.stream) this.tell(code);
    } catch {
      // A frame that cannot be read is followed by another.
    }
    if (this.stream) window.setTimeout(() => void this.look(), PAUSE);
  }

  // The same code is told again only after it left the picture.
  private tell(code: string): void {
    const now = performance.now();
    const last = this.seen.get(code) ?? -GONE;
    this.seen.set(code, now);
    if (now - last >= GONE) this.told(code);
  }
}
