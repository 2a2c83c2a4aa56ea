using System.Collections.Immutable;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>Constants of a stage that counts rows and columns of its input.</summary>
internal static class MapConstants
{
    public static ImmutableArray<ConstantCode> Of(FeatureShape input) =>
        [new("IN_C", input.Channels), new("IN_H", input.Height), new("IN_W", input.Width)];
}
