using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Verification.Divergence;

/// <summary>An engine that shows its intermediate tensors, such as the traced build of the generated C++.</summary>
public interface ITraceSource
{
    /// <summary>Computes one image of raw pixels and returns its tensors by node index of the integer graph.</summary>
    Task<Result<IReadOnlyDictionary<int, FeatureMap<int>>>> TraceAsync(FeatureMap<byte> pixels, CancellationToken cancellation);
}
