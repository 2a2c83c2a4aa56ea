using System.Collections.Immutable;
using FpgaSeg.Protocol.Design;

namespace FpgaSeg.Protocol.Tests;

public sealed class DesignManifestTests
{
    private static readonly string[] Names = ["src/top.cpp", "Makefile", "README.txt", "hls/add.hpp", "host/csim.cpp"];

    [Fact]
    public void The_text_and_the_id_do_not_depend_on_the_order_of_the_dictionary()
    {
        var ordinal = Manifest(StringComparer.Ordinal);
        var reversed = Manifest(Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a)));
        Assert.Equal(DesignManifestJson.Write(ordinal), DesignManifestJson.Write(reversed));
        Assert.Equal(DesignManifestJson.IdOf(ordinal), DesignManifestJson.IdOf(reversed));
        var places = Names.Order(StringComparer.Ordinal).Select(n => DesignManifestJson.Write(reversed).IndexOf($"\"{n}\"", StringComparison.Ordinal)).ToArray();
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void A_manifest_that_was_read_has_the_id_that_it_was_written_with()
    {
        var manifest = Manifest(StringComparer.Ordinal);
        var read = DesignManifestJson.Read(DesignManifestJson.Write(manifest));
        Assert.Equal(DesignManifestJson.IdOf(manifest), DesignManifestJson.IdOf(read));
    }

    private static DesignManifest Manifest(IComparer<string> order) => new(
        1, "test", "m", "d", "board", 1, new ImageGeometry(2, 2, 3), new MaskGeometry(2, 2), new LinkParameters(64, 128), new DesignPrediction(1, 2, 3, 4, 5, 6.5, "x"),
        [new DesignOperator("a", "conv", 1, 2, 2, 3, 4, 1, 0.5)], [new DesignSkip("a", "b", "buffer", 4, 8, 0)], [new DesignTensor(0, "t", 1, 2, 2, 8, false)],
        Names.ToImmutableSortedDictionary(n => n, n => n.ToUpperInvariant(), order));
}
