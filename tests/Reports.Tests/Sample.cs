using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import;
using FpgaSeg.Import.Onnx;
using FpgaSeg.Quantizer;
using FpgaSeg.Quantizer.Equalization;
using FpgaSeg.Quantizer.Report;
using FpgaSeg.Reports.Evaluation;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Reports.Tests;

/// <summary>CMUNeXt-XXS as PyTorch exported it (64x64, random weights), quantized and compared on two made-up images; five bits
/// of activation change some pixels of the masks. One name is hostile.</summary>
internal static class Sample
{
    public const string HostileName = "</td><script>window.broken = true</script><img src=x onerror=\"window.broken = true\">&amp;";

    /// <summary>Behind the steps of the quantizer, of which none has changes to list in a network without batch norm.</summary>
    public static readonly StepLog MadeUpStep = new("Made up", 0.25, ["First finding <1>", "second finding"], ["a/b: changed", "c: changed"]);

    private static readonly Lazy<(DataflowGraph<FloatNode> Source, QuantizationOutcome Outcome, ImageEvaluation Evaluation)> Quantized = new(Quantize);
    private static readonly Lazy<string> Rendered = new(() => QuantizationPage.Render(Content));

    /// <summary>Everything that a report can show.</summary>
    public static ReportContent Content => ContentWith(Quantized.Value.Evaluation, Sensitivity());

    public static QuantizationOutcome Outcome => Quantized.Value.Outcome;

    /// <summary>The float network as imported, but for the hostile name.</summary>
    public static DataflowGraph<FloatNode> Source => Quantized.Value.Source;

    public static string Page => Rendered.Value;

    public static ReportContent ContentWith(ImageEvaluation? evaluation, SensitivityTable? sensitivity)
    {
        var content = ContentOf(evaluation, sensitivity);
        return content with { Steps = [.. content.Steps, MadeUpStep] };
    }

    private static ReportContent ContentOf(ImageEvaluation? evaluation, SensitivityTable? sensitivity) => ReportContent.Of(
        new ReportHeader(
            "net <1>.onnx", new string('a', 64), new string('b', 64), "fpgaseg test", [new("Weights", "8 bits"), new("Calibration", "2 images")]),
        Source,
        Outcome,
        evaluation,
        sensitivity);

    public static SegmentedImage Image(string name, int changed, bool withTruth)
    {
        var shape = new FeatureShape(3, 4, 5);
        Mask MaskOf(int ones) => new(5, 4, [.. Enumerable.Range(0, 20).Select(k => (byte)(k < ones ? 1 : 0))]);
        return new SegmentedImage(name, new FeatureMap<byte>(shape), MaskOf(10), MaskOf(10 - changed), withTruth ? MaskOf(10) : null);
    }

    private static SensitivityTable Sensitivity() => new(
        "SQNR of the logit, dB",
        HigherIsBetter: true,
        [
            new SensitivityTrial("first", "weights", 4, 12.5), new SensitivityTrial("first", "weights", 6, 24), new SensitivityTrial("first", "output", 4, 9.5),
            new SensitivityTrial("second", "weights", 4, 30), new SensitivityTrial("second", "weights", 6, 41.5), new SensitivityTrial("third", "skip", 4, 3.25),
        ]);

    private static (DataflowGraph<FloatNode>, QuantizationOutcome, ImageEvaluation) Quantize()
    {
        var imported = OnnxImporter.Import(Path.Combine(AppContext.BaseDirectory, "Fixtures", "cmunext_bn_act.onnx"), new ImportOptions()).Value.Graph;
        var graph = new DataflowGraph<FloatNode>(imported.Nodes.Select((n, i) => i == 5 ? n with { Name = HostileName } : n));
        var images = new[] { 3, 4 }.Select(seed => Waves(graph.Input.Shape, new Random(seed))).ToArray();
        var normalization = InputNormalization.UnitRange(3);
        // Rounding to nearest, so that the quantized weights can be compared with the float ones.
        var options = new QuantizationOptions(ActivationBits: 5) { Equalization = EqualizationMode.None, CorrectBias = false, SearchRounding = false };
        var outcome = new ModelQuantizer(options, threads: 1)
            .Quantize(new QuantizationSource(graph, "net.onnx", new string('a', 64), normalization), images).Value;
        var collector = new EvaluationCollector();
        foreach (var (image, k) in images.Select((image, k) => (image, k)))
        {
            var logit = new FloatExecutor(graph).RunLogit(normalization.Apply(image));
            var floating = new Mask(logit.Shape.Width, logit.Shape.Height, Array.ConvertAll(logit.Data, v => v > 0 ? (byte)1 : (byte)0));
            collector.Add(new SegmentedImage($"wave {k} <b>", image, floating, Mask.FromMap(new ReferenceSimulator(outcome.Graph).Run(image)), floating));
        }

        return (graph, outcome, collector.Finish()!);
    }

    private static FeatureMap<byte> Waves(FeatureShape shape, Random random)
    {
        var image = new FeatureMap<byte>(shape);
        for (var k = 0; k < image.Data.Length; k++)
            image.Data[k] = (byte)(128 + (90 * Math.Sin((k % shape.Width * 0.21) + (k / shape.Width * 0.13))) + random.Next(-30, 30));
        return image;
    }
}
