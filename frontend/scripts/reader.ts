// Reading QR codes in what a camera shows: by the browser's own reader where there is one, else by ours, a megabyte.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

export type Reader = (video: HTMLVideoElement) => Promise<string[]>;

interface NativeDetector {
  detect(video: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface NativeDetectors {
  new (options: { formats: string[] }): NativeDetector;
  getSupportedFormats(): Promise<string[]>;
}

export const WIDEST = 1280;

async function ownDetectors(): Promise<NativeDetectors | null> {
  const own = (window as { BarcodeDetector?: NativeDetectors }).BarcodeDetector;
  return own && (await own.getSupportedFormats()).includes("qr_code") ? own : null;
}

export const needsDecoder = async (): Promise<boolean> => (await ownDetectors()) === null;

export async function reader(wasm: string): Promise<Reader> {
  const own = await ownDetectors();
  if (own) {
    const detector = new own({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video)).map((code) => code.rawValue);
  }
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const picture = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    if (!picture || !video.videoWidth) return [];
    const scale = Math.min(1, WIDEST / video.videoWidth);
    canvas.width = video.videoWidth * scale;
    canvas.height = video.videoHeight * scale;
    picture.drawImage(video, 0, 0, canvas.width, canvas.height);
    const image = picture.getImageData(0, 0, canvas.width, canvas.height);
    const found = await readBarcodes(image, { formats: ["QRCode"], maxNumberOfSymbols: 12 });
    return found.filter((code) => code.isValid).map((code) => code.text);
  };
}
