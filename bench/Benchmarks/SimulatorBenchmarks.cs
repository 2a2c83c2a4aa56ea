using BenchmarkDotNet.Attributes;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Package;
using FpgaSeg.Simulator.Fast;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Benchmarks;

/// <summary>One image through the package that FPGASEG_MODEL names: fused, unfused, every instruction set, and the plain loops.</summary>
[MemoryDiagnoser]
public class SimulatorBenchmarks
{
    private FastSimulator _fast = null!;
    private ReferenceSimulator _reference = null!;
    private FeatureMap<byte> _image = null!;
    private byte[] _mask = [];

    [Params(InstructionSet.Portable, InstructionSet.Vector128, InstructionSet.Vector256, InstructionSet.Vector512)]
    public InstructionSet Instructions { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var path = Environment.GetEnvironmentVariable("FPGASEG_MODEL") ?? throw new InvalidOperationException("FPGASEG_MODEL names no model.fsq.");
        var graph = ModelPackageFile.Load(path).Value.Package.Graph;
        _fast = FastSimulator.Create(graph, new FastOptions(Threads, Instructions));
        _reference = new ReferenceSimulator(graph, Threads);
        _image = new FeatureMap<byte>(graph.Input.Shape);
        new Random(1).NextBytes(_image.Data);
        _mask = new byte[graph.Output.Shape.Count];
    }

    [GlobalCleanup]
    public void End() => _fast.Dispose();

    [Benchmark]
    public void Fast() => _fast.Run(_image, _mask);

    [Benchmark]
    public FeatureMap<int>[] EveryTensor() => _fast.RunAll(_image);

    [Benchmark(Baseline = true)]
    public FeatureMap<int> Reference() => _reference.Run(_image);
}
