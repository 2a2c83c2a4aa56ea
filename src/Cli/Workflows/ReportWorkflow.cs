using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Reports;
using FpgaSeg.Reports.Evaluation;
using FpgaSeg.Verification.Accuracy;

namespace FpgaSeg.Cli.Workflows;

/// <summary>A quantized model to its report: both networks segment the images, then the page is written.</summary>
internal static class ReportWorkflow
{
    // Narrower is the mask, wider an exact accumulator: neither was chosen.
    private const int FewestBits = 2;
    private const int MostBits = 8;

    public static Result<Unit> Run(
        CommandOutput output, ReportRequest request, QuantizeRequest quantize, QuantizedModel model, IReadOnlyList<(string Image, string? Mask)> files) =>
        Evaluate(output, model, files, quantize.Threads)
            .Then(evaluation => ReportFile.Save(
                ReportContent.Of(HeaderOf(model, quantize), model.Source.Graph, model.Outcome, evaluation, ReportSensitivity.Of(model.Outcome)), request.Path));

    private static Result<ImageEvaluation> Evaluate(
        CommandOutput output, QuantizedModel model, IReadOnlyList<(string Image, string? Mask)> files, int threads)
    {
        var (graph, collector, errors) = (model.Source.Graph, new EvaluationCollector(), new List<Diagnostic>());
        var floating = new FloatSegmenter(graph, model.Source.Normalization, new FloatExecutor(graph, threads));
        var simulator = new FixedSegmenter(model.Outcome.Graph, threads);
        return output.WithProgress("comparing for the report", files.Count, report =>
        {
            for (var k = 0; k < files.Count; k++)
            {
                var image = Load(files[k], graph.Input.Shape);
                if (image.IsOk)
                    collector.Add(image.Value with { Float = floating.Segment(image.Value.Pixels), Fixed = simulator.Segment(image.Value.Pixels) });
                else
                    errors.AddRange(image.Errors);
                report(k + 1);
            }

            return errors.Count > 0 ? Result<ImageEvaluation>.Fail(errors) : collector.Finish()!;
        });
    }

    /// <summary>The image and its truth; the masks of the networks are yet to come.</summary>
    private static Result<SegmentedImage> Load((string Image, string? Mask) file, FeatureShape shape)
    {
        var none = new Mask(shape.Width, shape.Height, new byte[shape.Pixels]);
        return file.Mask is { } mask
            ? new LabelledSet([(file.Image, mask)]).Load(0, shape).Then<SegmentedImage>(l => new SegmentedImage(l.Name, l.Pixels, none, none, l.Truth))
            : PixelTensor.Load(file.Image, shape).Then<SegmentedImage>(p => new SegmentedImage(Path.GetFileNameWithoutExtension(file.Image), p, none, none));
    }

    private static ReportHeader HeaderOf(QuantizedModel model, QuantizeRequest quantize)
    {
        var (nodes, normalization) = (model.Outcome.Graph.Nodes, model.Source.Normalization);
        return new ReportHeader(
            model.Source.Name,
            model.Source.Sha256,
            model.ModelId,
            ToolVersion.Text,
            [
                new("Weights", Widths(nodes.Select(n => n.Operator).OfType<IntegerConv2d>().Select(c => c.WeightBits))),
                new("Activations", Widths(nodes.Where(n => n.Format.Bits is >= FewestBits and <= MostBits).Select(n => n.Format.Bits))),
                new("Calibration", $"{model.CalibrationImages} images"),
                new("Input", $"{model.Source.Graph.Input.Shape}, {(normalization.IsUnitRange ? "pixel / 255" : "normalised")}"),
            ]);
    }

    private static string Widths(IEnumerable<int> bits) => $"{string.Join(", ", bits.Distinct().Order())} bits";
}
