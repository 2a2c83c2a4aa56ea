using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.VirtualBoard.Board;

/// <summary>
/// The receiving side of the image stream: takes bytes in order only, holds them in the receive buffer, and feeds the network's input
/// while the network is not computing.
/// </summary>
internal sealed class ImageReceiver(int imageBytes, int bufferBytes)
{
    private readonly ByteFifo _fifo = new(bufferBytes);
    private byte[] _input = new byte[imageBytes];
    private int _inputCount;
    private ushort _frameNumber;
    private int _offset;
    private long _received;
    private long _advertised;

    /// <summary>Whether a whole image stands at the network's input.</summary>
    public bool HasImage => _inputCount == imageBytes;

    /// <summary>Whether enough room came free since the last ACK that the host should know.</summary>
    public bool HasNews => _received + _fifo.Free - _advertised >= bufferBytes / 2;

    /// <summary>Takes the bytes if they are the next ones and fit; anything else is ignored, the ACK says what is expected.</summary>
    /// <returns>Null, or why the host is wrong.</returns>
    public RefusalReason? Take(in DataMessage data, bool inputIsOpen)
    {
        if (data.Offset + (long)data.Data.Length > imageBytes)
            return RefusalReason.OutsideImage;
        if (data.FrameNumber != _frameNumber || data.Offset != _offset || data.Data.Length > _fifo.Free)
            return null;
        _fifo.Push(data.Data);
        _received += data.Data.Length;
        _offset += data.Data.Length;
        if (_offset == imageBytes)
            (_frameNumber, _offset) = ((ushort)(_frameNumber + 1), 0);
        if (inputIsOpen)
            Drain();
        return null;
    }

    /// <summary>Moves bytes from the buffer to the network's input.</summary>
    public void Drain() => _inputCount += _fifo.Pop(_input.AsSpan(_inputCount));

    /// <summary>The image at the network's input; the input is empty after it.</summary>
    public byte[] TakeImage()
    {
        var image = _input;
        (_input, _inputCount) = (new byte[imageBytes], 0);
        return image;
    }

    public Ack Acknowledge(ushort lastSequence, BoardState state)
    {
        _advertised = _received + _fifo.Free;
        return new Ack(_frameNumber, (uint)_offset, (uint)_fifo.Free, lastSequence, state);
    }

    public void Clear()
    {
        _fifo.Clear();
        (_inputCount, _frameNumber, _offset, _received, _advertised) = (0, 0, 0, 0, bufferBytes);
    }
}
