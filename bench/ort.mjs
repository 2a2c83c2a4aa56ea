// ONNX Runtime beside the simulator: `node ort.mjs ONNXRUNTIME_FOLDER model.onnx threads`. For every line "N" on standard input it runs the
// image N times and answers with N times in milliseconds and, last, the processor time of all of them. The first line of its answer is the version.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [folder, model, threads] = process.argv.slice(2);
const ort = createRequire(`${folder}/`)('onnxruntime-node');
const session = await ort.InferenceSession.create(model, {
  graphOptimizationLevel: 'all', intraOpNumThreads: Number(threads), interOpNumThreads: 1, executionMode: 'sequential', logSeverityLevel: 3,
});
const { type, shape } = session.inputMetadata[0];
const dims = shape.map(d => (typeof d === 'number' && d > 0 ? d : 1));
const count = dims.reduce((a, b) => a * b, 1);
const pixel = i => (i * 2654435761) % 256;
const data = type === 'uint8' ? Uint8Array.from({ length: count }, (_, i) => pixel(i)) : Float32Array.from({ length: count }, (_, i) => pixel(i) / 255);
const feeds = { [session.inputNames[0]]: new ort.Tensor(type, data, dims) };
const outputs = [session.outputNames[0]];
await session.run(feeds, outputs);
console.log(ort.env.versions.node);
for await (const line of createInterface({ input: process.stdin })) {
  const times = [];
  const before = process.cpuUsage();
  for (let k = 0; k < Number(line); k++) {
    const start = performance.now();
    await session.run(feeds, outputs);
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  console.log(`${times.join(' ')} ${(user + system) / 1000}`);
}
await session.release();
