using System.Runtime.InteropServices;
using FpgaSeg.Core.Pipes;

namespace FpgaSeg.VirtualBoard.Line;

/// <summary>A pipe on which things go wrong as an <see cref="ILineFault"/> says.</summary>
public sealed class FaultyPipe(IBytePipe inner, ILineFault fault) : IBytePipe
{
    /// <summary>The reason given when the fault breaks the line.</summary>
    public const string Broken = "the line was broken on purpose";
    private readonly List<byte> _arrived = [];
    private readonly List<byte> _leaving = [];
    private bool _isBroken;

    public string Description => inner.Description;

    public async ValueTask<PipeResult> ReadAsync(Memory<byte> target, TimeSpan timeout, CancellationToken cancellation)
    {
        // A doubled byte needs room: at most half of the target is read.
        while (_arrived.Count == 0)
        {
            if (_isBroken)
                return PipeResult.Closed(Broken);
            var result = await inner.ReadAsync(target[..Math.Max(1, target.Length / 2)], timeout, cancellation);
            if (result.Status != PipeStatus.Done)
                return result;
            PassAll(target.Span[..result.Count], _arrived);
        }

        var count = Math.Min(target.Length, _arrived.Count);
        CollectionsMarshal.AsSpan(_arrived)[..count].CopyTo(target.Span);
        _arrived.RemoveRange(0, count);
        return PipeResult.Done(count);
    }

    public async ValueTask<PipeResult> WriteAsync(ReadOnlyMemory<byte> source, TimeSpan timeout, CancellationToken cancellation)
    {
        PassAll(source.Span, _leaving);
        var bytes = _leaving.ToArray();
        _leaving.Clear();
        for (var written = 0; written < bytes.Length;)
        {
            var result = await inner.WriteAsync(bytes.AsMemory(written), timeout, cancellation);
            if (result.Status != PipeStatus.Done)
                return result;
            written += result.Count;
        }

        return _isBroken ? PipeResult.Closed(Broken) : PipeResult.Done(source.Length);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void PassAll(ReadOnlySpan<byte> bytes, List<byte> passed)
    {
        foreach (var value in bytes)
        {
            _isBroken = _isBroken || !fault.Pass(value, passed);
            if (_isBroken)
                return;
        }
    }
}
