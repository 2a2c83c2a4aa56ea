using System.Globalization;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Files;
using FpgaSeg.Export.Format;
using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;

namespace FpgaSeg.Export;

/// <summary>
/// A quantized network as an ONNX file that other tools run. It computes with floats or with the int8 kernels of those tools, so that it
/// comes close to the simulator, integer for integer, and is no proof of anything: docs/interoperability.md says how close and why.
/// </summary>
public static class OnnxExporter
{
    private const string Logit = "logit";
    private const string Mask = "mask";
    private const double PixelScale = 1.0 / 255;

    /// <summary>The file's content, or every node that the flavour cannot hold.</summary>
    public static Result<ExportedModel> Export(LoadedModel model, ExportOptions options)
    {
        var nodes = model.Package.Graph.Nodes;
        var emitter = new GraphEmitter(options.Flavour);
        foreach (var name in new[] { Logit, Mask })
            emitter.Writer.Names.Take(name);
        emitter.AddInput(Input(emitter, model.Package, options));
        foreach (var node in nodes.Skip(1))
            emitter.Add(node, node == nodes[^1] ? Mask : null);
        if (emitter.Errors.Count > 0)
            return Result<ExportedModel>.Fail(emitter.Errors);
        AddOutputs(emitter, nodes[^1], options.Trace);
        (string, string)[] facts =
        [
            ("fpgaseg.model_id", model.ModelId),
            ("fpgaseg.source", model.Package.SourceName),
            ("fpgaseg.source_sha256", model.Package.SourceSha256),
            ("fpgaseg.flavour", options.Flavour.ToString().ToLowerInvariant()),
            ("fpgaseg.input", InputMeaning(model.Package, TakesFloat(options))),
        ];
        var bytes = ModelEnvelope.Bytes(emitter.Writer.Graph, emitter.Opset, model.Package.Tool, facts);
        return new ExportedModel(bytes, emitter.Opset, [.. emitter.Values.Select(v => v.Tensor)]);
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    public static Result<ExportedModel> Save(ExportedModel model, string path)
    {
        try
        {
            AtomicFile.WriteBytes(path, model.Bytes);
            return model;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ExportDiagnostics.NotWritten(path, e.Message);
        }
    }

    private static bool TakesFloat(ExportOptions options) => options.FloatInput || options.Flavour == OnnxFlavour.Qonnx;

    private static CarriedValue Input(GraphEmitter emitter, ModelPackage package, ExportOptions options) => TakesFloat(options)
        ? FloatImage.Emit(emitter, package.Graph.Input, package.Normalization, Carrier.Stored(PixelScale))
        : emitter.Carrier.Input(package.Graph.Input, Carrier.Stored(PixelScale));

    private static void AddOutputs(GraphEmitter emitter, IntegerNode last, bool trace)
    {
        var (writer, value) = (emitter.Writer, emitter.Values[^1]);
        if (last.Operator is IntegerThreshold)
        {
            var before = emitter.Values[last.Inputs[0]];
            writer.NodeAs("Identity", Logit, [emitter.Carrier.Read(before, Logit)], "");
            writer.Output(Logit, ElementType.Float, before.Shape);
            writer.Output(value.Tensor, value.Type, value.Shape);
        }
        else
        {
            writer.NodeAs("Identity", Logit, [emitter.Carrier.Read(value, Logit)], "");
            writer.Output(Logit, ElementType.Float, value.Shape);
        }

        foreach (var node in trace ? emitter.Values.Skip(1).SkipLast(1).DistinctBy(v => v.Tensor) : [])
            writer.Output(node.Tensor, node.Type, node.Shape);
    }

    private static string InputMeaning(ModelPackage package, bool isFloat)
    {
        static string List(IEnumerable<double> values) => string.Join(",", values.Select(v => v.ToString(CultureInfo.InvariantCulture)));
        var normalization = package.Normalization;
        return isFloat
            ? $"float: (pixel / 255 - [{List(normalization.Mean)}]) / [{List(normalization.StandardDeviation)}], NCHW"
            : "uint8 pixels, NCHW, RGB or grey";
    }
}
