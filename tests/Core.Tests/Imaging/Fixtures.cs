using System.Text.Json;
using FpgaSeg.Core.Imaging;

namespace FpgaSeg.Core.Tests.Imaging;

/// <summary>What make_fixtures.py wrote: files, and what PIL makes of them.</summary>
internal static class Fixtures
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(PathOf("fixtures.json"))).RootElement;

    internal static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Imaging", "Fixtures", file);

    internal static TheoryData<string> Names(string group) => new(Root.GetProperty(group).EnumerateArray().Select(e => e.GetProperty("file").GetString()!));

    internal static Image Expected(string group, string file)
    {
        var entry = Root.GetProperty(group).EnumerateArray().Single(e => e.GetProperty("file").GetString() == file);
        return new Image(Number(entry, "width"), Number(entry, "height"), Number(entry, "channels"), entry.GetProperty("pixels").GetBytesFromBase64());
    }

    internal static IEnumerable<(string File, string Kind, int Width, int Height, string Hash)> Resizes() =>
        Root.GetProperty("resize").EnumerateArray().Select(e => (
            e.GetProperty("file").GetString()!, e.GetProperty("kind").GetString()!, Number(e, "width"), Number(e, "height"), e.GetProperty("sha256").GetString()!));

    internal static byte[] Grey(string key) => Root.GetProperty("grey").GetProperty(key).GetBytesFromBase64();

    internal static void AssertSame(Image expected, Image actual)
    {
        Assert.Equal((expected.Width, expected.Height, expected.Channels), (actual.Width, actual.Height, actual.Channels));
        Assert.Equal(expected.Pixels, actual.Pixels);
    }

    private static int Number(JsonElement entry, string name) => entry.GetProperty(name).GetInt32();
}
