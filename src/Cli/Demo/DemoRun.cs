using System.Diagnostics;
using FpgaSeg.Boards;
using FpgaSeg.Cli.Commands;
using FpgaSeg.Cli.Output;
using FpgaSeg.Cli.Workflows;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Package;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.HostDriver.Streaming;
using FpgaSeg.Import;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Verification.Accuracy;
using FpgaSeg.VirtualBoard;
using FpgaSeg.VirtualBoard.Design;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.Cli.Demo;

/// <summary>What the demo produced.</summary>
internal sealed record DemoOutcome(QuantizedModel Model, DesignManifest Design, IReadOnlyList<DemoImage> Images, StreamSummary Summary);

/// <summary>The main job on the shipped model and samples: quantize, generate, compile, stream over a paced pseudo-terminal, compare.</summary>
internal sealed class DemoRun(CommandOutput output, DemoMaterial material, string folder, int baud, int threads)
{
    public async Task<Result<DemoOutcome>> RunAsync(CancellationToken cancellation)
    {
        Step("quantize", $"{Path.GetFileName(material.Model)}, calibrated on {material.Calibration}");
        var request = new QuantizeRequest(
            material.Model, new ImportOptions(), [material.Calibration], int.MaxValue, Normalization: null, Path.Combine(folder, "model.fsq"), threads);
        var model = QuantizeWorkflow.Run(output, request);
        if (!model.IsOk)
            return Result<DemoOutcome>.Fail(model.Errors);
        var build = Path.Combine(folder, "build");
        Step("gen-hls", build);
        var design = GenHlsCommand.Generate(model.Value.Path, BoardCatalogue.Find(BoardCatalogue.Default), new PlanOptions(), build);
        if (!design.IsOk)
            return Result<DemoOutcome>.Fail(design.Errors);
        Step("virtual-board", "compiling the generated C++");
        var board = await StartBoardAsync(build, cancellation).ConfigureAwait(false);
        if (!board.IsOk)
            return Result<DemoOutcome>.Fail(board.Errors);
        await using var host = board.Value;
        return await StreamAsync(model.Value, design.Value.Manifest, host, cancellation).ConfigureAwait(false);
    }

    private async Task<Result<VirtualBoardHost>> StartBoardAsync(string build, CancellationToken cancellation)
    {
        var design = DesignFolder.Load(build);
        return design.IsOk
            ? await VirtualBoardHost.StartAsync(design.Value, new VirtualBoardOptions { Rate = LineRate.Of(baud), Log = error => Console.Error.WriteLine(error) }, cancellation).ConfigureAwait(false)
            : Result<VirtualBoardHost>.Fail(design.Errors);
    }

    private async Task<Result<DemoOutcome>> StreamAsync(
        QuantizedModel model, DesignManifest design, VirtualBoardHost host, CancellationToken cancellation)
    {
        var samples = LoadSamples(model.Outcome.Graph.Input.Shape);
        if (!samples.IsOk)
            return Result<DemoOutcome>.Fail(samples.Errors);
        var url = $"{host.DeviceUrl}?baud={baud}";
        Step("stream and verify", $"{samples.Value.Length} images over {url}");
        var opened = await DeviceSession.OpenAsync(url, new SessionExpectations(design, model.ModelId), cancellation: cancellation).ConfigureAwait(false);
        if (!opened.IsOk)
            return Result<DemoOutcome>.Fail(opened.Errors);
        await using var session = opened.Value;
        var pair = SegmenterPair.Load(model.Path, material.Model, new ImportOptions(), (Graph.InputNormalization?)null, threads);
        if (!pair.IsOk)
            return Result<DemoOutcome>.Fail(pair.Errors);
        var streamer = new ImageStreamer(session);
        var images = await output.WithProgressAsync(
            "streaming", samples.Value.Length, report => CompareAsync(streamer, pair.Value, samples.Value, report, cancellation)).ConfigureAwait(false);
        return images.Then<DemoOutcome>(i => new DemoOutcome(model, design, i, streamer.Summary));
    }

    private Result<LabelledImage[]> LoadSamples(FeatureShape shape) => LabelledSet.Find(material.Images, material.Masks, names: null).Then(set =>
    {
        var loaded = Enumerable.Range(0, set.Files.Count).Select(k => set.Load(k, shape)).ToArray();
        var errors = loaded.SelectMany(l => l.Errors).ToArray();
        return errors.Length > 0 ? Result<LabelledImage[]>.Fail(errors) : loaded.Select(l => l.Value).ToArray();
    });

    private static async Task<Result<IReadOnlyList<DemoImage>>> CompareAsync(
        ImageStreamer streamer, SegmenterPair pair, LabelledImage[] samples, Action<int> report, CancellationToken cancellation)
    {
        var (images, errors) = (new List<DemoImage>(), new List<Diagnostic>());
        var sent = samples.Select(s => new StreamImage(s.Name, () => PixelTensor.Interleave(s.Pixels)));
        await foreach (var frame in streamer.StreamAsync(sent, cancellation).ConfigureAwait(false))
        {
            var sample = samples[images.Count + errors.Count];
            if (frame.Error is { } error)
                errors.Add(error);
            else
                images.Add(Compare(sample, pair, frame));
            report(images.Count + errors.Count);
        }

        if (streamer.Summary.Error is { } lost)
            errors.Add(lost);
        return errors.Count > 0 ? Result<IReadOnlyList<DemoImage>>.Fail(errors) : images;
    }

    private static DemoImage Compare(LabelledImage sample, SegmenterPair pair, FrameResult frame)
    {
        var floating = pair.Float!.Segment(sample.Pixels);
        var start = Stopwatch.GetTimestamp();
        var simulated = pair.Fixed!.Segment(sample.Pixels);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var board = Mask.Unpack(frame.Mask, simulated.Width, simulated.Height);
        return new DemoImage(sample, floating, simulated, board, elapsed.TotalMilliseconds, frame.Timings!.Total.TotalMilliseconds);
    }

    private static void Step(string name, string what) => Console.Error.WriteLine($"{name,-18} {what}");
}
