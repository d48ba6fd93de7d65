/** Which of the source's frames a fragment gives; those from `begin` on are decoded before it. */
export interface Fragment {
  readonly number: number;
  readonly begin: number;
  readonly first: number;
  readonly frames: number;
}

/** What the server tells of a video; see docs/users/video-api.md. Frames count the source's. */
export interface VideoDescription {
  readonly url: string;
  readonly start_frame: number;
  readonly step: number;
  /** Degrees clockwise by which decoded frames are to be turned. */
  readonly rotation: number;
  /** First and last of frames no decoder can be trusted with. */
  readonly damaged: readonly (readonly [number, number])[];
  /** `description` is base64 here. */
  readonly config: Omit<VideoDecoderConfig, "description"> & { readonly description?: string };
  readonly fragments: readonly Fragment[];
}

export function decoderConfig({ config }: VideoDescription): VideoDecoderConfig {
  const { description, ...rest } = config;
  return description ? { ...rest, description: bytesOf(description) } : rest;
}

export function fragmentUrl({ url }: VideoDescription, number: number): string {
  return `${url}/fragments/${number}`;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
}
