using FpgaSeg.Protocol.Design;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.Protocol.Tests;

/// <summary>Every message as bytes on the line. The expected bytes come from Python's struct and zlib, with a bitwise CRC-8.</summary>
public sealed class FrameBytesTests
{
    private static readonly string DesignId = Convert.ToHexStringLower([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private static readonly string ModelId = Convert.ToHexStringLower([.. Enumerable.Range(100, 32).Select(i => (byte)i)]);

    private static readonly HelloReply Reply = new(
        1, BoardFlags.Virtual | BoardFlags.Unpaced, 0xCAFEF00D, DesignId, ModelId, new ImageGeometry(256, 192, 3), new MaskGeometry(128, 96), 150_000_000, new LinkParameters(1024, 16384));

    private readonly FrameWriter _writer = new();
    private readonly byte[] _target = new byte[256];

    [Fact]
    public void Messages_have_the_specified_bytes()
    {
        Same("fa5e0100000600c801000df0feca53bde411", new Hello(1, 0xCAFEF00D));
        SameData("fa5e0201000900e107002c01000001020355bb0eaa", FrameType.Image, 7, 300, [1, 2, 3]);
        Same("fa5e030200080055070000040000feff4c80f817", new MaskStatus(FrameType.Poll, 7, 1024, 0xFFFE));
        Same("fa5e0403000800d2080000000000050018fd7d5b", new MaskStatus(FrameType.MaskAck, 8, 0, 5));
        Same("fa5e050400000080f01537f9", default(Reset));
        Same(
            "fa5e8105005c0014010003000df0feca000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f6465666768696a6b6c6d6e6f7071727374757677"
            + "78797a7b7c7d7e7f808182830001c00003008000600080d1f008000400400000075ab6b4",
            Reply);
        Same("fa5e8206000d006407002f0100000010000001000341c622ba", new Ack(7, 303, 4096, 1, BoardState.Computing | BoardState.MaskWaiting));
        SameData("fa5e830700080040070000000000ff008fa36aae", FrameType.Mask, 7, 0, [0xFF, 0]);
        Same(
            "fa5e8408002400290700000015cd5b0700000000e7cd5b0700000000d200000000000000efbeadde040302013647670a",
            new FrameDone(7, FrameStatus.Ok, 123_456_789, 123_456_999, 210, 0xDEADBEEF, 0x01020304));
        Same("fa5e8509000300ba043412b6bc456e", new Refusal(RefusalReason.OutsideImage, 0x1234));
    }

    /// <summary>A board that wants every image twice says so among its flags.</summary>
    [Fact]
    public void Passes_are_among_the_flags()
    {
        var twice = Reply with { Image = Reply.Image with { Passes = 2 } };
        Same("fa5e8100005c002b010003010df0feca000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f6465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182830001c00003008000600080d1f008000400400000674cbb00", twice);
        Assert.True(HelloReply.TryDecode(Payload(twice), out var read));
        Assert.Equal(twice, read);
        Assert.Equal((256 * 192 * 3, 2 * 256 * 192 * 3), (read!.Image.ByteCount, read.Image.LinkByteCount));
    }

    [Fact]
    public void Messages_are_read_back()
    {
        Assert.True(Hello.TryDecode(Payload(new Hello(1, 77)), out var hello));
        Assert.Equal(new Hello(1, 77), hello);
        var poll = new MaskStatus(FrameType.Poll, 3, 9, 4);
        Assert.True(MaskStatus.TryDecode(FrameType.Poll, Payload(poll), out var status));
        Assert.Equal(poll, status);
        Assert.True(HelloReply.TryDecode(Payload(Reply), out var reply));
        Assert.Equal(Reply, reply);
        var ack = new Ack(65535, uint.MaxValue, 5, 6, BoardState.Computing);
        Assert.True(Ack.TryDecode(Payload(ack), out var readAck));
        Assert.Equal(ack, readAck);
        var done = new FrameDone(1, FrameStatus.Failed, ulong.MaxValue, 2, 3, 4, 5);
        Assert.True(FrameDone.TryDecode(Payload(done), out var readDone));
        Assert.Equal(done, readDone);
        var refusal = new Refusal(RefusalReason.BadLength, 12);
        Assert.True(Refusal.TryDecode(Payload(refusal), out var readRefusal));
        Assert.Equal(refusal, readRefusal);
    }

    [Fact]
    public void Payloads_of_another_length_are_refused()
    {
        foreach (var length in Enumerable.Range(0, 120))
        {
            var bytes = new byte[length];
            Assert.Equal(length == 6, Hello.TryDecode(bytes, out _));
            Assert.Equal(length == 8, MaskStatus.TryDecode(FrameType.Poll, bytes, out _));
            Assert.Equal(length == 92, HelloReply.TryDecode(bytes, out _));
            Assert.Equal(length == 13, Ack.TryDecode(bytes, out _));
            Assert.Equal(length == 36, FrameDone.TryDecode(bytes, out _));
            Assert.Equal(length == 3, Refusal.TryDecode(bytes, out _));
            Assert.Equal(length > 6, DataMessage.TryDecode(FrameType.Image, bytes, out _));
        }
    }

    private static byte[] Payload<T>(T message)
        where T : IMessage
    {
        var bytes = new byte[256];
        return bytes[..message.Encode(bytes)];
    }

    private void Same<T>(string expected, T message)
        where T : IMessage =>
        Assert.Equal(expected, Convert.ToHexStringLower(_target.AsSpan(0, _writer.Write(_target, message))));

    private void SameData(string expected, FrameType type, ushort number, uint offset, byte[] data) =>
        Assert.Equal(expected, Convert.ToHexStringLower(_target.AsSpan(0, _writer.Write(_target, new DataMessage(type, number, offset, data)))));
}
