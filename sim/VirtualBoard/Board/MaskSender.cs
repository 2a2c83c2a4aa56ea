using FpgaSeg.Protocol;
using FpgaSeg.Core.Checksums;
using FpgaSeg.Protocol.Flow;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.VirtualBoard.Board;

/// <summary>The sending side of the mask stream: one mask is held until the host has all of it and its FRAME-DONE.</summary>
internal sealed class MaskSender(int maskBytes, int maxPayload)
{
    /// <summary>Places per frame in the stream: the mask's bytes, then FRAME-DONE.</summary>
    private readonly long _places = maskBytes + 1L;
    private readonly int _chunk = maxPayload - LinkConstants.DataPrefixBytes;
    private GoBackWindow _window = new();
    private byte[]? _mask;
    private FrameDone _done;
    private long _frame;

    /// <summary>Whether no mask is held.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Starts to send the next mask; a null mask is a failed computation.</summary>
    public void Start(byte[]? mask, uint imageCrc, ulong cycles)
    {
        IsEmpty = false;
        _mask = mask;
        var status = mask is null ? FrameStatus.Failed : FrameStatus.Ok;
        _done = new FrameDone((ushort)_frame, status, cycles, cycles, 0, imageCrc, mask is null ? 0 : Crc32.Of(mask));
    }

    /// <summary>Takes the host's word on what it has.</summary>
    public void Acknowledge(in MaskStatus status)
    {
        var frame = SequenceNumber.Unwrap(status.FrameNumber, _frame);
        if (status.Offset > maskBytes || !_window.Acknowledge((frame * _places) + status.Offset, status.LastSequence) || frame <= _frame)
            return;
        (_mask, IsEmpty, _frame) = (null, true, frame);
    }

    /// <summary>Writes the next frame of the mask; 0 when all is sent.</summary>
    public int Transmit(Span<byte> target, FrameWriter writer)
    {
        var offset = _window.Next - (_frame * _places);
        if (IsEmpty || offset > maskBytes)
            return 0;
        int count;
        if (_mask is null || offset == maskBytes)
        {
            count = writer.Write(target, _done);
            _window.Sent((int)(_places - offset), writer.LastSequence);
            return count;
        }

        var length = (int)Math.Min(_chunk, maskBytes - offset);
        count = writer.Write(target, new DataMessage(FrameType.Mask, (ushort)_frame, (uint)offset, _mask.AsSpan((int)offset, length)));
        _window.Sent(length, writer.LastSequence);
        return count;
    }

    public void Clear() => (_window, _mask, IsEmpty, _frame) = (new GoBackWindow(), null, true, 0);
}
