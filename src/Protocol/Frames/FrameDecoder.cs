using System.Buffers.Binary;
using FpgaSeg.Core.Checksums;
using static FpgaSeg.Protocol.LinkConstants;

namespace FpgaSeg.Protocol.Frames;

/// <summary>
/// Finds frames in a stream of bytes. It keeps the bytes of a candidate until its CRC is known and, when that is wrong, hunts again from the
/// byte after its first: a lost, added or flipped byte costs the frame it hit and no other.
/// Use: <see cref="Append"/> what arrived, then <see cref="TryRead"/> until it says no. No allocation once the buffer has its size.
/// </summary>
public sealed class FrameDecoder
{
    private byte[] _buffer = new byte[4 * (LargestPayload + FrameOverhead)];
    private int _start;
    private int _end;
    private bool _abandon;
    private long _frames;
    private long _dropped;
    private long _badHeaders;
    private long _badChecks;
    private long _abandoned;

    /// <summary>What has been seen so far.</summary>
    public DecoderCounters Counters => new(_frames, _dropped, _badHeaders, _badChecks, _abandoned);

    /// <summary>Whether the beginning of a frame waits for its rest.</summary>
    public bool HasPartialFrame => _end > _start;

    /// <summary>Adds bytes as they arrived.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        MakeRoom(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>The next whole frame; false when more bytes are needed.</summary>
    public bool TryRead(out Frame frame)
    {
        while (Hunt())
        {
            var candidate = _buffer.AsSpan(_start, _end - _start);
            if (!FrameHeader.TryRead(candidate, out var header))
            {
                if (candidate.Length < HeaderBytes && !_abandon)
                    break;
                _badHeaders++;
                Drop(1);
            }
            else if (candidate.Length < header.FrameBytes)
            {
                if (!_abandon)
                    break;
                _abandoned++;
                Drop(1);
            }
            else if (Check(candidate, header))
            {
                frame = new Frame(header, candidate.Slice(HeaderBytes, header.Length));
                _frames++;
                _start += header.FrameBytes;
                return true;
            }
            else
            {
                _badChecks++;
                Drop(1);
            }
        }

        _abandon = false;
        frame = default;
        return false;
    }

    /// <summary>Says that the line fell silent: a frame in progress is given up and what follows it is read again by <see cref="TryRead"/>.</summary>
    public void Abandon() => _abandon = true;

    private static bool Check(ReadOnlySpan<byte> candidate, FrameHeader header)
    {
        var end = HeaderBytes + header.Length;
        return Crc32.Of(candidate[2..end]) == BinaryPrimitives.ReadUInt32LittleEndian(candidate[end..]);
    }

    /// <summary>Moves to the next byte that may begin a frame; false when there is none.</summary>
    private bool Hunt()
    {
        var rest = _buffer.AsSpan(_start, _end - _start);
        var at = rest.IndexOf(Sync0);
        Drop(at < 0 ? rest.Length : at);
        return _end > _start;
    }

    private void Drop(int count)
    {
        _start += count;
        _dropped += count;
    }

    private void MakeRoom(int count)
    {
        if (_end + count <= _buffer.Length)
            return;
        var held = _buffer.AsSpan(_start, _end - _start);
        var target = held.Length + count <= _buffer.Length ? _buffer : new byte[held.Length + (2 * count)];
        held.CopyTo(target);
        (_buffer, _start, _end) = (target, 0, held.Length);
    }
}
