using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;
using FpgaSeg.VirtualBoard.Board;

namespace FpgaSeg.VirtualBoard.Tests;

/// <summary>The board's answers, frame by frame, as docs/link-protocol.md section 7 has them.</summary>
public sealed class BoardModelTests
{
    private readonly BoardModel _board = new(new BoardIdentity(
        new HelloReply(1, BoardFlags.Virtual, 0, new string('a', 64), new string('b', 64), new ImageGeometry(4, 2, 1), new MaskGeometry(4, 2), 1000, new LinkParameters(16, 16)), 77));

    private readonly FrameWriter _host = new();
    private readonly byte[] _scratch = new byte[256];

    [Fact]
    public void Without_a_session_everything_but_hello_is_refused()
    {
        Send(new MaskStatus(FrameType.Poll, 0, 0, 0));
        Assert.Equal(new Refusal(RefusalReason.NoSession, 0), Take<Refusal>(Refusal.TryDecode));
        Send(default(Reset));
        Assert.Equal(0, _board.Transmit(_scratch));
    }

    [Fact]
    public void An_image_is_acknowledged_computed_and_answered()
    {
        Open();
        SendImage(0, 0, 1, 2, 3, 4, 5);
        Assert.Equal(new Ack(0, 5, 16, 1, BoardState.Idle), Take<Ack>(Ack.TryDecode));
        SendImage(0, 5, 6, 7, 8);
        Assert.Equal(new Ack(1, 0, 16, 2, BoardState.Idle), Take<Ack>(Ack.TryDecode));
        var job = _board.TakeImage()!;
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], job.Image);
        _board.Complete(job, [0x5A]);

        var mask = TakePayload();
        Assert.Equal([0, 0, 0, 0, 0, 0, 0x5A], mask);

        // zlib.crc32 of 01..08 and of 5A.
        Assert.Equal(new FrameDone(0, FrameStatus.Ok, 77, 77, 0, 0x3FCA88C5, 0x59BC5767), Take<FrameDone>(FrameDone.TryDecode));
        Assert.Equal(0, _board.Transmit(_scratch));
    }

    [Fact]
    public void Bytes_out_of_order_are_dropped_and_the_ack_says_what_is_expected()
    {
        Open();
        SendImage(0, 3, 9, 9);
        Assert.Equal(new Ack(0, 0, 16, 1, BoardState.Idle), Take<Ack>(Ack.TryDecode));
        SendImage(1, 0, 9, 9);
        Assert.Equal(new Ack(0, 0, 16, 2, BoardState.Idle), Take<Ack>(Ack.TryDecode));
    }

    [Fact]
    public void Bytes_beyond_the_image_and_unknown_frames_are_refused()
    {
        Open();
        SendImage(0, 6, 1, 2, 3);
        Assert.Equal(new Refusal(RefusalReason.OutsideImage, 1), Take<Refusal>(Refusal.TryDecode));
        TakePayload();
        Send(new Odd((FrameType)0x33, []));
        Assert.Equal(new Refusal(RefusalReason.UnknownType, 2), Take<Refusal>(Refusal.TryDecode));
        Send(new Odd(FrameType.Poll, [1, 2]));
        Assert.Equal(new Refusal(RefusalReason.BadLength, 3), Take<Refusal>(Refusal.TryDecode));
    }

    [Fact]
    public void Hello_with_the_same_nonce_changes_nothing_and_with_another_drops_everything()
    {
        Open();
        SendImage(0, 0, 1, 2, 3);
        TakePayload();
        Open();
        Send(new MaskStatus(FrameType.Poll, 0, 0, 0));
        Assert.Equal(3u, Take<Ack>(Ack.TryDecode).Offset);
        Open(nonce: 6);
        Send(new MaskStatus(FrameType.Poll, 0, 0, 0));
        Assert.Equal(0u, Take<Ack>(Ack.TryDecode).Offset);
    }

    [Fact]
    public void A_mask_of_an_earlier_session_is_dropped()
    {
        Open();
        SendImage(0, 0, 1, 2, 3, 4, 5, 6, 7, 8);
        var job = _board.TakeImage()!;
        Open(nonce: 6);
        _board.Complete(job, [1]);
        Assert.Equal(0, _board.Transmit(_scratch));
    }

    [Fact]
    public void A_failed_computation_is_told_until_the_host_has_it()
    {
        Open();
        SendImage(0, 0, 1, 2, 3, 4, 5, 6, 7, 8);
        TakePayload();
        _board.Complete(_board.TakeImage()!, null);
        Assert.Equal(FrameStatus.Failed, Take<FrameDone>(FrameDone.TryDecode).Status);
        Send(new MaskStatus(FrameType.Poll, 0, 0, 2));
        TakePayload();
        Assert.Equal(FrameStatus.Failed, Take<FrameDone>(FrameDone.TryDecode).Status);
        Send(new MaskStatus(FrameType.MaskAck, 1, 0, 4));
        Assert.Equal(0, _board.Transmit(_scratch));
    }

    private delegate bool Decoder<T>(ReadOnlySpan<byte> payload, out T message);

    private void Open(uint nonce = 5)
    {
        Send(new Hello(1, nonce));
        Assert.Equal(HelloReply.Bytes, TakePayload().Length);
    }

    private void SendImage(ushort number, uint offset, params byte[] data) =>
        Deliver(_host.Write(_scratch, new DataMessage(FrameType.Image, number, offset, data)));

    private void Send<T>(T message)
        where T : IMessage => Deliver(_host.Write(_scratch, message));

    private void Deliver(int count)
    {
        var decoder = new FrameDecoder();
        decoder.Append(_scratch.AsSpan(0, count));
        Assert.True(decoder.TryRead(out var frame));
        _board.Receive(frame);
    }

    private T Take<T>(Decoder<T> decode)
    {
        Assert.True(decode(TakePayload(), out var message));
        return message;
    }

    private byte[] TakePayload()
    {
        var count = _board.Transmit(_scratch);
        return _scratch[LinkConstants.HeaderBytes..(count - LinkConstants.TrailerBytes)];
    }

    private sealed record Odd(FrameType Type, byte[] Payload) : IMessage
    {
        public int Encode(Span<byte> target)
        {
            Payload.CopyTo(target);
            return Payload.Length;
        }
    }
}
