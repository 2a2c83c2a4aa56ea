using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Checksums;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.HostDriver.Session;

/// <summary>An image on its way and the mask that comes back. Times are timestamps of the clock; 0 is not yet.</summary>
internal sealed class ImageInFlight(string name, byte[] bytes, int maskBytes)
{
    public string Name { get; } = name;

    public byte[] Bytes { get; } = bytes;

    public uint ImageCrc { get; } = Crc32.Of(bytes);

    public byte[] Mask { get; } = new byte[maskBytes];

    public int Restarts { get; set; }

    public long FirstSent { get; set; }

    public long Uploaded { get; set; }

    public long CreditWait { get; set; }

    public long LineTime { get; set; }

    public long MaskStarted { get; set; }

    /// <summary>Payload of the MASK frame that arrived at <see cref="MaskStarted"/>.</summary>
    public int FirstMaskPayload { get; set; }

    /// <summary>Time spent on it by this machine alone.</summary>
    public long HostTime { get; set; }

    public long Ended { get; set; }

    public long Repeated { get; set; }

    public FrameDone Done { get; set; }

    public Diagnostic? Error { get; set; }

    /// <summary>Forgets what an earlier session did with it.</summary>
    public void Restart()
    {
        Restarts++;
        (FirstSent, Uploaded, CreditWait, LineTime, MaskStarted) = (0, 0, 0, 0, 0);
    }
}
