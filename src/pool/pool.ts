import type { ResultOf, TaskBody, Timings } from "../../workers/task.ts";
import { FaultError, fail, faultOf, type Outcome, unwrap } from "../fault.ts";
import type { NodeId, SceneId } from "../layer/meta.ts";
import type { RemoteFile, SceneMeta } from "../layer/scene.ts";
import type { LayerNode } from "../plan/graph.ts";
import type { TilePort } from "./port.ts";

/** Tasks in flight per worker: the second one waits for bytes while the first computes. */
const depth = 2;
const triesPerTask = 3;

export interface TaskOptions {
  /** Asked again at each dequeue; the smallest goes first. */
  priority?(): number;
  readonly signal?: AbortSignal | undefined;
  /** Runs only while nothing else does, and is cancelled when other work comes. */
  readonly background?: boolean;
  /** Tasks of one place prefer one worker, whose memory then holds their neighbourhood. */
  readonly place?: number;
}

interface Queued {
  readonly id: string;
  readonly node: LayerNode;
  readonly body: TaskBody;
  readonly options: TaskOptions;
  readonly settle: (outcome: Outcome<unknown>) => void;
  tries: number;
}

interface Member {
  port: TilePort;
  readonly running: Map<string, Queued>;
  readonly scenes: Set<SceneId>;
  readonly nodes: Set<NodeId>;
  lastAnswer: number;
}

interface PoolOptions {
  readonly size: number;
  spawn(): TilePort;
  /** A way to the bytes of a file at an address, one for each worker that reads it. */
  reach?(file: RemoteFile): MessagePort;
  /** A worker that answers nothing for so long, a ping neither, is replaced. */
  readonly silenceMs?: number;
}

/** N tile workers and the queue before them. Queued tasks live here, so cancelling one is forgetting it. */
export class Pool {
  private readonly members: Member[];
  private queue: Queued[] = [];
  private readonly scenes = new Map<SceneId, { meta: SceneMeta; bytes: Blob | null }>();
  private persisted: readonly NodeId[] = [];
  private readonly background = new Set<string>();
  private next = 0;
  private readonly watch: ReturnType<typeof setInterval>;
  /** Sum of what every task reported, for the benches. */
  readonly timings: Timings = {};
  /** Tasks that were done. */
  tasksDone = 0;

  constructor(private readonly options: PoolOptions) {
    this.members = Array.from({ length: options.size }, () => this.recruit());
    const silence = options.silenceMs ?? 30_000;
    this.watch = setInterval(() => this.replaceSilent(silence), silence / 4);
  }

  get size(): number {
    return this.members.length;
  }

  /** True while nothing is computed and nothing waits for it, background tasks aside. */
  get isIdle(): boolean {
    const isBackground = ({ options }: Queued) => options.background ?? false;
    return this.queue.every(isBackground) && this.members.every(({ running }) => [...running.values()].every(isBackground));
  }

  /** Make a scene readable by every worker: from its bytes, or (null) from its address, or else from the kept chunks. */
  attach(meta: SceneMeta, bytes: Blob | null): void {
    this.scenes.set(meta.id, { meta, bytes });
    for (const member of this.members) member.scenes.delete(meta.id);
  }

  /** Nodes whose tiles are stored on purpose; another array whenever they change. */
  get kept(): readonly NodeId[] {
    return this.persisted;
  }

  /** The file of a scene, where this tab has it at hand. */
  bytesOf(scene: SceneId): Blob | null {
    return this.scenes.get(scene)?.bytes ?? null;
  }

  setPersisted(ids: readonly NodeId[]): void {
    this.persisted = ids;
    for (const { port } of this.members) void port.setPersisted(ids);
  }

  /** Any worker, for calls that belong to no node (opening a file, copying a scene). */
  anyPort(scene?: SceneId): TilePort {
    const member = this.members.reduce((l, r) => (r.running.size < l.running.size ? r : l));
    if (scene) this.attachTo(member, scene);
    return member.port;
  }

  /** Run a task on some worker. Rejects with its fault; "cancelled" at once when the signal aborts. */
  run<Body extends TaskBody>(node: LayerNode, body: Body, options: TaskOptions = {}): Promise<ResultOf<Body>> {
    return new Promise((resolve, reject) => {
      const id = `t${this.next++}`;
      const onAbort = () => this.cancel(id);
      const settle = (outcome: Outcome<unknown>) => {
        options.signal?.removeEventListener("abort", onAbort);
        this.background.delete(id);
        // The worker answers a body with what `Results` names for its kind.
        if (outcome.ok) resolve(outcome.value as ResultOf<Body>);
        else reject(new FaultError(outcome.fault));
      };
      if (options.signal?.aborted) return settle({ ok: false, fault: { tag: "cancelled" } });
      options.signal?.addEventListener("abort", onAbort);
      if (options.background) this.background.add(id);
      else for (const other of this.background) this.cancel(other);
      this.queue.push({ id, node, body, options, settle, tries: 0 });
      this.feed();
    });
  }

  close(): void {
    clearInterval(this.watch);
    for (const { port } of this.members) port.terminate();
  }

  private cancel(id: string): void {
    const queued = this.queue.find((task) => task.id === id);
    this.queue = this.queue.filter((task) => task !== queued);
    queued?.settle({ ok: false, fault: { tag: "cancelled" } });
    for (const { running, port } of this.members) {
      const task = running.get(id);
      if (!task) continue;
      void port.cancel(id);
      // The asker is answered now; the worker notices between two parts and is then free again.
      task.settle({ ok: false, fault: { tag: "cancelled" } });
    }
  }

  private feed(): void {
    for (let round = 0; round < depth; round++)
      for (const [index, member] of this.members.entries()) {
        if (member.running.size > round || this.queue.length === 0) continue;
        const task = this.take(index);
        if (task) void this.start(member, task);
      }
  }

  /** The most urgent task of this worker's places; another worker's when it has none. Scanned, since priorities change between calls. */
  private take(worker: number): Queued | null {
    let best: Queued | null = null;
    let bestRank = Number.POSITIVE_INFINITY;
    for (const task of this.queue) {
      const { priority, place, background } = task.options;
      if (background && !this.isIdle) continue;
      const foreign = place !== undefined && place % this.members.length !== worker;
      const rank = (priority?.() ?? 0) + (foreign ? foreignPenalty : 0);
      if (rank < bestRank) {
        best = task;
        bestRank = rank;
      }
    }
    if (best) this.queue.splice(this.queue.indexOf(best), 1);
    return best;
  }

  private async start(member: Member, task: Queued): Promise<void> {
    member.running.set(task.id, task);
    const { port } = member;
    try {
      this.prepare(member, task.node);
      const report = unwrap(await port.run(task.id, task.body));
      if (member.port !== port) return;
      for (const [part, ms] of Object.entries(report.timings)) this.timings[part] = (this.timings[part] ?? 0) + ms;
      this.tasksDone++;
      task.settle({ ok: true, value: report.result });
    } catch (error) {
      if (member.port !== port) return;
      task.settle({ ok: false, fault: faultOf(error) });
    }
    member.lastAnswer = Date.now();
    member.running.delete(task.id);
    this.feed();
  }

  private prepare(member: Member, node: LayerNode): void {
    for (const scene of scenesUnder(node)) this.attachTo(member, scene);
    if (member.nodes.has(node.id)) return;
    member.nodes.add(node.id);
    void member.port.define(node);
  }

  private attachTo(member: Member, id: SceneId): void {
    if (member.scenes.has(id)) return;
    const { meta, bytes } = this.scenes.get(id) ?? fail({ tag: "file-gone", file: id });
    member.scenes.add(id);
    void member.port.attach(meta, bytes ?? (meta.remote && this.options.reach?.(meta.remote)) ?? null);
  }

  private recruit(): Member {
    const port = this.options.spawn();
    if (this.persisted?.length) void port.setPersisted(this.persisted);
    return { port, running: new Map(), scenes: new Set(), nodes: new Set(), lastAnswer: Date.now() };
  }

  private replaceSilent(silence: number): void {
    for (const member of this.members) {
      if (member.running.size === 0) continue;
      const { port } = member;
      void port.ping().then(() => {
        if (member.port === port) member.lastAnswer = Date.now();
      });
      if (Date.now() - member.lastAnswer > silence) this.replace(member);
    }
  }

  /** End a worker and give its tasks to others; a task that lost three workers fails. */
  private replace(member: Member): void {
    member.port.terminate();
    const orphans = [...member.running.values()];
    Object.assign(member, this.recruit());
    for (const task of orphans) {
      task.tries++;
      if (task.tries < triesPerTask) this.queue.push(task);
      else task.settle({ ok: false, fault: { tag: "worker-lost", task: task.body.kind, tries: task.tries } });
    }
    this.feed();
  }
}

/** A task of another worker's place is taken only when nothing of the own place is as urgent by this much. */
const foreignPenalty = 1e6;

/** Every scene that a node reads. */
export function scenesUnder(node: LayerNode): readonly SceneId[] {
  if (node.kind === "blank") return [];
  return node.kind === "scenes" ? node.scenes : node.inputs.flatMap(scenesUnder);
}
