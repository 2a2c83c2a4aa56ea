using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace FpgaSeg.Protocol.Tests;

public sealed class FrameDecoderTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20260101, 1);

    /// <summary>Five frames of different kinds; the payloads hold sync bytes to tempt the decoder.</summary>
    private static byte[][] Train()
    {
        var writer = new FrameWriter();
        return
        [
            Build(writer, [1, 2, 3]),
            Build(writer, [0xFA, 0x5E, 0x02, 0xFA, 0xFA, 0x5E, 0xFA]),
            Build(writer, [.. Enumerable.Range(0, 60).Select(i => (byte)(i * 5))]),
            Build(writer, [0xFA]),
            Build(writer, new byte[20]),
        ];
    }

    [Fact]
    public void Whole_frames_pass_and_are_counted()
    {
        var train = Train();
        var decoder = new FrameDecoder();
        Assert.Equal(train, Decode(decoder, train.SelectMany(f => f).ToArray()));
        Assert.Equal(new DecoderCounters(5, 0, 0, 0, 0), decoder.Counters);
        Assert.False(decoder.HasPartialFrame);
    }

    [Fact]
    public void A_lost_byte_costs_its_frame_only() => EveryPlace((stream, at) => [.. stream[..at], .. stream[(at + 1)..]]);

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFA)]
    [InlineData(0x5E)]
    public void An_added_byte_costs_at_most_its_frame(byte added) => EveryPlace((stream, at) => [.. stream[..at], added, .. stream[at..]]);

    [Fact]
    public void A_doubled_byte_costs_at_most_its_frame() => EveryPlace((stream, at) => [.. stream[..at], stream[at], .. stream[at..]]);

    [Fact]
    public void A_flipped_bit_costs_its_frame_only()
    {
        for (var bit = 0; bit < 8; bit++)
        {
            var mask = (byte)(1 << bit);
            EveryPlace((stream, at) => [.. stream[..at], (byte)(stream[at] ^ mask), .. stream[(at + 1)..]]);
        }
    }

    [Fact]
    public void Any_cuts_give_the_same_frames() =>
        Prop.ForAll(
            Gen.Choose(1, 40).ArrayOf().Where(c => c.Length > 0).ToArbitrary(),
            cuts =>
            {
                var train = Train();
                var rest = train.SelectMany(f => f).ToArray().AsSpan();
                var decoder = new FrameDecoder();
                var found = new List<byte[]>();
                for (var i = 0; rest.Length > 0; i++)
                {
                    var count = Math.Min(rest.Length, cuts[i % cuts.Length]);
                    found.AddRange(Decode(decoder, rest[..count].ToArray()));
                    rest = rest[count..];
                }

                return found.Zip(train).All(p => p.First.SequenceEqual(p.Second)) && found.Count == train.Length;
            }).Check(Fixed);

    [Fact]
    public void Any_payload_is_found_behind_any_noise() =>
        Prop.ForAll(
            Gen.Choose(0, 255).Select(v => (byte)v).ArrayOf().Zip(Gen.Choose(0, 255).Select(v => (byte)v).ArrayOf()).ToArbitrary(),
            pair =>
            {
                var (noise, payload) = pair;
                var frame = Build(new FrameWriter(), payload);
                var decoder = new FrameDecoder();
                var found = Decode(decoder, [.. noise, .. frame]);
                decoder.Abandon();
                found.AddRange(Decode(decoder, []));
                return found.Count == 1 && found[0].SequenceEqual(frame) && decoder.Counters.DroppedBytes == noise.Length;
            }).Check(Fixed);

    [Fact]
    public void A_frame_behind_a_torn_one_is_found_when_the_line_falls_silent()
    {
        var writer = new FrameWriter();
        var torn = Build(writer, new byte[200])[..50];
        var whole = Build(writer, [9]);
        var decoder = new FrameDecoder();
        Assert.Empty(Decode(decoder, [.. torn, .. whole]));
        decoder.Abandon();
        Assert.Equal([whole], Decode(decoder, []));
        Assert.Equal(1, decoder.Counters.Abandoned);
    }

    [Fact]
    public void A_length_beyond_the_largest_is_a_bad_header()
    {
        var header = new byte[LinkConstants.HeaderBytes];
        new FrameHeader(FrameType.Image, 1, LinkConstants.LargestPayload + 1).Write(header);
        var decoder = new FrameDecoder();
        Assert.Empty(Decode(decoder, header));
        Assert.Equal(1, decoder.Counters.BadHeaders);
        Assert.False(decoder.HasPartialFrame);
    }

    [Fact]
    public void Decoding_allocates_nothing()
    {
        var stream = Train().SelectMany(f => f).ToArray();
        var decoder = new FrameDecoder();
        Count(decoder, stream);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Count(decoder, stream);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static int Count(FrameDecoder decoder, byte[] stream)
    {
        var count = 0;
        decoder.Append(stream);
        while (decoder.TryRead(out _))
            count++;
        return count;
    }

    /// <summary>Damages the train at every place: no frame that was not sent may appear, and every frame but the one hit must.</summary>
    private static void EveryPlace(Func<byte[], int, byte[]> damage)
    {
        var train = Train();
        var stream = train.SelectMany(f => f).ToArray();
        var place = 0;
        for (var hit = 0; hit < train.Length; hit++)
        {
            for (var i = 0; i < train[hit].Length; i++, place++)
            {
                var decoder = new FrameDecoder();
                var found = Decode(decoder, damage(stream, place));
                decoder.Abandon();
                found.AddRange(Decode(decoder, []));
                var others = train.Where((_, index) => index != hit).ToArray();
                Assert.True(found.SequenceEqual(others, ByBytes) || found.SequenceEqual(train, ByBytes), $"byte {i} of frame {hit}");
            }
        }
    }

    private static readonly IEqualityComparer<byte[]> ByBytes =
        EqualityComparer<byte[]>.Create((a, b) => a!.AsSpan().SequenceEqual(b), a => a.Length);

    private static byte[] Build(FrameWriter writer, byte[] payload)
    {
        var bytes = new byte[payload.Length + LinkConstants.FrameOverhead];
        return bytes[..writer.Write(bytes, new RawMessage(payload))];
    }

    private static List<byte[]> Decode(FrameDecoder decoder, byte[] bytes)
    {
        var found = new List<byte[]>();
        decoder.Append(bytes);
        while (decoder.TryRead(out var frame))
        {
            var copy = new byte[frame.Header.FrameBytes];
            frame.Header.Write(copy);
            frame.Payload.CopyTo(copy.AsSpan(LinkConstants.HeaderBytes));
            var crc = Core.Checksums.Crc32.Of(copy.AsSpan(2, copy.Length - 6));
            BitConverter.TryWriteBytes(copy.AsSpan(copy.Length - 4), crc);
            found.Add(copy);
        }

        return found;
    }

    private sealed record RawMessage(byte[] Payload) : IMessage
    {
        public FrameType Type => FrameType.Image;

        public int Encode(Span<byte> target)
        {
            Payload.CopyTo(target);
            return Payload.Length;
        }
    }
}
