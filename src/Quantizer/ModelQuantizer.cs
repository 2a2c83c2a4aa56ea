using System.Collections.Immutable;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;
using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Quantizer.Lowering;
using FpgaSeg.Quantizer.Passes;
using FpgaSeg.Quantizer.Report;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Quantizer;

/// <summary>A float network and where it came from.</summary>
public sealed record QuantizationSource(DataflowGraph<FloatNode> Graph, string Name, string Sha256, InputNormalization Normalization);

/// <summary>The integer graph and what was found on the way.</summary>
public sealed record QuantizationOutcome(DataflowGraph<IntegerNode> Graph, IReadOnlyList<PassLog> Passes, IReadOnlyList<LayerReport> Layers)
{
    /// <summary>Distribution of every float value on the calibration images, by the name in <see cref="LayerReport.Source"/>.</summary>
    public ImmutableSortedDictionary<string, ActivationHistogram> Histograms { get; init; } =
        ImmutableSortedDictionary.Create<string, ActivationHistogram>(StringComparer.Ordinal);
}

/// <summary>Float network and calibration images to integer network: passes, calibration, lowering, measurement.</summary>
public sealed class ModelQuantizer(QuantizationOptions options, int threads)
{
    /// <summary>Images on which integer and float are compared; calibration itself uses all.</summary>
    public const int ComparedImages = 8;

    /// <summary>Quantizes.</summary>
    /// <param name="source">The network.</param>
    /// <param name="images">Raw pixels at the network's input shape.</param>
    /// <param name="progress">Told the images done, of calibration and comparison together; see <see cref="WorkFor"/>.</param>
    public Result<QuantizationOutcome> Quantize(QuantizationSource source, IReadOnlyList<FeatureMap<byte>> images, Action<int>? progress = null)
    {
        if (images.Count == 0)
            return QuantizerDiagnostics.NoImages();
        var (graph, passes) = FloatPasses.Run(source.Graph);
        var runner = new FloatExecutor(graph, threads);
        var calibrator = new Calibrator(graph, runner, source.Normalization, threads);
        for (var k = 0; k < images.Count; k++)
        {
            calibrator.Add(images[k]);
            progress?.Invoke(k + 1);
        }

        var broken = NotFinite(graph, calibrator.Histograms).ToArray();
        if (broken.Length > 0)
            return Result<QuantizationOutcome>.Fail(broken);
        return GraphLowering.Lower(graph, calibrator.Histograms, source.Normalization, options).Then<QuantizationOutcome>(integer =>
        {
            var layers = Measure(graph, integer, runner, source.Normalization, calibrator.Histograms, images, k => progress?.Invoke(images.Count + k));
            return new QuantizationOutcome(integer, passes, layers)
            {
                Histograms = graph.Nodes.Zip(calibrator.Histograms).ToImmutableSortedDictionary(p => p.First.Name, p => p.Second, StringComparer.Ordinal),
            };
        });
    }

    /// <summary>Steps that <c>progress</c> counts for a number of images.</summary>
    public static int WorkFor(int images) => images + Math.Min(images, ComparedImages);

    private static IEnumerable<Diagnostic> NotFinite(DataflowGraph<FloatNode> graph, IReadOnlyList<ActivationHistogram> histograms) =>
        graph.Nodes.Zip(histograms).Where(p => p.Second.NonFinite > 0).Take(1)
            .Select(p => QuantizerDiagnostics.NotFinite(p.First.Name, p.Second.NonFinite));

    private LayerReport[] Measure(
        DataflowGraph<FloatNode> graph,
        DataflowGraph<IntegerNode> integer,
        IFloatTracer runner,
        InputNormalization normalization,
        IReadOnlyList<ActivationHistogram> histograms,
        IReadOnlyList<FeatureMap<byte>> images,
        Action<int> progress)
    {
        var floatIndex = graph.Nodes.Select((n, i) => (n.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
        var measured = Enumerable.Range(0, integer.Nodes.Length).Where(i => integer.Nodes[i].Source is not null).ToArray();
        var meters = measured.ToDictionary(i => i, i => new LayerMeter(integer.Nodes[i]));
        var simulator = new ReferenceSimulator(integer, threads);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        for (var k = 0; k < Math.Min(images.Count, ComparedImages); k++)
        {
            var integers = simulator.RunAll(images[k]);
            var floats = runner.Run(normalization.Apply(images[k]));
            Parallel.ForEach(measured, parallel, i => meters[i].Add(integers[i], floats[floatIndex[integer.Nodes[i].Source!]]));
            progress(k + 1);
        }

        return [.. measured.Select(i => ReportOf(integer.Nodes[i], histograms[floatIndex[integer.Nodes[i].Source!]], meters[i]))];
    }

    private static LayerReport ReportOf(IntegerNode node, ActivationHistogram histogram, LayerMeter meter) => new(
        node.Name,
        OperatorNames.Of(node.Operator),
        node.Source!,
        node.Format.ToString(),
        node.Format.Bits,
        node.Scale,
        histogram.Min,
        histogram.Max,
        meter.SqnrDb,
        meter.SaturatedPercent,
        meter.MaxLsb);
}
