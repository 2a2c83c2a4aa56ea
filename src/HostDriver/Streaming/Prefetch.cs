using System.Diagnostics;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HostDriver.Session;

namespace FpgaSeg.HostDriver.Streaming;

/// <summary>Loads images on other threads before their turn, so that decoding a file does not idle the line.</summary>
internal static class Prefetch
{
    /// <summary>The same images in the same order; <paramref name="depth"/> are being loaded or wait, the one that is asked for among them.</summary>
    public static IEnumerable<StreamImage> Ahead(IEnumerable<StreamImage> images, int depth)
    {
        var waiting = new Queue<(string Name, Task<Loaded> Load)>();
        using var source = images.GetEnumerator();
        for (var more = true; ;)
        {
            while (more && waiting.Count < depth)
            {
                more = source.MoveNext();
                if (!more)
                    break;
                var image = source.Current;
                waiting.Enqueue((image.Name, Task.Run(() => Load(image))));
            }

            if (!waiting.TryDequeue(out var next))
                yield break;
            yield return new StreamImage(next.Name, () => next.Load.GetAwaiter().GetResult().Bytes)
            {
                LoadTime = () => next.Load.GetAwaiter().GetResult().Ticks,
            };
        }
    }

    private static Loaded Load(StreamImage image)
    {
        var started = Stopwatch.GetTimestamp();
        var bytes = image.Load();
        return new Loaded(bytes, Stopwatch.GetTimestamp() - started);
    }

    private sealed record Loaded(Result<byte[]> Bytes, long Ticks);
}
