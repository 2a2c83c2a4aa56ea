using FpgaSeg.Core.Checksums;
using FpgaSeg.Protocol.Flow;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;
using static FpgaSeg.Protocol.LinkConstants;

namespace FpgaSeg.HostDriver.Session;

/// <summary>
/// The host's side of one session, after HELLO, without I/O and without a clock of its own (docs/link-protocol.md, section 6):
/// frames from the board go into <see cref="Receive"/>, frames for it come out of <see cref="Transmit"/>.
/// </summary>
internal sealed class HostLink
{
    private readonly HelloReply _board;
    private readonly FrameWriter _writer;
    private readonly int _imageBytes;
    private readonly int _chunk;
    private readonly List<ImageInFlight> _images = [];
    private readonly GoBackWindow _window = new();
    private long _credit;
    private long _firstImage;
    private long _maskImage;
    private int _maskOffset;
    private ushort _lastBoardSequence;
    private long _waitingSince;
    private long _lastUploadEnd;
    private bool _pollWanted;
    private bool _maskAckWanted;

    public HostLink(HelloReply board, ushort helloReplySequence, FrameWriter writer)
    {
        (_board, _writer, _lastBoardSequence) = (board, writer, helloReplySequence);
        _imageBytes = board.Image.LinkByteCount;
        _chunk = board.Link.MaxPayload - DataPrefixBytes;
        _credit = board.Link.ReceiveBuffer;
    }

    /// <summary>Images that are not finished, oldest first.</summary>
    public IReadOnlyList<ImageInFlight> Unfinished => _images;

    /// <summary>Why the board has no session any more; null while it has one.</summary>
    public RefusalReason? SessionLost { get; private set; }

    /// <summary>Grows with everything that is acknowledged or received.</summary>
    public long Progress => _window.Acknowledged + (_maskImage * (_board.Mask.ByteCount + 1L)) + _maskOffset;

    /// <summary>Queues an image behind the others.</summary>
    public void Add(ImageInFlight image) => _images.Add(image);

    /// <summary>Gives up the oldest image; the session is of no use after it.</summary>
    public ImageInFlight TakeOldest()
    {
        var oldest = _images[0];
        _images.RemoveAt(0);
        return oldest;
    }

    /// <summary>Asks the board where it stands, with the next <see cref="Transmit"/>.</summary>
    public void Poll() => _pollWanted = true;

    /// <summary>Takes a frame from the board. Returns the image that it finished, if it did.</summary>
    public ImageInFlight? Receive(in Frame frame, long now)
    {
        _lastBoardSequence = frame.Header.Sequence;
        switch (frame.Type)
        {
            case FrameType.Ack when Ack.TryDecode(frame.Payload, out var ack):
                TakeAck(ack, now);
                return null;
            case FrameType.Mask when DataMessage.TryDecode(FrameType.Mask, frame.Payload, out var data):
                TakeMask(data, now);
                return null;
            case FrameType.FrameDone when FrameDone.TryDecode(frame.Payload, out var done):
                return TakeDone(done, now);
            case FrameType.Refusal when Refusal.TryDecode(frame.Payload, out var refusal):
                SessionLost = refusal.Reason;
                return null;
            default:
                return null;
        }
    }

    /// <summary>Writes the next frame to send and returns its bytes; 0 when there is none now.</summary>
    public int Transmit(Span<byte> target, long now)
    {
        if (_pollWanted || _maskAckWanted)
        {
            var type = _pollWanted ? FrameType.Poll : FrameType.MaskAck;
            (_pollWanted, _maskAckWanted) = (false, false);
            return _writer.Write(target, new MaskStatus(type, (ushort)_maskImage, (uint)_maskOffset, _lastBoardSequence));
        }

        return TransmitImage(target, now);
    }

    private int TransmitImage(Span<byte> target, long now)
    {
        var (number, offset) = Math.DivRem(_window.Next, _imageBytes);
        if (number - _firstImage >= _images.Count)
            return 0;
        var image = _images[(int)(number - _firstImage)];
        var wanted = (int)Math.Min(_chunk, _imageBytes - offset);
        var room = _window.Acknowledged + _credit - _window.Next;

        // A short frame is worth its overhead only when nothing else is under way.
        if (room < wanted && (room <= 0 || _window.Next > _window.Acknowledged))
        {
            if (_waitingSince == 0 && _window.Next == _window.Acknowledged)
                _waitingSince = now;
            return 0;
        }

        EndWait(image, now);
        var length = (int)Math.Min(wanted, room);
        image.FirstSent = image.FirstSent == 0 ? now : image.FirstSent;
        var count = _writer.Write(target, new DataMessage(FrameType.Image, (ushort)number, (uint)offset, image.Bytes.AsSpan((int)offset, length)));
        _window.Sent(length, _writer.LastSequence);
        return count;
    }

    private void EndWait(ImageInFlight image, long now)
    {
        // Waiting before the first byte is no part of the upload.
        if (_waitingSince != 0 && image.FirstSent != 0)
            image.CreditWait += now - _waitingSince;
        _waitingSince = 0;
    }

    private void TakeAck(in Ack ack, long now)
    {
        var number = SequenceNumber.Unwrap(ack.FrameNumber, _window.Acknowledged / _imageBytes);
        var repeated = _window.RepeatedFrames;
        if (ack.Offset >= _imageBytes || !_window.Acknowledge((number * _imageBytes) + ack.Offset, ack.LastSequence))
            return;
        _credit = ack.Credit;
        for (var i = _firstImage; i < Math.Min(number, _firstImage + _images.Count); i++)
        {
            var image = _images[(int)(i - _firstImage)];
            EndUpload(image, now);
        }

        if (_window.RepeatedFrames > repeated && number - _firstImage < _images.Count && number >= _firstImage)
            _images[(int)(number - _firstImage)].Repeated += _window.RepeatedFrames - repeated;
    }

    private void EndUpload(ImageInFlight image, long now)
    {
        if (image.Uploaded != 0)
            return;
        image.Uploaded = now;

        // The next upload begins before this one is acknowledged: that time is counted once.
        image.LineTime = now - Math.Max(image.FirstSent, _lastUploadEnd) - image.CreditWait;
        _lastUploadEnd = now;
    }

    private void TakeMask(in DataMessage data, long now)
    {
        _maskAckWanted = true;
        if (_images.Count == 0 || data.FrameNumber != (ushort)_maskImage || data.Offset != _maskOffset)
            return;
        var image = _images[0];
        if (_maskOffset + data.Data.Length > image.Mask.Length)
            return;
        if (image.MaskStarted == 0)
            (image.MaskStarted, image.FirstMaskPayload) = (now, data.Data.Length + DataPrefixBytes);
        data.Data.CopyTo(image.Mask.AsSpan(_maskOffset));
        _maskOffset += data.Data.Length;
    }

    private ImageInFlight? TakeDone(in FrameDone done, long now)
    {
        _maskAckWanted = true;
        var complete = done.Status != FrameStatus.Ok || _maskOffset == _board.Mask.ByteCount;
        if (_images.Count == 0 || done.FrameNumber != (ushort)_maskImage || !complete)
            return null;
        var image = _images[0];
        _images.RemoveAt(0);
        _firstImage++;
        (_maskImage, _maskOffset) = (_maskImage + 1, 0);
        (image.Done, image.Ended) = (done, now);
        if (image.MaskStarted == 0)
            image.MaskStarted = now;
        EndUpload(image, now);
        if (done.Status != FrameStatus.Ok)
            image.Error = SessionErrors.ComputationFailed(image.Name);
        else if (done.ImageCrc != image.ImageCrc)
            image.Error = SessionErrors.OtherImage(image.Name, image.ImageCrc, done.ImageCrc);
        else if (Crc32.Of(image.Mask) is var crc && crc != done.MaskCrc)
            image.Error = SessionErrors.OtherMask(image.Name, done.MaskCrc, crc);
        return image;
    }
}
