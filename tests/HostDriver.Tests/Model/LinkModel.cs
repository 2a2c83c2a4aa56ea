using FpgaSeg.Core.Checksums;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;
using FpgaSeg.VirtualBoard.Board;

namespace FpgaSeg.HostDriver.Tests.Model;

/// <summary>
/// The host's and the board's own classes face to face, without I/O and without a clock. What a run does when a session is lost, a new HELLO and the unfinished images again,
/// stands here as <c>StreamRun</c> has it. Every mask that the host believes is compared with the right one as it comes.
/// </summary>
internal sealed class LinkModel
{
    private readonly BoardModel _board;
    private readonly FrameWriter _writer = new();
    private readonly FrameDecoder _hostDecoder = new();
    private readonly FrameDecoder _boardDecoder = new();
    private readonly ModelShape _shape;
    private HostLink? _link;
    private List<ImageInFlight> _waiting = [];
    private ComputeJob? _job;
    private uint _nonce = 1;
    private bool _helloWanted = true;
    private int _added;

    public LinkModel(ModelShape shape)
    {
        _shape = shape;
        _board = new BoardModel(new BoardIdentity(
            new HelloReply(
                LinkConstants.ProtocolVersion, BoardFlags.Virtual, 0, new string('a', 64), new string('b', 64), shape.Image, shape.Mask, 1000,
                new LinkParameters(shape.MaxPayload, shape.ReceiveBuffer)),
            77));
    }

    private delegate void Receiver(in Frame frame);

    /// <summary>Masks that the host has; all of them were right.</summary>
    public int Finished { get; private set; }

    public bool IsDone => Finished == _shape.Images;

    /// <summary>The host's next frame; 0 when it has nothing to say.</summary>
    public int HostSends(Span<byte> target)
    {
        if (_link is null)
        {
            if (!_helloWanted)
                return 0;
            _helloWanted = false;
            return _writer.Write(target, new Hello(LinkConstants.ProtocolVersion, _nonce));
        }

        while (_added < _shape.Images && _link.Unfinished.Count < 2)
            _link.Add(new ImageInFlight($"{_added}", _shape.ImageOf(_added++), _shape.Mask.ByteCount));
        return _link.Transmit(target, 1);
    }

    /// <summary>The board's next frame; 0 when it has nothing to say.</summary>
    public int BoardSends(Span<byte> target) => _board.Transmit(target);

    /// <summary>Bytes come out of the line at the board.</summary>
    public void ToBoard(ReadOnlySpan<byte> bytes) => Deliver(_boardDecoder, bytes, (in Frame frame) => _board.Receive(frame));

    /// <summary>Bytes come out of the line at the host.</summary>
    public void ToHost(ReadOnlySpan<byte> bytes) => Deliver(_hostDecoder, bytes, HostReceives);

    /// <summary>The network goes a step on: takes an image or finishes one. False when it has nothing to do.</summary>
    public bool Compute()
    {
        var finished = _job;
        if (finished is not null)
            _board.Complete(finished, _shape.MaskOf(finished.Image));
        _job = _board.TakeImage();
        return finished is not null || _job is not null;
    }

    /// <summary>The line has been quiet for long: partial frames are given up, and the host asks.</summary>
    public void FallSilent()
    {
        _hostDecoder.Abandon();
        _boardDecoder.Abandon();
        ToHost([]);
        ToBoard([]);
        Ask();
    }

    /// <summary>The host's timer runs out, whatever is under way: POLL, or HELLO once more.</summary>
    public void Ask()
    {
        _helloWanted = true;
        _link?.Poll();
    }

    /// <summary>The host's program ends without a word and a new one opens a session; what the line holds comes before its answer.</summary>
    public void RestartHost()
    {
        if (_link is not null)
            NewSession(_link);
    }

    /// <summary>The board is switched off and on.</summary>
    public void ResetBoard() => _board.EndSession();

    private static void Deliver(FrameDecoder decoder, ReadOnlySpan<byte> bytes, Receiver receive)
    {
        decoder.Append(bytes);
        while (decoder.TryRead(out var frame))
            receive(frame);
    }

    private void HostReceives(in Frame frame)
    {
        if (_link is null)
        {
            if (frame.Type == FrameType.HelloReply && HelloReply.TryDecode(frame.Payload, out var reply) && reply!.Nonce == _nonce)
                Open(new HostLink(reply, frame.Header.Sequence, _writer));
            return;
        }

        if (_link.Receive(frame, 1) is { } image)
            Check(image);
        if (_link.SessionLost is not null)
            NewSession(_link);
    }

    private void NewSession(HostLink old)
    {
        (_waiting, _link, _helloWanted) = ([.. old.Unfinished], null, true);
        _nonce++;
    }

    private void Open(HostLink link)
    {
        _link = link;
        foreach (var image in _waiting)
        {
            image.Restart();
            link.Add(image);
        }

        _waiting = [];
    }

    private void Check(ImageInFlight image)
    {
        if (image.Error is { } error)
            throw new ModelViolationException($"image {image.Name} failed: {error.Message}");
        if (image.Name != $"{Finished}")
            throw new ModelViolationException($"image {image.Name} came when {Finished} was next");
        if (!image.Mask.AsSpan().SequenceEqual(_shape.MaskOf(image.Bytes)) || Crc32.Of(image.Mask) != image.Done.MaskCrc)
            throw new ModelViolationException($"the mask of image {image.Name} is wrong");
        Finished++;
    }
}

/// <summary>The protocol gave a wrong mask, lost an image, or stopped.</summary>
internal sealed class ModelViolationException(string message) : Exception(message);
