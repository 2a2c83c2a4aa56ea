using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Verification.Divergence;
using FpgaSeg.VirtualBoard.Compiled;
using FpgaSeg.VirtualBoard.Design;

namespace FpgaSeg.Cli;

/// <summary>The traced build of the generated C++ as a source of tensors.</summary>
internal sealed class TracedBuild(string build) : ITraceSource
{
    public async Task<Result<IReadOnlyDictionary<int, FeatureMap<int>>>> TraceAsync(FeatureMap<byte> pixels, CancellationToken cancellation)
    {
        var folder = DesignFolder.Load(build, allowModified: true);
        if (!folder.IsOk)
            return Result<IReadOnlyDictionary<int, FeatureMap<int>>>.Fail(folder.Errors);
        var traceFile = Path.GetTempFileName();
        try
        {
            var computed = await ComputeAsync(folder.Value, traceFile, pixels, cancellation).ConfigureAwait(false);
            return computed.Then(_ => TraceFile.Read(traceFile)).Then<IReadOnlyDictionary<int, FeatureMap<int>>>(
                tensors => tensors.ToDictionary(t => t.Node, t => t.Values));
        }
        finally
        {
            File.Delete(traceFile);
        }
    }

    private static async Task<Result<byte[]>> ComputeAsync(
        DesignFolder folder, string traceFile, FeatureMap<byte> pixels, CancellationToken cancellation)
    {
        var built = await CompiledDesign.BuildTracedAsync(folder, traceFile, cancellation).ConfigureAwait(false);
        if (!built.IsOk)
            return Result<byte[]>.Fail(built.Errors);
        // The trace is complete when the program has ended.
        await using var design = built.Value;
        return await design.ComputeAsync(PixelTensor.Interleave(pixels), cancellation).ConfigureAwait(false);
    }
}
