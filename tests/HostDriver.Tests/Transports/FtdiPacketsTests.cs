using FpgaSeg.HostDriver.Transports.Ftdi;
using FpgaSeg.HostDriver.Transports.Usb.Bulk;
using FsCheck;
using FsCheck.Fluent;

namespace FpgaSeg.HostDriver.Tests.Transports;

/// <summary>Status bytes against a model that builds the packets one by one.</summary>
public sealed class FtdiPacketsTests
{
    private static readonly Gen<int> _seeds = Gen.Choose(0, int.MaxValue - 1);

    [Theory]
    [InlineData(512)]
    [InlineData(64)]
    public void Payload_comes_out_whole_however_the_bytes_are_cut(int packetBytes) => Check(2000, seed =>
    {
        var random = new Random(seed);
        var (wire, payload) = Packets(random, packetBytes);
        var packets = new FtdiPackets(packetBytes);
        var stripped = new List<byte>();
        foreach (var transfer in wire)
        {
            for (var at = 0; at < transfer.Length;)
            {
                var chunk = transfer.AsSpan(at, Math.Min(transfer.Length - at, 1 + random.Next(random.Next(4) == 0 ? 2 * packetBytes : 5))).ToArray();
                at += chunk.Length;
                stripped.AddRange(chunk.AsSpan(0, packets.StripChunk(chunk)));
            }

            packets.EndTransfer();
        }

        return stripped.SequenceEqual(payload);
    });

    [Fact]
    public void Whole_transfers_come_out_whole() => Check(500, seed =>
    {
        var (wire, payload) = Packets(new Random(seed), 512);
        IInboundFilter filter = new FtdiPackets(512);
        var stripped = wire.SelectMany(t => t.AsSpan(0, filter.Strip(t)).ToArray());
        return stripped.SequenceEqual(payload);
    });

    [Fact]
    public void A_packet_of_status_alone_has_no_payload()
    {
        IInboundFilter filter = new FtdiPackets(512);
        Assert.Equal(0, filter.Strip([0x32, 0x60]));
        byte[] one = [0x32, 0x60, 0xAB];
        Assert.Equal(1, filter.Strip(one));
        Assert.Equal(0xAB, one[0]);
    }

    /// <summary>Transfers of full packets that end in a short one, or in none when the buffer of the host was full.</summary>
    private static (List<byte[]> Wire, List<byte> Payload) Packets(Random random, int packetBytes)
    {
        var (wire, payload) = (new List<byte[]>(), new List<byte>());
        for (var transfers = random.Next(1, 6); transfers > 0; transfers--)
        {
            var bytes = new List<byte>();
            for (var packets = random.Next(0, 4); packets >= 0; packets--)
            {
                var length = packets > 0 || random.Next(3) == 0 ? packetBytes - 2 : random.Next(packetBytes - 2);
                var data = new byte[length];
                random.NextBytes(data);
                bytes.AddRange([(byte)random.Next(256), (byte)random.Next(256), .. data]);
                payload.AddRange(data);
            }

            wire.Add([.. bytes]);
        }

        return (wire, payload);
    }

    private static void Check(int tests, Func<int, bool> holds) =>
        Prop.ForAll(_seeds.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(20_261_121, 9));
}
