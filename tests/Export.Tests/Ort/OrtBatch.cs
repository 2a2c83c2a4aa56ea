using System.Diagnostics;
using System.Text.Json;
using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Export.Tests.Ort;

/// <summary>How ONNX Runtime computes.</summary>
public enum OrtKernels
{
    /// <summary>The graph as it is written: float operators between QuantizeLinear and DequantizeLinear.</summary>
    Float,

    /// <summary>int8 kernels with exact 32-bit sums.</summary>
    Integer,

    /// <summary>The same as a default session, which on x86-64 without VNNI saturates sums of two products at 16 bits.</summary>
    Saturating,
}

/// <summary>Runs of ONNX models in npm's onnxruntime-node, all of them in one process (tests/interop/run.mjs).</summary>
internal sealed class OrtBatch : IDisposable
{
    private static readonly string Folder = Repository.At("tests/interop");
    private readonly string _work = Directory.CreateTempSubdirectory("fpgaseg-ort-").FullName;
    private readonly List<object> _runs = [];
    private readonly Dictionary<byte[], string> _models = [];

    /// <summary>Skips a test where there is no node or no onnxruntime-node.</summary>
    public static void Require()
    {
        Skip.IfNot(Directory.Exists(Path.Combine(Folder, "node_modules/onnxruntime-node")), "onnxruntime-node is not installed (npm ci in tests/interop).");
        Skip.IfNot(
            Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "node"))), "node is not installed.");
    }

    /// <summary>Adds a run; returns its number.</summary>
    /// <param name="title">Name for messages.</param>
    /// <param name="model">Content of the ONNX file.</param>
    /// <param name="inputs">By name.</param>
    /// <param name="outputs">Names of the outputs to fetch.</param>
    /// <param name="kernels">What ONNX Runtime may make of the graph.</param>
    public int Add(
        string title, byte[] model, IReadOnlyList<(string Name, OrtTensor Tensor)> inputs, IReadOnlyList<string> outputs, OrtKernels kernels = OrtKernels.Integer)
    {
        var number = _runs.Count;
        if (!_models.TryGetValue(model, out var path))
        {
            _models[model] = path = Path.Combine(_work, $"{_models.Count}.onnx");
            File.WriteAllBytes(path, model);
        }

        _runs.Add(new
        {
            title,
            model = path,
            kernels = kernels.ToString().ToLowerInvariant(),
            optimized = Path.Combine(_work, $"{number}.optimized"),
            inputs = inputs.Select((i, k) => new { name = i.Name, type = i.Tensor.Type, dims = Dims(i.Tensor), file = Write(i.Tensor, $"{number}.in{k}") }).ToArray(),
            outputs = outputs.Select((name, k) => new { name, file = Path.Combine(_work, $"{number}.out{k}") }).ToArray(),
        });
        return number;
    }

    /// <summary>Runs everything that was added; fails with ONNX Runtime's messages.</summary>
    public void Run()
    {
        var batch = Path.Combine(_work, "batch.json");
        File.WriteAllText(batch, JsonSerializer.Serialize(new { runs = _runs }));
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "run.mjs"), batch])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, $"node ended with {node.ExitCode}:\n{errors}{output.GetAwaiter().GetResult()}");
    }

    /// <summary>The bytes of output <paramref name="k"/> of run <paramref name="number"/>.</summary>
    public byte[] Output(int number, int k = 0) => File.ReadAllBytes(Path.Combine(_work, $"{number}.out{k}"));

    /// <summary>The graph that ONNX Runtime ran in run <paramref name="number"/>; the first run of a model tells for all.</summary>
    public ModelProto Optimized(int number) => ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(_work, $"{number}.optimized")));

    public void Dispose() => Directory.Delete(_work, recursive: true);

    private static int[] Dims(OrtTensor tensor) => [1, tensor.Shape.Channels, tensor.Shape.Height, tensor.Shape.Width];

    private string Write(OrtTensor tensor, string name)
    {
        var path = Path.Combine(_work, name);
        File.WriteAllBytes(path, tensor.Bytes);
        return path;
    }
}
