import { type Outcome, settle, unwrap } from "../../src/fault.ts";
import type { RemoteFile } from "../../src/layer/scene.ts";
import type { ByteRange, ByteSource } from "./source.ts";

interface Question extends ByteRange {
  readonly id: number;
}

interface Answer {
  readonly id: number;
  readonly outcome: Outcome<Uint8Array>;
}

/** Answer what the other end of `port` asks of a source whose reads are copies: they are given away. */
export function serveBytes(port: MessagePort, source: ByteSource): void {
  port.onmessage = async ({ data: { id, offset, length } }: MessageEvent<Question>) => {
    const outcome = await settle(() => source.read(offset, length));
    const answer: Answer = { id, outcome };
    port.postMessage(answer, outcome.ok ? [outcome.value.buffer] : []);
  };
}

/** The bytes of a remote file that another thread reads. */
export function portSource(port: MessagePort, file: RemoteFile): ByteSource {
  const waiting = new Map<number, (outcome: Outcome<Uint8Array>) => void>();
  let next = 0;
  port.onmessage = ({ data: { id, outcome } }: MessageEvent<Answer>) => {
    waiting.get(id)?.(outcome);
    waiting.delete(id);
  };
  return {
    size: file.sizeBytes,
    remote: file,
    async read(offset, length) {
      const question: Question = { id: next++, offset, length };
      const outcome = new Promise<Outcome<Uint8Array>>((resolve) => waiting.set(question.id, resolve));
      port.postMessage(question);
      return unwrap(await outcome);
    },
  };
}
