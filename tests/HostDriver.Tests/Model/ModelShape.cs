using FpgaSeg.Core.Checksums;
using FpgaSeg.Protocol.Design;

namespace FpgaSeg.HostDriver.Tests.Model;

/// <summary>How large everything is. The mask depends on every byte of its image.</summary>
internal sealed record ModelShape(int Images, int MaxPayload, int ReceiveBuffer, ImageGeometry Image, MaskGeometry Mask)
{
    /// <summary>Image number k.</summary>
    public byte[] ImageOf(int k)
    {
        var bytes = new byte[Image.ByteCount];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)((k * 101) + (i * 29) + (i >> 3));
        return bytes;
    }

    /// <summary>The network of the model.</summary>
    public byte[] MaskOf(byte[] image)
    {
        var mask = new byte[Mask.ByteCount];
        var crc = Crc32.Of(image);
        for (var i = 0; i < mask.Length; i++)
            mask[i] = (byte)((crc >> (8 * (i % 4))) + i);
        return mask;
    }
}
