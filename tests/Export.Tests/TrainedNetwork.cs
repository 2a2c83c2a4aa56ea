using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;
using FpgaSeg.Import;
using FpgaSeg.Import.Onnx;
using FpgaSeg.Quantizer;
using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Quantizer.Equalization;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Export.Tests;

/// <summary>The shipped network, quantized, and what the simulator makes of the first sample images.</summary>
public sealed class TrainedNetwork
{
    private const int CalibrationImages = 4;
    private const int SampleImages = 4;

    public TrainedNetwork()
    {
        Content = File.ReadAllBytes(Repository.At("models/cmunext_xxs_dsb2018.onnx"));
        Float = OnnxImporter.Import(Content, "cmunext_xxs_dsb2018.onnx", new ImportOptions()).Value;
        var source = new QuantizationSource(
            Float.Graph, "cmunext_xxs_dsb2018.onnx", Float.SourceSha256, Graph.InputNormalization.UnitRange(Float.Graph.Input.Shape.Channels));
        var graph = new ModelQuantizer(Plain(8, 8), Environment.ProcessorCount).Quantize(source, Load("samples/calibration", CalibrationImages)).Value.Graph;
        Model = new LoadedModel(new ModelPackage("test", source.Name, source.Sha256, source.Normalization, graph), new string('0', 64));
        Images = Load("samples/images", SampleImages);
        var simulator = new ReferenceSimulator(graph, Environment.ProcessorCount);
        Simulated = [.. Images.Select(simulator.RunAll)];
    }

    /// <summary>The float ONNX file.</summary>
    public byte[] Content { get; }

    public ImportedModel Float { get; }

    public LoadedModel Model { get; }

    public IReadOnlyList<IntegerNode> Nodes => Model.Package.Graph.Nodes;

    /// <summary>Raw pixels.</summary>
    public FeatureMap<byte>[] Images { get; }

    /// <summary>The simulator's value of every node, by image and node.</summary>
    public FeatureMap<int>[][] Simulated { get; }

    /// <summary>Quantization without its searches, which take time and change nothing about the export.</summary>
    public static QuantizationOptions Plain(int weightBits, int activationBits) => new(weightBits, activationBits)
    {
        Calibration = CalibrationMethod.Mse,
        Equalization = EqualizationMode.None,
        CorrectBias = false,
        SearchRounding = false,
    };

    private FeatureMap<byte>[] Load(string folder, int count) =>
    [
        .. Directory.EnumerateFiles(Repository.At(folder), "*.png").Order(StringComparer.Ordinal).Take(count)
            .Select(f => PixelTensor.Load(f, Float.Graph.Input.Shape).Value),
    ];
}

/// <summary>Classes of this collection share one quantized network.</summary>
[CollectionDefinition(Name)]
public sealed class SharedNetwork : ICollectionFixture<TrainedNetwork>
{
    public const string Name = "trained network";
}
