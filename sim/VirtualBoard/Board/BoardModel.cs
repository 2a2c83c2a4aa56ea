using FpgaSeg.Core.Checksums;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.VirtualBoard.Board;

/// <summary>
/// The board's side of the protocol without I/O (docs/link-protocol.md, section 7). It has no timers: it answers, and the host asks.
/// Frames from the host go into <see cref="Receive"/>, frames for it come out of <see cref="Transmit"/>; images to compute come out of
/// <see cref="TakeImage"/>, masks go into <see cref="Complete"/>.
/// </summary>
public sealed class BoardModel
{
    private readonly BoardIdentity _identity;
    private readonly FrameWriter _writer = new();
    private readonly ImageReceiver _images;
    private readonly MaskSender _masks;
    private uint? _nonce;
    private ushort _lastHostSequence;
    private bool _helloWanted;
    private bool _ackWanted;
    private Refusal? _refusal;
    private int _session;
    private bool _isComputing;
    private uint _imageCrc;
    private (byte[]? Mask, uint ImageCrc)? _finished;

    public BoardModel(BoardIdentity identity)
    {
        _identity = identity;
        _images = new ImageReceiver(identity.Reply.Image.LinkByteCount, identity.Reply.Link.ReceiveBuffer);
        _masks = new MaskSender(identity.Reply.Mask.ByteCount, identity.Reply.Link.MaxPayload);
    }

    /// <summary>The network's input is open while the network neither computes nor holds a mask for which there is no room.</summary>
    private bool InputIsOpen => !_isComputing && _finished is null;

    private BoardState State =>
        (_isComputing ? BoardState.Computing : BoardState.Idle) | (_masks.IsEmpty ? BoardState.Idle : BoardState.MaskWaiting);

    /// <summary>Takes a frame from the host.</summary>
    public void Receive(in Frame frame)
    {
        if (frame.Type == FrameType.Hello)
        {
            ReceiveHello(frame);
            return;
        }

        if (frame.Type == FrameType.Reset)
        {
            EndSession();
            return;
        }

        if (_nonce is null)
        {
            _refusal = new Refusal(RefusalReason.NoSession, frame.Header.Sequence);
            return;
        }

        _lastHostSequence = frame.Header.Sequence;
        if (Obey(frame) is { } reason)
            _refusal = new Refusal(reason, frame.Header.Sequence);
    }

    /// <summary>Writes the next frame for the host and returns its bytes; 0 when there is none.</summary>
    public int Transmit(Span<byte> target)
    {
        if (_helloWanted)
        {
            _helloWanted = false;
            return _writer.Write(target, _identity.Reply with { Nonce = _nonce!.Value });
        }

        if (_refusal is { } refusal)
        {
            _refusal = null;
            return _writer.Write(target, refusal);
        }

        if (_ackWanted)
        {
            _ackWanted = false;
            return _writer.Write(target, _images.Acknowledge(_lastHostSequence, State));
        }

        return _masks.Transmit(target, _writer);
    }

    /// <summary>The next image to compute; null when there is none or the network is busy.</summary>
    public ComputeJob? TakeImage()
    {
        if (!InputIsOpen || !_images.HasImage)
            return null;
        var image = _images.TakeImage();
        _isComputing = true;
        _imageCrc = Crc32.Of(image);
        return new ComputeJob(_session, image[.._identity.Reply.Image.ByteCount]);
    }

    /// <summary>Takes the mask of a job; null when the computation failed. The result of an earlier session is dropped.</summary>
    public void Complete(ComputeJob job, byte[]? mask)
    {
        if (job.Session != _session)
            return;
        _isComputing = false;
        _finished = (mask, _imageCrc);
        Advance();
    }

    /// <summary>Ends the session, as when the host hangs up or the board is reset.</summary>
    public void EndSession()
    {
        _nonce = null;
        Clear();
    }

    private void ReceiveHello(in Frame frame)
    {
        if (!Hello.TryDecode(frame.Payload, out var hello))
            return;
        if (_nonce != hello.Nonce)
            Clear();
        _nonce = hello.Nonce;
        _lastHostSequence = frame.Header.Sequence;
        _helloWanted = true;
    }

    private RefusalReason? Obey(in Frame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Image:
                _ackWanted = true;
                return DataMessage.TryDecode(frame.Type, frame.Payload, out var data) ? _images.Take(data, InputIsOpen) : RefusalReason.BadLength;
            case FrameType.Poll or FrameType.MaskAck:
                if (!MaskStatus.TryDecode(frame.Type, frame.Payload, out var status))
                    return RefusalReason.BadLength;
                _ackWanted |= frame.Type == FrameType.Poll;
                _masks.Acknowledge(status);
                Advance();
                return null;
            default:
                return RefusalReason.UnknownType;
        }
    }

    /// <summary>Moves a finished mask to the sender when that is free, and lets the next pixels in.</summary>
    private void Advance()
    {
        if (_finished is { } finished && _masks.IsEmpty)
        {
            _finished = null;
            _masks.Start(finished.Mask, finished.ImageCrc, (ulong)_identity.ComputeCycles);
        }

        if (InputIsOpen)
            _images.Drain();
        _ackWanted |= _images.HasNews;
    }

    private void Clear()
    {
        _session++;
        (_isComputing, _finished, _helloWanted, _ackWanted, _refusal) = (false, null, false, false, null);
        _images.Clear();
        _masks.Clear();
    }
}

/// <summary>An image to compute, and the session that it belongs to.</summary>
public sealed record ComputeJob(int Session, byte[] Image);
