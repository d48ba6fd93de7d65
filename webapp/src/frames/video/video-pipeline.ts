import { DownloadProblem } from "../download";
import { Downloads } from "../downloads";
import type { PipelineNews, VideoOpening, WantedFrame, Wish } from "../messages";
import { Pipeline, type PipelineEdges } from "../pipeline";
import type { Pixels } from "../pixels";
import { decoderConfig, type Fragment, fragmentUrl } from "./description";
import { disposableIn, type IsDisposable } from "./disposable";
import { type Packet, readPackets } from "./packets";
import { type OpenDecoder, Run } from "./run";

export interface VideoEdges extends PipelineEdges {
  readonly openDecoder: OpenDecoder;
  /** The frame as it is to be seen; the frame is closed by who asks. */
  readonly pictureOf: (frame: VideoFrame) => Promise<ImageBitmap | Pixels>;
}

/** Pictures being made of decoded frames; decoders have few of those to lend. */
const IN_THE_MAKING = 3;

/**
 * Decodes what the latest wish names, going on from where decoding is wherever it can.
 *
 * A frame tells its own number, whatever order it comes out in. What the decoder
 * cannot give, the server is asked for as a picture.
 */
export class VideoPipeline {
  readonly #edges: VideoEdges;
  readonly #opening: VideoOpening;
  readonly #fragments: ReadonlyMap<number, Fragment>;
  readonly #byUrl: ReadonlyMap<string, Fragment>;
  readonly #downloads: Downloads;
  readonly #stills: Pipeline;
  readonly #isDisposable: IsDisposable;
  readonly #making = new Set<number>();
  /** Pictures told of, by frame, with which telling that was. */
  readonly #told = new Map<number, number>();
  /** Source frames that only the server can give. */
  readonly #lost = new Set<number>();
  /** What of the latest wish the server is asked for. */
  #asked: readonly WantedFrame[] = [];
  #count = 0;
  #frames: readonly WantedFrame[] = [];
  #ahead: readonly string[] = [];
  #run: Run | null = null;
  #busy = false;
  #read: { fragment: number; packets: Packet[] } | null = null;

  constructor(opening: VideoOpening, edges: VideoEdges, budget?: number) {
    this.#edges = edges;
    this.#opening = opening;
    const { video } = opening;
    this.#isDisposable = disposableIn(decoderConfig(video));
    this.#fragments = new Map(video.fragments.map((each) => [each.number, each]));
    this.#byUrl = new Map(video.fragments.map((each) => [fragmentUrl(video, each.number), each]));
    const arrived = () => {
      edges.tell({ kind: "held", urls: this.#downloads.held() });
      void this.#advance();
    };
    const failed = (url: string, error: unknown) => this.#missFragment(url, error);
    this.#downloads = new Downloads({ fetch: edges.fetch, arrived, failed }, budget);
    this.#stills = new Pipeline({
      ...edges,
      tell: (news) => news.kind === "held" || this.#tell(news),
    });
  }

  wish({ frames, ahead, heard = this.#count }: Wish): void {
    for (const [frame, count] of this.#told) if (count <= heard) this.#told.delete(frame);
    const missing = frames.filter(
      ({ frame }) => !this.#making.has(frame) && !this.#told.has(frame),
    );
    this.#frames = missing.filter((wanted) => !this.#isLost(wanted));
    this.#ahead = ahead;
    this.#ask(missing.filter((wanted) => this.#isLost(wanted)));
    void this.#advance();
  }

  /** Decode until nothing is wanted any more or something has to arrive first. */
  async #advance(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (await this.#step().catch(() => this.#loseFirst()));
    } finally {
      this.#busy = false;
    }
    this.#want();
  }

  /** One packet on the way to the most urgent frame; says whether to go on. */
  async #step(): Promise<boolean> {
    const [target] = this.#frames;
    if (!target || this.#making.size >= IN_THE_MAKING) return false;
    const run = this.#runTo(target);
    if (!run) return this.#lose(target);
    this.#want();
    const packets = this.#packetsOf(run.fragment);
    if (packets === null) return false;
    const packet = packets[run.packet];
    if (packet && this.#isInTheWay(packet)) run.pass(packet);
    else if (packet) await run.give(packet);
    else await this.#endFragment(run, target);
    if (run.failure && run === this.#run) this.#giveUp(run, target);
    return true;
  }

  /** Decoding it would only take time: nobody wants its frame, and none is decoded from it. */
  #isInTheWay({ number, data }: Packet): boolean {
    if (number < 0 || this.#frames.some(({ member }) => member === number)) return false;
    return this.#isDisposable(data);
  }

  /** The open run when the frame lies before it, else a new one from its key frame on. */
  #runTo(target: WantedFrame): Run | null {
    const fragment = this.#byUrl.get(target.url);
    if (!fragment) return null;
    const run = this.#run;
    if (run && !run.failure && run.leadsTo(target.member ?? 0, fragment)) return run;
    run?.close();
    this.#run = new Run(fragment.begin, this.#edges.openDecoder, (frame) => this.#take(frame));
    return this.#run;
  }

  /** The packets of a fragment; `null` until it is there. */
  #packetsOf(number: number): readonly Packet[] | null {
    if (this.#read?.fragment === number) return this.#read.packets;
    const url = fragmentUrl(this.#opening.video, number);
    const bytes = this.#downloads.get(url);
    if (!bytes) return this.#fragments.has(number) ? null : [];
    try {
      this.#read = { fragment: number, packets: readPackets(bytes) };
    } catch {
      // What is missing of it will be asked for as pictures.
      this.#read = { fragment: number, packets: [] };
    }
    return this.#read.packets;
  }

  /** Past the end: the next fragment goes on with these frames, or all of them come out now. */
  async #endFragment(run: Run, target: WantedFrame): Promise<void> {
    const next = this.#fragments.get(run.fragment + 1);
    const complete = !next || next.begin === next.number;
    if (complete) await run.flush();
    const past = run.fragment - (this.#byUrl.get(target.url)?.number ?? 0);
    if ((past > 0 || (complete && past === 0)) && this.#frames.includes(target)) this.#lose(target);
    run.goOn();
  }

  #take(frame: VideoFrame): void {
    const wanted = this.#frames.find(({ member }) => member === frame.timestamp);
    this.#frames = this.#frames.filter((each) => each !== wanted);
    if (wanted) void this.#handOut(wanted, frame);
    else frame.close();
  }

  async #handOut(wanted: WantedFrame, frame: VideoFrame): Promise<void> {
    this.#making.add(wanted.frame);
    try {
      const picture = await this.#edges.pictureOf(frame);
      this.#tell({ kind: "picture", frame: wanted.frame, picture });
    } catch {
      this.#lose(wanted);
    } finally {
      frame.close();
      this.#making.delete(wanted.frame);
      void this.#advance();
    }
  }

  /** What the frames still wanted need, from where decoding is. */
  #want(): void {
    const { video } = this.#opening;
    const [target] = this.#frames;
    const fragment = target && this.#byUrl.get(target.url);
    const from = fragment && this.#run ? this.#run.fragment : fragment?.begin;
    const needed: string[] = [];
    for (let n = from ?? 0; fragment && n <= fragment.number + 1; n += 1)
      if (this.#isNeededFor(n, fragment)) needed.push(fragmentUrl(video, n));
    this.#downloads.want(needed, [...this.#frames.map(({ url }) => url), ...this.#ahead]);
  }

  #isNeededFor(number: number, fragment: Fragment): boolean {
    const one = this.#fragments.get(number);
    return one !== undefined && (number <= fragment.number || one.begin !== one.number);
  }

  #isLost({ member }: WantedFrame): boolean {
    const number = member ?? 0;
    const damaged = this.#opening.video.damaged.some(
      ([first, last]) => number >= first && number <= last,
    );
    return damaged || this.#lost.has(number);
  }

  /** Ask the server for it; says that there may be more to do. */
  #lose(wanted: WantedFrame): boolean {
    this.#lost.add(wanted.member ?? 0);
    this.#frames = this.#frames.filter((each) => each !== wanted);
    this.#ask([...this.#asked, wanted]);
    return true;
  }

  /** A decoder that cannot even be opened. */
  #loseFirst(): boolean {
    const [target] = this.#frames;
    return target !== undefined && this.#lose(target);
  }

  #ask(wanted: readonly WantedFrame[]): void {
    this.#asked = wanted;
    const { stills } = this.#opening;
    const frames = wanted.map(({ frame }) => ({ frame, url: `${stills}${frame}`, member: null }));
    this.#stills.wish({ frames, ahead: [] });
  }

  /** The decoder failed: what it had before it is left to the server, and another one begins. */
  #giveUp(run: Run, target: WantedFrame): void {
    run.close();
    this.#run = null;
    const of = (wanted: WantedFrame) => this.#byUrl.get(wanted.url)?.number;
    for (const wanted of this.#frames)
      if (wanted === target || of(wanted) === run.fragment) this.#lose(wanted);
  }

  /** A fragment did not come: for now, when the server is away, else for good. */
  #missFragment(url: string, error: unknown): void {
    const gone = this.#frames.filter((wanted) => this.#needs(wanted, url));
    if (!(error instanceof DownloadProblem && error.passing)) {
      for (const wanted of gone) this.#lose(wanted);
    } else {
      this.#frames = this.#frames.filter((wanted) => !gone.includes(wanted));
      const { message, status } = error;
      for (const { frame } of gone) this.#tell({ kind: "problem", frame, message, status });
    }
    void this.#advance();
  }

  #needs(wanted: WantedFrame, url: string): boolean {
    const [of, fragment] = [this.#byUrl.get(wanted.url), this.#byUrl.get(url)];
    if (!of || !fragment) return true;
    return fragment.number >= of.begin && fragment.number <= of.number;
  }

  #tell(news: PipelineNews): void {
    this.#asked = this.#asked.filter((each) => news.kind === "held" || each.frame !== news.frame);
    if (news.kind === "picture") {
      this.#count += 1;
      this.#told.set(news.frame, this.#count);
    }
    this.#edges.tell(news);
  }
}
