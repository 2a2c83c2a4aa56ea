// Runs ONNX models in ONNX Runtime: `node run.mjs batch.json`. The batch lists runs: a model file, the kernels to use, input tensors as
// raw little-endian files, the outputs to write as such, and where to write the graph that ONNX Runtime makes of it, if anywhere. It prints ONNX Runtime's version.
import { readFile, writeFile } from 'node:fs/promises';
import ort from 'onnxruntime-node';

const arrays = {
  float32: Float32Array, uint8: Uint8Array, int8: Int8Array, uint16: Uint16Array, int16: Int16Array, int32: Int32Array,
};

async function load({ name, type, dims, file }) {
  const bytes = await readFile(file);
  const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return [name, new ort.Tensor(type, new arrays[type](copy), dims)];
}

// kernels: 'float' runs the graph as it is written, 'integer' lets ONNX Runtime choose its int8 kernels, 'saturating' the fast ones of
// x86-64 processors without VNNI, whose 16-bit sums of two products saturate.
async function sessionOf({ model, kernels, optimized }) {
  return ort.InferenceSession.create(model, {
    graphOptimizationLevel: kernels === 'float' ? 'disabled' : 'extended',
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { x64quantprecision: kernels === 'saturating' ? '0' : '1' } },
    ...(optimized ? { optimizedModelFilePath: optimized } : {}),
  });
}

const { runs } = JSON.parse(await readFile(process.argv[2], 'utf8'));
let key = '', session = null;
for (const run of runs) {
  try {
    if (key !== `${run.model} ${run.kernels}`) {
      await session?.release();
      session = await sessionOf(run);
      key = `${run.model} ${run.kernels}`;
    }
    const feeds = Object.fromEntries(await Promise.all(run.inputs.map(load)));
    const results = await session.run(feeds, run.outputs.map(o => o.name));
    for (const { name, file } of run.outputs) {
      const { data } = results[name];
      await writeFile(file, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    }
  } catch (error) {
    console.error(`${run.title}: ${error.message}`);
    process.exitCode = 1;
  }
}
await session?.release();
console.log(ort.env.versions.node);
