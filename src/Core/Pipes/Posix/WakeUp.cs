namespace FpgaSeg.Core.Pipes.Posix;

/// <summary>An event counter (eventfd) that ends a poll from another thread.</summary>
internal sealed class WakeUp : IDisposable
{
    private static readonly byte[] One = [1, 0, 0, 0, 0, 0, 0, 0];

    public WakeUp()
    {
        Descriptor = LibC.EventCounter(0, LibC.NonBlocking | LibC.CloseOnExec);
        if (Descriptor < 0)
            throw new InvalidOperationException($"eventfd: {LibC.Describe(LibC.LastError)}");
    }

    public int Descriptor { get; }

    public void Signal() => _ = LibC.Write(Descriptor, One, (nuint)One.Length);

    public void Clear()
    {
        Span<byte> counter = stackalloc byte[8];
        _ = LibC.Read(Descriptor, counter, 8);
    }

    public void Dispose() => _ = LibC.Close(Descriptor);
}
