using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.HostDriver.Streaming;
using FpgaSeg.Simulator;
using FpgaSeg.Verification.Divergence;

namespace FpgaSeg.Verification.Board;

/// <summary>An image to verify: its name and the raw pixels at the network's shape.</summary>
public sealed record VerificationImage(string Name, FeatureMap<byte> Pixels);

/// <summary>What verification found.</summary>
/// <param name="Images">Images whose masks were compared.</param>
/// <param name="DifferingImages">Those with at least one differing pixel.</param>
/// <param name="DifferingPixels">Differing pixels over all images.</param>
/// <param name="Divergence">The first differing element; null if all is equal, or if no trace was available or showed none.</param>
/// <param name="Summary">Times and retransmissions of the run.</param>
public sealed record VerificationResult(
    int Images,
    int DifferingImages,
    long DifferingPixels,
    FirstDivergence? Divergence,
    StreamSummary Summary)
{
    /// <summary>Whether every pixel of every mask was equal.</summary>
    public bool IsBitExact => DifferingImages == 0;
}

/// <summary>Compares a board's masks with the simulator's, pixel by pixel.</summary>
public sealed class BoardVerifier(DataflowGraph<IntegerNode> graph, int threads)
{
    private readonly ISimulator _simulator = Simulators.Create(graph, threads);

    /// <summary>Streams every image, compares every mask, and looks for the cause of the first difference in <paramref name="traces"/>.</summary>
    /// <param name="session">The open board.</param>
    /// <param name="images">Images at the network's shape.</param>
    /// <param name="traces">The traced build of the same design, or null.</param>
    /// <param name="progress">Told the images done.</param>
    /// <param name="cancellation">Stops after the image in work.</param>
    public async Task<Result<VerificationResult>> VerifyAsync(
        DeviceSession session,
        IReadOnlyList<VerificationImage> images,
        ITraceSource? traces,
        Action<int>? progress = null,
        CancellationToken cancellation = default)
    {
        var (streamer, errors) = (new ImageStreamer(session), new List<Diagnostic>());
        VerificationImage? firstWrong = null;
        int done = 0, differing = 0;
        long pixels = 0;
        var sent = images.Select(i => new StreamImage(i.Name, () => PixelTensor.Interleave(i.Pixels)));
        await foreach (var frame in streamer.StreamAsync(sent, cancellation))
        {
            var image = images[done++];
            if (frame.Error is { } error)
            {
                errors.Add(error);
                continue;
            }

            var difference = Mask.FromMap(_simulator.Run(image.Pixels)).DifferingPixels(MaskOf(frame.Mask!));
            pixels += difference;
            differing += difference > 0 ? 1 : 0;
            firstWrong ??= difference > 0 ? image : null;
            progress?.Invoke(done);
        }

        if (streamer.Summary.Error is { } lost)
            errors.Add(lost);
        if (errors.Count > 0)
            return Result<VerificationResult>.Fail(errors);
        var located = await LocateAsync(firstWrong, traces, cancellation);
        return located.IsOk
            ? new VerificationResult(done, differing, pixels, located.Value, streamer.Summary)
            : Result<VerificationResult>.Fail(located.Errors);
    }

    private Mask MaskOf(byte[] packed) => Mask.Unpack(packed, graph.Output.Shape.Width, graph.Output.Shape.Height);

    private async Task<Result<FirstDivergence?>> LocateAsync(VerificationImage? image, ITraceSource? traces, CancellationToken cancellation)
    {
        if (image is null || traces is null)
            return (FirstDivergence?)null!;
        var traced = await traces.TraceAsync(image.Pixels, cancellation);
        return traced.Then<FirstDivergence?>(t => DivergenceLocator.Locate(graph, image.Name, _simulator.RunAll(image.Pixels), t)!);
    }
}
