using System.Text.Json;
using System.Text.Json.Serialization;
using FpgaSeg.Compare;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;
using FpgaSeg.Import;
using FpgaSeg.Simulator.Fast;
using FpgaSeg.Simulator.Fast.Measure;

if (args is ["fill", var packed, var filled])
{
    DrawnWeights.Fill(packed, filled);
    return;
}

// compare.sh calls: Compare SCRIPT RUNTIME ROUNDS IMAGE NAME MODEL.fsq FLOAT.onnx INT8.onnx CSIM-or-"-" [NAME ...]. It prints one JSON object.
var (script, runtime, rounds, picture) = (args[0], args[1], int.Parse(args[2]), args[3]);
var networks = args[4..].Chunk(5).Select(n => Network(n[0], n[1], n[2], n[3], n[4])).ToArray();
var runs = networks.SelectMany(n => n.Runs).ToArray();
var report = new CompareReport(
    InstructionSets.Widest.ToString(), Environment.ProcessorCount, runs.Min(r => r.RatioToOrtFloat32), runs.Min(r => r.RatioToOrtInt8), runs.Min(r => r.ShareOfPeak), networks);
Console.WriteLine(JsonSerializer.Serialize(report, CompareContext.Default.CompareReport));

NetworkReport Network(string name, string package, string floating, string int8, string program)
{
    var graph = ModelPackageFile.Load(package).Value.Package.Graph;
    var image = PixelTensor.Load(picture, graph.Input.Shape).Value;
    var macs = NetworkProfile.Measure(graph, image, 1, 1).Macs;
    return new NetworkReport(name, graph.Input.Shape.ToString(), macs, [.. Enumerable.Range(1, 2).Select(t => Run(graph, image, floating, int8, program, t))]);
}

ThreadRun Run(DataflowGraph<IntegerNode> graph, FeatureMap<byte> image, string floating, string int8, string program, int threads)
{
    Console.Error.WriteLine($"{Path.GetFileName(floating)}, {threads} threads");
    var network = ModelImporters.Import(floating, new ImportOptions { Height = image.Shape.Height, Width = image.Shape.Width }).Value.Graph;
    var simulator = new SimulatorEngine(graph, image, threads);
    List<IEngine> engines = [simulator, new FloatEngine(network, InputNormalization.UnitRange(image.Shape.Channels).Apply(image), threads)];
    if (runtime != "-")
    {
        engines.Add(new OnnxRuntimeEngine("ort_float32", script, runtime, floating, threads));
        engines.Add(new OnnxRuntimeEngine("ort_int8", script, runtime, int8, threads));
    }

    if (program != "-" && threads == 1)
        engines.Add(new CompiledEngine(program, image, (graph.Output.Shape.Pixels + 7) / 8));
    try
    {
        var times = Comparison.Measure(engines, rounds, perRound: 5);
        if (engines[^1] is CompiledEngine compiled && !Mask.Unpack(compiled.Mask, graph.Output.Shape.Width, graph.Output.Shape.Height).Values.AsSpan().SequenceEqual(simulator.Mask))
            throw new InvalidOperationException("The generated C++ and the simulator give different masks.");
        var profile = NetworkProfile.Measure(graph, image, threads, 5 * rounds);
        double? Ratio(string name, Func<EngineRounds, EngineRounds, double> ratio) => times.FirstOrDefault(e => e.Name == name) is { } other ? ratio(times[0], other) : null;
        return new ThreadRun(
            threads, [.. times.Select(Comparison.Summarize)], Ratio("ort_float32", Comparison.Ratio), Ratio("ort_int8", Comparison.Ratio), Ratio("float_executor", Comparison.Ratio),
            Ratio("generated_cpp", Comparison.Ratio), Ratio("ort_float32", Comparison.ProcessorRatio), Ratio("ort_int8", Comparison.ProcessorRatio), profile.ShareOfBound, profile.Peak.MacsPerSecond, profile.Peak.BytesPerSecond);
    }
    finally
    {
        engines.ForEach(e => e.Dispose());
    }
}

namespace FpgaSeg.Compare
{
    /// <summary>One network on every engine.</summary>
    public sealed record NetworkReport(string Name, string Input, long Macs, ThreadRun[] Runs);

    /// <summary>Everything; the ratios and the share are the least of all runs.</summary>
    public sealed record CompareReport(
        string InstructionSet, int Processors, double? RatioToOrtFloat32, double? RatioToOrtInt8, double ShareOfPeak, NetworkReport[] Networks);

    /// <summary>snake_case, indented.</summary>
    [JsonSerializable(typeof(CompareReport))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
    internal sealed partial class CompareContext : JsonSerializerContext;
}
