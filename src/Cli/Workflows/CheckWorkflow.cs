using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Analysis;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;
using FpgaSeg.HlsGen;
using FpgaSeg.Import;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Quantizer;
using FpgaSeg.Simulator.Reference;
using FpgaSeg.Verification.Divergence;

namespace FpgaSeg.Cli.Workflows;

/// <summary>Takes one network through the whole toolchain, as far as it comes: import, quantize, simulate, generate, compile, compare every tensor.</summary>
internal static class CheckWorkflow
{
    public static async Task<NetworkCheck> RunAsync(string file, CheckRequest request, CancellationToken cancellation)
    {
        var check = new NetworkCheck(Path.GetFileName(file));
        var imported = ModelImporters.Import(file, request.Import);
        if (!imported.IsOk)
            return check with { Refusals = imported.Errors };
        var summary = NetworkSummary.Of(imported.Value.Graph);
        var shape = imported.Value.Graph.Input.Shape;
        check = check with { Reached = CheckStage.Imports, Input = shape, Parameters = summary.Parameters, Macs = summary.Macs };
        var images = Images(request.Images, shape);
        var quantized = images.Then(pixels => Quantize(imported.Value, pixels, request.Threads));
        if (!quantized.IsOk)
            return check with { Refusals = quantized.Errors };
        var graph = quantized.Value.Graph;
        var values = new ReferenceSimulator(graph, request.Threads).RunAll(images.Value[0]);
        check = check with
        {
            Reached = CheckStage.Simulates,
            Nodes = graph.Nodes.Length,
            WeightBytes = NetworkSummary.Of(graph).WeightBytes,
            LogitSqnrDb = quantized.Value.Layers[^2].SqnrDb,
        };
        return request.Board is null ? check : await CompareAsync(check, request, imported.Value, graph, images.Value[0], values, cancellation).ConfigureAwait(false);
    }

    private static Result<IReadOnlyList<FeatureMap<byte>>> Images(IReadOnlyList<string> paths, FeatureShape shape) => paths.Count == 0
        ? new[] { CheckPattern.Draw(shape, seed: 1), CheckPattern.Draw(shape, seed: 2) }
        : ImagePaths.Expand(paths).Then(files => ImageLoading.LoadAll(files, shape));

    private static Result<QuantizationOutcome> Quantize(ImportedModel model, IReadOnlyList<FeatureMap<byte>> images, int threads)
    {
        var normalization = InputNormalization.UnitRange(model.Graph.Input.Shape.Channels);
        return new ModelQuantizer(new QuantizationOptions(), threads).Quantize(new QuantizationSource(model.Graph, model.OutputName, model.SourceSha256, normalization), images);
    }

    private static async Task<NetworkCheck> CompareAsync(
        NetworkCheck check, CheckRequest request, ImportedModel model, DataflowGraph<IntegerNode> graph, FeatureMap<byte> image, FeatureMap<int>[] expected,
        CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("fpgaseg-check-").FullName;
        try
        {
            // No package is written, so no model id exists; the design is compiled, compared and thrown away, and any id serves.
            var written = HlsGenerator.Generate(model.SourceSha256, graph, request.Board!, new PlanOptions())
                .Then(design => BuildFolderWriter.Write(design, folder));
            if (!written.IsOk)
                return check with { Refusals = written.Errors };
            check = check with { Reached = CheckStage.Generates };
            var traced = await new TracedBuild(folder).TraceAsync(image, cancellation).ConfigureAwait(false);
            if (!traced.IsOk)
                return check with { Refusals = traced.Errors };
            return DivergenceLocator.Locate(graph, check.File, expected, traced.Value) is { } divergence
                ? check with { Divergence = divergence }
                : check with { Reached = CheckStage.IsBitExact };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
