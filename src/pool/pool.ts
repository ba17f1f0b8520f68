import type { ResultOf, TaskBody, Timings } from "../../workers/task.ts";
import { FaultError, fail, faultOf, type Outcome, unwrap } from "../fault.ts";
import type { NodeId, SceneId } from "../layer/meta.ts";
import type { RemoteFile, SceneMeta } from "../layer/scene.ts";
import type { LayerNode } from "../plan/graph.ts";
import { Patience } from "./hung.ts";
import type { TilePort } from "./port.ts";

/** Tasks in flight per worker: the second one waits for bytes while the first computes. */
const depth = 2;
const triesPerTask = 3;
/** Kernels take seconds at most between two signs; ten times that is a thread that hangs. */
const leastSilenceMs = 45_000;

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
  /** Nobody waits for it any more. */
  isCancelled: boolean;
  tries: number;
  /** How often the worker looked whether to go on with it, and how long ago that last changed. */
  beats: number;
  stillMs: number;
}

/** A call of a worker that belongs to no node. */
interface Errand {
  readonly method: string | symbol;
  readonly parameters: readonly unknown[];
  readonly scene: SceneId | undefined;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
  tries: number;
}

interface Member {
  port: TilePort;
  readonly running: Map<string, Queued>;
  readonly scenes: Set<SceneId>;
  readonly nodes: Set<NodeId>;
  readonly errands: Set<Errand>;
  silentMs: number;
  /** A sign of life was asked for and has not come yet. */
  isAsked: boolean;
}

interface PoolOptions {
  readonly size: number;
  spawn(): TilePort;
  /** A way to the bytes of a file at an address, one for each worker that reads it. */
  reach?(file: RemoteFile): MessagePort;
  /** A worker that gives no sign of life for so long, or longer by what the others take, is replaced. */
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
  private readonly patience: Patience;
  private readonly watch: ReturnType<typeof setInterval>;
  /** Sum of what every task reported, for the benches. */
  readonly timings: Timings = {};
  /** Tasks that were done. */
  tasksDone = 0;

  constructor(private readonly options: PoolOptions) {
    this.members = Array.from({ length: options.size }, () => this.recruit());
    this.patience = new Patience(options.silenceMs ?? leastSilenceMs);
    this.watch = setInterval(() => this.watchOver(), this.patience.lookEveryMs);
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

  /** Some worker, for calls that belong to no node (opening a file, copying a scene). A call that loses its worker is made again by the next. */
  anyPort(scene?: SceneId): TilePort {
    const member = this.members.reduce((l, r) => (r.running.size < l.running.size ? r : l));
    const call = (method: string | symbol, parameters: readonly unknown[]) =>
      new Promise((resolve, reject) => this.send(member, { method, parameters, scene, resolve, reject, tries: 0 }));
    // Each method of the port is called by its name and answers what the port answers.
    return new Proxy(
      {},
      {
        get:
          (_, method) =>
          (...parameters: unknown[]) =>
            call(method, parameters),
      },
    ) as TilePort;
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
      this.queue.push({ id, node, body, options, settle, isCancelled: false, tries: 0, beats: 0, stillMs: 0 });
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
      task.isCancelled = true;
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
    this.patience.cameAfter(member.silentMs);
    member.silentMs = 0;
    member.running.delete(task.id);
    this.feed();
  }

  private send(member: Member, errand: Errand): void {
    const { port } = member;
    const answered = (settle: (value: unknown) => void) => (value: unknown) => {
      if (member.port !== port) return;
      member.errands.delete(errand);
      member.silentMs = 0;
      settle(value);
    };
    member.errands.add(errand);
    try {
      if (errand.scene) this.attachTo(member, errand.scene);
      Reflect.get(port, errand.method)(...errand.parameters).then(answered(errand.resolve), answered(errand.reject));
    } catch (error) {
      answered(errand.reject)(error);
    }
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
    return { port, running: new Map(), scenes: new Set(), nodes: new Set(), errands: new Set(), silentMs: 0, isAsked: false };
  }

  private watchOver(): void {
    const passed = this.patience.passed();
    for (const member of this.members) {
      const tasks = [...member.running.values()];
      if (tasks.length + member.errands.size === 0) {
        member.silentMs = 0;
        continue;
      }
      member.silentMs += passed;
      for (const task of tasks) task.stillMs += passed;
      this.ask(member);
      const tries = Math.max(...[...tasks, ...member.errands].map((work) => work.tries));
      const isStuck = tasks.some((task) => this.patience.isStuck(task.stillMs, task.tries));
      if (isStuck || this.patience.isLost(member.silentMs, tries)) this.replace(member);
    }
  }

  /** A thread that answers is alive, and tells which of its tasks went on. */
  private async ask(member: Member): Promise<void> {
    if (member.isAsked) return;
    member.isAsked = true;
    const { port } = member;
    const beats = await port.pulse();
    if (member.port !== port) return;
    member.isAsked = false;
    this.patience.cameAfter(member.silentMs);
    member.silentMs = 0;
    for (const task of member.running.values()) {
      const now = beats[task.id] ?? 0;
      if (now !== task.beats) task.stillMs = 0;
      task.beats = now;
    }
  }

  /** End a worker and give its work to others; a task or call that lost three workers fails. */
  private replace(member: Member): void {
    member.port.terminate();
    const orphans = [...member.running.values()].filter((task) => !task.isCancelled);
    const errands = [...member.errands];
    Object.assign(member, this.recruit());
    for (const task of orphans) {
      if (this.patience.isSuspect(task.stillMs)) task.tries++;
      task.stillMs = 0;
      task.beats = 0;
      if (task.tries < triesPerTask) this.queue.push(task);
      else task.settle({ ok: false, fault: { tag: "worker-lost", task: task.body.kind, tries: task.tries } });
    }
    for (const errand of errands) {
      errand.tries++;
      // A port that was given away cannot be given again.
      const isGone = errand.parameters.some((parameter) => parameter instanceof MessagePort);
      if (errand.tries < triesPerTask && !isGone) this.send(member, errand);
      else errand.reject(new FaultError({ tag: "worker-lost", task: String(errand.method), tries: errand.tries }));
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
