using FpgaSeg.HostDriver.Transports.Usb.Bulk;

namespace FpgaSeg.HostDriver.Transports.Ftdi;

/// <summary>
/// Takes the modem-status bytes out of what an FTDI chip sends: every packet begins with two of them, whether payload follows or not. Source: FTDI
/// AN232B-04, section 2. The bytes may come in chunks cut anywhere; a packet that is shorter than the longest one ends its transfer.
/// </summary>
/// <param name="packetBytes">Bytes of the longest packet: 512 at high speed, 64 at full speed.</param>
internal sealed class FtdiPackets(int packetBytes) : IInboundFilter
{
    /// <summary>Modem status, then line status.</summary>
    public const int StatusBytes = 2;

    private int _place;

    /// <summary>Moves the payload of a chunk to its start and returns its length. The next chunk goes on where this one ended.</summary>
    public int StripChunk(Span<byte> chunk)
    {
        var (at, count) = (0, 0);
        while (at < chunk.Length)
        {
            var left = chunk.Length - at;
            var isStatus = _place < StatusBytes;
            var run = Math.Min(left, (isStatus ? StatusBytes : packetBytes) - _place);
            if (!isStatus)
            {
                chunk.Slice(at, run).CopyTo(chunk[count..]);
                count += run;
            }

            at += run;
            _place = (_place + run) % packetBytes;
        }

        return count;
    }

    /// <summary>The transfer has ended: the next byte begins a packet.</summary>
    public void EndTransfer() => _place = 0;

    int IInboundFilter.Strip(Span<byte> transfer)
    {
        var count = StripChunk(transfer);
        EndTransfer();
        return count;
    }
}
