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
/// <param name="TracedImages">Images whose tensors were compared, one by one, with those of the traced build.</param>
/// <param name="Summary">Times and retransmissions of the run.</param>
public sealed record VerificationResult(
    int Images,
    int DifferingImages,
    long DifferingPixels,
    FirstDivergence? Divergence,
    int TracedImages,
    StreamSummary Summary)
{
    /// <summary>Whether every pixel of every mask was equal, and every tensor that was compared.</summary>
    public bool IsBitExact => DifferingImages == 0 && Divergence is null;
}

/// <summary>When the traced build is run.</summary>
public enum TraceUse
{
    /// <summary>On the first image whose mask differs.</summary>
    OnDifference,

    /// <summary>On every image until one shows a difference: a fault may change a tensor and no mask.</summary>
    Always,
}

/// <summary>Compares a board's masks with the simulator's, pixel by pixel.</summary>
public sealed class BoardVerifier(DataflowGraph<IntegerNode> graph, int threads)
{
    private readonly ISimulator _simulator = Simulators.Create(graph, threads);

    /// <summary>Streams every image, compares every mask, and looks for the cause of the first difference in <paramref name="traces"/>.</summary>
    /// <param name="session">The open board.</param>
    /// <param name="images">Images at the network's shape.</param>
    /// <param name="traces">The traced build of the same design, or null.</param>
    /// <param name="use">When to run it.</param>
    /// <param name="progress">Told the images done.</param>
    /// <param name="cancellation">Stops after the image in work.</param>
    public async Task<Result<VerificationResult>> VerifyAsync(
        DeviceSession session,
        IReadOnlyList<VerificationImage> images,
        ITraceSource? traces,
        TraceUse use = TraceUse.OnDifference,
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
        var suspects = firstWrong is not null ? [firstWrong] : use == TraceUse.Always ? images : [];
        var search = await LocateAsync(suspects, traces, cancellation);
        return search.Then<VerificationResult>(s => new VerificationResult(done, differing, pixels, s.Divergence, s.Traced, streamer.Summary));
    }

    private Mask MaskOf(byte[] packed) => Mask.Unpack(packed, graph.Output.Shape.Width, graph.Output.Shape.Height);

    /// <summary>Traces one image after the other until one shows a difference.</summary>
    private async Task<Result<Search>> LocateAsync(IReadOnlyList<VerificationImage> images, ITraceSource? traces, CancellationToken cancellation)
    {
        var search = new Search(null, 0);
        foreach (var image in traces is null ? [] : images)
        {
            var traced = await traces!.TraceAsync(image.Pixels, cancellation);
            if (!traced.IsOk)
                return Result<Search>.Fail(traced.Errors);
            search = new Search(DivergenceLocator.Locate(graph, image.Name, _simulator.RunAll(image.Pixels), traced.Value), search.Traced + 1);
            if (search.Divergence is not null)
                break;
        }

        return search;
    }

    private sealed record Search(FirstDivergence? Divergence, int Traced);
}
